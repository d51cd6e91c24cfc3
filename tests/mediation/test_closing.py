"""What each closing code asks for (结案方式, domain notes 3.4 and G6), and what closing with it leaves behind."""

from types import SimpleNamespace

import pytest

from mediation import closing
from mediation.classification import CLOSINGS
from tests import cast
from tests.factories import MONDAY, finish_papers, fresh, later, make_dispute, make_letter, mediation_of, take
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("cheap_letters")
DAY = later(MONDAY, 5)


class TestCodes:
    def dispute(self, **given):
        rows = {"agreements": [], "letters": [], "proceedings": []} | given
        has_agreement = rows.pop("has_agreement", False)
        lists = {name: SimpleNamespace(all=lambda rows=rows: rows) for name, rows in rows.items()}
        return SimpleNamespace(has_agreement=has_agreement, **lists)

    def agreement(self, *, breached_on=None, performed_on=None, scheduled=False):
        instalments = SimpleNamespace(exists=lambda: scheduled)
        return SimpleNamespace(breached_on=breached_on, performed_on=performed_on, instalments=instalments)

    @pytest.mark.parametrize("code", CLOSINGS)
    def test_chosen_by_hand(self, code):
        assert closing.outcome_by_hand.test(None, {"outcome": code}) is (code not in ("R06", "R07", "R13"))

    @pytest.mark.parametrize(
        ("in_force", "agreement", "settled"),
        [
            (True, {"performed_on": DAY}, True),
            (True, {"scheduled": True}, True),
            (True, {}, False),
            (True, {"scheduled": True, "breached_on": DAY}, False),
            (False, {"performed_on": DAY}, False),
        ],
    )
    def test_r01(self, in_force, agreement, settled):
        dispute = self.dispute(has_agreement=in_force, agreements=[self.agreement(**agreement)])
        assert closing.agreement_settled.test(dispute, {"outcome": "R01"}) is settled
        assert closing.agreement_settled.test(dispute, {"outcome": "R02"}) is True

    @pytest.mark.parametrize(("corrected", "passes"), [(True, True), (False, False), (None, False)])
    def test_r04(self, corrected, passes):
        dispute = self.dispute(letters=[SimpleNamespace(corrected=corrected)])
        assert bool(closing.corrected_letter.test(dispute, {"outcome": "R04"})) is passes

    @pytest.mark.parametrize(
        ("code", "kinds"),
        [
            ("R08", {"inspection", "arbitration", "arbitration_review"}),
            ("R09", {"support_for_prosecution", "procuratorial_suggestion"}),
            ("R10", {"litigation", "enforcement", "judicial_confirmation"}),
        ],
    )
    def test_a_referral_needs_a_filing_at_that_partner(self, code, kinds):
        every = {
            "inspection", "arbitration", "arbitration_review", "support_for_prosecution", "procuratorial_suggestion",
            "litigation", "enforcement", "judicial_confirmation", "legal_aid", "union_mediation",
        }  # fmt: skip
        filed = {
            kind
            for kind in every
            if closing.referred.test(
                self.dispute(proceedings=[SimpleNamespace(kind=kind, filed_on=DAY)]), {"outcome": code}
            )
        }
        assert filed == kinds
        prepared = [SimpleNamespace(kind=kind, filed_on=None) for kind in every]
        assert closing.referred.test(self.dispute(proceedings=prepared), {"outcome": code}) is False

    @pytest.mark.parametrize(
        ("kind", "accepted_on", "passes"),
        [("union_mediation", DAY, True), ("union_mediation", None, False), ("arbitration", DAY, False)],
    )
    def test_r02(self, kind, accepted_on, passes):
        dispute = self.dispute(proceedings=[SimpleNamespace(kind=kind, accepted_on=accepted_on)])
        assert closing.mediation_was_opened.test(dispute, {"outcome": "R02"}) is passes
        assert closing.mediation_was_opened.test(dispute, {"outcome": "R03"}) is True

    @pytest.mark.parametrize(("reason", "passes"), [("双方自行和解。", True), (" ", False), (None, False)])
    def test_r03(self, reason, passes):
        assert closing.own_settlement_told.test(None, {"outcome": "R03", "reason": reason}) is passes
        assert closing.own_settlement_told.test(None, {"outcome": "R01", "reason": reason}) is True

    @pytest.mark.parametrize(
        ("told", "detail", "passes"), [(True, "refused", True), (True, "", False), (False, "refused", False)]
    )
    def test_r05(self, told, detail, passes):
        answers = {"outcome": "R05", "routes_told": told, "outcome_detail": detail}
        assert closing.routes_told.test(None, answers) is passes
        assert closing.routes_told.test(None, {"outcome": "R08"}) is True


@pytest.mark.django_db
class TestClose:
    def close(self, dispute, outcome, on=None, **answers):
        return take(dispute, "close", cast.city_mediator(), on or later(MONDAY, 30), outcome=outcome, **answers)

    def test_settled_orally_or_performed_at_once(self):
        dispute, by = make_dispute("mediating"), cast.city_mediator()
        take(mediation_of(dispute), "conclude", by, later(MONDAY, 6), outcome="oral", concluded_on=later(MONDAY, 6))
        assert fresh(dispute).state == "mediating"
        finish_papers(dispute, by, later(MONDAY, 7))
        assert self.close(dispute, "R02").outcome == "R02"

    def test_nothing_is_settled_orally_that_was_never_mediated(self):
        dispute = make_dispute("accepted", request="supervision")
        with refused(closing.mediation_was_opened):
            self.close(dispute, "R02")

    def test_settled_by_the_parties_themselves(self):
        dispute = make_dispute("accepted", request="supervision")
        with refused(closing.own_settlement_told):
            self.close(dispute, "R03")
        assert self.close(dispute, "R03", reason="双方自行和解，已付清。").outcome == "R03"

    def test_corrected_after_a_letter(self):
        dispute = make_dispute("accepted", request="supervision")
        make_letter("reminder", "verified", dispute=dispute, on=DAY)
        assert self.close(dispute, "R04").outcome == "R04"

    def test_referred_to_another_authority_with_its_name_and_paper(self):
        dispute = make_dispute("accepted", request="supervision")
        told = "移送市卫生健康局，移送函一份。"
        assert self.close(dispute, "R11", reason=told).events.latest("number").reason == told

    @pytest.mark.parametrize("code", ["R12", "R14", "R15"])
    def test_the_others_ask_for_nothing_more(self, code):
        dispute = make_dispute("accepted", request="supervision")
        assert self.close(dispute, code).outcome == code
