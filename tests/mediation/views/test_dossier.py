"""The page of the dossier: what is there and missing for each recipient, making one, and what was given out."""

import io
import zipfile

import pypdf
import pytest
from django.urls import reverse

from mediation.models import DossierIssue
from mediation.operations.uploads import attach
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute, make_letter
from tests.mediation.uploads.corpus import picture, taken
from tests.refusals import unchanged

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 20)


@pytest.fixture
def case():
    dispute = make_dispute("accepted", request="supervision")
    make_letter("reminder", "served", dispute=dispute)
    scan = taken("身份证.jpg", picture(), "jpeg")
    attach(dispute, [scan], purpose="identity", by=cast.city_mediator(), at=at(DAY))
    return fresh(dispute)


@pytest.fixture
def page(client, case):
    client.force_login(cast.city_mediator())
    client.cookies["django_language"] = "en"
    return lambda recipient="archive": client.get(reverse("dossier", args=[case.pk]), {"recipient": recipient})


@pytest.fixture
def make(client, page, case):
    return lambda **given: client.post(reverse("dossier", args=[case.pk]), {"form": "volume", **given})


@pytest.mark.once
def test_the_page_says_what_is_there_what_is_missing_and_what_does_not_go(page):
    archive = page().content.decode()
    assert "A complete volume would also hold" in archive
    assert "Proof of service of" in archive
    outside = page("employer").content.decode()
    assert "does not go there" in outside
    assert "A complete volume would also hold" not in outside
    hr = page("hr").content.decode()
    assert "may tell who complained: only with consent" in hr
    assert page("nobody-known").context["recipient"] == "archive"


@pytest.mark.once
def test_the_archivist_is_offered_the_archive_and_the_auditor_nothing(client, case):
    url = reverse("dossier", args=[case.pk])
    for person, expected in ((cast.archivist(), [True, False]), (cast.auditor(), [False, False])):
        client.force_login(person)
        offered = [client.get(url, {"recipient": name}).context["may_issue"] for name in ("archive", "court")]
        assert offered == expected


def test_a_volume_and_a_package_are_sent_to_be_saved_and_listed(make, page, case):
    answer = make(recipient="archive", reason="纸质件另存")
    content = b"".join(answer.streaming_content)
    row = DossierIssue.objects.get()
    assert (answer.status_code, answer["Content-Type"], len(content)) == (200, "application/pdf", row.size)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) > row.pages
    chosen = f"letter-{case.letters.get().pk}"
    told = {"addressee": "诸暨市人民法院", "purpose": "立案", "ground": "duty"}
    answer = make(recipient="court", form="package", piece=[chosen], **told)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        assert package.testzip() is None
    assert answer["Content-Type"] == "application/zip"
    listed = page().content.decode()
    assert ("诸暨市人民法院" in listed, row.sha256 in listed, "纸质件另存" in listed) == (True, True, True)


def test_a_refusal_keeps_what_was_typed_and_ticked(make, case):
    kept = f"upload-{case.uploads.get().pk}"
    with unchanged():
        answer = make(recipient="hr", purpose="PURPOSE TYPED", piece=[kept])
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "PURPOSE TYPED" in text
    assert [row["piece"].key for _label, rows in answer.context["sections"] for row in rows if row["is_ticked"]] == [
        kept
    ]
    assert set(answer.context["form"].errors) == {"addressee", "ground"}
    with unchanged():
        assert make(recipient="archive", form="nonsense").status_code == 422
        assert make(recipient="hr", purpose="甲" * 201, piece=[kept]).status_code == 422


@pytest.mark.once
def test_the_volume_of_the_employer_is_made_out_to_it_whatever_is_sent(make, page, case):
    assert page("employer").context["form"]["addressee"].value() == case.employer.name
    letter = f"letter-{case.letters.get().pk}"
    told = {"addressee": "诸暨市人民法院", "purpose": "阅卷", "ground": "duty"}
    assert b"".join(make(recipient="employer", piece=[letter], **told).streaming_content)
    assert DossierIssue.objects.get().addressee == case.employer.name


def test_a_part_seer_and_who_may_not_give_out(client, case):
    url = reverse("dossier", args=[case.pk])
    for person, expected in ((cast.employer_user(), 404), (cast.reviewer(), 403), (cast.auditor(), 403)):
        client.force_login(person)
        with unchanged():
            assert client.post(url, {"recipient": "archive", "form": "volume", "reason": "x"}).status_code == expected
