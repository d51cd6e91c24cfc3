"""The page of reminders and the bell: one's own, of cases one still sees."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mediation.models import Deadline, Feed, Reminder
from mediation.operations.people import recuse
from tests import cast, factories
from tests.factories import MONDAY, at
from tests.factories.deadlines import add_deadline, only_deadline

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 20)
PAGE = "/reminders/"


@pytest.fixture
def case(cheap_letters):
    case = factories.make_dispute("accepted")
    only_deadline(case, trigger_on=MONDAY, due_on=FRIDAY)
    return case


def remind_of(case, user, stage="before_3"):
    return Reminder.objects.create(user=user, deadline=case.deadlines.first(), stage=stage, made_at=at(FRIDAY))


@pytest.fixture
def reminder(case, client):
    client.force_login(case.handler)
    client.cookies["django_language"] = "en"
    return remind_of(case, case.handler)


def bell(client):
    return 'class="bell-count"' in client.get(PAGE).content.decode()


def test_it_names_the_case_the_duty_and_the_day(client, reminder, case):
    page = client.get(PAGE).content.decode()
    for words in (
        case.number,
        "Mediation ends (we must act)",
        "2026-03-20",
        "three working days left",
        case.employer.name,
    ):
        assert words in page
    assert f'href="/cases/{case.pk}/"' in page
    assert 'aria-label="1 unread reminder"' in page


def test_one_is_marked_as_read(client, reminder):
    assert bell(client)
    assert client.post(reverse("reminder-read", args=[reminder.pk])).url == PAGE
    assert Reminder.objects.get().read_at is not None
    assert not bell(client)


def test_all_are_marked_as_read_and_those_of_others_stay(client, reminder, case):
    remind_of(case, case.handler, "before_1")
    other = remind_of(case, cast.reviewer())
    client.post(reverse("reminders-read"))
    assert list(Reminder.objects.filter(read_at__isnull=True)) == [other]


def test_another_persons_is_not_there(client, reminder, case):
    client.force_login(cast.reviewer())
    assert case.number not in client.get(PAGE).content.decode()
    assert client.post(reverse("reminder-read", args=[reminder.pk])).status_code == 404
    assert Reminder.objects.get().read_at is None


def test_of_a_case_no_longer_seen_nothing_is_said(client, reminder, case):
    recuse(case, case.handler, by=cast.manager(), at=at(MONDAY), reason="近亲属")
    page = client.get(PAGE).content.decode()
    assert case.number not in page
    assert not bell(client)
    assert client.post(reverse("reminder-read", args=[reminder.pk])).status_code == 404


def test_what_is_done_is_no_news(client, reminder):
    row = reminder.deadline
    Deadline.objects.filter(pk=row.pk).update(status="met", ended_by=row.opened_by)
    assert not bell(client)
    assert "met" in client.get(PAGE).content.decode()


def test_the_unread_come_first(client, reminder, case):
    read = remind_of(case, case.handler, "before_1")
    Reminder.objects.filter(pk=read.pk).update(read_at=at(FRIDAY))
    rows = client.get(PAGE).context["page"].object_list
    assert [(row.pk, row.is_unread) for row in rows] == [(reminder.pk, True), (read.pk, False)]


def test_a_partner_reads_no_employer(client, case):
    liaison = cast.inspector()
    case.involvements.create(organisation=cast.inspection(), role="partner", since=MONDAY)
    remind_of(case, liaison)
    client.force_login(liaison)
    page = client.get(PAGE).content.decode()
    assert case.number in page
    assert case.employer.name not in page


def test_the_queries_do_not_grow(client, reminder, case):
    counts = []
    for more in (1, 20):
        for _number in range(more):
            row = add_deadline(case, trigger_on=MONDAY, due_on=FRIDAY)
            Reminder.objects.create(user=case.handler, deadline=row, stage="today", made_at=at(FRIDAY))
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


# The calendar feed ------------------------------------------------------------------------------------------


def test_the_address_is_shown_once_and_can_be_renewed_and_ended(client, reminder):
    def shown(response):
        return response.context["address"].removeprefix("https://tiaojie.example.org")

    first = shown(client.post(reverse("feed-renew")))
    assert client.get(first).status_code == 200
    assert first not in client.get(PAGE).content.decode()
    second = shown(client.post(reverse("feed-renew")))
    assert [client.get(address).status_code for address in (first, second)] == [404, 200]
    assert client.post(reverse("feed-off")).url == PAGE
    assert client.get(second).status_code == 404
    assert Feed.objects.count() == 0


def test_one_person_never_touches_the_feed_of_another(client, reminder):
    client.post(reverse("feed-renew"))
    client.force_login(cast.reviewer())
    client.post(reverse("feed-off"))
    assert Feed.objects.count() == 1
