"""Dates: days that have come or are still to come, the days of the case, and days that no calendar has."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from mediation.preflight.draft import Draft, Finding

PAST = ("applied_on", "accepted_on", "opinion_served_on", "ended_on")  # not in the future
AHEAD = ("perform_by", "ends_on", "complete_by", "answer_by", "limitation_date")  # not past
OF_THE_CASE = {"applied_on": "received_on", "accepted_on": "accepted_on"}
TOLD = ("facts_found", "history", "investigated_on", "matter_source")  # tell what has happened
WRITTEN = re.compile(r"(?<![0-9])([0-9]{4})(?:年([0-9]{1,2})月([0-9]{1,2})日|-([0-9]{2})-([0-9]{2})(?![0-9]))")


def of_the_calendar(draft: Draft) -> Iterator[Finding]:
    """A day written in the text that does not exist, or that is told as past and lies ahead."""
    for field, text in draft.texts():
        for found in WRITTEN.finditer(text):
            year, month, day = (int(part) for part in found.groups() if part)
            try:
                written = date(year, month, day)
            except ValueError:
                yield draft.found(field.name, _("There is no such day: %(day)s.") % {"day": found[0]})
                continue
            if field.name in TOLD and written > draft.today:
                yield draft.found(field.name, _("This day lies in the future: %(day)s.") % {"day": found[0]})


def in_order(draft: Draft) -> Iterator[Finding]:
    """Date fields that lie on the wrong side of today, or differ from the case."""
    for name in (*PAST, *AHEAD):
        day = _day(draft, name)
        if day is None:
            continue
        if name in PAST and day > draft.today:
            yield draft.found(name, _("This day lies in the future."))
        if name in AHEAD and day < draft.today:
            yield draft.found(name, _("This day is past."))
        of_case = getattr(draft.dispute, OF_THE_CASE.get(name, ""), None)
        if of_case is not None and day != of_case:
            yield draft.found(name, _("In the case it is %(day)s.") % {"day": of_case.isoformat()})


def _day(draft: Draft, name: str) -> date | None:
    field = next((field for field in draft.kind.fields if field.name == name and field.type == "date"), None)
    try:
        return date.fromisoformat(str(draft.content.get(name))) if field else None
    except ValueError:  # the print shop says so
        return None
