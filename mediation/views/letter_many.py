"""One kind of letter for many cases: the cases chosen in a list, then a batch that drafts in each."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mediation.access import SCOPES, Act, Scope, grants
from mediation.filters import DisputeFilter
from mediation.forms.drafting import ManyLettersForm
from mediation.forms.ticks import keys_of
from mediation.models import Dispute
from mediation.operations import batches
from mediation.operations.errors import StepForbidden, StepRefused

MOST_SHOWN = 100  # of the chosen cases


def may_draft_many(user):
    """Who drafts by the own post, not by being asked for a single letter."""
    return any(SCOPES[post.role] is Scope.TREE for post in grants(user, Act.DRAFT))


@require_http_methods(["GET", "HEAD", "POST"])
def letter_many(request):
    """The cases that the address names (`case`, or `all` with the filters of the list), and which letter each gets."""
    if not may_draft_many(request.user):
        raise PermissionDenied
    cases = _chosen(request)
    data = request.POST if request.method == "POST" else None
    form, refused = ManyLettersForm(data, user=request.user, kind=request.GET.get("kind", "")), []
    if data is not None and form.is_valid():
        try:
            batch = batches.open_drafts(cases, by=request.user, at=timezone.now(), **form.cleaned_data)
        except StepForbidden as error:
            raise PermissionDenied(str(error)) from error
        except StepRefused as error:
            refused = error.unmet
        else:
            return redirect("batch-detail", batch.pk)
    total = cases.order_by()[: batches.MOST + 1].count()
    context = {
        "form": form, "refused": refused, "total": total, "most": batches.MOST, "too_many": total > batches.MOST,
        "cases": cases.select_related("employer", "holder").order_by("pk")[:MOST_SHOWN],
    }  # fmt: skip
    return render(request, "mediation/letter_many.html", context, status=200 if data is None else 422)


def _chosen(request):
    rows = Dispute.objects.visible_to(request.user)
    if "all" in request.GET:
        found = DisputeFilter(request.GET, queryset=rows, user=request.user, today=timezone.localdate())
        return found.qs if found.form.is_valid() else rows.none()
    return rows.filter(pk__in=keys_of(request.GET.getlist("case")[: batches.MOST + 1]))
