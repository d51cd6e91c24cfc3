"""Intake: numbers, first clocks, the same form twice, refusals; splitting; likely duplicates."""

from uuid import UUID, uuid4

import pytest
from django.utils.translation import override

from mediation import checks
from mediation.models import Dispute
from mediation.operations.filing import likely_duplicates, register, split
from tests import cast
from tests.factories import MONDAY, at, filing, later, make_dispute, register_dispute
from tests.refusals import forbidden, refused, stale, unchanged

pytestmark = pytest.mark.django_db


def test_a_case_of_the_city_and_one_of_the_town_share_a_series_of_numbers():
    numbers = [register_dispute(holder=holder).number for holder in (cast.city(), cast.town(), cast.enterprise())]
    assert numbers == ["诸总工调〔2026〕1号", "诸总工调〔2026〕2号", "诸总工调〔2026〕3号"]


def test_what_is_written_down():
    dispute = register_dispute(holder=cast.enterprise(), workers=("蒋喆", "楼䶮"))
    assert (dispute.state, dispute.stage, dispute.level) == ("registered", "union", "enterprise")
    assert (dispute.town, dispute.registered_by) == (cast.town(), cast.enterprise_mediator())
    assert [(party.role, party.name) for party in dispute.parties.order_by("pk")] == [
        ("applicant", "蒋喆"), ("applicant", "楼䶮"), ("respondent", "浙江枫裳服饰有限公司"),
    ]  # fmt: skip
    assert str(dispute.amount_claimed) == "18600.00"


def test_the_same_form_twice_is_one_case():
    key = UUID(int=7)
    first = register(filing(), holder=cast.city(), by=cast.city_mediator(), at=at(MONDAY), key=key)
    with unchanged():
        again = register(filing(), holder=cast.city(), by=cast.city_mediator(), at=at(MONDAY), key=key)
    assert again == first


@pytest.mark.parametrize(
    ("given", "clocks"),
    [
        ({}, ["M2 2026-03-05", "M3 2026-03-17", "B1a 2027-02-22"]),
        ({"employment_ended_on": None}, ["M2 2026-03-05", "M3 2026-03-17"]),
        ({"category": "02"}, ["M2 2026-03-05", "M3 2026-03-17", "B1 2027-02-01"]),
        ({"category": "02", "knew_on": None, "occurred_on": None}, ["M2 2026-03-05", "M3 2026-03-17"]),
        ({"relation": "service"}, ["M2 2026-03-05", "M3 2026-03-17"]),
        ({"request": "supervision"}, ["M1 2026-03-09", "B1a 2027-02-22"]),
    ],
)
def test_the_clocks_that_intake_starts(given, clocks):
    dispute = register_dispute(**given)
    assert [f"{row.rule} {row.due_on}" for row in dispute.deadlines.order_by("pk")] == clocks


def test_a_town_registers_only_for_itself_and_below():
    assert register_dispute(holder=cast.enterprise(), by=cast.town_mediator()).holder == cast.enterprise()
    for holder in (cast.city(), cast.other_town()):
        with forbidden():
            register_dispute(holder=holder, by=cast.town_mediator())


def test_a_complaint_is_not_registered_for_the_union_of_its_employer():
    for by in (cast.city_mediator(), cast.town_mediator()):
        with refused(checks.complaint_stays_hidden):
            register_dispute(holder=cast.enterprise(), by=by, request="supervision")
    assert register_dispute(holder=cast.enterprise(), by=cast.town_mediator()).request == "mediation"
    heard = register_dispute(holder=cast.enterprise(), by=cast.enterprise_mediator(), request="supervision")
    assert heard.holder == cast.enterprise()


def test_who_may_not_register():
    for person in (cast.reviewer(), cast.volunteer(), cast.court_liaison(), cast.worker_user(), cast.auditor()):
        with forbidden():
            register_dispute(holder=cast.city(), by=person)


@pytest.mark.parametrize("name", ["received_on", "occurred_on", "knew_on", "employment_ended_on"])
def test_no_day_of_the_past_lies_in_the_future(name):
    with override("en"):
        field = str(Dispute._meta.get_field(name).verbose_name)
    with refused(f"the date {later(MONDAY, 1)} ({field}) is not in the future"):
        register(
            filing(**{name: later(MONDAY, 1)}), holder=cast.city(), by=cast.city_mediator(), at=at(MONDAY), key=uuid4()
        )


class TestSplit:
    def split(self, dispute, workers, **given):
        values = {
            "by": cast.city_mediator(),
            "at": at(later(MONDAY, 2)),
            "version": dispute.version,
            "reason": "请求不同。",
        }
        return split(dispute, workers, **values | given)

    def test_nobody_stays(self):
        dispute = make_dispute("accepted", workers=("甲", "乙"))
        with refused("at least one applicant goes and at least one stays"):
            self.split(dispute, dispute.parties.filter(role="applicant"))

    def test_nobody_goes_and_no_reason(self):
        dispute = make_dispute("accepted", workers=("甲", "乙"))
        with refused("at least one applicant goes and at least one stays", "a reason is given"):
            self.split(dispute, [], reason=" ")

    def test_stale(self):
        dispute = make_dispute("accepted", workers=("甲", "乙"))
        with stale():
            self.split(dispute, dispute.parties.filter(name="甲"), version=dispute.version - 1)

    def test_forbidden(self):
        dispute = make_dispute("accepted", workers=("甲", "乙"))
        with forbidden():
            self.split(dispute, dispute.parties.filter(name="甲"), by=cast.volunteer())


class TestLikelyDuplicates:
    def found(self, names, *, visible=None, today=MONDAY, employer=None):
        visible = Dispute.objects.all() if visible is None else visible
        return list(likely_duplicates(employer or cast.employer(), names, visible=visible, today=today))

    def test_the_same_worker_and_employer(self):
        dispute = register_dispute()
        assert self.found(["蒋喆", ""]) == [dispute]

    def test_not_others(self):
        register_dispute()
        assert self.found(["别人"]) == []
        assert self.found([""]) == []
        assert self.found(["蒋喆"], employer=cast.other_employer()) == []
        assert self.found(["蒋喆"], today=later(MONDAY, 181)) == []
        assert self.found(["蒋喆"], visible=Dispute.objects.none()) == []
