"""I32: what was said after closing stands once for each worker asked, and as the history says."""

from collections.abc import Iterator

from mediation.integrity.volume import Volume
from mediation.models import Survey


def answers_stand_once(volume: Volume) -> Iterator[str]:
    """I32."""
    surveys, rows = list(volume.dispute.surveys.all()), list(volume.dispute.follow_ups.all())
    answers = {row.survey_id for row in rows if row.survey_id is not None}
    for survey in surveys:
        if (survey.state == Survey.State.ANSWERED) != (survey.pk in answers):
            yield f"survey {survey.pk}: {survey.state} and an answer do not agree"
        if survey.state != Survey.State.ASKED and survey.digest is not None:
            yield f"survey {survey.pk}: its link is not ended"
    if strange := answers - {survey.pk for survey in surveys}:
        yield f"answers to surveys of another case: {sorted(strange)}"
    there = {
        "follow_up": sum(row.survey_id is None for row in rows),
        "answer_survey": sum(row.survey_id is not None for row in rows),
        "ask_survey": sum(len(survey.attempts.all()) for survey in surveys),
    }
    for kind, number in there.items():
        told = sum((event.subject, event.kind) == ("dispute", kind) for event in volume.events)
        if told != number:
            yield f"{number} rows of {kind}, {told} events"
