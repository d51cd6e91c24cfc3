"""The clue pack: each question answered from the case, its evidence, and which instrument fits."""

import pytest

from documents.fields import chinese_date
from mediation.clues.pack import INSTRUMENTS, QUESTIONS, SECTIONS, Answer, examine
from mediation.letters import ROWS, unmet_grounds
from mediation.models import Dispute
from mediation.operations.clues import add_evidence
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    fresh,
    hand_over,
    later,
    make_dispute,
    make_letter,
    open_mediation,
    return_hand_over,
    take,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 5)
ON = later(MONDAY, 60)


def complaint(**given):
    return make_dispute("accepted", request="supervision", **given)


def answers(dispute, on=ON):
    """The questions that are answered with yes, and with no."""
    rows = examine(fresh(dispute), on).rows
    return tuple([code for code, row in rows.items() if row.answer == answer] for answer in (Answer.YES, Answer.NO))


def missing(dispute, code, on=ON):
    fit = next(fit for fit in examine(fresh(dispute), on).fits() if fit.instrument.code == code)
    return [need.codes for need in fit.missing]


def titles(dispute, on=ON):
    return [row.title for row in examine(fresh(dispute), on).exhibits]


def paper(dispute, proves, title="材料", on=None):
    return add_evidence(
        dispute, title=title, source="职工", proves=proves, by=cast.city_mediator(), at=at(on or later(MONDAY, 30))
    )


def age(dispute, id_number):
    dispute.parties.filter(role="applicant").update(id_number=id_number)


def test_the_table_is_whole():
    shown = [code for _label, codes in SECTIONS for code in codes]
    assert sorted(shown) == sorted(QUESTIONS)
    assert {code for row in INSTRUMENTS for need in row.needs for code in need.codes} <= set(QUESTIONS)


class TestWhoIsHit:
    def test_nothing_known(self):
        yes, no = answers(complaint())
        assert yes == ["workers", "complaint", "county_level", "not_before_court"]
        assert no == [
            "insurance_group", "wage_group", "uncooperative", "supervisors", "departments_told", "departments_silent",
            "court_way",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("group", "code"),
        [("platform", "new_forms"), ("woman", "women"), ("minor", "minors"), ("disabled", "disabled"),
            ("older", "elderly"), ("migrant", "weak"), ("hardship", "weak")],
    )  # fmt: skip
    def test_a_group_on_record(self, group, code):
        yes, no = answers(complaint(groups=[group]))
        assert code in yes
        known = {"new_forms", "women", "minors", "disabled", "elderly", "weak"} - {code}
        assert known <= set(no)

    def test_age_by_the_id_number_on_the_day_of_receipt(self):
        dispute = complaint()
        age(dispute, "330681196603021234")  # 60 on the day
        assert "elderly" in answers(dispute)[0]
        assert fresh(dispute).has_special_group
        age(dispute, "330681196603031234")
        assert "elderly" in answers(dispute)[1]
        assert not fresh(dispute).has_special_group

    def test_group_disputes(self):
        workers = tuple(f"职工{index}" for index in range(10))
        assert "insurance_group" in answers(complaint(workers=workers, category="05"))[0]
        assert "wage_group" in answers(complaint(workers=workers, groups=["migrant"]))[0]
        assert "wage_group" not in answers(complaint(workers=workers))[0]
        assert "wage_group" in answers(complaint(workers=workers[:9], groups=["migrant"]))[1]


class TestWhatTheEmployerDid:
    @pytest.mark.parametrize("state", ["served", "answered"])
    def test_an_open_opinion_leaves_it_open(self, state):
        dispute = complaint()
        make_letter("opinion", state, dispute=dispute, on=DAY)
        assert not any("uncooperative" in row for row in answers(dispute))

    @pytest.mark.parametrize("state", ["service_refused", "unanswered"])
    def test_refused_or_silent(self, state):
        dispute = complaint()
        make_letter("opinion", state, dispute=dispute, on=DAY)
        assert "uncooperative" in answers(dispute)[0]

    def test_corrected(self):
        dispute = complaint()
        make_letter("opinion", "verified", dispute=dispute, on=DAY)
        assert "uncooperative" in answers(dispute)[1]

    def test_a_paper_alone_does_not_take_the_place_of_the_opinion(self):
        dispute = complaint()
        paper(dispute, "uncooperative", "拒绝调查记录")
        assert "uncooperative" in answers(dispute)[1]
        assert "拒绝调查记录" in titles(dispute)


