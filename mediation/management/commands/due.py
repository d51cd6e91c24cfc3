"""`manage.py due RULE DATE`: a due date and its reasons. `manage.py due --list`: the rules."""

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.calendar_seed import seeded_calendar
from mediation.deadlines import RULES, Due, HourDue, Rule, Unit, count, count_hours, explain
from mediation.deadlines.reasons import length_text
from mediation.models.calendar import load_calendar, rules_on
from mediation.workdays import Calendar


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # it also answers before the first migration

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _("Print the due date of a deadline rule and why it is that date.")
        parser.add_argument("rule", nargs="?", help=_("code of the rule, such as M3"))
        parser.add_argument(
            "date", nargs="?", help=_("trigger date, such as 2026-03-02; of hours also 2026-03-02T10:20")
        )
        parser.add_argument("--list", action="store_true", help=_("print the rules"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            lines = [_line(rule) for rule in _rules(timezone.localdate()).values()]
        elif options["rule"] and options["date"]:
            lines = _answer(options["rule"], _moment(options["date"]))
        else:
            raise CommandError(_("Give a rule and a date, or --list."))
        self.stdout.write("\n".join(lines))


def _answer(code: str, start: datetime) -> list[str]:
    """The answer for a trigger; midnight stands for a day whose hour is not known."""
    rule = _rule(code, start.date())
    by_hour = rule.unit == Unit.HOUR and start.time() != datetime.min.time()
    try:
        due = count_hours(rule, timezone.make_aware(start)) if by_hour else count(rule, start.date(), _calendar())
    except (ValueError, OverflowError) as error:
        raise CommandError(_("The due date lies beyond the calendar.")) from error
    return _lines(rule, due)


def _lines(rule: Rule, due: Due) -> list[str]:
    lines = [
        f"{timezone.localtime(due.at):%Y-%m-%d %H:%M}" if isinstance(due, HourDue) else due.on.isoformat(),
        f"{rule.code} {rule.label} ({rule.chinese}): {length_text(rule.length, rule.unit)}",
        *(f"- {reason}" for reason in explain(due)),
        _("Trigger: %(trigger)s. Binds: %(party)s.") % {"trigger": rule.trigger, "party": rule.party.label},
        _("Basis: %(authority)s (%(confidence)s)") % {"authority": rule.authority, "confidence": _trust(rule)},
    ]
    if rule.since:
        lines.append(_("In force since %(day)s.") % {"day": rule.since})
    lines.append(_("On expiry: %(consequence)s") % {"consequence": rule.consequence})
    return [*lines, _("Set here: %(decision)s") % {"decision": rule.local}] if rule.local else lines


def _line(rule: Rule) -> str:
    fields = (
        rule.code,
        length_text(rule.length, rule.unit),
        rule.chinese,
        rule.authority,
        _trust(rule),
        rule.local,
    )
    return "\t".join(filter(None, fields))


def _trust(rule: Rule) -> str:
    return str(rule.confidence.label)


def _moment(text: str) -> datetime:
    """A day, or a day with the hour, in the office's own zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(_("“%(text)s” is not a date such as 2026-03-02.") % {"text": text}) from error
    return timezone.make_naive(moment) if moment.tzinfo else moment


def _rule(code: str, day: date) -> Rule:
    known = {name.lower(): rule for name, rule in _rules(day).items()}
    if code.lower() not in known:
        raise CommandError(_("There is no rule “%(code)s”; --list prints the rules.") % {"code": code})
    return known[code.lower()]


def _rules(day: date) -> dict[str, Rule]:
    """The rules as set on `day`; the law's own where there is no database yet."""
    try:
        return rules_on(day)
    except DatabaseError:
        return RULES


def _calendar() -> Calendar:
    """The calendar of the database; the seed where there is no database, or nothing in it, yet."""
    try:
        calendar = load_calendar()
    except DatabaseError:
        return seeded_calendar()
    return calendar if calendar.published else seeded_calendar()
