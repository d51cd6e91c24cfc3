"""What a drafter learns from reviews (我的收获): what letters came back for, comments, and what others changed.

Read by the drafter, and by reviewers and managers of a union the drafter works in or one above it; by nobody else.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Any

from django.db.models import Prefetch, QuerySet

from mediation.access import GRANTS, Act, grants
from mediation.classification import Fault
from mediation.machine import StrOrPromise
from mediation.models import Event, Letter, LetterComment, LetterRevision, Membership, User
from mediation.operations.revisions import Change, changes_between, versions_of
from mediation.reports.figure import Figure, rate

DAYS = 365  # letters drafted in as many days up to today
SHOWN = 20  # rows of each list
DRAFTING = [role for role, acts in GRANTS.items() if Act.DRAFT in acts]


@dataclass(frozen=True)
class Changed:
    """What somebody else changed in a letter of the drafter."""

    letter: Letter
    by: User
    at: Any
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Learned:
    """Of the letters that one person drafted."""

    drafted: int
    at_once: Figure  # approved when they were first reviewed, of those reviewed
    faults: list[tuple[StrOrPromise, int]]  # how often a return named it, the most frequent first
    returns: list[Event]
    comments: list[LetterComment]
    changed: list[Changed]


def may_learn(user: Any) -> bool:
    """Who has a page of what was learned: drafters, and those who coach them."""
    return bool(grants(user, Act.DRAFT) or grants(user, Act.COACH))


def coached_by(user: Any, today: date) -> QuerySet[User]:
    """The people who draft in the unions where the user coaches, or below them, by name; without the user."""
    units = {membership.organisation_id for membership in grants(user, Act.COACH)}
    posts = Membership.objects.valid_on(today).filter(role__in=DRAFTING).select_related("organisation__parent__parent")
    near = [row.user_id for row in posts if units & row.organisation.lineage] if units else []
    recent = Letter.objects.filter(drafted_at__date__gte=today - timedelta(days=DAYS)).values("drafter")
    return User.objects.filter(pk__in=near).filter(pk__in=recent).exclude(pk=user.pk).order_by("display_name", "pk")


def learned(person: User, reader: User, today: date) -> Learned:
    """What the reader may see of it: letters out of their sight do not count. Six queries."""
    since = today - timedelta(days=DAYS)
    letters = Letter.objects.visible_to(reader).filter(drafter=person, drafted_at__date__gte=since)
    keys = list(letters.values_list("pk", flat=True))
    decided = list(
        Event.objects.filter(letter__in=keys, kind__in=("approve", "return_for_changes"))
        .select_related("by", "letter__dispute")
        .order_by("letter", "number")
    )
    first = {event.letter_id: event.kind for event in reversed(decided)}
    returns = [event for event in decided if event.kind == "return_for_changes"]
    comments = LetterComment.objects.filter(letter__in=keys).exclude(by=person)
    return Learned(
        drafted=len(keys),
        at_once=rate(sum(kind == "approve" for kind in first.values()), len(first)),
        faults=_faults(returns),
        returns=sorted(returns, key=lambda event: event.at, reverse=True)[:SHOWN],
        comments=list(comments.select_related("by", "letter__dispute").order_by("-at", "-pk")[:SHOWN]),
        changed=list(islice(_changed(keys, person), SHOWN)),
    )


def faults_of(event: Event) -> list[StrOrPromise]:
    """The labels of what a return named."""
    return [Fault(code).label for code in event.data.get("codes", ()) if code in Fault.values]


def _faults(returns: list[Event]) -> list[tuple[StrOrPromise, int]]:
    counts = Counter(code for event in returns for code in event.data.get("codes", ()))
    return [(Fault(code).label, count) for code, count in counts.most_common() if code in Fault.values]


def _changed(keys: list[int], person: User) -> Iterator[Changed]:
    """Savings of others, the latest first, of the letters they saved last."""
    others = LetterRevision.objects.filter(letter__in=keys).exclude(by=person)
    latest = list(dict.fromkeys(others.order_by("-at", "-pk").values_list("letter", flat=True)))[:SHOWN]
    rows = Letter.objects.filter(pk__in=latest).select_related("dispute", "drafter")
    revisions = LetterRevision.objects.select_related("by").order_by("pk")
    saved = [
        (letter, old, new)
        for letter in rows.prefetch_related(Prefetch("revisions", revisions))
        for old, new in pairwise(versions_of(letter, letter.revisions.all()))
        if new.by != person
    ]
    for letter, old, new in sorted(saved, key=lambda row: row[2].at, reverse=True):
        if changes := tuple(changes_between(letter.kind, old.content, new.content)):
            yield Changed(letter, new.by, new.at, changes)
