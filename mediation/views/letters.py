"""The letter desk: the list by what is to be done, a new draft, and the page of a letter."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from documents.kinds import KINDS
from mediation.access import SCOPES, Act, Role, Scope, may
from mediation.classification import Service
from mediation.forms.letters import LetterForm, LetterListForm, NewLetterForm
from mediation.letters import EDITABLE, ROWS, State, unmet_grounds
from mediation.machine import StrOrPromise
from mediation.models import Letter
from mediation.models.scoping import seen_through
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.letters import draft_letter, edit_letter, issuer_for
from mediation.operations.revisions import changes_between, history_of
from mediation.operations.steps import offers
from mediation.steps import MAIN, event_label
from mediation.views.steps import step_page, visible_dispute

UNREVIEWED = [row.code for row in ROWS.values() if not row.reviewed]
ANSWERED = [row.code for row in ROWS.values() if row.answered]
TABS: dict[str, tuple[StrOrPromise, Q]] = {
    "write": (gettext_lazy("To write"), Q(state__in=EDITABLE)),
    "review": (gettext_lazy("To review"), Q(state=State.IN_REVIEW)),
    "sign": (gettext_lazy("To sign"), Q(state=State.APPROVED) | Q(state__in=EDITABLE, kind__in=UNREVIEWED)),
    "serve": (gettext_lazy("To serve"), Q(state=State.ISSUED)),
    "wait": (gettext_lazy("Waiting for an answer"), Q(state=State.SERVED, kind__in=ANSWERED)),
    "all": (pgettext_lazy("letters", "All"), Q()),
}
PER_PAGE = 25


@require_safe
def letter_list(request):
    """Letters by what is to be done next; tab and filters stand in the address."""
    if not may(request.user, Act.READ_LETTERS):
        raise PermissionDenied
    form = LetterListForm(request.GET)
    rows = form.filtered(Letter.objects.visible_to(request.user))
    counts = rows.order_by().aggregate(**{code: Count("pk", filter=wanted) for code, (_label, wanted) in TABS.items()})
    fallback = next((code for code in TABS if counts[code]), "all")
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else fallback
    shown = (
        rows.filter(TABS[tab][1])
        .with_record()
        .select_related("dispute__employer", "addressee_employer", "agency", "drafter", "issuer")
        .prefetch_related("deadlines")
        .order_by(F("issued_on").desc(nulls_first=True), "-drafted_at", "-pk")
    )
    context = {
        "form": form, "tab": tab, "today": timezone.localdate(),
        "tabs": [(code, label, counts[code]) for code, (label, _wanted) in TABS.items()],
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "mediation/letter_list.html", context)


@require_http_methods(["GET", "POST"])
def letter_new(request, pk, kind):
    """A new draft in a case: what is still missing for it, then who writes it."""
    dispute = visible_dispute(request, pk)
    if kind not in ROWS or ROWS[kind].led:
        raise Http404
    if not may(request.user, Act.DRAFT, dispute):
        raise PermissionDenied
    issuer = issuer_for(kind, dispute)
    data = request.POST if request.method == "POST" else None
    form = NewLetterForm(data, dispute=dispute, kind=kind, user=request.user, issuer=issuer)
    unmet, status = unmet_grounds(kind, dispute), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                letter = draft_letter(dispute, kind, by=request.user, at=timezone.now(), **form.answers())
            except StepForbidden as error:
                raise PermissionDenied(str(error)) from error
            except StepRefused as error:
                unmet = error.unmet
            else:
                messages.success(request, _("The draft is open and filled with what the case knows."))
                return redirect("letter-detail", letter.pk)
    context = {"dispute": dispute, "row": ROWS[kind], "issuer": issuer, "form": form, "unmet": unmet}
    return render(request, "mediation/letter_new.html", context, status=status)


def visible_letter(request, pk):
    """The letter if the person may see it, else the 404 of a missing one."""
    people = ("drafter", "reviewer", "signer", "issuer__parent__parent", "agency__parent__parent")
    cases = ("dispute__employer", "dispute__holder__parent__parent", "addressee_employer", "ground", "replaces")
    rows = Letter.objects.visible_to(request.user).with_record().select_related(*people, *cases)
    return get_object_or_404(rows.prefetch_related("deadlines"), pk=pk)


def is_inside(user, letter):
    """Whether the person sees the letter as a colleague, with drafts and reasons, not as the one it is served on."""
    scopes = {SCOPES[membership.role] for membership in seen_through(user, letter.dispute)}
    return bool(scopes & {Scope.TREE, Scope.ALL}) or (Scope.DRAFTED in scopes and letter.drafter_id == user.pk)


@require_http_methods(["GET", "POST"])
def letter_detail(request, pk):
    """A letter with its text, what is missing, its steps and its history; a draft is edited here."""
    letter = visible_letter(request, pk)
    editable = letter.state in EDITABLE and may(request.user, Act.DRAFT, letter)
    if request.method == "POST":
        return _save(request, letter)
    return _render(request, letter, LetterForm(letter=letter) if editable else None)


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


@dataclass(frozen=True)
class Box:
    """A field of the form with what the pre-flight found in it and what somebody else saved there meanwhile."""

    bound: object
    required: bool
    findings: list = field(default_factory=list)
    other: tuple = ()


def _render(request, letter, form, *, status=200, notice="", others=None, unmet=()):
    inside = is_inside(request.user, letter)
    findings = letter.findings() if inside and letter.issued_id is None and letter.state != State.WITHDRAWN else []
    events = _events(letter) if inside else []
    context = {
        "letter": letter, "dispute": letter.dispute, "inside": inside, "form": form, "notice": notice, "unmet": unmet,
        "findings": findings, "boxes": _boxes(form, findings, others or {}), "facts": _facts(letter, inside),
        "steps": _steps(letter, request.user), "title": KINDS[letter.kind].title,
        "saved": history_of(letter) if inside else [], "events": events, "today": timezone.localdate(),
        "returned": next((row for row in events if row["state"] == letter.state == State.RETURNED), None),
    }  # fmt: skip
    return render(request, "mediation/letter_detail.html", context, status=status)


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


@require_http_methods(["GET", "POST"])
def letter_step(request, pk, verb):
    """Every step of a letter, on the page all steps share."""
    return step_page(request, visible_letter(request, pk), verb, reverse("letter-detail", args=[pk]))
