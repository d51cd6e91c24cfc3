"""Pages that administrators alone open."""

from django.core.exceptions import PermissionDenied

from mediation.access import Act, may


def administrators_only(request):
    """PermissionDenied for everybody else."""
    if not may(request.user, Act.ADMINISTER):
        raise PermissionDenied


def posted(request):
    """What was posted, also when nothing was filled in; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None
