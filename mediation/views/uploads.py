"""Files of a case: the list, adding and striking, and the bytes, which are only ever sent to be saved."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mediation.access import Act, may
from mediation.dossier import KEPT_APART
from mediation.forms.guidance import guidance
from mediation.forms.steps import form_for
from mediation.models import Paper, Upload
from mediation.operations.uploads import attach, strike_file
from mediation.steps import DISPUTE_STEPS, machine_of, step_of
from mediation.views.case_file import EVERYTHING, sight_of
from mediation.views.letters import visible_letter
from mediation.views.proceedings import case_url, visible_proceeding
from mediation.views.steps import StepPage, check_right, show, visible_dispute

SIGNED_COPY = gettext_lazy(
    "Photos or scans of the paper as it was filled in and signed. They stand in its place in the dossier."
)
INERT = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_safe
def file_list(request, pk):
    """The files of a case, for who works on it or audits it."""
    dispute = visible_dispute(request, pk)
    if not sight_of(request.user, dispute).scopes & set(EVERYTHING):
        raise Http404
    rows = Upload.objects.visible_to(request.user).filter(dispute=dispute).with_origin().order_by("-pk")
    context = {
        "dispute": dispute, "files": rows, "may_add": may(request.user, Act.HANDLE, dispute) and not _ended(dispute),
    }  # fmt: skip
    return render(request, "mediation/file_list.html", context)


def _ended(dispute):
    return dispute.state == "archived"


@require_http_methods(["GET", "POST"])
def file_new(request, pk):
    """Add files to the case, or to the letter or proceeding that the address names."""
    dispute = visible_dispute(request, pk)
    subject, back, paper = _subject(request, dispute)
    step = step_of(subject, "attach")
    check_right(request.user, subject, step)
    initial = {"purpose": request.GET.get("purpose", "")}

    def form_with(data):
        form = form_for(step, subject, request.user, data)
        form.initial = initial
        if paper is not None:
            del form.fields["purpose"]
        return form

    def take(form):
        answers = form.answers() if paper is None else {**form.answers(), "purpose": paper.row.back, "paper": paper}
        return attach(subject, by=request.user, at=timezone.now(), **answers)

    label, text = _words(subject, step, paper)
    return show(request, StepPage(subject, step, label, text, back, take, form_with))


def _words(subject, step, paper):
    """The heading of the page, and what it is for."""
    if paper is not None:
        return _("Add the signed copy"), f"{paper} · {SIGNED_COPY}"
    words = str(guidance(machine_of(subject), "attach"))
    if machine_of(subject) != "dispute":
        return str(step.label), f"{subject} · {words}"
    if subject.proceedings.filter(kind__in=KEPT_APART).exists():
        words += " " + _("A record of emotional support is added at its proceeding, where few may read it.")
    return str(step.label), words


def _subject(request, dispute):
    """What the files belong to, the page to go back to, and of which paper they are the signed copy; 404 for a row
    of another case.
    """
    letter, proceeding, paper = (request.GET.get(name, "") for name in ("letter", "proceeding", "paper"))
    if paper.isdecimal():
        found = get_object_or_404(Paper.objects.visible_to(request.user), pk=int(paper[:18]), dispute=dispute)
        return found.subject, reverse("paper-detail", args=[found.pk]), found
    if letter.isdecimal():
        found = visible_letter(request, int(letter[:18]))
        back = reverse("letter-detail", args=[found.pk])
    elif proceeding.isdecimal():
        found = visible_proceeding(request, int(proceeding[:18]))
        back = case_url(found)
    else:
        return dispute, reverse("file-list", args=[dispute.pk]), None
    if found.dispute_id != dispute.pk:
        raise Http404
    return found, back, None


@require_http_methods(["GET", "POST"])
def file_strike(request, pk):
    """Strike a file that was put on record in error."""
    upload = visible_file(request, pk)
    dispute, step = visible_dispute(request, upload.dispute_id), DISPUTE_STEPS["strike_file"]
    check_right(request.user, dispute, step)
    take = partial(strike_file, upload, by=request.user, at=timezone.now())
    page = StepPage(
        dispute, step, str(step.label), f"{upload.name} · {guidance('dispute', 'strike_file')}",
        reverse("file-list", args=[dispute.pk]), lambda form: take(**form.answers()),
        partial(form_for, step, dispute, request.user),
    )  # fmt: skip
    return show(request, page)


def visible_file(request, pk):
    """The file if the person may see it, else the 404 of a missing one."""
    return get_object_or_404(Upload.objects.visible_to(request.user), pk=pk)


@require_safe
def file_bytes(request, pk):
    """The stored bytes, to be saved: no browser shows anything that came in as a page of ours."""
    upload = visible_file(request, pk)
    return _inert(bytes(upload.content), upload.media.type, content_disposition_header(True, upload.name))


@require_safe
def file_small(request, pk):
    """The small picture that we made ourselves, for the list."""
    upload = visible_file(request, pk)
    if not upload.small:
        raise Http404
    return _inert(bytes(upload.small), "image/jpeg", "inline")


def _inert(content, media_type, disposition):
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = INERT
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
