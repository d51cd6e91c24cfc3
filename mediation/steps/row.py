"""What a row of the tables of steps says: words, right, form, checks, and what the step causes."""

from dataclasses import dataclass

from mediation.access import Act
from mediation.machine import Check, Duty, StrOrPromise
from mediation.proceeding_kinds import Opens

MAIN, PLAIN, GRAVE = "main", "plain", "grave"  # how the button looks


@dataclass(frozen=True)
class DateRule:
    """A date answer: not in the future unless `ahead`, and not before these dates of the subject."""

    answer: str
    not_before: tuple[str, ...] = ()
    ahead: bool = False


@dataclass(frozen=True)
class Step:
    """What a verb needs and causes besides changing its own subject."""

    verb: str
    label: StrOrPromise
    acts: tuple[Act, ...]
    form: str = "plain"  # key of forms.steps.FORMS
    reason: bool = False  # a reason must be given
    tone: str = PLAIN
    led: bool = False  # follows from another step; never a button
    creates: bool = False  # makes rows beyond its subject's own; taken by an operation of its own, never by take_step
    opens: tuple[Opens, ...] = ()
    meets: tuple[str, ...] = ()
    ends_deadlines: bool = False
    drafts: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    checks: tuple[Check, ...] = ()
    dates: tuple[DateRule, ...] = ()


def by_verb(*rows: Step) -> dict[str, Step]:
    """A table of steps by their verbs."""
    return {row.verb: row for row in rows}
