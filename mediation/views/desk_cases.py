"""Sections of the desk about cases and their deadlines. Each is one query of a few rows."""

from datetime import timedelta
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, OuterRef, Q, Subquery, Window
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.access import SCOPES, Act, Scope
from mediation.filters import listed
from mediation.lifecycle import HANDLED, State
from mediation.linkage import HANDED, LABELS
from mediation.machine import StrOrPromise
from mediation.models import Deadline, Event
from mediation.models.deadline import PARTY_RIGHTS
from mediation.views.desk_rows import Bearer, Row, Section, case_row, case_url, cases_url, cut

SOON = timedelta(days=14)
LIMITATION_AHEAD = timedelta(days=90)


def _why(row: Deadline) -> str:
    return reverse("deadline-detail", args=[row.pk])


# Deadlines --------------------------------------------------------------------------------------------------


def _near(bearer: Bearer) -> tuple[list[Any], bool] | None:
    """The first watched deadlines of two weeks, each with how many of all are overdue and due within a week.

    Read once for the section and the tallies.
    """
    concern = bearer.concern()
    if concern is None:
        return None
    if bearer.near is None:
        today = bearer.today
        week = Q(due_on__range=(today, today + timedelta(days=7)))
        rows = Deadline.objects.running().watched().filter(
            due_on__lte=today + SOON, dispute__in=bearer.seen.filter(concern).values("pk")
        )
        counted = rows.annotate(
            overdue=Window(Count("pk", filter=Q(due_on__lt=today))), week=Window(Count("pk", filter=week))
        )
        bearer.near = cut(counted.select_related("dispute__employer").order_by("due_on", "pk"))
    return bearer.near


def tallies(bearer: Bearer) -> dict[str, int] | None:
    """How many watched deadlines are overdue, and how many fall due within seven days."""
    near = _near(bearer)
    if near is None:
        return None
    first = next(iter(near[0]), None)
    return {"overdue": first.overdue, "week": first.week} if first else {"overdue": 0, "week": 0}


def deadlines(bearer: Bearer) -> Section | None:
    """期限: overdue and due within two weeks, whoever must act."""
    near = _near(bearer)
    if near is None:
        return None
    found, more = near
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
    """时效: days after which a party loses a right; nobody is late, but the person must be told in time."""
    concern = bearer.concern()
    if concern is None:
        return None
    ahead = (bearer.today, bearer.today + LIMITATION_AHEAD)
    found, _more = cut(
        Deadline.objects.running()
        .filter(rule__in=PARTY_RIGHTS, due_on__range=ahead, dispute__in=bearer.seen.filter(concern).values("pk"))
        .select_related("dispute__employer")
        .order_by("due_on", "pk")
    )
    rows = [
        Row(case_url(row.dispute), row.dispute.number, f"{row.law.label} · {row.dispute.employer.name}",
            row.law.consequence, due=row.due_on, provisional=row.provisional, why=_why(row))
        for row in found
    ]  # fmt: skip
    hint = _("After this day a party loses the right. Tell the worker in time.")
    return Section("limitation", _("Last safe day of the parties"), "hourglass", rows, hint=hint)


# Cases ------------------------------------------------------------------------------------------------------


def newcomers(bearer: Bearer) -> Section | None:
    """新案: to accept or return, and to give to a handler."""
    wanted = Q()
    if accept := bearer.units(Act.ACCEPT):
        wanted |= Q(state=State.REGISTERED, holder__in=accept)
    if assign := bearer.units(Act.ASSIGN):
        wanted |= Q(state__in=HANDLED, handler__isnull=True, holder__in=assign)
    if not wanted:
        return None
    fresh = listed(bearer.seen.filter(wanted)).annotate(**moved_up())
    found, more = cut(fresh.order_by("received_on", "pk"))
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
    if not bearer.units(Act.HANDLE):
        return None
    mine = listed(bearer.seen.open().filter(handler=bearer.user))
    found, more = cut(mine.order_by(F("next_due").asc(nulls_last=True), "pk"))
    url = cases_url(handler="me", open="1") if more else ""
    return Section("mine", _("My open cases"), "folders", [case_row(row) for row in found], url)


def delegated(bearer: Bearer) -> Section | None:
    """交办: cases my union delegated downwards; reported results first."""
    units = bearer.units(Act.ASSIGN)
    if not units:
        return None
    unreported = ExpressionWrapper(Q(result_report=""), BooleanField())
    last_act = Event.objects.filter(dispute=OuterRef("pk")).order_by("-number").values("at")[:1]
    away = listed(bearer.seen.open().filter(delegated_by__in=units)).annotate(last_act=Subquery(last_act))
    found, _more = cut(away.order_by(unreported, "received_on", "pk"))
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
    late = bearer.seen.overdue(bearer.today).order_by().values("handler", "handler__display_name")
    found, _more = cut(late.annotate(cases=Count("pk", distinct=True)).order_by("-cases", "handler"))
    rows = [
        Row(cases_url(overdue="1", handler=str(row["handler"] or "none")), row["handler__display_name"] or _("Nobody"),
            _("%(number)d cases with an overdue deadline") % {"number": row["cases"]})
        for row in found
    ]  # fmt: skip
    return Section("late", _("Overdue by handler"), "users", rows)


def volumes(bearer: Bearer) -> Section | None:
    """归档: closed cases whose volume is to be completed."""
    if not bearer.units(Act.ARCHIVE):
        return None
    found, more = cut(listed(bearer.seen.filter(state=State.CLOSED)).order_by("closed_on", "pk"))
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
