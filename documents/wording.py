"""Wording file and facts in, paragraphs out; and the check of the facts before that.

A wording file is plain Chinese with Django's template tags: a line is a paragraph, a line that begins 一、（一）
1. or （1） a heading. What users type is wrapped in marks of the private use area, which no font has and no fact
may hold: it can make paragraphs, but neither headings nor template tags.
"""

import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, Engine, Template
from django.utils.translation import gettext_lazy as _

from documents import fonts
from documents.content import PEN, Content, Issuer, Paragraph
from documents.facts import GUARD, SOFT_BREAK, cell_for_a_pen, for_a_pen, guarded, printable, shown
from documents.fields import FactProblem, Text, clean
from documents.han import Styled
from documents.kinds import LetterKind

HEADING_1 = re.compile(r"[一二三四五六七八九十]+、")
HEADING_2 = re.compile(r"（[一二三四五六七八九十]+）")
LOWER = ((3, re.compile(r"\d{1,2}[.．](?!\d)")), (4, re.compile(r"（\d{1,2}）")))  # 仿宋 like the text
SEVERAL = re.compile(r"、|等\d+人")


@dataclass(frozen=True)
class Finding:
    """What keeps a letter from being issued: the field, its label, and why."""

    field: str
    label: Text
    message: Text

    def __str__(self) -> str:
        return f"{self.label}: {self.message}"


