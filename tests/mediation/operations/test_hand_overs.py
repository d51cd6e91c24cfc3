"""Sending a case to an office, what the parcel and its proceeding cause in each other, and what is stuck."""

import pytest

from mediation import checks, guards
from mediation.hand_overs import not_taken_up
from mediation.models import Deadline, HandOver, Involvement
from mediation.operations.hand_overs import bounced, send_hand_over, silent
from tests import cast, factories
from tests.factories import MONDAY, PAPER, fresh, later, take
from tests.refusals import forbidden, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 4)
PAPERED = {"receipt": "来文〔2026〕5号"}


def clocks(row):
    found = Deadline.objects.filter(hand_over=row).order_by("pk")
    return [(clock.rule, clock.status, clock.trigger_on) for clock in found]


# Sending ----------------------------------------------------------------------------------------------------


def test_the_record_names_office_purpose_ground_and_fields_and_the_clock_runs():
    dispute = factories.make_dispute("accepted")
    row = factories.hand_over(dispute, DAY, aim="peoples_mediation")
    event = row.events.get()
    assert (row.state, row.agency, row.ground, row.consent_paper) == ("sent", cast.justice(), "consent", PAPER)
    assert row.fields == ["number", "category", "employer", "summary", "claims", "applicants", "phones"]
    assert (event.kind, event.data["fields"], event.data["ground"]) == ("send", row.fields, "consent")
    assert "蒋喆" not in str(event.data)
    assert dispute.involvements.filter(organisation=cast.justice(), role=Involvement.Role.PARTNER).exists()
    assert clocks(row) == [("H1", "open", DAY)]


def test_number_and_type_always_go():
    assert factories.hand_over(factories.make_dispute("accepted"), DAY, fields=[]).fields == ["number", "category"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"agency": cast.town}, "the office is a partner; another union gets a case by delegation or transfer"),
        ({"fields": ["weather"]}, "every field is one of the list"),
        ({"ground": "consent", "consent_paper": ""}, "the paper of the worker's consent is named"),
        ({"sent_on": later(DAY, 1)}, "the day lies between the receipt of the case and today"),
        ({"sent_on": later(MONDAY, -1)}, "the day lies between the receipt of the case and today"),
    ],
)
def test_refused_sending_changes_nothing(given, words):
    dispute = factories.make_dispute("accepted")
    given = {name: value() if callable(value) else value for name, value in given.items()}
    cast.justice()
    with refused(words):
        factories.hand_over(dispute, DAY, **given)


@pytest.mark.parametrize(
    ("aim", "agency", "words"),
    [
        ("police", cast.court, "“Police: refusal to pay, violence” goes to: Other department"),
        ("insurance", cast.justice,
         "“Social insurance, housing fund, taxes” goes to: HR bureau, Labour inspection, Other department"),
        ("whim", cast.justice, "the purpose is one of the list"),
    ],
)  # fmt: skip
def test_an_office_gets_nothing_that_it_is_not_competent_for(aim, agency, words):
    dispute, agency = factories.make_dispute("accepted"), agency()
    with refused(words):
        send_hand_over(
            dispute, agency, aim=aim, purpose="移送", fields=["employer"], ground="duty", by=cast.city_mediator(),
            at=factories.at(DAY),
        )  # fmt: skip


# Sent again -------------------------------------------------------------------------------------------------


def test_what_came_back_is_sent_again_and_names_what_it_follows():
    dispute = factories.make_dispute("accepted")
    first = factories.make_hand_over("returned", dispute, DAY)
    second = factories.hand_over(dispute, later(DAY, 2), follows=first)
    assert (second.follows, second.aim) == (first, "other")
    assert second.events.get().data["follows"] == first.pk
    assert list(first.later.all()) == [second]


@pytest.mark.parametrize("state", ["sent", "accepted", "answered", "withdrawn"])
def test_only_what_came_back_is_sent_again(state):
    dispute = factories.make_dispute("accepted")
    first = factories.make_hand_over(state, dispute, DAY)
    with refused("what is sent again came back and was not sent again yet"):
        factories.hand_over(dispute, later(DAY, 2), agency=cast.court(), follows=first)


