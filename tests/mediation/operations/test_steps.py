"""The one door: order of the questions, the event, the fresh subject, and that a refused step changes nothing."""

from datetime import datetime

import pytest
from django.db import connections
from django.db.transaction import TransactionManagementError

from mediation import checks, guards
from mediation.models import Event, Organisation
from mediation.operations.locking import lock
from mediation.operations.steps import offers, take_step
from tests import cast
from tests.factories import (
    MONDAY,
    SHANGHAI,
    acts,
    at,
    fresh,
    later,
    make_dispute,
    make_letter,
    open_mediation,
    register_dispute,
    take,
)
from tests.refusals import forbidden, refused, stale

pytestmark = pytest.mark.django_db
TUESDAY = later(MONDAY, 1)


def test_a_step_returns_the_fresh_subject_with_the_next_version():
    dispute = make_dispute()
    accepted = take(dispute, "accept", cast.reviewer(), TUESDAY, handler=cast.city_mediator())
    assert (dispute.state, dispute.version) == ("registered", 0)
    assert (accepted.state, accepted.version, accepted.handler) == ("accepted", 1, cast.city_mediator())
    assert accepted.accepted_on == TUESDAY
    assert accepted.columns() == fresh(dispute).columns()


def test_a_step_that_leads_others_returns_its_row_after_them():
    dispute = make_dispute("accepted")
    mediation = open_mediation(dispute, cast.city_mediator(), TUESDAY, TUESDAY)
    assert (mediation.state, mediation.columns()) == ("accepted", fresh(mediation).columns())
    assert (fresh(dispute).state, acts(dispute)[-2:]) == ("mediating", ["proceeding accept", "dispute mediate"])


def test_a_step_asks_no_more_than_it_must(django_assert_num_queries):
    """Two of its savepoint; lock, surroundings, people barred, parties; step, event, clocks; the notice it drafts."""
    dispute, by, handler = make_dispute(), cast.reviewer(), cast.city_mediator()
    assert [len(one.memberships_now) for one in (by, handler)] == [1, 1]
    with django_assert_num_queries(12):
        take(dispute, "accept", by, TUESDAY, handler=handler)
    assert dispute.letters.get().kind == "acceptance_notice"


def test_a_case_is_locked_in_a_transaction_alone(monkeypatch):
    dispute = make_dispute()
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(TransactionManagementError):
        lock(dispute)


def test_the_event_says_who_in_which_role_when_from_where_and_with_what():
    dispute = make_dispute()
    take(dispute, "accept", cast.reviewer(), TUESDAY, handler=cast.city_mediator())
    event = Event.objects.get(dispute=dispute, kind="accept")
    assert (event.number, event.subject, event.from_state, event.to_state) == (2, "dispute", "registered", "accepted")
    assert (event.by, event.role, event.organisation) == (cast.reviewer(), "reviewer", cast.city())
    assert event.at == at(TUESDAY)
    assert event.data == {"handler": {"id": cast.city_mediator().pk, "label": "王梅"}}
    assert event.reason == ""


def test_the_reason_is_kept():
    dispute = make_dispute("accepted")
    take(dispute, "raise_alarm", cast.manager(), TUESDAY, reason="有人扬言停工。")
    assert Event.objects.get(kind="raise_alarm").reason == "有人扬言停工。"


def test_the_legal_date_is_that_of_shanghai():
    dispute = make_dispute()
    late_evening = datetime(2026, 3, 3, 23, 59, tzinfo=SHANGHAI)
    accepted = take_step(dispute, "accept", by=cast.reviewer(), at=late_evening, handler=cast.city_mediator())
    assert accepted.accepted_on == TUESDAY


def test_without_the_right_a_step_is_forbidden():
    dispute = make_dispute()
    for person in (cast.volunteer(), cast.auditor(), cast.archivist(), cast.administrator(), cast.court_liaison()):
        with forbidden():
            take(dispute, "accept", person, TUESDAY, handler=cast.city_mediator())


def test_another_town_may_do_nothing():
    dispute = make_dispute("accepted", holder=cast.town())
    with forbidden():
        take(dispute, "raise_alarm", cast.other_town_mediator(), TUESDAY, reason="停工。")


