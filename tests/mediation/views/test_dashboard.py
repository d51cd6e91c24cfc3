"""The dashboard: the figures of the report, each with its cases; ages, stages and rankings add up."""

import html
import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.utils import translation

from mediation.filters import DisputeFilter
from mediation.listing import listed
from mediation.models import Dispute
from mediation.reports.counting import totals
from mediation.reports.course import overdue_on
from mediation.reports.groups import GROUPS
from mediation.reports.indicators import INDICATORS
from mediation.reports.periods import Period
from mediation.reports.report import report_of
from mediation.views.dashboard import CARDS, PARTS
from tests import cast
from tests.factories import MONDAY, at, later, make_dispute

pytestmark = pytest.mark.django_db
HALF = {"first": "2026-01-01", "last": "2026-06-30"}


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    with translation.override("en"):
        yield


def read(client, person, **query):
    client.force_login(person)
    return client.get("/reports/", HALF | {"all": "1"} | query)


def some_cases():
    make_dispute("closed", on=date(2026, 2, 2), town=cast.town())
    make_dispute("at_hr", town=cast.town())
    make_dispute("mediating", holder=cast.other_town(), town=cast.other_town(), on=later(MONDAY, 40))


def test_cards_are_the_figures_of_the_report_of_the_own_cases(client):
    some_cases()
    for person, received in ((cast.manager(), "3"), (cast.other_town_mediator(), "1")):
        page = read(client, person)
        visible, period = Dispute.objects.visible_to(person), Period(date(2026, 1, 1), date(2026, 6, 30))
        made = report_of(visible, period, indicators=CARDS, at=at(MONDAY))
        cards = {card.total.indicator.code: card for card in page.context["cards"]}
        assert list(cards) == list(CARDS)
        assert cards["received"].total.now.words == received
        for code, card in cards.items():
            assert len(card.course) == 12
            assert [part.words for part in card.total.now.parts] == [
                str(number) for number in (made.total.figures[code].numerator, made.total.figures[code].denominator)
                if made.total.figures[code].denominator
            ]  # fmt: skip


def test_every_number_of_the_charts_opens_as_many_cases(client):
    some_cases()
    person, count = cast.manager(), 0
    page = read(client, person, level="city")
    for name in ("months", "stages", "ages", "towns", "handlers"):
        for mark in (mark for row in page.context[name] for mark in row.marks):
            assert (mark.url == "") is (mark.words == "0")
            if mark.url:
                count += 1
                data = QueryDict(urlsplit(mark.url).query)
                found = DisputeFilter(
                    data, queryset=listed(Dispute.objects.all()), user=person, today=later(MONDAY, 60)
                )
                assert (found.form.errors, str(found.qs.count())) == ({}, mark.words), mark.url
    assert count >= 10
    assert [[mark.value for mark in row.marks] for row in page.context["stages"]] == [[2], [1], [0], [0]]


def test_the_months_carry_their_year_where_it_changes(client):
    make_dispute("registered", on=date(2026, 2, 2))
    months = read(client, cast.manager(), last="2026-03-31").context["months"]
    assert (months[0].short, months[0].under, len(months)) == ("4", "2025", 12)
    assert {(row.short, row.under) for row in months[1:] if row.under} == {("1", "2026")}


def test_ages_add_up_to_the_open_cases_and_the_oldest_comes_first(client):
    some_cases()
    page = read(client, cast.manager(), last="2026-05-01")
    ages = {row.label: row.marks[0].value for row in page.context["ages"]}
    assert ages == {
        "0–15 days": 0, "16–30 days": 1, "31–60 days": 1, "61–180 days": 0, "181–365 days": 0, "over 365 days": 0,
    }  # fmt: skip
    assert [row.received_on for row in page.context["oldest"]] == [MONDAY, later(MONDAY, 40)]


@pytest.mark.once
def test_without_any_case_it_says_what_to_do_and_draws_nothing(client):
    texts = [read(client, cast.manager()).content.decode()]
    texts += [client.get(page).content.decode() for page in ("/reports/", "/reports/figures/")]
    client.force_login(cast.other_town_mediator())
    texts.append(client.get("/reports/").content.decode())
    words = ("No case in this period", "No case is registered yet", "that a mediator registers", 'href="/cases/new/"')
    said = [[word in text for word in words] for text in texts]
    nothing_yet = [False, True, True, False]
    assert said == [[True, False, False, False], nothing_yet, nothing_yet, [False, True, False, True]]
    assert not any("hx-get" in text or "<tbody>" in text for text in (texts[0], texts[1], texts[3]))


@pytest.mark.once
def test_a_part_without_any_case_says_so(client):
    client.force_login(cast.manager())
    text = "".join(client.get("/reports/", HALF | {"part": name}).content.decode() for name in PARTS)
    assert [words in text for words in ("before: no data", "No open case", "No employer stands out")] == [True] * 3
    assert "%</p>" not in text
    assert (text.count("Nothing to count yet"), "<tbody>" in text, "month by month" in text) == (6, False, False)
    period = client.get("/reports/").context["period"]
    assert (period.first.month, period.first.day, period.last.year) == (1, 1, period.first.year)


def test_the_overdue_of_each_month_are_those_of_the_indicator(client):
    some_cases()
    make_dispute("unresolved", on=date(2026, 3, 30))
    period, disputes = Period(date(2026, 2, 10), date(2026, 8, 20)), Dispute.objects.all()
    months = list(GROUPS["month"].parts(period).values())
    wanted = [totals(disputes, [INDICATORS["overdue"]], month)["overdue"].numerator for month in months]
    assert overdue_on(disputes, [month.last for month in months]) == wanted
    assert max(wanted) > min(wanted)


def test_the_page_asks_for_its_parts_which_together_are_the_whole(client):
    some_cases()
    whole = read(client, cast.manager()).content.decode()
    page = client.get("/reports/", HALF).content.decode()
    asked = [html.unescape(part) for part in re.findall(r'hx-get="([^"]+)"', page)]
    assert [part.rpartition("part=")[2] for part in asked] == list(PARTS)
    for part in asked:
        text = client.get(f"/reports/{part}").content.decode()
        assert "<html" not in text
        assert [line for line in text.splitlines() if line.strip() and line not in whole] == []
