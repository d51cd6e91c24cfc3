"""Pages of performance: a payment, one taken back, a reminder to the debtor, and the ways out of a default."""

from dataclasses import dataclass, replace
from typing import Any

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mediation.access import Act, may
from mediation.default_routes import ROUTES, Route
from mediation.letters import LADDER, unmet_grounds
from mediation.machine import Unmet
from mediation.models import Agreement, Deadline, Dispute, Event, Instalment
from mediation.operations import performance
from mediation.operations.proceedings import unmet_to_prepare
from mediation.operations.steps import offers
from mediation.performance import Reminding, money_of, overdue_parts
from mediation.steps import PROCEEDING_STEPS
from mediation.templatetags.display import day, money
from mediation.views.case_file import whole_case
from mediation.views.limitation import limitation_of
from mediation.views.next_steps import Button
from mediation.views.proceedings import visible_proceeding
from mediation.views.steps import check_right, page_for, show

GRAVE_LAST = "breach_agreement"
UNREAD = ("sessions", "evidence")  # on the page of a default


def seen_instalment(request, pk):
    """An instalment of a case that the person sees, with its proceeding; else the 404 of a missing one."""
    instalment = get_object_or_404(Instalment.objects.select_related("agreement__proceeding"), pk=pk)
    return instalment, visible_proceeding(request, instalment.agreement.proceeding_id)


def agreement_url(agreement):
    return reverse("dispute-detail", args=[agreement.dispute_id]) + f"#agreement-{agreement.pk}"


@require_http_methods(["GET", "POST"])
def performance_record(request, pk):
    """Record a payment on an instalment; what is divided among workers is recorded worker by worker."""
    instalment, proceeding = seen_instalment(request, pk)
    step = PROCEEDING_STEPS["record_performance"]
    check_right(request.user, proceeding, step)
    if request.method == "GET" and instalment.shares.exists():
        return redirect("share-record", pk)

    def take(form):
        return performance.record_performance(instalment, by=request.user, at=timezone.now(), **form.answers())

    back = agreement_url(instalment.agreement)
    return show(request, page_for(request, proceeding, step, back, take, instalment=instalment))


@require_http_methods(["GET", "POST"])
def payment_strike(request, pk, number):
    """Take a payment back, with the reason; the page names the payment."""
    instalment, proceeding = seen_instalment(request, pk)
    step = PROCEEDING_STEPS["strike_payment"]
    check_right(request.user, proceeding, step)

    def take(form):
        return performance.strike_payment(instalment, number, by=request.user, at=timezone.now(), **form.answers())

    page = page_for(request, proceeding, step, agreement_url(instalment.agreement), take, instalment=instalment)
    return show(request, replace(page, text=f"{_told(instalment, number)}{page.text}"))


def _told(instalment, number):
    """Day, amount and proof of the payment; nothing for one that is not on record."""
    for payment in instalment.ledger[number - 1 : number] if number else ():
        return f"{day(payment['on'])} · {money(payment['amount'])} · {payment['proof']}. "
    return ""


@require_http_methods(["GET", "POST"])
def debtor_remind(request, pk):
    """Record that the side that owes was reminded."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    proceeding = visible_proceeding(request, agreement.proceeding_id)
    step = PROCEEDING_STEPS["remind_debtor"]
    check_right(request.user, proceeding, step)

    def take(form):
        return performance.remind_debtor(agreement, by=request.user, at=timezone.now(), **form.answers())

    back = reverse("dispute-default", args=[agreement.dispute_id])
    return show(request, page_for(request, proceeding, step, back, take))


# Ways out of a default --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """A route as the page shows it: what it still lacks, its limits, and its address where the person may go."""

    route: Route
    unmet: list[Unmet]
    limits: list[Deadline]
    url: str

    @property
    def is_open(self) -> bool:
        return not self.unmet


def ways(dispute: Dispute, today: Any, *, may_act: bool) -> list[Way]:
    """Every way out, those that are open first."""
    running = [row for row in dispute.deadlines.all() if row.status == Deadline.Status.OPEN]
    found = []
    for route in ROUTES:
        url = reverse("proceeding-prepare", args=[dispute.pk, route.kind])
        url += f"?basis={route.basis}" if route.basis else ""
        unmet = [*unmet_to_prepare(dispute, route.kind), *route.unmet(dispute, today)]
        limits = [row for row in running if row.rule in route.limits]
        found.append(Way(route, unmet, limits, url if may_act else ""))
    return sorted(found, key=lambda way: not way.is_open)


@require_safe
def dispute_default(request, pk):
    """What can be done when a performance date has passed unpaid."""
    dispute = whole_case(request.user, pk, without=UNREAD)
    today = timezone.localdate()
    may_act = dispute.is_open and may(request.user, Act.HANDLE, dispute)
    parts = overdue_parts(dispute, today)
    context = {
        "dispute": dispute, "today": today, "parts": parts, "money": money_of(dispute, today),
        "ways": ways(dispute, today, may_act=may_act), "may_act": may_act, "reminders": reminders_of(dispute),
        "limitation": limitation_of(dispute, today), "letter_url": _letter_url(dispute, request.user),
        "breach": _breach(dispute, request.user),
        "has_been_agreed": any(row.breached_on is None for row in dispute.agreements.all()),
    }  # fmt: skip
    return render(request, "mediation/dispute_default.html", context)


def reminders_of(dispute: Dispute) -> list[dict[str, Any]]:
    """The reminders on record, newest first: day, way, words, who."""
    rows = Event.objects.filter(dispute=dispute, kind="remind_debtor").select_related("by").order_by("-number")
    return [
        {"on": row.data["reminded_on"], "how": Reminding(row.data["how"]).label, "words": row.data["words"],
            "who": row.by.display_name}
        for row in rows
    ]  # fmt: skip


def _letter_url(dispute, user):
    """A letter of the union, the first rung of the ladder, where its ground is given."""
    kind = LADDER[0]
    if not dispute.is_open or not may(user, Act.DRAFT, dispute) or unmet_grounds(kind, dispute):
        return ""
    return reverse("letter-new", args=[dispute.pk, kind])


def _breach(dispute, user):
    """The step that ends the agreement, as the case offers it."""
    for offer in offers(dispute, user):
        if offer.step.verb == GRAVE_LAST:
            return Button(offer.label, reverse("dispute-step", args=[dispute.pk, GRAVE_LAST]), offer.unmet)
    return None
