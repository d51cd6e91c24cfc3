import hashlib
import io
from datetime import UTC, datetime, timedelta

import pypdf
import pytest

from documents import samples, signing
from documents.archive import Record
from documents.content import Content, Paragraph
from documents.issuing import LetterError, issue, reproduce
from documents.models import IssuedLetter, Series
from documents.paper import lay_out
from documents.render import render
from documents.signing import SigningRefused
from documents.signing.examining import BROKEN, WORKS, examine
from documents.signing.pades import Pades
from tests.documents.judges import preflight, say
from tests.documents.signing import authority

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # what is judged are bytes of a PDF
AT = datetime(2026, 3, 16, 2, tzinfo=UTC)


@pytest.fixture
def union(settings, tmp_path):
    authority.use(settings, tmp_path)


def give(kind="reminder", at=AT):
    facts = samples.SAMPLES[kind]
    return issue(kind, facts, issuer=samples.ISSUER, by="某", at=at, verify_url="https://e.org/verify")


def taken():
    return list(Series.objects.values()), IssuedLetter.objects.count()


def signed(pages, part=2):
    pdf = render(pages, Record("意见书", "江州市总工会", AT, part))
    return pdf, signing.configured().sign(pdf, signing.place_of(pages), title="意见书", at=AT).pdf


def pages_of(layout="letter"):
    text = (Paragraph((("fang", "国" * 30),)),)
    return lay_out(Content(layout, "意见书", samples.ISSUER, text, "2026年3月16日", verify_url="https://e.org/v/X"))


@pytest.mark.parametrize("kind", ["reminder", "agreement", "minutes"])
def test_a_signed_letter_begins_with_the_bytes_it_was_printed_with(union, kind):
    letter = IssuedLetter.objects.get(pk=give(kind).pk)
    pdf = bytes(letter.pdf)
    assert letter.is_intact
    assert letter.unsigned == reproduce(letter) == pdf[: letter.unsigned_length]
    assert len(pdf) > letter.unsigned_length
    assert letter.unsigned_sha256 == hashlib.sha256(letter.unsigned).hexdigest() != letter.sha256
    assert letter.signed_by == authority.NAME
    found = examine(pdf)
    assert (found.result, found.signer) == (WORKS, authority.NAME)


def test_without_a_signer_nothing_is_signed():
    letter = IssuedLetter.objects.get(pk=give().pk)
    assert (letter.signed_by, letter.unsigned_length, letter.unsigned_sha256) == ("", None, "")
    assert letter.unsigned == bytes(letter.pdf) == reproduce(letter)


def test_any_changed_byte_breaks_the_signature(union):
    pdf = bytearray(give().pdf)
    for place in (len(pdf) // 3, len(pdf) // 2, pdf.index(b"/SubFilter") + 2, len(pdf) - 9):
        changed = bytearray(pdf)
        changed[place] ^= 1
        assert examine(bytes(changed)).result == BROKEN
    assert examine(bytes(pdf) + b"\n%more\n").result == BROKEN


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"until": AT - timedelta(days=1)}, "has expired"),
        ({"since": AT + timedelta(days=1)}, "not valid yet"),
        ({"signs": False}, "not one for signing"),
        ({"wrong_key": True}, "cannot be opened"),
    ],
)
def test_a_certificate_that_may_not_sign_refuses_and_takes_no_number(settings, tmp_path, change, words):
    authority.use(settings, tmp_path, **change)
    before = taken()
    with pytest.raises(LetterError, match=words) as caught:
        give()
    assert [finding.field for finding in caught.value.findings] == ["signature"]
    assert taken() == before


@pytest.mark.parametrize("lost", ["union.p12", "passphrase"])
def test_an_absent_file_refuses_and_takes_no_number(settings, tmp_path, lost):
    authority.use(settings, tmp_path)
    (tmp_path / lost).unlink()
    with pytest.raises(LetterError, match="cannot be opened"):
        give()
    assert taken() == ([], 0)


