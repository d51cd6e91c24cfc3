"""Invariants of the register of letters and of the case numbers: I9, I10 and I11."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator

from documents.models import IssuedLetter, Series
from mediation.models import Dispute, Snapshot, Upload
from mediation.models.report import SNAPSHOTS

CASE_NUMBER = re.compile(r"^(?P<series>.*〔(?P<year>\d{4})〕)(?P<serial>\d+)号$")


def bytes_are_intact() -> Iterator[str]:
    """I9, of letters and of the files that came in."""
    letters = IssuedLetter.objects.values_list("number", "pdf", "sha256", "unsigned_length", "unsigned_sha256")
    for number, pdf, digest, length, unsigned in letters.iterator(chunk_size=100):
        stored = bytes(pdf)
        if hashlib.sha256(stored).hexdigest() != digest:
            yield f"{number}: the bytes are not those recorded"
        if not stored.startswith(b"%PDF-"):
            yield f"{number}: the bytes are no PDF"
        if unsigned and hashlib.sha256(stored[:length]).hexdigest() != unsigned:
            yield f"{number}: the bytes before the signature are not those recorded"
    files = Upload.objects.values_list("pk", "dispute__number", "content", "sha256", "event__data")
    for pk, number, content, digest, told in files.iterator(chunk_size=1):
        if hashlib.sha256(bytes(content)).hexdigest() != digest:
            yield f"{number}, file {pk}: the bytes are not those recorded"
        if digest not in [row["sha256"] for row in told.get("attached", ())]:
            yield f"{number}, file {pk}: the history does not name it"


def numbers_are_dense() -> Iterator[str]:
    """I10, of letters by series, of cases and snapshots by year; what the register holds is of a case or a meeting."""
    serials: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for code, kind, year, serial in IssuedLetter.objects.values_list("issuer_code", "kind", "year", "serial"):
        serials[code, kind, year].append(serial)
    for number in Snapshot.objects.values_list("number", flat=True):
        of_year, running = number.split("-")
        serials[*SNAPSHOTS, int(of_year)].append(int(running))
    counters = {(row.issuer_code, row.kind, row.year): row.last for row in Series.objects.all()}
    for key, found in serials.items():
        if sorted(found) != list(range(1, counters.get(key, 0) + 1)):
            yield f"{key}: the counter is {counters.get(key)}, the numbers are {_gaps(found)}"
    for key, last in counters.items():
        if key[1] != "dispute" and last and key not in serials:
            yield f"{key}: the counter is {last}, nothing bears its numbers"
    stray = IssuedLetter.objects.filter(letter__isnull=True, meetings__isnull=True).defer("pdf")
    yield from (f"{row}: of no case and no meeting" for row in stray)
    yield from _case_numbers({(key[2]): last for key, last in counters.items() if key[1] == "dispute"})


def _case_numbers(counters: dict[int, int]) -> Iterator[str]:
    cases: dict[str, list[int]] = defaultdict(list)
    years: dict[str, int] = {}
    for number in Dispute.objects.values_list("number", flat=True).order_by():
        found = CASE_NUMBER.match(number)
        if found is None:
            yield f"{number} is no case number"
            continue
        cases[found["series"]].append(int(found["serial"]))
        years[found["series"]] = int(found["year"])
    for series, serials in cases.items():
        if sorted(serials) != list(range(1, counters.get(years[series], 0) + 1)):
            yield f"{series}: the counter is {counters.get(years[series])}, the numbers are {_gaps(serials)}"


def dates_do_not_fall() -> Iterator[str]:
    """I11."""
    last: dict[tuple[str, str, int], IssuedLetter] = {}
    for row in IssuedLetter.objects.defer("pdf", "facts").order_by("issuer_code", "kind", "year", "serial"):
        key = row.issuer_code, row.kind, row.year
        if key in last and row.issued_on < last[key].issued_on:
            yield f"{row} of {row.issued_on} after {last[key]} of {last[key].issued_on}"
        if row.issued_on.year != row.year:
            yield f"{row} of {row.issued_on}"
        last[key] = row


def _gaps(serials: list[int]) -> str:
    """How many numbers, the highest, and the first that is missing or doubled."""
    ordered = sorted(serials)
    wrong = next((index + 1 for index, serial in enumerate(ordered) if serial != index + 1), None)
    return f"{len(ordered)} up to {ordered[-1]}, wrong at {wrong}"