def test_not_what_belongs_to_another_case_nor_twice_but_after_a_withdrawal():
    dispute, other = factories.make_dispute("accepted"), factories.make_dispute("accepted")
    first, foreign = (factories.make_hand_over("returned", row, DAY) for row in (dispute, other))
    on = later(DAY, 2)
    with refused("what is sent again came back and was not sent again yet"):
        factories.hand_over(dispute, on, follows=foreign)
    second = factories.hand_over(dispute, on, follows=first)
    with refused("what is sent again came back and was not sent again yet"):
        factories.hand_over(dispute, on, agency=cast.court(), follows=first)
    factories.withdraw_hand_over(second, on)
    assert factories.hand_over(dispute, on, follows=first).state == "sent"


def test_the_office_names_what_it_needs_besides():
    row = factories.hand_over(factories.make_dispute("accepted"), DAY)
    row = factories.return_hand_over(row, DAY, asked=["claims", "days"])
    assert (row.asked, row.events.last().data["asked"]) == (["claims", "days"], ["claims", "days"])
    other = factories.hand_over(factories.make_dispute("accepted"), DAY)
    with refused("what the office needs is named from the list"):
        factories.return_hand_over(other, DAY, asked=["weather"])


def test_an_application_that_is_filed_anew_follows_the_parcel_that_came_back():
    dispute, by, on = factories.make_dispute("agreed"), cast.city_mediator(), later(MONDAY, 10)
    row = factories.file_proceeding(dispute, "judicial_confirmation", cast.court(), by, on)
    first = row.hand_overs.get()
    assert (first.aim, first.follows) == ("judicial_confirmation", None)
    factories.return_hand_over(first, later(on, 1), by=cast.court_liaison(), reason="缺少调解组织证明。")
    papers = factories.papers_of(row.kind)
    answers = {"papers": papers, **factories.facts_of(row.kind)}
    take(fresh(row), "file", by, later(on, 2), filed_on=later(on, 2), **answers)
    assert row.hand_overs.latest("pk").follows == first


def test_not_twice_for_the_same_purpose_while_the_first_waits():
    dispute = factories.make_dispute("accepted")
    first = factories.hand_over(dispute, DAY)
    with refused("no hand-over to this office for the same purpose waits already"):
        factories.hand_over(dispute, DAY)
    factories.return_hand_over(first, DAY)
    assert factories.hand_over(dispute, DAY).state == "sent"


@pytest.mark.parametrize("state", ["registered", "suspended", "closed"])
def test_not_from_a_state_in_which_nobody_works_on_the_case(state):
    dispute = factories.make_dispute(state)
    cast.justice()
    with refused(f"the case is in a state that allows it (now: {STATES[state]})"):
        factories.hand_over(dispute, later(MONDAY, 30))


STATES = {"registered": "Registered", "suspended": "Suspended", "closed": "Closed"}


def test_only_who_works_on_the_case_sends_it():
    dispute = factories.make_dispute("accepted")
    for person in (cast.other_town_mediator(), cast.reviewer(), cast.justice_liaison()):
        with forbidden():
            factories.hand_over(dispute, DAY, by=person)


# Answers of the office --------------------------------------------------------------------------------------


def test_accepted_then_answered_each_clock_is_met():
    row = factories.hand_over(factories.make_dispute("accepted"), DAY)
    row = factories.accept_hand_over(row, later(DAY, 1))
    assert clocks(row) == [("H1", "met", DAY), ("H2", "open", later(DAY, 1))]
    row = factories.answer_hand_over(row, later(DAY, 5))
    assert [status for _rule, status, _day in clocks(row)] == ["met", "met"]