def test_a_wrong_pass_phrase_refuses(settings, tmp_path):
    authority.use(settings, tmp_path)
    (tmp_path / "passphrase").write_text("wrong")
    with pytest.raises(LetterError, match="cannot be opened"):
        give()
    assert taken() == ([], 0)


def test_a_file_without_pass_phrase_needs_none(settings, tmp_path):
    authority.use(settings, tmp_path, passphrase=None)
    assert give().signed_by == authority.NAME


def test_a_renewed_certificate_counts_at_once(settings, tmp_path):
    authority.use(settings, tmp_path)
    give()
    authority.use(settings, tmp_path, name="江州市总工会（新）")
    assert give().signed_by == "江州市总工会（新）"


def test_a_signature_that_fails_while_signing_gives_the_number_back(union, monkeypatch):
    give()
    before = taken()

    def refuse(*args, **kwargs):
        raise SigningRefused("no")

    with monkeypatch.context() as broken:
        broken.setattr(Pades, "sign", refuse)
        with pytest.raises(LetterError, match="no"):
            give()
    assert taken() == before
    assert give().serial == 2


def test_the_seal_is_the_picture_of_the_signature_and_stands_where_the_seal_stands(union):
    pages = pages_of()
    base, pdf = signed(pages)
    place = signing.place_of(pages)
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    [field] = root["/AcroForm"]["/Fields"]
    widget = field.get_object()
    assert [float(value) for value in widget["/Rect"]] == pytest.approx(place.box, abs=0.01)
    assert widget["/F"] & 4  # is printed
    assert not widget["/F"] & 0b10_0011  # neither invisible, hidden nor unseen
    picture = widget["/AP"]["/N"]
    assert b"/Over gs" in picture.get_data()
    assert picture["/Resources"]["/ExtGState"]["/Over"]["/BM"] == "/Darken"
    assert [float(value) for value in picture["/BBox"]] == pytest.approx(
        [0, 0, *[samples.ISSUER.seal_diameter * 72 / 25.4] * 2]
    )
    assert pdf.startswith(base)


def test_the_signature_stands_last_in_the_structure_tree(union):
    _base, pdf = signed(pages_of())
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    top = root["/StructTreeRoot"]["/K"][0].get_object()
    last = top["/K"][-1].get_object()
    widget = root["/AcroForm"]["/Fields"][0].get_object()
    assert (last["/S"], last["/Alt"], widget["/TU"], widget["/Contents"]) == ("/Form", *["电子签名：意见书"] * 3)
    assert last["/K"]["/Obj"] == widget
    nums = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = {int(nums[at]): nums[at + 1].get_object() for at in range(0, len(nums), 2)}
    assert parents[widget["/StructParent"]] == last
    assert root["/StructTreeRoot"]["/ParentTreeNextKey"] == widget["/StructParent"] + 1


def test_info_and_metadata_stay_as_they_were(union):
    base, pdf = (pypdf.PdfReader(io.BytesIO(data)) for data in signed(pages_of()))
    assert base.metadata == pdf.metadata
    assert base.trailer["/Root"]["/Metadata"].get_data() == pdf.trailer["/Root"]["/Metadata"].get_data()


def test_qpdf_and_poppler_agree(union, tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed(pages_of())[1])
    assert "No syntax or stream encoding errors found" in say("qpdf", "--check", str(path))
    fonts = [line.split() for line in say("pdffonts", str(path)).splitlines()[2:]]
    assert {line[-5] for line in fonts} == {"yes"}  # embedded
    assert "Signature is Valid." in say("pdfsig", "-nocert", str(path), check=False)


def test_preflight_calls_the_signed_twin_of_every_layout_a_valid_pdf_a(union, tmp_path):
    files = []
    for layout in ("letter", "agreement", "minutes"):
        path = tmp_path / f"{layout}.pdf"
        path.write_bytes(signed(pages_of(layout), part=1)[1])
        files.append(str(path))
    said = preflight(*files)
    assert ["is a valid PDF/A-1b file" in one for one in said] == [True] * 3, said
