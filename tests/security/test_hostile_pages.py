"""The same harmful words in every field there is: no page, spreadsheet or letter lets them out as more than text."""

from io import BytesIO
from xml.etree import ElementTree

import openpyxl
import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse
from pypdf import PdfReader

from mediation.models import (
    Agreement,
    Dispute,
    Employer,
    Instalment,
    Letter,
    LetterAutosave,
    LetterComment,
    Organisation,
    Party,
    Proceeding,
    User,
)
from tests.security import table
from tests.security.test_canaries import PAGES
from tests.security.test_hostile_text import PROBE

pytestmark = pytest.mark.django_db


def spoil(words):
    """The words in every text field there is; keys, states and codes keep theirs."""
    short = words[:80]
    Dispute.objects.update(summary=words, facts=words, external_number=short, missing_items=words, result_report=words)
    Party.objects.update(name=words, agent=short, address=words, job=short)
    Employer.objects.update(name=words, representative=short)
    unit = Concat(Value(words[:80]), "code")  # names of organisations are unique
    Organisation.objects.update(name=unit, short_name=short[:20], phone=short[:40], address=words)
    User.objects.update(display_name=short)
    Proceeding.objects.update(note=words, external_number=short, paper=words)
    Instalment.objects.update(what=words, proof=words)
    Letter.objects.update(answer=words, verification=words)
    for letter in Letter.objects.filter(issued=None):
        content = {
            name: words if isinstance(value, str) and not value[:4].isdigit() else value
            for name, value in letter.content.items()
        }
        Letter.objects.filter(pk=letter.pk).update(content=content)
        remark = {"letter": letter, "revision": 1, "text": words, "quote": words[:10], "at": letter.drafted_at}
        LetterComment.objects.create(**remark, field="facts_found", by=letter.drafter)
        unsaved = {"typed": {"facts_found": words, "demands": words}, "base_version": 0, "at": letter.drafted_at}
        LetterAutosave.objects.create(**unsaved, letter=letter, person=letter.drafter)
    assert Agreement.objects.exists()


def pages_of(world):
    yield from (reverse(name) for name in PAGES if not name.endswith("-export"))
    yield f"{reverse('employer-lookup')}?employer_name=xss"
    yield f"{reverse('letter-list')}?tab=all"
    for case in world.cases.values():
        yield f"{reverse('dispute-detail', args=[case.pk])}?parties=all&timeline=all"
    case = world.cases["town"].pk
    for verb in ("assign", "close", "split", "merge", "delegate"):
        yield reverse("dispute-step", args=[case, verb])
    yield reverse("proceeding-prepare", args=[case, "arbitration"])
    yield reverse("letter-new", args=[case, "reminder"])
    for letter in world.letters.values():
        yield reverse("letter-detail", args=[letter.pk])
        yield reverse("letter-redline", args=[letter.pk])
        yield reverse("letter-step", args=[letter.pk, "submit"])
    yield reverse("learning")
    yield reverse("verify", args=[world.letters["served"].issued.code])
    yield from (reverse(f"admin:mediation_{model}_changelist") for model in table.REGISTRY)


@pytest.mark.once  # templates escape, whichever database the words come from
@pytest.mark.parametrize(
    "person", ["city_mediator", "volunteer", "court_liaison", "employer_user", "worker_user", "administrator"]
)
def test_no_page_lets_text_out_as_markup(world, sign_in, person):
    spoil(PROBE)
    client, escaped = sign_in(person), 0
    for address in pages_of(world):
        answer = client.get(address)
        if answer.headers["Content-Type"] == "application/json":  # no browser reads that as a page
            assert answer.headers["X-Content-Type-Options"] == "nosniff", address
            continue
        page = answer.content.decode()
        assert "<xss-probe" not in page, address
        assert "\"'><" not in page, address
        escaped += page.count("&lt;xss-probe")
    assert escaped, "the probe was shown nowhere: it proves nothing"


@pytest.mark.parametrize("words", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "＝1+1", '=HYPERLINK("http://x","y")'])
def test_spreadsheet_cells_stay_text(world, sign_in, words):
    spoil(words)
    response = sign_in("city_mediator").get(reverse("dispute-export"), {"q": words[:20].strip()})
    book = openpyxl.load_workbook(BytesIO(response.getvalue()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink]
    assert [cell for cell in cells if isinstance(cell.value, str) and words.strip() in cell.value]


@pytest.mark.parametrize("words", [PROBE, "😀", "\u0378", "<b", '<img src="/etc/passwd"/>', "长" * 200])
def test_the_preview_prints_hostile_facts_or_says_why_not(world, sign_in, words):
    spoil(words)
    response = sign_in("city_mediator").get(reverse("letter-preview", args=[world.letters["drafted"].pk]))
    assert response.status_code in (200, 422)
    if response.status_code == 200:
        assert links_of(response.content) == []


def links_of(pdf):
    """Everything in the pages that a reader could follow or run."""
    return [note.get_object() for page in PdfReader(BytesIO(pdf)).pages for note in page.get("/Annots", [])]


@pytest.mark.once
def test_the_live_preview_lets_no_text_out_as_markup(world, sign_in):
    letter = world.letters["drafted"]
    typed = {"facts_found": PROBE, "demands": PROBE, "addressee": PROBE, "contact": PROBE, "version": letter.version}
    response = sign_in("city_mediator").post(
        reverse("letter-sketch", args=[letter.pk]), typed, headers={"Accept": "application/json"}
    )
    drawn = response.json()
    for page in drawn["pages"]:
        ElementTree.fromstring(page)  # noqa: S314 - our own answer
    shown = "".join([*drawn["pages"], drawn["findings"]])
    assert ("<xss-probe" in shown, "xss-probe" in shown) == (False, True)
