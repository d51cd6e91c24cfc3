"""The tables of steps and the machines say the same."""

import pytest

from mediation.deadline_rules import RULES
from mediation.models import Dispute, HandOver, Letter, Proceeding
from mediation.proceeding_kinds import KINDS
from mediation.steps import TABLES
from tests.factories import make_dispute

CLASSES = {"dispute": Dispute, "proceeding": Proceeding, "letter": Letter, "hand_over": HandOver}


@pytest.mark.parametrize("machine", TABLES)
def test_every_verb_has_a_row_and_every_row_a_verb(machine):
    verbs = {name for name in dir(CLASSES[machine]) if hasattr(getattr(CLASSES[machine], name, None), "_django_fsm")}
    rows = {verb for verb, step in TABLES[machine].items() if not step.creates}
    assert verbs - {"split"} == rows


def test_every_rule_named_by_a_step_or_a_kind_exists():
    steps = [step for table in TABLES.values() for step in table.values()]
    named = {opens.rule for step in steps for opens in step.opens} | {rule for step in steps for rule in step.meets}
    for kind in KINDS.values():
        named |= {opens.rule for rows in kind.opens.values() for opens in rows}
        named |= {rule for rules in kind.meets.values() for rule in rules}
        named |= {opens.rule for outcome in kind.outcomes for opens in outcome.opens}
    assert named <= set(RULES)


@pytest.mark.django_db
def test_a_state_changes_only_through_a_verb():
    dispute = make_dispute()
    with pytest.raises(AttributeError):
        dispute.state = "closed"
    assert dispute.state == "registered"
