"""I20: what was said after closing stands once for each worker asked, and as the history says."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q

from mediation.models import Event, FollowUp, Survey, SurveyAttempt

_NUMBERS = {"follow_up": "visits", "answer_survey": "answers", "ask_survey": "attempts to ask"}


def answers_stand_once() -> Iterator[str]:
    """I20."""
    answered = Q(state=Survey.State.ANSWERED)
    surveys = Survey.objects.select_related("dispute")
    yield from (f"{_of(row)}: {row.state} and an answer do not agree" for row in surveys.filter(
        answered & Q(answer=None) | ~answered & Q(answer__isnull=False)))  # fmt: skip
    ended = surveys.exclude(state=Survey.State.ASKED).filter(digest__isnull=False)
    yield from (f"{_of(row)}: its link is not ended" for row in ended)
    strange = surveys.filter(answer__isnull=False).exclude(answer__dispute=F("dispute"))
    yield from (f"{_of(row)}: its answer is of another case" for row in strange)
    yield from _as_told()


def _as_told() -> Iterator[str]:
    """As many visits, answers and attempts as the events of the case."""
    rows = {
        "follow_up": FollowUp.objects.filter(survey=None).values_list("dispute__number"),
        "answer_survey": FollowUp.objects.filter(survey__isnull=False).values_list("dispute__number"),
        "ask_survey": SurveyAttempt.objects.values_list("survey__dispute__number"),
    }
    for kind, found in rows.items():
        there = _counted(found)
        told = _counted(Event.objects.filter(subject="dispute", kind=kind).values_list("dispute__number"))
        for number in sorted({*there, *told}):
            if there[number] != told[number]:
                yield f"{number}: {there[number]} {_NUMBERS[kind]}, {told[number]} events"


def _counted(rows: Any) -> Counter[str]:
    return Counter(number for (number,) in rows.order_by().iterator())


def _of(survey: Survey) -> str:
    return f"{survey.dispute.number}, survey {survey.pk}"
