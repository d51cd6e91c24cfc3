"""Why this date? Every time limit with its reasons, on screen and in print; and the clocks kept by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mediation.access import Act, may
from mediation.deadline_rules.groups import LIMITATION
from mediation.deadlines import Due, Rule, Unit, explain
from mediation.deadlines.reasons import length_text
from mediation.forms.guidance import guidance
from mediation.forms.steps import form_for
from mediation.models import Deadline, Dispute
from mediation.models.calendar import load_settings, rule_on
from mediation.operations import clocks
from mediation.operations.deadlines import calendar_of, dues_of
from mediation.operations.limitation_course import courses_of
from mediation.steps import DISPUTE_STEPS, event_label
from mediation.views.case_file import NOT_CERTAIN, sight_of
from mediation.views.day_strip import strip, weekday_names
from mediation.views.next_steps import Button
from mediation.views.steps import StepPage, check_right, show, visible_dispute
from mediation.workdays import Calendar

ACTS: dict[str, Callable[..., Deadline]] = {
    "meet_clock": clocks.meet_clock, "extend_clock": clocks.extend_clock, "correct_clock": clocks.correct_clock,
    "end_clock": clocks.end_clock,
}  # fmt: skip


@dataclass(frozen=True)
class Explanation:
    """A deadline with everything that makes its date; `act` is what opened it, `end` what ended it, in words."""

    row: Deadline
    law: Rule
    due: Due
    reasons: list[str]

    @property
    def act(self) -> str:
        return str(event_label(self.row.opened_by.subject, self.row.opened_by.kind))

    @property
    def proof(self) -> str:
        """The paper that proves the first day; where none is named, whose act it was."""
        source = self.row.letter or self.row.proceeding
        return self.row.trigger_paper or " · ".join([*([str(source)] if source else []), self.act])

    @property
    def end(self) -> str:
        return str(event_label(self.row.ended_by.subject, self.row.ended_by.kind)) if self.row.ended_by else ""

    @property
    def length(self) -> str:
        return length_text(self.row.length, Unit(self.row.unit))

    @property
    def binds(self) -> str:
        return str(self.law.party.label)

    @property
    def is_certain(self) -> bool:
        return self.law.confidence not in NOT_CERTAIN

    @property
    def is_open(self) -> bool:
        return self.row.status == Deadline.Status.OPEN

    @property
    def has_moved(self) -> bool:
        """Whether today's calendar gives an ended deadline another day than it had."""
        return not self.is_open and self.due.on != self.row.due_on


def _rows(dispute: Dispute) -> list[Deadline]:
    """All deadlines of the case with the acts that opened and ended them, in the order of opening."""
    rows = Deadline.objects.filter(dispute=dispute).select_related(
        "opened_by__by", "ended_by__by", "letter__issued", "proceeding"
    )
    return list(rows.defer("letter__issued__pdf", "letter__issued__facts", "letter__content").order_by("pk"))


def explained(dispute: Dispute, rows: list[Deadline], calendar: Calendar) -> list[Explanation]:
    """The deadlines with their reasons; the running limitation with what interrupted and suspended it."""
    settings, courses = load_settings(), {}
    if any(row.rule in LIMITATION and row.status == Deadline.Status.OPEN for row in rows):
        courses = {course.rule: course for course in courses_of(dispute)}
    found = []
    for row, counted in zip(rows, dues_of(rows, calendar), strict=True):
        course = courses.get(row.rule) if row.status == Deadline.Status.OPEN else None
        due: Due = course.due if course else counted
        found.append(Explanation(row, rule_on(row.rule, row.trigger_on, settings), due, explain(due)))
    return found


def chain_of(row: Deadline, rows: list[Deadline]) -> list[Deadline]:
    """The rows that this one replaced, newest first."""
    found: list[Deadline] = []
    current: Deadline | None = row
    while current is not None:
        current = _predecessor(current, rows)
        if current is not None:
            found.append(current)
    return found


def _predecessor(row: Deadline, rows: list[Deadline]) -> Deadline | None:
    """What ended as replaced by the act that opened the row, on the same subject; the same rule before another."""
    replaced = [
        other
        for other in rows
        if other.pk < row.pk
        and other.status == Deadline.Status.SUPERSEDED
        and other.ended_by_id == row.opened_by_id
        and _subject_of(other) == _subject_of(row)
    ]
    same = [other for other in replaced if other.rule == row.rule]
    related = [
        other for other in replaced if {other.rule, row.rule} <= set(LIMITATION) or row.rule.startswith(other.rule)
    ]
    return next(iter(same or related), None)


