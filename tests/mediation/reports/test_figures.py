"""The figures against a slow oracle that reads rows one by one, and against numbers counted by hand."""

import random
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from mediation.models import Dispute, Event, FollowUp
from mediation.operations.people import follow_up
from mediation.reports.figures import Figures, Rate, figures_by, figures_of
from mediation.reports.periods import Period, period_of, steps_of
from tests import cast
from tests.factories import at, later, make_dispute

pytestmark = pytest.mark.django_db

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SUCCESS, FAILURE = {"R01", "R02", "R03", "R04"}, {"R05"}


def end_of(dispute):
    """The day a case ended, read from the row and its events; None while it is open."""
    if dispute.state == "declined":
        declined = [event.at for event in dispute.events.all() if event.kind == "decline"]
        return declined[-1].astimezone(at(YEAR.first).tzinfo).date()
    return dispute.closed_on


def oracle(disputes, period):
    """The figures of the definitions, counted in Python."""
    rows = list(disputes.prefetch_related("events", "follow_ups"))

    def within(day):
        return day is not None and period.first <= day <= period.last

    def open_on(row, day):
        """When the day begins."""
        return row.received_on < day and (end_of(row) is None or end_of(row) >= day)

    ended = [row for row in rows if within(end_of(row))]
    seen = [visit.satisfaction for row in rows for visit in row.follow_ups.all() if within(visit.visited_on)]
    received = [row for row in rows if within(row.received_on)]
    return Figures(
        received=len(received),
        closed=len(ended),
        not_accepted=sum(row.outcome == "R07" for row in ended),
        carried_over=sum(open_on(row, period.first) for row in rows),
        open_at_end=sum(open_on(row, period.last + timedelta(days=1)) for row in rows),
        succeeded=sum(row.outcome in SUCCESS for row in ended),
        failed=sum(row.outcome in FAILURE for row in ended),
        collective=sum(row.worker_count >= 10 for row in received),
        visits=len(seen),
        valid_answers=sum(answer != "no_answer" for answer in seen),
        content_answers=sum(answer in ("satisfied", "fair") for answer in seen),
    )


def scatter(count, seed):
    """Rows over two years in every kind of end, written directly: only their dates and codes matter here."""
    chance = random.Random(seed)
    mediator, towns = cast.city_mediator(), [cast.town(), cast.other_town(), None]
    member = mediator.memberships.get()
    for number in range(count):
        received = date(2025, 1, 1) + timedelta(days=chance.randrange(730))
        ended = received + timedelta(days=chance.randrange(200))
        state = chance.choice(["registered", "mediating", "declined", "closed", "closed", "closed", "archived"])
        over = state in ("closed", "archived")
        outcome = chance.choice(["R01", "R02", "R03", "R04", "R05", "R05", "R06", "R07", "R08", "R13", "R15"])
        dispute = Dispute.objects.create(
            number=f"oracle-{seed}-{number}", intake_key=uuid4(), received_on=received, registered_at=at(received),
            registered_by=mediator, category=chance.choice(["01", "06"]), level="city", summary="-",
            worker_count=chance.choice([1, 9, 10, 150]), employer=cast.employer(), holder=cast.city(),
            town=chance.choice(towns), state=state, closed_on=ended if over else None,
            ended_on=ended if over or state == "declined" else None,
            outcome=outcome if over else "R07" if state == "declined" else "",
        )  # fmt: skip
        if state == "declined":
            hour = chance.choice([0, 7, 8, 23])  # both sides of midnight in UTC
            Event.objects.create(
                dispute=dispute, number=1, subject="dispute", kind="decline", to_state="declined",
                at=at(ended, hour), by=mediator, role=member.role, organisation=member.organisation,
            )  # fmt: skip
        for _visit in range(chance.choice([0, 1, 1, 2]) if over else 0):
            FollowUp.objects.create(
                dispute=dispute, visited_on=ended + timedelta(days=chance.randrange(40)), by=mediator,
                satisfaction=chance.choice(["satisfied", "fair", "dissatisfied", "no_answer"]),
            )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_query_agrees_with_the_oracle_month_by_month(seed):
    scatter(60, seed)
    disputes = Dispute.objects.all()
    months = [*steps_of(YEAR, "month"), YEAR, Period(date(2026, 2, 27), date(2026, 3, 3))]
    assert figures_of(disputes, months) == [oracle(disputes, month) for month in months]


