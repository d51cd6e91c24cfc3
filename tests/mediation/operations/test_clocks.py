"""Clocks by hand: started, met, extended up to the cap, put right and ended; refused with nothing changed."""

from datetime import UTC, date, datetime

import pytest

from mediation.deadlines import RULES
from mediation.integrity import violations
from mediation.operations.clocks import (
    correct_clock,
    end_clock,
    extend_clock,
    is_by_hand,
    meet_clock,
    room_of,
    rules_by_hand,
    start_clock,
    started_by_steps,
    unmet_clock,
)
from tests import cast
from tests.factories import MONDAY, SHANGHAI, at, fresh, later, make_dispute
from tests.refusals import forbidden, refused, stale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
ON = later(MONDAY, 10)
PAPER = "认定工伤申请受理通知书"


def given(**more):
    return {"by": cast.city_mediator(), "at": at(ON)} | more


def start(rule="W2", trigger_on=MONDAY, dispute=None, **more):
    return start_clock(
        dispute or make_dispute("accepted"), rule, trigger_on=trigger_on, **given(paper=PAPER, **more)
    )  # fmt: skip


def told(dispute, rule):
    rows = dispute.deadlines.filter(rule=rule).order_by("pk")
    return [f"{row.trigger_on} {row.due_on} {row.status}" for row in rows]


class TestStarting:
    def test_counts_from_the_paper(self):
        row = start("W2", note="职工右手受伤")
        assert (str(row.due_on), row.trigger_paper, row.note) == ("2026-05-06", PAPER, "职工右手受伤")
        assert (row.opened_by.kind, row.opened_by.data["paper"]) == ("start_clock", PAPER)
        assert (fresh(row.dispute).version, list(violations())) == (row.dispute.version, [])

    def test_hours_from_the_hour(self):
        row = start("T10", None, trigger_at=datetime(2026, 3, 4, 10, 20, tzinfo=SHANGHAI))
        assert (row.trigger_on, row.due_on) == (date(2026, 3, 4), date(2026, 3, 6))
        assert row.due_at == datetime(2026, 3, 6, 3, 0, tzinfo=UTC)  # 48 hours from 11:00

    def test_a_hearing_ahead_is_counted_back_from(self):
        row = start("B6", date(2026, 4, 20))
        assert row.due_on < date(2026, 4, 20)

    def test_what_a_step_starts_is_no_choice(self):
        codes = {rule.code for rule in rules_by_hand()}
        assert codes == RULES.keys() - started_by_steps()
        assert {"W1", "W2", "X1", "N1", "T10", "B6"} <= codes
        assert not codes & {"M1", "M2", "M3", "B1", "B1a", "B2", "B8", "S1", "S3", "S4", "S5", "M11", "U1", "U3", "T6"}

    @pytest.mark.parametrize(
        ("rule", "more", "missing"),
        [
            ("W2", {"trigger_on": later(ON, 1)}, "the date 2026-03-13 is not in the future"),
            ("W2", {"trigger_on": None}, "the day it is counted from is given"),
            ("W2", {"paper": " "}, "the paper that proves it is named"),
            ("T10", {}, "the hour it is counted from is given"),
            ("M3", {}, "the time limit is one that no step starts"),
            ("Q9", {}, "the time limit is one that no step starts"),
        ],
    )
    def test_refused(self, rule, more, missing):
        dispute = make_dispute("accepted")
        with refused(missing):
            start_clock(dispute, rule, **{"trigger_on": MONDAY, **given(paper=PAPER), **more})

    def test_refused_while_one_runs_and_once_the_case_is_closed(self):
        row = start()
        with refused("no time limit of this rule is running in the case"):
            start(dispute=row.dispute)
        closed = make_dispute("closed")
        with refused("the case is open"):
            start(dispute=closed)

    def test_forbidden(self):
        dispute = make_dispute("accepted")
        for person in (cast.reviewer(), cast.other_town_mediator()):
            with forbidden():
                start(dispute=dispute, by=person)


