"""Differences between versions of a letter: nothing lost, nothing invented, readable."""

import random
import time

import pytest
from django.db import DatabaseError, transaction

from mediation.models import LetterRevision, PaperRevision
from mediation.operations.letters import edit_letter
from mediation.operations.papers import draw_paper, edit_paper
from mediation.operations.revisions import GONE, LAST, NEW, SAME, Part, changes_between, differences, history_of
from tests import cast
from tests.factories import at, fresh, later, make_letter

ALPHABET = "工资拖欠支付，。\n0123456789.abc"


def text_of(parts, *kinds):
    return "".join(part.text for part in parts if part.kind in (SAME, *kinds))


@pytest.mark.parametrize("seed", range(40))
def test_both_texts_can_be_read_back(seed):
    chance = random.Random(seed)
    old = "".join(chance.choices(ALPHABET, k=chance.randrange(60)))
    new = list(old)
    for _edit in range(chance.randrange(6)):
        place = chance.randrange(len(new) + 1)
        new[place : place + chance.randrange(4)] = chance.choices(ALPHABET, k=chance.randrange(4))
    parts = differences(old, "".join(new))
    assert (text_of(parts, GONE), text_of(parts, NEW)) == (old, "".join(new))
    assert all(part.text for part in parts)


def test_numbers_and_latin_words_change_as_a_whole():
    assert differences("拖欠428,560.50元", "拖欠428,561.50元") == [
        Part(SAME, "拖欠"), Part(GONE, "428,560.50"), Part(NEW, "428,561.50"), Part(SAME, "元"),
    ]  # fmt: skip


def test_a_single_character_between_two_changes_does_not_break_them_up():
    assert differences("甲的乙", "丙的丁") == [Part(GONE, "甲的乙"), Part(NEW, "丙的丁")]


def test_long_texts_are_compared_by_sentence_and_stay_complete():
    old = "".join(f"第{number}句话说的是工资。" for number in range(900))
    new = old.replace("第400句话说的是工资。", "第400句话说的是加班费。")
    assert [part for part in differences(old, new) if part.kind != SAME] == [
        Part(GONE, "第400句话说的是工资。"), Part(NEW, "第400句话说的是加班费。"),
    ]  # fmt: skip


HOSTILE = {
    "alternating": ("一二" * 600, "二一三" * 400),
    "one character": ("一" * 1900 + "二", "三" + "一" * 1900),
    "sentences": ("一；二；" * 3000, "二；一；三；" * 2000),
    "words": ("a b " * 600, "b a c " * 400),
    "two in disorder": tuple("".join(random.Random(seed).choices("一二", k=1900)) for seed in (1, 2)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_texts_made_to_cost_much_cost_little_and_stay_complete(name):
    old, new = HOSTILE[name]
    begun = time.process_time()
    parts = differences(old, new)
    assert time.process_time() - begun < 2
    assert (text_of(parts, GONE), text_of(parts, NEW)) == (old, new)


def test_a_change_inside_a_text_that_repeats_is_still_found_to_the_word():
    old = "一二" * 400 + "甲" + "三四" * 400
    assert [part for part in differences(old, old.replace("甲", "乙")) if part.kind != SAME] == [
        Part(GONE, "甲"), Part(NEW, "乙"),
    ]  # fmt: skip


def test_fields_are_compared_as_they_are_printed():
    before = {"reply_days": 15, "demands": ["付工资"], "reply_unit": "days", "contact": "王梅"}
    after = {"reply_days": 20, "demands": ["付工资", "停止加班"], "reply_unit": "moons", "contact": "王梅"}
    changes = {change.name: text_of(change.parts, NEW) for change in changes_between("reminder", before, after)}
    assert changes == {"demands": "付工资\n停止加班", "reply_days": "20", "reply_unit": "moons"}


@pytest.mark.django_db
def test_the_history_names_who_made_each_change():
    letter = make_letter("reminder")
    day = letter.dispute.accepted_on
    first = edit_letter(letter, letter.content | {"contact": "甲"}, by=letter.drafter, at=at(later(day, 1)))
    edit_letter(first, first.content | {"contact": "乙"}, by=cast.second_city_mediator(), at=at(later(day, 2)))
    saved = history_of(fresh(letter))
    assert [(row.by, row.at) for row in saved] == [
        (cast.second_city_mediator(), at(later(day, 2))), (letter.drafter, at(later(day, 1))),
    ]  # fmt: skip
    assert [text_of(row.changes[0].parts, NEW) for row in saved] == ["乙", "甲"]


@pytest.mark.django_db
@pytest.mark.parametrize("change", [lambda rows: rows.update(content={}), lambda rows: rows._raw_delete("default")])
def test_what_was_written_before_a_saving_never_changes(change):
    letter = make_letter("reminder")
    edit_letter(letter, letter.content | {"contact": "甲"}, by=letter.drafter, at=at(letter.dispute.accepted_on))
    paper = draw_paper(letter.dispute, "intake_form", by=letter.drafter, at=at(letter.dispute.accepted_on))
    edit_paper(paper, {}, by=letter.drafter, at=at(letter.dispute.accepted_on), version=0)
    for rows in (LetterRevision.objects.all(), PaperRevision.objects.all()):
        before = list(rows.values())
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change(rows)
        assert list(rows.all().values()) == before != []


@pytest.mark.django_db
def test_only_the_last_savings_are_compared():
    letter = make_letter("reminder")
    day = letter.dispute.accepted_on
    for number in range(LAST + 2):
        letter = edit_letter(
            letter, letter.content | {"contact": str(number)}, by=letter.drafter, at=at(later(day, number))
        )
    assert [row.number for row in history_of(fresh(letter))] == list(range(LAST + 3, 3, -1))
