"""Every step of the four machines as one row: its words, who may take it, what it needs and what it causes.

The graph itself stands in the `@transition` methods of `lifecycle`, `proceedings`, `letters` and `hand_overs`.
Rows of proceedings are completed by the row of the kind (`proceeding_kinds`).
"""

from datetime import date
from typing import Any

from mediation.hand_overs import HandOverMachine
from mediation.letters import LetterMachine
from mediation.lifecycle import DisputeMachine
from mediation.machine import StrOrPromise
from mediation.proceeding_kinds import Opens
from mediation.proceedings import ProceedingMachine
from mediation.steps.disputes import DISPUTE_STEPS
from mediation.steps.hand_overs import HAND_OVER_STEPS
from mediation.steps.letters import LETTER_STEPS
from mediation.steps.proceedings import PROCEEDING_STEPS
from mediation.steps.row import GRAVE, MAIN, PLAIN, DateRule, Step

__all__ = [
    "DISPUTE_STEPS", "GRAVE", "HAND_OVER_STEPS", "LETTER_STEPS", "MACHINES", "MAIN", "PLAIN", "PROCEEDING_STEPS",
    "TABLES", "DateRule", "Step", "event_label", "label_of", "machine_of", "met_by", "opened_by", "step_of",
    "trigger_of",
]  # fmt: skip

TABLES: dict[str, dict[str, Step]] = {
    "dispute": DISPUTE_STEPS,
    "proceeding": PROCEEDING_STEPS,
    "letter": LETTER_STEPS,
    "hand_over": HAND_OVER_STEPS,
}
MACHINES: dict[str, type] = {
    "dispute": DisputeMachine,
    "proceeding": ProceedingMachine,
    "letter": LetterMachine,
    "hand_over": HandOverMachine,
}


def machine_of(subject: Any) -> str:
    """dispute, proceeding, letter or hand_over."""
    return next(name for name, machine in MACHINES.items() if isinstance(subject, machine))


def step_of(subject: Any, verb: str) -> Step:
    """The row of a verb; KeyError for a verb the machine does not have."""
    return TABLES[machine_of(subject)][verb]


def label_of(subject: Any, verb: str) -> StrOrPromise:
    """The words of the step, the kind's own where it has them."""
    step = step_of(subject, verb)
    if machine_of(subject) == "proceeding":
        return subject.row.names.get(verb, step.label)
    return step.label


def event_label(machine: str, verb: str) -> StrOrPromise:
    """The words of an event of a machine, for timelines."""
    step = TABLES[machine].get(verb)
    return step.label if step is not None else verb


def opened_by(subject: Any, verb: str, answers: dict[str, Any]) -> tuple[Opens, ...]:
    """The deadlines a step starts."""
    rows = step_of(subject, verb).opens
    machine = machine_of(subject)
    if machine == "letter" and verb == "serve" and subject.row.reply_rule:
        rows += (Opens(subject.row.reply_rule, "served_on"),)
    if machine == "letter" and verb == "answer_letter" and subject.row.result_rule and answers.get("taken_up"):
        rows += (Opens(subject.row.result_rule, "answered_on"),)
    if machine == "hand_over" and verb == "accept" and subject.proceeding and subject.proceeding.clock_on_acceptance:
        return ()  # the law's own clock runs
    if machine == "proceeding":
        rows += subject.row.opens_at(verb, subject.basis, subject.procedure)
        if verb == "conclude":
            rows += subject.row.outcome(answers["outcome"]).opens
        if verb == "mark":
            rows += subject.row.stage(answers["stage"]).opens
    return tuple(row for row in rows if row.request in ("", subject.dispute.request))


def met_by(subject: Any, verb: str) -> tuple[str, ...]:
    """The rules whose deadlines a step meets."""
    rules = step_of(subject, verb).meets
    machine = machine_of(subject)
    if machine == "proceeding":
        rules += subject.row.meets_at(verb, subject.basis)
        if verb == "mark":
            rules += subject.row.stage(subject.stages[-1]["code"]).meets
    if machine == "letter" and verb in ("answer_letter", "verify") and subject.row.reply_rule:
        rules += (subject.row.reply_rule,)
    if machine == "letter" and verb == "verify" and subject.row.result_rule:
        rules += (subject.row.result_rule,)
    return rules


def trigger_of(opens: Opens, subject: Any, answers: dict[str, Any], today: date) -> date | None:
    """The day a deadline is counted from: an answer, else a field of the subject."""
    if opens.since == "today":
        return today
    found = answers.get(opens.since) or getattr(subject, opens.since, None) or answers.get(opens.otherwise)
    return found if isinstance(found, date) else None