def test_a_stale_version_is_refused_before_anything_else():
    dispute = make_dispute("accepted")
    take_step(dispute, "hand_back", by=cast.city_mediator(), at=at(TUESDAY), version=dispute.version, reason="出差。")
    with stale():
        take_step(
            dispute, "assign", by=cast.manager(), at=at(TUESDAY), version=dispute.version, handler=cast.city_mediator()
        )


def test_the_same_step_twice_is_refused_by_the_state():
    dispute = make_dispute("accepted")
    with refused("the step is possible in the present state (now: Accepted)"):
        take(dispute, "accept", cast.reviewer(), TUESDAY, handler=cast.city_mediator())


@pytest.mark.parametrize("reason", ["", "  ", None])
def test_a_grave_step_needs_its_reason(reason):
    dispute = make_dispute("accepted")
    with refused("a reason is given"):
        take(dispute, "raise_alarm", cast.city_mediator(), TUESDAY, reason=reason)


def test_every_missing_thing_is_named_at_once():
    dispute = make_dispute("accepted", category="14", request="supervision")
    letter = make_letter("reminder", dispute=dispute)
    with refused(guards.not_a_safety_matter, guards.no_unfinished_letter, "a reason is given", checks.free_will):
        take(dispute, "withdraw", cast.city_mediator(), TUESDAY)
    assert fresh(letter).state == "draft"


def test_no_date_lies_in_the_future():
    letter = make_letter("reminder", "issued")
    tomorrow = later(letter.issued_on, 1)
    with refused(f"the date {tomorrow} is not in the future"):
        take(
            letter, "serve", cast.city_mediator(), letter.issued_on,
            served_on=tomorrow, served_how="direct", served_to="前台",
        )  # fmt: skip


def test_no_date_lies_before_the_step_it_rests_on():
    letter = make_letter("reminder", "issued")
    eve = later(letter.issued_on, -1)
    with refused(f"the date {eve} is not before {letter.issued_on}"):
        take(
            letter,
            "serve",
            cast.city_mediator(),
            letter.issued_on,
            served_on=eve,
            served_how="direct",
            served_to="前台",
        )


def test_a_letter_left_in_place_needs_a_witness():
    letter = make_letter("reminder", "issued")
    with refused("a letter left in place has a witness, or photographs or a video"):
        take(
            letter, "serve", cast.city_mediator(), letter.issued_on,
            served_on=letter.issued_on, served_how="left", served_to="",
        )  # fmt: skip


class TestOffers:
    def verbs(self, subject, person):
        return [offer.step.verb for offer in offers(subject, person)]

    def test_the_reviewer_of_a_new_case(self):
        assert self.verbs(make_dispute(), cast.reviewer()) == [
            "accept", "return_for_completion", "decline", "delegate", "escalate", "transfer", "raise_alarm", "merge",
        ]  # fmt: skip

    def test_an_offer_names_what_is_unmet(self):
        offered = {offer.step.verb: offer.unmet for offer in offers(make_dispute(), cast.reviewer())}
        assert [str(row.what) for row in offered["escalate"]] == [str(guards.not_at_city.what)]
        assert offered["accept"] == ()

    def test_nothing_for_those_who_only_read(self):
        dispute = make_dispute()
        for person in (cast.auditor(), cast.archivist(), cast.worker_user(), cast.employer_user()):
            assert self.verbs(dispute, person) == []

    def test_led_steps_are_never_offered(self):
        dispute = make_dispute("mediating")
        assert {"mediate", "agree", "fail_mediation", "refer_to_hr"} & set(
            self.verbs(dispute, cast.city_mediator())
        ) == set()


def test_a_complaint_is_not_transferred_to_the_union_of_its_employer():
    beside = Organisation.objects.create(
        code="330681-E99", name="诸暨市枫桥镇甲公司工会", short_name="甲公司工会", kind="enterprise_union",
        parent=cast.town(), letter_prefix="甲工",
    )  # fmt: skip
    dispute = register_dispute(holder=beside, by=cast.city_mediator(), request="supervision")
    with refused(checks.complaint_stays_hidden):
        take(dispute, "transfer", cast.city_mediator(), MONDAY, holder=cast.enterprise(), reason="就地办理。")
