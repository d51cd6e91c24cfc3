"""The pages that amend a case in a real browser."""

import pytest
from django.urls import reverse

from tests import cast, factories
from tests.browser.conftest import PHONE
from tests.walks.crowd import committed

pytestmark = pytest.mark.browser


@pytest.fixture
def dispute(page, sign_in):
    with committed():
        dispute = factories.make_dispute("accepted", workers=("阿卜杜热西提·麦麦提敏", "欧阳娜"))
        dispute.parties.filter(role="applicant").update(phone="13800001234", id_number="330681199001011235")
        sign_in(page, cast.city_mediator().username)
        yield dispute
        page.goto("about:blank")


def addresses(dispute):
    yield from (
        reverse(name, args=[dispute.pk]) for name in ("dispute-detail", "dispute-amend", "party-new", "claim-new")
    )
    yield reverse("party-amend", args=[dispute.parties.first().pk])
    yield reverse("claim-amend", args=[dispute.claims.get().pk])


@pytest.mark.parametrize("width", [PHONE])
@pytest.mark.parametrize("language", ["en"])
def test_pages_are_accessible_and_fit(page, axe, overflow, dispute):
    for address in list(addresses(dispute)):
        page.goto(address)
        assert axe(page) == [], address
        assert overflow(page) == 0, address


@pytest.mark.parametrize("width", [PHONE])
@pytest.mark.parametrize("language", ["en"])
def test_name_is_amended_from_the_page_of_the_case(page, axe, dispute):
    page.goto(reverse("dispute-detail", args=[dispute.pk]))
    page.click(f"a[aria-label='Amend: {dispute.parties.first().name}']")
    page.fill("#id_name", "")
    page.click("main button[type=submit]")
    page.wait_for_selector("[data-error-summary]:focus")
    assert axe(page) == []
    page.fill("#id_name", "阿卜杜热西提·麦麦提")
    page.fill("#id_reason", "登记时笔误。")
    page.click("main button[type=submit]")
    page.wait_for_url(f"**{reverse('dispute-detail', args=[dispute.pk])}#parties")
    assert dispute.parties.first().name == "阿卜杜热西提·麦麦提"
    assert page.locator(".history-title").first.inner_text() == "Amend the record"
