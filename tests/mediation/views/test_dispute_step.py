"""The page of a step of a dispute: taken, refused with nothing lost, forbidden, overtaken by somebody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.models import Dispute
from mediation.steps import DISPUTE_STEPS
from tests import cast, factories
from tests.mediation.views.stepping import record_of, send, shown_errors, url_of

pytestmark = pytest.mark.django_db
REASON = "双方分歧较大，需要进一步核实。"


def test_page_says_what_the_step_does_and_carries_the_version(client):
    dispute = factories.make_dispute("registered")
    client.force_login(cast.reviewer())
    client.cookies["django_language"] = "en"
    answer = client.get(url_of(dispute, "decline"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'name="version" value="{dispute.version}"' in text
    assert "The union does not take the case" in text
    assert "Last safe day to apply for arbitration" in text


def test_step_is_taken_and_the_case_page_follows(client):
    dispute = factories.make_dispute("registered")
    answer = send(client, cast.reviewer(), url_of(dispute, "accept"), dispute, handler=cast.city_mediator().pk)
    assert answer.status_code == 302
    assert answer.url == reverse("dispute-detail", args=[dispute.pk])
    dispute = factories.fresh(dispute)
    assert (dispute.state, dispute.handler) == ("accepted", cast.city_mediator())


# state, verb, person, answers: every step that a button can take, from a page to the new state
TAKEN = [
    ("registered", "return_for_completion", cast.reviewer, {"missing_items": "劳动合同"}, "returned"),
    ("registered", "decline", cast.reviewer, {"decline_reason": "not_labour", "reason": REASON}, "declined"),
    ("returned", "complete", cast.reviewer, {"done_on": "2026-03-05"}, "registered"),
    ("declined", "reconsider", cast.reviewer, {"done_on": "2026-03-05", "reason": REASON}, "registered"),
    ("accepted", "hand_back", cast.city_mediator, {"reason": REASON}, "accepted"),
    ("accepted", "raise_alarm", cast.city_mediator, {"reason": REASON}, "accepted"),
    ("accepted", "suspend", cast.city_mediator, {"cause": "result", "reason": REASON}, "suspended"),
    ("suspended", "resume", cast.city_mediator, {}, "mediating"),
    ("agreed", "breach_agreement", cast.city_mediator, {"reason": REASON}, "unresolved"),
    ("closed", "reopen", cast.reviewer, {"reason": REASON}, "accepted"),
    ("closed", "archive", cast.archivist, {"volume_complete": "on", "redaction_done": "on"}, "archived"),
]


@pytest.mark.parametrize(("state", "verb", "person", "answers", "after"), TAKEN)
def test_every_plain_step_can_be_taken_from_its_page(client, state, verb, person, answers, after):
    dispute = factories.make_dispute(state)
    if state == "suspended":
        after = dispute.state_before
    answer = send(client, person(), url_of(dispute, verb), dispute, **answers)
    assert (answer.status_code, factories.fresh(dispute).state) == (302, after)
    assert dispute.events.get(subject="dispute", kind=verb).by == person()


def test_case_is_closed_when_its_papers_are_finished(client):
    dispute, on = factories.make_dispute("unresolved"), factories.later(factories.MONDAY, 9)
    factories.finish_papers(dispute, cast.city_mediator(), on)
    answers = {"outcome": "R05", "outcome_detail": "disagreement", "routes_told": "on"}
    answer = send(client, cast.city_mediator(), url_of(dispute, "close"), dispute, **answers)
    dispute = factories.fresh(dispute)
    assert (answer.status_code, dispute.state, dispute.outcome) == (302, "closed", "R05")


# What cannot be read, or breaks a rule: the field or the requirement that says so
REFUSED = [
    ("registered", "return_for_completion", cast.reviewer, {"missing_items": " "}, "missing_items", ""),
    ("registered", "decline", cast.reviewer, {"decline_reason": "weather", "reason": REASON}, "decline_reason", ""),
    ("registered", "decline", cast.reviewer, {"decline_reason": "party", "reason": ""}, "reason", ""),
    ("registered", "accept", cast.reviewer, {"handler": "999999"}, "handler", ""),
    ("returned", "complete", cast.reviewer, {"done_on": "31.02.2026"}, "done_on", ""),
    ("returned", "complete", cast.reviewer, {"done_on": "2026-01-01"}, None, "is not before"),
    ("declined", "reconsider", cast.reviewer, {"done_on": "2999-01-01", "reason": REASON}, None, "not in the future"),
    ("accepted", "assign", cast.reviewer, {"handler": ""}, "handler", ""),
    ("accepted", "suspend", cast.city_mediator, {"cause": "", "reason": REASON}, "cause", ""),
    ("accepted", "withdraw", cast.city_mediator, {"reason": REASON}, None, "without pressure"),
    ("accepted", "merge", cast.reviewer, {"merged_into": "没有这个号", "reason": REASON}, "merged_into", ""),
    ("accepted", "delegate", cast.reviewer, {"holder": "", "limit_days": "20", "reason": REASON}, "holder", ""),
    ("accepted", "transfer", cast.reviewer, {"holder": "77", "reason": REASON}, "holder", ""),
    ("unresolved", "close", cast.city_mediator, {"outcome": "R06"}, "outcome", ""),
    ("closed", "archive", cast.archivist, {"volume_complete": "on"}, None, "the volume is complete"),
    (
        "closed",
        "follow_up",
        cast.city_mediator,
        {"visited_on": "2026-03-20", "means": "visit", "satisfaction": "x"},
        "satisfaction",
        None,
    ),
    ("accepted", "recuse", cast.reviewer, {"person": "", "reason": REASON}, "person", ""),
    ("accepted", "split", cast.reviewer, {"reason": REASON}, "workers", ""),
]


@pytest.mark.parametrize(("state", "verb", "person", "answers", "field", "requirement"), REFUSED)
def test_refused_step_names_the_reason_keeps_the_text_and_changes_nothing(
    client, state, verb, person, answers, field, requirement
):
    dispute = factories.make_dispute(state, workers=("蒋喆", "骆䶮"))
    before = record_of(dispute)
    answer = send(client, person(), url_of(dispute, verb), dispute, **answers)
    errors, unmet = shown_errors(answer)
    assert answer.status_code == 422
    assert list(errors) == ([field] if field else [])
    assert field or any(requirement in what for what in unmet)
    assert record_of(dispute) == before
    for name in answers:
        assert answer.context["form"][name].value() is not None
    if answers.get("reason"):
        assert REASON in answer.content.decode()


def test_overtaken_step_is_told_and_keeps_the_text(client):
    dispute = factories.make_dispute("accepted")
    factories.take(dispute, "hand_back", cast.city_mediator(), timezone.localdate(), reason="出差")
    before = record_of(dispute)
    answer = send(client, cast.city_mediator(), url_of(dispute, "raise_alarm"), dispute, reason=REASON)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Someone else was faster" in text
    assert REASON in text
    assert f'name="version" value="{dispute.version + 1}"' in text
    assert record_of(dispute) == before


def test_step_without_the_right_is_forbidden(client):
    dispute = factories.make_dispute("registered")
    before = record_of(dispute)
    client.force_login(cast.auditor())
    seen = client.get(url_of(dispute, "accept"))
    sent = send(client, cast.auditor(), url_of(dispute, "accept"), dispute)
    assert (seen.status_code, sent.status_code) == (403, 403)
    assert record_of(dispute) == before


def test_unseen_case_is_missing(client):
    dispute = factories.make_dispute("accepted", holder=cast.town())
    sent = send(client, cast.other_town_mediator(), url_of(dispute, "suspend"), dispute, cause="result", reason=REASON)
    assert sent.status_code == 404
    assert factories.fresh(dispute).state == "accepted"


@pytest.mark.parametrize("verb", ["nonsense", "register", *(v for v, step in DISPUTE_STEPS.items() if step.led)])
def test_what_is_no_step_of_a_page_is_missing(client, verb):
    dispute = factories.make_dispute("accepted")
    assert send(client, cast.city_mediator(), url_of(dispute, verb), dispute).status_code == 404


def test_impossible_step_has_no_form_but_says_why(client):
    dispute = factories.make_dispute("accepted")
    client.force_login(cast.reviewer())
    client.cookies["django_language"] = "en"
    answer = client.get(url_of(dispute, "accept"))
    text = answer.content.decode()
    assert "Not possible yet" in text
    assert "now: Accepted" in text
    assert 'name="version"' not in text


def test_workers_are_split_off(client):
    dispute = factories.make_dispute("accepted", workers=("蒋喆", "骆䶮"))
    moving = dispute.parties.get(name="骆䶮")
    answer = send(client, cast.reviewer(), url_of(dispute, "split"), dispute, workers=[moving.pk], reason=REASON)
    assert answer.status_code == 302
    assert Dispute.objects.get(split_from=dispute).parties.get(role="applicant").name == "骆䶮"


def test_case_is_merged_by_its_number(client):
    dispute, other = factories.make_dispute("accepted"), factories.make_dispute("accepted", workers=("骆䶮",))
    factories.finish_papers(dispute, cast.city_mediator(), factories.later(factories.MONDAY, 9))
    answer = send(
        client, cast.reviewer(), url_of(dispute, "merge"), dispute, merged_into=f" {other.number} ", reason=REASON
    )
    assert (answer.status_code, factories.fresh(dispute).merged_into) == (302, other)


def test_person_is_recused_and_loses_the_case(client):
    dispute = factories.make_dispute("accepted")
    handler = dispute.handler
    answer = send(client, cast.reviewer(), url_of(dispute, "recuse"), dispute, person=handler.pk, reason="系亲属")
    assert (answer.status_code, factories.fresh(dispute).handler) == (302, None)
    client.force_login(handler)
    assert client.get(reverse("dispute-detail", args=[dispute.pk])).status_code == 404


def test_follow_up_is_recorded(client):
    dispute = factories.make_dispute("closed")
    day = dispute.closed_on + timedelta(days=1)
    answer = send(
        client, cast.city_mediator(), url_of(dispute, "follow_up"), dispute,
        visited_on=day.isoformat(), means="phone", satisfaction="satisfied", performance="part", note="电话回访",
    )  # fmt: skip
    visit = dispute.follow_ups.get()
    assert answer.status_code == 302
    told = (visit.visited_on, visit.means, visit.satisfaction, visit.performance, visit.note)
    assert told == (day, "phone", "satisfied", "part", "电话回访")


@pytest.mark.parametrize(
    ("verb", "holder", "target", "more"),
    [
        ("delegate", cast.city, cast.town, {"limit_days": "20"}),
        ("escalate", cast.town, cast.city, {"ground": "difficulty"}),
        ("transfer", cast.town, cast.other_town, {}),
    ],
)
def test_case_moves_to_another_union(client, verb, holder, target, more):
    dispute = factories.make_dispute("accepted", holder=holder())
    person = cast.reviewer() if holder is cast.city else cast.town_reviewer()
    target = target()
    answer = send(client, person, url_of(dispute, verb), dispute, holder=target.pk, reason=REASON, **more)
    assert (answer.status_code, factories.fresh(dispute).holder) == (302, target)


def test_moves_offer_only_unions_that_come_into_question(client):
    dispute = factories.make_dispute("accepted", holder=cast.town())
    cast.other_town()
    cast.enterprise()
    client.force_login(cast.town_reviewer())
    offered = {
        verb: [unit.name for unit in client.get(url_of(dispute, verb)).context["form"].fields["holder"].queryset]
        for verb in ("delegate", "escalate", "transfer")
    }
    assert offered == {
        "delegate": [cast.enterprise().name],
        "escalate": [cast.city().name],
        "transfer": [cast.other_town().name],
    }
