"""The page of a letter: its text and what the pre-flight finds, the preview beside it, versions, history and steps."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.kinds import KINDS
from documents.verifying import signature_of
from mediation.access import Act, may
from mediation.forms.letters import LetterForm
from mediation.letters import EDITABLE, State
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.letters import edit_letter, sketch
from mediation.operations.revisions import changes_between, history_of
from mediation.operations.unsaved import drop_unsaved, unsaved_of
from mediation.views.letter_about import events_of, facts_of, steps_of
from mediation.views.letter_passages import comments_context
from mediation.views.letter_sketch import findings_context, findings_of
from mediation.views.letters import is_inside, visible_letter


@require_http_methods(["GET", "POST"])
def letter_detail(request, pk):
    """A letter with its text, what is missing, its steps and its history; a draft is edited here."""
    letter = visible_letter(request, pk)
    return _save(request, letter) if request.method == "POST" else show_letter(request, letter)


def show_letter(request, letter, **more):
    """The page as it is: with the saved text in its fields, the person's own unsaved one, or none to edit."""
    if letter.state not in EDITABLE or not may(request.user, Act.DRAFT, letter):
        return _render(request, letter, None, **more)
    if unsaved := unsaved_of(letter, request.user):
        return _render_unsaved(request, letter, unsaved, **more)
    return _render(request, letter, LetterForm(letter=letter), **more)


def _save(request, letter):
    form = LetterForm(request.POST, letter=letter)
    if not may(request.user, Act.DRAFT, letter):
        raise PermissionDenied
    if not form.is_valid():
        return _render(request, letter, form, status=422)
    try:
        edit_letter(
            letter, form.content(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"],
            supervisors=form.chosen_supervisors(),
        )  # fmt: skip
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepStale as error:
        return _render_stale(request, letter, form, str(error))
    except StepRefused as error:
        return _render(request, letter, form, status=422, unmet=error.unmet)
    drop_unsaved(letter, request.user)
    messages.success(request, _("The draft is saved."))
    return redirect("letter-detail", letter.pk)


def _render_stale(request, letter, typed, notice):
    """Both texts: what was typed stays in the fields, what was saved meanwhile stands beside it."""
    fresh = visible_letter(request, letter.pk)
    form = LetterForm(on_top_of(fresh, request.POST), letter=fresh)
    form.is_valid()
    return _render(request, fresh, form, status=409, notice=notice, others=saved_meanwhile(fresh, typed))


def on_top_of(fresh, posted):
    """What was typed, as if it had been begun from the text that is saved now."""
    data = posted.copy()
    data["version"] = str(fresh.version)
    return data


def saved_meanwhile(fresh, typed):
    """Field -> the saved text beside the typed one, where they differ; of a letter or a paper."""
    return {change.name: change.parts for change in changes_between(fresh.kind, typed.content(), fresh.content)}


def _render_unsaved(request, letter, unsaved, **more):
    """The person's own text that was not saved, in the fields; and what somebody else has saved since, beside it."""
    form = LetterForm({**unsaved.typed, "version": letter.version}, letter=letter)
    typed = form.readable()
    changes = list(changes_between(letter.kind, letter.content, {**typed, **letter.row.fixed}))
    if not changes and form.is_valid() and not _other_supervisors(letter, form):
        return _render(request, letter, LetterForm(letter=letter), **more)
    others = {}
    if unsaved.base_version != letter.version:
        others = {row.name: row.parts for row in changes_between(letter.kind, typed, letter.content)}
    return _render(request, letter, form, others=others, unsaved=unsaved, unsaved_changes=changes, **more)


def _other_supervisors(letter, form):
    chosen = form.chosen_supervisors()
    return chosen is not None and {person.pk for person in chosen} != {person.pk for person in letter.supervisors.all()}


@dataclass(frozen=True)
class Box:
    """A field of the form with what the pre-flight found in it and what somebody else saved there meanwhile."""

    bound: object
    required: bool
    findings: list = field(default_factory=list)
    other: tuple = ()
    comments: list = field(default_factory=list)


def _render(request, letter, form, *, status=200, notice="", others=None, unmet=(), comment_form=None, **more):
    inside = is_inside(request.user, letter)
    findings = _findings(letter) if inside and letter.issued_id is None and letter.state != State.WITHDRAWN else []
    events = events_of(letter) if inside else []
    remarks = comments_context(request.user, letter, inside=inside, editing=form is not None, form=comment_form)
    context = {
        "letter": letter, "dispute": letter.dispute, "inside": inside, "form": form, "notice": notice, "unmet": unmet,
        **findings_context(
            letter, findings, editable=form is not None, read=[row.name for row in remarks.get("passages", ())]
        ),
        **remarks, "boxes": boxes_of(form, findings, others or {}, remarks.get("comments", {})),
        "facts": facts_of(letter, inside),
        "steps": steps_of(letter, request.user), "title": KINDS[letter.kind].title,
        "saved": history_of(letter) if inside else [], "events": events, "today": timezone.localdate(),
        "signature": signature_of(letter.issued) if letter.issued else "",
        "returned": _returned(letter, events), **more,
    }  # fmt: skip
    return render(request, "mediation/letter_detail.html", context, status=status)


def _returned(letter, events):
    """Why the draft came back, as long as it is not submitted again."""
    last = next((row for row in events if row["kind"] == "return_for_changes"), None)
    return last if letter.state == State.RETURNED else None


def _findings(letter):
    return findings_of(letter, sketch(letter, timezone.now()))


def boxes_of(form, findings, others, comments=None):
    """The fields of a draft of a letter or a paper, none where it is only read."""
    if form is None:
        return []
    return [
        Box(
            form[fact.name], fact.required, [row for row in findings if row.field == fact.name],
            others.get(fact.name, ()), (comments or {}).get(fact.name, []),
        )
        for fact in form.facts
    ]  # fmt: skip
