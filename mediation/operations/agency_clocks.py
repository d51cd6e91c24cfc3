"""The clocks of a proceeding beyond opening and meeting: extended, restarted, counted by another procedure, void."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from mediation.models import Deadline, Event, Proceeding
from mediation.operations.deadlines import end_deadline, reopen_deadline, replace_deadline, sharing
from mediation.operations.events import plain
from mediation.proceeding_kinds.question import DATE


def dated(proceeding: Proceeding, verb: str, answers: dict[str, Any]) -> dict[str, Any]:
    """The days among the answers to the questions of the kind: deadlines may run from them."""
    facts = answers.get("facts") or {}
    asked = proceeding.row.questions_at(verb, proceeding.basis)
    return {row.code: date.fromisoformat(facts[row.code]) for row in asked if row.asks == DATE and facts.get(row.code)}


def award_facts(answers: dict[str, Any]) -> dict[str, Any]:
    """The items of an award, and why the paper reads otherwise, as the proceeding keeps them."""
    if "award_items" not in answers:
        return {}
    facts = {"award": plain(answers["award_items"]), "award_reason": answers.get("award_reason", "")}
    return {"facts": {**(answers.get("facts") or {}), **facts}}


def extend(proceeding: Proceeding, event: Event, answers: dict[str, Any]) -> None:
    """延期: the running clock becomes longer by the units that were granted."""
    clock = proceeding.clock
    assert clock is not None
    replace_deadline(clock, event, answers["today"], extended=clock.extended + answers["extra"])


def restart(proceeding: Proceeding, event: Event, answers: dict[str, Any]) -> None:
    """重新计算: the clock ends as replaced and counts anew from the day, without pauses and extensions."""
    row = proceeding.restart_now
    assert row is not None
    anew = {"trigger_on": answers["restarted_on"], "trigger_paper": answers.get("paper", ""), "pauses": []}
    for clock in _own(proceeding, row.rules):
        replace_deadline(clock, event, answers["today"], rule=row.rules[clock.rule], extended=0, **anew)


def convert(proceeding: Proceeding, event: Event, answers: dict[str, Any]) -> None:
    """转换程序: the clock of the new procedure counts from acceptance, pauses included."""
    chosen = proceeding.row.procedure(proceeding.procedure)
    assert chosen is not None
    rules = [opens.rule for row in proceeding.row.procedures for opens in row.opens]
    for clock in _own(proceeding, rules):
        replace_deadline(clock, event, answers["today"], rule=chosen.opens[0].rule, extended=0)


def make_void(proceeding: Proceeding, event: Event, on: date) -> None:
    """End what acceptance on this legal basis makes void: of the proceedings it is against, else of the case."""
    basis = proceeding.row.basis(proceeding.basis)
    if basis is None:
        return
    rows = Deadline.objects.open().filter(dispute=proceeding.dispute_id, rule__in=basis.ends.get("accept", ()))
    if basis.against:
        rows = rows.filter(proceeding__kind=basis.against, proceeding__in=sharing(proceeding))
    for clock in rows:
        end_deadline(clock, Deadline.Status.ENDED, event, on)


def make_void_by_stage(proceeding: Proceeding, event: Event, on: date) -> None:
    """End what the stage just recorded makes void in its own proceeding."""
    stage = proceeding.row.stage(proceeding.stages[-1]["code"])
    for clock in _own(proceeding, stage.ends):
        end_deadline(clock, Deadline.Status.ENDED, event, on)


def revive(proceeding: Proceeding, event: Event, answers: dict[str, Any]) -> None:
    """Nothing was decided: what acceptance had made void runs on, or anew from the ruling (LD-JI1 21)."""
    basis = proceeding.row.basis(proceeding.basis)
    accepted = proceeding.events.filter(kind="accept").order_by("number").last()
    if basis is None or accepted is None:
        return
    since = answers.get("received_on") or proceeding.ended_on
    ended = Deadline.objects.filter(ended_by=accepted, status=Deadline.Status.ENDED, rule__in=basis.revives)
    for row in ended.order_by("pk"):
        rule = basis.revives[row.rule]
        reopen_deadline(row, event, **({} if rule == row.rule else _anew(rule, since)))


def _anew(rule: str, since: Any) -> dict[str, Any]:
    return {"rule": rule, "trigger_on": since, "trigger_paper": "", "note": "", "extended": 0, "pauses": []}


def _own(proceeding: Proceeding, rules: Iterable[str]) -> list[Deadline]:
    return list(Deadline.objects.open().filter(proceeding=proceeding, rule__in=list(rules)))
