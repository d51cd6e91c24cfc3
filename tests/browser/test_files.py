"""Files in a real browser, on a phone: a photo from the camera proves the service, and a refused file costs nothing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.models import Upload
from tests import cast, factories
from tests.browser.conftest import PHONE
from tests.mediation.uploads.corpus import HTML, photo
from tests.walks.crowd import committed

pytestmark = [pytest.mark.browser, pytest.mark.once]  # the acts are tested on both in views
PICKER = "input[type=file]"
SEND = "main form button[type=submit]"


@pytest.fixture
def width():
    return PHONE


@pytest.fixture
def letter(page, sign_in):
    with committed():
        letter = factories.make_letter("reminder", "issued", on=timezone.localdate())
        sign_in(page, cast.city_mediator().username)
        yield letter
        page.close()


def chosen(name, data):
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def test_a_letter_left_in_place_is_proved_by_a_photo(page, letter, axe, overflow):
    page.goto(reverse("letter-step", args=[letter.pk, "serve"]))
    page.select_option("#id_served_how", "left")
    assert not page.is_visible("#id_mail_number")
    page.fill("#id_served_to", "门卫")
    assert "image/jpeg" in page.get_attribute(PICKER, "accept")  # offers the camera
    page.set_input_files(PICKER, [chosen("IMG_2001.JPG", HTML), chosen("IMG_2002.JPG", photo())])
    assert page.locator(".file-chosen li").all_text_contents() == [
        "IMG_2001.JPG · 1 KB",
        f"IMG_2002.JPG · {-(-len(photo()) // 1024)} KB",
    ]
    page.click(SEND)
    assert "IMG_2001.JPG" in page.inner_text("[data-error-summary]")
    assert page.input_value("#id_served_to") == "门卫"
    assert (axe(page), overflow(page), Upload.objects.count()) == ([], 0, 0)
    page.set_input_files(PICKER, [chosen("IMG_2002.JPG", photo())])
    page.click(SEND)
    page.wait_for_url(f"**{reverse('letter-detail', args=[letter.pk])}")
    page.locator(".file-row img").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.file-row img').naturalWidth > 0")
    with page.expect_download() as saved:
        page.click(".file-row a")
    assert saved.value.suggested_filename == "IMG_2002.jpg"
    assert (axe(page), overflow(page)) == ([], 0)
