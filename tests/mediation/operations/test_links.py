"""One-time links: who makes them, when they are dead, and that exactly one opens each."""

from datetime import timedelta

import pytest

from mediation.models import AccessLink, User
from mediation.operations import links
from tests import cast, factories
from tests.factories import MONDAY, at, later
from tests.refusals import forbidden, refused, unchanged

DAY = later(MONDAY, 4)
NOW = at(DAY)
WEEK = timedelta(days=7)


@pytest.fixture
def sent(db):
    return factories.hand_over(factories.make_dispute("accepted"), DAY)


def link(row, *, by=None, valid_for=WEEK):
    return links.create_link(row, by=by or cast.city_mediator(), at=NOW, valid_for=valid_for)


def test_only_the_digest_is_kept_and_the_secret_has_256_bits(sent):
    made = link(sent)
    stored = AccessLink.objects.values().get()
    assert made.secret not in str(stored)
    assert made.secret not in str(list(sent.events.values()))
    assert (stored["digest"], stored["expires_at"]) == (links.digest_of(made.secret), NOW + WEEK)
    assert len(made.secret) >= 43  # 32 bytes in base64
    assert sent.events.order_by("number").last().kind == "link"


def test_a_link_opens_once(sent):
    secret = link(sent).secret
    opened = links.open_link(secret, at=NOW)
    assert opened.opened_at == NOW
    event = sent.events.order_by("number").last()
    assert (event.kind, event.organisation, event.by.username) == ("open_link", sent.agency, office(sent).username)
    with unchanged():
        assert links.open_link(secret, at=NOW) is None


def office(row):
    return links.office_user(row.agency, NOW)


def test_nobody_signs_in_as_an_office(sent):
    person = office(sent)
    assert not person.has_usable_password()
    assert office(sent).pk == person.pk
    assert [(post.role, post.organisation_id) for post in person.memberships.all()] == [("liaison", sent.agency_id)]
    assert User.objects.filter(username=person.username).count() == 1


def expire(row, secret):
    return links.open_link(secret, at=NOW + WEEK)


def wrong(row, secret):
    return links.open_link(secret[:-1] + ("A" if secret[-1] != "A" else "B"), at=NOW)


def revoked(row, secret):
    links.revoke_links(row, by=cast.city_mediator(), at=NOW)
    return links.open_link(secret, at=NOW)


def withdrawn(row, secret):
    factories.withdraw_hand_over(row, DAY)
    return links.open_link(secret, at=NOW)


def superseded(row, secret):
    link(row)
    return links.open_link(secret, at=NOW)


@pytest.mark.parametrize("how", [expire, wrong, revoked, withdrawn, superseded])
def test_a_dead_link_opens_nothing(sent, how):
    secret = link(sent).secret
    assert how(sent, secret) is None
    assert not AccessLink.objects.filter(opened_at__isnull=False).exists()


def test_it_lives_until_the_last_instant(sent):
    secret = link(sent).secret
    assert links.unopened(secret, at=NOW + WEEK - timedelta(seconds=1))
    assert not links.unopened(secret, at=NOW + WEEK)


def test_an_opened_link_acts_for_two_hours_and_not_after_revocation(sent):
    opened = links.open_link(link(sent).secret, at=NOW)
    late = NOW + links.SESSION
    assert links.opened_hand_over(opened.pk, at=late - timedelta(seconds=1)).pk == sent.pk
    assert links.opened_hand_over(opened.pk, at=late) is None
    links.revoke_links(sent, by=cast.city_mediator(), at=NOW)
    assert links.opened_hand_over(opened.pk, at=NOW) is None


def test_revoking_ends_an_opened_link_past_its_day(sent):
    """Opened at the last instant, its browser may act for two hours more, and shall not once it is revoked."""
    secret, end = link(sent, valid_for=timedelta(hours=1)).secret, NOW + timedelta(hours=1)
    opened = links.open_link(secret, at=end - timedelta(seconds=1))
    later_on = end + timedelta(minutes=1)
    assert links.opened_hand_over(opened.pk, at=later_on).pk == sent.pk
    assert links.revoke_links(sent, by=cast.city_mediator(), at=later_on) == 1
    assert links.opened_hand_over(opened.pk, at=later_on) is None


def test_only_who_works_on_the_case_makes_and_revokes_links(sent):
    link(sent)
    for person in (cast.justice_liaison(), cast.reviewer(), cast.other_town_mediator()):
        with forbidden():
            link(sent, by=person)
        with forbidden():
            links.revoke_links(sent, by=person, at=NOW)


@pytest.mark.parametrize("valid_for", [timedelta(0), timedelta(days=-1), links.LONGEST + timedelta(seconds=1)])
def test_no_link_without_an_end(sent, valid_for):
    with refused("the link is valid for at most 30 days"):
        link(sent, valid_for=valid_for)


def test_no_link_to_what_does_not_wait(sent):
    factories.answer_hand_over(sent, DAY)
    with refused("the hand-over waits at the office"):
        link(sent)


def test_nothing_to_revoke(sent):
    with refused("a link is in force"):
        links.revoke_links(sent, by=cast.city_mediator(), at=NOW)
