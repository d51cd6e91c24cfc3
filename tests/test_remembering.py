"""What is put back is what was made: the same rows to the byte, the same values, and a database that works on."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client

from mediation.models import Dispute
from tests import cast, factories
from tests.remembering import UNTOUCHED, remembering
from tests.walks.dump import Picture
from tests.walks.world import cheap_print

pytestmark = pytest.mark.django_db


@contextmanager
def untouched():
    """An untouched database of a known history, of which nothing stays."""
    with transaction.atomic():
        remembering.history = UNTOUCHED
        yield
        transaction.set_rollback(True)


def twice(make):
    """(picture of the database, what was made) of the call as it is first made, and as it is put back."""
    found = []
    remembering.calls.clear()
    for known in (False, True):
        with untouched():
            before = len(remembering.calls)
            made = make()
            assert (len(remembering.calls) == before) is known
            found.append((Picture().take(), made))
    return found


def values(row):
    return {name: value for name, value in vars(row).items() if name != "_state"}


@pytest.mark.parametrize(
    "make",
    [
        lambda: factories.make_dispute("archived"),
        lambda: factories.make_dispute("at_procuratorate", holder=cast.town()),
        lambda: factories.make_letter("opinion", "superseded"),
        lambda: factories.make_hand_over("answered", factories.make_dispute("mediating"), factories.MONDAY),
        cast.enterprise_mediator,
    ],
)
def test_the_same_rows_and_values_come_back(make):
    (picture, made), (again, given) = twice(make)
    assert again == picture
    assert values(given) == values(made)


def test_a_call_inside_another_is_remembered_too():
    remembering.calls.clear()
    for state in ("accepted", "mediating"):  # of which the second begins with the first
        with untouched():
            made, was = factories.make_dispute(state), Picture().take()
        assert made.state == state
        with untouched():
            assert factories.make_dispute(state) == made
            assert Picture().take() == was


def test_steps_go_on_from_what_was_put_back():
    """Keys, versions and the numbers of events follow on."""
    for _ in range(2):
        with untouched():
            dispute = factories.make_dispute("accepted")
            factories.take(dispute, "suspend", dispute.handler, factories.later(factories.MONDAY, 4), reason="等待。")
            other = factories.make_dispute("accepted")
            numbers = list(dispute.events.order_by("number").values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))
            assert other.pk > dispute.pk
    assert not Dispute.objects.exists()


def test_a_history_is_known_only_as_long_as_makers_alone_have_written():
    assert remembering.history == UNTOUCHED
    mediator = cast.city_mediator()
    known = remembering.history
    assert known not in (None, UNTOUCHED)
    assert cast.city_mediator() == mediator
    assert remembering.history == known
    Client().force_login(mediator)
    assert remembering.history == known
    mediator.phone = "0575-1"
    mediator.save()
    assert remembering.history is None
    assert cast.city_mediator().phone == "0575-1"
    assert remembering.history is None


def test_what_is_rolled_back_leaves_the_history_that_was():
    cast.city_mediator()
    known, before = remembering.history, Picture().take()
    with transaction.atomic():
        Dispute.objects.filter(pk=factories.make_dispute().pk).update(summary="改")
        assert remembering.history is None
        transaction.set_rollback(True)
    assert (remembering.history, Picture().take()) == (known, before)
    with transaction.atomic():
        factories.make_dispute()
    assert factories.make_dispute().number != Dispute.objects.earliest("pk").number


def test_letters_that_are_set_and_letters_that_are_not_are_two_things(monkeypatch):
    """What a test replaces belongs to the call."""
    with untouched():
        real = factories.make_letter("reminder", "issued").issued
        assert bytes(real.pdf).startswith(b"%PDF")
    monkeypatch.setattr("documents.press.printed", cheap_print)
    with untouched():
        cheap = factories.make_letter("reminder", "issued").issued
        assert bytes(cheap.pdf) != bytes(real.pdf)


def test_a_test_that_is_not_trusted_makes_its_own():
    remembering.begin(trusted=False)
    calls = len(remembering.calls)
    factories.make_dispute("accepted")
    assert (len(remembering.calls), remembering.history) == (calls, None)
