"""What intake wrote down is put right: the event tells old and new, the limitation follows, nothing else moves."""

from decimal import Decimal

import pytest

from mediation.integrity import violations
from mediation.models import Deadline, Dispute
from mediation.operations.amending import amend, amend_claim, amend_party
from mediation.operations.filing import split
from mediation.operations.words import write_words
from tests import cast
from tests.factories import (
    CLAIMED,
    MONDAY,
    at,
    file_proceeding,
    fresh,
    later,
    make_dispute,
    make_letter,
    register_dispute,
    take,
)
from tests.refusals import forbidden, refused, stale

pytestmark = pytest.mark.django_db
DAY, REASON = later(MONDAY, 12), "登记时笔误。"
NOTHING_NEW = "something differs from what is on record"


@pytest.fixture(autouse=True)
def _cheap(cheap_letters):
    pass


def given(dispute, **kwargs):
    return {"by": cast.city_mediator(), "at": at(DAY), "version": dispute.version, "reason": REASON} | kwargs


def amended(dispute, reason=REASON, by=None, **fields):
    return amend(dispute, fields=fields, **given(dispute, reason=reason, by=by or cast.city_mediator()))


def limitation(dispute):
    rows = dispute.deadlines.filter(rule__in=["B1", "B1a"]).order_by("pk")
    return [(row.rule, row.trigger_on, row.status) for row in rows]


class TestCase:
    def test_event_tells_old_and_new(self):
        dispute = make_dispute("accepted")
        before = dispute.version
        event = amended(dispute, elsewhere="court", summary="拖欠三个月工资", town=cast.town())
        dispute = fresh(dispute)
        assert (dispute.elsewhere, dispute.summary, dispute.town) == ("court", "拖欠三个月工资", cast.town())
        assert (dispute.version, dispute.state) == (before + 1, "accepted")
        assert (event.kind, event.reason, event.from_state, event.to_state) == ("amend", REASON, "accepted", "accepted")
        assert event.data == {
            "changes": {
                "elsewhere": ["no", "court"], "summary": ["拖欠两个月工资", "拖欠三个月工资"],
                "town": [None, {"id": cast.town().pk, "label": str(cast.town())}],
            }
        }  # fmt: skip
        assert list(violations()) == []

    @pytest.mark.parametrize("state", ["registered", "returned", "mediating", "suspended", "at_hr"])
    def test_in_every_open_state(self, state):
        dispute = make_dispute(state)
        amended(dispute, channel="phone")
        assert (fresh(dispute).channel, fresh(dispute).state) == ("phone", state)
        assert list(violations()) == []

    @pytest.mark.parametrize("state", ["closed", "archived", "declined"])
    def test_not_once_it_has_ended(self, state):
        dispute = make_dispute(state)
        with refused("the case is open"):
            amended(dispute, channel="phone")

    def test_reason_is_needed_from_acceptance_on(self):
        amended(make_dispute("registered"), reason="", channel="phone")
        dispute = make_dispute("accepted")
        with refused("a reason is given"):
            amended(dispute, reason=" ", channel="phone")

    def test_without_a_difference(self):
        dispute = make_dispute("accepted")
        with refused(NOTHING_NEW):
            amended(dispute, channel=dispute.channel, facts=f"{dispute.facts}\r\n", amount_claimed=CLAIMED)

    def test_not_to_a_day_to_come_nor_below_the_workers_named(self):
        dispute = make_dispute("accepted", workers=("蒋喆", "马骉"))
        words = "the workers concerned are at least as many as are named"
        with refused(f"the date {later(DAY, 1)} (knew of the violation on) is not in the future", words):
            amended(dispute, knew_on=later(DAY, 1), worker_count=1)

    @pytest.mark.parametrize("name", ["received_on", "state", "number", "holder", "request", "employer"])
    def test_other_fields_are_not_amendable(self, name):
        dispute = make_dispute("accepted")
        with pytest.raises(KeyError):
            amended(dispute, **{name: None})
        assert fresh(dispute).version == dispute.version

    @pytest.mark.parametrize(
        "person",
        [cast.volunteer, cast.chair, cast.manager, cast.auditor, cast.archivist, cast.town_mediator, cast.inspector],
    )
    def test_forbidden(self, person):
        dispute = make_dispute("accepted")
        with forbidden():
            amended(dispute, by=person(), channel="phone")

    def test_by_reviewer_and_by_the_union_above(self):
        amended(make_dispute("accepted"), by=cast.reviewer(), channel="phone")
        amended(make_dispute("accepted", holder=cast.town()), channel="phone")

    def test_stale(self):
        dispute = make_dispute("accepted")
        take(dispute, "raise_alarm", cast.city_mediator(), DAY, reason="停工。")
        with stale():
            amended(dispute, channel="phone")


