"""What a case itself proves that may interrupt the limitation, and that is not on record yet (LMA 27; ENT17 31)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mediation.classification import Request
from mediation.models import Dispute, LimitationEvent
from mediation.operations.limitation_course import Course, entries_of

ADMISSION, RELIEF = LimitationEvent.Cause.ADMISSION, LimitationEvent.Cause.RELIEF
RELIEFS = ("inspection", "arbitration", "litigation")  # kinds by which a worker seeks relief from a competent body


@dataclass(frozen=True)
class Hint:
    """An entry that could be recorded, or the end of one on record (`entry`); `is_sure` where the law names it."""

    text: str
    cause: str
    happened_on: date
    ended_on: date | None = None
    proof: str = ""
    is_sure: bool = True
    entry: LimitationEvent | None = None


def hints(dispute: Dispute, courses: list[Course]) -> list[Hint]:
    """Interruptions to be recorded, oldest first; none that lies before the limitation began or after it was over."""
    found = sorted(_all(dispute), key=lambda hint: hint.happened_on)
    return [new for hint in found if _counts(courses, hint) and (new := _unrecorded(dispute, hint))]


def _all(dispute: Dispute) -> Iterator[Hint]:
    yield from _mediation(dispute)
    for row in dispute.proceedings.all():
        if row.kind in RELIEFS and row.filed_on:
            yield Hint(
                _("%(kind)s was applied for.") % {"kind": row},
                RELIEF,
                row.filed_on,
                row.ended_on,
                f"{row.row.chinese}材料",
            )
    for agreement in dispute.agreements.all():
        yield Hint(
            _("The employer agreed to perform, in the mediation agreement."), ADMISSION, agreement.effective_on,
            proof=f"{agreement.effective_on:%Y-%m-%d}调解协议书",
        )  # fmt: skip
    for letter in dispute.letters.all():
        if letter.addressee_employer_id and letter.answered_on:
            text = _("The employer answered the letter %(number)s: an interruption if the answer admits the claim.")
            yield Hint(
                text % {"number": letter.number}, ADMISSION, letter.answered_on, proof=f"对{letter.number}的书面答复",
                is_sure=False,
            )  # fmt: skip


def _mediation(dispute: Dispute) -> Iterator[Hint]:
    if dispute.request != Request.MEDIATION:
        return
    rows = [row for row in dispute.proceedings.all() if row.kind == "union_mediation" and row.outcome != "agreement"]
    ends = [row.ended_on for row in rows if row.ended_on]
    yield Hint(
        _("Mediation was applied for (ENT17 31)."), RELIEF, dispute.received_on, max(ends, default=None),
        "调解申请", is_sure=False,
    )  # fmt: skip


def _counts(courses: list[Course], hint: Hint) -> bool:
    return any(row.first_on <= hint.happened_on <= (row.is_over_on or date.max) for row in courses)


def _unrecorded(dispute: Dispute, hint: Hint) -> Hint | None:
    """The hint, or the end that an entry on record still lacks; None where all of it is on record."""
    same = [row for row in entries_of(dispute) if (row.cause, row.happened_on) == (hint.cause, hint.happened_on)]
    if not same:
        return hint
    if hint.ended_on is None or same[0].ended_on is not None:
        return None
    return Hint(
        _("%(entry)s has ended.") % {"entry": same[0]}, hint.cause, hint.happened_on, hint.ended_on, "",
        hint.is_sure, same[0],
    )  # fmt: skip
