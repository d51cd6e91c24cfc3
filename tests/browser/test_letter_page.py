"""The page of a draft in a real browser: what is typed is not lost silently."""

import pytest
from django.urls import reverse

from tests import factories
from tests.walks.crowd import committed

pytestmark = pytest.mark.browser
NOTE = "[data-unsaved-note]"


@pytest.fixture
def letter(page, sign_in):
    with committed():
        letter = factories.make_letter("opinion", "returned")
        sign_in(page, letter.drafter.username)
        yield letter
        page.close()


@pytest.fixture
def asked(page):
    """The questions of the browser before it leaves the page; each is answered with: stay."""
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


@pytest.mark.parametrize("language", ["en"])  # in Chinese the walk through all pages sees it
def test_a_returned_draft_is_accessible_and_fits(page, faults, letter):
    page.goto(reverse("letter-detail", args=[letter.pk]))
    page.fill("#id_facts_found", "改过的事实。")
    assert faults(page) == {}


def test_a_step_does_not_lose_what_was_typed(page, asked, letter):
    address = reverse("letter-detail", args=[letter.pk])
    page.goto(address)
    page.fill("#id_facts_found", "改过的事实。")
    page.wait_for_selector(NOTE)
    assert page.inner_text(NOTE) == page.get_attribute("form[data-unsaved]", "data-unsaved") != ""
    page.click(".letter-steps a.step >> nth=0", no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.url.endswith(address)
    assert page.input_value("#id_facts_found") == "改过的事实。"


def test_saving_and_taking_back_ask_nothing(page, asked, letter):
    address = reverse("letter-detail", args=[letter.pk])
    page.goto(address)
    assert page.is_hidden(NOTE)
    page.fill("#id_facts_found", letter.content["facts_found"] + "改")
    page.fill("#id_facts_found", letter.content["facts_found"])
    assert page.is_hidden(NOTE)
    page.fill("#id_facts_found", "改过的事实。")
    page.click("form[data-unsaved] button[type=submit]")
    page.wait_for_selector(".letter-version")
    assert page.is_hidden(NOTE)
    page.click(".letter-steps a.step >> nth=0")
    page.wait_for_url(f"**{address}*/")
    assert asked == []
    letter.refresh_from_db()
    assert letter.content["facts_found"] == "改过的事实。"
