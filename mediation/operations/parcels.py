"""Parcels (移送材料): the row of a hand-over, and what its steps and those of its proceeding cause in each other."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import override

from mediation.deadline_rules.groups import LIMITATION
from mediation.disclosure import in_order
from mediation.hand_overs import WAITING, Ground, State
from mediation.models import Deadline, Dispute, HandOver, Involvement, Membership, Organisation, Proceeding
from mediation.operations.deadlines import apply_deadlines, reopen_deadline
from mediation.operations.events import record_event
from mediation.operations.limitation_course import open_limitation
from mediation.purposes import usual

FILED = "{kind}申请材料"  # the papers that the worker signed, named as the paper of consent


def send_parcel(
    dispute: Dispute, agency: Organisation, *, purpose: str, ground: str, fields: Iterable[str], actor: Membership,
    at: datetime, today: date, sent_on: date, aim: str, follows: HandOver | None = None,
    proceeding: Proceeding | None = None, consent_paper: str = "",
) -> HandOver:  # fmt: skip
    """The row, its event and its clock; the office sees the case from now on. The caller has locked and checked."""
    Involvement.objects.get_or_create(
        dispute=dispute, organisation=agency, role=Involvement.Role.PARTNER, defaults={"since": today}
    )
    parcel = HandOver.objects.create(
        dispute=dispute, proceeding=proceeding, agency=agency, aim=aim, follows=follows, purpose=purpose,
        ground=ground, fields=list(fields), consent_paper=consent_paper, sent_on=sent_on, sent_by=actor.user,
    )  # fmt: skip
    answers: dict[str, Any] = {
        "agency": agency, "purpose": purpose, "ground": ground, "consent_paper": consent_paper, "aim": aim,
        "fields": parcel.fields, "sent_on": sent_on, "follows": follows.pk if follows else None, "today": today,
    }  # fmt: skip
    event = record_event(parcel, "send", actor=actor, at=at, answers=answers)
    apply_deadlines(parcel, "send", event, answers)
    return parcel


def send_filing(proceeding: Proceeding, actor: Membership, answers: dict[str, Any]) -> None:
    """Filing with a partner sends a parcel: what was chosen on the form, else what the kind needs."""
    if proceeding.agency.is_union:
        return
    fields, ground = usual(proceeding.kind)
    paper = FILED.format(kind=proceeding.row.chinese) if ground == Ground.CONSENT else ""
    if "ground" in answers:
        fields, ground = in_order(answers.get("disclosed") or ()), answers["ground"]
        paper = answers.get("consent_paper", "")
    send_parcel(
        proceeding.dispute, proceeding.agency, purpose=proceeding.row.chinese, ground=ground, fields=fields,
        actor=actor, at=answers["at"], today=answers["today"], sent_on=answers["filed_on"], aim=proceeding.kind,
        follows=last_returned(proceeding), proceeding=proceeding, consent_paper=paper,
    )  # fmt: skip


def last_returned(proceeding: Proceeding) -> HandOver | None:
    """The parcel of an application that came back and is filed anew."""
    last = proceeding.hand_overs.order_by("pk").last()
    return last if last is not None and last.state == State.RETURNED else None


def lead_parcels(move: Any, verb: str, **answers: Any) -> None:
    """An act of the agency on the proceeding answers for its parcel too."""
    for parcel in HandOver.objects.filter(proceeding=move.subject, state__in=WAITING):
        move.lead(parcel, verb, **answers)


def answer_parcels(move: Any, day: date) -> None:
    """The result of the proceeding, in Chinese as the office said it, is that of its parcel."""
    with override("zh-hans"):
        result = move.subject.outcome_label or str(move.subject.get_state_display())
    reason = str(move.answers.get("reason") or "")
    words = "：".join(filter(None, (result, reason)))
    lead_parcels(move, "record_result", answered_on=day, result=words, result_paper=move.subject.paper)


def lead_back(move: Any) -> None:
    """A parcel that came back, or was taken back, leads its application back: it was not taken up."""
    if move.subject.proceeding is not None:
        move.lead(move.subject.proceeding, "come_back")


def reopen_met(move: Any) -> None:
    """What the filing had met runs again from its own first day: an application that came back met nothing.

    What was met stays met in the record. The limitation follows the days on record and is opened from them.
    """
    filed = move.subject.events.filter(kind="file").order_by("number").last()
    if filed is None:
        return
    for row in Deadline.objects.filter(ended_by=filed, status=Deadline.Status.MET).order_by("pk"):
        if row.rule in LIMITATION:
            open_limitation(move.subject, move.event)
        else:
            reopen_deadline(row, move.event)
