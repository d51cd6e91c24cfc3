"""The letter desk in a real browser: the preview follows the typing, and a closed browser loses nothing."""

import pytest
from django.urls import reverse

from tests import cast, factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.walks.crowd import committed

pytestmark = [pytest.mark.browser, pytest.mark.once]
FACTS = "#id_facts_found"


@pytest.fixture
def letter(page, sign_in):
    with committed():
        letter = factories.make_letter("opinion", "returned")
        sign_in(page, letter.drafter.username)
        yield letter
        page.close()


def drawn(page):
    return page.locator("[data-pages]").text_content()


def test_the_preview_and_the_findings_follow_the_typing_and_lead_to_the_field(page, letter):
    page.goto(reverse("letter-detail", args=[letter.pk]))
    page.wait_for_selector("[data-pages] svg")
    page.fill(FACTS, "拖欠工资12,500元（壹万贰仟元整），逾期三个月未付。")
    page.wait_for_selector("[data-findings] .finding-stop")
    assert "逾期三个月未付" in drawn(page)
    assert page.locator('[data-box="facts_found"] .field-finding').count() == 1
    page.locator("[data-findings] a").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_facts_found"
    page.locator("[data-pages] text", has_text="逾期三个月").first.click()
    start, end = page.eval_on_selector(FACTS, "field => [field.selectionStart, field.selectionEnd]")
    assert "逾期三个月" in page.input_value(FACTS)[start:end]
    page.fill(FACTS, "拖欠工资12,000元（壹万贰仟元整）。")
    page.wait_for_selector("[data-findings]", state="hidden")
    assert page.locator(".field-finding").count() == 0
    letter.refresh_from_db()
    assert "壹万贰仟元整" not in letter.content["facts_found"]  # nothing was stored


def test_a_closed_browser_loses_nothing(page, letter, browser, axe, overflow):
    address = reverse("letter-detail", args=[letter.pk])
    page.goto(address)
    page.fill(FACTS, "关机之前打的字。")
    page.wait_for_selector("[data-keep-state]:not(:empty)")
    cookies, base = page.context.cookies(), page.url.removesuffix(address)
    page.close()
    again = browser.new_context(base_url=base, viewport={"width": PHONE, "height": 900})
    again.add_cookies(cookies)
    fresh = again.new_page()
    fresh.goto(address)
    assert fresh.input_value(FACTS) == "关机之前打的字。"
    fresh.locator(".letter-unsaved summary").click()
    assert "关机之前打的字" in fresh.inner_text(".letter-unsaved ins")
    assert (axe(fresh), overflow(fresh)) == ([], 0)
    fresh.click("[data-discard] button")
    fresh.wait_for_selector(".letter-unsaved", state="detached")
    assert fresh.input_value(FACTS) == letter.content["facts_found"]
    again.close()


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_text_and_preview_are_columns_or_tabs(page, letter, width, axe, overflow):
    page.goto(reverse("letter-detail", args=[letter.pk]))
    page.wait_for_selector("[data-pages] svg", state="attached")
    assert (axe(page), overflow(page)) == ([], 0)
    if width == PHONE:
        assert page.is_hidden("[data-pages]")
        page.click('[data-show="preview"]')
        assert (page.is_visible("[data-pages]"), page.is_hidden(FACTS)) == (True, True)
        assert (axe(page), overflow(page)) == ([], 0)
    else:
        assert (page.is_visible("[data-pages]"), page.is_visible(FACTS)) == (True, True)


def test_a_selected_passage_is_commented_on_and_leads_the_drafter_to_it(page, sign_in, axe, overflow):
    with committed():
        letter = factories.make_letter("opinion", "in_review")
        sign_in(page, cast.reviewer().username)
        page.goto(reverse("letter-detail", args=[letter.pk]))
        passage = page.locator('[data-passage="facts_found"]')
        passage.select_text()
        page.click("[data-take]")
        page.keyboard.type("请写明月份。")
        assert page.input_value("#id_comment_quote") == letter.content["facts_found"]
        page.click("form[data-comment] button")
        page.wait_for_selector(".letter-passage mark")
        assert (axe(page), overflow(page)) == ([], 0)
        factories.take(
            letter, "return_for_changes", cast.reviewer(), factories.MONDAY, reason="请改。", codes=["facts"]
        )
        sign_in(page, letter.drafter.username)
        page.goto(reverse("letter-detail", args=[letter.pk]))
        page.click('[data-box="facts_found"] [data-quote]')
        assert page.evaluate("document.activeElement.id") == "id_facts_found"
        page.click('[data-box="facts_found"] button[form="resolve"]')
        page.wait_for_selector("#comments details")
        assert letter.comments.get().resolved_by == letter.drafter
        page.close()
