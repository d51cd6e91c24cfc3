"""The roster of a case: who stands on it, what each claims, has consented to and received."""

import logging
from io import BytesIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, DecimalField, OuterRef, Prefetch, Q, Subquery, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from mediation import collective
from mediation.access import Act, may
from mediation.forms.rosters import ConsentForm
from mediation.imports.sheets import write_roster, write_template
from mediation.models import Claim, Consent, Mandate, Party, Share
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.mandates import record_consents
from mediation.templatetags.display import money
from mediation.views.case_file import EVERYTHING, sight_of
from mediation.views.disputes import EXCEL
from mediation.views.steps import visible_dispute

PAGE_SIZE = 50
ON_ROSTER = Q(role=Party.Role.APPLICANT, kind=Party.Kind.WORKER)
log = logging.getLogger(__name__)


def seen_roster(request, pk):
    """The case and what of it the person sees; only who works on a case, or audits it, sees its roster."""
    dispute = visible_dispute(request, pk)
    sight = sight_of(request.user, dispute)
    if not sight.scopes & set(EVERYTHING):
        raise PermissionDenied
    return dispute, sight


@require_http_methods(["GET", "HEAD", "POST"])
def roster_detail(request, pk):
    """The workers, a page at a time; POST records consent of those ticked."""
    dispute, sight = seen_roster(request, pk)
    if request.method != "POST":
        return _page(request, dispute, sight, ConsentForm(people=Party.objects.none()))
    if not may(request.user, Act.HANDLE, dispute):
        raise PermissionDenied
    form = ConsentForm(request.POST, people=dispute.parties.filter(ON_ROSTER))
    if not form.is_valid():
        return _page(request, dispute, sight, form, status=422)
    data = form.cleaned_data
    given = {name: data[name] for name in ("purpose", "given_on", "paper")}
    try:
        count = record_consents(dispute, form.people, by=request.user, at=timezone.now(), **given)
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        return _page(request, dispute, sight, form, status=422, unmet=error.unmet)
    messages.success(
        request, _("Consent recorded of %(count)d workers; the others had given it before.") % {"count": count}
    )
    return redirect(request.get_full_path())


def _page(request, dispute, sight, form, *, status=200, unmet=()):
    found = _filtered(dispute, request.GET)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    ticked = set(form.data.getlist("party")) if form.is_bound else set()
    without, totals = request.GET.get("without", ""), _totals(dispute)
    context = {
        "dispute": dispute, "page": page, "form": form, "unmet": unmet, "ticked": ticked,
        "q": request.GET.get("q", ""), "without": without if without in Consent.Purpose.values else "",
        "totals": _total_rows(dispute, totals), "named": totals["named"], "mandates": _mandates(dispute),
        "private": "private" in sight.sections,
        "purposes": Consent.Purpose.choices,
        "may_amend": dispute.is_open and may(request.user, Act.AMEND, dispute),
        "may_handle": dispute.is_open and may(request.user, Act.HANDLE, dispute),
        "may_move": dispute.is_open and may(request.user, Act.MOVE, dispute),
        "may_export": may(request.user, Act.EXPORT),
    }  # fmt: skip
    return render(request, "mediation/roster_detail.html", context, status=status)


def people_of(dispute):
    """The workers of the roster with the sums of what each claims, is to receive and has received."""
    in_force = Share.objects.filter(party=OuterRef("pk"), instalment__agreement__breached_on=None)
    return (
        dispute.parties.filter(ON_ROSTER)
        .annotate(
            own_amount=_sum(Claim.objects.filter(party=OuterRef("pk")), "amount"),
            agreed=_sum(in_force, "amount"),
            received=_sum(in_force, "paid_amount"),
        )
        .prefetch_related(Prefetch("consents", Consent.objects.filter(withdrawn_on=None), to_attr="given"))
    )


def _sum(rows, name):
    """A subquery that adds up one column for each person."""
    sums = rows.order_by().values("party").annotate(sum=Sum(name)).values("sum")
    return Subquery(sums, output_field=DecimalField(max_digits=14, decimal_places=2))


