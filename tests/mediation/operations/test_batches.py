from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import F
from django.utils import translation

from documents.models import IssuedLetter, Series
from mediation.models import BatchAct, Dispute, Event, ItemState, Letter
from mediation.operations import batches
from mediation.operations.batches import Progress, open_batch, open_drafts, progress, retry, work
from tests import cast
from tests.factories import MONDAY, at, draft, fresh, later, make_dispute, make_letter, take
from tests.refusals import forbidden, refused
from tests.walks.crowd import at_once, committed

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 3)
AT = at(DAY)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def approved(count):
    """Letters of one town, ready to be signed."""
    return [make_letter("reminder", "approved") for _place in range(count)]


def chosen(letters):
    return Letter.objects.filter(pk__in=[letter.pk for letter in letters])


def signing(letters, by=None):
    return open_batch(BatchAct.SIGN, chosen(letters), by=by or cast.chair(), at=AT)


def states(batch):
    return list(batch.items.values_list("state", flat=True))


def finish(batch, seconds=60.0):
    return work(batch, by=batch.by, at=AT, seconds=seconds)


def test_letters_go_through_review_and_signature_together():
    letters = [draft("reminder", make_dispute("accepted"), later(MONDAY, 1)) for _place in range(3)]
    people = {"submit": letters[0].drafter, "approve": cast.reviewer(), "sign": cast.chair()}
    for act, person in people.items():
        batch = open_batch(act, chosen(letters), by=person, at=AT)
        assert finish(batch) == Progress(3, 3, 0)
    issued = [fresh(letter) for letter in letters]
    assert [letter.state for letter in issued] == ["issued"] * 3
    assert sorted(letter.issued.serial for letter in issued) == [1, 2, 3]
    kinds = list(Event.objects.filter(letter=letters[0]).order_by("number").values_list("kind", flat=True))
    assert kinds == ["draft", "submit", "approve", "sign"]


def test_a_request_works_for_its_time_and_at_least_on_one():
    batch = signing(approved(3))
    assert work(batch, by=batch.by, at=AT, seconds=0) == Progress(3, 1, 0)
    assert states(batch) == ["done", "waiting", "waiting"]
    assert finish(batch) == Progress(3, 3, 0)
    assert finish(batch) == Progress(3, 3, 0)  # a late click does nothing more
    assert IssuedLetter.objects.count() == 3


def test_an_error_stays_with_its_letter_and_may_be_tried_again():
    letters = approved(3)
    batch = signing(letters)
    take(letters[1], "return_for_changes", cast.reviewer(), DAY, reason="条文有误。")
    assert finish(batch) == Progress(3, 2, 1)
    [failed] = batch.items.filter(state=ItemState.FAILED)
    assert (failed.letter, failed.done_at) == (letters[1], None)
    assert "Somebody else has taken a step here meanwhile" in failed.error
    submitting = open_batch(BatchAct.SUBMIT, chosen(letters[1:2]), by=letters[1].drafter, at=AT)
    Letter.objects.filter(pk=letters[1].pk).update(version=F("version") + 1)
    assert finish(submitting) == Progress(1, 0, 1)
    assert retry(submitting, by=submitting.by) == 1
    assert finish(submitting) == Progress(1, 1, 0)


def test_a_text_that_nobody_looked_at_is_not_signed_by_trying_again():
    letters = approved(2)
    batch = signing(letters)
    Letter.objects.filter(pk=letters[1].pk).update(version=F("version") + 1)
    assert finish(batch) == Progress(2, 1, 1)
    assert retry(batch, by=batch.by) == 0
    assert finish(batch) == Progress(2, 1, 1)
    assert [fresh(letter).state for letter in letters] == ["issued", "approved"]


@pytest.mark.parametrize(("error", "stops"), [(IntegrityError, False), (DataError, False), (OperationalError, True)])
def test_what_the_database_refuses_of_one_letter_stops_no_other(monkeypatch, error, stops):
    batch, real = signing(letters := approved(2)), batches.take_step

    def broken(letter, *args, **kwargs):
        done = real(letter, *args, **kwargs)
        if letter == letters[0]:
            raise error
        return done

    monkeypatch.setattr(batches, "take_step", broken)
    if stops:
        with pytest.raises(error):
            finish(batch)
    else:
        assert finish(batch) == Progress(2, 1, 1)
    assert [fresh(letter).state for letter in letters] == ["approved", "approved" if stops else "issued"]
    assert states(batch) == (["waiting", "waiting"] if stops else ["failed", "done"])


def test_what_is_missing_is_told_with_who_can_help_and_nothing_is_done():
    [letter] = letters = approved(1)
    letter.content["addressee"] = ""
    letter.save()
    batch = signing(letters)
    before = Series.objects.count()
    assert finish(batch) == Progress(1, 0, 1)
    assert "(from: the drafter)" in batch.items.get().error
    assert (fresh(letter).state, Series.objects.count()) == ("approved", before)


