"""The minutes of a meeting: their PDF, and the act that issues them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import IssuedLetter
from mediation.forms.identifiers import key_of
from mediation.operations import minutes
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.meetings import leads
from mediation.views.letter_files import pdf_response
from mediation.views.meetings import detail_of, led_meeting, sees_all, visible_meeting


@require_safe
def meeting_minutes(request, pk):
    """The PDF: frozen once issued, a draft for who leads; for nobody who does not see every case in it."""
    meeting = visible_meeting(request, pk)
    items = list(meeting.items.visible_to(request.user))
    if not sees_all(meeting, items):
        raise Http404
    if meeting.minutes_id is not None:
        number, pdf = IssuedLetter.objects.values_list("number", "pdf").get(pk=meeting.minutes_id)
        return pdf_response(bytes(pdf), f"{number}.pdf", download="download" in request.GET)
    if not leads(request.user, meeting) or meeting.held_on is None:
        raise Http404
    return pdf_response(minutes.preview_minutes(meeting, timezone.now()), "minutes.pdf", download=False)


@require_POST
def minutes_issue(request, pk):
    meeting = led_meeting(request, pk)
    version = key_of(request.POST.get("version", ""))
    try:
        meeting = minutes.issue_minutes(
            meeting, by=request.user, at=timezone.now(), version=-1 if version is None else version
        )
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepStale as error:
        return render(
            request, "mediation/meeting_detail.html", {**detail_of(request, meeting), "notice": error}, status=409
        )
    except StepRefused as error:
        context = {**detail_of(request, meeting), "unmet": error.unmet, "refused": True}
        return render(request, "mediation/meeting_detail.html", context, status=422)
    messages.success(request, _("The minutes are issued as %(number)s.") % {"number": meeting.minutes})
    return redirect("meeting-detail", pk)
