"""Amending the record of a case: its matter, its parties and its claims, each on a page of its own."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mediation.forms.amending import ClaimForm, DisputeForm, PartyForm
from mediation.forms.guidance import guidance_for
from mediation.forms.identifiers import key_of
from mediation.models import Claim, Party
from mediation.operations.amending import amend, amend_claim, amend_party
from mediation.operations.unmet import not_open
from mediation.steps import DISPUTE_STEPS
from mediation.views.steps import StepPage, check_right, show, visible_dispute


@require_http_methods(["GET", "POST"])
def dispute_amend(request, pk):
    dispute = visible_dispute(request, pk)
    return _amend(request, dispute, partial(DisputeForm, instance=dispute), partial(amend, dispute))


@require_http_methods(["GET", "POST"])
def party_new(request, pk):
    dispute = visible_dispute(request, pk)
    operation = partial(amend_party, dispute, None)
    return _amend(request, dispute, PartyForm, operation, "#parties", label=_("Add a party"))


@require_http_methods(["GET", "POST"])
def party_amend(request, pk):
    party = get_object_or_404(Party.objects.visible_to(request.user), pk=pk)
    dispute = visible_dispute(request, party.dispute_id)
    form = partial(PartyForm, instance=party)
    return _amend(request, dispute, form, partial(amend_party, dispute, party), "#parties")


@require_http_methods(["GET", "POST"])
def claim_new(request, pk):
    dispute = visible_dispute(request, pk)
    operation = partial(amend_claim, dispute, None)
    chosen = key_of(request.GET.get("party", ""))
    party = dispute.parties.filter(pk=chosen, kind="worker").first() if chosen is not None else None
    label = _("Add a claim of %(name)s") % {"name": party} if party is not None else _("Add a claim")
    return _amend(request, dispute, partial(ClaimForm, party=party), operation, "#claims", label=label)


@require_http_methods(["GET", "POST"])
def claim_amend(request, pk):
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=pk)
    dispute = visible_dispute(request, claim.dispute_id)
    form = partial(ClaimForm, instance=claim)
    return _amend(request, dispute, form, partial(amend_claim, dispute, claim), "#claims")


def _amend(request, dispute, form_class, operation, anchor="", label=""):
    step = DISPUTE_STEPS["amend"]
    check_right(request.user, dispute, step)

    def take(form):
        return operation(
            fields=form.given(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )  # fmt: skip

    back_url = reverse("dispute-detail", args=[dispute.pk]) + anchor
    page = StepPage(
        dispute, step, label or str(step.label), str(guidance_for(dispute, "amend")), back_url, take,
        partial(form_class, dispute=dispute), not_open(dispute),
    )  # fmt: skip
    return show(request, page)
