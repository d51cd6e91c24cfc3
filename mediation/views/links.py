"""What stands behind a one-time link: no account, one hand-over, what was disclosed, and three acts.

GET of a link uses nothing up, so that mail scanners do not burn it; the button opens it once and binds it to the
browser for two hours. A wrong, used, revoked or expired link all answer alike, and guessing is counted as at sign-in.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mediation.disclosure import shown
from mediation.forms.office import OFFICE_FORMS, OFFICE_WORDS, office_form
from mediation.hand_overs import State
from mediation.models import Dispute, Letter
from mediation.operations import links
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.steps import offers, take_step
from mediation.steps import HAND_OVER_STEPS
from mediation.views import one_time

GUESSER = "one-time link"  # under which wrong links of an address are counted
KEY = "office_link"


@login_not_required
@require_http_methods(["GET", "POST"])
def access_link(request, secret):
    """A neutral page with a button; the button opens the hand-over."""
    at = timezone.now()
    if one_time.is_locked(request, GUESSER, "access-link"):
        return one_time.answer(request, "mediation/link_dead.html", {"is_locked": True}, 429)
    if _bound(request, secret):
        return redirect("office")
    if request.method == "GET" and links.unopened(secret, at=at):
        return one_time.answer(request, "mediation/link_open.html", {})
    link = links.open_link(secret, at=at) if request.method == "POST" else None
    if link is None:
        one_time.count_wrong(request, GUESSER)
        return one_time.answer(request, "mediation/link_dead.html", {}, 404)
    one_time.forget_wrong(request, GUESSER)
    request.session.cycle_key()
    request.session[KEY] = {"id": link.pk, "digest": link.digest}
    return redirect("office")


@login_not_required
@require_safe
def office(request):
    """What was disclosed, and what the office can do."""
    hand_over = _hand_over(request)
    if hand_over is None or hand_over.state == State.WITHDRAWN:
        return one_time.answer(request, "mediation/link_dead.html", {}, 404)
    context = {"hand_over": hand_over, "dispute": hand_over.dispute, "today": timezone.localdate()}
    if hand_over.is_waiting:
        dispute = _case(hand_over)
        user = links.office_user(hand_over.agency, timezone.now())
        steps = [offer for offer in offers(hand_over, user) if offer.step.verb in OFFICE_FORMS and not offer.unmet]
        context |= {"disclosed": shown(dispute, hand_over.fields), "steps": steps}
    return one_time.answer(request, "mediation/office.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def office_step(request, verb):
    """Accept, return or tell the result, through the one door."""
    hand_over = _hand_over(request)
    if hand_over is None or not hand_over.is_waiting:
        return one_time.answer(request, "mediation/link_dead.html", {}, 404)
    if verb not in OFFICE_FORMS:
        raise Http404
    step, user = HAND_OVER_STEPS[verb], links.office_user(hand_over.agency, timezone.now())
    form, unmet, notice, status = office_form(step, hand_over, user, request.POST or None), [], "", 200
    form.files = request.FILES
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version, answers = form.cleaned_data["version"], form.answers()
                take_step(hand_over, verb, by=user, at=timezone.now(), version=version, **answers)
            except StepRefused as error:
                unmet = error.unmet
            except (StepStale, StepForbidden) as error:
                notice, status = str(error), 409
                hand_over.refresh_from_db()
                form = office_form(step, hand_over, user, _with_version(request.POST, hand_over))
            else:
                messages.success(request, _("Done: %(step)s.") % {"step": step.label})
                return redirect("office")
    context = {"hand_over": hand_over, "form": form, "step": step, "unmet": unmet, "notice": notice,
        "text": OFFICE_WORDS[verb]}  # fmt: skip
    return one_time.answer(request, "mediation/office_step.html", context, status)


def _with_version(typed, hand_over):
    """What was typed, ready to be sent again on the present version."""
    data = typed.copy()
    data["version"] = str(hand_over.version)
    return data


def _bound(request, secret):
    """Whether this browser opened the link itself: clicked again, it leads back to the page."""
    bound = request.session.get(KEY)
    return bool(bound and bound["digest"] == links.digest_of(secret) and _hand_over(request))


def _hand_over(request):
    """The hand-over that the browser opened, while it may still act on it."""
    bound = request.session.get(KEY)
    return links.opened_hand_over(bound["id"], at=timezone.now()) if bound else None


def _case(hand_over):
    """The case with what fields are read from."""
    letters = Prefetch("letters", Letter.objects.with_record())
    rows = Dispute.objects.with_people().prefetch_related(
        "parties", "claims", "proceedings", "deadlines", "agreements__instalments", letters
    )
    return rows.get(pk=hand_over.dispute_id)
