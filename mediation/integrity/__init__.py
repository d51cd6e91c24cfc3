"""What must hold in the database at every moment (不变量), as a check an office can run every night.

Pure reading: nothing here changes a row. Each invariant is a function that yields one line a violation; numbers are
those of docs/assurance.md. I4 (a refused act changes nothing) compares two moments and is proved by the walks of the
tests; I16 and I17 speak of the counting itself and are proved by its own tests.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediation.integrity import cases, deadlines, figures, history, letters, meetings, register, surveys
from mediation.integrity.volume import Volume, volumes
from mediation.models import Dispute


@dataclass(frozen=True)
class Violation:
    """One breach: the invariant, the case or the register it was found in, and what is wrong, in English."""

    invariant: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.invariant} {self.where}: {self.what}"


@dataclass(frozen=True)
class Invariant:
    """An invariant of one case (`of_case`), or of all letters or meetings together (`of_register`), or of both."""

    code: str
    words: str | Promise
    of_case: Callable[[Volume], Iterator[str]] | None = None
    of_register: Callable[[], Iterator[str]] | None = None


_ROWS = (
    Invariant("I1", _("every state is known and every change is an edge of its machine"), history.edges_only),
    Invariant("I2", _("one event a change: the versions are the numbers of changes"), history.one_event_a_change,
        meetings.one_event_a_change),
    Invariant("I3", _("the events, replayed, give the present state"), history.replay_gives_present,
        meetings.replay_gives_present),
    Invariant("I5", _("an end is left by reopening or reconsidering alone, with a reason"),
        history.ends_are_left_rightly),
    Invariant("I6", _("a closed case has one outcome and nothing unfinished"), cases.closed_is_finished),
    Invariant("I7", _("an accepted case has both sides, a holder and a handler of its line"),
        cases.accepted_is_staffed),
    Invariant("I8", _("whoever acted had the right on the day; nobody reviewed or signed an own letter"),
        history.actors_had_the_right, meetings.actors_had_the_right),
    Invariant("I9", _("the bytes of every issued letter, a PDF, and of every file have the recorded sha256"),
        of_register=register.bytes_are_intact),
    Invariant("I10", _("numbers are dense, from 1, each once"), of_register=register.numbers_are_dense),
    Invariant("I11", _("dates do not fall as numbers rise"), of_register=register.dates_do_not_fall),
    Invariant("I12", _("a signed letter is kept; replacements and withdrawals are on record"), letters.signed_is_kept),
    Invariant("I13", _("a step's letter exists if and only if the step was taken"), letters.steps_have_their_letters),
    Invariant("I14", _("a printed letter says what was signed, of its own case"), letters.print_is_the_text_signed),
    Invariant("I15", _("a time limit runs once for its subject, an open mediation has one; what replaced one is there"),
        deadlines.one_clock_each),
    Invariant("I18", _("a due date is what the calendar gives today, and provisional if that year is not published"),
        deadlines.counted_rightly),
    Invariant("I31", _("a case is found by its number, its employer, its parties and its summary"),
        cases.words_are_kept),
    Invariant("I32", _("a worker answers once about a closing, and visits and answers are what the history says"),
        surveys.answers_stand_once),
    Invariant("I33", _("what the figures add up is what was paid, and how long the case was suspended"),
        figures.added_up_rightly),
)  # fmt: skip

INVARIANTS: dict[str, Invariant] = {row.code: row for row in _ROWS}


def violations(disputes: Any = None) -> Iterator[Violation]:
    """Every violation in these cases (a queryset; all by default) and in the whole register of letters and meetings."""
    for volume in volumes(Dispute.objects.all() if disputes is None else disputes):
        for row in _ROWS:
            if row.of_case is not None:
                yield from (Violation(row.code, volume.dispute.number, what) for what in row.of_case(volume))
    for row in _ROWS:
        if row.of_register is not None:
            yield from (Violation(row.code, "register", what) for what in row.of_register())