class TestMeeting:
    def test_in_time_and_late(self):
        row = meet_clock(start("N1"), met_on=later(MONDAY, 4), paper="答复函", **given())
        assert (row.status, row.ended_on, row.ended_by.data["late"]) == ("met", later(MONDAY, 4), False)
        late = meet_clock(start("N1"), met_on=later(MONDAY, 9), paper="答复函", **given())
        assert late.ended_by.data["late"] is True
        assert list(violations()) == []

    def test_refused(self):
        row = start()
        with refused("the date 2026-03-01 is not before 2026-03-02"):
            meet_clock(row, met_on=date(2026, 3, 1), paper="决定书", **given())
        with refused("the date 2026-03-13 is not in the future", "the paper that proves it is named"):
            meet_clock(row, met_on=later(ON, 1), paper="", **given())
        with forbidden():
            meet_clock(row, met_on=ON, paper="决定书", **given(by=cast.reviewer()))
        meet_clock(row, met_on=ON, paper="决定书", **given())
        with stale():
            meet_clock(row, met_on=ON, paper="决定书", **given())

    def test_what_a_step_meets_is_not_met_by_hand(self):
        row = make_dispute("accepted").deadlines.open().get(rule="M3")
        assert not is_by_hand(row)
        with refused("no step of the case does this"):
            meet_clock(row, met_on=ON, paper="说明", **given())
        with refused("no step of the case does this"):
            end_clock(row, reason="不需要了。", **given())


class TestExtending:
    def test_up_to_the_cap_and_then_never(self):
        row = start("W3")  # 60 days, and 30 more
        assert room_of(row) == 30
        with refused("the extension is between 1 and 30"):
            extend_clock(row, extra=31, paper="延期通知", **given())
        longer = extend_clock(row, extra=30, paper="延期通知", **given())
        assert told(row.dispute, "W3") == ["2026-03-02 2026-05-06 superseded", "2026-03-02 2026-06-01 open"]
        assert [row.what for row in unmet_clock(longer, "extend_clock")] != []
        with refused("the law allows a (further) extension here"):
            extend_clock(longer, extra=1, paper="延期通知", **given())
        assert list(violations()) == []

    def test_a_rule_without_extension_offers_none(self):
        row = start("X1")
        assert [step for step in ("meet_clock", "extend_clock", "correct_clock", "end_clock")
                if not unmet_clock(row, step)] == ["meet_clock", "correct_clock", "end_clock"]  # fmt: skip
        with refused("the law allows a (further) extension here"):
            extend_clock(row, extra=1, paper="延期通知", **given())

    def test_refused_without_paper(self):
        row = start("W3")
        with refused("the paper that proves it is named"):
            extend_clock(row, extra=5, paper=" ", **given())
        with refused("the extension is between 1 and 30"):
            extend_clock(row, extra=0, paper="延期通知", **given())


class TestCorrecting:
    def correct(self, row, trigger_on, **more):
        return correct_clock(row, **given(trigger_on=trigger_on, paper="邮件回执", reason="回执日期看错。") | more)

    def test_counts_anew_and_keeps_the_old_row(self):
        row = start("W2")
        new = self.correct(row, date(2026, 3, 5))
        assert told(row.dispute, "W2") == ["2026-03-02 2026-05-06 superseded", "2026-03-05 2026-05-06 open"]
        assert (new.trigger_paper, new.opened_by.reason) == ("邮件回执", "回执日期看错。")

    def test_also_of_a_clock_that_a_step_started(self):
        dispute = make_dispute("accepted")
        self.correct(dispute.deadlines.open().get(rule="M3"), date(2026, 2, 28))
        assert told(dispute, "M3") == ["2026-03-02 2026-03-17 superseded", "2026-02-28 2026-03-16 open"]

    def test_refused(self):
        row = start("W2")
        with refused("the date 2026-03-13 is not in the future"):
            self.correct(row, later(ON, 1))
        with refused("the first day is another one"):
            self.correct(row, MONDAY)
        with refused("the paper that proves it is named", "a reason is given"):
            self.correct(row, date(2026, 3, 3), paper="", reason=" ")
        limit = row.dispute.deadlines.open().get(rule="B1a")
        with refused("the first day follows from what is on record"):
            self.correct(limit, date(2026, 2, 1))


class TestEnding:
    def test_with_a_reason(self):
        row = end_clock(start(), reason="职工撤回工伤认定申请。", **given())
        assert (row.status, row.ended_on, row.ended_by.reason) == ("ended", ON, "职工撤回工伤认定申请。")
        with stale():
            end_clock(row, reason="再次。", **given())

    def test_refused(self):
        row = start()
        with refused("a reason is given"):
            end_clock(row, reason=" ", **given())
        with forbidden():
            end_clock(row, reason="不需要了。", **given(by=cast.reviewer()))
