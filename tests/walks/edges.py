"""Looking around: from a start in the midst of a life, each verb that the states offer, every one on its own."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction

from mediation.integrity import violations
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.filing import split
from tests import cast
from tests.factories import finish_papers, make_dispute
from tests.walks.walker import Walk, edges_taken, possible

TRIES = 6  # with other answers and by other people


def moves(walk):
    return [(subject, verb) for subject in walk.subjects() for verb in possible(subject)]


def look_around(start, world, seed, verbs=None):
    """The edges that lead to the start and those of every verb, or of these `verbs`, that it offers.

    The invariants hold after each.
    Another case stands by whose papers are finished: either can be merged into the other.
    """
    found = set()
    with transaction.atomic():
        walk = Walk(seed, world, start)
        other = make_dispute("accepted", on=walk.today - timedelta(days=9))
        finish_papers(other, other.handler, walk.today)
        walk.answers.slip = 0
        found |= set(edges_taken())
        for number, (_subject, verb) in enumerate(moves(walk)):
            if verbs is None or verb in verbs:
                walk.seen = None
                found |= attempt(walk, *moves(walk)[number])
        if verbs is None or "split" in verbs:
            found |= attempt_split(walk)
        transaction.set_rollback(True)
    return found


def attempt_split(walk):
    """The first worker of the case goes on alone; where that is refused, no edge."""
    case = walk.disputes()[0]
    workers = list(case.parties.filter(role="applicant").order_by("pk"))[:1]
    with transaction.atomic():
        with suppress(StepRefused):
            split(case, workers, by=cast.reviewer(), at=walk.now, version=case.version, reason="另行处理。")
        assert [str(violation) for violation in violations()] == []
        taken = set(edges_taken())
        transaction.set_rollback(True)
    return taken


def attempt(walk, subject, verb):
    for _try in range(TRIES):
        with transaction.atomic():
            answers, by = walk.answers.to(subject, verb), walk.person_for(subject, verb)
            try:
                walk.take(subject, verb, by, None, False, answers)
            except (StepRefused, StepForbidden):
                transaction.set_rollback(True)
                continue
            broken = [str(violation) for violation in violations()]
            assert broken == [], f"{verb} of {subject}: {answers}"
            taken = set(edges_taken())
            transaction.set_rollback(True)
            return taken
    return set()
