"""The report page: scope, filters, denominators, links, bad input."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from mediation.models import Dispute
from mediation.performance import money_of
from mediation.reports.figures import Rate, figures_of
from mediation.reports.periods import Period, period_of
from tests import cast
from tests.factories import MONDAY, later, make_dispute, make_letter, perform, take

pytestmark = pytest.mark.django_db

MARCH = {"first": "2026-03-01", "last": "2026-03-31"}


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    with translation.override("en"):
        yield


def read(client, person, **query):
    client.force_login(person)
    return client.get("/reports/", MARCH | query)


def counts(response):
    return {count.definition.code: count.now for count in response.context["counts"]}


def shares(response):
    return {share.definition.code: share.now for share in response.context["shares"]}


def test_the_manager_reads_counts_and_rates_with_both_numbers(client):
    make_dispute("closed")
    make_dispute("mediating")
    response = read(client, cast.manager())
    assert counts(response) == {
        "carried_over": 0, "received": 2, "closed": 1, "not_accepted": 0, "open_at_end": 1, "collective": 0,
    }  # fmt: skip
    assert shares(response) == {
        "clearance": Rate(1, 2), "closing": Rate(1, 2), "resolution": Rate(1, 1), "satisfaction": Rate(0, 0),
        "response": Rate(0, 0), "answering": Rate(0, 0), "correction": Rate(0, 0),
    }  # fmt: skip
    text = " ".join(response.content.decode().split())
    assert text.count("1 of 2") == 2
    assert "1 of 1" in text


def test_a_rate_of_nothing_is_a_dash_and_never_a_percentage(client):
    response = read(client, cast.manager())
    assert set(shares(response).values()) == {Rate(0, 0)}
    text = response.content.decode()
    assert "%</p>" not in text
    assert text.count('<p class="rate-value">—</p>') == 7


def test_letters_are_those_of_the_readers_cases(client):
    letter = make_letter("reminder", "answered")
    day = later(letter.served_on, 7)
    take(letter, "verify", cast.city_mediator(), day, verified_on=day, corrected=True, verification="已付清。")
    for person, rate in ((cast.manager(), Rate(1, 1)), (cast.other_town_mediator(), Rate(0, 0))):
        found = shares(read(client, person))
        assert (found["answering"], found["correction"]) == (rate, rate)


def test_money_is_that_of_the_readers_cases_and_of_the_choices(client):
    for town, by, category in ((cast.town(), cast.town_mediator(), "01"), (cast.other_town(),
                               cast.other_town_mediator(), "06")):  # fmt: skip
        dispute = make_dispute("agreed", holder=town, town=town, category=category)
        perform(dispute, by, later(MONDAY, 20))
    money = money_of(dispute, later(MONDAY, 20))
    one = [money.claimed, money.agreed, money.received]

    def sums(person, **query):
        return [amount.now for amount in read(client, person, **query).context["amounts"]]

    assert all(one)
    assert sums(cast.town_mediator()) == one
    assert sums(cast.manager()) == [2 * amount for amount in one]
    assert sums(cast.manager(), category="06") == one
    assert sums(cast.manager(), first="2026-04-01", last="2026-04-30") == [Decimal("0.00")] * 3
    page = read(client, cast.town_mediator()).content.decode()
    assert [f'<p class="rate-value">¥{amount:,.2f}</p>' in page for amount in one] == [True] * 3


def test_everybody_counts_only_the_own_cases(client):
    make_dispute("mediating", holder=cast.town())
    make_dispute("mediating", holder=cast.other_town())
    assert counts(read(client, cast.manager()))["received"] == 2
    assert counts(read(client, cast.town_mediator()))["received"] == 1
    assert read(client, cast.town_mediator(), town=cast.other_town().pk).status_code == 422


@pytest.mark.parametrize(
    "person", [cast.volunteer, cast.inspector, cast.employer_user, cast.worker_user, cast.administrator]
)
def test_who_has_no_right_to_reports_is_refused(client, person):
    assert read(client, person()).status_code == 403


def test_filters_narrow_and_are_named_on_the_page(client):
    make_dispute("mediating", category="06", town=cast.town())
    make_dispute("mediating", category="01", town=cast.other_town())
    response = read(client, cast.manager(), category="06", town=cast.town().pk, level="city")
    assert counts(response)["received"] == 1
    assert response.context["chosen"] == ["诸暨市枫桥镇总工会", "Work injury and occupational disease", "City"]
    assert counts(read(client, cast.manager(), level="town"))["received"] == 0


def test_rows_by_month_agree_with_each_month_alone(client):
    make_dispute("closed", on=date(2026, 1, 26))
    make_dispute("mediating", on=date(2026, 3, 9))
    response = read(client, cast.manager(), first="2026-01-01", by="month")
    alone = [figures_of(Dispute.objects.all(), [period_of(date(2026, month, 1), "month")])[0] for month in (1, 2, 3)]
    assert [row.figures for row in response.context["rows"]] == alone
    assert [row.label for row in response.context["rows"]] == ["2026-01", "2026-02", "2026-03"]


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("town", ["诸暨市店口镇总工会", "诸暨市枫桥镇总工会", "Not given"]),
        ("category", ["Pay", "Work injury and occupational disease"]),
        ("level", ["City"]),
        ("quarter", ["2026-03"]),
        ("year", ["2026-03"]),
    ],
)
def test_rows_by_group(client, by, labels):
    make_dispute("mediating", town=cast.town())
    make_dispute("mediating", town=cast.other_town(), category="06")
    make_dispute("mediating", town=None)
    rows = read(client, cast.manager(), by=by).context["rows"]
    assert sorted(row.label for row in rows) == sorted(labels)
    assert sum(row.figures.received for row in rows) == 3


def test_the_period_before_stands_beside(client):
    make_dispute("mediating", on=date(2026, 2, 2))
    response = read(client, cast.manager())
    assert response.context["period_before"] == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert {count.definition.code: count.before for count in response.context["counts"]}["received"] == 1
    assert "Before: no data" not in response.content.decode()


def test_a_period_before_without_any_case_has_no_data(client):
    make_dispute("closed", on=date(2026, 3, 2))
    text = read(client, cast.manager()).content.decode()
    assert text.count("Before: no data") == text.count('class="rate"') == 16
    assert "Before: 0" not in text


@pytest.mark.parametrize(
    ("first", "months"),
    [
        ("2026-03-01", ["2026-03"]),
        ("2026-02-10", ["2026-02-10 – 2026-02-28", "2026-03"]),
        ("2024-06-01", [*(f"2025-{month:02}" for month in range(4, 13)), "2026-01", "2026-02", "2026-03"]),
    ],
)
def test_the_chart_shows_months_of_the_period_only(client, first, months):
    assert [label for label, _ in read(client, cast.manager(), first=first).context["chart"]] == months


def test_the_received_cases_can_be_opened_as_a_list(client):
    shown = make_dispute("mediating", category="06", on=date(2026, 3, 9))
    make_dispute("mediating", category="06", on=date(2026, 4, 1))
    make_dispute("mediating", category="01", on=date(2026, 3, 9))
    response = read(client, cast.manager(), category="06")
    [url] = [count.url for count in response.context["counts"] if count.definition.code == "received"]
    assert [row.pk for row in client.get(url).context["page"]] == [shown.pk]


@pytest.mark.parametrize("last", ["2026-03-31", f"{timezone.localdate().year}-12-31"])
def test_a_count_and_the_list_behind_it_agree(client, last):
    """What is open at the end of a past period is no filter of the list, nor is what was carried over."""
    make_dispute("closed", on=date(2026, 2, 2), category="06")
    for state in ("closed", "declined", "mediating", "unresolved"):
        make_dispute(state, on=date(2026, 3, 2), category="06")
    make_dispute("declined", on=date(2026, 3, 2), category="01")
    make_dispute("mediating", on=date(2026, 3, 2), category="06", workers=tuple("甲乙丙丁戊己庚辛壬癸"))
    shown = read(client, cast.manager(), category="06", last=last).context["counts"]
    found = {row.definition.code: client.get(row.url).context["page"].paginator.count for row in shown if row.url}
    assert found == {row.definition.code: row.now for row in shown if row.definition.code in found}
    linked = {"received", "closed", "not_accepted", "collective"} | ({"open_at_end"} if last > "2026-03-31" else set())
    assert set(found) == linked
    assert found["received"] == 5
    assert found["not_accepted"] == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"first": "2026-04-01"}, "last"), ({"first": "soon"}, "first"), ({"last": "2026-02-30"}, "last"),
        ({"first": "0001-01-01"}, "first"), ({"town": "999999"}, "town"), ({"town": "x"}, "town"),
        ({"category": "77"}, "category"), ({"level": "world"}, "level"), ({"by": "mood"}, "by"),
        ({"first": "2000-01-01", "by": "month"}, "by"),
    ],
)  # fmt: skip
def test_bad_input_is_named_and_kept(client, query, field):
    response = read(client, cast.manager(), **query)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert {name: response.context["form"][name].value() for name in query} == query
    assert "counts" not in response.context


def test_without_choices_it_is_the_year_so_far(client):
    client.force_login(cast.manager())
    period = client.get("/reports/").context["period"]
    assert (period.first.month, period.first.day, period.last.year) == (1, 1, period.first.year)


def test_queries_do_not_grow_with_cases(client, django_assert_max_num_queries):
    make_dispute("closed", town=cast.town())
    query = MARCH | {"by": "town"}
    read(client, cast.manager())
    with django_assert_max_num_queries(15):
        client.get("/reports/", query)
    make_dispute("closed", town=cast.other_town())
    make_dispute("declined", town=cast.other_town(), by=cast.second_city_mediator())
    with django_assert_max_num_queries(15):
        client.get("/reports/", query)


def test_definitions_and_their_version_are_on_the_page(client):
    text = read(client, cast.manager()).content.decode()
    assert "closed with success (R01–R04) ÷ closed with success or failure (R05)" in text
    assert "Version 3 of the definitions." in text
