"""A notice is published, a day is corrected: every open deadline that it moves is counted anew, once, with an event."""

from contextlib import contextmanager
from datetime import date

import pytest

from mediation.calendar_seed import notice
from mediation.integrity import violations
from mediation.models import CalendarChange, CalendarDay, CalendarYear
from mediation.notices import REST, WORK, NoticeDay, Sheet, sheet_of
from mediation.operations import calendar
from mediation.operations.calendar import Notice, correct, missing_years, publish, rehearse, rehearse_day
from tests import cast
from tests.factories import MONDAY, at, register_dispute
from tests.refusals import forbidden, refused, unchanged

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 12, 25)
LATER = at(date(2026, 12, 28))
FESTIVALS = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节")


def sheet(*more, year=2027):
    """A notice that gives a day a month, and more."""
    days = [NoticeDay(date(year, 3 + n, 1), REST, name) for n, name in enumerate(FESTIVALS)]
    return sheet_of(year, [*days, *more])


SATURDAY = NoticeDay(date(2027, 1, 9), WORK, "元旦")


@pytest.fixture
def dispute():
    """M3 ends on Saturday, 9 January 2027, while nobody knows the calendar of that year."""
    return register_dispute(FRIDAY)


@contextmanager
def calendar_unchanged():
    def rows():
        return [list(model.objects.order_by("pk").values()) for model in (CalendarYear, CalendarDay, CalendarChange)]

    before = rows()
    yield
    assert rows() == before


def clocks(dispute):
    rows = dispute.deadlines.order_by("pk")
    return [f"{row.rule} {row.due_on} {row.status}{' provisional' * row.provisional}" for row in rows]


def day_of(move):
    return f"{move.row.rule} {move.row.due_on} {move.due.on}"


# Publishing -------------------------------------------------------------------------------------------------


def test_dates_move_and_become_firm_with_one_event_a_case(dispute):
    first = clocks(dispute)
    assert "M3 2027-01-11 open provisional" in first
    moved = publish(sheet(SATURDAY), Notice(published_on=date(2026, 11, 5)), by=cast.administrator(), at=LATER)
    assert {"M3 2027-01-11 superseded provisional", "M3 2027-01-09 open"} <= set(clocks(dispute))
    assert moved == sum("provisional" in row for row in first) == len(clocks(dispute)) - len(first)
    event = dispute.events.latest("number")
    assert (event.kind, event.by, event.from_state, event.to_state, event.reason) == (
        "recount", cast.administrator(), "registered", "registered", notice(2027),
    )  # fmt: skip
    assert {"rule": "M3", "was": "2027-01-11", "now": "2027-01-09"} in event.data["deadlines"]
    assert list(violations()) == []


def test_the_year_its_days_and_the_change_are_kept(dispute):
    moved = publish(sheet(SATURDAY), Notice(source="www.gov.cn", published_on=date(2026, 11, 5)),
                    by=cast.administrator(), at=LATER)  # fmt: skip
    year = CalendarYear.objects.get(year=2027)
    assert (year.notice, year.source, year.published_on) == (notice(2027), "www.gov.cn", date(2026, 11, 5))
    assert list(year.days.values_list("date", "kind", "name")) == [
        (row.date, row.kind, row.name) for row in sheet(SATURDAY).days
    ]
    change = year.changes.get()
    assert (change.by, change.at, change.reason, change.moved) == (cast.administrator(), LATER, notice(2027), moved)
    assert change.days[0] == ["2027-01-09", "", "work"]
    assert len(change.days) == 8


def test_publishing_the_same_again_changes_nothing(dispute):
    publish(sheet(SATURDAY), Notice(), by=cast.administrator(), at=LATER)
    with unchanged(), calendar_unchanged():
        assert rehearse(sheet(SATURDAY)) == []
        assert publish(sheet(SATURDAY), Notice(), by=cast.administrator(), at=LATER) == 0


def test_a_corrected_notice_moves_firm_dates_too_and_needs_a_reason(dispute):
    publish(sheet(SATURDAY), Notice(), by=cast.administrator(), at=LATER)
    with refused("Give a reason: this year is published already."), calendar_unchanged():
        publish(sheet(), Notice(), by=cast.administrator(), at=LATER)
    assert [day_of(move) for move in rehearse(sheet())] == ["M3 2027-01-09 2027-01-11"]
    assert publish(sheet(), Notice(), reason="通知更正", by=cast.administrator(), at=LATER) == 1
    assert clocks(dispute)[-1] == "M3 2027-01-11 open"
    assert dispute.events.latest("number").reason == "通知更正"
    assert list(violations()) == []


def test_the_rehearsal_says_what_publishing_then_does_and_changes_nothing(dispute):
    with unchanged(), calendar_unchanged():
        found = rehearse(sheet(SATURDAY))
    assert {move.row.rule for move in found if move.moves} == {"M3"}
    assert all(move.row.provisional and not move.due.provisional for move in found)
    assert [move.becomes_overdue(date(2027, 1, 10)) for move in found if move.moves] == [True]
    assert publish(sheet(SATURDAY), Notice(), by=cast.administrator(), at=LATER) == len(found)


def test_a_deadline_that_stands_still_is_counted_when_it_runs_on(dispute):
    dispute.deadlines.filter(rule="M3").update(paused_on=FRIDAY)
    publish(sheet(SATURDAY), Notice(), by=cast.administrator(), at=LATER)
    assert "M3 2027-01-11 open provisional" in clocks(dispute)


