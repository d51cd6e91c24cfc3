"""Looking employers up while a name is typed."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mediation.access import Act, may
from mediation.forms.employers import OFFERED, matching_employers


@require_safe
def employer_lookup(request):
    """Options of the employer box for what is typed (`employer_name`): name, code, town; nothing of cases."""
    if not may(request.user, Act.REGISTER):
        raise PermissionDenied
    typed = request.GET.get("employer_name", "").replace("\0", "").strip()[:200]
    employers = list(matching_employers(typed)[: OFFERED + 1])
    context = {"typed": typed, "employers": employers[:OFFERED], "more": len(employers) > OFFERED}
    return render(request, "mediation/_employer_options.html", context)
