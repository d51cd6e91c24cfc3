"""What a new draft already knows: the exact content of every kind, and that no employer reads who complained."""

from datetime import date

import pytest

from documents.kinds import KINDS
from mediation.classification import Category, Channel, Decline
from mediation.letters import ROWS
from mediation.operations import letter_content, letter_terms
from mediation.operations.letter_content import applicant_words
from mediation.operations.letters import draft_letter
from mediation.proceeding_kinds import KINDS as PROCEEDINGS
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    draft,
    file_proceeding,
    fresh,
    later,
    make_dispute,
    make_letter,
    mediation_of,
    prepare_proceeding,
    register_dispute,
    take,
)
from tests.factories.letters import FOUND

# On SQLite: the words of a draft are put together in Python.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 5)

FACTS = "用人单位未按约定日期支付2026年1月至2月的工资。"
CONTACT = {"contact": "王梅", "phone": "0575-87012351"}
TO_EMPLOYER = {
    "addressee": "浙江枫裳服饰有限公司", **CONTACT,  # and no facts: the employer would know the complainant's words
    "matter_source": "我会在接待职工来访中了解到，你单位在劳动报酬方面存在需要关注的问题",
    "legal_basis": ["《中华人民共和国劳动法》第五十条", "《中华人民共和国劳动合同法》第三十条"],
}  # fmt: skip
TO_APPLICANT = {
    "addressee": "蒋喆", "respondent": "浙江枫裳服饰有限公司", "matter": "劳动报酬争议", "applied_on": "2026-03-02",
    **CONTACT,
}  # fmt: skip


def bare(dispute, kind, *, agency=None, by=None):
    """The content a draft opens with, nothing typed in yet."""
    by = by or cast.city_mediator()
    return draft_letter(fresh(dispute), kind, by=by, at=at(later(MONDAY, 40)), agency=agency).content


def complaint(**given):
    return make_dispute("accepted", request="supervision", **given)


class TestLettersToTheEmployer:
    def test_reminder(self):
        assert bare(complaint(), "reminder") == {**TO_EMPLOYER, "reply_days": 15, "reply_unit": "days"}

    def test_opinion(self):
        assert bare(complaint(), "opinion") == {**TO_EMPLOYER, "reply_days": 15, "reply_unit": "working_days"}

    @pytest.mark.parametrize("kind", ["reminder", "opinion"])
    def test_no_name_of_a_complainant_whatever_the_channel(self, kind):
        dispute = register_dispute(request="supervision", workers=("蒋喆", "楼䶮"))
        letter = dispute.letters.model(dispute=dispute, kind=kind, issuer=cast.city())
        for channel in Channel:
            dispute.channel = channel
            content = letter_content.prefill(letter, cast.city_mediator())
            assert content["matter_source"] == (
                letter_terms.CHANNELS[channel] + "，你单位在劳动报酬方面存在需要关注的问题"
            )
            assert not [name for name in ("蒋喆", "楼䶮") if name in str(content)]

    def test_a_matter_of_no_type_still_reads_as_a_sentence(self):
        content = bare(complaint(category="99", channel="12351"), "reminder")
        assert content["matter_source"] == (
            "我会通过12351职工服务热线收到职工反映，你单位在劳动用工方面存在需要关注的问题"
        )

    def test_the_law_for_migrant_workers_is_cited(self):
        content = bare(complaint(groups=("migrant",)), "opinion")
        assert content["legal_basis"][-1] == "《保障农民工工资支付条例》第三条"

    def test_a_town_gives_its_own_telephone(self):
        content = bare(complaint(holder=cast.town()), "reminder", by=cast.town_mediator())
        assert (content["contact"], content["phone"]) == ("陈涛", cast.town().phone)


