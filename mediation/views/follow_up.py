"""What the case page shows after closing: the visit that is due, visits, and whom the questions were given to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mediation.access import Act, may
from mediation.deadlines import count
from mediation.lifecycle import FINISHED, State
from mediation.models import Dispute, FollowUp, Party, Survey, SurveyAttempt, VisitPlan
from mediation.models.calendar import rule_on
from mediation.models.written_queries import WrittenQuery
from mediation.models.written_rows import WrittenRows
from mediation.operations.surveys import unmet_to_ask
from mediation.operations.visits import RULE, VisitDue, due_by
from mediation.satisfaction import FOLLOWED, Means, Performance
from mediation.views.loading import attach, give, rows_in

WORKERS = 10  # without a survey, on the page of a case of many
UNKEPT = (Performance.PART, Performance.NONE)
ASKED = {Party.Kind.WORKER: _("Workers"), Party.Kind.EMPLOYER: _("Employers")}


def _visits(case: int) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(dispute=case).select_related("by")


def _surveys(case: int) -> QuerySet[Survey]:
    return Survey.objects.filter(dispute=case).select_related("asked_by").order_by()


def _attempts(case: int) -> QuerySet[SurveyAttempt]:
    return SurveyAttempt.objects.filter(survey__dispute=case).select_related("by")


def _planned(case: int, closed_on: date) -> QuerySet[VisitPlan, Any]:
    rows = VisitPlan.objects.filter(dispute=case, visit=None, planned_on__gte=closed_on)
    return rows.values_list("planned_on")[:1]


_VISITS = WrittenRows(_visits, {"case": -1})
_SURVEYS = WrittenRows(_surveys, {"case": -1})
_ATTEMPTS = WrittenRows(_attempts, {"case": -1})
_PLANNED = WrittenQuery(_planned, {"case": -1, "closed_on": date.max})


@dataclass(frozen=True)
class Asked:
    """A party, the survey about the present closing, and whether the party may still be asked."""

    party: Party
    survey: Survey | None
    is_open: bool
    contact: str = ""

    @property
    def answer(self) -> FollowUp | None:
        if self.survey is None or self.survey.state != Survey.State.ANSWERED:
            return None
        return self.survey.answer


@dataclass(frozen=True)
class _Side:
    """The workers or the employers of a case: how many were asked, and answered."""

    label: Any
    rows: list[Asked]

    @property
    def given(self) -> int:
        return sum(row.survey is not None for row in self.rows)

    @property
    def answered(self) -> int:
        return sum(row.answer is not None for row in self.rows)


def fill_follow_up(request: Any, dispute: Dispute, sight: Any) -> dict[str, Any]:
    """Nothing while the case is open."""
    if dispute.state not in FINISHED or dispute.outcome not in FOLLOWED:
        return {}
    rows, surveys = _said(dispute)
    parties = [row for row in dispute.parties.all() if row.is_asked]
    asked = _asked(dispute, parties, surveys, complete=request.GET.get("parties") == "all")
    told = rows if dispute.agreements.all() else []
    return {
        "follow_up": {
            "due": _due(dispute, rows), "visits": [row for row in rows if row.survey_id is None], "asked": asked,
            "sides": [_Side(label, [row for row in asked if row.party.kind == kind]) for kind, label in ASKED.items()],
            "more": len(parties) - len(asked),
            "unkept": any(_is_current(row, dispute) and row.performance in UNKEPT for row in told),
            "may_act": may(request.user, Act.HANDLE, dispute),
            "reads_all": may(request.user, Act.READ_SURVEYS, dispute),
        }
    }  # fmt: skip


def _said(dispute: Dispute) -> tuple[list[FollowUp], dict[int, Survey]]:
    """Visits and answers, and the surveys about the present closing by their party."""
    rows, surveys = rows_in(dispute, "follow_ups", _VISITS), rows_in(dispute, "surveys", _SURVEYS)
    if surveys:
        attach(surveys, "party", {row.pk: row for row in dispute.parties.all()})
        attach(rows, "survey", {row.pk: row for row in surveys})
        give(surveys, "attempts", "survey_id", _ATTEMPTS.ask(case=dispute.pk))
    return rows, {row.party_id: row for row in surveys if row.closed_on == dispute.closed_on}


def _asked(dispute: Dispute, parties: list[Party], surveys: dict[int, Survey], *, complete: bool) -> list[Asked]:
    """Those who were asked, then the others, of workers the first."""
    shown = [row for row in parties if row.pk in surveys]
    others = [row for row in parties if row.pk not in surveys]
    workers = [row for row in others if row.kind == Party.Kind.WORKER]
    shown += workers if complete else workers[:WORKERS]
    shown += [row for row in others if row.kind != Party.Kind.WORKER]
    told = ((party, surveys.get(party.pk)) for party in shown)
    return [
        Asked(party, survey, not unmet_to_ask(dispute, party, survey), _contact(dispute, party))
        for party, survey in told
    ]


def _contact(dispute: Dispute, party: Party) -> str:
    """Whom to ask at an employer: who represents it in the case, or who is its contact."""
    if party.kind != Party.Kind.EMPLOYER:
        return ""
    return party.agent or (dispute.employer.contact if party.employer_id == dispute.employer_id else "")


def _is_current(row: FollowUp, dispute: Dispute) -> bool:
    return dispute.closed_on is not None and row.visited_on >= dispute.closed_on


def _due(dispute: Dispute, rows: list[FollowUp]) -> VisitDue | None:
    """The planned visit, or the usual one as long as nobody has talked to a worker since closing."""
    if dispute.state != State.CLOSED or dispute.closed_on is None:
        return None
    clock = next((row for row in dispute.deadlines.all() if row.rule == RULE and row.status == "open"), None)
    if clock is not None:
        return due_by(clock, dispute)
    if plans := rows_in(dispute, "visit_plans", _PLANNED, closed_on=dispute.closed_on):
        return VisitDue(dispute, plans[0][0], planned=True)
    workers_said = [row for row in rows if _is_current(row, dispute) and row.side == Party.Kind.WORKER]
    if any(row.means not in (Means.LINK, Means.PAPER) for row in workers_said):
        return None
    due = count(rule_on(RULE, dispute.closed_on), dispute.closed_on, dispute.calendar)
    return VisitDue(dispute, due.on, planned=False, provisional=due.provisional)
