"""The demo year: made by real steps, in order, the same at every run."""

from collections import Counter
from datetime import datetime

import pytest
from django.db import transaction

from documents.models import IssuedLetter
from mediation.demo.clock import play
from mediation.demo.programme import turns
from mediation.demo.world import World
from mediation.models import Dispute, Event, Letter, User
from mediation.models.calendar import load_calendar
from mediation.workdays import SHANGHAI
from mediation.zhuji import UNITS

pytestmark = pytest.mark.django_db
UNTIL = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)


def tell(every):
    """Each `every`-th story of the year; the acts in order of writing."""
    with transaction.atomic():
        world = World(load_calendar())
        world.settle(UNTIL.date().replace(year=2023))
        play(turns(world, UNTIL)[::every], UNTIL, world.calendar, lambda day: None)


def beginning(turn):
    return turn.at, turn.story.__name__, turn.life.enterprise.name, turn.life.amount


@pytest.fixture(scope="module")
def programme(django_db_setup, django_db_blocker):
    """The stories of the whole year with their beginnings, none told."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World(load_calendar())
        world.settle(UNTIL.date().replace(year=2023))
        found = [[beginning(turn) for turn in turns(world, UNTIL)] for _time in range(2)]
        transaction.set_rollback(True)
    return found


def test_the_same_year_every_time(programme):
    first, second = programme
    assert first == second


def test_some_490_cases_within_a_year(programme):
    stories = programme[0]
    assert 480 <= len(stories) <= 510
    assert all(0 <= (UNTIL - begins).days <= 375 for begins, *_rest in stories)


def test_the_great_case(programme):
    (begins, _name, _employer, amount) = next(row for row in programme[0] if row[1] == "great_case")
    assert str(amount) == "4800000.00"
    assert (UNTIL - begins).days < 110


def test_a_part_of_the_year_told():
    tell(every=45)
    acts = list(Event.objects.order_by("pk"))
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert acts[-1].at <= UNTIL
    assert Dispute.objects.count() >= 9
    assert set(Dispute.objects.values_list("level", flat=True)) <= {"city", "town", "enterprise"}
    numbers = IssuedLetter.objects.order_by("issuer_code", "kind", "year", "serial")
    for letter in numbers:
        assert letter.is_intact
        assert bytes(letter.pdf).startswith(b"%PDF")
    dates = [(row.issuer_code, row.kind, row.year, row.issued_on) for row in numbers]
    assert dates == sorted(dates)
    assert Letter.objects.exclude(issued=None).count() == numbers.count() > 9


def test_the_world_has_every_union_and_one_person_for_every_office():
    world = World(load_calendar())
    world.settle(UNTIL.date().replace(year=2023))
    assert {unit.code for unit in UNITS} <= set(world.units)
    towns = [unit for unit in world.units.values() if unit.level == "town"]
    assert len(towns) == 23
    for town in towns:
        assert len(world.mediators(town)) == len(world.reviewers(town)) == len(world.signers(town)) == 1
    prefixes = Counter(unit.letter_prefix for unit in world.units.values() if unit.is_union)
    assert set(prefixes.values()) == {1}
    assert User.objects.get(username="wang.mei").has_usable_password()
    assert not User.objects.get(username="luo.bin").has_usable_password()
