"""Asking both sides after closing (满意度调查): by one-time link, on paper, by phone; one answer each, every try kept.

A link is as those of `links`: 256 bits, shown once, only the digest kept. Beside it stands a keyed digest of the
network address it was made at, so that an answer from the same place is marked for who leads the union.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from mediation.access import Role
from mediation.lifecycle import FINISHED, local_day
from mediation.machine import Unmet
from mediation.models import Dispute, FollowUp, Membership, Party, Survey, SurveyAttempt, User
from mediation.models.person import OFFICE
from mediation.operations.errors import StepRefused
from mediation.operations.events import record_event
from mediation.operations.links import SECRET_BYTES, digest_of
from mediation.operations.locking import lock, lock_for
from mediation.operations.visits import meet_visit
from mediation.satisfaction import FOLLOWED, LINK_DAYS, Means, Result, columns_of

RESPONDENTS = {  # in whose name a party of a kind answers through a link: user name, name, role
    Party.Kind.WORKER: (f"{OFFICE}respondent", "受访职工", Role.WORKER),
    Party.Kind.EMPLOYER: (f"{OFFICE}respondent-employer", "受访单位", Role.EMPLOYER),
}


@dataclass(frozen=True)
class Answer:
    """What a party answered: codes of Satisfaction, Conduct and Performance, and a remark."""

    satisfaction: str
    conduct: str
    performance: str = ""
    note: str = ""
    note_is_open: bool = True

    def columns(self) -> dict[str, Any]:
        told = {"satisfaction": self.satisfaction, "conduct": self.conduct, "note": self.note}
        return {**told, **columns_of(self.performance), "note_is_open": self.note_is_open or not self.note}


@dataclass(frozen=True)
class Asked:
    """A survey given out, with the secret of its link that nobody sees again."""

    survey: Survey
    secret: str


def ask(party: Party, *, by: User, at: datetime, means: str, made_from: str = "") -> Asked:
    """Give the questions out by link or on paper, which bears a link too; an earlier link ends.

    Raises StepForbidden or StepRefused.
    """
    with transaction.atomic():
        survey, actor = _asking(party, by, at)
        secret = secrets.token_urlsafe(SECRET_BYTES)
        survey.digest, survey.expires_at, survey.made_from = digest_of(secret), at + LINK_DAYS, place_of(made_from)
        survey.save()
        _attempted(survey, means, Result.GIVEN, actor, at)
    return Asked(survey, secret)


def record_attempt(party: Party, *, by: User, at: datetime, result: str) -> SurveyAttempt:
    """A call without an answer: not reached, or nobody wants to answer. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        survey, actor = _asking(party, by, at)
        if result == Result.REFUSED:
            survey.state, survey.digest = Survey.State.REFUSED, None
            survey.save()
        return _attempted(survey, Means.PHONE, result, actor, at)


def record_answer(
    party: Party, answer: Answer, *, by: User, at: datetime, means: str, answered_on: date
) -> FollowUp:  # fmt: skip
    """The answer given by phone or on paper, as somebody typed it in. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        survey, actor = _asking(party, by, at)
        if not survey.closed_on <= answered_on <= local_day(at):
            raise StepRefused([Unmet(_("the answer lies between closing and today"), _("you"))])
        return _answered(survey, answer, means, answered_on, actor, at, by=by)


def answer_by_link(secret: str, answer: Answer, *, at: datetime, came_from: str) -> FollowUp | None:
    """The answer of the party; exactly one is taken, and None for every other secret."""
    with transaction.atomic():
        found = Survey.objects.filter(digest=digest_of(secret)).first()
        if found is None:
            return None
        dispute = lock(found.dispute)
        survey = Survey.objects.unanswered(at).filter(pk=found.pk).first()
        if survey is None:
            return None
        survey.dispute = dispute
        survey.from_same_place = survey.made_from != "" and survey.made_from == place_of(came_from)
        return _answered(survey, answer, Means.LINK, local_day(at), _respondent(survey, at), at)


def unanswered(secret: str, *, at: datetime) -> Survey | None:
    """The survey whose questions the secret still opens; uses nothing up."""
    return Survey.objects.unanswered(at).select_related("unit", "party").filter(digest=digest_of(secret)).first()


def place_of(address: str) -> str:
    """A keyed digest of a network address; empty for none."""
    return salted_hmac("mediation.survey", address, algorithm="sha256").hexdigest() if address else ""


def unmet_to_ask(dispute: Dispute, party: Party, survey: Survey | None) -> list[Unmet]:
    """Why the party cannot be asked about the present closing, in which this is the survey so far."""
    if dispute.state not in FINISHED or dispute.outcome not in FOLLOWED:
        return [Unmet(_("the case is closed with a result"), _("the handler"))]
    unmet = []
    if not party.is_asked:
        unmet.append(Unmet(_("it is a worker or an employer, and no third party"), _("nobody")))
    if survey is not None and survey.state == Survey.State.ANSWERED:
        unmet.append(Unmet(_("nobody has answered for this party yet"), _("nobody")))
    if survey is not None and survey.state == Survey.State.REFUSED:
        unmet.append(Unmet(_("the party has not declined to answer"), _("nobody")))
    return unmet


def _asking(party: Party, by: User, at: datetime) -> tuple[Survey, Membership]:
    """The survey of the party about the present closing, new if there is none, under the lock of the case."""
    dispute, actor = lock_for(party.dispute, by, words=_("You may not ask for satisfaction in this case."))
    survey = Survey.objects.filter(party=party, closed_on=dispute.closed_on).first()
    if unmet := unmet_to_ask(dispute, party, survey):
        raise StepRefused(unmet)
    if survey is None:
        survey = Survey.objects.create(
            dispute=dispute, party=party, closed_on=dispute.closed_on, unit=dispute.holder, asked_on=local_day(at),
            asked_by=by,
        )  # fmt: skip
    survey.dispute, survey.party = dispute, party
    return survey, actor


def _attempted(survey: Survey, means: str, result: str, actor: Membership, at: datetime) -> SurveyAttempt:
    told = {"party": survey.party, "means": means, "result": result}
    dispute = survey.dispute
    record_event(dispute, "ask_survey", actor=actor, at=at, from_state=dispute.state, answers=told)
    return SurveyAttempt.objects.create(survey=survey, means=means, result=result, at=at, by=actor.user)


def _answered(
    survey: Survey, answer: Answer, means: str, on: date, actor: Membership, at: datetime, *, by: User | None = None
) -> FollowUp:
    dispute = survey.dispute
    survey.state, survey.digest = Survey.State.ANSWERED, None
    survey.save()
    row = FollowUp.objects.create(dispute=dispute, survey=survey, visited_on=on, means=means, by=by, **answer.columns())
    told = {"party": survey.party, "means": means, "satisfaction": answer.satisfaction}
    event = record_event(dispute, "answer_survey", actor=actor, at=at, from_state=dispute.state, answers=told)
    if means == Means.PHONE and row.side == Party.Kind.WORKER:
        meet_visit(row, event)
    return row


def _respondent(survey: Survey, at: datetime) -> Membership:
    """The user who cannot sign in and in whose name the party answers through a link."""
    username, name, role = RESPONDENTS[Party.Kind(survey.party.kind)]
    user, created = User.objects.get_or_create(username=username, defaults={"display_name": name})
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return Membership.objects.get_or_create(
        user=user, organisation=survey.unit, role=role, defaults={"since": local_day(at)}
    )[0]
