"""Letters: who drafts, edits, reviews and signs; the number at the signature; all or nothing."""

import hashlib

import pytest

from documents import press
from documents.models import IssuedLetter
from mediation import checks, letters
from mediation.operations.letters import draft_letter, edit_letter, preview, verification_code
from tests import cast
from tests.factories import (
    CONTENT,
    MONDAY,
    approve,
    at,
    draft,
    fresh,
    issue,
    later,
    make_dispute,
    make_letter,
    submit,
    take,
)
from tests.refusals import forbidden, refused, stale, unchanged

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 5)


def complaint(**given):
    return make_dispute("accepted", request="supervision", **given)


class TestDraft:
    def test_filled_from_the_case(self):
        letter = draft("reminder", complaint(channel="12351"), DAY)
        assert letter.content["addressee"] == "浙江枫裳服饰有限公司"
        assert letter.content["matter_source"] == (
            "我会通过12351职工服务热线收到职工反映，你单位在劳动报酬方面存在需要关注的问题"
        )
        assert (letter.content["contact"], letter.content["phone"]) == ("王梅", "0575-87012351")
        assert "蒋喆" not in str(letter.content)  # who complained stays secret

    def test_handed_to_a_volunteer(self):
        letter = draft("reminder", complaint(), DAY, drafter=cast.volunteer())
        assert (letter.drafter, letter.state, letter.number) == (cast.volunteer(), "draft", "")

    def test_before_acceptance(self):
        dispute = make_dispute("registered", request="supervision")
        with refused(letters.case_is_accepted):
            draft("reminder", dispute, DAY, by=cast.city_mediator())

    def test_a_notice_comes_only_with_its_step(self):
        dispute = complaint()
        with refused("this paper is drafted by its step"):
            draft("acceptance_notice", dispute, DAY)

    def test_not_by_a_recused_drafter(self):
        dispute = complaint()
        cast.volunteer().interests.create(employer=cast.employer(), note="亲属任职")
        with refused("the drafter is not recused"):
            draft("reminder", dispute, DAY, drafter=cast.volunteer())

    def test_forbidden(self):
        dispute = complaint()
        for person in (cast.reviewer(), cast.chair(), cast.volunteer(), cast.hr_liaison(), cast.auditor()):
            with forbidden():
                draft_letter(dispute, "reminder", by=person, at=at(DAY))

    def test_a_paper_of_a_step_belongs_to_the_handler(self):
        notice = make_dispute("accepted").letters.get()
        assert (notice.kind, notice.drafter, notice.origin.kind) == (
            "acceptance_notice",
            cast.city_mediator(),
            "accept",
        )
        assert notice.content["ends_on"] == "2026-03-17"


class TestTakeBack:
    def test_the_drafter_goes_on_before_anybody_reviewed(self):
        letter = make_letter("reminder", "in_review", drafter=cast.volunteer())
        looked_at = letter.version
        with refused(checks.the_drafter):
            take(letter, "take_back", letter.dispute.handler, DAY)
        letter = take(letter, "take_back", cast.volunteer(), DAY)
        assert (letter.state, letter.events.last().kind) == ("draft", "take_back")
        with stale():  # the reviewer had it open
            take(letter, "approve", cast.reviewer(), DAY, version=looked_at)
        assert edit_letter(letter, letter.content, by=cast.volunteer(), at=at(DAY)).state == "draft"

    def test_not_once_it_is_approved(self):
        letter = make_letter("reminder", "approved")
        with refused("the step is possible in the present state (now: Approved, to be signed)"):
            take(letter, "take_back", letter.drafter, DAY)


class TestEdit:
    def test_the_version_before_is_kept(self):
        letter = make_letter("reminder")
        changed = edit_letter(letter, {**letter.content, "contact": "徐岚"}, by=letter.drafter, at=at(DAY), version=0)
        assert (changed.content["contact"], changed.version) == ("徐岚", 1)
        assert [revision.content["contact"] for revision in changed.revisions.all()] == ["王梅"]

    def test_stale(self):
        letter = make_letter("reminder")
        edit_letter(letter, letter.content, by=letter.drafter, at=at(DAY), version=0)
        with stale():
            edit_letter(letter, {}, by=letter.drafter, at=at(DAY), version=0)

    def test_not_while_it_is_in_review(self):
        letter = make_letter("reminder", "in_review")
        with refused("the letter is a draft or was returned"):
            edit_letter(letter, {}, by=letter.drafter, at=at(DAY))

    def test_a_volunteer_edits_only_what_was_handed_over(self):
        letter = draft("reminder", complaint(), DAY, drafter=cast.volunteer())
        with forbidden():
            edit_letter(letter, {}, by=cast.second_volunteer(), at=at(DAY))
        assert edit_letter(letter, {}, by=cast.volunteer(), at=at(DAY)).content == {}


