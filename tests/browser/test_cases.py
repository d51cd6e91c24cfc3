"""Desk, case list and intake in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.models import Dispute, Employer
from tests import cast, factories
from tests.browser.conftest import PHONE
from tests.factories import later
from tests.walks.crowd import committed

pytestmark = pytest.mark.browser
LONG = "浙江诸暨大唐街道国际袜业跨境电商直播供应链管理股份有限公司第二分公司"


@pytest.fixture
def cases(page, sign_in):
    with committed():
        today = timezone.localdate()
        employer = Employer.objects.create(name=LONG)
        factories.register_dispute(
            later(today, -20), employer=employer, workers=("欧阳建国", "司马娜"), worker_count=150
        )
        factories.make_dispute("mediating", on=later(today, -30))
        sign_in(page, cast.city_mediator().username)
        yield


@pytest.mark.parametrize("width", [PHONE])
def test_an_employer_is_picked_with_the_keyboard_and_a_slip_costs_nothing(page, axe, faults, tab_to, cases):
    page.goto(reverse("dispute-new"))
    tab_to(page, "#id_employer_name")
    page.keyboard.type("大唐街道", delay=20)
    page.wait_for_selector("#employer-options [role=option]")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#id_employer_name", "aria-expanded") == "true"
    assert axe(page) == []
    page.keyboard.press("Enter")
    assert page.input_value("#id_employer_name") == LONG
    assert page.locator("#employer-options [role=option]").count() == 0

    tab_to(page, "#id_worker_name")
    page.keyboard.type("欧阳建国")
    page.fill("#id_summary", "拖欠工资")
    page.fill("[name=claims-0-text]", "支付工资")
    page.press("[name=claims-0-text]", "Enter")
    page.wait_for_selector("[data-error-summary]:focus")
    assert page.input_value("[name=claims-0-text]") == "支付工资"
    assert faults(page) == {}

    page.select_option("#id_category", "01")
    page.locator("form.intake > .btn-primary").click()
    page.wait_for_selector("[name=despite_duplicates]")
    assert axe(page) == []
    page.check("[name=despite_duplicates]")
    page.locator("form.intake > .btn-primary").click()
    page.wait_for_url("**/cases/*/")
    assert Dispute.objects.count() == 3