def cleaned(kind: LetterKind, facts: Mapping[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The facts of a kind as they are stored, defaults filled in, and what is wrong with them.

    Facts that the kind does not have are left out.
    """
    kept: dict[str, Any] = {}
    findings: list[Finding] = []
    for field in kind.fields:
        try:
            value = clean(field, facts.get(field.name))
        except FactProblem as problem:
            findings.append(Finding(field.name, field.label, problem.message))
            kept[field.name] = None
            continue
        value = field.default if value is None else value
        kept[field.name] = value
        if value is None and field.required:
            findings.append(Finding(field.name, field.label, _("This must be filled in.")))
        findings += glyph_findings(field.name, field.label, value)
    return kept, findings


def glyph_findings(name: str, label: Text, value: Any) -> list[Finding]:
    """A finding for each character of `value` that no font has."""
    parts = value if isinstance(value, list) else [str(value or "")]
    text = "\n".join("".join(part) for part in parts)
    return [
        Finding(name, label, _("No font has the character “%(character)s” (%(code)s).") % _named(character))
        for character in fonts.missing(text)
    ]


def _named(character: str) -> dict[str, str]:
    shown = character.encode("utf-8", "replace").decode("utf-8")
    return {"character": shown, "code": f"U+{ord(character):04X}"}


def check(kind: LetterKind, facts: Mapping[str, Any]) -> list[Finding]:
    """The pre-flight: what is unfilled, too long, of the wrong type, or unprintable."""
    return cleaned(kind, facts)[1]


@functools.cache
def _engine() -> Engine:
    return Engine(dirs=[str(settings.BASE_DIR / "templates" / "documents")], autoescape=False)


@functools.cache
def template(wording: str) -> Template:
    """The wording file, compiled once a process."""
    return _engine().get_template(wording)


def wording_hash(kind: LetterKind) -> str:
    """sha256 of the wording file: which text a letter was issued with."""
    return hashlib.sha256(str(template(kind.wording).source).encode("utf-8")).hexdigest()


def paragraphs(
    kind: LetterKind, facts: Mapping[str, Any], issuer: str, *, draft: bool = False, blank: bool = False
) -> list[Paragraph]:
    """The paragraphs of a letter; `facts` as `cleaned` returns them."""
    context = {field.name: shown(field, facts.get(field.name), draft) for field in kind.fields}
    if blank:
        left = [field for field in kind.fields if facts.get(field.name) is None and field.name not in kind.head]
        context |= {field.name: for_a_pen(field) for field in left if field.type != "rows"}
    context["issuer"] = guarded(printable(issuer, draft))
    context["you"] = "你们" if SEVERAL.search(str(context.get("addressee", ""))) else "你"
    text = template(kind.wording).render(Context(context, autoescape=False, use_l10n=False))
    out: list[Paragraph] = []
    for line in text.split("\n"):
        # what follows a soft break is still what a user typed
        for marked in line.strip().replace(SOFT_BREAK, SOFT_BREAK + GUARD).split(SOFT_BREAK):
            plain = marked.replace(GUARD, "").strip()
            if plain:
                out.append(_paragraph(marked, plain))
    return out


def _paragraph(marked: str, plain: str) -> Paragraph:
    if plain.startswith(PEN):
        return Paragraph(())
    if HEADING_1.match(marked):
        return Paragraph((("hei", plain),), 1)
    if HEADING_2.match(marked):
        head = marked.split(GUARD)[0]
        end = head.find("。") + 1 or len(head)
        runs: tuple[Styled, ...] = (("kai", plain[:end]), ("fang", plain[end:]))
        return Paragraph(tuple(run for run in runs if run[1]), 2)
    level = next((level for level, opening in LOWER if GUARD not in marked and opening.match(marked)), 0)
    return Paragraph((("fang", plain),), level)


def compose(
    kind: LetterKind,
    facts: Mapping[str, Any],
    issuer: Issuer,
    date: str,
    *,
    number: str = "",
    verify_url: str = "",
    verify_code: str = "",
    draft: bool = False,
    blank: bool = False,
) -> Content:
    """All that a letter says; `facts` as `cleaned` returns them. blank: what is unfilled is left to a pen."""
    told = {field.name: shown(field, facts.get(field.name), draft) for field in kind.fields}
    is_file = facts.get("shape") == "file"

    def line(name: str) -> str:
        return "" if name in kind.head else str(told.get(name, "")).replace(GUARD, "")

    def lines(name: str) -> tuple[str, ...]:
        return () if name in kind.head else tuple(item.replace(GUARD, "") for item in told.get(name, ()))

    return Content(
        layout="file" if is_file else kind.layout,
        title=kind.title,
        issuer=issuer,
        paragraphs=tuple(paragraphs(kind, facts, issuer.name, draft=draft, blank=blank)),
        date=date,
        number=number,
        addressee=line("addressee"),
        attachments=lines("attachments"),
        copies=lines("copies_to"),
        contact=line("contact"),
        phone=line("phone"),
        mediators=lines("mediators"),
        **_annex(kind, facts, draft),
        verify_url=verify_url,
        verify_code=verify_code,
        draft=draft,
        blank=blank,
        office=line("office"),
        head=_head(kind, told),
        signers=tuple(signer.chinese for signer in kind.signers),
        co_issuers=tuple(Issuer(name, name, "") for name in lines("joint")),
        has_joint_header=is_file,  # a letter bears the mark of the office that leads (GB/T 9704-2012, 10.1)
    )


def _head(kind: LetterKind, told: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The table of a record or a form: Chinese label and text of each cell; a heading has no label."""
    cells = []
    for name in kind.head:
        value = told.get(name)
        if value is None:
            cells.append(("", name))
            continue
        field = kind.field(name)
        text = "\n".join(value) if isinstance(value, list) else str(value)
        if not text:
            text = cell_for_a_pen(field)
        cells.append((field.chinese, text.replace(SOFT_BREAK, "\n").replace(GUARD, "")))
    return tuple(cells)


def _annex(kind: LetterKind, facts: Mapping[str, Any], draft: bool) -> dict[str, Any]:
    """The tables of the kind that are filled, under their Chinese names."""
    filled = [field for field in kind.fields if field.type == "rows" and facts.get(field.name)]
    if not filled:
        return {}
    (name, rows), *further = (
        (field.chinese, tuple(tuple(printable(cell, draft) for cell in row) for row in facts[field.name]))
        for field in filled
    )
    return {"annex_title": name, "annex": rows, "further": tuple(further)}
