"""What is typed and not saved yet, sent by the script of the page; and going back to the saved text."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from mediation.access import Act, may
from mediation.forms.letters import LetterForm
from mediation.forms.ticks import KEY
from mediation.letters import EDITABLE
from mediation.operations.errors import StepForbidden
from mediation.operations.unsaved import drop_unsaved, keep_unsaved, names_of
from mediation.views.letters import visible_letter


@require_POST
def letter_unsaved(request, pk):
    """Keeps what the form holds and answers when; `discard` forgets it and leads back to the saved text."""
    letter = visible_letter(request, pk)
    if letter.state not in EDITABLE or not may(request.user, Act.DRAFT, letter):
        raise PermissionDenied
    if "discard" in request.POST:
        drop_unsaved(letter, request.user)
        return redirect("letter-detail", letter.pk)
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        return HttpResponse(status=400)
    try:
        kept = keep_unsaved(letter, _typed(request, letter), by=request.user, at=timezone.now(), version=int(version))
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except ValueError:
        return HttpResponse(status=413)
    at = timezone.localtime(kept.at).strftime("%H:%M:%S") if kept else ""
    return JsonResponse({"at": at}, headers={"Cache-Control": "private, no-store"})


def _typed(request, letter):
    form = LetterForm(request.POST, letter=letter)
    read = {name: form[name].data for name in names_of(letter)}
    typed = {  # PostgreSQL keeps no NUL
        name: text.replace("\r\n", "\n").replace("\0", "") for name, text in read.items() if text is not None
    }
    if letter.row.supervisors:
        typed["supervisors"] = sorted(filter(KEY.fullmatch, request.POST.getlist("supervisors")))
    return typed
