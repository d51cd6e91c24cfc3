"""My desk in a real browser: a phone shows the first rows of a section and the others on demand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import cast, factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.walks.crowd import committed

pytestmark = pytest.mark.browser
ROWS = "#desk-rows-mine > li"


@pytest.fixture
def desk(page, sign_in):
    with committed():
        for days in range(5):
            factories.make_dispute("mediating", on=timezone.localdate() - timedelta(days=8 + days))
        sign_in(page, cast.city_mediator().username)
        page.goto(reverse("desk"))
        yield page
        page.close()


@pytest.mark.parametrize("width", [PHONE])
def test_a_phone_shows_three_rows_and_the_others_on_demand(desk, overflow):
    rows = desk.locator(ROWS)
    assert [rows.nth(number).is_visible() for number in range(5)] == [True] * 3 + [False] * 2
    desk.click("[data-show-rows=desk-rows-mine]")
    assert [rows.nth(number).is_visible() for number in range(5)] == [True] * 5
    assert desk.evaluate("document.activeElement.href") == rows.nth(3).locator("a").first.evaluate("link => link.href")
    assert overflow(desk) == 0


@pytest.mark.parametrize("width", [DESKTOP])
def test_a_wide_window_shows_all_rows(desk):
    assert desk.locator(ROWS).evaluate_all("rows => rows.every((row) => row.checkVisibility())")
    assert desk.locator(ROWS).count() == 5
    assert desk.locator("[data-show-rows]:visible").count() == 0
