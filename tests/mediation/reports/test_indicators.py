"""Every indicator in every group against a slow oracle over made lives, and every cell against the cases behind it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.db.models import F, Q

from mediation.deadline_rules.groups import MEDIATION
from mediation.models import Dispute
from mediation.reports.cells import Cell, cases_of, cell_from, cell_query
from mediation.reports.course import overdue_on
from mediation.reports.facts import FACTS
from mediation.reports.groups import GROUPS
from mediation.reports.indicators import DENOMINATOR, INDICATORS, NUMERATOR, SIDES, Standing, Within, stands_apart
from mediation.reports.parts import parts_of, whole_of
from mediation.reports.periods import ONE_DAY, Period, label_of, period_of, steps_of
from mediation.reports.report import as_json, from_json, report_of
from tests import cast
from tests.mediation.reports.comparing import BY, divided, expected, values_of
from tests.mediation.reports.lives import Lives
from tests.mediation.reports.oracle import Oracle

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 31, 4, tzinfo=UTC)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
ODD = Period(date(2025, 11, 13), date(2026, 4, 20))  # cut months at both ends
LONG = Period(date(2025, 2, 13), date(2026, 12, 20))
SEED, CASES = 73, 90
SOME = (  # every way to count: by a day, a stock, the history, step by step, of other tables, sums and spreads
    "received", "closed", "open_at_end", "carried_over", "stuck", "resolution", "on_time", "reached_hr", "open_age",
    "days_to_contact", "money_agreed", "workers", "collective_groups", "escalated", "reminders", "satisfaction",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def oracle(django_db_setup, django_db_blocker):
    """The cases of all tests here, read by the oracle; nothing of them stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        Lives(SEED, CASES)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # without it the plans are those of empty tables
        yield Oracle()
        transaction.set_rollback(True)


def report(period, by="", disputes=None, **given):
    return report_of(Dispute.objects.all() if disputes is None else disputes, period, by=by, at=AT, **given)


def whole(oracle, period, codes=INDICATORS):
    """The total, which the rows of most indicators are added up to."""
    return {code: expected(oracle, code, period) for code in codes}


def test_the_made_lives_try_every_indicator(oracle):
    """A figure of zero would agree with anything."""
    total = report(YEAR).total.figures
    assert [code for code, found in total.items() if not (found.numerator or found.n)] == []


@pytest.mark.parametrize("period", [YEAR, ODD, Period(date(2026, 3, 31), date(2026, 3, 31))], ids=str)
def test_the_total_and_the_period_before(oracle, period):
    found = report(period)
    assert found.total.figures == whole(oracle, period)
    assert found.total_before.figures == whole(oracle, period.before())


@pytest.mark.parametrize(("step", "period"), [("month", ODD), ("quarter", LONG), ("year", ODD)])
def test_months_quarters_and_years(oracle, step, period):
    found = report(period, step)
    assert found.total.figures == whole(oracle, period)
    assert {(row.value, row.label): row.figures for row in found.rows} == {
        (label_of(period_of(part.first, step)), label_of(part)): {
            code: expected(oracle, code, part) for code in INDICATORS
        }
        for part in steps_of(period, step)
    }
    late = overdue_on(Dispute.objects.all(), [part.last for part in steps_of(period, step)])  # as the dashboard counts
    assert late == [row.figures["overdue"].numerator for row in found.rows]


@pytest.mark.parametrize("by", BY)
def test_the_groups_of_the_case(oracle, by):
    found = report(YEAR, by)
    assert {row.value: row.figures for row in found.rows} == divided(oracle, by, YEAR)
    assert found.total.figures == whole(oracle, YEAR)


