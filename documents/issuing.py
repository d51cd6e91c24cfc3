"""Issue a letter once and for all, or preview it."""

import dataclasses
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from documents import fonts, press, signing
from documents.content import Content, Issuer
from documents.fields import chinese_date
from documents.kinds import KINDS, PAPERS, SHEETS, LetterKind, kind_of, title_of
from documents.models import IssuedLetter
from documents.numbering import NumberRefused, take_number
from documents.paper import lay_out
from documents.sheet import Page
from documents.signing import SigningRefused
from documents.wording import Finding, cleaned, compose, glyph_findings

__all__ = ["Finding", "Issuer", "LetterError", "check", "issue", "preview", "print_paper", "reproduce", "title_of"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that reads as something else


class LetterError(ValueError):
    """The letter cannot be issued; `findings` says why."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("; ".join(str(finding) for finding in findings))


def check(kind: str, facts: Mapping[str, Any], issuer: Issuer | None = None) -> list[Finding]:
    """What keeps a letter from being issued; empty when nothing does. Raises KeyError for an unknown kind."""
    findings = cleaned(kind_of(kind), facts)[1]
    return findings + (_issuer_findings(issuer) if issuer else [])


def _issuer_findings(issuer: Issuer) -> list[Finding]:
    labels = {"name": _("Issuer"), "prefix": _("Number prefix"), "seal_text": _("Seal text")}
    findings = [f for name, label in labels.items() for f in glyph_findings(name, label, getattr(issuer, name))]
    for name in ("code", "name", "prefix"):
        if not getattr(issuer, name).strip():
            findings.append(Finding(name, labels.get(name, _("Issuer")), _("This must be filled in.")))
    return findings


def issue(
    kind: str,
    facts: Mapping[str, Any],
    *,
    issuer: Issuer,
    by: str,
    at: datetime,
    verify_url: Callable[[str], str] | str,
    replaces: IssuedLetter | None = None,
    code: str | None = None,
) -> IssuedLetter:
    """Number, render and store a letter inside the caller's transaction.

    at is aware; the letter bears its date in Shanghai. verify_url is the address to which the code is added,
    or a function from code to address. Raises LetterError when the check fails or the letter cannot be signed, and
    then no number is taken; KeyError for an unknown kind.
    """
    row, kept = KINDS[kind], _passed(kind, facts, issuer)
    on = at.astimezone(SHANGHAI).date()
    code = code or new_code()
    url = verify_url(code) if callable(verify_url) else f"{verify_url.rstrip('/')}/{code}"
    with _signing(), transaction.atomic():  # a refused signature gives the number back, whatever the caller does then
        signer = signing.ready(at)
        serial, number = _numbered(row, issuer, on)
        content = _content(kind, kept, issuer, at, number=number, verify_url=url, code=code)
        place = signing.place_of(lay_out(content)) if signer is not None else None
        stored = signing.frozen(signer, press.printed(row, content), place, title=content.name, at=at)
        return IssuedLetter.objects.create(
            kind=kind, issuer_code=issuer.code, year=on.year, serial=serial, number=number, facts=kept,
            issuer=dataclasses.asdict(issuer), verify_url=url, code=code, **stored, issued_at=at, issued_on=on,
            issued_by=by, engine=press.engine(row), replaces=replaces,
        )  # fmt: skip


@contextmanager
def _signing() -> Iterator[None]:
    """A letter that cannot be signed is a finding like any other."""
    try:
        yield
    except SigningRefused as refusal:
        raise LetterError([Finding("signature", _("Electronic signature"), refusal.message)]) from refusal


def _passed(kind: str, facts: Mapping[str, Any], issuer: Issuer) -> dict[str, Any]:
    """The facts as they are stored; raises LetterError when the check finds anything."""
    kept, findings = cleaned(KINDS[kind], facts)
    findings += _issuer_findings(issuer)
    if findings:
        raise LetterError(findings)
    return kept


def _numbered(kind: LetterKind, issuer: Issuer, on: date) -> tuple[int, str]:
    """The next number of the series; raises LetterError when the series refuses."""
    try:
        return take_number(kind, issuer.code, issuer.prefix, on)
    except NumberRefused as refusal:
        raise LetterError([Finding("date", _("Date"), refusal.message)]) from refusal


def preview(kind: str, facts: Mapping[str, Any], *, issuer: Issuer, at: datetime) -> bytes:
    """The letter as a draft: grey 草稿, no number, no seal, unfilled fields as 【…】; takes any facts."""
    row = KINDS[kind]
    return press.printed(row, _sketched(row, facts, issuer, at))


def sketch(kind: str, facts: Mapping[str, Any], *, issuer: Issuer, at: datetime) -> list[Page]:
    """The pages of `preview`, for a browser to show and for checks to look at."""
    return lay_out(_sketched(KINDS[kind], facts, issuer, at))


def _sketched(row: LetterKind, facts: Mapping[str, Any], issuer: Issuer, at: datetime) -> Content:
    kept, _findings = cleaned(row, facts)
    name = "".join("〓" if fonts.missing(character) else character for character in issuer.name) or "【发文机关】"
    shown = dataclasses.replace(issuer, name=name)
    content = compose(row, kept, shown, chinese_date(at.astimezone(SHANGHAI).date()), draft=True)
    return dataclasses.replace(content, at=at)


def print_paper(kind: str, facts: Mapping[str, Any], *, issuer: Issuer, at: datetime) -> bytes:
    """A paper without number and seal, to be signed by others; marked as a draft while its facts do not pass `check`.

    Its date is left to those who sign. Raises KeyError for a kind that is not one of `PAPERS`.
    """
    row = PAPERS[kind]
    kept, findings = cleaned(row, facts)
    content = compose(row, kept, issuer, "", draft=bool(findings))
    return press.printed(row, dataclasses.replace(content, at=at))


def print_blank(
    kind: str, facts: Mapping[str, Any], *, issuer: Issuer, at: datetime, scan_url: str = ""
) -> bytes:  # fmt: skip
    """A paper or sheet to be filled in by hand: what is unfilled has lines to write on; with `scan_url` also a QR code
    that opens the same on a phone. Raises KeyError for a kind that is neither.
    """
    row = PAPERS.get(kind) or SHEETS[kind]
    kept, _findings = cleaned(row, facts)
    kept = {name: value for name, value in kept.items() if not fonts.missing(str(value or ""))}
    return press.printed(row, dataclasses.replace(compose(row, kept, issuer, "", blank=True), at=at, scan_url=scan_url))


def reproduce(letter: IssuedLetter) -> bytes:
    """The letter made again from its own snapshot: its `unsigned` bytes, as long as the engine is the same."""
    return printed_letter(
        letter.kind,
        letter.facts,
        Issuer(**letter.issuer),
        letter.issued_at,
        number=letter.number,
        verify_url=letter.verify_url,
        code=letter.code,
    )


def printed_letter(
    kind: str,
    facts: Mapping[str, Any],
    issuer: Issuer,
    at: datetime,
    *,
    number: str,
    verify_url: str,
    code: str,
    shape: Mapping[str, Any] | None = None,
) -> bytes:
    """The PDF of a letter of the instant `at` whose facts passed `check`; stores nothing.

    shape: what differs from the row of the kind, as fields of Content: layout, co_issuers, has_joint_header.
    """
    content = _content(kind, facts, issuer, at, number=number, verify_url=verify_url, code=code)
    return press.printed(KINDS[kind], dataclasses.replace(content, **(shape or {})))


def _content(
    kind: str, facts: Mapping[str, Any], issuer: Issuer, at: datetime, *, number: str, verify_url: str, code: str
) -> Content:
    """What a letter of the instant `at` says."""
    row = KINDS[kind]
    kept, _findings = cleaned(row, facts)
    date = chinese_date(at.astimezone(SHANGHAI).date())
    content = compose(row, kept, issuer, date, number=number, verify_url=verify_url, verify_code=code)
    return dataclasses.replace(content, at=at)


def new_code() -> str:
    """A verification code of 60 random bits, in groups to be read aloud: 7F3K-9Q2M-XW4T."""
    letters = "".join(secrets.choice(CODE_ALPHABET) for _index in range(12))
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))