class TestReview:
    def test_an_unfilled_field_keeps_it_from_review(self):
        letter = make_letter("reminder", content={"demands": []})
        with refused("Advice: This must be filled in."):
            submit(letter, DAY)

    def test_returned_with_a_reason(self):
        letter = make_letter("reminder", "in_review")
        with refused("a reason is given"):
            take(letter, "return_for_changes", cast.reviewer(), DAY, reason=" ")

    def test_not_by_the_drafter(self):
        letter = make_letter("reminder", "in_review")
        drafter = letter.drafter
        cast.enlist(drafter.username, "王梅", cast.city(), "reviewer", since=cast.SINCE)
        with refused(checks.not_the_drafter):
            take(letter, "approve", cast.city_mediator(), DAY)

    def test_not_by_the_reviewer_of_another_union(self):
        letter = make_letter("reminder", "in_review")
        with forbidden():
            take(letter, "approve", cast.town_reviewer(), DAY)


class TestSignature:
    def test_number_pdf_and_sha(self):
        letter = issue(make_letter("reminder"), DAY)
        record = letter.issued
        assert (letter.state, letter.number, letter.signer) == ("issued", "诸总工劳监提〔2026〕1号", cast.chair())
        assert (record.issued_on, record.issued_by) == (DAY, "金卫东")
        assert bytes(record.pdf).startswith(b"%PDF")
        assert record.sha256 == hashlib.sha256(bytes(record.pdf)).hexdigest()
        assert record.code == verification_code(letter)

    def test_one_series_a_union_and_kind(self):
        city, town = complaint(), complaint(holder=cast.town())
        numbers = [
            issue(draft("reminder", city, DAY), DAY).number,
            issue(draft("opinion", city, DAY), DAY).number,
            issue(draft("reminder", city, DAY), DAY).number,
        ]
        letter = take(draft("reminder", town, DAY), "submit", cast.town_mediator(), DAY)
        letter = take(letter, "approve", cast.town_reviewer(), DAY)
        numbers.append(take(letter, "sign", cast.town_chair(), DAY).number)
        assert numbers == [
            "诸总工劳监提〔2026〕1号", "诸总工劳监意〔2026〕1号", "诸总工劳监提〔2026〕2号", "枫总工劳监提〔2026〕1号",
        ]  # fmt: skip

    def test_a_withdrawn_number_is_never_used_again(self):
        dispute = complaint()
        first = issue(draft("reminder", dispute, DAY), DAY)
        take(first, "withdraw", cast.chair(), DAY, reason="制发有误。")
        assert issue(draft("reminder", dispute, DAY), DAY).number == "诸总工劳监提〔2026〕2号"
        assert fresh(first).number == "诸总工劳监提〔2026〕1号"

    def test_a_date_never_falls_as_numbers_rise(self):
        dispute = complaint()
        issue(draft("reminder", dispute, DAY), DAY)
        earlier = approve(draft("reminder", dispute, later(DAY, -1)), later(DAY, -1))
        with refused("Date: The series already has a letter of a later date."):
            take(earlier, "sign", cast.chair(), later(DAY, -1))

    def test_not_before_the_approval(self):
        letter = make_letter("reminder", "draft")
        with refused(letters.ready_to_sign):
            take(letter, "sign", cast.chair(), DAY)

    def test_not_by_those_without_the_office(self):
        letter = make_letter("reminder", "approved")
        with refused(checks.in_signing_position):
            take(letter, "sign", cast.second_city_mediator(), DAY)  # may seal notices, may not sign this

    def test_not_by_the_chair_of_a_town(self):
        letter = make_letter("reminder", "approved")
        with forbidden():
            take(letter, "sign", cast.town_chair(), DAY)

    def test_all_or_nothing_when_printing_fails(self, monkeypatch):
        letter = make_letter("reminder", "approved")

        def out_of_paper(*_args, **_options):
            raise OSError("out of paper")

        with monkeypatch.context() as patch:
            patch.setattr(press, "render", out_of_paper)
            with unchanged(), pytest.raises(OSError, match="out of paper"):
                take(letter, "sign", cast.chair(), DAY)
        assert not IssuedLetter.objects.exists()
        assert take(letter, "sign", cast.chair(), DAY).number == "诸总工劳监提〔2026〕1号"  # nothing was used up


