"""The questions after closing: given out and typed in at the case, answered behind a link, read by managers."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.render import modules
from mediation.access import Act, Role, grants
from mediation.forms.surveys import Questions, SurveyFilter
from mediation.models import Party, Survey
from mediation.operations import surveys
from mediation.operations.survey_paper import survey_paper
from mediation.paging import BY_DAY, Order, Run, page_of
from mediation.reports.surveys import remarks_of, told_by_unit, told_remarks
from mediation.satisfaction import Means
from mediation.steps import DISPUTE_STEPS
from mediation.views import one_time
from mediation.views.letter_files import pdf_response
from mediation.views.next_steps import titled
from mediation.views.steps import check_right, page_for, show, visible_dispute

GUESSER = "survey link"  # under which wrong links of an address are counted
MARGIN = 4  # modules of quiet around a QR code
NEWEST = Order((Run("visited_on", BY_DAY),), descending=True)


# At the case ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def survey_ask(request, pk):
    """Give the questions to a party: the answer is the link, shown once, or the sheet with it."""
    party, page = _page(request, pk, "ask_survey")

    def take(form):
        return surveys.ask(
            party, by=request.user, at=timezone.now(), made_from=one_time.address_of(request), **form.answers()
        )

    def answer(request, asked):
        link = request.build_absolute_uri(reverse("survey-answer", args=[asked.secret]))
        if request.POST["means"] == Means.PAPER:
            sheet = survey_paper(asked.survey, link, at=timezone.now())
            return pdf_response(sheet, "满意度调查表.pdf", download=False)
        squares, side = _squares(link)
        context = {"party": party, "dispute": party.dispute, "survey": asked.survey, "address": link,
            "squares": squares, "side": side, "step": page.step}  # fmt: skip
        return render(request, "mediation/survey_link.html", context)

    return show(request, replace(page, take=take, answer=answer))


@require_http_methods(["GET", "POST"])
def survey_record(request, pk):
    """Type in what a party said on the phone or wrote on the sheet, or that there was no answer."""
    party, page = _page(request, pk, "answer_survey")
    by, at = request.user, timezone.now()

    def take(form):
        came = form.cleaned_data["came"]
        if not form.is_answer:
            return surveys.record_attempt(party, by=by, at=at, result=came)
        on = form.cleaned_data["answered_on"]
        return surveys.record_answer(party, form.answer(), by=by, at=at, means=came, answered_on=on)

    return show(request, replace(page, take=take))


def _page(request, pk, verb):
    """The party, and the page of the step about it; 404 unseen, 403 without the right."""
    party = get_object_or_404(Party.objects.visible_to(request.user), pk=pk)
    party.dispute = dispute = visible_dispute(request, party.dispute_id)
    step = DISPUTE_STEPS[verb]
    check_right(request.user, dispute, step)
    survey = party.surveys.filter(closed_on=dispute.closed_on).first()
    back = reverse("dispute-detail", args=[dispute.pk]) + "#follow-up"
    unmet = surveys.unmet_to_ask(dispute, party, survey)
    page = page_for(request, dispute, step, back, lambda form: None, unmet=unmet)
    name = _("Type in the answer") if verb == "answer_survey" else page.label
    return party, replace(page, label=titled(name, str(party)))


def _squares(address):
    """The QR code of an address as the path of a picture, and its side with the quiet zone."""
    rectangles, count = modules(address)
    path = "".join(f"M{x + MARGIN} {MARGIN + count - 1 - y}h{wide}v1h-{wide}z" for x, y, wide in rectangles)
    return path, count + 2 * MARGIN


# Behind the link --------------------------------------------------------------------------------------------


@login_not_required
@require_http_methods(["GET", "POST"])
def survey_answer(request, secret):
    """Three questions for whoever has the link; nothing of the case, no name. Looking uses nothing up."""
    at = timezone.now()
    if one_time.is_locked(request, GUESSER, "survey-answer"):
        return one_time.answer(request, "mediation/survey_dead.html", {"is_locked": True}, 429)
    survey = surveys.unanswered(secret, at=at)
    if survey is None:
        one_time.count_wrong(request, GUESSER)
        return one_time.answer(request, "mediation/survey_dead.html", {}, 404)
    if _is_other(request.user, survey.party):
        return one_time.answer(request, "mediation/survey_staff.html", {}, 403)
    form = Questions(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return one_time.answer(request, "mediation/survey_answer.html", {"form": form, "unit": survey.unit}, status)
    if surveys.answer_by_link(secret, form.answer(), at=at, came_from=one_time.address_of(request)) is None:
        return one_time.answer(request, "mediation/survey_dead.html", {}, 404)
    one_time.forget_wrong(request, GUESSER)
    return one_time.answer(request, "mediation/survey_thanks.html", {"unit": survey.unit})


def _is_other(user, party):
    """Whether the browser is signed in as somebody of the union or of the other side: the link is not for them."""
    role = Role.EMPLOYER if party.kind == Party.Kind.EMPLOYER else Role.WORKER
    return user.is_authenticated and any(row.role != role for row in user.memberships_now)


# For who leads the union ------------------------------------------------------------------------------------


@require_safe
def survey_list(request):
    """How many were asked and answered, how content they are, by union; and what they said."""
    units = [row.organisation_id for row in grants(request.user, Act.READ_SURVEYS)]
    if not units:
        raise PermissionDenied
    form = SurveyFilter(request.GET, today=timezone.localdate())
    context: dict[str, object] = {"form": form}
    status = 422
    if form.is_valid():
        seen, period = Survey.objects.visible_to(request.user).under(units), form.period
        rows, sides = told_by_unit(seen, period)
        page = page_of(remarks_of(seen, period, form.cleaned_data["shown"]), NEWEST, request.GET).fill(told_remarks())
        context, status = {**context, "rows": rows, "sides": sides, "page": page, "period": period}, 200
    return render(request, "mediation/survey_list.html", context, status=status)
