"""Sections of the desk about cases and their deadlines: a few rows each, and one query for those of a kind."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.access import SCOPES, Act, Scope
from mediation.counts import capped
from mediation.deadline_rules import DUTIES, PARTIES_DAYS
from mediation.lifecycle import HANDLED, OPEN, State
from mediation.linkage import HANDED, LABELS
from mediation.listing import listed
from mediation.machine import StrOrPromise
from mediation.models import Deadline, Dispute, Event
from mediation.models.scoping import Among
from mediation.paging import MOST
from mediation.views.desk_rows import (
    CAP,
    Bearer,
    Part,
    Row,
    Section,
    built_once,
    case_row,
    case_url,
    cases_url,
    cut,
    cut_each,
    together,
)

SOON = timedelta(days=14)
LIMITATION_AHEAD = timedelta(days=90)


def _why(row: Deadline) -> str:
    return reverse("deadline-detail", args=[row.pk])


# Deadlines --------------------------------------------------------------------------------------------------


def _clocks(bearer: Bearer) -> dict[str, tuple[list[Any], bool]]:
    """The first watched deadlines of two weeks, each with how many of all are overdue and due within a week; and the
    first rights of the parties that end soon. Read once for two sections and the counts.
    """
    if "clocks" not in bearer.shared:
        has_any = bearer.concern() is not None
        bearer.shared["clocks"] = cut_each(_clock_rows(bearer), _clock_parts(bearer.today)) if has_any else {}
    return bearer.shared["clocks"]


@built_once
def _clock_rows(bearer: Bearer) -> QuerySet[Any]:
    today = bearer.today
    rows = bearer.follows(Deadline.objects.running()).order_by("due_on", "pk")
    late = rows.watched().filter(due_on__lt=today)
    week = rows.watched().filter(due_on__range=(today, today + timedelta(days=7)))
    parts, shown = _clock_parts(today), rows.select_related("dispute__employer")
    return together(shown, parts, overdue=capped(late), week=capped(week))


def _clock_parts(today: date) -> dict[str, Part]:
    order = ("due_on", "pk")
    return {
        "near": Part(Q(due_on__lte=today + SOON) & Q(rule__in=DUTIES), order, _by_day),
        "rights": Part(Q(rule__in=PARTIES_DAYS) & Q(due_on__range=(today, today + LIMITATION_AHEAD)), order, _by_day),
    }


def _by_day(row: Any) -> tuple[Any, ...]:
    return row.due_on, row.pk


def counts(bearer: Bearer) -> dict[str, int] | None:
    """How many watched deadlines are overdue, and how many fall due within seven days; up to MOST + 1."""
    if not (clocks := _clocks(bearer)):
        return None
    first = next(iter(clocks["near"][0]), None)
    return {"overdue": first.overdue, "week": first.week} if first else {"overdue": 0, "week": 0}


def deadlines(bearer: Bearer) -> Section | None:
    """期限: overdue and due within two weeks, whoever must act."""
    if not (clocks := _clocks(bearer)):
        return None
    found, more = clocks["near"]
    rows = [
        Row(
            case_url(row.dispute), row.dispute.number, f"{row.law.label} · {row.dispute.employer.name}",
            _("to be done by: %(who)s") % {"who": row.law.party.label}, due=row.due_on, provisional=row.provisional,
            why=_why(row),
        )
        for row in found
    ]  # fmt: skip
    mine = {} if bearer.leads else {"handler": "me"}
    return Section(
        "deadlines",
        _("Overdue and due soon"),
        "calendar-due",
        rows,
        cases_url(open="1", sort="due", **mine) if more else "",
    )


def limitation(bearer: Bearer) -> Section | None:
    """时效: days until or from which a party may do something; nobody is late, but the person must be told in time."""
    if not (clocks := _clocks(bearer)):
        return None
    found, _more = clocks["rights"]
    rows = [
        Row(case_url(row.dispute), row.dispute.number, f"{row.law.label} · {row.dispute.employer.name}",
            row.law.consequence, due=row.due_on, provisional=row.provisional, why=_why(row), nature=row.law.nature)
        for row in found
    ]  # fmt: skip
    hint = _("What is possible until or from this day. Nobody is late; tell the worker in time.")
    return Section("limitation", _("Last safe day of the parties"), "hourglass", rows, hint=hint)


# Cases ------------------------------------------------------------------------------------------------------


def _cases(bearer: Bearer) -> dict[str, tuple[list[Any], bool]]:
    """New cases, the person's own and those delegated downwards, as far as their rights go. Read once."""
    if "cases" not in bearer.shared:
        parts = _case_parts(bearer)
        bearer.shared["cases"] = cut_each(_case_rows(bearer), parts) if parts else {}
    return bearer.shared["cases"]


@built_once
def _case_rows(bearer: Bearer) -> QuerySet[Any]:
    last_act = Event.objects.filter(dispute=OuterRef("pk")).order_by("-number").values("at")[:1]
    return together(listed(bearer.seen.open()), _case_parts(bearer), last_act=Subquery(last_act), **moved_up())


def _case_parts(bearer: Bearer) -> dict[str, Part]:
    return {name: part for name, part in _all_parts(bearer) if part.wanted}


