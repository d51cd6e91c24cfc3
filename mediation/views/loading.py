"""The case with all that hangs on it, in a number of queries that does not depend on how many rows there are.

What many rows name, such as an office, is read once and given to each; joined to every row it would cost most. Most
cases have nothing in most of their rooms: which of them are empty is asked with the case, and they are not read.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from django.db.models import BigIntegerField, Exists, F, Model, OuterRef, QuerySet
from django.http import Http404

from mediation.models import (
    Agreement,
    Claim,
    Deadline,
    Dispute,
    EvidenceItem,
    HandOver,
    Instalment,
    Interest,
    Letter,
    LimitationEvent,
    MediationSession,
    Organisation,
    Party,
    Proceeding,
    Share,
    User,
)
from mediation.models.case_rows import hold
from mediation.models.scoping import Reader
from mediation.models.written_queries import WrittenQuery
from mediation.models.written_rows import WrittenRows

OFFICES = {"proceedings": ("agency",), "letters": ("issuer", "agency"), "hand_overs": ("agency",)}
OFTEN_EMPTY = (
    "proceedings", "sessions", "agreements", "letters", "limitation_events", "evidence", "hand_overs", "tasks",
    "papers", "follow_ups", "surveys", "visit_plans", "recusals",
)  # fmt: skip


def load_dispute(user: User, pk: int, *, without: Collection[str] = ()) -> Dispute:
    """The case with its rows. Raises Http404. `without` names the rows that a page does not read."""
    found = _find(user, pk)
    read = [name for name in _QUESTIONS if name not in without]
    for name in read:
        _read(found, name)
    _name_offices(found, [name for name in OFFICES if name in read])
    if "proceedings" in read and "hand_overs" in read:
        attach(found.hand_overs.all(), "proceeding", {row.pk: row for row in found.proceedings.all()})
    return found


def _find(user: User, pk: int) -> Any:
    """The case alone, with `any_…` for each of OFTEN_EMPTY; who is barred is asked only where anybody is."""
    rows = _visible(Reader.of(user)).ask(case=pk) if pk <= BigIntegerField.MAX_BIGINT else []
    if not rows:
        raise Http404
    [found] = rows
    if not (found.any_recusals or found.any_interests):
        found.recused_ids = frozenset()
    return found


@lru_cache(maxsize=64)  # not stale: conditions of what the reader is by now, the case is asked for each time
def _visible(reader: Reader) -> WrittenRows:
    cases = Dispute.objects.visible_to(reader.user).select_related("employer", "handler").order_by()
    return WrittenRows(partial(_with_rooms, cases), {"case": -1})


def _with_rooms(cases: QuerySet[Dispute], case: int) -> QuerySet[Any]:
    rooms: dict[str, Any] = {room: Dispute._meta.get_field(room).related_model for room in OFTEN_EMPTY}
    known = {f"any_{room}": Exists(model._default_manager.filter(dispute=case)) for room, model in rooms.items()}
    interests = Interest.objects.filter(employer=OuterRef("employer"))
    return cases.filter(pk=case).annotate(**known, any_interests=Exists(interests))


def rows_in(dispute: Dispute, room: str, question: WrittenQuery, **values: Any) -> list[Any]:
    """What the question finds in a room of a case that was loaded; it is not asked about an empty one."""
    return question.ask(case=dispute.pk, **values) if getattr(dispute, f"any_{room}", True) else []


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


def _concerned(case: int) -> QuerySet[Any]:
    """The claims that the proceedings concern, once for each."""
    return Claim.objects.filter(proceedings__dispute=case).annotate(proceeding_id=F("proceedings"))


def _instalments(case: int) -> QuerySet[Any]:
    divided = Exists(Share.objects.filter(instalment=OuterRef("pk")))
    return Instalment.objects.filter(agreement__dispute=case).annotate(is_divided=divided)


_CONCERNED, _INSTALMENTS = WrittenRows(_concerned, {"case": -1}), WrittenRows(_instalments, {"case": -1})


def _read(dispute: Dispute, name: str) -> None:
    """Reads a table's rows of the case, as `prefetch_related` would, and what hangs on them."""
    rows = rows_in(dispute, name, _QUESTIONS[name])
    for row in rows:
        row.dispute = dispute
    if name == "proceedings" and rows:
        give(rows, "claims", "proceeding_id", _CONCERNED.ask(case=dispute.pk))
    elif name == "agreements" and rows:
        give(rows, "instalments", "agreement_id", _INSTALMENTS.ask(case=dispute.pk))
        for row in rows:
            attach(row.instalments.all(), "agreement", {row.pk: row})
    hold(dispute, name, rows)


def give(rows: Iterable[Any], room: str, owner: str, found: Iterable[Any]) -> None:
    """Gives each row those of `found` that name it as their owner."""
    for row in rows:
        hold(row, room, [one for one in found if getattr(one, owner) == row.pk])


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
