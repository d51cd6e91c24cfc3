"""How a fact stands in a text: between marks that make it no heading and no tag, or as room for a pen."""

from typing import Any

from documents import fonts
from documents.content import PEN
from documents.fields import Field, printed
from documents.kinds.shared import REMARKS

GUARD = "\ue000"  # begins what a user typed
SOFT_BREAK = "\ue001"  # a new paragraph inside it
LEAST, MOST = 2, 3  # lines for a pen of a text or a list that may stay empty, and of one that may not
GETA = "〓"  # stands in a draft for a character no font has


def guarded(text: str) -> str:
    return GUARD + text.replace("\n", SOFT_BREAK) if text else ""


def curly(text: str) -> str:
    """Straight double quotes in pairs become Chinese ones."""
    if text.count('"') % 2:
        return text
    parts = text.split('"')
    return parts[0] + "".join(("“" if index % 2 == 0 else "”") + part for index, part in enumerate(parts[1:]))


def shown(field: Field, value: Any, draft: bool) -> Any:
    """A fact as the wording gets it; in a draft an unfilled one shows its name."""
    if value is None and draft and field.required:
        return [guarded(f"【{field.chinese}】")] if field.type == "lines" else guarded(f"【{field.chinese}】")
    text = printed(field, value)
    if isinstance(text, list):
        return [guarded(printable(line, draft)) for line in text]
    return guarded(printable(text, draft))


def for_a_pen(field: Field) -> Any:
    """What stands in a paper for a fact that is written in by hand."""
    if field.type in ("text", "lines"):
        text = GUARD + SOFT_BREAK.join(["", *[PEN] * (MOST if field.required else LEAST)])
        return [text] if field.type == "lines" else text
    if field.type == "choice":
        return guarded("　".join(f"□{choice.chinese}" for choice in field.choices))
    return guarded("　　　　年　　月　　日" if field.type == "date" else "　" * 8)


def printable(text: str, draft: bool) -> str:
    if draft:
        for character in fonts.missing(text):
            text = text.replace(character, GETA)
    return curly(text)


def cell_for_a_pen(field: Field) -> str:
    """What stands in a cell of a form that is written in by hand."""
    if field.type == "choice":
        return "　".join(f"□{choice.chinese}" for choice in field.choices)
    is_short = field.type not in ("text", "lines") or field == REMARKS
    return "" if is_short else PEN
