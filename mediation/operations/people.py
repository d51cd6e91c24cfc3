"""Acts about people in a case: recusal, follow-up visits, a look at the numbers of a party."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mediation.access import Act
from mediation.lifecycle import FINISHED, State, local_day
from mediation.machine import Unmet
from mediation.models import Dispute, FollowUp, Party, Recusal, User, VisitPlan
from mediation.operations.errors import StepRefused
from mediation.operations.events import record_event
from mediation.operations.locking import lock_for
from mediation.operations.unmet import no_reason
from mediation.operations.visits import meet_visit, move_visit
from mediation.satisfaction import FOLLOWED, Means, columns_of

AHEAD = timedelta(days=366)  # how far ahead a visit may be planned


def recuse(dispute: Dispute, person: User, *, by: User, at: datetime, reason: str) -> Recusal:
    """回避: the person no longer sees the case; a handler loses it. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by, Act.RECUSE, words=_("You may not record a recusal in this case."))
        if unmet := no_reason(reason):
            raise StepRefused(unmet)
        if dispute.recusals.filter(user=person).exists():
            raise StepRefused([Unmet(_("the person is not recused yet"), _("nobody"))])
        recusal = Recusal.objects.create(dispute=dispute, user=person, reason=reason, since=local_day(at))
        if dispute.handler_id == person.pk:
            dispute.handler = None
            dispute.version += 1
            dispute.save()
        record_event(
            dispute,
            "recuse",
            actor=actor,
            at=at,
            from_state=dispute.state,
            reason=reason,
            answers={"person": person},
        )
    return recusal


def reveal(dispute: Dispute, party: Party, *, by: User, at: datetime, reason: str) -> Party:
    """Show the full numbers of a party: the history keeps whose and why, never the numbers (PIPL 51, 54).

    Raises StepForbidden or StepRefused.
    """
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by)
        unmet = no_reason(reason)
        if party.dispute_id != dispute.pk:
            unmet.append(Unmet(_("the party belongs to the case"), _("you")))
        if unmet:
            raise StepRefused(unmet)
        state = dispute.state
        record_event(dispute, "reveal", actor=actor, at=at, from_state=state, reason=reason, answers={"party": party})
    return party


def follow_up(
    dispute: Dispute,
    *,
    by: User,
    at: datetime,
    visited_on: date,
    satisfaction: str,
    means: str = Means.VISIT,
    performance: str = "",
    note: str = "",
) -> FollowUp:
    """回访: record a visit after closing. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by, words=_("You may not record a follow-up visit in this case."))
        unmet = []
        if dispute.state not in FINISHED or dispute.closed_on is None:
            unmet.append(Unmet(_("the case is closed"), _("the handler")))
        elif not dispute.closed_on <= visited_on <= local_day(at):
            unmet.append(Unmet(_("the visit lies between closing and today"), _("you")))
        told = {"visited_on": visited_on, "means": means, "satisfaction": satisfaction, "note": note}
        told |= columns_of(performance)
        if dispute.follow_ups.filter(by=by, **told).exists():  # the button was pressed twice
            unmet.append(Unmet(_("this visit is not recorded yet"), _("you")))
        if unmet:
            raise StepRefused(unmet)
        visit = FollowUp.objects.create(dispute=dispute, by=by, **told)
        event = record_event(
            dispute, "follow_up", actor=actor, at=at, from_state=dispute.state,
            answers={
                "visited_on": visited_on, "means": means, "satisfaction": satisfaction, "performance": performance,
            },
        )  # fmt: skip
        meet_visit(visit, event)
    return visit


def plan_visit(dispute: Dispute, *, by: User, at: datetime, planned_on: date) -> VisitPlan:
    """Plan the next visit for a day, in place of an earlier plan. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by, words=_("You may not plan a follow-up visit in this case."))
        unmet, today = [], local_day(at)
        if dispute.state != State.CLOSED:
            unmet.append(Unmet(_("the case is closed and not archived"), _("the handler")))
        elif dispute.outcome not in FOLLOWED:
            unmet.append(Unmet(_("the case is closed with a result"), _("the handler")))
        if not today <= planned_on <= today + AHEAD:
            unmet.append(Unmet(_("the visit is planned for today or a day of the next twelve months"), _("you")))
        if unmet:
            raise StepRefused(unmet)
        plan = VisitPlan.objects.filter(dispute=dispute, visit=None).first() or VisitPlan(dispute=dispute)
        plan.planned_on, plan.at, plan.by = planned_on, at, by
        plan.save()
        told = {"planned_on": planned_on}
        event = record_event(dispute, "plan_visit", actor=actor, at=at, from_state=dispute.state, answers=told)
        move_visit(plan, event, today)
    return plan
