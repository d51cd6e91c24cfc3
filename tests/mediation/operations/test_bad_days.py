"""Days that cannot be: every date of every step, each wrong in every way; said in words, and nothing is half done."""

from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from mediation.forms.steps import FORMS
from mediation.operations.errors import StepRefused
from mediation.operations.steps import take_step
from mediation.steps import TABLES, machine_of
from tests.refusals import unchanged
from tests.walks.walker import STARTS, Walk, has_right
from tests.walks.world import cheap_print, make_world

# On SQLite: the refusals are computed in Python, before anything is written.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

DATED = {(machine, verb, rule) for machine, table in TABLES.items() for verb in table for rule in table[verb].dates}
FROM = {  # where the step can be taken
    ("dispute", "complete"): "case returned", ("dispute", "reconsider"): "case declined",
    ("proceeding", "file"): "arbitration prepared", ("proceeding", "accept"): "arbitration filed",
    ("proceeding", "refuse"): "arbitration filed", ("proceeding", "convert"): "litigation accepted",
    ("proceeding", "restart"): "arbitration filed", ("proceeding", "mark"): "inspection accepted",
    ("proceeding", "suspend"): "arbitration accepted", ("proceeding", "resume"): "arbitration suspended",
    ("proceeding", "conclude"): "union_mediation accepted", ("proceeding", "withdraw"): "arbitration filed",
    ("letter", "serve"): "reminder issued", ("letter", "refuse_service"): "reminder issued",
    ("letter", "answer_letter"): "reminder served", ("letter", "verify"): "reminder answered",
    ("letter", "record_late_answer"): "reminder unanswered",
    ("hand_over", "accept"): "hand-over sent", ("hand_over", "return_papers"): "hand-over sent",
    ("hand_over", "record_result"): "hand-over sent", ("hand_over", "withdraw"): "hand-over sent",
}  # fmt: skip


@pytest.fixture(autouse=True)
def cheap_letters(monkeypatch):
    monkeypatch.setattr("documents.press.printed", cheap_print)


def test_every_dated_step_is_in_the_table():
    assert {(machine, verb) for machine, verb, _rule in DATED} == FROM.keys()


def wrong_days(rule, subject, today):
    """Year 1 and year 9999 where neither can be, tomorrow, and the day before the trigger."""
    firsts = [day for name in rule.not_before if (day := getattr(subject, name)) is not None]
    if not rule.ahead:
        yield from (today + timedelta(days=1), date.max)
    if firsts:
        yield from (max(firsts) - timedelta(days=1), date.min)


@pytest.mark.parametrize(("machine", "verb"), FROM)
def test_a_day_that_cannot_be_is_refused_in_words(machine, verb):
    walk = Walk(1, make_world(), FROM[machine, verb])
    walk.answers.slip = 0
    subject = next(row for row in walk.subjects() if machine_of(row) == machine and _offers(row, verb))
    by = next(one for one in walk.world.people if has_right(one, subject, verb))
    given = walk.answers.to(subject, verb)
    tried = 0
    for rule in TABLES[machine][verb].dates:
        for day in wrong_days(rule, subject, walk.today):
            with override("en"), unchanged(), pytest.raises(StepRefused) as refusal:
                take_step(subject, verb, by=by, at=walk.now, **(given | {rule.answer: day}))
            assert [row for row in refusal.value.unmet if str(day) in str(row.what)], refusal.value
            tried += 1
    assert tried >= 2


def _offers(row, verb):
    method = getattr(type(row), verb, None)
    return method is not None and method._django_fsm.get_transition(row.state) is not None


def test_the_starts_are_known():
    assert set(FROM.values()) <= set(STARTS)


# Forms ------------------------------------------------------------------------------------------------------

DAYS = [
    (key, name, field) for key, form in FORMS.items() for name, field in form.base_fields.items()
    if isinstance(field, forms.DateField)
]  # fmt: skip


@pytest.mark.parametrize("typed", ["2026-02-31", "2026-13-01", "0000-01-01", "10000-01-01", "yesterday", "2026"])
@pytest.mark.parametrize(("key", "name", "field"), DAYS, ids=[f"{key}-{name}" for key, name, _field in DAYS])
def test_no_field_reads_a_day_that_is_not_in_the_calendar(key, name, field, typed):
    with override("en"):
        with pytest.raises(ValidationError) as refusal:
            field.clean(typed)
        assert refusal.value.messages == ["Enter a valid date."]
