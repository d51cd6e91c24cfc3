"""Rights: the table is complete, and the two questions agree with the words beside it."""

import pytest

from mediation.access import GRANTS, SCOPES, SECTIONS, Act, Role, Scope, may
from mediation.steps import TABLES
from tests import cast, factories

pytestmark = pytest.mark.django_db
MONDAY = factories.MONDAY


def test_every_role_has_grants_and_a_scope_and_every_scope_its_sections():
    assert set(GRANTS) == set(SCOPES) == set(Role.values)
    assert set(SECTIONS) == set(Scope)


def test_every_act_of_a_step_is_granted_to_somebody_and_every_act_is_used():
    used = {act for table in TABLES.values() for step in table.values() for act in step.acts}
    granted = {act for acts in GRANTS.values() for act in acts}
    assert used <= granted
    assert granted == set(Act)


def test_nobody_both_reviews_and_signs_and_nobody_drafts_what_they_review():
    for role, acts in GRANTS.items():
        assert not {Act.REVIEW, Act.SIGN} <= acts, role
        assert not {Act.DRAFT, Act.REVIEW} <= acts, role
        assert not {Act.DRAFT, Act.SIGN} <= acts, role


def test_the_administrator_and_the_auditor_change_no_case():
    steps = [step for table in TABLES.values() for step in table.values()]
    assert [step.verb for step in steps if GRANTS[Role.AUDITOR] & set(step.acts)] == []
    # A published calendar moves due dates; that is no act in a case, though each case records it.
    assert [step.verb for step in steps if GRANTS[Role.ADMINISTRATOR] & set(step.acts)] == ["recount"]


def test_a_union_acts_on_cases_of_its_own_and_of_those_below_it():
    held_by_town = factories.make_dispute("accepted", holder=cast.town())
    held_by_city = factories.make_dispute("accepted")
    assert may(cast.city_mediator(), Act.HANDLE, held_by_town)
    assert may(cast.town_mediator(), Act.HANDLE, held_by_town)
    assert not may(cast.town_mediator(), Act.HANDLE, held_by_city)
    assert not may(cast.enterprise_mediator(), Act.HANDLE, held_by_town)


def test_a_recused_person_and_one_with_an_interest_may_do_nothing():
    dispute = factories.make_dispute("accepted")
    mediator = cast.city_mediator()
    assert may(mediator, Act.HANDLE, dispute)
    mediator.interests.create(employer=dispute.employer, note="配偶任职")
    dispute = factories.fresh(dispute)
    assert not any(may(mediator, act, dispute) for act in Act)


def test_a_membership_that_ended_grants_nothing():
    dispute = factories.make_dispute("accepted")
    mediator = cast.city_mediator()
    mediator.memberships.update(until=MONDAY)
    mediator = factories.fresh(mediator)
    assert not any(may(mediator, act, dispute) for act in Act)


def test_a_partner_acts_on_its_own_proceeding_only():
    dispute = factories.make_dispute("unresolved")
    mediator = factories.mediator_of(dispute.holder)
    arbitration = factories.file_proceeding(
        dispute, "arbitration", cast.arbitration(), mediator, factories.later(MONDAY, 30)
    )
    assert may(cast.arbitrator(), Act.RECORD, arbitration)
    assert not may(cast.inspector(), Act.RECORD, arbitration)
    assert not may(cast.court_liaison(), Act.RECORD, arbitration)
    assert not may(cast.arbitrator(), Act.HANDLE, arbitration)
    assert not may(cast.arbitrator(), Act.RECORD, factories.fresh(dispute))


def test_only_a_signer_of_the_issuing_union_signs():
    letter = factories.make_letter("reminder", "approved")
    assert may(cast.chair(), Act.SIGN, letter)
    for person in (cast.city_mediator(), cast.reviewer(), cast.manager(), cast.town_mediator(), cast.volunteer()):
        assert not may(person, Act.SIGN, letter)


def test_only_the_issuing_union_seals_its_papers():
    notice = factories.make_dispute("accepted").letters.get()
    assert may(cast.city_mediator(), Act.SEAL, notice)
    factories.take(
        notice.dispute, "delegate", cast.manager(), factories.later(MONDAY, 4), holder=cast.town(), reason="就地调解"
    )
    notice = factories.fresh(notice)
    assert not may(cast.town_mediator(), Act.SEAL, notice)
    assert may(cast.city_mediator(), Act.SEAL, notice)


def test_an_employer_answers_what_was_served_on_it_and_nothing_else():
    unserved = factories.make_letter("reminder", "issued")
    served = factories.make_letter("reminder", "served")
    person = cast.employer_user()
    assert not may(person, Act.ANSWER, unserved)
    assert may(person, Act.ANSWER, served)
    assert not may(person, Act.VERIFY, served)
