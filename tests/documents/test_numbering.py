import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from documents import samples
from documents.issuing import Issuer, issue
from documents.kinds import KINDS
from documents.models import IssuedLetter, Series
from documents.numbering import NumberRefused, take_number

AT = datetime(2026, 3, 16, 2, tzinfo=UTC)
ISSUER = Issuer(code="zj", name="诸暨市总工会", prefix="诸总工")
THREADS, EACH = 6, 8


class Undone(Exception):
    """Thrown to roll a transaction back."""


def in_threads(work):
    """Run `work(index)` in THREADS threads at once; their faults come out."""
    faults, gate = [], threading.Barrier(THREADS)

    def run(index):
        try:
            gate.wait()
            work(index)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


@pytest.mark.usefixtures("committed_letters")
def test_many_signers_at_once_get_dense_numbers():
    """Two series, one write in four rolled back: no duplicate, no gap."""

    def sign(index):
        kind = ("opinion", "reminder")[index % 2]
        for turn in range(EACH):
            try:
                with transaction.atomic():
                    issue(kind, samples.SAMPLES[kind], issuer=ISSUER, by="某", at=AT, verify_url="https://e.org")
                    if turn % 4 == 3:
                        raise Undone
            except Undone:
                pass

    in_threads(sign)
    kept = THREADS // 2 * EACH * 3 // 4
    for kind in ("opinion", "reminder"):
        serials = IssuedLetter.objects.filter(kind=kind).order_by("serial").values_list("serial", flat=True)
        assert list(serials) == list(range(1, kept + 1))
        assert Series.objects.get(kind=kind).last == kept


@pytest.mark.usefixtures("committed_letters")
def test_the_first_number_of_a_series_is_taken_once():
    taken = []

    def first(index):
        with transaction.atomic():
            taken.append(take_number(KINDS["opinion"], "zj", "诸总工", date(2026, 1, 1))[0])

    in_threads(first)
    assert sorted(taken) == list(range(1, THREADS + 1))
    assert Series.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_number_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        take_number(KINDS["opinion"], "zj", "诸总工", date(2026, 1, 1))
    assert Series.objects.count() == 0


@pytest.mark.django_db
def test_the_next_year_begins_at_one_and_the_old_series_stays():
    dates = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 1)]
    got = [take_number(KINDS["opinion"], "zj", "诸总工", on) for on in dates]
    assert got == [(1, "诸总工劳监意〔2026〕1号"), (1, "诸总工劳监意〔2027〕1号"), (2, "诸总工劳监意〔2027〕2号")]


@pytest.mark.django_db
def test_a_date_before_the_last_one_is_refused_and_changes_nothing():
    take_number(KINDS["opinion"], "zj", "诸总工", date(2026, 3, 2))
    before = list(Series.objects.values())
    with pytest.raises(NumberRefused, match="later date"):
        take_number(KINDS["opinion"], "zj", "诸总工", date(2026, 3, 1))
    assert list(Series.objects.values()) == before
