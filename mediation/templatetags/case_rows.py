"""The table of the case list: a row of COLUMNS a column, and its cells set in Python.

Nodes of a template cost ten times as much, and a page has two hundred cells.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from mediation.classification import CLOSINGS
from mediation.listing import CaseRow
from mediation.machine import StrOrPromise
from mediation.masking import masked_name
from mediation.templatetags.display import (
    NOTHING,
    badge,
    category_label,
    day,
    hand_over_state,
    money,
    query_of,
    state_label,
)
from mediation.templatetags.due import due_date

register = template.Library()
EMPTY = SafeString("")
NO_DAY = format_html('<span class="quiet">{}</span>', NOTHING)
WIDE = "d-none d-md-table-cell"  # columns that a phone leaves out


@dataclass(frozen=True)
class Sight:
    """For whom and when the page is set."""

    sections: frozenset[str]  # of the case page that the reader's roles show
    today: date
    may_draft: bool
    figure: bool  # the list lies behind a figure that does not count cases: each row has its part
    query: str  # of the page, without what a link to a handler's cases changes
    language: str | None

    @property
    def inside(self) -> bool:
        return "disclosed" not in self.sections


class Column(NamedTuple):
    """A column: its label, what a cell shows, who gets it; `added` stands in the heading beside, for a section."""

    label: StrOrPromise
    cell: Callable[[CaseRow, Sight], str]
    shown: Callable[[Sight], bool] = lambda sight: True
    added: tuple[str, StrOrPromise] | None = None
    heading: StrOrPromise = ""  # where it differs from the label
    look: str = ""
    kind: str = "td"

    @property
    def shape(self) -> SafeString:
        """The cell with a place for what it shows."""
        scope = SafeString(' scope="row"') if self.kind == "th" else EMPTY
        words = '<{0}{1}{2} data-label="{3}">{4}</{0}>'
        return format_html(words, self.kind, scope, _class(self.look), self.label, "{}")

    def head(self, sections: frozenset[str]) -> SafeString:
        more = format_html(" / {}", self.added[1]) if self.added and self.added[0] in sections else EMPTY
        look = _class(self.look if self.look != WIDE else "")
        return format_html('<th scope="col"{}>{}{}</th>', look, self.heading or self.label, more)


def _class(look: str) -> SafeString:
    return format_html(' class="{}"', look) if look else EMPTY


@register.simple_tag(takes_context=True)
def case_rows(context: Context) -> SafeString:
    """Head and body of the table. Context: page, sections, today, may_draft, whole (see `Sight.figure`), request."""
    query = query_of(context["request"], "handler")
    sight = Sight(
        context["sections"], context["today"], bool(context.get("may_draft")), bool(context.get("whole")),
        f"{query}&" if query else "", get_language(),
    )  # fmt: skip
    columns = tuple(column for column in COLUMNS if column.shown(sight))
    head, shape = _frame(columns, sight.sections, sight.language)
    rows = ([column.cell(row, sight) for column in columns] for row in context["page"].object_list)
    return format_html("<thead>{}</thead><tbody>{}</tbody>", head, format_html_join("", shape, rows))


# Not stale, here and below: what is set once is of words in one language and of all that it is asked for.
@lru_cache(maxsize=64)
def _frame(columns: tuple[Column, ...], sections: frozenset[str], _language: str | None) -> tuple[SafeString, ...]:
    """The row of headings, and a row with places for what its cells show."""
    heads, cells = ([column.head(sections) for column in columns], [column.shape for column in columns])
    return tuple(
        format_html("<tr>{}</tr>", format_html_join("", "{}", ((one,) for one in row))) for row in (heads, cells)
    )


# Cells ------------------------------------------------------------------------------------------------------


TICK = (
    '<input class="form-check-input me-1" type="checkbox" form="draft-form" name="case" value="{2}" aria-label="{1}">'
)
LINK = '<a href="{0}">{1}</a>'


def _number(row: CaseRow, sight: Sight) -> SafeString:
    words = f"<span>{TICK} {LINK}</span>" if sight.may_draft else f"<span>{LINK}</span>"
    return format_html(words, _address("dispute-detail", row.pk), row.number, row.pk)


def _employer(row: CaseRow, sight: Sight) -> SafeString:
    known = row.employer if row.employer_known else format_html('<span class="quiet">{}</span>', _("not disclosed"))
    if "parties" not in sight.sections or not row.applicant:
        return format_html("<span>{}</span>", known)
    others = " " + _("and others, %(number)s workers") % {"number": row.worker_count} if row.worker_count > 1 else ""
    many = " · " + _("collective") if row.is_collective else ""
    words = '<span>{}<span class="quiet block">{}{}{}</span></span>'
    return format_html(words, known, masked_name(row.applicant), others, many)


def _category(row: CaseRow, sight: Sight) -> SafeString:
    return _type(row.category, sight.language)


@lru_cache(maxsize=64)
def _type(code: str, _language: str | None) -> SafeString:
    return format_html("{}", category_label(code))


def _state(row: CaseRow, sight: Sight) -> SafeString:
    outcome = row.outcome if row.closed_on and "agreement" in sight.sections else None
    return _standing(row.state if sight.inside else row.parcel_state, outcome, sight.inside, sight.language)


@lru_cache(maxsize=1024)
def _standing(state: str | None, outcome: str | None, inside: bool, _language: str | None) -> SafeString:
    """The state, of a case or of a hand-over, and the outcome, if it is told (empty: there is none)."""
    shown: str = badge(state, state_label(state) if inside else hand_over_state(state)) if state else NOTHING
    if outcome is None:
        return format_html("<span>{}</span>", shown)
    words = CLOSINGS[outcome].label if outcome else ""
    return format_html('<span>{}<span class="quiet block">{}</span></span>', shown, words)


def _holder(row: CaseRow, sight: Sight) -> SafeString:
    if "timeline" not in sight.sections:
        return format_html("<span>{}</span>", row.holder)
    if row.handler is None:
        nobody = _("nobody yet") if row.is_open else ""
        return format_html('<span>{}<span class="quiet block">{}</span></span>', row.holder, nobody)
    return _held(row.holder, row.handler, row.handler_name, sight.query)


@lru_cache(maxsize=1024)
def _held(holder: str, handler: int, name: str | None, query: str) -> SafeString:
    words = '<span>{}<span class="quiet block"><a href="?{}handler={}">{}</a></span></span>'
    return format_html(words, holder, query, handler, name)


def _received(row: CaseRow, sight: Sight) -> SafeString:
    return _time(row.received_on)


@lru_cache(maxsize=1024)
def _time(on: date) -> SafeString:
    return format_html('<time datetime="{0}">{0}</time>', day(on))


def _due(row: CaseRow, sight: Sight) -> SafeString:
    if row.next_due is None:
        return NO_DAY
    why = _address("dispute-deadlines", row.pk)
    return due_date(row.next_due, sight.today, provisional=bool(row.next_provisional), why_url=why)


def _part(row: CaseRow, sight: Sight) -> str:
    return row.part


def _amount(row: CaseRow, sight: Sight) -> str:
    return money(row.amount_claimed)


def _address(name: str, pk: int) -> str:
    before, after = _around(name)
    return f"{before}{pk}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    """What stands before and after the id in the addresses of a page; they are fixed when the process starts."""
    before, _zero, after = reverse(name, args=[0]).rpartition("0")
    return before, after


COLUMNS = (
    Column(gettext_lazy("Number"), _number, kind="th"),
    Column(gettext_lazy("Employer"), _employer, added=("parties", gettext_lazy("applicant"))),
    Column(gettext_lazy("Type"), _category, look=WIDE),
    Column(gettext_lazy("State"), _state, lambda sight: sight.inside),
    Column(gettext_lazy("State"), _state, lambda sight: not sight.inside, heading=gettext_lazy("Hand-over")),
    Column(gettext_lazy("Holder"), _holder, added=("timeline", gettext_lazy("handler"))),
    Column(gettext_lazy("Received"), _received, lambda sight: sight.inside, look=WIDE),
    Column(gettext_lazy("Next due date"), _due, lambda sight: "deadlines" in sight.sections),
    Column(gettext_lazy("In this figure"), _part, lambda sight: sight.figure, look="number"),
    Column(
        gettext_lazy("Amount"), _amount, lambda sight: "claims" in sight.sections and not sight.figure, look="number"
    ),
)
