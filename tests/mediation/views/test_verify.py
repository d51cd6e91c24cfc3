import pytest
from django.urls import reverse

from mediation.operations.letters import verification_code
from tests.factories import make_letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})


def check(client, code):
    return client.get(reverse("verify", args=[code]))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("issued", "Genuine: this letter was issued here and stands"),
        ("verified", "Genuine: this letter was issued here and stands"),
        ("withdrawn", "Issued here, but withdrawn: it no longer counts"),
        ("superseded", "Issued here, but replaced by a later letter"),
    ],
)
def test_anybody_learns_whether_a_letter_stands(client, state, words):
    letter = make_letter("opinion", state)
    record = letter.issued
    response = check(client, record.code)
    text = response.content.decode()
    assert response.status_code == 200
    shown = (words, record.number, "工会劳动法律监督意见书", "2026-03-04", "诸暨市总工会", record.code, record.sha256)
    assert [word for word in shown if word not in text] == []
    assert response["X-Robots-Tag"] == "noindex"


def test_nothing_of_the_case_is_shown(client):
    letter = make_letter("opinion", "served")
    text = check(client, letter.issued.code).content.decode()
    secrets = (letter.dispute.number, letter.dispute.employer.name, "蒋喆", letter.content["facts_found"], "前台")
    assert [word for word in secrets if word in text] == []


def test_a_replaced_letter_names_the_number_that_counts(client):
    letter = make_letter("opinion", "superseded")
    assert check(client, letter.issued.code).context["later"] == letter.replaced_by.number


def test_a_code_may_be_typed_in_small_letters(client):
    letter = make_letter("opinion", "issued")
    assert check(client, letter.issued.code.lower()).context["record"] == letter.issued


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "x", "\0", "诸总工", "A" * 500])
def test_an_unknown_code_is_told_so_in_plain_words(client, code):
    make_letter("opinion", "issued")
    response = check(client, code)
    assert response.status_code == 404
    assert "There is no letter with this code" in response.content.decode()


def test_a_draft_has_no_code_to_be_found(client):
    assert check(client, verification_code(make_letter("opinion"))).status_code == 404