def _all_parts(bearer: Bearer) -> Iterator[tuple[str, Part]]:
    new, day = Q(), ("received_on", "pk")
    if accept := bearer.units(Act.ACCEPT):
        new |= Q(state=State.REGISTERED, holder__in=accept)
    if assign := bearer.units(Act.ASSIGN):
        new |= Q(state__in=HANDLED, handler__isnull=True, holder__in=assign)
    yield "new", Part(new, day, lambda row: (row.received_on, row.pk))
    own = Q(handler=bearer.user, state__in=OPEN) if bearer.units(Act.HANDLE) else Q()
    soonest = (F("next_due").asc(nulls_last=True), "pk")
    yield "own", Part(own, soonest, lambda row: (row.next_due or date.max, row.pk))
    away = Q(delegated_by__in=assign, state__in=OPEN) if assign else Q()
    unreported = ExpressionWrapper(Q(result_report=""), BooleanField())
    yield "away", Part(away, (unreported, *day), lambda row: (not row.result_report, row.received_on, row.pk))


def newcomers(bearer: Bearer) -> Section | None:
    """新案: to accept or return, and to give to a handler."""
    found, more = _cases(bearer).get("new", ([], False))
    rows = [case_row(row, _newcomer_note(row)) for row in found]
    url = cases_url(open="1", handler="none", sort="received") if more else ""
    return Section("new", _("New: to accept or assign"), "inbox", rows, url)


def _newcomer_note(row: Any) -> StrOrPromise:
    """What is to be done with a new case; on which ground an upper union took it up."""
    todo = _("accept or return") if row.state == State.REGISTERED else _("assign a handler")
    if row.last_move != "escalate":
        return todo
    return _("taken up: %(ground)s; %(todo)s") % {"ground": LABELS.get(row.move_ground, "—"), "todo": todo}


def moved_up() -> dict[str, Subquery]:
    """How a case came to its holder, and on which ground."""
    rows = Event.objects.filter(dispute=OuterRef("pk"), subject="dispute", kind__in=HANDED).order_by("-number")
    grounds = rows.annotate(ground=KT("data__ground")).values("ground")
    return {"last_move": Subquery(rows.values("kind")[:1]), "move_ground": Subquery(grounds[:1])}


def own_cases(bearer: Bearer) -> Section | None:
    """我的案件: the open cases I handle."""
    found, more = _cases(bearer).get("own", ([], False))
    url = cases_url(handler="me", open="1") if more else ""
    return Section("mine", _("My open cases"), "folders", [case_row(row) for row in found], url)


def delegated(bearer: Bearer) -> Section | None:
    """交办: cases my union delegated downwards; reported results first."""
    found, _more = _cases(bearer).get("away", ([], False))
    rows = [case_row(row, _delegated_note(row)) for row in found]
    return Section("delegated", _("Delegated to lower unions, and their results"), "arrow-up-right", rows)


def _delegated_note(row: Any) -> str:
    if row.result_report:
        return _("reported: approve or send back")
    words = _("with %(unit)s, last act on %(day)s")
    return words % {"unit": row.holder.short_name, "day": timezone.localtime(row.last_act).date()}


def late_by_handler(bearer: Bearer) -> Section | None:
    """逾期: cases with an overdue deadline, by handler."""
    if not bearer.leads:
        return None
    found = list(_late(bearer).values_list("dispute", "dispute__handler", "dispute__handler__display_name"))
    handlers = Counter({case: (handler or 0, name or "") for case, handler, name in found[:MOST]}.values())
    rows = [
        Row(cases_url(overdue="1", handler=str(handler or "none")), name or _("Nobody"),
            _("%(number)d cases with an overdue deadline") % {"number": number})
        for (handler, name), number in sorted(handlers.items(), key=lambda row: (-row[1], row[0]))[:CAP]
    ]  # fmt: skip
    hint = _("Counted among the %(number)d deadlines that are overdue longest.") % {"number": MOST}
    return Section("late", _("Overdue by handler"), "users", rows, hint=hint if len(found) > MOST else "")


@built_once
def _late(bearer: Bearer) -> QuerySet[Any]:
    """The first overdue deadlines, and one more: to count them all costs the more, the more cases there are."""
    return bearer.leads_in(Deadline.objects.overdue(bearer.today)).order_by("due_on", "pk")[: MOST + 1]


def volumes(bearer: Bearer) -> Section | None:
    """归档: closed cases whose volume is to be completed."""
    if not bearer.units(Act.ARCHIVE):
        return None
    closed = bearer.seen.filter(state=State.CLOSED).order_by("closed_on", "pk")
    first = Dispute.objects.filter(Among(F("pk"), closed.values("pk")[: CAP + 1]))
    found, more = cut(listed(first).order_by("closed_on", "pk"))
    url = cases_url(state="closed", sort="received") if more else ""
    return Section("archive", _("To archive"), "archive", [case_row(row) for row in found], url)


def worker_cases(bearer: Bearer) -> Section | None:
    """我的事: the worker's own case."""
    if not any(SCOPES[m.role] == Scope.OWN for m in bearer.user.memberships_now):
        return None
    found, _more = cut(bearer.seen.filter(parties__account=bearer.user).select_related("employer").distinct())
    rows = [
        Row(case_url(row), row.number, row.employer.name, _("see where it stands"), row.state, row.get_state_display())
        for row in found
    ]
    return Section("own", _("My case"), "id", rows)
