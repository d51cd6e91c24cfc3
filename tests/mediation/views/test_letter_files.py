import hashlib

import pytest
from django.urls import reverse

from mediation.operations.steps import take_step
from tests import cast
from tests.factories import at, make_letter

pytestmark = pytest.mark.django_db


def test_the_pdf_is_the_stored_bytes_under_the_name_of_its_number(client):
    letter = make_letter("opinion", "issued")
    client.force_login(letter.drafter)
    response = client.get(reverse("letter-pdf", args=[letter.pk]))
    assert hashlib.sha256(response.content).hexdigest() == letter.issued.sha256
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''%E8%AF%B8")
    saved = client.get(reverse("letter-pdf", args=[letter.pk]) + "?download")
    assert saved["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%AF%B8")
    assert saved.content == response.content


def test_a_draft_has_a_preview_and_no_pdf(client):
    letter = make_letter("opinion")
    client.force_login(letter.drafter)
    assert client.get(reverse("letter-pdf", args=[letter.pk])).status_code == 404
    preview = client.get(reverse("letter-preview", args=[letter.pk]))
    assert (preview["Content-Type"], preview.content[:5]) == ("application/pdf", b"%PDF-")
    assert preview["Content-Security-Policy"] == "frame-ancestors 'self'"


def test_the_preview_of_an_issued_letter_is_the_letter(client):
    letter = make_letter("opinion", "issued")
    client.force_login(letter.drafter)
    response = client.get(reverse("letter-preview", args=[letter.pk]))
    assert (response.status_code, response.url) == (302, reverse("letter-pdf", args=[letter.pk]))


def test_an_empty_draft_with_an_unprintable_name_still_has_a_preview(client):
    letter = make_letter("opinion", content={"contact": "王\U0010fffd", "facts_found": ""})
    client.force_login(letter.drafter)
    assert client.get(reverse("letter-preview", args=[letter.pk])).content[:5] == b"%PDF-"


def test_the_bytes_stay_the_same_after_withdrawal(client):
    letter = make_letter("opinion", "issued")
    client.force_login(letter.drafter)
    before = client.get(reverse("letter-pdf", args=[letter.pk])).content
    take_step(letter, "withdraw", by=cast.chair(), at=at(letter.issued_on), reason="制发有误。")
    assert client.get(reverse("letter-pdf", args=[letter.pk])).content == before