class TestSuggestion:
    def test_after_a_refused_opinion(self):
        dispute = complaint()
        make_letter("opinion", "service_refused", dispute=dispute, on=DAY)
        assert bare(dispute, "suggestion", agency=cast.hr()) == {
            "addressee": "诸暨市人力资源和社会保障局", "employer": "浙江枫裳服饰有限公司", "facts_found": FOUND,
            "opinion_number": "诸总工劳监意〔2026〕1号", "opinion_served_on": "2026-03-07", "ground": "refused",
            "legal_basis": ["《中华人民共和国劳动法》第五十条"], "reply_unit": "working_days", **CONTACT,
        }  # fmt: skip

    def test_after_silence(self):
        dispute = complaint()
        make_letter("opinion", "unanswered", dispute=dispute, on=DAY)
        content = bare(dispute, "suggestion", agency=cast.inspection())
        assert (content["ground"], content["addressee"]) == ("no_answer", "诸暨市劳动保障监察大队")
        assert "history" not in content

    def test_after_an_answer_that_corrected_nothing(self):
        dispute = complaint()
        opinion = make_letter("opinion", "answered", dispute=dispute, on=DAY)
        on = later(DAY, 10)
        take(
            opinion, "verify", cast.city_mediator(), on, verified_on=on, corrected=False, verification="仍未支付。"
        )  # fmt: skip
        content = bare(dispute, "suggestion", agency=cast.hr())
        assert (content["ground"], content["history"]) == ("not_corrected", "正在整改。")

    def test_the_facts_are_those_of_the_opinion_as_it_was_sent(self):
        dispute = complaint()
        make_letter(
            "opinion", "service_refused", dispute=dispute, on=DAY, content={"facts_found": "经查，拖欠工资三万元。"}
        )  # fmt: skip
        assert bare(dispute, "suggestion", agency=cast.hr())["facts_found"] == "经查，拖欠工资三万元。"

    def test_no_name_of_a_complainant(self):
        dispute = complaint(workers=("蒋喆", "楼䶮"))
        make_letter("opinion", "service_refused", dispute=dispute, on=DAY)
        content = str(bare(dispute, "suggestion", agency=cast.hr()))
        assert "蒋喆" not in content
        assert "楼䶮" not in content


def test_the_clue_tells_what_the_union_has_sent_so_far():
    dispute = complaint(groups=("migrant",))
    make_letter("reminder", "served", dispute=dispute, on=later(MONDAY, 3))
    make_letter("opinion", "service_refused", dispute=dispute, on=DAY)
    assert bare(dispute, "clue_transfer", agency=cast.procuratorate()) == {
        "addressee": "诸暨市人民检察院", "employer": "浙江枫裳服饰有限公司", "facts_found": FOUND,
        "history": (
            "2026年3月5日，我会向浙江枫裳服饰有限公司制发《工会劳动法律监督提示函》（诸总工劳监提〔2026〕1号），"
            "2026年3月5日送达。\n2026年3月7日，我会向浙江枫裳服饰有限公司制发《工会劳动法律监督意见书》"
            "（诸总工劳监意〔2026〕1号），2026年3月7日送达时被拒收。"
        ),
        "workers_concerned": "1名职工（其中农民工1名）", "attachments": ["证据目录及目录所列材料"],
        "legal_basis": ["《中华人民共和国劳动法》第五十条"], "reply_unit": "working_days", **CONTACT,
    }  # fmt: skip


