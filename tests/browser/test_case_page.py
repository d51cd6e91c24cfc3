"""The case page and the page of a step in a real browser."""

import pytest
from django.urls import reverse

from tests import cast, factories
from tests.walks.crowd import committed

pytestmark = pytest.mark.browser
OPEN_ALL = "for (const part of document.querySelectorAll('main details')) part.open = true"


@pytest.fixture
def mediating(page, sign_in):
    with committed():
        workers = ("阿卜杜热西提·麦麦提敏", *(f"工友{number}" for number in range(11)))
        dispute = factories.make_dispute("mediating", workers=workers)
        sign_in(page, cast.city_mediator().username)
        yield dispute
        page.goto("about:blank")


@pytest.mark.parametrize("language", ["en"])  # in Chinese the walk through all pages sees it
def test_case_page_is_accessible_and_fits(page, faults, mediating):
    page.goto(reverse("dispute-detail", args=[mediating.pk]))
    page.evaluate(OPEN_ALL)
    assert faults(page) == {}


def test_form_of_the_result_asks_for_the_agreement_only_when_there_is_one(page, faults, mediating):
    page.goto(reverse("proceeding-step", args=[factories.mediation_of(mediating).pk, "conclude"]))
    assert page.locator("#id_amount").is_hidden()
    page.select_option("#id_outcome", "agreement")
    assert page.locator("#id_amount").is_visible()
    assert faults(page) == {}


@pytest.mark.parametrize("language", ["en"])
def test_step_is_taken_by_keyboard(page, tab_to, mediating):
    page.goto(reverse("dispute-detail", args=[mediating.pk]))
    page.locator("summary", has_text="End the case or raise an alarm").focus()
    page.keyboard.press("Enter")
    tab_to(page, "a[href$='/raise_alarm/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/raise_alarm/")
    tab_to(page, "#id_reason")
    page.keyboard.type("Workers gather at the gate.")
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('dispute-detail', args=[mediating.pk])}")
    assert page.locator(".history-title").first.inner_text() == "Raise an alarm"
    assert factories.fresh(mediating).alarmed_on is not None


def test_refused_step_brings_the_reader_to_the_reason(page, axe, mediating):
    page.goto(reverse("dispute-step", args=[mediating.pk, "suspend"]))
    page.fill("#id_reason", "等待工伤认定结论。")
    page.click("main button[type=submit]")
    page.wait_for_selector("[data-error-summary]:focus")
    assert page.input_value("#id_reason") == "等待工伤认定结论。"
    assert axe(page) == []
