"""What a letter is filled with: typed facts, tidied on the way in, Chinese on the way out."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

CAPS = {"line": 200, "text": 50_000, "lines": 500}  # characters; of a list, of each line
MOST_LINES = 100
MOST_ROWS = 3_000
MOST_OFFICES = 5  # that sign with the union: more than six seals do not fit on a page with text
CONSENTED = "："  # between an office and its paper
KANGXI = range(0x2F00, 0x2FD6)  # radicals that PDF viewers copy in place of Hanzi
RADICAL = re.compile(f"[{chr(KANGXI[0])}-{chr(KANGXI[-1])}]")
SENTENCE_ENDS = "。；;，, "
STOPS = tuple("。！？!?…")  # end a sentence, also before a closing mark
ISO_DATE = re.compile(r"(?<![A-Za-z0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![A-Za-z0-9-])")
CLOSING = "”’」』\"'）)"


class FactProblem(ValueError):
    """A fact that cannot be printed; its message is for the person who typed it."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True)
class Choice:
    """One answer of a choice: code stored, label shown, Chinese printed."""

    code: str
    label: Text
    chinese: str


@dataclass(frozen=True)
class Field:
    """One fact of a letter.

    type: line, text (paragraphs), lines (a list), date (ISO), amount (yuan, 2 places), number, choice, rows (a table,
    its headings first, printed as an annex under the name of the field), offices (a list in order, see `office_of`).
    source: who knows it: case, union, drafter. empty: what a choice shows that is not made.
    """

    name: str
    label: Text
    chinese: str
    type: str = "line"
    required: bool = True
    source: str = "drafter"
    default: Any = None
    choices: tuple[Choice, ...] = ()
    empty: Text = "—"


def office_of(line: str) -> tuple[str, str]:
    """The name of an office that signs with us, and number and day of the paper by which it agreed (may be empty)."""
    name, _colon, paper = line.partition(CONSENTED)
    return name.strip(), paper.strip()


def tidy(text: str) -> str:
    """User text as it is stored: no control, bidirectional or invisible character, Kangxi radicals mended."""
    if text.isprintable() and not RADICAL.search(text):  # most text; of what follows the end alone changes it
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = text.replace("\t", " ").replace("\u00a0", " ")
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))
    text = "".join(unicodedata.normalize("NFKC", c) if ord(c) in KANGXI else c for c in kept)
    lines = (line.strip(" \u3000") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def clean(field: Field, raw: Any) -> Any:
    """The fact as it is stored: str, list[str], int or None when empty.

    Raises FactProblem when it is not of the field's type or too long.
    """
    if raw is None or raw == "" or raw == []:
        return None
    if field.type == "lines":
        return _clean_lines(raw)
    if field.type == "offices":
        return _clean_offices(raw)
    if field.type in ("line", "text"):
        return _clean_text(field.type, str(raw))
    return _CLEANERS[field.type](field, raw)


def _clean_text(kind: str, raw: str) -> str | None:
    text = tidy(raw)
    if kind == "line":
        text = text.replace("\n", " ")
    if len(text) > CAPS[kind]:
        raise FactProblem(_("At most %(most)d characters are possible here.") % {"most": CAPS[kind]})
    return text or None


def _clean_lines(raw: Any) -> list[str] | None:
    parts: Sequence[Any] = raw.split("\n") if isinstance(raw, str) else list(raw)
    lines = [tidy(str(part)).replace("\n", " ") for part in parts]
    lines = [line for line in lines if line]
    if len(lines) > MOST_LINES:
        raise FactProblem(_("At most %(most)d lines are possible here.") % {"most": MOST_LINES})
    if any(len(line) > CAPS["lines"] for line in lines):
        raise FactProblem(_("At most %(most)d characters are possible in a line.") % {"most": CAPS["lines"]})
    return lines or None


def _clean_offices(raw: Any) -> list[str] | None:
    lines = _clean_lines(raw)
    names = [office_of(line)[0] for line in lines or ()]
    if not all(names):
        raise FactProblem(_("Choose the office whose paper this is."))
    if len(set(names)) < len(names):
        raise FactProblem(_("An office stands there twice."))
    if len(names) > MOST_OFFICES:
        raise FactProblem(_("At most %(most)d offices can sign with the union.") % {"most": MOST_OFFICES})
    return lines


def _clean_date(_field: Field, raw: Any) -> str:
    try:
        return (raw if isinstance(raw, date) else date.fromisoformat(str(raw))).isoformat()[:10]
    except ValueError as error:
        raise FactProblem(_("This is not a date.")) from error


def _clean_amount(_field: Field, raw: Any) -> str:
    try:
        amount = Decimal(str(raw)).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise FactProblem(_("This is not an amount of money.")) from error
    if not amount.is_finite() or amount < 0 or amount >= Decimal("1e15"):
        raise FactProblem(_("This is not an amount of money."))
    return str(amount)


def _clean_number(_field: Field, raw: Any) -> int:
    try:
        number = int(str(raw))
    except ValueError as error:
        raise FactProblem(_("This is not a whole number.")) from error
    if not 0 < number < 10**9:
        raise FactProblem(_("This is not a whole number."))
    return number


def _clean_choice(field: Field, raw: Any) -> str:
    if raw not in {choice.code for choice in field.choices}:
        raise FactProblem(_("This is not one of the choices."))
    return str(raw)


def _clean_rows(_field: Field, raw: Any) -> list[list[str]]:
    rows = [[_clean_text("line", str(cell)) or "" for cell in row] for row in raw]
    if len(rows) > MOST_ROWS or len({len(row) for row in rows}) != 1:
        raise FactProblem(_("This is not a table."))
    return rows


_CLEANERS = {
    "rows": _clean_rows,
    "date": _clean_date,
    "amount": _clean_amount,
    "number": _clean_number,
    "choice": _clean_choice,
}


def kept(value: Any) -> Any:
    """A fact as content keeps it: a day as text."""
    return value.isoformat() if isinstance(value, date) else value


def chinese_date(day: date) -> str:
    """A date as official letters print it: Arabic digits, no leading zero (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_dates(text: str) -> str:
    """The text with each ISO date as official letters print it; what only looks like one stays."""
    return ISO_DATE.sub(_dated, text)


def _dated(found: re.Match[str]) -> str:
    try:
        return chinese_date(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def printed(field: Field, value: Any) -> str | list[str]:
    """A stored fact in Chinese; a phrase without the mark that ends it, which the wording sets; a text with one."""
    if value is None:
        return [] if field.type in ("lines", "offices") else ""
    if field.type == "lines":
        return [line.rstrip(SENTENCE_ENDS) for line in value]
    if field.type == "offices":
        return [office_of(line)[0] for line in value]
    if field.type == "rows":
        return f"{len(value) - 1}"
    if field.type == "line":
        return str(value).rstrip(SENTENCE_ENDS)
    if field.type == "text":
        return _ended(str(value))
    if field.type == "date":
        return chinese_date(date.fromisoformat(value))
    if field.type == "amount":
        return f"{Decimal(value):,.2f}元"
    if field.type == "choice":
        return next(choice.chinese for choice in field.choices if choice.code == value)
    return str(value)


def _ended(text: str) -> str:
    """The text with a full stop at its end, if it has none."""
    if text.rstrip(CLOSING).endswith(STOPS):
        return text
    return text.rstrip("；，、：") + "。"
