"""The figures of a report as the oracle has them."""

from decimal import Decimal
from math import ceil

from mediation.reports.figure import Figure
from mediation.reports.indicators import INDICATORS

BY = ("level", "town", "handler", "category", "industry", "employer_size", "channel")


def values_of(case, by):
    """The rows of a report in which the case stands."""
    sizes = ((10, "1-9"), (50, "10-49"), (300, "50-299"), (1000, "300-999"), (10**9, "1000+"))
    staff, employer = case.employer.staff_count, case.employer
    found = {
        "level": case.level, "town": case.town_id, "handler": case.handler_id, "category": case.category,
        "channel": case.channel, "industry": employer.industry or None,
        "employer_size": staff and next(band for below, band in sizes if staff < below),
    }  # fmt: skip
    return {"none" if found[by] is None else str(found[by])}


def figure(indicator, sides):
    """The figure of an indicator from what the oracle counted."""
    numerator, denominator = sides
    worths = sorted(mark.worth for mark in numerator) if indicator.kind in ("sum", "spread") else []
    match indicator.kind:
        case "sum":
            whole = Decimal(sum(worths))
            return Figure(whole.quantize(Decimal("0.01")) if indicator.unit == "yuan" else whole, n=len(worths))
        case "spread":
            ranks = [Decimal(worths[ceil(len(worths) * share) - 1]) if worths else None for share in (0.5, 0.9)]
            return Figure(ranks[0], n=len(worths), p90=ranks[1])
    counted = len({mark.key for mark in numerator})
    if indicator.kind == "count":
        return Figure(Decimal(counted), numerator=counted)
    of = len({mark.key for mark in denominator})
    return Figure(Decimal(counted) / of if of else None, numerator=counted, denominator=of)


def expected(oracle, code, period, cases=None):
    sides = oracle.counted(code, period.first, period.last)
    chosen = [side and [mark for mark in side if cases is None or mark.case in cases] for side in sides]
    return figure(INDICATORS[code], chosen)


def divided(oracle, by, period):
    """The figures of each row of a group of cases."""
    rows = {}
    for case in oracle.cases:
        for value in values_of(case, by):
            rows.setdefault(value, set()).add(case.pk)
    return {
        value: {code: expected(oracle, code, period, cases) for code in INDICATORS} for value, cases in rows.items()
    }
