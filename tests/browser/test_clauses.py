"""Clauses and articles beside a draft: put in where the caret stands, taken back like typing, saved by nobody else."""

import pytest
from django.urls import reverse

from tests import factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.walks.crowd import committed

pytestmark = [pytest.mark.browser, pytest.mark.once]  # the database only opens the draft
LABOUR_LAW, CONTRACT_LAW = "《中华人民共和国劳动法》第五十条", "《中华人民共和国劳动合同法》第三十条"
CLAUSE = "[data-insert=facts_found] >> nth=0"


@pytest.fixture
def draft(page, sign_in):
    with committed():
        letter = factories.make_letter("opinion", content={"legal_basis": [LABOUR_LAW]})
        sign_in(page, letter.drafter.username)
        page.goto(reverse("letter-detail", args=[letter.pk]))
        page.click(".law-panel > summary")
        yield letter
        page.close()


def put_caret(page, field, text, place):
    page.fill(f"#id_{field}", text)
    page.evaluate(
        "([id, place]) => document.getElementById(id).setSelectionRange(place, place)", [f"id_{field}", place]
    )


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_clause_stands_at_the_caret_and_its_articles_are_cited_once(page, draft, axe, overflow):
    put_caret(page, "facts_found", "第一句。第二句。", 4)
    page.click(".law-clauses >> nth=0 >> summary")
    page.click(CLAUSE)
    text = page.inner_text("[data-text] >> nth=0")
    assert page.input_value("#id_facts_found") == f"第一句。{text}第二句。"
    assert page.input_value("#id_legal_basis") == f"{LABOUR_LAW}\n{CONTRACT_LAW}"
    assert page.evaluate("document.activeElement.id") == "id_facts_found"
    assert page.text_content("[data-inserted-status]").strip()
    page.click(CLAUSE)
    assert page.input_value("#id_facts_found") == f"第一句。{text}{text}第二句。"
    page.keyboard.press("Control+z")
    assert page.input_value("#id_facts_found") == f"第一句。{text}第二句。"
    assert page.input_value("#id_legal_basis") == f"{LABOUR_LAW}\n{CONTRACT_LAW}"
    assert axe(page) == []
    assert overflow(page) == 0


def test_a_list_gets_a_line_of_its_own_and_an_article_is_found_by_the_keyboard(page, draft, tab_to):
    put_caret(page, "demands", "第一项\n第二项", 1)
    page.click(".law-clauses >> nth=1 >> summary")
    page.click("[data-insert=demands] >> nth=0")
    lines = page.input_value("#id_demands").split("\n")
    assert [lines[0], len(lines), lines[2]] == ["第一项", 3, "第二项"]
    page.focus("#id_law_q")
    page.keyboard.type("劳动合同法38")
    page.keyboard.press("Enter")
    page.wait_for_selector(".law-found [data-insert='']:not([hidden])")
    tab_to(page, ".law-found [data-insert='']")
    page.keyboard.press("Enter")
    assert page.input_value("#id_legal_basis").endswith("\n《中华人民共和国劳动合同法》第三十八条")
