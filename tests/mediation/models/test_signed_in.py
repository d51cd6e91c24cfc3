"""Who is signed in, as each request reads them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.models import Dispute, Interest, Recusal, User
from mediation.models.signed_in import SignedIn
from tests import cast, factories

pytestmark = pytest.mark.django_db


def read(person):
    return SignedIn().get_user(person.pk)


def columns(row):
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


def test_the_person_and_the_posts_are_what_the_rows_say(django_assert_num_queries):
    person = cast.town_mediator()
    person.memberships.create(organisation=cast.city(), role="reviewer", since=date(2019, 1, 1))
    person.memberships.create(organisation=cast.city(), role="manager", since=date(2019, 1, 1), until=date(2020, 1, 1))
    plain = User.objects.get(pk=person.pk)
    with django_assert_num_queries(1):
        user = read(person)
        posts = [(columns(post), columns(post.organisation), post.user) for post in user.memberships_now]
    assert columns(user) == columns(plain)
    assert posts == [(columns(post), columns(post.organisation), plain) for post in plain.memberships_now]
    assert [post.role for post in user.memberships_now] == ["reviewer", "mediator"]


def test_who_has_no_post_or_no_account():
    person = cast.town_mediator()
    person.memberships.update(until=date(2021, 1, 1))
    assert (read(person), read(person).memberships_now) == (person, [])
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert read(person) is None
    person.memberships.update(until=None)
    assert read(person) is None
    assert SignedIn().get_user(0) is None


def test_what_bars_a_person_is_asked_when_there_is_something_and_by_the_next_page(client):
    case, other = factories.make_dispute("accepted"), factories.make_dispute("accepted", employer=cast.other_employer())
    person, page = cast.manager(), reverse("dispute-list")
    client.force_login(person)

    def seen():
        user = read(person)
        rows = set(Dispute.objects.visible_to(user).values_list("pk", flat=True))
        assert {row.pk for row in client.get(page).context["page"].object_list} == rows
        return user.may_be_recused, user.may_have_interests, rows

    assert seen() == (False, False, {case.pk, other.pk})
    Recusal.objects.create(dispute=case, user=person, reason="亲属", since=timezone.localdate())
    assert seen() == (True, False, {other.pk})
    Interest.objects.create(user=person, employer=other.employer, note="持股")
    assert seen() == (True, True, set())
    Recusal.objects.all().delete()
    assert seen() == (False, True, {case.pk})