def test_the_union_records_what_the_office_said_with_its_proof_alone():
    row, by = factories.hand_over(factories.make_dispute("accepted"), DAY), cast.city_mediator()
    missing = checks.office_or_proof
    with refused(missing):
        take(row, "accept", by, DAY, accepted_on=DAY)
    with refused(missing):
        take(row, "return_papers", by, DAY, returned_on=DAY, reason="不属于管辖。")
    with refused(missing):
        take(row, "record_result", by, DAY, answered_on=DAY, result="已办结。")
    assert take(row, "accept", by, DAY, accepted_on=DAY, **PAPERED).state == "accepted"


def test_another_office_may_not_answer():
    row = factories.hand_over(factories.make_dispute("accepted"), DAY)
    with forbidden():
        take(row, "accept", cast.court_liaison(), DAY, accepted_on=DAY)


def test_dates_in_order():
    row = factories.hand_over(factories.make_dispute("accepted"), DAY)
    with refused(f"the date {later(DAY, -1)} is not before {DAY}"):
        take(row, "accept", cast.justice_liaison(), DAY, accepted_on=later(DAY, -1))
    with refused(f"the date {later(DAY, 1)} is not in the future"):
        take(row, "accept", cast.justice_liaison(), DAY, accepted_on=later(DAY, 1))


def test_a_return_needs_its_reason():
    row = factories.hand_over(factories.make_dispute("accepted"), DAY)
    with refused("a reason is given"):
        factories.return_hand_over(row, DAY, reason=" ")


def test_a_case_does_not_close_while_an_office_has_it():
    dispute = factories.make_dispute("agreed")
    on = later(MONDAY, 12)
    row = factories.hand_over(dispute, on)
    assert [str(unmet.what) for unmet in guards.no_waiting_hand_over.unmet(fresh(dispute))]
    factories.withdraw_hand_over(row, on)
    assert guards.no_waiting_hand_over.unmet(fresh(dispute)) == []


# A proceeding and its parcel --------------------------------------------------------------------------------


def filed(kind="inspection", agency=cast.inspection, **given):
    dispute = factories.make_dispute("accepted")
    proceeding = factories.file_proceeding(dispute, kind, agency(), cast.city_mediator(), DAY, **given)
    return proceeding, proceeding.hand_overs.get()


def test_filing_sends_what_the_kind_needs():
    proceeding, parcel = filed()
    assert (parcel.state, parcel.purpose, parcel.ground, parcel.sent_on) == ("sent", "劳动保障监察", "duty", DAY)
    assert "employer" in parcel.fields
    assert "applicants" not in parcel.fields
    assert fresh(proceeding).state == "filed"


def test_what_was_chosen_on_filing_goes_in_its_place_and_is_checked():
    dispute, by = factories.make_dispute("accepted"), cast.city_mediator()
    row = factories.prepare_proceeding(dispute, "inspection", cast.inspection(), by, DAY)
    answers = {"filed_on": DAY, "papers": factories.papers_of("inspection"), **factories.facts_of("inspection")}
    answers["disclosed"] = ["employer", "applicants"]
    with refused("who complained is told to this office only with consent (labour inspection regulations 9)"):
        take(row, "file", by, DAY, ground="duty", **answers)
    take(row, "file", by, DAY, ground="consent", consent_paper=PAPER, **answers)
    parcel = HandOver.objects.get()
    assert (parcel.fields, parcel.ground) == (["number", "category", "employer", "applicants"], "consent")


def test_the_agencys_acts_on_the_proceeding_answer_for_its_parcel():
    proceeding, parcel = filed()
    liaison = cast.inspector()
    proceeding = take(proceeding, "accept", liaison, later(DAY, 1), accepted_on=later(DAY, 1), external_number="8号")
    assert (fresh(parcel).state, fresh(parcel).external_number) == ("accepted", "8号")
    assert clocks(parcel) == [("H1", "met", DAY)], "the law's own clock runs in place of H2"
    take(proceeding, "conclude", liaison, later(DAY, 9), outcome="penalty", concluded_on=later(DAY, 9), paper="9号")
    parcel = fresh(parcel)
    assert (parcel.state, parcel.result, parcel.result_paper) == ("answered", "作出行政处罚", "9号")


