"""The case with all that hangs on it, in a number of queries that does not depend on how many rows there are.

What many rows name, such as an office, is read once and given to each; joined to every row it would cost most.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404

from mediation.models import (
    Agreement,
    Dispute,
    HandOver,
    Instalment,
    Letter,
    MediationSession,
    Organisation,
    Proceeding,
    Share,
    User,
)
from mediation.models.scoping import Reader

OFFICES = {"proceedings": ("agency",), "letters": ("issuer", "agency"), "hand_overs": ("agency",)}


def load_dispute(user: User, pk: int, *, without: Collection[str] = ()) -> Dispute:
    """The case with its rows. Raises Http404. `without` names the rows that a page does not read."""
    found = get_object_or_404(_visible(Reader.of(user)).all(), pk=pk)
    read = {name: rows for name, rows in _rows().items() if name not in without}
    prefetch_related_objects([found], *read.values())
    _name_offices(found, [name for name in OFFICES if name in read])
    if "proceedings" in read and "hand_overs" in read:
        attach(found.hand_overs.all(), "proceeding", {row.pk: row for row in found.proceedings.all()})
    return found


@lru_cache(maxsize=64)  # not stale: conditions of what the reader is by now, the case is asked for each time
def _visible(reader: Reader) -> QuerySet[Dispute]:
    return Dispute.objects.visible_to(reader.user).select_related("employer", "handler")


def _rows() -> dict[str, Any]:
    """The rows of a case with what is read of each."""
    instalments = Instalment.objects.annotate(is_divided=Exists(Share.objects.filter(instalment=OuterRef("pk"))))
    read: dict[str, QuerySet[Any] | None] = {
        "parties": None,
        "claims": None,
        "proceedings": Proceeding.objects.select_related("agent").prefetch_related("claims"),
        "sessions": MediationSession.objects.select_related("by"),
        "agreements": Agreement.objects.prefetch_related(Prefetch("instalments", instalments)),
        "letters": Letter.objects.with_record().select_related("drafter", "addressee_employer"),
        "deadlines": None,
        "limitation_events": None,
        "evidence": None,
        "hand_overs": HandOver.objects.select_related("sent_by"),
    }
    return {name: Prefetch(name, rows) for name, rows in read.items()}


def _name_offices(dispute: Dispute, rooms: Iterable[str]) -> None:
    """Gives the case and its rows the unions and offices they name, with those above them."""
    named: list[tuple[list[Any], tuple[str, ...]]] = [([dispute], ("holder", "town", "delegated_by"))]
    named += [(list(getattr(dispute, room).all()), OFFICES[room]) for room in rooms]
    ids = {getattr(row, f"{field}_id") for rows, fields in named for row in rows for field in fields}
    offices = Organisation.objects.with_lineage().order_by().in_bulk(ids - {None})
    for rows, fields in named:
        for field in fields:
            attach(rows, field, offices)


def attach(rows: Iterable[Model], field: str, known: Mapping[Any, Model]) -> None:
    """Gives each row the row it names, where that is known."""
    for row in rows:
        if (found := known.get(getattr(row, f"{field}_id"))) is not None:
            setattr(row, field, found)
