"""Letters: the list by what is to be done, a new draft, and the steps; the page of a letter is `letter_desk`."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mediation.access import SCOPES, Act, Scope, may
from mediation.counts import counts_of
from mediation.forms.letters import LetterListForm, NewLetterForm
from mediation.letters import BEFORE_ISSUE, EDITABLE, ROWS, State, unmet_grounds
from mediation.machine import StrOrPromise
from mediation.models import Batch, BatchAct, ItemState, Letter, User
from mediation.models.letter import AWAITED
from mediation.models.scoping import seen_through
from mediation.operations.batches import MOST, may_open
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.letters import draft_letter, issuer_for
from mediation.paging import BY_DAY, Order, Run, page_of
from mediation.reports.learning import may_learn
from mediation.views.steps import step_page, visible_dispute

UNREVIEWED = [row.code for row in ROWS.values() if not row.reviewed]
TABS: dict[str, tuple[StrOrPromise, Q]] = {
    "write": (gettext_lazy("To write"), Q(state__in=EDITABLE)),
    "review": (gettext_lazy("To review"), Q(state=State.IN_REVIEW)),
    "sign": (gettext_lazy("To sign"), Q(state=State.APPROVED) | Q(state__in=EDITABLE, kind__in=UNREVIEWED)),
    "serve": (gettext_lazy("To serve"), Q(state=State.ISSUED)),
    "wait": (gettext_lazy("Waiting for an answer"), AWAITED),
    "all": (pgettext_lazy("letters", "All"), Q()),
}
BATCHES = {"write": BatchAct.SUBMIT, "review": BatchAct.APPROVE, "sign": BatchAct.SIGN}
# Drafts first, then the letters by their day; of a day, and of the drafts, the last begun first.
DRAFTS = Run("pk", int, lambda letters: letters.filter(issued_on=None))
ISSUED = Run("issued_on", BY_DAY, lambda letters: letters.exclude(issued_on=None))
UNISSUED = Order((DRAFTS,), descending=True)
ORDERS = {
    "serve": Order((ISSUED,), descending=True),
    "wait": Order((ISSUED,), descending=True),
    "all": Order((DRAFTS, ISSUED), descending=True),
}


@require_safe
def letter_list(request):
    """Letters by what is to be done next; tab and filters stand in the address."""
    if not may(request.user, Act.READ_LETTERS):
        raise PermissionDenied
    form = LetterListForm(request.GET)
    lists = {code: form.filtered(_letters(request.user, code)) for code in TABS}
    counts = counts_of(lists, User.objects.filter(pk=request.user.pk))
    fallback = next((code for code in TABS if counts[code]), "all")
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else fallback
    act = BATCHES.get(tab)
    context = {
        "form": form, "tab": tab, "today": timezone.localdate(), "most": MOST, "total": counts[tab],
        "batch_act": BatchAct(act) if act and may_open(request.user, act) else None,
        "unfinished": Batch.objects.visible_to(request.user).filter(items__state=ItemState.WAITING).distinct()[:5],
        "tabs": [(code, label, counts[code]) for code, (label, _wanted) in TABS.items()],
        "page": page_of(lists[tab], ORDERS.get(tab, UNISSUED), request.GET, counts[tab]).fill(_told(Letter.objects)),
    }  # fmt: skip
    context["learns"] = may_learn(request.user)
    return render(request, "mediation/letter_list.html", context)


def _letters(user, tab):
    """The letters of a tab that the person sees; those to work on are few of all."""
    return Letter.objects.filter(TABS[tab][1]).visible_to(user, one_by_one=tab != "all")


def _told(letters):
    """With what a row of the list shows of each."""
    rows = letters.with_record().prefetch_related("deadlines")
    return rows.select_related("dispute__employer", "addressee_employer", "agency", "drafter", "issuer")


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
    being_written = dispute.letters.visible_to(request.user).filter(kind=kind, state__in=BEFORE_ISSUE)
    context = {
        "dispute": dispute, "row": ROWS[kind], "issuer": issuer, "form": form, "unmet": unmet,
        "being_written": being_written.select_related("drafter"),
    }  # fmt: skip
    return render(request, "mediation/letter_new.html", context, status=status)


def visible_letter(request, pk):
    """The letter if the person may see it, else the 404 of a missing one."""
    people = ("drafter", "reviewer", "signer", "issuer__parent__parent", "agency__parent__parent")
    cases = ("dispute__employer", "dispute__holder__parent__parent", "addressee_employer", "ground", "replaces")
    rows = Letter.objects.visible_to(request.user).with_record().select_related(*people, *cases)
    return get_object_or_404(rows.prefetch_related("deadlines", "dispute__parties"), pk=pk)


def is_inside(user, letter):
    """Whether the person sees the letter as a colleague, with drafts and reasons, not as the one it is served on."""
    scopes = {SCOPES[membership.role] for membership in seen_through(user, letter.dispute)}
    return bool(scopes & {Scope.TREE, Scope.ALL}) or (Scope.DRAFTED in scopes and letter.drafter_id == user.pk)


@require_http_methods(["GET", "POST"])
def letter_step(request, pk, verb):
    """Every step of a letter, on the page all steps share."""
    return step_page(request, visible_letter(request, pk), verb, reverse("letter-detail", args=[pk]))
