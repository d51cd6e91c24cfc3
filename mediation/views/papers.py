"""Papers of a case: the page of one with its text and preview, and the print; `paper_new` draws one up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mediation import papers
from mediation.access import Act, may
from mediation.forms.guidance import guidance
from mediation.forms.papers import PaperForm
from mediation.forms.steps import form_for
from mediation.lifecycle import State
from mediation.models import Paper, Upload
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.papers import (
    UNREAD,
    discard_paper,
    edit_paper,
    must_open,
    open_paper,
    paper_of,
    print_blank,
    print_paper,
)
from mediation.operations.revisions import history_of
from mediation.steps import DISPUTE_STEPS, step_of
from mediation.views.letter_desk import boxes_of, on_top_of, saved_meanwhile
from mediation.views.letter_files import pdf_response
from mediation.views.letters import visible_letter
from mediation.views.steps import StepPage, check_right, show, visible_dispute

TO_OPEN = gettext_lazy("This paper holds full numbers of a party. Who reads it is kept in the history.")


def visible_paper(request, pk):
    """The paper if the person may see it, else the 404 of a missing one."""
    cases = ("dispute__employer", "dispute__holder__parent__parent", "proceeding__agency", "letter__issued", "by")
    return get_object_or_404(Paper.objects.visible_to(request.user).select_related(*cases), pk=pk)


def _is_editable(user, paper):
    in_use = paper.discarded_on is None and paper.dispute.state != State.ARCHIVED
    return in_use and may(user, Act.DRAFT, paper.dispute)


@require_http_methods(["GET", "POST"])
def paper_detail(request, pk):
    """A paper with its text, what is missing in it, and how it prints: the text for who handles the case."""
    paper = visible_paper(request, pk)
    if request.method == "POST":
        _open(request, paper)
        return _save(request, paper)
    may_open = may(request.user, Act.DRAFT, paper.dispute)
    if not may_open or must_open(paper, request.user):
        context = {"paper": paper, "dispute": paper.dispute, "facts": _facts(paper), "title": paper.form.title}
        unread = TO_OPEN if may_open else UNREAD
        return render(request, "mediation/paper_detail.html", {**context, "unread": unread, "may_open": may_open})
    return _render(request, paper, PaperForm(paper=paper) if _is_editable(request.user, paper) else None)


@require_POST
def paper_open(request, pk):
    """Show the text with the numbers of the parties in it; the history keeps who looked."""
    paper = visible_paper(request, pk)
    _open(request, paper)
    return redirect("paper-detail", paper.pk)


def _open(request, paper):
    try:
        open_paper(paper, by=request.user, at=timezone.now())
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error


def _save(request, paper):
    form = PaperForm(request.POST, paper=paper)
    if not form.is_valid():
        return _render(request, paper, form, status=422)
    version = form.cleaned_data["version"]
    try:
        edit_paper(paper, form.content(), by=request.user, at=timezone.now(), version=version)
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepStale as error:
        return _render_stale(request, paper, form, str(error))
    except StepRefused as error:
        return _render(request, paper, form, status=422, unmet=error.unmet)
    messages.success(request, _("The paper is saved."))
    return redirect("paper-detail", paper.pk)


def _render_stale(request, paper, typed, notice):
    """Both texts: what was typed stays in the fields, what was saved meanwhile stands beside it."""
    fresh = visible_paper(request, paper.pk)
    form = PaperForm(on_top_of(fresh, request.POST), paper=fresh)
    form.is_valid()
    return _render(request, fresh, form, status=409, notice=notice, others=saved_meanwhile(fresh, typed))


def _render(request, paper, form, *, status=200, notice="", others=None, unmet=()):
    findings = paper.findings() if paper.discarded_on is None else []
    context = {
        "paper": paper, "dispute": paper.dispute, "form": form, "notice": notice, "unmet": unmet, "findings": findings,
        "boxes": boxes_of(form, findings, others or {}), "facts": _facts(paper), "saved": history_of(paper),
        "title": paper.form.title,
    }  # fmt: skip
    context["signed"], context["add_signed"] = _signed_copies(request, paper)
    return render(request, "mediation/paper_detail.html", context, status=status)


def _signed_copies(request, paper):
    """Files that are the signed copy of the paper, and the address to add one; none when it is no longer in use."""
    event = {"event__kind": "attach", "event__data__paper": paper.pk}
    rows = Upload.objects.visible_to(request.user).filter(dispute=paper.dispute, strike=None, **event)
    acts = step_of(paper.subject, "attach").acts
    may_add = _is_editable(request.user, paper) and any(may(request.user, act, paper.dispute) for act in acts)
    return list(rows), f"{reverse('file-new', args=[paper.dispute_id])}?paper={paper.pk}" if may_add else ""


def _facts(paper):
    """Who, when, to what it belongs, and who signs it, as pairs of words."""
    belongs_to = paper.proceeding or paper.letter
    signers = _("; ").join(str(label) for label in paper.row.signers)
    rows = [
        (_("Drawn up by"), f"{paper.by} · {timezone.localtime(paper.at):%Y-%m-%d %H:%M}"),
        (_("Belongs to"), str(belongs_to) if belongs_to else ""), (_("To be signed by"), signers),
        (_("Discarded on"), paper.discarded_on.isoformat() if paper.discarded_on else ""),
    ]  # fmt: skip
    return [row for row in rows if row[1]]


@require_safe
def paper_pdf(request, pk):
    """The PDF, shown; marked as a draft while something is unfilled, or (?blank) with lines to write on."""
    paper = visible_paper(request, pk)
    if not may(request.user, Act.DRAFT, paper.dispute):
        raise PermissionDenied(str(UNREAD))
    if must_open(paper, request.user):
        return redirect("paper-detail", paper.pk)
    is_blank = paper.row.by_hand and "blank" in request.GET
    content = (print_blank if is_blank else print_paper)(paper, timezone.now())
    return pdf_response(content, f"{paper.form.title}.pdf", download=False)


@require_http_methods(["GET", "POST"])
def paper_discard(request, pk):
    """Put a paper aside that is not needed."""
    paper = visible_paper(request, pk)
    dispute, step = visible_dispute(request, paper.dispute_id), DISPUTE_STEPS["discard_paper"]
    check_right(request.user, dispute, step)

    def take(form):
        return discard_paper(paper, by=request.user, at=timezone.now(), **form.answers())

    def form_with(data):
        return form_for(step, dispute, request.user, data)

    text = f"{paper} · {guidance('dispute', 'discard_paper')}"
    back = reverse("dispute-detail", args=[dispute.pk]) + "#papers"
    return show(request, StepPage(dispute, step, str(step.label), text, back, take, form_with))


@require_POST
def letter_paper(request, pk, kind):
    """The receipt or reply form of an issued letter, drawn up if there is none, as a PDF."""
    letter = visible_letter(request, pk)
    if kind not in papers.OF_LETTERS:
        raise Http404
    if not may(request.user, Act.DRAFT, letter.dispute):
        raise PermissionDenied
    try:
        paper = paper_of(letter, kind, by=request.user, at=timezone.now())
        open_paper(paper, by=request.user, at=timezone.now())
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        messages.error(request, _("; ").join(str(row.what) for row in error.unmet))
        return redirect("letter-detail", letter.pk)
    return redirect("paper-pdf", paper.pk)