class TestLimitation:
    def test_end_of_employment_replaces_it_and_history_stays(self):
        dispute = make_dispute("accepted")
        old = dispute.employment_ended_on
        event = amended(dispute, employment_ended_on=later(old, 5))
        assert limitation(dispute) == [("B1a", old, "superseded"), ("B1a", later(old, 5), "open")]
        gone, now = dispute.deadlines.filter(rule="B1a").order_by("pk")
        assert (gone.ended_by, gone.ended_on, now.opened_by) == (event, DAY, event)
        assert list(violations()) == []

    def test_missing_day_starts_it(self):
        dispute = make_dispute("accepted", employment_ended_on=None)
        assert limitation(dispute) == []
        amended(dispute, employment_ended_on=later(MONDAY, -3))
        assert limitation(dispute) == [("B1a", later(MONDAY, -3), "open")]

    def test_type_changes_its_rule_and_a_service_relation_ends_it(self):
        dispute = make_dispute("accepted")
        amend_claim(dispute, dispute.claims.get(), fields={"category": "02"}, **given(dispute))
        dispute = fresh(dispute)
        wages, other = limitation(dispute)
        assert (wages[2], other) == ("superseded", ("B1", dispute.knew_on, "open"))
        amended(fresh(dispute), relation="service")
        assert [row[2] for row in limitation(dispute)] == ["superseded", "ended"]
        amended(fresh(dispute), relation="labour")
        assert limitation(dispute)[2:] == [("B1", dispute.knew_on, "open")]

    def test_other_fields_leave_it(self):
        dispute = make_dispute("accepted")
        before = limitation(dispute)
        amended(dispute, knew_on=later(MONDAY, -20), channel="phone")  # wages: the end of the employment counts
        assert limitation(dispute) == before

    def test_once_met_it_stays_met(self):
        dispute = make_dispute("unresolved")
        file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), later(MONDAY, 10))
        before = limitation(dispute)
        assert [row[2] for row in before] == ["met"]
        amended(fresh(dispute), employment_ended_on=later(MONDAY, -5))
        assert limitation(dispute) == before


