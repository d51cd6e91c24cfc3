"""The table of the dossier: every kind has its place, and what goes to whom."""

from datetime import date
from types import SimpleNamespace

import pytest

from mediation import dossier
from mediation.dossier import INSIDE, KEPT_APART, OUTSIDE, SECTIONS, Going, Piece, Recipient, going, standing
from mediation.letter_kinds import ROWS as LETTERS
from mediation.models import Purpose
from mediation.papers import OF_LETTERS, ROWS

pytestmark = pytest.mark.once
WORKER = SimpleNamespace(name="蒋喆", id_number="330681199001011234", phone="13800000000", agent="", role="applicant",
    kind="worker")  # fmt: skip


def case(request="mediation"):
    return SimpleNamespace(request=request, parties=SimpleNamespace(all=lambda: [WORKER]))


def piece(section, kind="", **given):
    row = next(row for row in SECTIONS if row.code == section)
    kind = kind or (*row.letters, *row.papers, *row.uploads)[0]
    return Piece("x-1", row, kind, "题名", "责任者", date(2026, 3, 2), **given)


def test_every_kind_has_one_section_or_is_kept_apart():
    for known, field in ((LETTERS, "letters"), (Purpose.values, "uploads"), (ROWS, "papers")):
        placed = [code for row in SECTIONS for code in getattr(row, field)]
        assert len(placed) == len(set(placed))
        assert set(known) - set(placed) <= {*KEPT_APART, *OF_LETTERS}
        assert set(placed) <= set(known)
    assert "emotion_record" not in dossier.OF_PAPER


def test_every_section_says_for_each_recipient_whether_it_goes():
    assert {len(row.goes) for row in SECTIONS} == {len(OUTSIDE)}
    assert {mark for row in SECTIONS for mark in row.goes} == {going.value for going in Going}
    assert set(OUTSIDE) == set(Recipient) - {Recipient.ARCHIVE}


@pytest.mark.parametrize("recipient", OUTSIDE)
def test_what_was_said_in_mediation_and_what_is_marked_goes_to_the_archive_alone(recipient):
    for row in SECTIONS:
        for kind in {*row.letters, *row.papers} & {*INSIDE}:
            assert going(piece(row.code, kind), recipient) == Going.NO
    for kept in (piece("mediation", "record"), piece("evidence", mark="trade_secret"),
            piece("evidence", mark="not_for_transfer")):  # fmt: skip
        assert going(kept, recipient) == Going.NO
        assert going(kept, Recipient.ARCHIVE) == Going.YES


@pytest.mark.parametrize(("request_", "text", "expected"), [
    ("supervision", "涉及职工蒋喆", Going.NO), ("supervision", "330681199001011234", Going.NO),
    ("supervision", "涉及三名职工", Going.YES), ("mediation", "涉及职工蒋喆", Going.YES),
    ("supervision", "涉及职工蒋 喆", Going.NO), ("supervision", "涉及职工蒋\n喆", Going.NO),
    ("supervision", "涉及职工蒋\u200b喆", Going.NO), ("supervision", "涉及职工蒋\u3000喆", Going.NO),
    ("supervision", "138 0000 0000", Going.NO), ("supervision", "138-0000-0000", Going.NO),
    ("supervision", "１３８００００００００", Going.NO), ("supervision", "蒋女士和喆某", Going.YES),
])  # fmt: skip
def test_the_employer_of_a_supervision_case_does_not_learn_who_complained(request_, text, expected):
    letter = piece("supervision", "opinion", text=text, to_employer=True)
    assert standing(letter, case(request_), Recipient.EMPLOYER) == expected


@pytest.mark.parametrize(("section", "text", "expected"), [
    ("supervision", "涉及职工蒋喆", Going.LOOK), ("supervision", "涉及三名职工", Going.YES),
    ("identity", "", Going.LOOK), ("mediation", "", Going.NO),
])  # fmt: skip
def test_what_names_a_worker_is_looked_at_before_it_goes_to_the_hr_department(section, text, expected):
    assert standing(piece(section, text=text), case("supervision"), Recipient.HR) == expected


def test_the_employer_gets_no_letter_to_an_office_and_no_verification():
    assert going(piece("supervision", "suggestion"), Recipient.EMPLOYER) == Going.NO
    proof = piece("supervision", "verification", of_letter="opinion", to_employer=True)
    assert (going(proof, Recipient.EMPLOYER), going(proof, Recipient.COURT)) == (Going.NO, Going.YES)


def test_what_is_unfilled_goes_nowhere_and_what_nobody_signed_only_by_hand():
    for recipient in (Recipient.COURT, Recipient.ARCHIVE):
        found = [going(piece("application", **given), recipient) for given in (
            {"is_draft": True, "is_unsigned": True}, {"is_unsigned": True}, {},
        )]  # fmt: skip
        assert found == [Going.NO, Going.LOOK, Going.YES]
    assert going(piece("closing", is_unsigned=True), Recipient.COURT) == Going.NO