class TestNotices:
    def content(self, dispute, kind):
        return dispute.letters.get(kind=kind).content

    def test_acceptance(self):
        assert self.content(make_dispute("accepted"), "acceptance_notice") == {
            **TO_APPLICANT, "accepted_on": "2026-03-03", "mediators": ["王梅"], "ends_on": "2026-03-17",
        }  # fmt: skip

    def test_acceptance_without_a_handler_names_the_one_who_accepted(self):
        dispute = take(register_dispute(), "accept", cast.reviewer(), later(MONDAY, 1))
        content = self.content(dispute, "acceptance_notice")
        assert (content["mediators"], content["contact"]) == (["周敏"], "周敏")

    def test_non_acceptance_gives_reason_article_and_the_other_routes(self):
        content = self.content(make_dispute("declined"), "non_acceptance_notice")
        assert content == {
            **TO_APPLICANT, "contact": "周敏",
            "reason": "所反映的事项不属于劳动争议处理和工会劳动法律监督的范围。\n双方系承揽关系。",
            "legal_basis": ["《浙江省工会劳动法律监督条例》第十七条"],
            "routes": [
                "向劳动合同履行地或者用人单位所在地的劳动人事争议仲裁委员会申请仲裁",
                "向人力资源社会保障行政部门投诉举报",
                "依法可以直接起诉的，向人民法院提起诉讼",
            ],
        }  # fmt: skip

    def test_completion_one_item_a_line(self):
        assert self.content(make_dispute("returned"), "completion_notice") == {
            **TO_APPLICANT, "contact": "周敏", "missing_items": ["身份证复印件", "劳动合同"],
            "complete_by": "2026-03-10",
        }  # fmt: skip

    def test_end_of_mediation_gives_the_limitation_date(self):
        assert self.content(make_dispute("unresolved"), "mediation_end_notice") == {
            **TO_APPLICANT, "ended_on": "2026-03-10", "reason": "双方分歧较大，经调解未能达成协议。",
            "limitation_date": "2027-02-22",
        }  # fmt: skip

    def test_without_limitation_the_field_stays_open_for_a_person(self):
        content = self.content(make_dispute("unresolved", employment_ended_on=None), "mediation_end_notice")
        assert "limitation_date" not in content

    def test_refused_by_the_other_side(self):
        dispute, by, on = make_dispute("accepted"), cast.city_mediator(), later(MONDAY, 3)
        mediation = prepare_proceeding(dispute, "union_mediation", cast.city(), by, on)
        take(mediation, "refuse", by, on, refused_on=on, reason="单位来电表示不同意。")
        assert self.content(dispute, "mediation_end_notice")["reason"] == (
            "一方当事人不同意继续调解。\n单位来电表示不同意。"
        )

    def test_another_route_was_taken(self):
        dispute = make_dispute("mediating")
        file_proceeding(dispute, "inspection", cast.inspection(), cast.city_mediator(), later(MONDAY, 3))
        assert self.content(dispute, "mediation_end_notice")["reason"] == (
            "当事人已依法选择仲裁、投诉、起诉等其他途径处理本争议，调解终止。"
        )

    def test_withdrawn_by_a_party_only_what_was_written_down(self):
        dispute, on = make_dispute("mediating"), later(MONDAY, 3)
        take(mediation_of(dispute), "withdraw", cast.city_mediator(), on, withdrawn_on=on, reason="申请人退出调解。")
        assert self.content(dispute, "mediation_end_notice")["reason"] == "申请人退出调解。"


BOTH = {
    **TO_APPLICANT, "addressee": "蒋喆、浙江枫裳服饰有限公司", "applicant": "蒋喆", "mediators": ["王梅"],
}  # fmt: skip


class TestLettersAroundMediation:
    def test_the_notice_of_rights_goes_to_both_sides(self):
        known = {key: value for key, value in BOTH.items() if key != "applied_on"}
        within = {"review_within": "十五日", "confirm_within": "三十日", "limitation_period": "一年"}
        assert bare(make_dispute("mediating"), "rights_notice") == {**known, **within, "ends_on": "2026-03-17"}

    def test_the_other_side_is_asked_and_learns_what_is_claimed(self):
        known = {key: BOTH[key] for key in ("applicant", "matter", "applied_on")}
        assert bare(make_dispute("mediating"), "inquiry") == {
            **CONTACT, **known, "addressee": "浙江枫裳服饰有限公司", "claims": ["支付拖欠的工资18,600.00元"],
        }  # fmt: skip

    def test_the_opinion_of_the_mediators_says_why_there_was_no_agreement(self):
        assert bare(make_dispute("unresolved"), "mediation_opinion") == {
            **BOTH, "facts_found": FACTS, "reason": "双方分歧较大，经调解未能达成协议。",
            "legal_basis": TO_EMPLOYER["legal_basis"], "limitation_date": "2027-02-22",
        }  # fmt: skip

    @pytest.mark.parametrize(("text", "amount", "words"), [
        ("支付工资", "1200.00", "支付工资1,200.00元"), ("支付工资1200元。", "1200.00", "支付工资1200元"),
        ("支付工资1,200.00元", "1200.00", "支付工资1,200.00元"), ("开具离职证明", "0.00", "开具离职证明"),
        ("每月支付100元", "1200.00", "每月支付100元，合计1,200.00元"),
    ])  # fmt: skip
    def test_a_claim_names_its_amount_once(self, text, amount, words):
        dispute = make_dispute("registered")
        dispute.claims.update(text=text, amount=amount)
        assert letter_content.claim_words(fresh(dispute)) == [words]


