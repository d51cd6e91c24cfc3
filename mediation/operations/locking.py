"""The order in which rows are locked: the case (and with it the calendar, shared), then its rows."""

from typing import Any, get_args

from django.db import connection
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext as _

from mediation import access
from mediation.access import Act
from mediation.models import (
    Dispute,
    Employer,
    HandOver,
    Letter,
    Membership,
    Organisation,
    Proceeding,
    User,
)
from mediation.models.written_queries import WrittenQuery, columns_of, row_of
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.unmet import not_open

Subject = Dispute | Proceeding | Letter | HandOver


def _by_key(model: type[Any]) -> WrittenQuery:
    rows = model.objects.select_for_update().order_by()
    return WrittenQuery(lambda key: rows.filter(pk=key).values_list(*columns_of(model)), {"key": -1})


def _around(case: int) -> QuerySet[Any, Any]:
    """The employer, the holding union and the ids of the two unions above the one above it."""
    columns = [f"{path}{name}" for path, names in _PATHS.items() for name in names]
    above = ("holder__parent__parent", "holder__parent__parent__parent")
    return Dispute.objects.filter(pk=case).order_by().values_list(*columns, *above)


_PATHS = {"employer__": columns_of(Employer), "holder__": columns_of(Organisation)}
_EMPLOYER = len(_PATHS["employer__"])
_AROUND = WrittenQuery(_around, {"case": -1})
_ROWS = {model: _by_key(model) for model in get_args(Subject)}


def share_calendar() -> None:
    """Nobody changes the calendar or a length of this office until the transaction ends, which may start clocks.

    Else a clock could be counted by the old calendar after the recount has looked for what it moves. Whoever locks a
    case has this lock with it: PostgreSQL locks the table of cases so before a row of it.
    """
    _lock_cases("ROW SHARE")


def hold_calendar() -> None:
    """Wait for whoever may be starting clocks, and let nobody begin to until the transaction ends; before any case."""
    _lock_cases("EXCLUSIVE")


def _lock_cases(mode: str) -> None:
    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Dispute._meta.db_table} IN {mode} MODE")


def lock_all(subject: Subject, answers: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The subject, and the case it is merged into: two cases by their keys, so that nobody waits in a circle."""
    other = answers.get("merged_into")
    if not isinstance(other, Dispute):
        return lock(subject), answers
    cases = lock_cases(case_of(subject), other.pk)
    return lock_row(subject, cases[case_of(subject)]), {**answers, "merged_into": cases[other.pk]}


def lock(subject: Subject) -> Any:
    """The subject as the database has it, with its dispute locked first; to be called in a transaction."""
    return lock_row(subject, lock_case(case_of(subject)))


def case_of(subject: Subject) -> int:
    """The id of the case that is the subject, or to which it belongs."""
    return subject.pk if isinstance(subject, Dispute) else subject.dispute_id


def lock_cases(*keys: int) -> dict[int, Dispute]:
    """The cases with these ids by id, locked in one order, so that nobody waits in a circle."""
    return {key: lock_case(key) for key in sorted(keys)}


def lock_case(key: int) -> Dispute:
    """The case as the database has it, locked until the transaction ends, with the unions that every right reads.

    They are not joined: when a waiting lock finds another holder, PostgreSQL drops the row joined to the old one.
    """
    case = _locked(Dispute, key)
    [values] = _AROUND.ask(case=key)
    case.employer = row_of(Employer, values[:_EMPLOYER])
    case.holder = row_of(Organisation, values[_EMPLOYER:-2])
    case.holder.lineage = frozenset({case.holder_id, case.holder.parent_id, *values[-2:]} - {None})
    return case


def lock_row(subject: Subject, case: Dispute) -> Any:
    """The subject, as the database has it, of a case that is locked already."""
    if isinstance(subject, Dispute):
        return case
    row = _locked(type(subject), subject.pk)
    row.dispute = case
    for name, known in (("issuer", case.holder), ("agency", case.holder), ("addressee_employer", case.employer)):
        if getattr(row, f"{name}_id", None) == known.pk:
            setattr(row, name, known)
    return row


def _locked(model: type[Any], key: int) -> Any:
    if not connection.in_atomic_block:
        raise TransactionManagementError("Rows are locked in a transaction.")
    for values in _ROWS[model].ask(key=key):
        return row_of(model, values)
    raise model.DoesNotExist


def lock_for(
    subject: Subject, by: User, act: Act = Act.HANDLE, *, version: int | None = None, words: str = ""
) -> tuple[Any, Membership]:
    """The subject locked, and the membership under which the person may act on it; to be called in a transaction.

    Raises StepStale when a version is given and it has moved on, StepForbidden (in these words) without the right.
    """
    subject = lock(subject)
    if version is not None and version != subject.version:
        raise StepStale(_("Somebody else has taken a step here meanwhile. Look at the case again."))
    actor = access.membership_for(by, act, subject)
    if actor is None:
        raise StepForbidden(words or _("You may not take this step here."))
    return subject, actor


def lock_open_case(dispute: Dispute, by: User) -> tuple[Dispute, Membership]:
    """The case locked, and the membership under which the person works on it.

    Raises StepForbidden without the right, StepRefused when the case is not open.
    """
    dispute, actor = lock_for(dispute, by)
    if unmet := not_open(dispute):
        raise StepRefused(unmet)
    return dispute, actor
