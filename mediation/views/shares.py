"""What each worker gets: dividing an agreement, and recording who received what of an instalment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, Q, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from mediation import collective
from mediation.access import Act, may
from mediation.forms.rosters import DivideForm, PaymentForm, ticked
from mediation.models import Agreement, Instalment
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.shares import Rule, divide, record_share_payments
from mediation.steps import PROCEEDING_STEPS
from mediation.templatetags.display import money
from mediation.views.rosters import PAGE_SIZE, seen_roster
from mediation.views.steps import check_right

OPEN = Q(paid_amount=None) | Q(paid_amount__lt=F("amount"))


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_divide(request, pk):
    """How an agreement is divided among the workers."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user).select_related("proceeding"), pk=pk)
    agreement.dispute, _sight = seen_roster(request, agreement.dispute_id)
    agreement.proceeding.dispute = agreement.dispute
    check_right(request.user, agreement.proceeding, PROCEEDING_STEPS["divide"])
    form, unmet = DivideForm(agreement=agreement), []
    if request.method == "POST":
        form = DivideForm(request.POST, request.FILES, agreement=agreement)
        if form.is_valid():
            try:
                count = divide(
                    agreement, Rule(form.cleaned_data["rule"]), by=request.user, at=timezone.now(), amounts=form.amounts
                )
            except StepForbidden as error:
                raise PermissionDenied(str(error)) from error
            except StepRefused as error:
                unmet = error.unmet
            else:
                messages.success(request, _("Divided among %(count)d workers.") % {"count": count})
                return redirect("share-record", agreement.instalments.all()[0].pk)
    context = {
        "agreement": agreement, "dispute": agreement.dispute, "form": form, "unmet": unmet,
        "workers": len(collective.workers(agreement.dispute)), "instalments": agreement.instalments.all(),
    }  # fmt: skip
    status = 422 if unmet or form.errors else 200
    return render(request, "mediation/agreement_divide.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def share_record(request, pk):
    """The shares of an instalment, a page at a time; POST records what the ticked workers received."""
    rows = Instalment.objects.select_related("agreement__proceeding")
    visible = Agreement.objects.visible_to(request.user)
    instalment = get_object_or_404(rows.filter(agreement__in=visible), pk=pk)
    dispute, _sight = seen_roster(request, instalment.agreement.dispute_id)
    instalment.agreement.proceeding.dispute = instalment.agreement.dispute = dispute
    if not instalment.shares.exists():
        raise Http404
    may_record = may(request.user, Act.HANDLE, dispute) and instalment.agreement.breached_on is None
    if request.method != "POST":
        return _shares(request, instalment, may_record, PaymentForm(shares=()))
    check_right(request.user, instalment.agreement.proceeding, PROCEEDING_STEPS["record_shares"])
    chosen = instalment.shares.filter(pk__in=ticked(request.POST)).select_related("party")
    form = PaymentForm(request.POST, shares=chosen)
    if not form.is_valid():
        return _shares(request, instalment, may_record, form, status=422)
    data = form.cleaned_data
    payments = form.payments
    if data["everybody"]:
        payments |= dict(instalment.shares.filter(OPEN).values_list("pk", "amount"))
    try:
        record_share_payments(
            instalment, payments, by=request.user, at=timezone.now(), paid_on=data["paid_on"], proof=data["proof"],
            reason=data["reason"], seen=data["seen"],
        )  # fmt: skip
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        return _shares(request, instalment, may_record, form, status=422, unmet=error.unmet)
    except StepStale as error:
        messages.warning(request, str(error))
        return _shares(request, instalment, may_record, form, status=409)
    messages.success(request, _("Payments recorded to %(count)d workers.") % {"count": len(payments)})
    return redirect(request.get_full_path())


def _shares(request, instalment, may_record, form, *, status=200, unmet=()):
    found = instalment.shares.select_related("party").order_by("party__pk")
    text = request.GET.get("q", "").strip()[:80]
    found = found.filter(party__name__icontains=text) if text else found
    is_open = "open" in request.GET
    found = found.filter(OPEN) if is_open else found
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.typed = form.data.get(f"amount-{row.pk}", row.amount) if form.is_bound else row.amount
        row.is_ticked = form.is_bound and row.pk in form.ticked
    received = instalment.shares.aggregate(sum=Sum("paid_amount"))["sum"]
    context = {
        "instalment": instalment, "agreement": instalment.agreement, "dispute": instalment.agreement.dispute,
        "page": page, "form": form, "unmet": unmet, "q": text, "is_open": is_open, "may_record": may_record,
        "siblings": instalment.agreement.instalments.all(),
        "totals": [
            (_("Amount"), money(instalment.amount), ""), (pgettext("money", "Received"), money(received or 0), ""),
            (_("Performance"), instalment.what or "—", ""),
        ],
        "received": received, "seen": f"{received or 0:.2f}",
        "back_url": reverse("dispute-detail", args=[instalment.agreement.dispute_id]),
    }  # fmt: skip
    return render(request, "mediation/share_list.html", context, status=status)
