"""Pages of hand-overs: sending one, its steps, its one-time link."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mediation.access import Act, may
from mediation.disclosure import FIELDS, shown
from mediation.forms.guidance import guidance
from mediation.forms.hand_overs import SendChoice, send_form
from mediation.forms.ticks import KEY
from mediation.hand_overs import BOUNCES, State
from mediation.lifecycle import HANDLED
from mediation.models import HandOver
from mediation.operations import links
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.hand_overs import may_follow, send_hand_over, unmet_to_send
from mediation.operations.steps import offers
from mediation.purposes import aim_of
from mediation.steps import HAND_OVER_STEPS
from mediation.views.next_steps import Button
from mediation.views.steps import StepPage, check_right, page_for, show, step_page, visible_dispute
from mediation.workdays import ONE_DAY

PEOPLE = ("dispute__holder__parent__parent", "dispute__employer", "agency__parent__parent", "proceeding")
BY_PROCEEDING = ("accept", "record_result")  # an agency tells them of the proceeding, which leads its parcel


# On the case page -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HandOverCard:
    """A hand-over with its buttons, what it discloses in words, and how long it waits in working days."""

    row: HandOver
    buttons: list[Button]
    disclosed: list[str]
    due: object
    waiting: int | None
    asked: list[str]
    attempt: int  # how often it was sent, this time included
    later: HandOver | None  # what was sent in its place

    @property
    def again_url(self) -> str:
        """Where what came back is sent again; an application is filed anew."""
        if self.row.state != State.RETURNED or self.later is not None:
            return ""
        if self.row.proceeding is None:
            return reverse("hand-over-new", args=[self.row.dispute_id]) + f"?again={self.row.pk}"
        if self.row.proceeding.state != "prepared":
            return ""
        return reverse("proceeding-step", args=[self.row.proceeding_id, "file"])


def hand_over_cards(dispute, sight, today):
    """Waiting ones first, else newest first."""
    rows = sorted(sight.hand_overs(dispute), key=lambda row: (not row.is_waiting, -row.pk))
    due = {row.hand_over_id: row.due_on for row in dispute.deadlines.all() if row.hand_over_id and row.status == "open"}
    by_pk, later = {row.pk: row for row in rows}, {row.follows_id: row for row in rows if row.state != State.WITHDRAWN}
    cards = []
    for row in rows:
        row.dispute = dispute
        begun = (row.accepted_on or row.sent_on) + ONE_DAY
        waiting = dispute.calendar.working_days(begun, today + ONE_DAY) if row.is_waiting else None
        cards.append(HandOverCard(
            row, buttons_of(row, sight.user), _labels(row.fields), due.get(row.pk), waiting, _labels(row.asked),
            _attempt(row, by_pk), later.get(row.pk),
        ))  # fmt: skip
    return cards


def _labels(codes):
    return [str(FIELDS[code].label) for code in codes if code in FIELDS]


def _attempt(row, by_pk):
    count = 1
    while (row := by_pk.get(row.follows_id)) is not None:
        count += 1
    return count


def buttons_of(hand_over, user):
    """The steps of the parcel; the agency of a running proceeding answers there."""
    led = hand_over.proceeding is not None and hand_over.proceeding.is_before_agency and not _handles(user, hand_over)
    return [
        Button(offer.label, reverse("hand-over-step", args=[hand_over.pk, offer.step.verb]), offer.unmet)
        for offer in offers(hand_over, user)
        if not (led and offer.step.verb in BY_PROCEEDING)
    ]


def _handles(user, hand_over):
    return may(user, Act.HANDLE, hand_over)


def fill_hand_overs(request, dispute, sight):
    """What the case page shows of hand-overs."""
    rows, handles = sight.hand_overs(dispute), may(request.user, Act.HANDLE, dispute)
    bounces = sum(row.state == State.RETURNED for row in rows)
    return {
        "hand_overs": hand_over_cards(dispute, sight, timezone.localdate()),
        "bounces": 0 if sight.is_partner or bounces < BOUNCES else bounces,
        "may_send": handles and dispute.state in HANDLED,
        "may_link": handles,
    }


def fill_disclosed(request, dispute, sight):
    """What a partner may read of the case."""
    return {"disclosed": shown(dispute, sight.disclosed_codes(dispute)) if sight.is_partner else []}


# Pages ------------------------------------------------------------------------------------------------------


def case_url(hand_over):
    return reverse("dispute-detail", args=[hand_over.dispute_id]) + f"#hand-over-{hand_over.pk}"


def visible_hand_over(request, pk):
    """The hand-over if the person may see it, else the 404 of a missing one."""
    return get_object_or_404(HandOver.objects.visible_to(request.user).select_related(*PEOPLE), pk=pk)


@require_http_methods(["GET", "POST"])
def hand_over_new(request, pk):
    """Hand a case over: first to whom and for what, then what is disclosed."""
    dispute = visible_dispute(request, pk)
    step, back_url = HAND_OVER_STEPS["send"], reverse("dispute-detail", args=[pk]) + "#hand-overs"
    check_right(request.user, dispute, step)
    again = _again(request, dispute)
    chosen = _choice(request, again)
    if not chosen.is_valid():
        context = {"dispute": dispute, "form": chosen, "unmet": unmet_to_send(dispute), "step": step, "returned": again}
        status = 422 if chosen.is_bound or request.method == "POST" else 200
        return render(request, "mediation/hand_over_new.html", context, status=status)
    agency, aim = chosen.cleaned_data["agency"], chosen.cleaned_data["aim"]

    def take(form):
        return send_hand_over(dispute, by=request.user, at=timezone.now(), **form.answers())

    page = StepPage(
        dispute, step, _("%(step)s: %(office)s") % {"step": step.label, "office": agency.short_name},
        str(guidance("hand_over", "send")), back_url, take,
        lambda data: send_form(step, dispute, request.user, agency, aim, data, again), unmet_to_send(dispute, agency),
    )  # fmt: skip
    return show(request, page)


def _again(request, dispute):
    """The returned hand-over that the address asks to send again; 404 for any other."""
    number = request.GET.get("again", "")
    if not number:
        return None
    row = dispute.hand_overs.with_offices().filter(pk=number).first() if KEY.fullmatch(number) else None
    if row is None or row.proceeding_id or not may_follow(dispute, row):
        raise Http404
    return row


def _choice(request, again):
    """Office and purpose as chosen; of what is sent again those of before, until others are."""
    given = {"agency": str(again.agency_id), "aim": aim_of(again), "again": again.pk} if again else {}
    if request.htmx or "other" in request.GET:  # an office was chosen, or is to be: what it is competent for
        chosen = {name: request.GET[name] for name in SendChoice.base_fields if name in request.GET}
        return SendChoice(initial={**given, **chosen})
    if again and not {"agency", "aim"} & set(request.GET):
        return SendChoice(given)
    return SendChoice(request.GET if {"agency", "aim"} & set(request.GET) else None)


@require_http_methods(["GET", "POST"])
def hand_over_step(request, pk, verb):
    """Every step of a hand-over."""
    hand_over = visible_hand_over(request, pk)
    return step_page(request, hand_over, verb, case_url(hand_over))


@require_http_methods(["GET", "POST"])
def hand_over_link(request, pk):
    """Make a one-time link; the answer shows it, once."""
    hand_over, step = visible_hand_over(request, pk), HAND_OVER_STEPS["link"]
    check_right(request.user, hand_over, step)

    def take(form):
        return links.create_link(hand_over, by=request.user, at=timezone.now(), valid_for=form.valid_for)

    def answer(request, made):
        context = {"hand_over": hand_over, "dispute": hand_over.dispute, "link": made.link, "step": step,
            "address": request.build_absolute_uri(reverse("access-link", args=[made.secret]))}  # fmt: skip
        return render(request, "mediation/hand_over_link.html", context)

    page = page_for(request, hand_over, step, case_url(hand_over), take)
    return show(request, replace(page, answer=answer))


@require_POST
def hand_over_revoke(request, pk):
    """End the links of a hand-over."""
    hand_over = visible_hand_over(request, pk)
    try:
        links.revoke_links(hand_over, by=request.user, at=timezone.now())
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        messages.error(request, "; ".join(str(row.what) for row in error.unmet))
    else:
        messages.success(request, _("The links are revoked."))
    return redirect(case_url(hand_over))
