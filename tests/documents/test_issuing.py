import dataclasses
import hashlib
import io
from datetime import UTC, datetime, timedelta

import pypdf
import pytest
from django.db import IntegrityError, transaction

from documents import issuing, press, samples
from documents.issuing import Issuer, LetterError, issue, preview, reproduce
from documents.models import IssuedLetter, Series

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 16, 2, tzinfo=UTC)
UNION = Issuer(code="zj", name="诸暨市总工会", prefix="诸总工")
URL = "https://example.org/verify"


def give(kind="opinion", facts=None, **kwargs):
    values = {"issuer": UNION, "by": "陈某", "at": AT, "verify_url": URL}
    return issue(kind, samples.SAMPLES[kind] if facts is None else facts, **(values | kwargs))


def text_of(pdf):
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def state():
    return (list(Series.objects.values()), list(IssuedLetter.objects.values_list("number", "sha256")))


def test_a_letter_is_numbered_rendered_and_stored():
    letter = IssuedLetter.objects.get(pk=give().pk)
    assert (letter.number, letter.year, letter.serial) == ("诸总工劳监意〔2026〕1号", 2026, 1)
    assert bytes(letter.pdf).startswith(b"%PDF")
    assert letter.sha256 == hashlib.sha256(bytes(letter.pdf)).hexdigest()
    assert letter.is_intact
    assert (letter.issued_on.isoformat(), letter.issued_at, letter.issued_by) == ("2026-03-16", AT, "陈某")
    assert letter.verify_url == f"{URL}/{letter.code}"
    assert set(letter.engine) == {"press", "reportlab", "segno", "fonts", "substitutes", "own_fonts", "wording"}
    assert str(letter) == letter.number
    said = text_of(bytes(letter.pdf))
    assert all(word in said for word in (letter.number, letter.code, "诸暨市总工会", "2026年3月16日"))


@pytest.mark.parametrize("kind", samples.SAMPLES)
def test_every_kind_can_be_issued_and_reproduced_from_its_snapshot(kind):
    letter = give(kind)
    fresh = IssuedLetter.objects.get(pk=letter.pk)
    assert reproduce(fresh) == bytes(fresh.pdf)


def test_the_snapshot_holds_what_was_printed_and_nothing_else():
    facts = samples.SAMPLES["opinion"] | {"addressee": "某\u202e单位", "unknown": "x"}
    letter = give(facts=facts)
    assert letter.facts["addressee"] == "某单位"
    assert letter.facts["reply_days"] == 15
    assert "unknown" not in letter.facts
    assert letter.issuer == dataclasses.asdict(UNION)


def test_numbers_rise_by_one_in_each_series():
    give()
    got = [
        give().number,
        give("reminder").number,
        give(issuer=dataclasses.replace(UNION, code="fq", prefix="枫总工")).number,
    ]
    assert got == ["诸总工劳监意〔2026〕2号", "诸总工劳监提〔2026〕1号", "枫总工劳监意〔2026〕1号"]


def test_the_year_is_the_year_in_shanghai():
    late = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    assert give(at=late).number == "诸总工劳监意〔2026〕1号"
    letter = give(at=late + timedelta(seconds=1))
    assert (letter.number, letter.issued_on.isoformat()) == ("诸总工劳监意〔2027〕1号", "2027-01-01")


def test_dates_do_not_fall_as_numbers_rise():
    give()
    before = state()
    with pytest.raises(LetterError, match="later date") as caught, transaction.atomic():
        give(at=AT - timedelta(days=1))
    assert [finding.field for finding in caught.value.findings] == ["date"]
    assert state() == before


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({}, ["addressee", "matter_source", "facts_found", "legal_basis", "demands", "contact", "phone"]),
        (samples.SAMPLES["opinion"] | {"contact": "龚𠮷"}, ["contact"]),
        (samples.SAMPLES["opinion"] | {"facts_found": "国" * 50_001}, ["facts_found"]),
    ],
)
def test_a_letter_that_fails_the_check_takes_no_number(facts, fields):
    before = state()
    with pytest.raises(LetterError) as caught:
        give(facts=facts)
    assert {finding.field for finding in caught.value.findings} == set(fields)
    assert state() == before


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": "𠮷县总工会"}, "name"), ({"prefix": ""}, "prefix"), ({"seal_text": "𠮷"}, "seal_text")],
)
def test_an_issuer_that_cannot_be_printed_is_refused(change, field):
    before = state()
    with pytest.raises(LetterError) as caught:
        give(issuer=dataclasses.replace(UNION, **change))
    assert [finding.field for finding in caught.value.findings] == [field]
    assert state() == before


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError):
        give("opinion_letter", facts={})


def test_a_rollback_leaves_no_gap():
    give()
    with transaction.atomic():
        assert give().serial == 2
        transaction.set_rollback(True)
    assert give().serial == 2
    assert Series.objects.get().last == IssuedLetter.objects.count() == 2


def test_a_fault_while_printing_leaves_no_gap(monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(press, "render", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            give()
    assert state() == ([], [])
    assert give().serial == 1


def test_a_replacement_names_the_letter_it_replaces():
    first = give()
    second = give(replaces=first)
    assert second.replaces == first
    assert list(first.replaced_by.all()) == [second]


def test_codes_are_given_or_unguessable_and_never_used_twice():
    codes = {issuing.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 14 and set(code) <= {*issuing.CODE_ALPHABET, "-"} for code in codes)
    assert give(code="GIVEN").verify_url == f"{URL}/GIVEN"
    before = state()
    with pytest.raises(IntegrityError), transaction.atomic():
        give(code="GIVEN")
    assert state() == before


def test_the_address_may_be_a_function_of_the_code():
    assert give(code="X", verify_url=lambda code: f"https://e.org/?c={code}").verify_url == "https://e.org/?c=X"


def test_a_preview_takes_any_facts_stores_nothing_and_shows_the_gaps():
    said = text_of(preview("opinion", {"contact": "龚𠮷", "facts_found": "国" * 60_000}, issuer=UNION, at=AT))
    assert all(word in said for word in ("草稿", "【主送单位】", "【事实】", "龚〓"))
    assert not any(word in said for word in ("〔2026〕", "样章", "核验码"))
    assert state() == ([], [])


def test_a_preview_stands_where_the_letter_will_stand():
    def pages(pdf):
        return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)

    for kind, facts in samples.SAMPLES.items():
        assert pages(preview(kind, facts, issuer=UNION, at=AT)) == pages(bytes(give(kind).pdf))


def test_a_preview_for_an_issuer_without_a_printable_name():
    assert "江〓" in text_of(preview("opinion", {}, issuer=dataclasses.replace(UNION, name="江𠮷"), at=AT))
    assert "【发文机关】" in text_of(preview("opinion", {}, issuer=dataclasses.replace(UNION, name=""), at=AT))
