"""The full numbers of one party, for who must call: asked for with a reason, shown once, kept in the history."""

from dataclasses import replace

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mediation.operations import people
from mediation.steps import DISPUTE_STEPS
from mediation.views.steps import check_right, page_for, show, visible_dispute


@require_http_methods(["GET", "POST"])
def dispute_reveal(request, pk):
    dispute = visible_dispute(request, pk)
    step = DISPUTE_STEPS["reveal"]
    check_right(request.user, dispute, step)
    back_url = reverse("dispute-detail", args=[pk]) + "#parties"

    def take(form):
        return people.reveal(dispute, by=request.user, at=timezone.now(), **form.answers())

    def answer(request, party):
        return render(request, "mediation/party_numbers.html", {"dispute": dispute, "party": party, "step": step})

    page = page_for(request, dispute, step, back_url, take, chosen=request.GET.get("party", ""))
    return show(request, replace(page, answer=answer))
