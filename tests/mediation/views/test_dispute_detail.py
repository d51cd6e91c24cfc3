"""The case page: who sees what, which steps it offers, and that it does not slow down with rows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from mediation.access import SECTIONS, Scope
from mediation.models import Claim, Instalment, Membership, Party
from mediation.operations.deadlines import open_deadline
from tests import cast, factories

pytestmark = pytest.mark.django_db
EVERY_STATE = (
    "registered", "returned", "declined", "accepted", "mediating", "agreed", "unresolved", "at_hr", "at_court",
    "at_procuratorate", "suspended", "closed", "archived",
)  # fmt: skip


def page(client, user, dispute, **query):
    client.force_login(user)
    return client.get(reverse("dispute-detail", args=[dispute.pk]), query)


@pytest.mark.parametrize("state", EVERY_STATE)
def test_case_page_opens_in_every_state(client, state):
    dispute = factories.make_dispute(state)
    answer = page(client, cast.city_mediator(), dispute)
    assert answer.status_code == 200
    assert dispute.number in answer.content.decode()


def labels(buttons):
    return [str(button.label) for button in buttons]


def test_usual_step_comes_first_and_the_rest_is_folded(client):
    dispute = factories.make_dispute("accepted")
    with_language(client)
    answer = page(client, cast.city_mediator(), dispute)
    assert labels(answer.context["steps"].next)[0] == "Union mediation: Ask both sides for consent"
    assert "Record withdrawal by the applicant" in labels(answer.context["steps"].grave)


def with_language(client, code="en"):
    client.cookies["django_language"] = code


def test_blocked_step_says_what_is_missing_and_who_can_provide_it(client):
    dispute = factories.make_dispute("mediating")
    with_language(client)
    answer = page(client, cast.city_mediator(), dispute)
    close = next(button for button in answer.context["steps"].more if button.url.endswith("/close/"))
    with translation.override("en"):
        assert "every proceeding is concluded or withdrawn" in [str(row.what) for row in close.unmet]
    text = answer.content.decode()
    assert "every proceeding is concluded or withdrawn" in text
    assert "From: the handler" in text


def test_opening_a_proceeding_names_the_last_safe_day(client):
    dispute = factories.make_dispute("accepted")
    with_language(client)
    answer = page(client, cast.city_mediator(), dispute)
    limit = dispute.deadlines.get(rule="B1a")
    assert answer.context["limitation"].on == limit.due_on
    assert answer.content.decode().count(f"{limit.due_on:%Y-%m-%d}") >= 2  # beside the deadlines and the proceedings


def test_case_of_another_town_looks_like_a_missing_one(client):
    dispute = factories.make_dispute("accepted", holder=cast.town())
    unseen = page(client, cast.other_town_mediator(), dispute)
    missing = [client.get(reverse("dispute-detail", args=[pk])) for pk in (dispute.pk + 1000, 2**63 - 1, 2**63, 10**30)]
    assert [answer.status_code for answer in (unseen, *missing)] == [404] * 5
    assert {answer.content for answer in missing} == {unseen.content}


def test_identity_and_phone_are_masked(client):
    dispute = factories.make_dispute("accepted")
    worker = dispute.parties.get(role="applicant")
    Party.objects.filter(pk=worker.pk).update(id_number="330681199001011234", phone="13800001234")
    text = page(client, cast.city_mediator(), dispute).content.decode()
    assert "330681199001011234" not in text
    assert "13800001234" not in text
    assert "330681********1234" in text
    assert "138****1234" in text


def test_auditor_sees_no_numbers_and_no_steps(client):
    dispute = factories.make_dispute("accepted")
    answer = page(client, cast.auditor(), dispute)
    assert "private" not in answer.context["sections"]
    assert "steps" not in answer.context


def test_partner_sees_its_own_proceeding_only(client):
    dispute = factories.make_dispute("at_hr")
    kinds = {row.kind for row in dispute.proceedings.all()}
    answer = page(client, cast.inspector(), dispute)
    shown = {card.row.kind for card in answer.context["proceedings"]}
    assert shown == {"inspection"}
    assert shown <= kinds
    assert "timeline" not in answer.context
    assert "deadlines" not in answer.context


def test_volunteer_sees_own_drafts_and_no_other_paper(client):
    dispute = factories.make_dispute("accepted")
    draft = factories.draft("reminder", dispute, factories.later(factories.MONDAY, 3), drafter=cast.volunteer())
    answer = page(client, cast.volunteer(), dispute)
    assert [letter.pk for letter in answer.context["letters"]] == [draft.pk]
    assert dispute.letters.count() == 2  # the notice of acceptance is not theirs
    assert "timeline" not in answer.context


def test_employer_sees_the_served_letter_and_neither_worker_nor_facts(client):
    dispute = factories.make_dispute("accepted")
    served = factories.make_letter("reminder", "served", dispute=dispute, on=factories.later(factories.MONDAY, 3))
    answer = page(client, cast.employer_user(), dispute)
    text = answer.content.decode()
    assert [letter.pk for letter in answer.context["letters"]] == [served.pk]
    assert dispute.parties.get(role="applicant").name not in text
    assert dispute.facts not in text
    assert set(answer.context["sections"]) == {"summary", "letters", "steps"}


def test_person_with_two_roles_sees_through_those_that_reach_the_case(client):
    """The mediator of another town who also drafts in this case sees what a volunteer sees."""
    dispute, person = factories.make_dispute("accepted", holder=cast.town()), cast.other_town_mediator()
    Membership.objects.create(user=person, organisation=cast.city(), role="volunteer", since=cast.SINCE)
    assert page(client, person, dispute).status_code == 404
    factories.draft("reminder", dispute, factories.later(factories.MONDAY, 3), drafter=person)
    answer = page(client, cast.other_town_mediator(), dispute)
    assert set(answer.context["sections"]) == SECTIONS[Scope.DRAFTED]


def test_worker_reads_plain_words(client):
    worker = cast.worker_user()
    dispute = factories.make_dispute("mediating")
    Party.objects.filter(dispute=dispute, role="applicant").update(account=worker)
    with_language(client)
    answer = page(client, worker, dispute)
    text = answer.content.decode()
    assert "The union is mediating between you and your employer." in text
    assert str(dispute.holder) in text
    assert "timeline" not in answer.context
    assert "王梅" in text  # whom to call


def test_parties_are_cut_to_ten_with_a_way_to_all(client):
    names = [f"工友{number}" for number in range(14)]
    dispute = factories.make_dispute("accepted", workers=tuple(names))
    assert len(page(client, cast.city_mediator(), dispute).context["parties"]) == 10
    everybody = page(client, cast.city_mediator(), dispute, parties="all").context["parties"]
    assert len(everybody) == 15


def test_timeline_is_newest_first_with_who_and_states(client):
    dispute = factories.make_dispute("accepted")
    with_language(client)
    first, *_, last = page(client, cast.city_mediator(), dispute).context["timeline"]
    assert (first.title, first.who, first.text) == ("Accept", "周敏", "Registered → Accepted")
    assert last.title == "Register a case"


def grow(dispute, rows):
    """More of everything that the page shows."""
    agreement, by, on = dispute.agreements.get(), cast.city_mediator(), date(2026, 4, 1)
    for number in range(rows):
        Party.objects.create(dispute=dispute, role="applicant", kind="worker", name=f"工友{number}")
        Claim.objects.create(dispute=dispute, category="01", text="工资", amount=1)
        Instalment.objects.create(agreement=agreement, due_on=date(2026, 12, 1), amount=1)
        factories.draft("reminder", dispute, on)
        support = factories.prepare_proceeding(dispute, "emotional_support", dispute.holder, by, on)
        event = factories.take(support, "withdraw", by, on, withdrawn_on=on, reason="不需要").events.latest("number")
        open_deadline("M1", on, subject=dispute, event=event)


def test_queries_do_not_grow_with_rows(client):
    dispute, user = factories.make_dispute("agreed"), cast.city_mediator()
    counts, bare = [], factories.make_dispute("registered")
    page(client, user, dispute)  # the first sign-in writes a session
    with CaptureQueriesContext(connection) as done:
        assert page(client, user, bare).status_code == 200
    assert len(done) <= 18  # rooms without a row are not read
    for rows in (1, 3, 40):
        grow(factories.fresh(dispute), rows)
        with CaptureQueriesContext(connection) as done:
            assert page(client, user, dispute).status_code == 200
        counts.append(len(done))
    assert counts[1:] == counts[:-1]
    assert counts[0] <= 23  # signing in takes eight of them


def next_labels(client, user, dispute):
    with_language(client)
    return labels(page(client, user, dispute).context["steps"].next)


def test_complaint_starts_with_the_rungs_that_are_open(client):
    dispute = factories.make_dispute("accepted", request="supervision")
    shown = next_labels(client, cast.city_mediator(), dispute)
    assert shown[:2] == ["Draft a letter: Reminder letter", "Draft a letter: Opinion letter"]
    assert shown[2:] == ["Union mediation: Ask both sides for consent"]  # nothing was done yet, so closing is not next


def test_letter_on_its_way_is_next_and_no_other_rung_beside_it(client):
    dispute = factories.make_dispute("accepted", request="supervision")
    letter = factories.make_letter("reminder", "issued", dispute=dispute, on=factories.later(factories.MONDAY, 3))
    shown = next_labels(client, cast.city_mediator(), dispute)
    with translation.override("en"):
        assert shown[0] == f"Record service: {letter}"
    assert not [label for label in shown if label.startswith("Draft a letter")]


@pytest.mark.parametrize(("state", "words"), [("served", "Record the answer"), ("unanswered", "Verify correction")])
def test_letter_that_is_not_finished_is_named_with_its_step(client, state, words):
    dispute = factories.make_dispute("accepted", request="supervision")
    letter = factories.make_letter("opinion", state, dispute=dispute, on=factories.later(factories.MONDAY, 3))
    shown = next_labels(client, cast.city_mediator(), dispute)
    with translation.override("en"):
        assert shown[0] == f"{words}: {letter}"
    assert ("Draft a letter: Suggestion letter" in shown) is (state == "unanswered")


def test_mediation_is_never_offered_as_an_application(client):
    dispute = factories.make_dispute("accepted")
    factories.prepare_proceeding(
        dispute, "union_mediation", dispute.holder, cast.city_mediator(), factories.later(factories.MONDAY, 3)
    )
    card = page(client, cast.city_mediator(), dispute).context["proceedings"][0]
    assert not [button.url for button in card.buttons if button.url.endswith("/file/")]


def test_case_page_names_the_days_the_limitation_rests_on(client):
    dispute = factories.make_dispute("accepted", occurred_on=date(2026, 1, 5), knew_on=date(2026, 1, 6))
    with_language(client)
    text = page(client, cast.city_mediator(), dispute).content.decode()
    assert "<dt>Dispute arose on</dt><dd>2026-01-05</dd>" in text
    assert "<dt>Knew of the violation on</dt><dd>2026-01-06</dd>" in text


@pytest.mark.parametrize(("state", "shown"), [("accepted", True), ("closed", False)])
def test_limitation_stands_by_the_deadlines_of_an_open_case_only(client, state, shown):
    answer = page(client, cast.city_mediator(), factories.make_dispute(state))
    beside = answer.content.decode().partition('id="deadlines"')[2].partition("</section>")[0]
    assert ("tone-active" in beside) is shown
    assert (str(answer.context["limitation"].text) in beside) is shown
