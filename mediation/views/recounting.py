"""Which open deadlines a change would move, as numbers for everybody and as cases for who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from mediation.machine import StrOrPromise
from mediation.models import Dispute
from mediation.operations.recounting import Move

MOST_ROWS = 50


@dataclass(frozen=True)
class MoveRow:
    """One deadline of a case the reader sees; `why` says why it stays as it is, if it does."""

    url: str
    number: str
    rule: str
    label: StrOrPromise
    start: date
    was: date
    now: date
    overdue: bool
    why: StrOrPromise


@dataclass(frozen=True)
class Effect:
    """`moving`, `firm` (same day, now final) and `overdue` deadlines in `cases` cases; `unseen` rows are not listed."""

    moving: int
    firm: int
    overdue: int
    cases: int
    rows: list[MoveRow]
    unseen: int
    more: int


def effect_of(moves: Sequence[Move], user: Any, today: date, kept: Sequence[tuple[Move, StrOrPromise]] = ()) -> Effect:
    """What moves, and the first rows of it that the user may see; `kept` are listed with why they stay."""
    everything = [*((move, "") for move in moves), *kept]
    cases = {move.row.dispute_id for move, _why in everything}
    seen = set(Dispute.objects.visible_to(user).filter(pk__in=cases).values_list("pk", flat=True)) if cases else set()
    listed = [pair for pair in everything if pair[0].row.dispute_id in seen]
    listed.sort(key=lambda pair: (bool(pair[1]), not pair[0].becomes_overdue(today), pair[0].due.on))
    return Effect(
        moving=sum(move.moves for move in moves),
        firm=sum(not move.moves for move in moves),
        overdue=sum(move.becomes_overdue(today) for move in moves),
        cases=len({move.row.dispute_id for move in moves}),
        rows=[_row(move, why, today) for move, why in listed[:MOST_ROWS]],
        unseen=len(everything) - len(listed),
        more=max(0, len(listed) - MOST_ROWS),
    )


def _row(move: Move, why: StrOrPromise, today: date) -> MoveRow:
    row = move.row
    return MoveRow(
        reverse("dispute-detail", args=[row.dispute_id]), row.dispute.number, row.rule, str(row.law.label),
        row.trigger_on,
        row.due_on, move.due.on, not why and move.becomes_overdue(today), str(why),
    )  # fmt: skip
