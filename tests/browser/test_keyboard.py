"""Daily work without a mouse: from the sign-in to an accepted case, a reminder letter, a hand-over; focus is seen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.models import HandOver, Letter
from tests import cast, factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import fresh, later
from tests.walks.crowd import committed
from tests.walks.world import cheap_print

pytestmark = pytest.mark.browser
PASSWORD = "fengqiao-1963-experience"
SEEN = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect()
    const drawn = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2
    return drawn && box.width > 0 && box.bottom > 0 && box.top < innerHeight
}"""
WORDS = "请于五个工作日内书面答复。"


@pytest.fixture
def case(page, monkeypatch):
    monkeypatch.setattr("documents.press.printed", cheap_print)
    with committed():
        today = timezone.localdate()
        case = factories.register_dispute(later(today, -2), request="supervision")
        cast.justice()
        person = cast.city_mediator()
        person.set_password(PASSWORD)
        person.save()
        yield case
        page.goto("about:blank")


@pytest.fixture
def press(page, tab_to):
    """press(selector, key): reach the element by Tab, wait until the focus shows, and press the key."""

    def press(selector, key="Enter"):
        tab_to(page, selector)
        page.wait_for_function(SEEN, timeout=5_000)  # once the page has scrolled there
        page.keyboard.press(key)

    return press


def sign_in(page, press):
    page.goto(reverse("sign-in"))
    press("#id_username", "End")
    page.keyboard.type(cast.city_mediator().username)
    press("#id_password", "End")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation(url=f"**{reverse('desk')}"):
        page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_from_the_sign_in_to_an_accepted_case(page, case, press, axe):
    sign_in(page, press)
    press(".skip-link")
    assert page.evaluate("document.activeElement.id") == "content"
    address = reverse("dispute-detail", args=[case.pk])
    with page.expect_navigation(url=f"**{address}"):
        press(f"a[href='{address}']")
    with page.expect_navigation(url="**/accept/"):
        press("a[href$='/accept/']")
    assert axe(page) == []
    with page.expect_navigation(url=f"**{address}"):
        press("main form button[type=submit]")
    assert fresh(case).state == "accepted"


def test_a_letter_and_a_hand_over(page, case, press, sign_in):
    day = later(timezone.localdate(), -1)
    case = factories.take(case, "accept", cast.reviewer(), day, handler=cast.city_mediator())
    sign_in(page, cast.city_mediator().username)
    page.goto(reverse("letter-new", args=[case.pk, "reminder"]))
    with page.expect_navigation(url="**/letters/*/"):
        press("main form button[type=submit]")
    letter = Letter.objects.get(dispute=case)
    press("#id_demands", "Control+End")
    page.keyboard.type(WORDS)
    with page.expect_navigation():
        press("main form button[type=submit]")
    assert WORDS in str(fresh(letter).content)
    page.goto(reverse("hand-over-new", args=[case.pk]))
    with page.expect_response("**/hand-over/?*"):
        press("#id_agency", "ArrowDown")
    press("#id_aim", "ArrowDown")
    press("main form button[type=submit]")
    page.wait_for_selector("#id_disclosed")
    assert page.evaluate("document.querySelectorAll('#id_disclosed input:checked').length") > 0
    press("#id_consent_paper", "End")
    page.keyboard.insert_text("同意书")
    with page.expect_navigation(url=f"**{reverse('dispute-detail', args=[case.pk])}*"):
        press("main form[method=post] button[type=submit]")
    assert HandOver.objects.get().dispute == case
