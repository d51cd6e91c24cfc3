"""The calendar and the rules in a real browser: entered by keyboard, without axe findings, on a phone and a desk."""

import pytest

from tests import cast, factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.mediation.views.test_calendar import NOTICE_2027
from tests.walks.crowd import committed

pytestmark = pytest.mark.browser


@pytest.fixture
def administrator(page, sign_in):
    with committed():
        factories.register_dispute()
        sign_in(page, cast.administrator().username)
        yield page
        page.close()


@pytest.mark.parametrize("width", [PHONE])
def test_a_notice_is_published_by_keyboard(administrator, axe, overflow, tab_to):
    administrator.goto("/calendar/enter/")
    tab_to(administrator, "[name=text]")
    administrator.keyboard.insert_text(NOTICE_2027)
    tab_to(administrator, "main form button")
    administrator.keyboard.press("Enter")
    administrator.wait_for_selector("[name=act]", state="attached")
    assert (axe(administrator), overflow(administrator)) == ([], 0)
    tab_to(administrator, "main form button")
    administrator.keyboard.press("Enter")
    administrator.wait_for_url("**/calendar/?year=2027")
    assert administrator.locator(".calendar-mark").count() == 36


@pytest.mark.parametrize("width", [DESKTOP])
def test_a_length_is_rehearsed(administrator, axe, overflow):
    administrator.goto("/rules/M2/set/")
    administrator.fill("[name=length]", "10")
    administrator.fill("[name=reason]", "本会规定")
    administrator.fill("[name=valid_from]", "2026-03-01")
    administrator.click("main form button")
    administrator.wait_for_selector("[name=act]", state="attached")
    assert (axe(administrator), overflow(administrator)) == ([], 0)