class TestParty:
    def worker(self, dispute):
        return dispute.parties.filter(role="applicant").first()

    def test_name_is_told_and_private_numbers_are_not(self):
        dispute = make_dispute("accepted")
        fields = {"name": "蒋哲", "id_number": "330681199001011234", "phone": "13800001234", "groups": ["woman"]}
        event = amend_party(dispute, self.worker(dispute), fields=fields, **given(dispute))
        row = self.worker(dispute)
        assert (row.name, row.id_number, row.phone, row.groups) == tuple(fields.values())
        assert event.data == {
            "party": {"id": row.pk, "label": "蒋哲"},
            "changes": {"name": ["蒋喆", "蒋哲"], "id_number": None, "phone": None, "groups": [[], ["woman"]]},
        }
        assert fresh(dispute).version == dispute.version + 1
        assert list(violations()) == []

    def test_account_stays(self):
        dispute = make_dispute("accepted")
        dispute.parties.filter(role="applicant").update(account=cast.worker_user())
        amend_party(dispute, self.worker(dispute), fields={"name": "蒋哲"}, **given(dispute))
        assert self.worker(dispute).account == cast.worker_user()

    def test_further_worker_is_counted(self):
        dispute = make_dispute("accepted")
        fields = {"role": "applicant", "kind": "worker", "name": "马骉"}
        event = amend_party(dispute, None, fields=fields, **given(dispute))
        assert (fresh(dispute).worker_count, dispute.parties.count()) == (2, 3)
        assert event.data["changes"]["worker_count"] == [1, 2]
        assert list(violations()) == []

    def test_third_party_is_not_counted(self):
        dispute = make_dispute("accepted")
        fields = {"role": "third", "kind": "employer", "name": "诸暨市用工单位"}
        amend_party(dispute, None, fields=fields, **given(dispute))
        assert (fresh(dispute).worker_count, dispute.parties.count()) == (1, 3)

    def test_further_worker_within_the_number_given(self):
        dispute = make_dispute("accepted", worker_count=12)
        fields = {"role": "applicant", "kind": "worker", "name": "马骉"}
        assert "worker_count" not in amend_party(dispute, None, fields=fields, **given(dispute)).data["changes"]

    def test_refused(self):
        dispute = make_dispute("accepted")
        worker = self.worker(dispute)
        with refused("a name, or the words of the claim, are given"):
            amend_party(dispute, worker, fields={"name": " "}, **given(dispute))
        with refused(NOTHING_NEW, "a reason is given"):
            amend_party(dispute, worker, fields={"name": worker.name}, **given(dispute, reason=""))
        with forbidden():
            amend_party(dispute, worker, fields={"name": "蒋哲"}, **given(dispute, by=cast.chair()))
        with stale():
            amend_party(dispute, worker, fields={"name": "蒋哲"}, **given(dispute, version=dispute.version + 1))
        with pytest.raises(KeyError):
            amend_party(dispute, worker, fields={"role": "third"}, **given(dispute))

    def test_a_letter_that_was_printed_may_name_the_respondent_as_it_was(self):
        dispute = make_dispute("accepted")
        make_letter("reminder", "issued", dispute=dispute, on=later(MONDAY, 3))
        dispute = fresh(dispute)
        respondent = dispute.parties.get(role="respondent")
        amend_party(dispute, respondent, fields={"name": "诸暨市甲公司"}, **given(dispute))
        type(dispute.employer).objects.update(name="诸暨市乙公司")
        write_words([dispute.pk])
        assert list(violations()) == []

    def test_after_a_split_the_two_cases_stay_whole(self):
        dispute = make_dispute("accepted", workers=("蒋喆", "马骉"))
        leaving = dispute.parties.filter(name="马骉")
        child = split(
            dispute, leaving, by=cast.city_mediator(), at=at(DAY), version=dispute.version, reason="另行处理。"
        )
        amend_party(child, child.parties.get(role="applicant"), fields={"name": "马彪"}, **given(child))
        assert Dispute.objects.get(pk=child.pk).parties.get(role="applicant").name == "马彪"
        assert list(violations()) == []


class TestClaim:
    def test_sum_follows(self):
        dispute = make_dispute("accepted")
        claim = dispute.claims.get()
        event = amend_claim(dispute, claim, fields={"amount": CLAIMED + 100}, **given(dispute))
        assert fresh(dispute).amount_claimed == CLAIMED + 100
        assert event.data["changes"] == {
            name: [str(CLAIMED), str(CLAIMED + 100)] for name in ("amount", "amount_claimed")
        }
        added = {"text": "支付加班工资", "category": "07", "amount": Decimal("50.00")}
        amend_claim(fresh(dispute), None, fields=added, **given(fresh(dispute)))
        assert (fresh(dispute).amount_claimed, dispute.claims.count()) == (CLAIMED + 150, 2)
        assert list(violations()) == []

    def test_an_amount_set_apart_from_the_claims_stays(self):
        dispute = make_dispute("accepted")
        amended(dispute, amount_claimed=Decimal("9.00"))
        dispute = fresh(dispute)
        amend_claim(dispute, dispute.claims.get(), fields={"amount": Decimal("1.00")}, **given(dispute))
        assert fresh(dispute).amount_claimed == Decimal("9.00")

    def test_refused(self):
        dispute = make_dispute("accepted")
        with refused("a name, or the words of the claim, are given"):
            fields = {"text": "", "category": "07", "amount": Decimal("50.00")}
            amend_claim(dispute, None, fields=fields, **given(dispute))
        assert dispute.claims.count() == 1


def test_the_deadlines_of_the_union_stay_whatever_is_amended():
    dispute = register_dispute()
    before = list(dispute.deadlines.filter(rule__in=["M2", "M3"]).values())
    amended(dispute, category="02", occurred_on=later(MONDAY, -40), channel="phone")
    assert list(Deadline.objects.filter(dispute=dispute, rule__in=["M2", "M3"]).values()) == before