@pytest.mark.parametrize(
    ("by", "step", "groups"),
    [("month,town,category", "month", ("town", "category")), ("level,quarter", "quarter", ("level",)),
        ("employer_size,channel,industry", "", ("employer_size", "channel", "industry"))],
)  # fmt: skip
def test_joint_groups_have_a_row_for_each_combination_that_occurs(oracle, by, step, groups):
    order, wanted = by.split(","), {}
    parts = {label_of(period_of(part.first, step)): part for part in steps_of(ODD, step)} if step else {"": ODD}
    for value, part in parts.items():
        rows = {}
        for case in oracle.cases:
            one = {group: next(iter(values_of(case, group))) for group in groups} | {step: value}
            rows.setdefault(",".join(one[group] for group in order), set()).add(case.pk)
        for key, cases in rows.items():
            figures = {code: expected(oracle, code, part, cases) for code in SOME}
            if any(row.numerator or row.denominator or row.n for row in figures.values()):
                wanted[key] = figures
    found = report(ODD, by, indicators=SOME)
    assert {row.value: row.figures for row in found.rows} == wanted
    assert found.total.figures == whole(oracle, ODD, SOME)
    assert len(wanted) > 5
    assert {len(row.labels) for row in found.rows} == {len(order)}


def test_a_case_of_two_groups_of_workers_counts_in_both(oracle):
    applicants = {pk: [row for row in rows if row.role == "applicant"] for pk, rows in oracle.parties.items()}
    rows = {
        group: {pk for pk, people in applicants.items() if any(group in person.groups for person in people)}
        for group in ("woman", "disabled", "migrant")
    }
    found = report(YEAR, "worker_group")
    assert rows["woman"] & rows["migrant"]
    assert {row.value: row.figures for row in found.rows} == {
        value: {code: expected(oracle, code, YEAR, cases) for code in INDICATORS} for value, cases in rows.items()
    }
    assert found.total.figures == whole(oracle, YEAR)


@pytest.mark.parametrize("by", ["", "quarter", "industry", "worker_group", "quarter,town", "town,worker_group"])
def test_behind_every_cell_stand_the_very_cases(oracle, by):
    of_each_fact = {row.fact: row.code for row in INDICATORS.values()}.values()  # is enough where rows are divided
    found = report(YEAR, by, indicators=of_each_fact if by else INDICATORS)
    for row in found.rows[:: 4 if "," in by else 1] or [found.total]:
        for code, figure in row.figures.items():
            for side in (NUMERATOR, DENOMINATOR)[: 1 + (INDICATORS[code].of is not None)]:
                cell = Cell(code, side, YEAR, by, row.value)
                listed = cases_of(Dispute.objects.all(), cell)
                assert set(listed.values_list("pk", flat=True)) == marked(oracle, found, cell), cell
                if INDICATORS[code].unit == "cases":
                    assert listed.count() == getattr(figure, side)
                assert cell_from(cell_query(cell)) == cell
                assert_adds_up(cell, figure)