def test_rights_are_asked_letter_by_letter():
    letter = approved(1)[0]
    reviewed = open_batch(BatchAct.APPROVE, chosen([letter]), by=cast.reviewer(), at=AT)
    assert finish(reviewed) == Progress(1, 0, 1)  # approved already
    batch = signing([letter])
    for act in (
        lambda: signing([letter], by=cast.volunteer()),
        lambda: work(batch, by=cast.reviewer(), at=AT),
        lambda: retry(batch, by=cast.reviewer()),
    ):
        with forbidden():
            act()


def test_none_and_too_many_are_refused(monkeypatch):
    letters = approved(2)
    monkeypatch.setattr(batches, "MOST", 1)
    signing(letters[:1])
    for wanted, unmet in (
        (chosen(letters), "at most 1 are chosen at once"), (Letter.objects.none(), "at least one is chosen"),
    ):  # fmt: skip
        with refused(unmet):
            open_batch(BatchAct.SIGN, wanted, by=cast.chair(), at=AT)


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_a_crash_in_the_middle_neither_loses_nor_doubles_a_letter(monkeypatch, error):
    batch = signing(approved(3))
    real = batches.take_step

    def crash(letter, *args, **kwargs):
        done = real(letter, *args, **kwargs)
        if IssuedLetter.objects.count() == 2:
            raise error
        return done

    with monkeypatch.context() as broken:
        broken.setattr(batches, "take_step", crash)
        if error is KeyboardInterrupt:
            with pytest.raises(error):
                finish(batch)
            assert states(batch) == ["done", "waiting", "waiting"]
        else:
            assert finish(batch) == Progress(3, 1, 2)  # counted again and again: what comes second fails
            assert "unexpected" in batch.items.filter(state=ItemState.FAILED).first().error
            retry(batch, by=batch.by)
    assert IssuedLetter.objects.count() == 1
    assert finish(batch) == Progress(3, 3, 0)
    assert sorted(IssuedLetter.objects.values_list("serial", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_four_tabs_at_once_issue_each_letter_once():
    with committed():
        batch = signing(approved(8))
        assert at_once(*[lambda: finish(batch)] * 4) == ["done"] * 4
        assert progress(batch) == Progress(8, 8, 0)
        assert sorted(IssuedLetter.objects.values_list("serial", flat=True)) == list(range(1, 9))
        assert Event.objects.filter(kind="sign").count() == 8


def drafting(disputes, kind="reminder", by=None, **given):
    cases = Dispute.objects.filter(pk__in=[dispute.pk for dispute in disputes])
    given = {"drafter": cast.volunteer()} | given
    return open_drafts(cases, kind, by=by or cast.city_mediator(), at=AT, **given)


def test_each_case_gets_a_draft_of_its_own_or_the_reason_why_not():
    ready, unaccepted, busy = make_dispute("accepted"), make_dispute("registered"), make_dispute("accepted")
    draft("reminder", busy, later(MONDAY, 1))
    before = {row: (row.events.count(), fresh(row).version) for row in (unaccepted, busy)}
    key = uuid4()
    batch = drafting([ready, unaccepted, busy], key=key)
    assert drafting([ready], key=key) == batch  # a second click
    assert (finish(batch), retry(batch, by=batch.by), finish(batch)) == (Progress(3, 1, 2), 2, Progress(3, 1, 2))
    letter = ready.letters.get(kind="reminder")
    assert (letter.kind, letter.drafter, letter.issuer, letter.state) == (
        "reminder", cast.volunteer(), ready.holder, "draft",
    )  # fmt: skip
    assert letter.content["addressee"] == ready.employer.name
    errors = dict(batch.items.values_list("dispute", "error"))
    assert errors[ready.pk] == ""
    assert "the case is accepted" in errors[unaccepted.pk]
    assert errors[busy.pk] == "Needed: no letter of this kind is being written in the case"
    assert {row: (row.events.count(), fresh(row).version) for row in (unaccepted, busy)} == before
    assert list(batch.items.filter(letter__isnull=False).values_list("letter", flat=True)) == [letter.pk]


def test_a_draft_for_many_asks_for_the_rights_on_each_case():
    mine, elsewhere = (make_dispute("accepted", holder=unit) for unit in (cast.town(), cast.city()))
    batch = drafting([mine, elsewhere], by=cast.town_mediator(), drafter=cast.town_mediator())
    assert finish(batch) == Progress(2, 1, 1)
    assert batch.items.get(dispute=elsewhere).error == "You may not draft letters in this case."
    foreign = drafting([elsewhere], issuer=cast.town(), drafter=cast.town_mediator())
    assert finish(foreign) == Progress(1, 0, 1)
    assert foreign.items.get().error.splitlines() == [
        "Needed: the issuing union holds the case or stands above the one that does",
        "Needed: the drafter writes for the holding union or one above it (from: another drafter)",
    ]
    assert list(Letter.objects.filter(kind="reminder").values_list("dispute", flat=True)) == [mine.pk]
