"""The number of queries of every page about a case, a meeting or a person's time does not grow with its rows.

Runs on SQLite only: the queries are the same.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mediation.models import HandOver, Meeting
from mediation.operations.subscriptions import renew
from tests import cast, factories
from tests.security.many import enlarge, full_case, multiply, multiply_meetings
from tests.walks.world import cheap_print

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FEW, MANY = 3, 8


@pytest.fixture
def world():
    return None


@pytest.fixture
def sessions():
    return {}


@pytest.fixture
def case(monkeypatch):
    monkeypatch.setattr("documents.press.printed", cheap_print)
    return full_case(timezone.localdate())


def load(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    if response.streaming:
        response.getvalue()


@pytest.fixture
def visit(client):
    """How many queries a person's visit takes, once everything that is read but once has been read."""
    signed_in, visited = [], set()

    def count(person, address):
        if signed_in != [person]:
            client.force_login(person())
            signed_in[:] = [person]
        if (person, address) not in visited:
            load(client, address)
            visited.add((person, address))
        with CaptureQueriesContext(connection) as captured:
            load(client, address)
        return len(captured)

    return count


def pages_of(case):
    """Who visits what."""
    letter, task = case.letters.filter(kind="opinion").first(), case.tasks.order_by("pk").first()
    meeting = Meeting.objects.order_by("pk").first()
    part = case.agreements.get().instalments.order_by("pk").first()
    parcel = HandOver.objects.filter(dispute=case, agency=cast.justice()).order_by("pk").first()
    proceeding = case.proceedings.filter(kind="judicial_confirmation").order_by("pk").first()
    detail = reverse("dispute-detail", args=[case.pk])
    whole = f"{detail}?parties=all&timeline=all"
    of_case = (
        "dispute-deadlines", "limitation", "clue-pack", "dispute-confirmation", "dispute-default", "task-new",
        "hand-over-new", "deadline-new", "evidence-new", "mandate-new", "party-new", "file-list", "file-new",
        "paper-new", "dossier",
    )  # fmt: skip
    of_a_row = {
        "deadline-detail": case.deadlines.order_by("pk").first(), "letter-detail": letter, "task-detail": task,
        "meeting-detail": meeting, "meeting-agenda": meeting, "share-record": part,
        "paper-detail": case.papers.order_by("pk").first(),
        "agreement-divide": part.agreement, "copy-out": proceeding, "debtor-remind": part.agreement,
    }  # fmt: skip
    plain = (
        "desk", "calendar", "rule-list", "minimum-wage-list", "meeting-list", "reminder-list", "finder",
        "finder-export", "report", "letter-list", "dispute-list",
    )  # fmt: skip
    steps = ("close", "delegate", "breach_agreement")
    of_proceeding = {verb: reverse("proceeding-step", args=[proceeding.pk, verb]) for verb in ("accept", "withdraw")}
    addresses = {
        "detail": whole,
        **{name: reverse(name) for name in plain},
        **{name: reverse(name, args=[case.pk]) for name in of_case},
        **{name: reverse(name, args=[row.pk]) for name, row in of_a_row.items()},
        **{verb: reverse("dispute-step", args=[case.pk, verb]) for verb in steps},
        **of_proceeding,
        "letter-many": f"{reverse('letter-many')}?all=1",
        "rule-detail": reverse("rule-detail", args=["M3"]),
        "letter-new": reverse("letter-new", args=[case.pk, "opinion"]),
        "prepare": reverse("proceeding-prepare", args=[case.pk, "legal_aid"]),
        "hand-over-step": reverse("hand-over-step", args=[parcel.pk, "withdraw"]),
        "hand-over-link": reverse("hand-over-link", args=[parcel.pk]),
    }
    others = {
        cast.court_liaison: (whole, reverse("desk"), reverse("meeting-list"), addresses["meeting-detail"]),
        cast.justice_liaison: (whole, reverse("desk"), reverse("hand-over-step", args=[parcel.pk, "accept"])),
        cast.reviewer: (whole, reverse("desk"), reverse("meeting-new"), reverse("reminder-list")),
        cast.chair: (whole, reverse("desk"), addresses["letter-detail"]),
        cast.manager: (whole, reverse("desk"), reverse("finder")),
        cast.auditor: (whole, reverse("desk"), addresses["clue-pack"]),
        cast.archivist: (reverse("desk"),),
    }
    found = {(cast.city_mediator, address) for address in addresses.values()}
    return sorted(
        found | {(person, address) for person, own in others.items() for address in own},
        key=lambda row: (row[0].__name__, row[1]),
    )


def add(case, number):
    """So many more rows of every kind, and cases beside it of people whose suit could be supported."""
    today = timezone.localdate()
    multiply(case, number)
    others = [
        factories.make_dispute("unresolved", on=factories.later(today, -50), workers=(f"钱{place}",), groups=["woman"])
        for place in range(number)
    ]
    multiply_meetings(case, others)


def test_no_page_grows(case, visit):
    add(case, FEW)
    secret = renew(cast.city_mediator(), at=timezone.now())
    pages = [*pages_of(case), (cast.city_mediator, reverse("feed", args=[secret]))]
    few = {(person.__name__, address): visit(person, address) for person, address in pages}
    add(case, MANY - FEW)
    now = {(person.__name__, address): visit(person, address) for person, address in pages}
    assert {key: (count, now[key]) for key, count in few.items() if count != now[key]} == {}
    assert {key: count for key, count in now.items() if count > most(key[1])} == {}


def most(address):
    """How many queries the page may take; one is the bell, and one reads the offices that all rows of a case name."""
    own = {"/": 13, "/finder/": 9, "/cases/": 6}
    parts = [
        (r"^/cases/\d+/\?", 22),
        (r"^/letters/\d+/$", 17),
        (r"/(clue|confirmation|limitation)/$", 15),
        (r"/default/$", 17),
        (r"/dossier/$", 19),
    ]
    return own.get(address) or next((number for pattern, number in parts if re.search(pattern, address)), 14)


def test_the_page_of_a_large_case(case, visit):
    """Sixty workers, forty deadlines, two hundred events take what a few take."""
    address = reverse("dispute-detail", args=[case.pk])
    whole = f"{address}?parties=all&timeline=all"
    few = visit(cast.city_mediator, address), visit(cast.city_mediator, whole)
    enlarge(case, parties=60, deadlines=40, events=200)
    assert (visit(cast.city_mediator, address), visit(cast.city_mediator, whole)) == few
