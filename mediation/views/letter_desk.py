"""The page of a letter: its text and what the pre-flight finds, the preview beside it, versions, history and steps."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from documents.kinds import KINDS
from mediation import preflight
from mediation.access import Act, Role, may
from mediation.classification import Service
from mediation.forms.letters import LetterForm
from mediation.letters import EDITABLE, State
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.letters import edit_letter, sketch
from mediation.operations.revisions import changes_between, history_of
from mediation.operations.steps import offers
from mediation.operations.unsaved import drop_unsaved, unsaved_of
from mediation.steps import MAIN, event_label
from mediation.views.letter_sketch import findings_context
from mediation.views.letters import is_inside, visible_letter


@require_http_methods(["GET", "POST"])
def letter_detail(request, pk):
    """A letter with its text, what is missing, its steps and its history; a draft is edited here."""
    letter = visible_letter(request, pk)
    if request.method == "POST":
        return _save(request, letter)
    if letter.state not in EDITABLE or not may(request.user, Act.DRAFT, letter):
        return _render(request, letter, None)
    if unsaved := unsaved_of(letter, request.user):
        return _render_unsaved(request, letter, unsaved)
    return _render(request, letter, LetterForm(letter=letter))


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
    data = request.POST.copy()
    data["version"] = str(fresh.version)
    others = {change.name: change.parts for change in changes_between(fresh.kind, typed.content(), fresh.content)}
    form = LetterForm(data, letter=fresh)
    form.is_valid()
    return _render(request, fresh, form, status=409, notice=notice, others=others)


def _render_unsaved(request, letter, unsaved):
    """The person's own text that was not saved, in the fields; and what somebody else has saved since, beside it."""
    form = LetterForm({**unsaved.typed, "version": letter.version}, letter=letter)
    typed = form.readable()
    changes = list(changes_between(letter.kind, letter.content, {**typed, **letter.row.fixed}))
    if not changes and form.is_valid() and not _other_supervisors(letter, form):
        return _render(request, letter, LetterForm(letter=letter))
    others = {}
    if unsaved.base_version != letter.version:
        others = {row.name: row.parts for row in changes_between(letter.kind, typed, letter.content)}
    return _render(request, letter, form, others=others, unsaved=unsaved, unsaved_changes=changes)


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


def _render(request, letter, form, *, status=200, notice="", others=None, unmet=(), **more):
    inside = is_inside(request.user, letter)
    findings = _findings(letter) if inside and letter.issued_id is None and letter.state != State.WITHDRAWN else []
    events = _events(letter) if inside else []
    context = {
        "letter": letter, "dispute": letter.dispute, "inside": inside, "form": form, "notice": notice, "unmet": unmet,
        **findings_context(letter, findings, editable=form is not None),
        "boxes": _boxes(form, findings, others or {}), "facts": _facts(letter, inside),
        "steps": _steps(letter, request.user), "title": KINDS[letter.kind].title,
        "saved": history_of(letter) if inside else [], "events": events, "today": timezone.localdate(),
        "returned": next((row for row in events if row["state"] == letter.state == State.RETURNED), None), **more,
    }  # fmt: skip
    return render(request, "mediation/letter_detail.html", context, status=status)


def _findings(letter):
    return preflight.look(letter, timezone.localdate(), pages=sketch(letter, timezone.now()))


def _boxes(form, findings, others):
    if form is None:
        return []
    return [
        Box(form[fact.name], fact.required, [f for f in findings if f.field == fact.name], others.get(fact.name, ()))
        for fact in form.facts
    ]


def _steps(letter, user):
    """Buttons: label, address, what is unmet, and whether it is the usual next one."""
    found = [offer for offer in offers(letter, user) if not _idle(letter, offer.step.verb)]
    return [
        (offer.label, reverse("letter-step", args=[letter.pk, offer.step.verb]), offer.unmet, offer.step.tone == MAIN)
        for offer in sorted(found, key=lambda offer: (offer.step.tone != MAIN, bool(offer.unmet)))
    ]


def _idle(letter, verb):
    """Steps that the state has and the kind never needs, or not before the review."""
    if verb in ("answer_letter", "mark_unanswered", "verify"):
        return not letter.row.answered
    if letter.row.reviewed:
        return verb == "sign" and letter.state in EDITABLE
    return verb == "submit"


def _facts(letter, inside):
    """Who and when, as pairs of words; what has not happened yet is left out, names are for colleagues."""
    people = [(_("Drafter"), letter.drafter), (_("Reviewer"), letter.reviewer), (_("Signer"), letter.signer)]
    people = people if inside else []
    refused = letter.served_on is not None and not letter.served_to  # nobody took it
    days = [
        (_("Issued on"), letter.issued_on),
        (pgettext("service", "Refused on") if refused else _("Served on"), letter.served_on),
        (_("Answered on"), letter.answered_on),
        (_("Verified on"), letter.verified_on),
    ]
    known = [(label, on.isoformat()) for label, on in days if on is not None]
    people = [row for row in people if row[1] is not None]
    return [(_("Issuing union"), letter.issuer), *people, *known, *(_receipt(letter) if inside else [])]


def _receipt(letter):
    """How it was served, by the receipt or before the witness, and what was found of the correction."""
    corrected = {True: _("Yes, corrected"), False: _("No, not corrected without good reason"), None: ""}
    rows = [
        (_("Way of service"), Service(letter.served_how).label if letter.served_how else ""),
        (_("Received by"), letter.served_to),
        (_("Witness or proof"), letter.witness),
        (_("Is the breach corrected?"), corrected[letter.corrected]),
    ]
    return [row for row in rows if row[1]]


def _events(letter):
    rows = letter.events.select_related("by", "organisation").order_by("-number")
    return [
        {
            "at": row.at, "title": event_label("letter", row.kind), "who": f"{row.by} · {row.organisation}",
            "role": Role(row.role).label, "text": row.reason, "state": row.to_state,
        }
        for row in rows
    ]  # fmt: skip
