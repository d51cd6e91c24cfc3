"""The filtered case list, and what the finder found, as Excel workbooks written row by row in constant memory."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation.classification import CLOSING_CHOICES, Category, Channel, Relation, Request
from mediation.lifecycle import Stage, State
from mediation.machine import StrOrPromise
from mediation.masking import masked_name
from mediation.models import LEVEL_CHOICES, Dispute
from mediation.reports.finder import Candidate

MOST_ROWS = 100_000
TEXT, DAY, MONEY, NUMBER = "text", "day", "money", "number"
FORMATS = {TEXT: {}, DAY: {"num_format": "yyyy-mm-dd"}, MONEY: {"num_format": "#,##0.00"}, NUMBER: {"num_format": "0"}}
OPTIONS = {
    "constant_memory": True,
    # What people typed stays text: no formula, no link, no number.
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: heading, kind of cell, width in characters, the value of a case, and the section it belongs to."""

    heading: StrOrPromise
    kind: str
    width: int
    value: Callable[[Any], Any]
    section: str = "summary"
    words: Sequence[tuple[Any, Any]] = ()  # of a code, which are looked up once a file

    def reader(self) -> Callable[[Any], Any]:
        """The function that gives what the file shows of a case."""
        if not self.words:
            return self.value
        known = {code: str(label) for code, label in self.words}
        return lambda row: known.get(self.value(row), "")


@dataclass(frozen=True)
class Origin:
    """What the second sheet says about the file: who made it, when (aware), from which filters."""

    by: str
    at: datetime
    filters: Sequence[tuple[str, str]]


def _applicant(row: Any) -> str:
    return masked_name(row.applicant or "")


def _employer(row: Any) -> str:
    """A partner's rows (`filters.listed_for`) say whether it was disclosed."""
    return row.employer.name if getattr(row, "employer_known", True) else ""


COLUMNS = (
    Column(gettext_lazy("Number"), TEXT, 24, lambda row: row.number),
    Column(gettext_lazy("Received on"), DAY, 12, lambda row: row.received_on, "facts"),
    Column(gettext_lazy("Employer"), TEXT, 36, _employer),
    Column(gettext_lazy("First applicant"), TEXT, 14, _applicant, "parties"),
    Column(gettext_lazy("Workers concerned"), NUMBER, 10, lambda row: row.worker_count, "parties"),
    Column(gettext_lazy("Request"), TEXT, 14, lambda row: row.request, "facts", words=Request.choices),
    Column(gettext_lazy("Channel"), TEXT, 18, lambda row: row.channel, "facts", words=Channel.choices),
    Column(gettext_lazy("Type"), TEXT, 22, lambda row: row.category, words=Category.choices),
    Column(gettext_lazy("Legal relation"), TEXT, 18, lambda row: row.relation, "facts", words=Relation.choices),
    Column(gettext_lazy("Stage"), TEXT, 12, lambda row: row.stage, "facts", words=Stage.choices),
    Column(gettext_lazy("State"), TEXT, 16, lambda row: row.state, "facts", words=State.choices),
    Column(gettext_lazy("Level"), TEXT, 10, lambda row: row.level, "facts", words=LEVEL_CHOICES),
    Column(gettext_lazy("Town"), TEXT, 12, lambda row: row.town.short_name if row.town else "", "facts"),
    Column(gettext_lazy("Holding union"), TEXT, 24, lambda row: row.holder.name),
    Column(gettext_lazy("Handler"), TEXT, 12, lambda row: row.handler.display_name if row.handler else "", "timeline"),
    Column(gettext_lazy("Amount claimed (yuan)"), MONEY, 16, lambda row: row.amount_claimed, "claims"),
    Column(gettext_lazy("Next due date"), DAY, 12, lambda row: row.next_due, "deadlines"),
    Column(gettext_lazy("Closed on"), DAY, 12, lambda row: row.closed_on, "agreement"),
    Column(gettext_lazy("Outcome"), TEXT, 26, lambda row: row.outcome, "agreement", words=CLOSING_CHOICES),
)  # fmt: skip


def _people(row: Candidate) -> str:
    """Masked names, with the age where it is known, and how many more there are."""
    named = [f"{person.name} ({person.age})" if person.age is not None else person.name for person in row.people]
    return ", ".join(named) + (f" +{row.more}" if row.more else "")


FOUND = (
    Column(gettext_lazy("Number"), TEXT, 24, lambda row: row.dispute.number),
    Column(gettext_lazy("Workers (age)"), TEXT, 30, _people),
    Column(gettext_lazy("Special groups"), TEXT, 24, lambda row: ", ".join(row.groups)),
    Column(gettext_lazy("Employer"), TEXT, 36, lambda row: row.dispute.employer.name),
    Column(gettext_lazy("What failed"), TEXT, 30, lambda row: row.failures[0][0]),
    Column(gettext_lazy("Failed on"), DAY, 12, lambda row: row.failures[0][1]),
    Column(gettext_lazy("Last safe day"), DAY, 12, lambda row: row.safe_on),
    Column(gettext_lazy("Limitation over"), TEXT, 10, lambda row: _("yes") if row.is_over else ""),
    Column(gettext_lazy("Town"), TEXT, 12, lambda row: row.dispute.town.short_name if row.dispute.town else ""),
    Column(gettext_lazy("Handler"), TEXT, 12,
        lambda row: row.dispute.handler.display_name if row.dispute.handler else ""),
)  # fmt: skip


def write_disputes(target: IO[bytes], disputes: Iterable[Dispute], *, sections: frozenset[str], origin: Origin) -> int:
    """Write the cases (`filters.listed` rows) to the target; returns how many. Names of people are masked."""
    return _write(target, [column for column in COLUMNS if column.section in sections], disputes, origin)


def write_candidates(target: IO[bytes], found: Iterable[Candidate], *, origin: Origin) -> int:
    """Write what the finder found to the target; returns how many. Names of people are masked."""
    return _write(target, list(FOUND), found, origin)


def _write(target: IO[bytes], columns: list[Column], rows: Iterable[Any], origin: Origin) -> int:
    workbook = xlsxwriter.Workbook(target, OPTIONS)
    count = _write_rows(workbook, columns, rows)
    _write_about(workbook, origin, count)
    workbook.close()
    return count


def _write_rows(workbook: Any, columns: list[Column], rows: Iterable[Any]) -> int:
    sheet = workbook.add_worksheet(_("Cases"))
    formats = {kind: workbook.add_format(look) for kind, look in FORMATS.items()}
    heading = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, str(column.heading), heading)
    cells = [(place, column.reader(), formats[column.kind]) for place, column in enumerate(columns)]
    count = 0
    for count, row in enumerate(rows, 1):
        for place, read, look in cells:
            _write_cell(sheet, count, place, read(row), look)
    sheet.autofilter(0, 0, count, len(columns) - 1)
    return count


def _write_cell(sheet: Any, row: int, place: int, value: Any, look: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, look)
    elif isinstance(value, (int, Decimal)):
        sheet.write_number(row, place, value, look)
    else:
        sheet.write_string(row, place, str(value), look)


def _write_about(workbook: Any, origin: Origin, count: int) -> None:
    sheet = workbook.add_worksheet(_("About"))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60)
    made_at = timezone.localtime(origin.at).strftime("%Y-%m-%d %H:%M")
    facts = [
        (_("Made by"), origin.by),
        (_("Made at (Beijing time)"), made_at),
        (_("Cases in the file"), str(count)),
        *(origin.filters or [(_("Filters"), _("none"))]),
        (_("Names of people"), _("masked")),
    ]
    for row, (label, value) in enumerate(facts):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, value)
