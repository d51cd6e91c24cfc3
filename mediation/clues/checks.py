"""How a case answers the questions of the clue pack: yes, no, or not known from what is on record."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from mediation import grounds
from mediation.clues import evidence
from mediation.letters import opens_suggestion


class Answer(StrEnum):
    """What the case says to a question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


Test = Callable[[Any, date], Answer]


def yes(found: bool) -> Answer:
    return Answer.YES if found else Answer.NO


def proved(found: bool) -> Answer:
    """What is not on record may still be so."""
    return Answer.YES if found else Answer.UNKNOWN


def _applicants(dispute: Any) -> list[Any]:
    return [row for row in dispute.parties.all() if row.role == "applicant"]


def in_group(*codes: str) -> Test:
    """No only when something is on record of every applicant."""

    def test(dispute: Any, on: date) -> Answer:
        people = _applicants(dispute)
        if any(set(codes) & set(row.groups_on(dispute.received_on)) for row in people):
            return Answer.YES
        return Answer.NO if people and all(row.groups or row.id_number for row in people) else Answer.UNKNOWN

    return test


def group_dispute(category: str, group: str = "") -> Test:
    """Ten or more workers (ZJ-MA 40) about the matter, of the group where one is named."""

    def test(dispute: Any, on: date) -> Answer:
        about = category == dispute.category or any(row.category == category for row in dispute.claims.all())
        if not (dispute.is_collective and about):
            return Answer.NO
        return in_group(group)(dispute, on) if group else Answer.YES

    return test


def uncooperative(dispute: Any, on: date) -> Answer:
    opinions = evidence.issued(dispute, "opinion")
    if any(opens_suggestion(row) for row in opinions):
        return Answer.YES
    waiting = any(row.state in ("issued", "served", "answered") for row in opinions)
    return Answer.UNKNOWN if waiting else Answer.NO


def departments_silent(dispute: Any, on: date) -> Answer:
    told = evidence.issued(dispute, "suggestion")
    if any(row.state == "unanswered" for row in told) or evidence.departments_silent(dispute, on):
        return Answer.YES
    waiting = any(row.state in ("issued", "served") for row in told)
    waiting = waiting or any(row.is_waiting for row in evidence.sent_to_departments(dispute))
    return Answer.UNKNOWN if waiting or any(row.is_running for row in evidence.inspections(dispute)) else Answer.NO


def court_way(dispute: Any, on: date) -> Answer:
    """A refused or overdue arbitration opens the court (LMA 29, 43); a service relation goes there directly."""
    return yes(dispute.relation == "service" or bool(evidence.arbitration_closed(dispute, on)))


def not_before_court(dispute: Any, on: date) -> Answer:
    return yes(grounds.not_yet_before_court.test(dispute, None))


def wishes(dispute: Any, on: date) -> Answer:
    asked = [row for row in dispute.proceedings.all() if row.kind == "support_for_prosecution" and row.filed_on]
    return proved(any(row.facts.get("wishes_to_sue") == "yes" for row in asked))


def by_paper(dispute: Any, on: date) -> Answer:
    return Answer.UNKNOWN


def supervised(dispute: Any, on: date) -> Answer:
    return yes(any(row.copies >= 2 for row in evidence.supervisors(dispute, on)))


def all_named(dispute: Any, on: date) -> Answer:
    return proved(len(_applicants(dispute)) >= dispute.worker_count)


def has_city_union(dispute: Any, on: date) -> Answer:
    unit = dispute.holder
    while unit.parent is not None:
        unit = unit.parent
    return yes(unit.level == "city")


def always(dispute: Any, on: date) -> Answer:
    return Answer.YES


def mediation_failed(dispute: Any, on: date) -> Answer:
    return proved(bool(evidence.failed_mediations(dispute)))


def departments_told(dispute: Any, on: date) -> Answer:
    return yes(bool(evidence.departments_told(dispute, on)))