def test_agreement():
    assert bare(make_dispute("mediating"), "agreement") == {
        "worker": "蒋喆", "employer": "浙江枫裳服饰有限公司",
        "employer_details": "统一社会信用代码91330681MA2FENG01X，法定代表人骆永康",
        "matter": "劳动报酬", "facts_found": FACTS, "mediators": ["王梅"], "copies": 3, **CONTACT,
        "review_within": "十五日", "confirm_within": "三十日",
    }  # fmt: skip


def test_an_agreement_without_a_handler_names_its_drafter():
    dispute = make_dispute("mediating")
    dispute.handler = None
    dispute.save()
    assert bare(dispute, "agreement", by=cast.second_city_mediator())["mediators"] == [
        cast.second_city_mediator().display_name
    ]


class TestWords:
    @pytest.mark.parametrize(
        ("workers", "count", "words"),
        [(("蒋喆",), 1, "蒋喆"), (("蒋喆", "楼䶮"), 2, "蒋喆等2人"), (("蒋喆",), 150, "蒋喆等150人")],
    )
    def test_one_applicant_or_a_group(self, workers, count, words):
        assert applicant_words(register_dispute(workers=workers, worker_count=count)) == words

    def test_every_channel_matter_reason_and_failure_has_its_chinese_words(self):
        failures = {row.code for row in PROCEEDINGS["union_mediation"].outcomes if row.leads == "fail_mediation"}
        assert letter_terms.CHANNELS.keys() == set(Channel)
        assert letter_terms.MATTERS.keys() == set(Category)
        assert letter_terms.DECLINES.keys() == set(Decline.values)
        assert letter_terms.FAILED.keys() == failures
        tables = (letter_terms.CHANNELS, letter_terms.MATTERS, letter_terms.DECLINES, letter_terms.FAILED)
        assert all(text.strip() and not text.isascii() for table in tables for text in table.values())

    def test_a_notice_speaks_of_the_matter_in_chinese(self):
        dispute = register_dispute()
        notice = dispute.letters.model(dispute=dispute, kind="completion_notice", issuer=cast.city())
        for category in Category:
            dispute.category = category
            content = letter_content.prefill(notice, cast.city_mediator())
            assert content["matter"] == letter_terms.MATTERS[category] + "争议"

    @pytest.mark.parametrize("kind", ROWS)  # the letters of a case; minutes belong to a meeting
    def test_only_fields_of_the_kind_and_nothing_empty_or_unprintable(self, kind):
        dispute = complaint(groups=("migrant",), facts="")
        letter = dispute.letters.model(dispute=dispute, kind=kind, issuer=cast.city())
        content = letter_content.prefill(letter, cast.city_mediator(), {"today": date(2026, 3, 10)})
        assert content.keys() <= {field.name for field in KINDS[kind].fields}
        assert not [name for name, value in content.items() if value in (None, "", []) or isinstance(value, date)]

    def test_what_a_person_types_goes_over_what_the_case_knows(self):
        letter = draft("reminder", complaint(), DAY, content={"matter_source": "巡查发现", "contact": "徐岚"})
        assert (letter.content["matter_source"], letter.content["contact"]) == ("巡查发现", "徐岚")
