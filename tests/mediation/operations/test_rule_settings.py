"""A length of the office is rehearsed, then switched on: from its day on, and the open deadlines with an event."""

from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from mediation.deadlines import RULES
from mediation.integrity import violations
from mediation.models import Deadline, MinimumWage, RuleCheck, RuleSetting
from mediation.operations.deadlines import open_deadline
from mediation.operations.rule_settings import add_minimum_wage, check_rule, rehearse_length, set_length, why_fixed
from tests import cast
from tests.factories import MONDAY, at, later, register_dispute
from tests.refusals import forbidden, refused, unchanged

pytestmark = pytest.mark.django_db
NEXT = later(MONDAY, 7)
LATER = at(later(MONDAY, 8))
M2 = "M2"  # three working days from the application; to be verified, so an office may set it


@contextmanager
def rules_unchanged():
    def rows():
        return [list(model.objects.order_by("pk").values()) for model in (RuleSetting, RuleCheck, MinimumWage)]

    before = rows()
    yield
    assert rows() == before


@pytest.fixture
def cases():
    """Received on two Mondays; M2 ends on Thursday, 5 March, and on Thursday, 12 March."""
    return register_dispute(MONDAY), register_dispute(NEXT)


def switch_on(length=10, unit="working_day", valid_from=NEXT, reason="本会规定"):
    return set_length(M2, length, unit, valid_from=valid_from, reason=reason, by=cast.administrator(), at=LATER)


def clocks(dispute):
    return [f"{row.due_on} {row.status}" for row in dispute.deadlines.filter(rule=M2).order_by("pk")]


def test_older_cases_keep_their_rule_and_younger_ones_are_counted_anew(cases):
    old, young = cases
    assert switch_on() == 1
    assert clocks(old) == ["2026-03-05 open"]
    assert clocks(young) == ["2026-03-12 superseded", "2026-03-23 open"]
    event = young.events.latest("number")
    assert (event.kind, event.by, event.reason) == ("recount", cast.administrator(), "M2 调解受理审查：本会规定")
    assert event.data["deadlines"] == [{"rule": "M2", "was": "2026-03-12", "now": "2026-03-23"}]
    assert clocks(register_dispute(later(NEXT, 1))) == ["2026-03-24 open"]
    assert list(violations()) == []
    row = RuleSetting.objects.get()
    assert (row.code, row.length, row.unit, row.valid_from) == (M2, 10, "working_day", NEXT)
    who = cast.administrator()
    assert (row.reason, row.by, row.set_by, row.set_at) == ("本会规定", who, str(who), LATER)


def test_the_rehearsal_counts_all_of_them_says_which_stay_and_changes_nothing(cases):
    with unchanged(), rules_unchanged(), override("en"):
        rehearsal = rehearse_length(M2, 1, "day", NEXT)
        kept = [(move.row.dispute, move.due.on, str(why)) for move, why in rehearsal.keeping]
    assert [(move.row.dispute, move.row.due_on, move.due.on) for move in rehearsal.moving] == [
        (cases[1], date(2026, 3, 12), date(2026, 3, 10))
    ]
    assert kept == [(cases[0], date(2026, 3, 3), "began before")]
    assert [move.becomes_overdue(date(2026, 3, 12)) for move in rehearsal.moving] == [True]
    assert switch_on(1, "day") == len(rehearsal.moving)


def test_a_clock_that_stands_still_goes_on_standing_under_the_new_length(cases):
    Deadline.objects.filter(dispute=cases[1], rule=M2).update(paused_on=later(NEXT, 1))
    assert switch_on() == 1
    row = cases[1].deadlines.open().get(rule=M2)
    assert (row.length, row.paused_on) == (10, later(NEXT, 1))


def test_what_was_extended_keeps_its_own_length(cases):
    row = open_deadline("N1", NEXT, subject=cases[1], event=cases[1].events.get())
    Deadline.objects.filter(pk=row.pk).update(extended=1)
    with override("en"):
        rehearsal = rehearse_length("N1", 10, "day", MONDAY)
    assert (rehearsal.moving, [str(why) for _move, why in rehearsal.keeping]) == ([], ["its own length holds"])
    with unchanged(but=[RuleSetting]):
        set_length("N1", 10, "day", valid_from=MONDAY, reason="本会规定", by=cast.administrator(), at=LATER)


