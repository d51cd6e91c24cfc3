"""The copy-out card of a proceeding: its data in the field order of the official form, each with a button to copy."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mediation.copy_out import COPY_OUT, fill
from mediation.models import Proceeding
from mediation.operations import copying
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.steps import PROCEEDING_STEPS
from mediation.views.proceedings import visible_proceeding
from mediation.views.steps import check_right


@require_http_methods(["GET", "POST"])
def proceeding_copy_out(request, pk):
    """GET shows the card with its numbers masked; POST shows it whole, which is recorded, or keeps the number."""
    proceeding = visible_proceeding(request, pk)
    check_right(request.user, proceeding, PROCEEDING_STEPS["copy_out"])
    if proceeding.kind not in COPY_OUT:
        raise Http404
    whole, unmet = False, []
    typed = request.POST.get("external_number", proceeding.external_number)
    if request.method == "POST":
        at = timezone.now()
        try:
            if "external_number" in request.POST:
                copying.record_number(proceeding, typed, by=request.user, at=at)
                return redirect("copy-out", pk)
            copying.copy_out(proceeding, by=request.user, at=at)
            whole = True
        except StepForbidden as error:
            raise PermissionDenied(str(error)) from error
        except StepRefused as error:
            unmet = error.unmet
    blocks = fill(_loaded(proceeding), whole=whole)
    context = {
        "proceeding": proceeding, "dispute": proceeding.dispute, "blocks": blocks, "whole": whole, "unmet": unmet,
        "number": typed, "title": _("Copy-out card: %(kind)s") % {"kind": proceeding},
        "hides": any(line.hidden for block in blocks for line in block.lines),
    }  # fmt: skip
    return render(request, "mediation/copy_out.html", context, status=422 if unmet else 200)


def _loaded(proceeding):
    """The proceeding with all that its card reads."""
    rows = Proceeding.objects.select_related("dispute__employer", "agency").prefetch_related(
        "claims", "dispute__parties", "dispute__claims", "dispute__agreements__instalments"
    )
    return rows.get(pk=proceeding.pk)
