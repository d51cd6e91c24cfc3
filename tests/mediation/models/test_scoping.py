"""Which rows a person sees: one sentence of the architecture page a test."""

import pytest

from mediation.models import Claim, Deadline, Dispute, Event, HandOver, Letter, Party, Proceeding
from mediation.models.scoping import seen_through
from mediation.models.signed_in import SignedIn
from tests import cast, factories

pytestmark = pytest.mark.django_db
CHILDREN = (Claim, Deadline, Event, Letter, Party, Proceeding)


def seen(user):
    """Asked in both ways, of cases and of what is in them, and of the person as a request has them: all the same."""
    people = [user] if user.is_anonymous else [user, SignedIn().get_user(user.pk) or user]
    for model in (Dispute, *CHILDREN):
        asked = (model.objects.visible_to(who, one_by_one=way) for who in people for way in (False, True))
        assert len({frozenset(rows.values_list("pk", flat=True)) for rows in asked}) == 1
    return set(Dispute.objects.visible_to(user).values_list("pk", flat=True))


def test_unions_see_what_they_registered_or_held_and_what_those_below_them_did():
    city, town, enterprise = (
        factories.make_dispute("accepted", holder=unit()) for unit in (cast.city, cast.town, cast.enterprise)
    )
    other = factories.make_dispute("accepted", holder=cast.other_town(), employer=cast.other_employer())
    assert seen(cast.city_mediator()) == {city.pk, town.pk, enterprise.pk, other.pk}
    assert seen(cast.town_mediator()) == {town.pk, enterprise.pk}
    assert seen(cast.enterprise_mediator()) == {enterprise.pk}


def test_a_union_that_passed_a_case_on_still_sees_it():
    dispute = factories.make_dispute("accepted", holder=cast.town())
    factories.take(
        dispute, "escalate", cast.town_mediator(), factories.later(factories.MONDAY, 5),
        holder=cast.city(), reason="涉及人数较多",
    )  # fmt: skip
    assert seen(cast.town_mediator()) == {dispute.pk}


def test_an_enterprise_does_not_see_a_complaint_against_it_until_something_was_served():
    factories.make_letter("reminder", "issued")
    assert seen(cast.employer_user()) == seen(cast.enterprise_mediator()) == set()
    letter = factories.make_letter("reminder", "served")
    assert seen(cast.employer_user()) == {letter.dispute_id}
    own = HandOver.objects.create(
        dispute=letter.dispute, agency=cast.hr(), purpose="移送", ground="duty", sent_on=factories.MONDAY,
        sent_by=cast.city_mediator(),
    )  # fmt: skip
    people = (cast.city_mediator(), cast.auditor(), cast.employer_user())
    assert [list(HandOver.objects.visible_to(person)) for person in people] == [[own], [own], []]


def test_a_partner_sees_a_case_from_the_moment_it_is_filed_there():
    dispute = factories.make_dispute("unresolved")
    mediator, day = factories.mediator_of(dispute.holder), factories.later(factories.MONDAY, 30)
    proceeding = factories.prepare_proceeding(dispute, "arbitration", cast.arbitration(), mediator, day)
    assert seen(cast.arbitrator()) == set()
    factories.take(proceeding, "file", mediator, day, filed_on=day, papers=factories.papers_of("arbitration"),
        **factories.facts_of("arbitration"),
    )  # fmt: skip
    assert seen(cast.arbitrator()) == {dispute.pk}
    assert seen(cast.court_liaison()) == seen(cast.inspector()) == set()


def test_a_partner_sees_of_a_case_only_what_was_filed_with_it():
    dispute = factories.make_dispute("at_court")
    mediation, at_court = dispute.proceedings.order_by("pk")
    mediator, day = factories.mediator_of(dispute.holder), factories.later(factories.MONDAY, 30)
    unfiled = factories.prepare_proceeding(dispute, "litigation", cast.court(), mediator, day, basis="wage_agreement")
    assert set(Proceeding.objects.visible_to(cast.court_liaison())) == {at_court}
    assert set(Proceeding.objects.visible_to(mediator)) == {mediation, at_court, unfiled}
    dispute.parties.filter(role="applicant").update(account=cast.worker_user())
    assert set(Proceeding.objects.visible_to(cast.worker_user())) == set()


def test_a_volunteer_sees_the_cases_of_the_letters_they_draft():
    factories.make_dispute("accepted")
    assert seen(cast.volunteer()) == set()
    letter = factories.make_letter("reminder", "draft")
    Letter.objects.filter(pk=letter.pk).update(drafter=cast.volunteer())
    assert seen(cast.volunteer()) == {letter.dispute_id}


def test_a_worker_sees_their_own_case_and_the_administrator_none():
    dispute = factories.make_dispute("accepted")
    factories.make_dispute("accepted")
    worker = cast.worker_user()
    dispute.parties.filter(role="applicant").update(account=worker)
    assert seen(worker) == {dispute.pk}
    assert seen(cast.administrator()) == set()
    auditor = cast.auditor()
    assert len(seen(auditor)) == 2
    auditor.is_active = False
    assert set(Dispute.objects.visible_to(auditor)) == set(Party.objects.visible_to(auditor)) == set()


def test_recusal_and_interest_take_the_sight_away():
    dispute = factories.make_dispute("accepted")
    mediator = cast.city_mediator()
    dispute.recusals.create(user=mediator, reason="近亲属", since=factories.MONDAY)
    assert seen(mediator) == set()
    assert seen(cast.second_city_mediator()) == {dispute.pk}


@pytest.mark.parametrize("model", CHILDREN, ids=lambda model: model.__name__)
def test_children_follow_their_dispute(model):
    dispute = factories.make_dispute("accepted", holder=cast.town())
    letter = factories.make_letter("opinion", "approved", dispute=dispute)
    person = cast.town_mediator()
    expected = set(model.objects.filter(dispute=letter.dispute).values_list("pk", flat=True))
    assert set(model.objects.visible_to(person).values_list("pk", flat=True)) == expected
    assert set(model.objects.visible_to(cast.court_liaison())) == set()


def test_of_a_case_one_sees_the_same_rows_as_of_all_cases():
    case = factories.make_letter("reminder", "served").dispute
    counts = []
    for person in (cast.city_mediator(), cast.auditor(), cast.employer_user(), cast.inspector(), cast.worker_user()):
        rows = Letter.objects.of_case(case, person, seen_through(person, case))
        assert set(rows) == set(Letter.objects.visible_to(person).filter(dispute=case))
        counts.append(rows.count())
    assert counts[0] == counts[1] > counts[2] > 0 == counts[3]