def _subject_of(row: Deadline) -> tuple[Any, ...]:
    return row.proceeding_id, row.letter_id, row.hand_over_id, row.instalment_id, row.task_id


def _seen(request, dispute):
    """404 unless the reader is shown the deadlines of the case."""
    if "deadlines" not in sight_of(request.user, dispute).sections:
        raise Http404


def _visible_row(request, pk):
    row = get_object_or_404(Deadline.objects.visible_to(request.user), pk=pk)
    dispute = visible_dispute(request, row.dispute_id)
    _seen(request, dispute)
    return row, dispute


@require_safe
def deadline_detail(request, pk):
    """Why this date? One deadline, on one sheet of paper."""
    row, dispute = _visible_row(request, pk)
    rows = _rows(dispute)
    row = next(other for other in rows if other.pk == row.pk)
    chain = chain_of(row, rows)
    calendar = calendar_of([row, *chain])
    entry, *replaced = explained(dispute, [row, *chain], calendar)
    works = dispute.is_open and may(request.user, Act.HANDLE, dispute)
    context = {
        "dispute": dispute,
        "entry": entry,
        "chain": replaced,
        "months": strip(row, entry.due, calendar),
        "weekdays": weekday_names(),
        "buttons": _buttons(row) if works else [],
        "is_limitation": row.rule in LIMITATION,
        "today": timezone.localdate(),
    }
    return render(request, "mediation/deadline_why.html", context)


def _buttons(row):
    return [
        Button(
            str(DISPUTE_STEPS[verb].label), reverse("deadline-step", args=[row.pk, verb]), (), DISPUTE_STEPS[verb].tone
        )
        for verb in ACTS
        if not clocks.unmet_clock(row, verb)
    ]


@require_safe
def dispute_deadlines(request, pk):
    """期限计算说明: every time limit of a case with its reasons, to be printed; running ones first."""
    dispute = visible_dispute(request, pk)
    _seen(request, dispute)
    prefetch_related_objects([dispute], "parties", "claims", "limitation_events__parties")
    rows = sorted(_rows(dispute), key=lambda row: (row.status != Deadline.Status.OPEN, row.due_on, row.pk))
    entries = explained(dispute, rows, calendar_of(rows))
    context = {
        "dispute": dispute,
        "running": [entry for entry in entries if entry.is_open],
        "ended": [entry for entry in entries if not entry.is_open],
        "may_start": dispute.is_open and may(request.user, Act.HANDLE, dispute),
        "today": timezone.localdate(),
    }
    return render(request, "mediation/deadline_why_all.html", context)


# Clocks by hand ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def deadline_new(request, pk):
    """Start a clock that no step of ours starts."""
    dispute = visible_dispute(request, pk)
    back_url = reverse("dispute-detail", args=[pk]) + "#deadlines"
    return _show(request, dispute, "start_clock", partial(clocks.start_clock, dispute), back_url)


@require_http_methods(["GET", "POST"])
def deadline_step(request, pk, verb):
    """Meet, extend, correct or end a clock."""
    if verb not in ACTS:
        raise Http404
    row, dispute = _visible_row(request, pk)
    more = {} if verb == "end_clock" else {"row": row}
    back_url = reverse("dispute-deadlines", args=[dispute.pk])
    unmet = clocks.unmet_clock(row, verb)
    return _show(request, dispute, verb, partial(ACTS[verb], row), back_url, unmet=unmet, about=row.law.label, **more)


def _show(request, dispute, verb, operation, back_url, *, unmet=(), about="", **more):
    step = DISPUTE_STEPS[verb]
    check_right(request.user, dispute, step)
    text = str(guidance("dispute", verb))
    page = StepPage(
        dispute, step, str(step.label), f"{about} · {text}" if about else text, back_url,
        lambda form: operation(by=request.user, at=timezone.now(), **form.answers()),
        partial(form_for, step, dispute, request.user, **more), list(unmet),
    )  # fmt: skip
    return show(request, page)
