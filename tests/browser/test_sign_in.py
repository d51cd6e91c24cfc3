"""The sign-in page in a real browser."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

pytestmark = pytest.mark.browser
PASSWORD = "fengqiao-1963-experience"


@pytest.fixture
def mediator(page):
    return get_user_model().objects.create_user("mediator", password=PASSWORD, display_name="欧阳建国")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
class TestEveryShape:
    def test_it_is_fine_and_when_it_refuses_says_so_and_keeps_the_name(self, page, faults, mediator):
        page.goto(reverse("sign-in"))
        assert faults(page) == {}
        page.fill("#id_username", "mediator")
        page.fill("#id_password", "wrong")
        page.click("form.sign-in button[type=submit]")

        page.wait_for_selector("[data-error-summary]:focus")
        assert page.input_value("#id_username") == "mediator"
        assert faults(page) == {}


def test_sign_in_by_keyboard(page, tab_to, mediator):
    page.goto(reverse("sign-in"))
    tab_to(page, "#id_username")
    page.keyboard.type("mediator")
    tab_to(page, "#id_password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{reverse('desk')}")
    assert page.locator(".account-name").inner_text() == "欧阳建国"


def test_the_language_is_switched_and_stays(page):
    page.goto(reverse("sign-in"))
    assert page.locator("html").get_attribute("lang") == "zh-Hans"

    page.click("form.language button")
    page.wait_for_selector("html[lang=en]")
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"