def test_a_refusal_in_law_is_a_result_and_no_bounce():
    proceeding, parcel = filed()
    take(proceeding, "refuse", cast.inspector(), DAY, refused_on=DAY, reason="超过二年。")
    assert (fresh(parcel).state, fresh(parcel).return_reason) == ("answered", "")
    assert "超过二年。" in fresh(parcel).result


def test_withdrawing_the_proceeding_takes_the_parcel_back():
    proceeding, parcel = filed()
    take(proceeding, "withdraw", cast.city_mediator(), DAY, withdrawn_on=DAY, reason="改走仲裁。")
    assert (fresh(proceeding).state, fresh(parcel).state) == ("withdrawn", "withdrawn")


@pytest.mark.parametrize("verb", ["return_papers", "withdraw"])
def test_a_parcel_that_comes_back_leads_its_proceeding_back_and_what_the_filing_met_runs_again(verb):
    dispute, by = factories.make_dispute("agreed"), cast.city_mediator()
    on = later(MONDAY, 10)
    proceeding = factories.file_proceeding(dispute, "judicial_confirmation", cast.court(), by, on)
    trigger = Deadline.objects.get(dispute=dispute, rule="A3").trigger_on
    assert Deadline.objects.get(dispute=dispute, rule="A3").status == "met"
    parcel = proceeding.hand_overs.get()
    if verb == "withdraw":
        factories.withdraw_hand_over(parcel, later(on, 1))
    else:
        factories.return_hand_over(parcel, later(on, 1), by=cast.court_liaison(), reason="缺少调解组织证明。")
    proceeding = fresh(proceeding)
    assert (proceeding.state, proceeding.filed_on, fresh(dispute).state) == ("prepared", None, "agreed")
    assert not Deadline.objects.open().filter(proceeding=proceeding).exists()
    again = Deadline.objects.open().get(dispute=dispute, rule="A3")
    assert again.trigger_on == trigger
    papers = factories.papers_of(proceeding.kind)
    answers = {"papers": papers, **factories.facts_of(proceeding.kind)}
    refiled = take(proceeding, "file", by, later(on, 2), filed_on=later(on, 2), **answers)
    assert refiled.hand_overs.count() == 2
    assert not Deadline.objects.open().filter(dispute=dispute, rule="A3").exists()


def test_what_was_taken_up_in_law_is_not_returned_for_form():
    proceeding, parcel = filed()
    take(proceeding, "accept", cast.inspector(), DAY, accepted_on=DAY)
    for verb, day in (("return_papers", "returned_on"), ("withdraw", "withdrawn_on")):
        by = cast.inspector() if verb == "return_papers" else cast.city_mediator()
        with refused(not_taken_up):
            take(parcel, verb, by, DAY, reason="材料不齐。", **{day: DAY})


# What is stuck ----------------------------------------------------------------------------------------------


def late(today):
    return [row.pk for row in silent(HandOver.objects.all(), today)]


def came_back_twice():
    return [(row.pk, row.bounces) for row in bounced(HandOver.objects.all())]


def test_silence_is_flagged_after_the_set_days_and_no_day_earlier():
    row = factories.hand_over(factories.make_dispute("accepted"), DAY)
    due = Deadline.objects.get(hand_over=row).due_on
    assert late(due) == []
    assert late(later(due, 1)) == [row.pk]
    factories.answer_hand_over(row, due)
    assert late(later(due, 1)) == []


def test_what_came_back_twice_goes_to_the_coordinator_until_it_is_sent_again():
    dispute = factories.make_dispute("accepted")
    factories.make_hand_over("returned", dispute, DAY)
    assert came_back_twice() == []
    second = factories.make_hand_over("returned", dispute, DAY)
    assert came_back_twice() == [(second.pk, 2)]
    factories.hand_over(dispute, later(DAY, 2), aim="petition")
    assert came_back_twice() == []
