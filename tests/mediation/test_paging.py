"""Pages by place hold what plain pages by number hold, whatever the order, the ties and the direction."""

import random
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from mediation import paging
from mediation.listing import ORDERS, fill
from mediation.models import Deadline, Dispute, Event
from mediation.paging import page_of, read_place
from tests import cast
from tests.factories import MONDAY, at, later

pytestmark = pytest.mark.django_db
SIZE = 4


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch):
    monkeypatch.setattr(paging, "SIZE", SIZE)


@pytest.fixture
def cases():
    """27 bare cases of few days and amounts, some with deadlines that run, pause, are met, or are nobody's duty."""
    chance, by = random.Random(7), cast.city_mediator()
    given = {"registered_at": at(MONDAY), "registered_by": by, "category": "01", "level": "city", "summary": "-",
        "employer": cast.employer(), "holder": cast.city()}  # fmt: skip
    rows = Dispute.objects.bulk_create(
        Dispute(number=f"p-{n}", intake_key=uuid4(), received_on=later(MONDAY, chance.randrange(6)),
            amount_claimed=Decimal(chance.choice(["0.00", "0.50", "10.00", "9999999999.99"])), **given)
        for n in range(27)
    )  # fmt: skip
    post = by.memberships.get()
    events = Event.objects.bulk_create(
        Event(dispute=row, number=1, subject="dispute", kind="register", to_state="registered", at=at(MONDAY), by=by,
            role=post.role, organisation=post.organisation) for row in rows
    )  # fmt: skip
    Deadline.objects.bulk_create(
        Deadline(dispute=row, opened_by=event, rule=chance.choice(["M2", "M2", "B1"]), trigger_on=MONDAY, length=5,
            unit="workday", due_on=later(MONDAY, chance.randrange(4)), paused_on=chance.choice([None, None, MONDAY]))
        for row, event in zip(rows, events, strict=True) for _ in range(chance.choice([0, 1, 1, 2, 3]))
    )  # fmt: skip
    return list(Dispute.objects.prefetch_related("deadlines"))


def due(case):
    running = [row.due_on for row in case.deadlines.all() if row.rule == "M2" and row.paused_on is None]
    return min(running, default=None)


def plain(cases, name):
    """The ids in order, by sorting in Python; without a due date last in both directions."""
    down, key = name.startswith("-"), {
        "received": lambda case: case.received_on, "number": lambda case: case.pk, "due": due,
        "amount": lambda case: case.amount_claimed,
    }[name.lstrip("-")]  # fmt: skip
    known = sorted((case for case in cases if key(case) is not None), key=lambda c: (key(c), c.pk), reverse=down)
    return [
        case.pk for case in (*known, *sorted((c for c in cases if key(c) is None), key=lambda c: c.pk, reverse=down))
    ]


@pytest.mark.parametrize("name", ORDERS)
def test_there_and_back_again(cases, name):
    rows, order, expected = Dispute.objects.filter(summary="-"), ORDERS[name], plain(cases, name)
    pages = [expected[start : start + SIZE] for start in range(0, len(expected), SIZE)]
    asked, seen, page = {}, [], None
    for number in range(len(pages)):
        page = page_of(rows, order, asked)
        assert (page.start, page.total, page.more_before) == (number * SIZE + 1, 27, number > 0)
        assert page_of(rows, order, {"page": str(number + 1)}).keys == page.keys
        seen, asked = [*seen, page.keys], {"after": page.after}
    assert (seen, page.after) == (pages, "")
    page, seen = page_of(rows, order, {"before": "end"}), []
    while page.before:
        seen, page = [*page.keys, *seen], page_of(rows, order, {"before": page.before})
        assert page.more_after
    assert page.keys == expected[:SIZE]
    assert seen == expected[-len(seen) :]
    assert page_of(rows, order, {"page": "8"}).keys == expected[-SIZE:]
    days = [row.next_due for row in fill(page_of(rows, order, {}), cast.city_mediator()).object_list]
    assert days == [due(next(case for case in cases if case.pk == key)) for key in expected[:SIZE]]


def test_a_day_is_jumped_to(cases):
    day = later(MONDAY, 3)
    for name in ("received", "-received"):
        expected = plain(cases, name)
        days = {case.pk: case.received_on for case in cases}
        at_day = next(
            place for place, key in enumerate(expected) if (days[key] <= day if name[0] == "-" else days[key] >= day)
        )
        page = page_of(Dispute.objects.all(), ORDERS[name], {"jump": day.isoformat()})
        assert (page.keys, page.start) == (expected[at_day : at_day + SIZE], at_day + 1)
    beyond = page_of(Dispute.objects.all(), ORDERS["received"], {"jump": (day + timedelta(days=900)).isoformat()})
    assert beyond.keys == plain(cases, "received")[-SIZE:]
    assert page_of(Dispute.objects.all(), ORDERS["number"], {"jump": day.isoformat()}).start == 1


def test_rows_that_went_meanwhile_lead_to_what_is_there(cases):
    rows, order = Dispute.objects.all(), ORDERS["number"]
    place = page_of(rows, order, {}).after
    assert page_of(rows.filter(pk__lte=cases[0].pk), order, {"after": place}).keys != []
    assert page_of(rows.none(), order, {"after": place}).keys == []


@pytest.mark.once
def test_as_many_as_are_counted_are_not_said_to_be_more():
    pages = [paging.Page([], total, 1, False, True) for total in (paging.MOST, paging.MOST + 1)]
    assert [page.capped for page in pages] == [False, True]


def test_junk_is_no_place():
    for text in ("", "x", "0~2026-02-30~1", "9~2026-02-03~1", "0~2026-02-03~-1", "0~2026-02-03~9999999999999999999"):
        assert read_place(ORDERS["received"], text) is None, text
    for text in ("0~1.234~1", "0~..~1", "0~1e5~1", "0~9999999999999~1"):
        assert read_place(ORDERS["amount"], text) is None, text
    assert read_place(ORDERS["received"], "0~2026-02-03~7").value == date(2026, 2, 3)


def test_far_inside_nothing_is_counted_but_what_comes_before(cases, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(paging, "MOST", 10)
    rows, order, expected = Dispute.objects.filter(summary="-"), ORDERS["number"], plain(cases, "number")
    with django_assert_num_queries(2):
        page = page_of(rows, order, {"after": f"0~{expected[15]}~{expected[15]}"})
    assert (page.keys, page.start, page.total, page.capped) == (expected[16:20], None, 11, True)
    assert (page.more_before, page.more_after) == (True, True)
    assert page_of(rows, order, {"after": f"0~{expected[3]}~{expected[3]}", "exact": "1"}).total == 27
