"""A deadline counts itself by what stands in its own row."""

from datetime import UTC, date, datetime

import pytest

from mediation.calendar_seed import seeded_calendar
from mediation.deadline_rules import DUTIES, Nature
from mediation.deadline_rules.wording import FINAL_AWARD
from mediation.deadlines import RULES, Unit
from mediation.models import Deadline

CALENDAR = seeded_calendar()


def row(code, start, **columns):
    rule = RULES[code]
    values = {"length": rule.length, "unit": rule.unit, "trigger_on": date.fromisoformat(start)}
    return Deadline(rule=code, **{**values, **columns})


def test_length_and_unit_are_those_of_the_row():
    assert row("S2", "2026-03-02").count(CALENDAR).on == date(2026, 3, 17)
    older = row("S2", "2026-03-02", length=10, unit="working_day")  # as the office had set it then
    assert older.count(CALENDAR).on == date(2026, 3, 16)


def test_pauses_and_extension_are_those_of_the_row():
    longer = row("B8", "2026-03-02", pauses=[["2026-03-05", "2026-03-15"]], extended=5)
    assert longer.count(CALENDAR).on == date(2026, 5, 6)
    with pytest.raises(ValueError, match="cannot be extended"):
        row("B8", "2026-03-02", extended=16).count(CALENDAR)


def test_hours_count_from_the_instant_where_it_is_known():
    at = datetime(2026, 4, 30, 2, 20, tzinfo=UTC)
    due = row("T10", "2026-04-30", trigger_at=at).count(CALENDAR)
    assert (due.at, due.on) == (datetime(2026, 5, 2, 3, tzinfo=UTC), date(2026, 5, 2))
    assert row("T10", "2026-04-30").count(CALENDAR).on == date(2026, 5, 2)


def test_an_agreed_day_is_that_day():
    due = row("M11", "2026-10-03", unit=Unit.DATE).count(CALENDAR)
    assert (due.on, due.provisional) == (date(2026, 10, 3), False)


def test_what_is_nobodys_late_work():
    rights = {"B1", "B1a", "B12", "B13", "B13b", "T12", "A3", "N1", "B4", "T2b", "T7b", "T11c"}
    assert {code: RULES[code].nature for code in rights} == dict.fromkeys(rights, Nature.RIGHT)
    assert [code for code, rule in RULES.items() if rule.nature == Nature.OPENS] == ["L3", "W3c"]
    assert [code for code, rule in RULES.items() if rule.nature == Nature.KEPT] == ["X4", "X4b"]
    assert {"M3", "S1", "I1", "B8", "P2", "W1b", "X3", "H1", "U3"} <= set(DUTIES)


@pytest.mark.parametrize("code", ["B12", "B13", "B13b"])
def test_a_final_award_is_in_effect_from_its_making(code):
    assert "第四十七条" in RULES[code].authority or code == "B13b"
    assert str(RULES[code].consequence) == str(FINAL_AWARD)
