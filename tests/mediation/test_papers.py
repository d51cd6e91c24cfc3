"""The table of papers: where each belongs, what is missing, and what is looked at in a text."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from documents.kinds import PAPERS
from mediation import papers
from mediation.letter_kinds import ROWS as LETTERS
from mediation.lifecycle import State
from mediation.proceeding_kinds import KINDS
from mediation.proceedings import State as Stand
from mediation.purposes import PURPOSES


class Rows(list):
    def all(self):
        return self


def case(state="mediating", request="mediation", **rows):
    parties = Rows([SimpleNamespace(name="蒋喆", role="applicant")])
    known = {
        "hand_overs": Rows(),
        "proceedings": Rows(),
        "agreements": Rows(),
        "evidence": Rows(),
        "letters": Rows(),
        "parties": parties,
    }
    return SimpleNamespace(
        state=state, request=request, number="诸总工调〔2026〕1号", employer=SimpleNamespace(name="枫裳服饰"),
        **{**known, **{name: Rows(value) for name, value in rows.items()}},
    )  # fmt: skip


def proceeding(kind, state):
    return SimpleNamespace(pk=7, kind=kind, state=state)


def codes(places):
    return [place.row.code for place in places]


def found(kind, content, **given):
    """The fields in which something is found beyond what is unfilled."""
    paper = SimpleNamespace(dispute=given.pop("dispute", None) or case(**given))
    return [finding.field for finding in papers.ROWS[kind].findings(content, paper)]


class TestTable:
    def test_every_paper_has_its_place_and_every_place_is_one_of_the_machines(self):
        assert set(papers.ROWS) == set(PAPERS)
        for row in papers.ROWS.values():
            assert set(row.states) <= set(State)
            assert set(row.stands) <= set(Stand)
            assert row.proceeding in {"", *KINDS}
            assert bool(row.proceeding) == bool(row.stands)
            assert set(row.letters) <= set(LETTERS)
            assert row.aim in {"", *PURPOSES}
            assert row.instead == "" or papers.ROWS[row.instead].instead == row.code

    def test_the_emotion_record_alone_is_private(self):
        assert papers.PRIVATE == ("emotion_record",)


class TestPlaces:
    @pytest.mark.parametrize(("state", "request_", "expected"), [
        ("registered", "mediation",
         ["application", "intake_form", "oral_application", "address_confirmation"]),
        ("registered", "supervision", ["intake_form", "address_confirmation"]),
        ("closed", "mediation", ["intake_form", "closing_report", "follow_up_record"]),
        ("archived", "mediation", []),
    ])  # fmt: skip
    def test_what_the_case_gives_room_for(self, state, request_, expected):
        assert codes(papers.places(case(state, request_))) == expected

    @pytest.mark.parametrize(("kind", "state", "expected"), [
        ("union_mediation", "prepared", ["consent_record"]),
        ("union_mediation", "accepted",
         ["consent_record", "session_record", "extension_consent"]),
        ("union_mediation", "concluded", ["session_record"]),
        ("judicial_confirmation", "prepared", ["confirmation_petition"]),
        ("judicial_confirmation", "accepted", []),
        ("arbitration_review", "filed", ["review_petition"]),
        ("arbitration", "prepared", ["arbitration_petition"]), ("litigation", "prepared", ["statement_of_claim"]),
        ("payment_order", "prepared", ["payment_petition"]),
        ("support_for_prosecution", "filed", ["support_petition"]), ("legal_aid", "prepared", ["aid_form"]),
        ("hardship_relief", "prepared", ["relief_form"]), ("emotional_support", "accepted", ["emotion_record"]),
    ])  # fmt: skip
    def test_what_a_proceeding_gives_room_for(self, kind, state, expected):
        dispute = case("suspended", proceedings=[proceeding(kind, state)])
        own = [place for place in papers.places(dispute) if place.proceeding is not None]
        assert codes(own) == expected
        assert {place.key for place in own} == {f"{code}-7" for code in expected}

    @pytest.mark.parametrize(("aim", "discloses", "offered"), [
        ("peoples_mediation", True, True), ("peoples_mediation", False, False), ("other", True, False),
    ])  # fmt: skip
    def test_an_oral_agreement_is_kept_where_peoples_mediation_has_the_case(self, aim, discloses, offered):
        dispute = case(hand_overs=[SimpleNamespace(aim=aim, discloses=discloses)])
        assert ("oral_agreement" in codes(papers.places(dispute))) == offered

    @pytest.mark.parametrize(("kind", "state", "expected"), [
        ("reminder", "issued", ["service_receipt", "reply_reminder"]),
        ("opinion", "unanswered", ["service_receipt", "reply_opinion"]),
        ("suggestion", "served", ["service_receipt", "reply_suggestion"]),
        ("agreement", "served", ["service_receipt"]),
        ("opinion", "approved", []), ("opinion", "withdrawn", []),
    ])  # fmt: skip
    def test_what_goes_with_a_letter(self, kind, state, expected):
        letter = SimpleNamespace(kind=kind, state=state, dispute=case())
        assert [row.code for row in papers.of_letter(letter)] == expected

    def test_nothing_goes_with_a_letter_of_an_archived_case(self):
        assert papers.of_letter(SimpleNamespace(kind="opinion", state="served", dispute=case("archived"))) == []

    def test_missing_are_the_required_ones_that_neither_stand_nor_have_a_substitute(self):
        dispute = case("registered")
        assert codes(papers.missing(dispute, [])) == ["application", "intake_form"]
        oral = SimpleNamespace(kind="oral_application", proceeding_id=None, discarded_on=None)
        assert codes(papers.missing(dispute, [oral])) == ["intake_form"]
        oral.discarded_on = date(2026, 3, 2)
        assert codes(papers.missing(dispute, [oral])) == ["application", "intake_form"]

    def test_a_paper_of_another_mediation_does_not_count(self):
        dispute = case("suspended", proceedings=[proceeding("union_mediation", "accepted")])
        other = SimpleNamespace(kind="session_record", proceeding_id=6, discarded_on=None)
        assert "session_record" in codes(papers.missing(dispute, [other]))
        other.proceeding_id = 7
        assert "session_record" not in codes(papers.missing(dispute, [other]))


class TestFindings:
    @pytest.mark.parametrize(("terms", "expected"), [
        (["乙方于2026年3月31日前支付甲方18,600.00元"], []), (["乙方支付甲方壹万捌仟陆佰元"], []),
        (["乙方支付拖欠的工资"], ["terms"]), (["乙方支付约5,000元"], ["terms"]),
        (["乙方尽快支付5,000元"], ["terms"]), (["双方确认婚姻关系"], ["terms"]),
        (["甲方自愿放弃社会保险"], ["terms"]), (["社保以现金折算，支付3,000元"], ["terms"]),
        (["乙方依法补缴社会保险"], []),
    ])  # fmt: skip
    def test_terms_of_an_agreement_are_clear_and_lawful(self, terms, expected):
        agreed = SimpleNamespace(breached_on=None, effective_on=date(2026, 3, 16))
        content = {"terms": terms, "agreed_on": "2026-03-16"}
        assert found("confirmation_petition", content, agreements=[agreed]) == expected

    def test_names_and_number_are_those_of_the_case(self):
        wrong = {"respondent": "别家", "case_number": "别号", "applicant": "路人"}
        assert found("intake_form", wrong) == ["respondent", "case_number", "applicant"]
        right = {"respondent": "枫裳服饰", "case_number": "诸总工调〔2026〕1号", "applicant": "蒋喆等3人"}
        assert found("intake_form", right) == []

    @pytest.mark.parametrize(("kind", "content", "field"), [
        ("investigation_record", {"investigators": ["甲"]}, "investigators"),
        ("consent_record", {"will": "refuses"}, "told_on"),
        ("extension_consent", {"ends_on": "2026-03-17", "extended_to": "2026-03-17"}, "extended_to"),
        ("oral_agreement", {"committee": "诸暨市总工会"}, "committee"),
        ("address_confirmation", {"address": "暨阳街道", "electronic": "yes"}, "electronic_address"),
            ("address_confirmation", {"electronic": "no"}, "address"),
        ("aid_form", {"means": "exempt"}, "exemption"), ("emotion_record", {"consent": "no"}, "consent"),
        ("arbitration_petition", {}, "facts_found"), ("confirmation_petition", {}, "agreed_on"),
    ])  # fmt: skip
    def test_what_the_law_asks_for_is_said(self, kind, content, field):
        assert found(kind, content) == [field]

    @pytest.mark.parametrize(("kind", "content"), [
        ("investigation_record", {"investigators": ["甲", "乙"]}), ("consent_record", {"will": "agrees"}),
        ("consent_record", {"will": "refuses", "told_on": "2026-03-03"}),
        ("extension_consent", {"ends_on": "2026-03-17", "extended_to": "2026-03-18"}),
        ("oral_agreement", {"committee": "枫桥镇人民调解委员会"}),
        ("address_confirmation", {"address": "暨阳街道", "electronic": "no"}),
        ("aid_form", {"means": "pledge"}), ("emotion_record", {"consent": "yes"}), ("relief_form", {}),
    ])  # fmt: skip
    def test_what_is_in_order_is_not_remarked_on(self, kind, content):
        assert found(kind, content) == []

    def test_the_agreement_named_is_the_one_in_force(self):
        old = SimpleNamespace(breached_on=date(2026, 3, 9), effective_on=date(2026, 3, 1))
        new = SimpleNamespace(breached_on=None, effective_on=date(2026, 3, 16))
        assert found("review_petition", {"agreed_on": "2026-03-01"}, agreements=[old, new]) == ["agreed_on"]
        assert found("review_petition", {"agreed_on": "2026-03-16"}, agreements=[old, new]) == []
        assert found("review_petition", {"terms": ["确认双方存在劳动关系"]}, agreements=[new]) == ["terms"]

    def test_a_payment_order_asks_for_no_more_than_is_owed(self):
        owed = SimpleNamespace(breached_on=None, amount=Decimal("1000.00"), amount_paid=Decimal("400.00"))
        given = {"agreements": [owed], "evidence": [object()]}
        assert found("payment_petition", {"amount": "600.01"}, **given) == ["amount"]
        assert found("payment_petition", {"amount": "600.00"}, **given) == []