def _filtered(dispute, asked):
    found = people_of(dispute).order_by("-is_representative", "pk")
    if text := asked.get("q", "").strip()[:80]:
        found = found.filter(Q(name__icontains=text) | Q(id_number__iexact=text) | Q(phone__iexact=text))
    if (purpose := asked.get("without", "")) in Consent.Purpose.values:
        given = Consent.objects.filter(purpose=purpose, withdrawn_on=None, dispute=dispute)
        found = found.exclude(pk__in=collective.mandated(dispute)).exclude(pk__in=given.values("party"))
    return found


def _totals(dispute):
    """What the roster counts, beside what the case says."""
    rows = dispute.claims.aggregate(
        own=Sum("amount", filter=Q(party__isnull=False)),
        common=Sum("amount", filter=Q(party__isnull=True)),
        claimants=Count("party", distinct=True),
    )
    shares = Share.objects.filter(instalment__agreement__dispute=dispute, instalment__agreement__breached_on=None)
    sums = shares.aggregate(agreed=Sum("amount"), received=Sum("paid_amount"))
    return {**rows, **sums, "named": dispute.parties.filter(ON_ROSTER).count()}


def _total_rows(dispute, totals):
    """The totals in words: label, value and note."""
    concerned, counted = dispute.worker_count, (totals["common"] or 0) + (totals["own"] or 0)
    unnamed = _("of %(number)s concerned; the reports count %(number)s") % {"number": concerned}
    claimants = ngettext("%(number)s worker", "%(number)s workers", totals["claimants"])
    differs = _("the claims add up to %(amount)s") % {"amount": money(counted)}
    rows = [
        (_("Workers named"), totals["named"], unnamed if totals["named"] < concerned else ""),
        (_("Common claims"), money(totals["common"] or 0), ""),
        (_("Own claims"), money(totals["own"] or 0), claimants % {"number": totals["claimants"]}),
        (_("Amount claimed"), money(dispute.amount_claimed), differs if counted != dispute.amount_claimed else ""),
    ]
    if totals["agreed"] is not None:
        rows += [
            (_("Agreed"), money(totals["agreed"]), ""),
            (pgettext("money", "Received"), money(totals["received"] or 0), ""),
        ]
    return rows


def _mandates(dispute):
    rows = dispute.mandates.prefetch_related("representatives")
    return sorted(rows, key=lambda row: (row.ended_on is not None, -row.pk))


# Files ------------------------------------------------------------------------------------------------------


@require_safe
def roster_template(request, pk):
    """The empty list, to be filled in."""
    seen_roster(request, pk)
    target = BytesIO()
    write_template(target)
    return workbook(target, "roster-template.xlsx")


@require_safe
def roster_export(request, pk):
    """The roster as a workbook; numbers masked, and who took it written to the log."""
    dispute, _sight = seen_roster(request, pk)
    if not may(request.user, Act.EXPORT):
        raise PermissionDenied
    target = BytesIO()
    count = write_roster(target, people_of(dispute))
    log.info("export of a roster: user=%s dispute=%s rows=%d", request.user.pk, dispute.pk, count)
    return workbook(target, f"roster-{dispute.pk}.xlsx")


def workbook(target, name):
    """An Excel file as a download that nobody keeps on the way."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(target.getvalue(), content_type=EXCEL, headers=headers)


# Rows of the roster -----------------------------------------------------------------------------------------


def visible_party(request, pk):
    party = get_object_or_404(Party.objects.visible_to(request.user).filter(ON_ROSTER), pk=pk)
    dispute, _sight = seen_roster(request, party.dispute_id)
    party.dispute = dispute
    return party


def visible_mandate(request, pk):
    mandate = get_object_or_404(Mandate.objects.visible_to(request.user), pk=pk)
    mandate.dispute, _sight = seen_roster(request, mandate.dispute_id)
    return mandate


def visible_consent(request, pk):
    consent = get_object_or_404(Consent.objects.visible_to(request.user).select_related("party"), pk=pk)
    consent.dispute, _sight = seen_roster(request, consent.dispute_id)
    return consent


def roster_url(dispute):
    return reverse("roster-detail", args=[dispute.pk])