class TestAnswer:
    def test_silence_only_after_the_limit(self):
        letter = make_letter("reminder", "served", on=DAY)
        with refused(checks.reply_limit_passed):
            take(letter, "mark_unanswered", cast.city_mediator(), letter.reply_due_on)
        assert (
            take(letter, "mark_unanswered", cast.city_mediator(), later(letter.reply_due_on, 1)).state == "unanswered"
        )

    def test_a_late_answer_is_recorded_as_late(self):
        letter = make_letter("reminder", "served", on=DAY)
        late = later(letter.reply_due_on, 1)
        answered = take(letter, "answer_letter", cast.city_mediator(), late, answered_on=late, answer="迟复。")
        assert (answered.state, answered.is_late) == ("answered", True)

    def test_the_employer_answers_what_was_served_on_it(self):
        letter = make_letter("reminder", "served", on=DAY)
        answered = take(letter, "answer_letter", cast.employer_user(), DAY, answered_on=DAY, answer="已支付。")
        assert answered.answer == "已支付。"

    def test_not_before_service(self):
        letter = make_letter("reminder", "issued", on=DAY)
        with forbidden():
            take(letter, "answer_letter", cast.employer_user(), DAY, answered_on=DAY, answer="已支付。")

    def test_not_once_a_later_letter_rests_on_it(self):
        dispute = complaint()
        opinion = make_letter("opinion", "service_refused", dispute=dispute, on=DAY)
        draft("suggestion", fresh(dispute), DAY, agency=cast.hr())
        with refused(letters.no_later_rung):
            take(opinion, "answer_letter", cast.city_mediator(), DAY, answered_on=DAY, answer="x")

    def test_once_a_later_letter_rests_on_it_a_late_answer_is_recorded_and_the_ground_stands(self):
        dispute = complaint()
        opinion = make_letter("opinion", "unanswered", dispute=dispute, on=DAY)
        late = later(DAY, 40)
        answer = {"answered_on": late, "answer": "迟复：已支付。"}
        with refused(letters.still_to_answer):  # "answer_letter" is still open
            take(opinion, "record_late_answer", cast.city_mediator(), late, **answer)
        draft("suggestion", fresh(dispute), later(DAY, 32), agency=cast.hr())
        answered = take(fresh(opinion), "record_late_answer", cast.employer_user(), late, **answer)
        assert (answered.state, answered.answer, answered.is_late) == ("unanswered", "迟复：已支付。", True)
        assert letters.unmet_grounds("suggestion", fresh(dispute)) == []
        with refused(letters.still_to_answer):
            take(answered, "record_late_answer", cast.city_mediator(), late, **answer)

    def test_an_answer_after_the_verification_is_recorded(self):
        silent = make_letter("reminder", "unanswered", on=DAY)
        on = later(DAY, 32)
        verified = take(
            silent, "verify", cast.city_mediator(), on, verified_on=on, corrected=False, verification="未整改。"
        )
        answered = take(verified, "record_late_answer", cast.city_mediator(), on, answered_on=on, answer="迟复。")
        assert (answered.state, answered.answered_on) == ("verified", on)


def test_the_preview_is_a_pdf_that_takes_no_number():
    letter = make_letter("reminder")
    with unchanged():
        assert preview(letter, at(DAY)).startswith(b"%PDF")


@pytest.mark.parametrize("kind", sorted(CONTENT))
def test_the_content_of_the_tests_is_complete(kind):
    """What the factories fill in is all that a person has to."""
    dispute = complaint(groups=("migrant",))
    agency = {"suggestion": cast.hr(), "clue_transfer": cast.procuratorate()}.get(kind)
    if agency is not None:
        make_letter("opinion", "service_refused", dispute=dispute, on=DAY)
    assert draft(kind, fresh(dispute), DAY, agency=agency).findings() == []