def test_what_a_later_setting_holds_stays(cases):
    switch_on(4, valid_from=NEXT)
    with override("en"):
        rehearsal = rehearse_length(M2, 10, "working_day", MONDAY)
    assert [move.row.dispute for move in rehearsal.moving] == [cases[0]]
    assert [str(why) for _move, why in rehearsal.keeping] == ["a later setting holds"]
    assert switch_on(10, valid_from=MONDAY) == 1


def test_the_same_length_from_another_day_moves_nothing(cases):
    with override("en"):
        rehearsal = rehearse_length(M2, 3, "working_day", MONDAY)
    assert (rehearsal.moving, {str(why) for _move, why in rehearsal.keeping}) == ([], {"has this length already"})
    with unchanged(but=[RuleSetting]):
        assert switch_on(3, valid_from=MONDAY) == 0


def test_what_the_law_fixes_is_not_set(cases):
    for code, says in (("M1", "The law fixes the length of this rule."), ("XX", "There is no such rule.")):
        with refused(says), rules_unchanged():
            set_length(code, 3, "day", valid_from=NEXT, reason="本会规定", by=cast.administrator(), at=LATER)
    with refused("A day that was agreed has no length."), rules_unchanged():
        set_length("U3", 3, "day", valid_from=NEXT, reason="本会规定", by=cast.administrator(), at=LATER)


def test_a_setting_needs_a_reason_a_length_and_a_day_of_its_own(cases):
    with refused("This field cannot be blank."), rules_unchanged():
        switch_on(reason="  ")
    with refused("Ensure this value is greater than or equal to 1."), rules_unchanged():
        switch_on(length=0)
    switch_on()
    says = "A length from 2026-03-09 is set already: choose another day, and the later one holds from then on."
    for again in (lambda: switch_on(length=4), lambda: rehearse_length(M2, 4, "day", NEXT)):
        with refused(says), rules_unchanged():
            again()


def test_only_by_an_administrator(cases):
    with forbidden(), rules_unchanged():
        set_length(M2, 3, "day", valid_from=NEXT, reason="本会规定", by=cast.reviewer(), at=LATER)
    with forbidden(), rules_unchanged():
        check_rule(M2, "人社部公报", by=cast.manager(), at=LATER)
    with forbidden(), rules_unchanged():
        add_minimum_wage("诸暨", Decimal("2260.00"), MONDAY, "浙政发", by=cast.city_mediator(), at=LATER)


def test_why_a_length_cannot_be_set():
    with override("en"):
        assert why_fixed(RULES["M1"]) == "The law fixes the length, and the article was read."
        assert why_fixed(RULES["U3"]) == "The parties or the meeting name the day: nothing is counted."
        assert why_fixed(RULES[M2]) == ""


def test_a_rule_is_verified_with_its_source():
    row = check_rule(M2, " 人社部公报2012年第3期 ", by=cast.administrator(), at=LATER)
    who = cast.administrator()
    assert (row.code, row.source, row.by, row.checked_by, row.checked_at) == (
        M2, "人社部公报2012年第3期", who, str(who), LATER,
    )  # fmt: skip
    with refused("This field cannot be blank."), rules_unchanged():
        check_rule(M2, " ", by=cast.administrator(), at=LATER)
    with refused("There is no such rule."), rules_unchanged():
        check_rule("XX", "公报", by=cast.administrator(), at=LATER)


def test_a_minimum_wage_is_added_once_a_day_and_is_money():
    given = {"by": cast.administrator(), "at": LATER}
    row = add_minimum_wage("测试区", Decimal("2260.00"), MONDAY, "浙政发〔2023〕号", **given)
    row = MinimumWage.objects.get(pk=row.pk)
    assert (row.amount, row.by, row.at) == (Decimal("2260.00"), cast.administrator(), LATER)
    for amount, day in ((Decimal("2260.00"), MONDAY), (Decimal("0.00"), NEXT), (Decimal("123456789.00"), NEXT)):
        with unchanged(), rules_unchanged(), pytest.raises(Exception, match=r"\w"):
            add_minimum_wage("测试区", amount, day, "浙政发", **given)
