"""The guided path: which routes are open until when, what is done and next, and what stays open after a refusal."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests import cast, factories
from tests.factories import MONDAY, file_proceeding, later, prepare_proceeding, take

pytestmark = pytest.mark.django_db
START = later(timezone.localdate(), -11)
ON = later(START, 10)
ORDER = ["agreement", "choose", "filed", "accepted", "decided", "enforceable"]


@pytest.fixture
def dispute():
    return factories.make_dispute("agreed", on=START)


def page(client, dispute, user=None):
    client.force_login(user or cast.city_mediator())
    client.cookies["django_language"] = "en"
    return client.get(reverse("dispute-confirmation", args=[dispute.pk]))


def marks(answer):
    return {line.point.code: line.point.mark.value for line in answer.context["lines"]}


def course(*found):
    """The marks of the points in their order, as far as the path goes."""
    return dict(zip(ORDER, found, strict=False))


def buttons(answer):
    return {line.point.code: line.button.url for line in answer.context["lines"] if line.button}


def papers(answer):
    return [
        (str(label), button and button.url) for line in answer.context["lines"] for label, button in line.parts
    ]  # fmt: skip


def words_of(choice):
    with translation.override("en"):
        return [str(row.what) for row in choice.unmet]


def test_without_an_agreement_there_is_no_path(client):
    found = page(client, factories.make_dispute("mediating"))
    assert (found.status_code, found.context["agreement"], found.context["lines"]) == (200, None, [])


def test_first_a_route_is_chosen(client, dispute):
    found = page(client, dispute)
    assert marks(found) == course("done", "next", "ahead", "ahead", "ahead", "ahead")
    assert not found.context["too_late"]
    assert found.content.decode().count('aria-current="step"') == 1


def test_too_late_for_both_routes_the_path_ends_and_the_claim_stays_open(client):
    found = page(client, factories.make_dispute("agreed"))
    assert marks(found) == course("done", "stopped")
    assert found.context["too_late"]
    assert [button.url.split("/")[-2] for button in found.context["after"]] == ["arbitration", "litigation"]
    told = {choice.route.kind: (choice.limit.due_on, words_of(choice)) for choice in found.context["choices"]}
    assert told == {
        "arbitration_review": (later(MONDAY, 23), ["the time limit ran until 2026-03-25"]),
        "judicial_confirmation": (later(MONDAY, 38), ["the time limit ran until 2026-04-09"]),
    }


def test_review_is_closed_for_a_dispute_about_the_relation_itself(client):
    found = page(client, factories.make_dispute("agreed", on=START, category="04"))
    review = found.context["choices"][0]
    assert "the dispute is not about whether a labour relation exists" in words_of(review)


def test_papers_and_filing_then_acceptance_then_ruling_one_at_a_time(client, dispute):
    by, judge = cast.city_mediator(), cast.court_liaison()
    row = prepare_proceeding(dispute, "judicial_confirmation", cast.court(), by, ON)
    found = page(client, dispute)
    assert marks(found) == course("done", "done", "next", "ahead", "ahead", "ahead")
    assert buttons(found) == {"filed": reverse("proceeding-step", args=[row.pk, "file"])}
    assert [url for _label, url in papers(found)] == [reverse("copy-out", args=[row.pk]), None, None, None]
    take(row, "file", by, ON, filed_on=ON, papers=factories.papers_of("judicial_confirmation"))
    found = page(client, dispute)
    assert marks(found) == course("done", "done", "done", "next", "ahead", "ahead")
    assert papers(found) == []
    assert buttons(found) == {"accepted": reverse("proceeding-step", args=[row.pk, "accept"])}
    take(factories.fresh(row), "accept", judge, ON, accepted_on=ON)
    found = page(client, dispute)
    assert marks(found) == course("done", "done", "done", "done", "next", "ahead")
    assert buttons(found) == {"decided": reverse("proceeding-step", args=[row.pk, "conclude"])}
    take(factories.fresh(row), "conclude", judge, ON, outcome="confirmed", concluded_on=ON, received_on=ON)
    found = page(client, dispute)
    assert marks(found) == course(*["done"] * 6)
    assert 'aria-current="step"' not in found.content.decode()
    assert [line.limit.rule for line in found.context["lines"] if line.is_timed] == ["T12"]


def test_one_route_closes_the_other(client, dispute):
    row = file_proceeding(dispute, "arbitration_review", cast.arbitration(), cast.city_mediator(), ON)
    take(row, "accept", cast.city_mediator(), ON, accepted_on=ON, paper="受理通知书")
    found = page(client, dispute)
    court = found.context["choices"][1]
    assert "no arbitral mediation paper exists or is under way (G3)" in words_of(court)
    assert [choice.url for choice in found.context["choices"]] == ["", ""]


@pytest.mark.parametrize(
    ("verb", "given", "stopped"),
    [
        ("refuse", {"refused_on": ON, "reason": "不属受理范围。"}, course("done", "done", "done", "stopped")),
        (
            "conclude",
            {"outcome": "rejected", "concluded_on": ON, "received_on": ON},
            course("done", "done", "done", "done", "stopped"),
        ),
    ],
)
def test_after_a_refusal_the_other_routes_are_shown(client, dispute, verb, given, stopped):
    judge = cast.court_liaison()
    row = file_proceeding(dispute, "judicial_confirmation", cast.court(), cast.city_mediator(), ON)
    if verb == "conclude":
        row = take(row, "accept", judge, ON, accepted_on=ON)
    take(row, verb, judge, ON, **given)
    found = page(client, dispute)
    assert found.context["denied"].pk == row.pk
    assert marks(found) == stopped, "the path ends there"
    assert [button.url.split("/")[-2] for button in found.context["after"]] == [
        "arbitration_review", "arbitration", "litigation",
    ]  # fmt: skip


def test_a_reader_gets_no_buttons(client, dispute):
    prepare_proceeding(dispute, "judicial_confirmation", cast.court(), cast.city_mediator(), ON)
    found = page(client, dispute, cast.auditor())
    assert (found.status_code, buttons(found)) == (200, {})
