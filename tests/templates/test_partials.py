"""The parts that pages are made of."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy

from mediation.deadline_rules.rule import Nature
from mediation.machine import Unmet

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def words(name, **context):
    """What a reader sees of a part, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", render_to_string(f"partials/{name}.html", context)).split())


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2026, 11, 20), "2026-11-20 3 days overdue"),
        (date(2026, 11, 22), "2026-11-22 1 day overdue"),
        (date(2026, 11, 23), "2026-11-23 due today"),
        (date(2026, 11, 24), "2026-11-24 1 day left"),
        (date(2027, 1, 5), "2027-01-05 43 days left"),
    ],
)
def test_a_due_date_says_how_far_away_it_is(on, shown):
    assert words("_due", on=on, today=TODAY) == shown


@pytest.mark.parametrize(
    ("nature", "on", "shown", "look"),
    [
        (Nature.DUTY, date(2026, 11, 20), "2026-11-20 3 days overdue", "due-over"),
        (Nature.RIGHT, date(2026, 11, 20), "2026-11-20 lapsed 3 days ago", "due-over"),
        (Nature.RIGHT, date(2026, 11, 23), "2026-11-23 last day today", "due-soon"),
        (Nature.OPENS, date(2026, 11, 25), "2026-11-25 possible in 2 days", ""),
        (Nature.OPENS, date(2026, 11, 23), "2026-11-23 possible since then", ""),
        (Nature.KEPT, date(2026, 11, 23), "2026-11-23 to be kept until then", ""),
        (Nature.KEPT, date(2026, 11, 20), "2026-11-20 need not be kept any longer", ""),
    ],
)
def test_only_a_duty_is_overdue(nature, on, shown, look):
    given = {"on": on, "today": TODAY, "nature": nature}
    assert words("_due", **given) == shown
    page = render_to_string("partials/_due.html", given)
    assert re.search(r'class="due ?([a-z-]*)"', page)[1] == look


def test_a_due_date_that_was_met_is_not_counted_any_more():
    assert words("_due", on=date(2026, 11, 20), today=TODAY, met=True) == "2026-11-20 met"


def test_a_due_date_in_an_unpublished_year_is_marked():
    assert words("_due", on=date(2027, 1, 5), today=TODAY, provisional=True) == "2027-01-05 43 days left provisional"


@pytest.mark.parametrize(
    ("on", "look"),
    [(date(2026, 11, 22), "due-over"), (date(2026, 11, 26), "due-soon"), (date(2026, 11, 27), "")],
)
def test_a_due_date_is_coloured_by_urgency(on, look):
    page = render_to_string("partials/_due.html", {"on": on, "today": TODAY})
    assert re.search(r'class="due ([a-z-]*)"', page)[1] == look


def test_a_badge_is_colour_icon_and_word():
    page = render_to_string("partials/_badge.html", {"state": "agreed", "label": "<Agreed>"})
    assert 'class="state tone-good"' in page
    assert "icons.svg#heart-handshake" in page
    assert "&lt;Agreed&gt;" in page


def test_a_step_that_is_open_is_a_link():
    page = render_to_string("partials/_step_button.html", {"label": "Accept", "url": "/cases/1/accept/", "unmet": []})
    assert 'href="/cases/1/accept/"' in page


def test_a_step_that_is_closed_says_what_is_missing_and_who_provides_it():
    unmet = [Unmet("a handler is assigned", "reviewer"), Unmet("the letter is served", "mediator")]
    page = render_to_string(
        "partials/_step_button.html", {"label": "Accept", "url": "/cases/1/accept/", "unmet": unmet}
    )
    assert "href=" not in page.replace("<use href", "")
    assert words("_step_button", label="Accept", url="/", unmet=unmet) == (
        "Accept 2 things missing a handler is assigned From: reviewer the letter is served From: mediator"
    )


def test_a_rate_shows_both_its_numbers():
    assert words("_rate", label="Resolution", numerator=25, denominator=30) == "Resolution 83.3% 25 of 30"
    assert words("_rate", label="Resolution", numerator=0, denominator=0) == "Resolution — Nothing to count yet"


def test_pages_keep_the_filter():
    request = SimpleNamespace(GET=QueryDict("state=closed&page=2"))
    page = render_to_string("partials/_pagination.html", {"request": request, "page": Paginator(range(30), 10).page(2)})
    assert re.findall(r'href="(\?[^"]+)"', page) == ["?state=closed&amp;page=1", "?state=closed&amp;page=3"]


def test_one_page_needs_no_pages():
    assert words("_pagination", page=Paginator(range(3), 10).page(1)) == ""


def test_the_rail_marks_the_present_stage_for_screen_readers():
    stages = [
        SimpleNamespace(label="Union", status="done"),
        SimpleNamespace(label="Court", status="current", note=""),
    ]
    page = render_to_string("partials/_rail.html", {"stages": stages})
    assert page.count("aria-current") == 1
    assert words("_rail", stages=stages) == "Union passed 2 Court now here"


def test_an_empty_fact_is_a_dash():
    assert words("_definition_list", items=[("Workers", 150), ("Channel", "")]) == "Workers 150 Channel —"


@pytest.mark.parametrize(("who", "shown"), [("the handler", "a paper From: the handler"), ("you", "a paper")])
def test_what_is_missing_names_who_can_provide_it_unless_it_is_the_reader(who, shown):
    assert words("_unmet", unmet=[Unmet("a paper", gettext_lazy(who))]) == shown
