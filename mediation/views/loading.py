"""The case with all that hangs on it, in a number of queries that does not depend on how many rows there are.

What many rows name, such as an office, is read once and given to each; joined to every row it would cost most.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404

from mediation.models import (
    Agreement,
    Claim,
    Deadline,
    Dispute,
    EvidenceItem,
    HandOver,
    Instalment,
    Letter,
    LimitationEvent,
    MediationSession,
    Organisation,
    Party,
    Proceeding,
    Share,
    User,
)
from mediation.models.scoping import Reader
from mediation.models.written_rows import WrittenRows

OFFICES = {"proceedings": ("agency",), "letters": ("issuer", "agency"), "hand_overs": ("agency",)}


def load_dispute(user: User, pk: int, *, without: Collection[str] = ()) -> Dispute:
    """The case with its rows. Raises Http404. `without` names the rows that a page does not read."""
    found = get_object_or_404(_visible(Reader.of(user)).all(), pk=pk)
    read = [name for name in _QUESTIONS if name not in without]
    for name in read:
        _read(found, name)
    _name_offices(found, [name for name in OFFICES if name in read])
    if "proceedings" in read and "hand_overs" in read:
        attach(found.hand_overs.all(), "proceeding", {row.pk: row for row in found.proceedings.all()})
    return found


@lru_cache(maxsize=64)  # not stale: conditions of what the reader is by now, the case is asked for each time
def _visible(reader: Reader) -> QuerySet[Dispute]:
    return Dispute.objects.visible_to(reader.user).select_related("employer", "handler")


def _of_case(rows: QuerySet[Any], case: int) -> QuerySet[Any]:
    return rows.filter(dispute=case)


_QUESTIONS = {
    name: WrittenRows(partial(_of_case, rows), {"case": -1})
    for name, rows in {
        "parties": Party.objects.all(),
        "claims": Claim.objects.all(),
        "proceedings": Proceeding.objects.select_related("agent"),
        "sessions": MediationSession.objects.select_related("by"),
        "agreements": Agreement.objects.all(),
        "letters": Letter.objects.with_record().select_related("drafter", "addressee_employer"),
        "deadlines": Deadline.objects.all(),
        "limitation_events": LimitationEvent.objects.all(),
        "evidence": EvidenceItem.objects.all(),
        "hand_overs": HandOver.objects.select_related("sent_by"),
    }.items()
}


def _read(dispute: Dispute, name: str) -> None:
    """Reads a table's rows of the case, as `prefetch_related` would."""
    rows = _QUESTIONS[name].ask(case=dispute.pk)
    for row in rows:
        row.dispute = dispute
    if name == "proceedings":
        prefetch_related_objects(rows, "claims")
    elif name == "agreements":
        divided = Exists(Share.objects.filter(instalment=OuterRef("pk")))
        prefetch_related_objects(rows, Prefetch("instalments", Instalment.objects.annotate(is_divided=divided)))
    known = getattr(dispute, name).all()
    known._result_cache, known._prefetch_done = rows, True  # as Django keeps what it has read ahead
    dispute.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known


def _name_offices(dispute: Dispute, rooms: Iterable[str]) -> None:
    """Gives the case and its rows the unions and offices they name, with those above them."""
    named: list[tuple[list[Any], tuple[str, ...]]] = [([dispute], ("holder", "town", "delegated_by"))]
    named += [(list(getattr(dispute, room).all()), OFFICES[room]) for room in rooms]
    ids = {getattr(row, f"{field}_id") for rows, fields in named for row in rows for field in fields} - {None}
    offices = {row.pk: row for row in _offices(len(ids)).ask(keys=list(ids))}
    for rows, fields in named:
        for field in fields:
            attach(rows, field, offices)


@lru_cache(maxsize=32)  # not stale: a question, which is asked each time
def _offices(many: int) -> WrittenRows:
    """For so many offices with those above them."""
    return WrittenRows(_with_lineage, {"keys": list(range(-many, 0))})


def _with_lineage(keys: list[int]) -> QuerySet[Organisation]:
    return Organisation.objects.with_lineage().order_by().filter(pk__in=keys)


def attach(rows: Iterable[Model], field: str, known: Mapping[Any, Model]) -> None:
    """Gives each row the row it names, where that is known."""
    for row in rows:
        if (found := known.get(getattr(row, f"{field}_id"))) is not None:
            setattr(row, field, found)