@pytest.mark.parametrize("field", ["town", "category", "level"])
def test_the_groups_agree_with_the_oracle(field):
    scatter(60, 7)
    disputes = Dispute.objects.all()
    values = set(disputes.values_list(field, flat=True))
    expected = {value: oracle(disputes.filter(**_lookup(field, value)), YEAR) for value in values}
    assert figures_by(disputes, YEAR, field) == expected


def _lookup(field, value):
    return {f"{field}__isnull": True} if value is None else {field: value}


@pytest.mark.parametrize("seed", [11, 12])
def test_the_balance_of_every_month_adds_up_and_hands_over_to_the_next(seed):
    scatter(60, seed)
    months = figures_of(Dispute.objects.all(), list(steps_of(YEAR, "month")))
    for month in months:
        assert month.carried_over + month.received - month.closed == month.open_at_end
    assert [month.open_at_end for month in months[:-1]] == [month.carried_over for month in months[1:]]


def test_only_the_rows_passed_in_are_counted():
    scatter(30, 5)
    some = Dispute.objects.filter(town=cast.town())
    assert figures_of(some, [YEAR]) == [oracle(some, YEAR)]
    assert figures_of(Dispute.objects.none(), [YEAR]) == [Figures()]


def test_two_queries_whatever_the_number_of_rows_and_months(django_assert_num_queries):
    scatter(20, 9)
    for periods in ([YEAR], list(steps_of(YEAR, "month"))):
        with django_assert_num_queries(2):
            figures_of(Dispute.objects.all(), periods)
    with django_assert_num_queries(2):
        figures_by(Dispute.objects.all(), YEAR, "town")


def test_real_lives_counted_by_hand():
    """Settled on 17 March and visited with content; declined on 3 March; open since February."""
    settled = make_dispute("closed", on=date(2026, 3, 2))
    follow_up(
        settled,
        by=cast.city_mediator(),
        at=at(date(2026, 3, 24)),
        visited_on=date(2026, 3, 24),
        satisfaction="satisfied",
    )
    make_dispute("declined", on=date(2026, 3, 2), by=cast.second_city_mediator())
    make_dispute("mediating", on=date(2026, 2, 2))
    march = figures_of(Dispute.objects.all(), [period_of(date(2026, 3, 1), "month")])[0]
    assert march == Figures(
        received=2, closed=2, not_accepted=1, carried_over=1, open_at_end=1, succeeded=1, visits=1,
        valid_answers=1, content_answers=1,
    )  # fmt: skip
    assert (march.clearance, march.closing) == (Rate(2, 2), Rate(2, 3))
    assert (march.resolution, march.satisfaction, march.response) == (Rate(1, 1), Rate(1, 1), Rate(1, 1))


def test_the_last_day_of_a_month_counts_in_it_and_in_no_other():
    settled = make_dispute("closed", on=later(date(2026, 3, 31), -15))
    assert settled.closed_on == date(2026, 3, 31)
    march, april = figures_of(
        Dispute.objects.all(), list(steps_of(Period(date(2026, 3, 1), date(2026, 4, 30)), "month"))
    )
    assert (march.closed, march.open_at_end, april.closed, april.carried_over) == (1, 0, 0, 0)


def test_a_rate_of_nothing_has_no_value():
    assert Rate(0, 0).value is None
    assert Rate(1, 4).value == Decimal("0.25")
    assert all(
        getattr(Figures(), name).value is None
        for name in ("clearance", "closing", "resolution", "satisfaction", "response")
    )
