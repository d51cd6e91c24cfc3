"""What a legal basis rests on: the case shows it, or the answers name the paper of an office that has no record here.

Each tests the proceeding and the answers of the filing.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from mediation.awards import AWARDS
from mediation.classification import Relation

LATE_COMMISSION = ("B2", "B8", "B8X", "B9")

Proof = Callable[[Any, Mapping[str, Any]], bool]


def _facts(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return answers.get("facts") or {}


def _others(proceeding: Any, kind: str) -> list[Any]:
    return [row for row in proceeding.dispute.proceedings.all() if row.kind == kind and row.pk != proceeding.pk]


def award_received(proceeding: Any, answers: Mapping[str, Any]) -> bool:
    """An award of the case, or the day it was received."""
    on_record = any(row.outcome in AWARDS for row in _others(proceeding, "arbitration"))
    return on_record or bool(_facts(answers).get("award_received_on"))


def arbitration_failed(arbitration: Any, on: date) -> bool:
    """LMA 29 and 43: refused, or a limit of the commission passed before the day without a decision.

    A limit that was met late counts for nothing: the decision is there.
    """
    if arbitration.state == "refused" or arbitration.outcome == "overdue":
        return True
    return any(
        row.proceeding_id == arbitration.pk
        and row.rule in LATE_COMMISSION
        and row.status in ("open", "ended")
        and row.paused_on is None
        and row.due_on < on
        and (row.ended_on is None or row.ended_on > row.due_on)
        for row in arbitration.dispute.deadlines.all()
    )


def arbitration_refused_or_overdue(proceeding: Any, answers: Mapping[str, Any]) -> bool:
    """An arbitration of the case has failed, or the paper of one elsewhere is named."""
    on_record = any(arbitration_failed(row, answers["filed_on"]) for row in _others(proceeding, "arbitration"))
    return on_record or bool(_facts(answers).get("refusal_paper"))


def agreement_overdue(proceeding: Any, answers: Mapping[str, Any]) -> bool:
    """A part of an agreement was due before the filing and is not paid in full (LMA 16)."""
    return any(
        part.due_on < answers["filed_on"] and (part.paid_amount or 0) < part.amount
        for agreement in proceeding.dispute.agreements.all()
        for part in agreement.instalments.all()
    )


def order_on_agreement_lapsed(proceeding: Any, answers: Mapping[str, Any]) -> bool:
    """A payment order that rested on the agreement lapsed; one for wages leads to arbitration first (LD-JI1 13)."""
    rows = _others(proceeding, "payment_order")
    if rows:
        return any(
            row.basis == "agreement" and (row.outcome in ("lapsed", "not_served") or row.state == "refused")
            for row in rows
        )
    return bool(_facts(answers).get("order_paper"))


def relation_is_service(proceeding: Any, answers: Mapping[str, Any]) -> bool:
    return bool(proceeding.dispute.relation == Relation.SERVICE)


def judgment_of_first_instance(proceeding: Any, answers: Mapping[str, Any]) -> bool:
    """A judgment or ruling that can be appealed; small claims end at first instance (CPL 165)."""
    on_record = any(row.outcome in ("judgment", "rejected") for row in _others(proceeding, "litigation"))
    return on_record or bool(_facts(answers).get("judgment_paper"))


def judgment_in_force(proceeding: Any, answers: Mapping[str, Any]) -> bool:
    """A retrial is about a judgment that has taken effect (CPL 210)."""
    on_record = any(
        row.outcome == "final_judgment" or (row.outcome == "judgment" and row.has_stage("in_force"))
        for row in _others(proceeding, "litigation")
    )
    return on_record or bool(_facts(answers).get("judgment_paper"))
