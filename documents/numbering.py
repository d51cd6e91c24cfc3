"""Document numbers: one dense series an issuer, kind and year; no gap, no reuse."""

from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from documents.fields import Text
from documents.kinds import LetterKind
from documents.models import Series


class NumberRefused(ValueError):
    """The series cannot give a number now; message says why."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(str(message))


def take_number(kind: LetterKind, issuer_code: str, prefix: str, on: date) -> tuple[int, str]:
    """The next serial of the series of `on`'s year and the number as printed, e.g. 诸总工劳监意〔2026〕3号.

    The counter's row stays locked until the caller's transaction ends, and a rollback gives the number back.
    Raises TransactionManagementError outside a transaction, NumberRefused when `on` lies before the last date
    of the series: dates never fall as numbers rise.
    """
    series = _locked(issuer_code, kind.code, on.year)
    if series.last_on and on < series.last_on:
        raise NumberRefused(_("The series already has a letter of a later date."))
    series.last += 1
    series.last_on = on
    series.save(update_fields=["last", "last_on"])
    return series.last, kind.number.format(prefix=prefix, year=on.year, serial=series.last)


def lock_series(issuer_code: str, kind: str, year: int) -> None:
    """Let the caller be alone with the series until its transaction ends, before it decides on a number."""
    _locked(issuer_code, kind, year)


def next_serial(issuer_code: str, kind: str, year: int) -> int:
    """The next serial of a series that is not of letters (case numbers): the same lock, as dense."""
    series = _locked(issuer_code, kind, year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def _locked(issuer_code: str, kind: str, year: int) -> Series:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A number is taken inside a transaction only.")
    Series.objects.get_or_create(issuer_code=issuer_code, kind=kind, year=year)
    return Series.objects.select_for_update().get(issuer_code=issuer_code, kind=kind, year=year)
