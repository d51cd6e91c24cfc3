"""Pre-flight (发文前检查): all that keeps a letter from going out, or that somebody should look at, as one list.

The checks stand in a table; each is a function from a draft to findings and changes nothing. Stops keep `submit`,
`approve` and `sign` from happening (`letters.content_complete`), warnings are shown.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.sheet import Page
from mediation.preflight import amounts, case, complaint, days, employer, gaps, page, terms
from mediation.preflight.draft import Draft, Finding, Severity

__all__ = ["CHECKS", "Check", "Draft", "Finding", "Severity", "look", "stops"]

STOP, WARN = Severity.STOP, Severity.WARN


@dataclass(frozen=True)
class Check:
    """One check; `elsewhere`: a requirement of the machine of its own guards it, in its own words."""

    test: Callable[[Draft], Iterable[Finding]]
    severity: Severity
    elsewhere: bool = False


CHECKS = (
    Check(case.complete, STOP),
    Check(gaps.unfilled, STOP),
    Check(case.names, STOP, elsewhere=True),
    Check(case.workers, WARN),
    Check(employer.credit_code, STOP),
    Check(employer.near_name, WARN),
    Check(amounts.in_words, STOP),
    Check(amounts.total, WARN),
    Check(terms.clear, WARN),
    Check(case.recipient, STOP),
    Check(case.joint, STOP),
    Check(case.level, STOP, elsewhere=True),
    Check(case.ground, STOP, elsewhere=True),
    Check(case.secrecy, STOP),
    Check(case.perhaps_named, WARN),
    Check(complaint.repeated, WARN),
    Check(case.numbers, WARN),
    Check(days.of_the_calendar, WARN),
    Check(days.in_order, WARN),
    Check(page.hidden, WARN),
    Check(page.length, WARN),
    Check(page.signature, WARN),
)


def look(
    letter: Any, today: date, *, pages: Sequence[Page] = (), typed: Mapping[str, Any] | None = None
) -> list[Finding]:
    """Everything found in a letter, the stops first; `typed` is its text as it came in, before it was tidied."""
    draft = Draft(letter, letter.content, today, letter.content if typed is None else typed, pages)
    found = [dataclasses.replace(row, severity=check.severity) for check in CHECKS for row in check.test(draft)]
    return sorted(found, key=lambda row: row.severity is WARN)


def stops(letter: Any, today: date) -> list[Finding]:
    """What keeps the saved text from the review and the signature, without what other requirements say."""
    draft = Draft(letter, letter.content, today, letter.content)
    return [
        dataclasses.replace(row, severity=STOP)
        for check in CHECKS
        if check.severity is STOP and not check.elsewhere
        for row in check.test(draft)
    ]
