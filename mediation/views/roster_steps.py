"""Steps of the roster, each on the page that all steps share: mandates, consents taken back, a worker struck off."""

from functools import partial

from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mediation.forms.answers import PlainForm
from mediation.forms.guidance import guidance_for
from mediation.forms.rosters import EndMandateForm, MandateForm, WithdrawConsentForm
from mediation.operations import mandates, rosters
from mediation.operations.unmet import not_open
from mediation.steps import DISPUTE_STEPS
from mediation.views.rosters import roster_url, seen_roster, visible_consent, visible_mandate, visible_party
from mediation.views.steps import StepPage, check_right, show


@require_http_methods(["GET", "POST"])
def mandate_new(request, pk):
    dispute, _sight = seen_roster(request, pk)

    def take(form):
        answers = form.answers()
        return mandates.record_mandate(
            dispute, answers.pop("representatives"), by=request.user, at=timezone.now(), **answers
        )

    return _show(request, dispute, "give_mandate", MandateForm, take)


@require_http_methods(["GET", "POST"])
def mandate_end(request, pk):
    mandate = visible_mandate(request, pk)

    def take(form):
        return mandates.end_mandate(mandate, by=request.user, at=timezone.now(), **form.answers())

    return _show(request, mandate.dispute, "end_mandate", EndMandateForm, take)


@require_http_methods(["GET", "POST"])
def consent_withdraw(request, pk):
    consent = visible_consent(request, pk)

    def take(form):
        return mandates.withdraw_consent(consent, by=request.user, at=timezone.now(), **form.answers())

    about = f"{consent.party} · {consent.get_purpose_display()}"
    return _show(request, consent.dispute, "withdraw_consent", WithdrawConsentForm, take, about)


@require_http_methods(["GET", "POST"])
def party_strike(request, pk):
    party = visible_party(request, pk)

    def take(form):
        return rosters.strike(
            party, by=request.user, at=timezone.now(), version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )  # fmt: skip

    unmet = [*not_open(party.dispute), *rosters.unmet_to_strike(party.dispute, party)]
    return _show(request, party.dispute, "strike", PlainForm, take, party.name, unmet)


def _show(request, dispute, verb, form_class, take, about="", unmet=None):
    step = DISPUTE_STEPS[verb]
    check_right(request.user, dispute, step)
    label = f"{step.label} · {about}" if about else str(step.label)
    page = StepPage(
        dispute, step, label, str(guidance_for(dispute, verb)), roster_url(dispute), take,
        partial(form_class, subject=dispute, user=request.user, step=step),
        not_open(dispute) if unmet is None else unmet,
    )  # fmt: skip
    return show(request, page)
