"""Pages of proceedings: preparing, every step, sessions."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from mediation.models import MediationSession, Proceeding
from mediation.proceeding_kinds import KINDS
from tests import cast, factories
from tests.mediation.views.stepping import record_of, send, shown_errors, url_of

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 12)
REASON = "对方不同意。"


def prepare_url(dispute, kind):
    return reverse("proceeding-prepare", args=[dispute.pk, kind])


def test_mediation_is_prepared_from_its_page(client):
    dispute = factories.make_dispute("accepted")
    answer = send(
        client, cast.city_mediator(), prepare_url(dispute, "union_mediation"), dispute,
        agency=cast.city().pk, basis="application", prepared_on=ON.isoformat(), claims=[dispute.claims.get().pk],
    )  # fmt: skip
    proceeding = dispute.proceedings.get()
    assert answer.status_code == 302
    assert (proceeding.kind, proceeding.basis, proceeding.prepared_on) == ("union_mediation", "application", ON)
    assert [claim.pk for claim in proceeding.claims.all()] == [dispute.claims.get().pk]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_page_that_names_the_limitation(client, kind):
    dispute = factories.make_dispute("accepted")
    client.force_login(cast.city_mediator())
    answer = client.get(prepare_url(dispute, kind))
    assert answer.status_code == 200
    assert answer.context["limitation"].on is not None


def test_unknown_kind_is_missing(client):
    dispute = factories.make_dispute("accepted")
    client.force_login(cast.city_mediator())
    assert client.get(prepare_url(dispute, "nonsense")).status_code == 404


def test_preparing_without_the_right_is_forbidden(client):
    dispute = factories.make_dispute("accepted")
    before = record_of(dispute)
    answer = send(client, cast.auditor(), prepare_url(dispute, "arbitration"), dispute, agency=cast.arbitration().pk)
    assert answer.status_code == 403
    assert record_of(dispute) == before


@pytest.mark.parametrize(
    ("given", "field", "requirement"),
    [
        ({"agency": ""}, "agency", ""),
        ({"prepared_on": "2026-13-01"}, "prepared_on", ""),
        ({"prepared_on": "2999-01-01"}, "", "the day lies between the receipt of the case and today"),
        ({"basis": "weather"}, "basis", ""),
    ],
)
def test_refused_preparation_changes_nothing(client, given, field, requirement):
    dispute = factories.make_dispute("unresolved")
    before = record_of(dispute)
    answers = {
        "agency": cast.court().pk, "basis": "service", "prepared_on": ON.isoformat(), "note": "劳务关系", **given,
    }  # fmt: skip
    answer = send(client, cast.city_mediator(), prepare_url(dispute, "litigation"), dispute, **answers)
    errors, unmet = shown_errors(answer)
    assert (answer.status_code, list(errors)) == (422, [field] if field else [])
    assert unmet == ([requirement] if requirement else [])
    assert "劳务关系" in answer.content.decode()
    assert record_of(dispute) == before


# A proceeding at an agency, step by step through its pages ---------------------------------------------------


def arbitration(state="prepared"):
    dispute = factories.make_dispute("unresolved")
    by, agency = cast.city_mediator(), cast.arbitration()
    proceeding = factories.prepare_proceeding(dispute, "arbitration", agency, by, ON)
    if state == "prepared":
        return proceeding
    proceeding = factories.take(proceeding, "file", by, ON, filed_on=ON, papers=factories.papers_of("arbitration"),
        **factories.facts_of("arbitration"),
    )  # fmt: skip
    if state == "filed":
        return proceeding
    return factories.take(proceeding, "accept", by, ON, accepted_on=ON, paper="受理通知书")


VENUE = {"fact_venue": "performance", "ground": "duty"}
AWARD = {"item-1-kind": "remuneration", "item-1-amount": "18,600.00", "item-1-what": "工资"}
TAKEN = [
    ("prepared", "file", {"filed_on": "2026-03-12", "papers": ["application", "identity", "evidence"],
     **VENUE}, "filed"),
    ("filed", "accept", {"accepted_on": "2026-03-13", "procedure": "ordinary", "external_number": "31",
     "paper": "受理通知书"}, "accepted"),
    ("filed", "refuse", {"refused_on": "2026-03-13", "paper": "不予受理通知书", "reason": REASON}, "refused"),
    ("accepted", "extend", {"agreed": "on", "extra": "15", "reason": REASON}, "accepted"),
    ("accepted", "suspend", {"suspended_on": "2026-03-14", "cause": "appraisal", "reason": REASON}, "suspended"),
    ("accepted", "withdraw", {"withdrawn_on": "2026-03-14", "reason": REASON}, "withdrawn"),
    (
        "accepted", "conclude",
        {"outcome": "final_award", "concluded_on": "2026-03-20", "received_on": "2026-03-21", "paper": "裁决书",
         **AWARD},
        "concluded",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("state", "verb", "answers", "after"), TAKEN)
def test_steps_are_taken_from_their_pages(client, state, verb, answers, after):
    proceeding = arbitration(state)
    answer = send(client, cast.city_mediator(), url_of(proceeding, verb), proceeding, **answers)
    assert (answer.status_code, factories.fresh(proceeding).state) == (302, after)
    assert answer.url.endswith(f"#proceeding-{proceeding.pk}")


REFUSED = [
    ("prepared", "file", {"filed_on": "2026-03-12", "papers": ["application"], **VENUE}, "", "still missing: "),
    ("prepared", "file", {"filed_on": "gestern", "papers": ["application"], **VENUE}, "filed_on", ""),
    ("prepared", "file", {"filed_on": "2026-03-12", "papers": ["poem"], **VENUE}, "papers", ""),
    ("filed", "accept", {"accepted_on": "2026-03-01", "procedure": "ordinary",
     "paper": "受理通知书"}, "", "is not before"),
    ("filed", "accept", {"accepted_on": "2026-03-13", "procedure": "ordinary", "paper": ""}, "",
     "the paper that proves it is named"),
    ("filed", "refuse", {"refused_on": "2026-03-13", "paper": "通知书", "reason": ""}, "reason", ""),
    ("accepted", "extend", {"extra": "15", "reason": REASON}, "", "both sides signed the extension"),
    ("accepted", "suspend", {"suspended_on": "2026-03-01", "cause": "appraisal", "reason": REASON}, "",
     "is not before"),
    ("accepted", "withdraw", {"withdrawn_on": "2999-01-01", "reason": REASON}, "", "is not in the future"),
    ("accepted", "conclude", {"outcome": "agreement", "concluded_on": "2026-03-20", "paper": "裁决书"}, "outcome", ""),
    (
        "accepted", "conclude", {"outcome": "final_award", "concluded_on": "2026-03-20", "paper": "裁决书", **AWARD},
        "", "the day the parties received the paper",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("state", "verb", "answers", "field", "requirement"), REFUSED)
def test_refused_step_changes_nothing(client, state, verb, answers, field, requirement):
    proceeding = arbitration(state)
    before = record_of(proceeding.dispute)
    answer = send(client, cast.city_mediator(), url_of(proceeding, verb), proceeding, **answers)
    errors, unmet = shown_errors(answer)
    assert (answer.status_code, list(errors)) == (422, [field] if field else [])
    assert {requirement in what for what in unmet} == ({True} if requirement else set())
    assert record_of(proceeding.dispute) == before
    for name, typed in answers.items():
        if not name.startswith("item-"):
            assert answer.context["form"][name].value() == typed


def test_agency_records_its_own_result_without_a_paper(client):
    proceeding = arbitration("filed")
    answer = send(
        client,
        cast.arbitrator(),
        url_of(proceeding, "accept"),
        proceeding,
        accepted_on="2026-03-13",
        procedure="ordinary",
        external_number="31",
    )
    assert (answer.status_code, factories.fresh(proceeding).state) == (302, "accepted")


def test_other_agency_may_not_record_it(client):
    proceeding = arbitration("filed")
    before = record_of(proceeding.dispute)
    answer = send(client, cast.court_liaison(), url_of(proceeding, "accept"), proceeding, accepted_on="2026-03-13")
    assert answer.status_code == 404
    assert record_of(proceeding.dispute) == before


# Mediation: session, agreement, performance ------------------------------------------------------------------


def test_session_is_recorded(client):
    mediation = factories.mediation_of(factories.make_dispute("mediating"))
    answer = send(
        client, cast.city_mediator(), url_of(mediation, "hold_session"), mediation,
        held_at="2026-03-10T09:30", place="调解室", attendees="蒋喆，骆永康", record="双方陈述意见。",
    )  # fmt: skip
    session = MediationSession.objects.get()
    assert answer.status_code == 302
    assert (session.place, session.by) == ("调解室", cast.city_mediator())
    assert session.held_at == datetime(2026, 3, 10, 9, 30, tzinfo=factories.SHANGHAI)


@pytest.mark.parametrize(
    ("given", "field", "requirement"),
    [
        ({"held_at": "soon"}, "held_at", ""),
        ({"record": ""}, "record", ""),
        ({"held_at": "2999-01-01T09:00"}, "", "the session is not in the future"),
        ({"held_at": "0001-01-01T00:00"}, "", "the session is not before mediation opened"),
    ],
)
def test_refused_session_changes_nothing(client, given, field, requirement):
    mediation = factories.mediation_of(factories.make_dispute("mediating"))
    before = record_of(mediation.dispute)
    answers = {
        "held_at": "2026-03-10T09:30", "place": "调解室", "attendees": "蒋喆", "record": "双方陈述意见。", **given,
    }  # fmt: skip
    answer = send(client, cast.city_mediator(), url_of(mediation, "hold_session"), mediation, **answers)
    errors, unmet = shown_errors(answer)
    assert (answer.status_code, list(errors)) == (422, [field] if field else [])
    assert unmet == ([requirement] if requirement else [])
    assert "调解室" in answer.content.decode()
    assert record_of(mediation.dispute) == before


def mediation_with_agreement():
    """Mediation is open and the agreement is printed."""
    mediation = factories.mediation_of(factories.make_dispute("mediating"))
    factories.make_letter("agreement", "issued", dispute=mediation.dispute, on=ON)
    return mediation


SIGNED = {
    "outcome": "agreement", "concluded_on": "2026-03-12", "amount": "¥18,600.00", "applicant_signed_on": "2026-03-12",
    "respondent_signed_on": "2026-03-12", "mediator_signed_on": "2026-03-12",
    "instalment-1-due_on": "2026-03-31", "instalment-1-amount": "8600", "instalment-1-what": "工资",
    "instalment-3-due_on": "2026-04-30", "instalment-3-amount": "10,000", "instalment-3-what": "工资",
}  # fmt: skip


def test_agreement_is_recorded_with_its_schedule(client):
    mediation = mediation_with_agreement()
    answer = send(client, cast.city_mediator(), url_of(mediation, "conclude"), mediation, **SIGNED)
    assert answer.status_code == 302
    agreement = mediation.dispute.agreements.get()
    assert (agreement.amount, agreement.effective_on) == (Decimal("18600.00"), ON)
    lines = [(line.due_on, line.amount) for line in agreement.instalments.all()]
    assert lines == [(date(2026, 3, 31), Decimal("8600.00")), (date(2026, 4, 30), Decimal("10000.00"))]
    assert factories.fresh(mediation.dispute).state == "agreed"


@pytest.mark.parametrize(
    ("given", "fields", "requirement"),
    [
        ({"amount": ""}, [], "the amount agreed"),
        ({"amount": "viel"}, ["amount"], ""),
        ({"amount": "-1"}, ["amount"], ""),
        ({"mediator_signed_on": ""}, [], "applicant, respondent and mediator have signed"),
        ({"instalment-1-amount": "8599.99"}, [], "the instalments add up"),
        ({"instalment-1-due_on": ""}, ["__all__"], ""),
        ({"instalment-3-amount": "1.234"}, ["__all__"], ""),
    ],
)
def test_refused_agreement_keeps_every_line(client, given, fields, requirement):
    mediation = mediation_with_agreement()
    before = record_of(mediation.dispute)
    answer = send(client, cast.city_mediator(), url_of(mediation, "conclude"), mediation, **{**SIGNED, **given})
    errors, unmet = shown_errors(answer)
    assert (answer.status_code, list(errors)) == (422, fields)
    assert any(requirement in what for what in unmet) if requirement else unmet == []
    assert record_of(mediation.dispute) == before
    assert 'value="10,000"' in answer.content.decode() or given.get("instalment-3-amount")


def test_mediation_ends_without_agreement_whatever_stands_in_the_agreement_part(client):
    mediation = factories.mediation_of(factories.make_dispute("mediating"))
    answers = {**SIGNED, "outcome": "disagreement", "amount": "", "instalment-1-amount": "?"}
    answer = send(client, cast.city_mediator(), url_of(mediation, "conclude"), mediation, **answers)
    assert (answer.status_code, factories.fresh(mediation).outcome) == (302, "disagreement")
    assert mediation.dispute.agreements.count() == 0


def test_stale_page_of_a_proceeding_is_told(client):
    proceeding = arbitration("filed")
    factories.take(
        proceeding, "suspend", cast.city_mediator(), ON, suspended_on=ON, reason="等待鉴定", cause="appraisal"
    )
    before = record_of(proceeding.dispute)
    answer = send(
        client, cast.city_mediator(), url_of(proceeding, "refuse"), proceeding,
        refused_on="2026-03-13", paper="不予受理通知书", reason=REASON,
    )  # fmt: skip
    assert answer.status_code == 409
    assert "不予受理通知书" in answer.content.decode()
    assert (record_of(proceeding.dispute), Proceeding.objects.get(pk=proceeding.pk).state) == (before, "suspended")


def test_missing_papers_are_named_one_by_one(client):
    proceeding = arbitration("prepared")
    given = {"filed_on": "2026-03-12", "papers": ["application"], **VENUE}
    _errors, unmet = shown_errors(send(client, cast.city_mediator(), url_of(proceeding, "file"), proceeding, **given))
    assert unmet == ["still missing: proof of identity", "still missing: evidence and list of evidence"]
