"""Agreements of before M11: each instalment still due gets its time limit once, by an administrator, with an event."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from mediation.integrity import violations
from mediation.models import Deadline, Instalment
from mediation.operations.performance import record_performance
from mediation.operations.performance_clocks import open_missing, without_clock
from mediation.views.timeline import timeline
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute, mediation_of, reach_agreement, take
from tests.refusals import forbidden, unchanged

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 25)
DUE = [later(MONDAY, 18), later(MONDAY, 28)]


@pytest.fixture
def agreement():
    """Of two instalments, the second of which runs; like every agreement of the release before, without clocks."""
    dispute = make_dispute("mediating")
    reach_agreement(mediation_of(dispute), cast.city_mediator(), later(MONDAY, 8), parts=2)
    Deadline.objects.filter(rule="M11").delete()
    return dispute.agreements.get()


def opened(by=None):
    return open_missing(by=by or cast.administrator(), at=at(DAY))


def clocks(agreement):
    rows = agreement.dispute.deadlines.filter(rule="M11").order_by("pk")
    return [(row.instalment.due_on, row.due_on, row.status, row.opened_by.kind) for row in rows]


def pay(row):
    record_performance(
        row, by=cast.city_mediator(), at=at(DAY), paid_on=later(MONDAY, 18), paid_amount=row.amount, proof="回单"
    )


def test_each_gets_its_own_with_one_event_that_the_case_tells(agreement):
    before = agreement.dispute.events.count()
    assert [row.due_on for row in without_clock()] == DUE
    assert opened() == 2
    assert clocks(agreement) == [(day, day, "open", "recount") for day in DUE]
    event = agreement.dispute.events.latest("number")
    assert (agreement.dispute.events.count(), event.by, event.at) == (before + 1, cast.administrator(), at(DAY))
    assert event.data["deadlines"] == [{"rule": "M11", "was": None, "now": str(day)} for day in DUE]
    with translation.override("en"):
        (newest, *_older), _count = timeline(fresh(agreement.dispute))
    assert newest.text.splitlines() == [
        *(f"M11 Performance of the agreement: {day}" for day in DUE),
        "M11 协议履行：协议订立时尚未计算期限，现予补开",
    ]
    assert list(violations()) == []


def test_a_second_run_opens_nothing(agreement):
    opened()
    with unchanged():
        assert opened() == 0


def test_what_is_paid_needs_none_and_what_runs_keeps_its_own(agreement):
    first, second = agreement.instalments.order_by("pk")
    pay(first)
    assert opened() == 1
    assert clocks(agreement) == [(DUE[1], DUE[1], "open", "recount")]
    pay(second)
    assert clocks(agreement) == [(DUE[1], DUE[1], "met", "recount")]
    with unchanged():
        assert opened() == 0


def test_breached_agreements_and_ended_cases_are_left_alone(agreement):
    take(agreement.dispute, "breach_agreement", cast.city_mediator(), DAY, reason="逾期未付。")
    Deadline.objects.filter(rule="M11").delete()
    ended = make_dispute("closed", employer=cast.other_employer())
    assert Instalment.objects.filter(agreement__dispute=ended).exists()
    Deadline.objects.filter(dispute=ended, rule="M11").delete()
    Instalment.objects.filter(agreement__dispute=ended).update(paid_on=None)
    ended.agreements.update(performed_on=None)
    with unchanged():
        assert opened() == 0


def test_only_by_an_administrator(agreement):
    with forbidden():
        opened(by=cast.manager())


def test_the_command_rehearses_then_opens(agreement, capsys):
    who = cast.administrator().username
    with translation.override("en"):
        with unchanged():
            call_command("open_performance", by=who, rehearse=True)
            for by, says in (("nobody", "There is no user “nobody”."), (cast.manager().username, "You may not")):
                with pytest.raises(CommandError, match=says):
                    call_command("open_performance", by=by)
        call_command("open_performance", by=who)
        call_command("open_performance", by=who)
    assert capsys.readouterr().out.splitlines() == [
        "2 time limits would be opened.", "2 time limits were opened.", "0 time limits were opened.",
    ]  # fmt: skip
    assert agreement.dispute.events.latest("number").at > datetime(2026, 1, 1, tzinfo=UTC)


def test_queries_to_find_them_do_not_grow(agreement, django_assert_num_queries):
    for _index in range(3):
        reach_agreement(mediation_of(make_dispute("mediating")), cast.city_mediator(), later(MONDAY, 8), parts=2)
    Deadline.objects.filter(rule="M11").delete()
    with django_assert_num_queries(1):
        assert len(without_clock()) == 8
