"""Small cells: what is hidden of a report, and that nothing shown gives it away."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from mediation.reports.figure import Figure, rate
from mediation.reports.periods import Period
from mediation.reports.report import Report, Row
from mediation.reports.small_cells import hidden

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def report(figures, *, code="workers", by="town", total=1000, before=1000):
    """A report of one indicator; the figures by value of the row, numbers of people where they are no figures."""

    def row(value, figure):
        found = figure if isinstance(figure, Figure) else Figure(Decimal(figure), n=figure)
        return Row(value, (value,), {code: found})

    rows = [row(value, figure) for value, figure in figures.items()]
    at = datetime(2026, 3, 31, 17, tzinfo=UTC)  # an hour past midnight of the office
    return Report(MARCH, MARCH.before(), by, (code,), rows, row("", total), row("", before), at, "", {code: "1"})


def rows_hidden(found):
    return {value for value, _code in hidden(found)}


def test_one_to_four_people_are_hidden_and_with_a_single_one_the_next_smallest():
    assert rows_hidden(report({"a": 4, "b": 30, "c": 12, "d": 0})) == {"a", "c"}


def test_two_that_are_hidden_are_enough_unless_their_sum_is_small():
    assert rows_hidden(report({"a": 4, "b": 3, "c": 12})) == {"a", "b"}
    assert rows_hidden(report({"a": 1, "b": 1, "c": 12, "d": 15})) == {"a", "b", "c"}


def test_what_is_not_small_is_shown():
    assert rows_hidden(report({"a": 5, "b": 0, "c": 900})) == set()


def joint(table, by="month,town"):
    return {tuple(value.split(",")) for value in rows_hidden(report({",".join(k): n for k, n in table.items()}, by=by))}


def test_of_joint_rows_no_month_and_no_town_gives_a_small_one_away():
    """Every line whose total other reports show has two that are hidden, or none."""
    table = {("01", "a"): 3, ("01", "b"): 20, ("01", "c"): 30, ("02", "a"): 40, ("02", "b"): 8, ("02", "c"): 60}
    found = joint(table)
    assert found == {("01", "a"), ("01", "b"), ("02", "a"), ("02", "b")}
    assert joint({**table, ("01", "a"): 5}) == set()


def test_what_is_hidden_of_one_group_is_not_added_up_from_joint_rows():
    """Town b has four in all, so that a report by town hides the next smallest, a, too: its months tell no sum."""
    table = {("01", "a"): 60, ("02", "a"): 60, ("01", "b"): 2, ("02", "b"): 2, ("01", "c"): 50, ("02", "c"): 50}
    table |= {("03", "c"): 500}
    assert rows_hidden(report({"a": 120, "b": 4, "c": 600})) == {"a", "b"}
    assert joint(table) == {key for key in table if key[0] != "03"}


def test_random_joint_rows_leave_no_line_with_a_single_hidden_one():
    """Nor one whose total a report by one of the groups hides, while its rows tell it."""
    rng = Random(7)
    for _round in range(60):
        table = {
            (month, town): rng.choice((1, 2, 4, 6, 9, 15, 40))
            for month in "1234" for town in "abcd" if rng.random() < 0.8
        }  # fmt: skip
        found = joint(table)
        assert found >= {value for value, number in table.items() if number < 5}
        assert is_kept(table, found, list(table))
        for place in (0, 1):
            lines = {key: [value for value in table if value[place] == key] for key in {row[place] for row in table}}
            covered = rows_hidden(report({key: sum(map(table.get, line)) for key, line in lines.items()}))
            for key, line in lines.items():
                assert is_kept(table, found, line, is_covered=key in covered)


def is_kept(table, found, line, *, is_covered=False):
    """Nothing of the line is hidden, or so much that it cannot be told."""
    gone = [table[value] for value in line if value in found]
    return len(gone) == len(line) or (len(gone) > 1 and sum(gone) >= 5) or not (gone or is_covered)


def test_by_three_groups_no_row_of_people_is_shown():
    """Reports by two of the groups, put together, would tell the small ones."""
    assert joint({("01", "a", "x"): 50, ("01", "b", "x"): 60}, "month,town,category") == {
        ("01", "a", "x"), ("01", "b", "x"),
    }  # fmt: skip
    assert rows_hidden(report({"01,a,x": 50}, code="received", by="month,town,category")) == set()
    assert rows_hidden(report({"01,a,woman": 50}, code="received", by="month,town,worker_group")) == {"01,a,woman"}


def test_of_cases_that_filters_let_pass_no_figure_of_people_is_shown():
    """Each is a row of a report by that group, which may hide it though it is not small itself."""
    found = report({"a": 50, "b": 60})
    assert (hidden(found), {value for value, _code in hidden(found, ["category"])}) == (set(), {"a", "b", "", "before"})
    cases = report({"a": 50}, code="received")
    assert hidden(cases, ["town"]) == set()
    assert {value for value, _code in hidden(cases, ["worker_group"])} == {"a", "", "before"}


def test_a_small_total_is_hidden_of_this_period_and_of_the_one_before():
    assert rows_hidden(report({"a": 4}, total=4)) == {"a", ""}
    assert rows_hidden(report({}, before=3)) == {"before"}


def test_figures_that_are_not_of_people_are_shown_unless_the_rows_are():
    assert rows_hidden(report({"a": 1, "b": 9}, code="received")) == set()
    groups = report({"woman": rate(3, 9), "minor": rate(6, 40), "disabled": rate(8, 20)}, code="resolution",
        by="worker_group")  # fmt: skip
    assert rows_hidden(groups) == {"woman", "disabled"}


def test_of_a_share_what_is_missing_counts_too():
    groups = report({"woman": rate(30, 33), "minor": rate(0, 40), "disabled": rate(20, 20)}, code="resolution",
        by="worker_group")  # fmt: skip
    assert rows_hidden(groups) == {"woman", "disabled"}


def test_money_of_few_people_is_hidden_however_much_it_is():
    few, many = Figure(Decimal("41513.50"), n=2), Figure(Decimal("3.00"), n=6)
    assert rows_hidden(report({"woman": few, "minor": many}, code="money_received", by="worker_group")) == {
        "woman", "minor",
    }  # fmt: skip
    assert rows_hidden(report({"minor": many}, code="money_received", by="worker_group")) == set()
    assert rows_hidden(report({"a": few}, code="money_received")) == set()


def test_a_spread_of_few_is_hidden(settings):
    few = Figure(Decimal(200), n=3, p90=Decimal(300))
    found = report({"woman": few, "minor": Figure(n=0)}, code="days_gross", by="worker_group")
    assert rows_hidden(found) == {"woman"}
    settings.SMALL_CELL = 3
    assert rows_hidden(found) == set()


def test_of_odd_days_all_figures_of_people_are_hidden():
    """Of two periods that differ by a day the difference would be the people of that day."""
    whole = report({"a": 40, "b": 50})
    assert hidden(whole) == set()
    odd = replace(whole, period=Period(date(2026, 3, 1), date(2026, 3, 30)))
    assert hidden(odd) == {("a", "workers"), ("b", "workers"), ("", "workers")}
    for last in (date(2026, 3, 31), date(2026, 4, 1)):  # the end of a month, and today
        assert hidden(replace(whole, period=Period(date(2026, 3, 2), last))) == hidden(odd)
    assert hidden(replace(whole, before=odd.period)) == {("before", "workers")}
    to_date = Period(date(2026, 3, 1), date(2026, 4, 1))
    assert hidden(replace(whole, period=to_date)) == set()
    assert [replace(whole, period=to_date, at=whole.at - timedelta(days=n)).is_unfinished for n in (0, 1)] == [0, 1]
    assert hidden(replace(whole, period=to_date, at=whole.at + timedelta(days=1))) == hidden(odd)
    cases = report({"a": Figure(Decimal(4), numerator=4)}, code="received")
    assert hidden(replace(cases, period=odd.period)) == set()
