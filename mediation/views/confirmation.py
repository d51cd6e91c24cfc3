"""The guided path from a signed agreement to a ruling or an arbitral mediation paper."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mediation.access import Act, may
from mediation.confirmation import (
    CLAIMED,
    ROUTES,
    Mark,
    Point,
    Route,
    agreement_of,
    attempts,
    is_denied,
    is_too_late,
    limit_of,
    points,
    unmet_in_time,
)
from mediation.machine import StrOrPromise, Unmet
from mediation.models import Deadline
from mediation.operations.proceedings import unmet_to_prepare
from mediation.operations.steps import offers
from mediation.performance import overdue_parts
from mediation.views.case_file import whole_case
from mediation.views.next_steps import Button, prepare_button

UNREAD = ("parties", "sessions", "limitation_events", "evidence")


@dataclass(frozen=True)
class Choice:
    """A route in the comparison."""

    route: Route
    limit: Deadline | None
    unmet: list[Unmet]
    url: str


@dataclass(frozen=True)
class Line:
    """A point of the list with its limit, the button that settles it, and the papers it takes, each with its own."""

    point: Point
    limit: Deadline | None
    button: Button | None
    parts: list[tuple[StrOrPromise, Button | None]]

    @property
    def is_timed(self) -> bool:
        return self.limit is not None and self.limit.status == Deadline.Status.OPEN


@require_safe
def dispute_confirmation(request, pk):
    """The two routes side by side, the list of what is done and what is next, and what stays open after a refusal."""
    dispute = whole_case(request.user, pk, without=UNREAD)
    today = timezone.localdate()
    may_act = dispute.is_open and may(request.user, Act.HANDLE, dispute)
    rows = attempts(dispute)
    current = next(iter(rows), None)
    denied = current if current is not None and is_denied(current) else None
    is_untaken = may_act and current is None and agreement_of(dispute) is not None
    too_late = is_untaken and is_too_late(dispute, today)
    context = {
        "dispute": dispute, "today": today, "agreement": agreement_of(dispute), "current": current, "denied": denied,
        "choices": _choices(dispute, today, may_act and (current is None or denied is not None)),
        "lines": _lines(request.user, dispute, current, today), "earlier": rows[1:], "too_late": too_late,
        "after": _after(dispute, denied) if too_late or (may_act and denied) else [],
        "enforcement": _enforcement(dispute, today) if may_act else None,
    }  # fmt: skip
    return render(request, "mediation/dispute_confirmation.html", context)


def _choices(dispute, today, may_choose):
    found = []
    for route in ROUTES.values():
        unmet = [*unmet_to_prepare(dispute, route.kind), *unmet_in_time(dispute, route, today)]
        url = reverse("proceeding-prepare", args=[dispute.pk, route.kind]) if may_choose else ""
        found.append(Choice(route, limit_of(dispute, route.row.within), unmet, url))
    return found


def _lines(user, dispute, current, today):
    buttons = _buttons(user, current) if current is not None else {}
    return [
        Line(
            point,
            limit_of(dispute, point.rule, current) if point.rule else None,
            buttons.get(point.verb) if point.mark is Mark.NEXT else None,
            [(part.label, buttons.get(part.verb)) for part in point.parts],
        )
        for point in points(dispute, current, today)
    ]


def _buttons(user, current) -> dict[str, Button]:
    """The steps of the proceeding that the person may take, by verb, and the card of the joint application."""
    found = {
        offer.step.verb: Button(
            offer.label, reverse("proceeding-step", args=[current.pk, offer.step.verb]), offer.unmet
        )
        for offer in offers(current, user)
    }
    if may(user, Act.HANDLE, current):
        found["copy_out"] = Button(_("Copy-out card for the official form"), reverse("copy-out", args=[current.pk]))
    return found


def _after(dispute: Any, denied: Any | None) -> list[Button]:
    """What stays open when the agency did not take the agreement up or confirm it (A9, A10), or it is too late."""
    return [prepare_button(dispute, kind) for kind in (ROUTES[denied.kind].after_denial if denied else CLAIMED)]


def _enforcement(dispute, today):
    """Enforcement, once there is a title and a day of performance has passed unpaid."""
    button = prepare_button(dispute, "enforcement")
    return button if overdue_parts(dispute, today) and not button.unmet else None