def assert_adds_up(cell, figure):
    """What lies in each case is the number of the report: added up, or of days as their median."""
    indicator, every = INDICATORS[cell.code], Dispute.objects.all()
    parts = parts_of(every, cell)
    assert parts.keys() == set(cases_of(every, cell).values_list("pk", flat=True))
    numbers = sorted(number for found in parts.values() for number in found)
    whole = whole_of(every, cell)
    if indicator.kind == "spread":
        assert (whole.value, whole.p90, len(numbers)) == (figure.value, figure.p90, figure.n)
        assert not numbers or whole.value == numbers[(len(numbers) - 1) // 2]
        return
    said = figure.value if indicator.kind == "sum" else getattr(figure, cell.side)
    assert whole.value == said
    if indicator.unit != "groups":  # a group may lie in several cases
        assert sum(numbers) == said


def marked(oracle, found, cell):
    values = dict(zip(cell.by.split(","), cell.value.split(","), strict=True))
    part = GROUPS["quarter"].parts(YEAR)[values["quarter"]] if "quarter" in values else YEAR
    marks = oracle.counted(cell.code, part.first, part.last)[cell.side == DENOMINATOR]
    cases = {mark.case for mark in marks}
    for group in values.keys() & {"town", "industry"}:
        cases &= {case.pk for case in oracle.cases if values[group] in values_of(case, group)}
    if "worker_group" in values:
        people = (party for pk in cases for party in oracle.parties[pk] if party.role == "applicant")
        return {party.dispute_id for party in people if values["worker_group"] in party.groups}
    return cases


def test_the_visible_cases_limit_every_figure(oracle):
    cases = {case.pk for case in oracle.cases if case.holder_id == cast.town().pk}
    seen = report(YEAR, disputes=Dispute.objects.visible_to(cast.town_reviewer()))
    assert seen.total.figures == {code: expected(oracle, code, YEAR, cases) for code in INDICATORS}
    nothing = report(YEAR, "town", disputes=Dispute.objects.none())
    assert (nothing.rows, nothing.total.figures) == (
        [], {code: expected(oracle, code, YEAR, set()) for code in INDICATORS},
    )  # fmt: skip
    assert [str(nothing.total.figures[code].value) for code in ("money_agreed", "workers")] == ["0.00", "0"]


def test_the_written_shape_loses_nothing(oracle):
    for by in ("", "month", "town"):
        found = report(YEAR, by, indicators=("resolution", "money_agreed", "open_age", "clues"), scope="全部")
        written = as_json(found)
        assert from_json(written) == found
        for row in (*written["rows"], written["total"], written["total_before"]):
            del row["labels"]  # as it was written before several groups were counted together
        assert from_json(written) == found


def test_the_balance_of_every_month_hands_over_to_the_next(oracle):
    rows = report(ODD, "month", indicators=("carried_over", "received", "closed", "open_at_end")).rows
    counts = [[figure.numerator for figure in row.figures.values()] for row in rows]
    assert all(carried + received - closed == left for carried, received, closed, left in counts)
    assert [row[3] for row in counts[:-1]] == [row[0] for row in counts[1:]]


def outside(period):
    """One day too few at the end."""
    return Within("received_on")(Period(period.first, max(period.first, period.last - ONE_DAY)))


FAULTS = {
    "received": outside,
    "carried_over": Standing("received_on", "ended_on", begun="end", stays="start"),
    "open_at_end": lambda period: Q(received_on__lte=period.last) & ~Q(ended_on__lt=period.last + ONE_DAY * 2),
    "replies_late": Within("due_on", ~Q(letter__answered_on__lte=F("due_on"))),  # and so the unanswered ones
    "unanswered": Within("due_on", Q(letter__answered_on__isnull=True)),  # with limits that ended with the case
    "resolution": Within("ended_on", ~Q(outcome="R05")),
    "on_time": Within("due_on", Q(ended_on__isnull=False)),  # late ones, too
    "days_to_contact": Within("accepted_on"),
    "money_claimed": Within("dispute__received_on"),
    "money_agreed": Within("effective_on"),
    "collective": Within("received_on", Q(worker_count__gt=10)),
    "bounces": Within("sent_on", Q(ended_on__isnull=False)),
    "satisfaction": Within("visited_on", ~Q(satisfaction="dissatisfied")),
    "employer_satisfaction": Within("visited_on", Q(satisfaction__in=("satisfied", "fair"))),  # of both sides
    "performed_at_visit": Within("visited_on", Q(performed__isnull=False)),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_is_found(oracle, monkeypatch, code):
    wrong = replace(INDICATORS[code], counts=FAULTS[code])
    monkeypatch.setitem(INDICATORS, code, wrong)
    found = report(YEAR, "month", indicators=[code])
    parts = list(steps_of(YEAR, "month"))
    assert [row.figures[code] for row in found.rows] != [expected(oracle, code, part) for part in parts]


def test_of_a_case_with_two_limits_the_last_counts(oracle, monkeypatch):
    assert report(YEAR).total.figures["on_time"] == expected(oracle, "on_time", YEAR)
    every = Q(rule__in=MEDIATION, paused_on__isnull=True) & ~Q(status="superseded")
    monkeypatch.setitem(FACTS, "clocks", replace(FACTS["clocks"], also=every))
    assert report(YEAR).total.figures["on_time"] != expected(oracle, "on_time", YEAR)


def test_queries_do_not_grow_with_cases_or_rows(oracle, django_assert_num_queries):
    """One a fact; one for each side that asks the history, and for each spread."""
    sides = [row.side(name) for row in INDICATORS.values() for name in SIDES if row.has(name) and row.kind != "spread"]
    single = sum(map(stands_apart, sides)) + sum(row.kind == "spread" for row in INDICATORS.values())
    together = len({row.fact for row in INDICATORS.values()})
    for by in ("level", "category"):
        with django_assert_num_queries(2 * (together + single) + 1):  # rows and the period before; groups of workers
            report(YEAR, by)
    with django_assert_num_queries(3):  # once for the period before, once a day of the fact
        report(YEAR, "month", indicators=("received", "closed", "resolution", "workers"))