def test_a_sheet_with_a_fault_and_a_title_that_is_too_long_are_refused(dispute):
    with refused("This does not fit."), calendar_unchanged():
        publish(Sheet(2027, sheet().days, ("This does not fit.",)), Notice(), by=cast.administrator(), at=LATER)
    with refused("Ensure this value has at most 200 characters (it has 201)."), calendar_unchanged():
        publish(sheet(), Notice("通" * 201), by=cast.administrator(), at=LATER)


def test_a_year_without_a_notice_and_a_day_of_signing_to_come_are_refused(dispute):
    says = "There is no notice for 2028 yet: it appears in the autumn of the year before."
    with refused(says), calendar_unchanged():
        publish(sheet(year=2028), Notice(), by=cast.administrator(), at=LATER)
    with refused("The day it was signed lies in the future."), calendar_unchanged():
        publish(sheet(), Notice(published_on=date(2026, 12, 29)), by=cast.administrator(), at=LATER)


def test_the_last_days_of_december_stay_with_the_notice_that_has_them(dispute):
    end = date(2026, 12, 31)
    publish(sheet(NoticeDay(end, REST, "元旦")), Notice(), by=cast.administrator(), at=LATER)
    known = [NoticeDay(day, kind, name) for day, kind, name in
             CalendarDay.objects.filter(year=2026).values_list("date", "kind", "name")]  # fmt: skip
    CalendarDay.objects.create(date=date(2026, 12, 27), kind=WORK, name="元旦", year_id=2027)
    again = sheet_of(2026, [*known, NoticeDay(date(2026, 12, 27), REST, "元旦")])
    with refused("2026-12-27 is decided by the notice for 2027 already: correct that day there."):
        publish(again, Notice(), reason="更正", by=cast.administrator(), at=LATER)
    same = sheet_of(2026, [*known, NoticeDay(end, REST, "元旦")])
    with calendar_unchanged():
        assert publish(same, Notice(), by=cast.administrator(), at=LATER) == 0
    assert CalendarDay.objects.get(date=end).year_id == 2027


def test_nothing_of_a_publication_stays_when_it_breaks(dispute, monkeypatch):
    def broken(*args, **given):
        raise RuntimeError

    monkeypatch.setattr(calendar, "recount", broken)
    with unchanged(), calendar_unchanged(), pytest.raises(RuntimeError):
        publish(sheet(SATURDAY), Notice(), by=cast.administrator(), at=LATER)


def test_only_by_an_administrator(dispute):
    with forbidden(), calendar_unchanged():
        publish(sheet(), Notice(), by=cast.city_mediator(), at=LATER)
    with forbidden(), calendar_unchanged():
        correct(date(2026, 10, 10), REST, "国庆节", reason="更正", by=cast.manager(), at=LATER)


# A single day -----------------------------------------------------------------------------------------------


@pytest.fixture
def in_march():
    """M3 of a case received on Monday, 2 March 2026, ends on 17 March; M1 and M2 within a week."""
    return register_dispute(MONDAY)


def test_a_day_made_off_moves_firm_dates(in_march):
    day = date(2026, 3, 17)
    assert "M3 2026-03-17 open" in clocks(in_march)
    found = rehearse_day(day, REST, "地方假日")
    assert [day_of(move) for move in found] == ["M3 2026-03-17 2026-03-18"]
    assert correct(day, REST, "地方假日", reason="市政府通知", by=cast.administrator(), at=LATER) == 1
    assert clocks(in_march)[-1] == "M3 2026-03-18 open"
    change = CalendarChange.objects.get()
    assert (change.year_id, change.reason, change.days) == (2026, "市政府通知", [["2026-03-17", "", "rest"]])
    assert list(violations()) == []


def test_and_back_to_an_ordinary_day(in_march):
    day = date(2026, 3, 17)
    correct(day, REST, "地方假日", reason="市政府通知", by=cast.administrator(), at=LATER)
    assert correct(day, "", "", reason="撤销", by=cast.administrator(), at=LATER) == 1
    assert clocks(in_march)[-1] == "M3 2026-03-17 open"
    assert not CalendarDay.objects.filter(date=day).exists()


@pytest.mark.parametrize(
    ("day", "kind", "name", "reason", "says"),
    [
        (date(2026, 3, 17), REST, "假日", "  ", "Give a reason."),
        (date(2026, 3, 17), WORK, "春节", "更正", "A make-up working day is a Saturday or a Sunday."),
        (date(2026, 3, 17), REST, "", "更正", "This field cannot be blank."),
        (date(2026, 3, 17), "", "", "更正", "The day is like that already."),
        (date(2026, 10, 10), WORK, "国庆节", "更正", "The day is like that already."),
        (date(2030, 5, 1), REST, "劳动节", "更正", "The notice of that year is not published yet: enter it first."),
    ],
)  # fmt: skip
def test_what_is_no_correction_is_refused(in_march, day, kind, name, reason, says):
    with refused(says), calendar_unchanged():
        correct(day, kind, name, reason=reason, by=cast.administrator(), at=LATER)


# The alarm --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "published", "missing"),
    [
        (date(2026, 10, 31), {2026}, []),
        (date(2026, 11, 1), {2026}, [2027]),
        (date(2026, 12, 31), {2026, 2027}, []),
        (date(2027, 1, 1), {2026}, [2027]),
        (date(2027, 11, 1), {2026}, [2027, 2028]),
    ],
)
def test_this_year_and_from_november_on_the_next_are_missed(today, published, missing):
    assert missing_years(today, frozenset(published)) == missing