class TestEvidence:
    def test_letters_with_number_receipt_and_silence(self):
        dispute = complaint()
        make_letter("reminder", "answered", dispute=dispute, on=later(MONDAY, 3))
        opinion = make_letter("opinion", "unanswered", dispute=dispute, on=DAY)
        rows = examine(fresh(dispute), ON).exhibits
        assert [(row.title, row.dated, row.note) for row in rows] == [
            ("工会劳动法律监督提示函（诸总工劳监提〔2026〕1号）", later(MONDAY, 3), ""),
            ("送达回证（诸总工劳监提〔2026〕1号）", later(MONDAY, 3), "签收人：前台"),
            ("对诸总工劳监提〔2026〕1号的书面答复", later(MONDAY, 6), ""),
            ("工会劳动法律监督意见书（诸总工劳监意〔2026〕1号）", DAY, ""),
            ("送达回证（诸总工劳监意〔2026〕1号）", DAY, "签收人：前台"),
            ("逾期未答复情况说明（诸总工劳监意〔2026〕1号）", None,
                f"答复期限于{chinese_date(opinion.reply_due_on)}届满，未答复"),
            (f"案件登记表（{dispute.number}）", MONDAY, ""),
            ("工会劳动法律监督员证复印件", None, "王梅、骆斌"),
        ]  # fmt: skip

    def test_a_draft_and_a_withdrawn_letter_are_no_evidence(self):
        dispute = complaint()
        make_letter("opinion", "draft", dispute=dispute, on=DAY)
        make_letter("reminder", "withdrawn", dispute=dispute, on=DAY)
        assert titles(dispute) == [f"案件登记表（{dispute.number}）"]

    def test_papers_added_stand_where_they_prove_something(self):
        dispute = complaint()
        paper(dispute, "wages", "银行流水")
        paper(dispute, "", "其他材料")
        assert titles(dispute) == ["银行流水", f"案件登记表（{dispute.number}）", "其他材料"]
        assert "wages" in answers(dispute)[0]


class TestDepartments:
    def test_told_and_returned(self):
        dispute = complaint()
        row = hand_over(dispute, DAY, agency=cast.hr())
        assert "departments_told" in answers(dispute, DAY)[0]
        assert not any("departments_silent" in row for row in answers(dispute, DAY))
        return_hand_over(row, later(DAY, 1), by=cast.hr_liaison())
        assert "departments_silent" in answers(dispute)[0]
        assert titles(dispute)[-2:] == [
            "移送记录（移送诸暨市人力资源和社会保障局）", "诸暨市人力资源和社会保障局退回材料",
        ]  # fmt: skip

    def test_silence_counts_once_the_day_has_passed(self):
        dispute = complaint()
        row = hand_over(dispute, DAY, agency=cast.hr())
        due = row.deadlines.get().due_on
        assert not any("departments_silent" in found for found in answers(dispute, due))
        assert "departments_silent" in answers(dispute, later(due, 1))[0]


class TestInstruments:
    def test_two_refused_opinions_and_a_group_make_a_clue(self):
        dispute = complaint(groups=["woman"])
        make_letter("opinion", "service_refused", dispute=dispute, on=DAY)
        make_letter("opinion", "service_refused", dispute=dispute, on=later(DAY, 20))
        assert missing(dispute, "suggestion") == []
        assert missing(dispute, "public_interest") == [
            ("systemic_gap",), ("departments_told",), ("departments_silent",)
        ]  # fmt: skip

    def test_a_clue_needs_a_group_and_an_uncooperative_employer(self):
        assert [codes[-1] for codes in missing(complaint(), "suggestion")] == ["systemic_gap", "systemic_gap"]

    def test_a_gap_proved_by_papers_is_enough_for_a_clue_and_for_its_letter(self):
        dispute = complaint()
        assert "clue_transfer" not in open_letters(dispute)
        paper(dispute, "systemic_gap", "同类案件统计")
        assert missing(dispute, "suggestion") == []
        assert "clue_transfer" in open_letters(dispute)

    def test_support(self):
        dispute = make_dispute("unresolved", groups=["migrant"])
        assert missing(dispute, "support") == [("wish",), ("departments_told",), ("court_way",)]
        paper(dispute, "wish", "支持起诉申请书")
        hand_over(dispute, later(MONDAY, 30), agency=cast.hr())
        dispute.proceedings.create(
            kind="arbitration", agency=cast.arbitration(), state="refused", prepared_on=DAY, ended_on=DAY
        )
        assert missing(dispute, "support") == []


def open_letters(dispute):
    return [kind for kind in ROWS if not unmet_grounds(kind, Dispute.objects.get(pk=dispute.pk))]


def test_failed_mediation_stands_as_consultation():
    dispute = make_dispute("accepted")
    proceeding = open_mediation(dispute, cast.city_mediator(), later(MONDAY, 2), later(MONDAY, 3))
    assert "consultation" not in answers(dispute)[0]
    take(
        proceeding, "conclude", cast.city_mediator(), later(MONDAY, 8), outcome="refused",
        concluded_on=later(MONDAY, 8),
    )  # fmt: skip
    assert "consultation" in answers(dispute)[0]
    assert "调解终结记录" in titles(dispute)
