"""Batches: chosen in the list of letters, worked off request by request, gone on with at any time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mediation.access import Act, may
from mediation.forms.letters import LetterListForm
from mediation.forms.ticks import keys_of
from mediation.models import Batch, Dispute, ItemState, Letter
from mediation.operations import batches
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.zipping import zipped
from mediation.views.letters import BATCHES, TABS

MOST_SHOWN = 100  # letters that were not done, drafts that were made


@require_POST
def batch_new(request):
    """The ticked letters, or all that the list finds, as a batch."""
    if not may(request.user, Act.READ_LETTERS):
        raise PermissionDenied
    act, back = request.POST.get("act", ""), f"{reverse('letter-list')}?tab={request.POST.get('tab', '')}"
    if act not in BATCHES.values():
        return redirect(back)
    try:
        batch = batches.open_batch(act, _chosen(request), by=request.user, at=timezone.now())
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        messages.error(request, str(error))
        return redirect(back)
    return redirect("batch-detail", batch.pk)


def _chosen(request):
    rows = Letter.objects.visible_to(request.user)
    if "all" in request.POST:
        tab = TABS.get(request.POST.get("tab", ""))
        return LetterListForm(request.POST).filtered(rows.filter(tab[1])) if tab else rows.none()
    return rows.filter(pk__in=keys_of(request.POST.getlist("letter")[: batches.MOST + 1]))


def _own(request, pk):
    return get_object_or_404(Batch.objects.visible_to(request.user), pk=pk)


def _context(batch, user, *, running=False):
    seen = Dispute.objects.visible_to(user)  # the owner may see less than on the day it was begun
    rows = batch.items.filter(Q(dispute__in=seen) | Q(letter__dispute__in=seen))
    rows = rows.select_related("letter__dispute__employer", "dispute__employer")
    drafted = rows.filter(state=ItemState.DONE, dispute__isnull=False)
    return {
        "batch": batch, "progress": batches.progress(batch), "running": running, "looked_at": batches.LOOKED_AT,
        "failed": rows.filter(state=ItemState.FAILED)[:MOST_SHOWN], "drafted": drafted[:MOST_SHOWN],
    }  # fmt: skip


@require_safe
def batch_detail(request, pk):
    """How far it is, what was not done and why; the button goes on."""
    return render(request, "mediation/batch_detail.html", _context(_own(request, pk), request.user))


@require_POST
def batch_run(request, pk):
    """Work for two seconds; the page then asks again by itself, or by its button."""
    batch = _own(request, pk)
    progress = batches.work(batch, by=request.user, at=timezone.now())
    if not request.htmx:
        return redirect("batch-detail", pk)
    response = render(request, "mediation/_batch_progress.html", _context(batch, request.user, running=True))
    if not progress.waiting:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def batch_retry(request, pk):
    """What was not done waits again."""
    batches.retry(_own(request, pk), by=request.user)
    return redirect("batch-detail", pk)


@require_safe
def batch_zip(request, pk):
    """The issued letters of the batch as one file."""
    batch = _own(request, pk)
    letters = Letter.objects.visible_to(request.user).filter(pk__in=batch.items.values("letter"))
    response = StreamingHttpResponse(zipped(letters), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="letters-{batch.pk}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
