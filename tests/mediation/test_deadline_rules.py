"""The table of deadline rules against the catalogue."""

import pytest

from mediation.deadline_rules import RULES, Confidence, Unit

STARTED_BY_STEPS = {
    *("M1", "M2", "M3", "M4", "M12", "U1", "N1", "S1", "S2", "S3", "A1", "A2", "A3", "A4", "A5"),
    *("B1", "B2", "B8", "B8X", "B12", "B13", "B15", "I1", "I2", "I2X", "I3"),
    *("T1", "T6", "T12", "L1", "L1b", "W1", "P1", "P2"),
}
LENGTHS = {
    "M1": (5, Unit.WORKING_DAY),
    "M2": (3, Unit.WORKING_DAY),
    "M3": (15, Unit.DAY),
    "M4": (15, Unit.DAY),
    "S1": (15, Unit.WORKING_DAY),
    "S2": (15, Unit.DAY),
    "S3": (5, Unit.WORKING_DAY),
    "A1": (15, Unit.DAY),
    "A3": (30, Unit.DAY),
    "A5": (30, Unit.DAY),
    "B1": (1, Unit.YEAR),
    "B8": (45, Unit.DAY),
    "B8X": (60, Unit.DAY),
    "B12": (15, Unit.DAY),
    "B13": (30, Unit.DAY),
    "B15": (15, Unit.DAY),
    "I1": (5, Unit.WORKING_DAY),
    "I2": (60, Unit.WORKING_DAY),
    "I2X": (90, Unit.WORKING_DAY),
    "T6": (15, Unit.DAY),
    "T12": (2, Unit.YEAR),
    "L1": (7, Unit.DAY),
    "L1b": (3, Unit.DAY),
    "P2": (2, Unit.MONTH),
    "U1": (30, Unit.WORKING_DAY),
}


def test_every_rule_that_a_step_starts_is_there():
    assert STARTED_BY_STEPS - RULES.keys() == set()


@pytest.mark.parametrize(("code", "length"), LENGTHS.items())
def test_lengths_of_the_catalogue(code, length):
    assert (RULES[code].length, RULES[code].unit) == length


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_on_what_and_in_what_words(rule):
    assert rule.length > 0
    assert rule.local == ""
    assert all(map(str, (rule.label, rule.trigger, rule.consequence, rule.chinese, rule.authority)))


def test_only_what_the_law_leaves_open_or_nobody_verified_is_adjustable():
    adjustable = {code for code, rule in RULES.items() if rule.adjustable}
    assert adjustable == {"N1", "M2", "M12", "U1", "S2", "S3", "A2", "B2", "B3", "B4", "P1"}
    assert RULES["S1"].confidence == Confidence.VERIFIED


def test_the_extended_rules_are_the_rules_with_their_extension():
    for code, extended in (("B8", "B8X"), ("I2", "I2X")):
        assert RULES[code].length + RULES[code].extension.most == RULES[extended].length
        assert RULES[extended].extension is None
