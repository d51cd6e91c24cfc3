import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import verifying
from documents.signing.examining import examine
from mediation.operations.letters import verification_code
from tests.documents.signing import authority
from tests.factories import make_letter

pytestmark = pytest.mark.django_db
LIKENESS = [
    "Your file is this letter, byte for byte",
    "Your file is this letter as it was printed, without its electronic signature",
    "something was added to it afterwards",
    "Your file is not this letter",
]


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})


def check(client, code):
    return client.get(reverse("verify", args=[code]))


def send(client, address, data):
    return client.post(address, {} if data is None else {"file": SimpleUploadedFile("letter.pdf", data)})


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
    assert check(client, letter.issued.code).context["later"] == letter.replaced_by.issued
    assert letter.replaced_by.number in check(client, letter.issued.code).content.decode()


def test_a_withdrawn_letter_names_the_day(client):
    letter = make_letter("opinion", "withdrawn")
    assert "Withdrawn on</dt><dd>2026-03-04" in check(client, letter.issued.code).content.decode()


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code[:6]} {code[6:]} "]
)
def test_a_code_is_typed_from_paper_in_any_way(client, typed):
    letter = make_letter("opinion", "issued")
    response = client.get(reverse("verify-search"), {"code": typed(letter.issued.code)}, follow=True)
    assert response.redirect_chain == [(reverse("verify", args=[letter.issued.code]), 302)]
    assert response.context["record"] == letter.issued


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda pdf: pdf, "Your file is this letter, byte for byte"),
        (lambda pdf: pdf + b"\n", "something was added to it afterwards"),
        (lambda pdf: pdf[:-1], "Your file is not this letter"),
        (lambda pdf: b"%PDF-1.4", "Your file is not this letter"),
    ],
)
def test_a_file_is_compared_with_the_letter_of_the_code(client, change, words):
    record = make_letter("opinion", "withdrawn").issued
    text = send(client, reverse("verify", args=[record.code]), change(bytes(record.pdf))).content.decode()
    assert [line for line in LIKENESS if line in text] == [words]
    assert "withdrawn: it no longer counts" in text


@pytest.mark.parametrize("part", ["pdf", "unsigned"])
def test_a_file_finds_its_letter(client, settings, tmp_path, part):
    authority.use(settings, tmp_path)
    record = make_letter("opinion", "issued").issued
    response = send(client, reverse("verify-search"), bytes(getattr(record, part)))
    assert (response.status_code, response.context["record"]) == (200, record)
    words = LIKENESS[0] if part == "pdf" else LIKENESS[1]
    assert [line for line in LIKENESS if line in response.content.decode()] == [words]
    assert f"{authority.NAME} · signature whole" in response.content.decode()


def test_a_file_of_no_letter_is_told_so(client):
    make_letter("opinion", "issued")
    response = send(client, reverse("verify-search"), b"%PDF-1.7 forged")
    assert "No letter of the register has this file" in response.content.decode()


@pytest.mark.parametrize("with_code", [True, False])
def test_wrong_files_are_counted_with_the_codes_and_right_ones_are_not(client, settings, with_code):
    record = make_letter("opinion", "issued").issued
    address = reverse("verify", args=[record.code]) if with_code else reverse("verify-search")
    most = settings.AXES_FAILURE_LIMIT
    right = [send(client, address, bytes(record.pdf)).status_code for _place in range(most + 1)]
    wrong = [send(client, address, b"%PDF-1.7 forged").status_code for _place in range(most + 1)]
    assert (right, wrong) == ([200] * (most + 1), [200] * most + [429])
    response = send(client, address, bytes(record.pdf))
    assert response.status_code == 429
    assert record.number not in response.content.decode()


def test_a_signature_is_examined_once_an_hour(client, settings, tmp_path, monkeypatch):
    authority.use(settings, tmp_path)
    record, seen = make_letter("opinion", "issued").issued, []
    monkeypatch.setattr(verifying, "examine", lambda pdf: seen.append(pdf) or examine(pdf))
    texts = [check(client, record.code).content.decode() for _place in range(3)]
    assert seen == [bytes(record.pdf)]
    assert [f"{authority.NAME} · signature whole" in text for text in texts] == [True] * 3


@pytest.mark.parametrize(
    ("data", "words"), [(None, "Choose the PDF"), (b"", "Choose the PDF"), (b"x" * 3_000_000, "2 MB")]
)
@pytest.mark.parametrize("with_code", [True, False])
def test_no_file_and_one_too_large_are_refused_in_plain_words(client, settings, data, words, with_code):
    settings.UPLOAD_MOST_BYTES_OUTSIDE = 2 * 1024 * 1024
    code = make_letter("opinion", "issued").issued.code
    response = send(client, reverse("verify", args=[code]) if with_code else reverse("verify-search"), data)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_wrong_codes_are_counted_and_then_nothing_is_told(client, settings):
    record = make_letter("opinion", "issued").issued
    tried = [check(client, f"AAAA-BBBB-CCC{place}").status_code for place in range(settings.AXES_FAILURE_LIMIT + 1)]
    assert tried == [404] * settings.AXES_FAILURE_LIMIT + [429]
    response = check(client, record.code)
    assert response.status_code == 429
    assert record.number not in response.content.decode()
    assert "Too many wrong codes or files" in response.content.decode()


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "x", "\0", "诸总工", "A" * 500])
def test_an_unknown_code_is_told_so_in_plain_words(client, code):
    make_letter("opinion", "issued")
    response = check(client, code)
    assert response.status_code == 404
    assert "There is no letter with this code" in response.content.decode()


def test_a_draft_has_no_code_to_be_found(client):
    assert check(client, verification_code(make_letter("opinion"))).status_code == 404
