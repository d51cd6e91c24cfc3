"""The clue pack of a case: what the procuratorate asks for, the evidence, and what is still missing."""

from functools import partial

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mediation.access import Act, may
from mediation.clues.pack import ADDABLE, SECTIONS, Answer, examine
from mediation.forms.guidance import guidance
from mediation.forms.steps import form_for
from mediation.letters import unmet_grounds
from mediation.models import EvidenceItem
from mediation.operations.clues import add_evidence, strike_evidence
from mediation.operations.proceedings import unmet_to_prepare
from mediation.steps import DISPUTE_STEPS
from mediation.views.case_file import whole_case
from mediation.views.steps import StepPage, check_right, show, visible_dispute

SUPPORT = "support_for_prosecution"
UNREAD = ("sessions", "agreements", "limitation_events")


@require_safe
def clue_pack(request, pk):
    """The checklist with its evidence; only who works on a case, or audits it, sees it."""
    dispute = whole_case(request.user, pk, without=UNREAD)
    prefetch_related_objects([dispute], "letters__supervisors")
    today = timezone.localdate()
    pack = examine(dispute, today)
    numbers = {id(exhibit): number for number, exhibit in enumerate(pack.exhibits, 1)}
    context = {
        "dispute": dispute, "today": today, "pack": pack,
        "sections": [(label, [_line(pack.rows[code], numbers) for code in codes]) for label, codes in SECTIONS],
        "exhibits": pack.exhibits,
        "fits": [_fit(fit, dispute, request.user) for fit in pack.fits()],
        "may_add": dispute.is_open and may(request.user, Act.HANDLE, dispute),
        "asked": _asked(pack),
    }  # fmt: skip
    return render(request, "mediation/clue_pack.html", context)


def _line(row, numbers):
    return {
        "row": row, "numbers": [numbers[id(exhibit)] for exhibit in row.exhibits],
        "addable": bool(row.question.paper), "missing": row.answer != Answer.YES,
    }  # fmt: skip


def _asked(pack):
    """Questions that a paper can still answer, with the paper."""
    return [row.question for row in pack.rows.values() if row.answer == Answer.UNKNOWN and row.question.paper]


def _fit(fit, dispute, user):
    """An instrument with what is missing, what the next step asks besides, and its address for who may take it."""
    code = fit.instrument.code
    if code == "support":
        unmet = unmet_to_prepare(dispute, SUPPORT)
        url, act = reverse("proceeding-prepare", args=[dispute.pk, SUPPORT]), Act.HANDLE
    else:
        unmet = unmet_grounds("clue_transfer", dispute)
        url, act = reverse("letter-new", args=[dispute.pk, "clue_transfer"]), Act.DRAFT
    is_open = dispute.is_open and may(user, act, dispute)
    return {"fit": fit, "unmet": unmet, "url": url if is_open and not unmet else "", "is_support": code == "support"}


@require_http_methods(["GET", "POST"])
def evidence_new(request, pk):
    """Add a paper; what it proves may stand in the address."""
    dispute = visible_dispute(request, pk)
    take = partial(add_evidence, dispute)
    chosen = request.GET.get("proves", "")
    initial = {"proves": chosen} if chosen in dict(ADDABLE) else {}
    return _show(request, dispute, "add_evidence", take, initial)


@require_http_methods(["GET", "POST"])
def evidence_strike(request, pk):
    """Take a paper off the list."""
    item = get_object_or_404(EvidenceItem.objects.visible_to(request.user), pk=pk)
    dispute = visible_dispute(request, item.dispute_id)
    return _show(request, dispute, "strike_evidence", partial(strike_evidence, item), about=item.title)


def _show(request, dispute, verb, operation, initial=None, about=""):
    step = DISPUTE_STEPS[verb]
    check_right(request.user, dispute, step)

    def form_with(data):
        form = form_for(step, dispute, request.user, data)
        form.initial = initial or {}
        return form

    text = str(guidance("dispute", verb))
    page = StepPage(
        dispute, step, str(step.label), f"{about} · {text}" if about else text,
        reverse("clue-pack", args=[dispute.pk]) + "#evidence",
        lambda form: operation(by=request.user, at=timezone.now(), **form.answers()), form_with,
    )  # fmt: skip
    return show(request, page)
