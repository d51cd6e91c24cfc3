"""What came of letters that ask for an answer (答复率、整改率): rates of the cases somebody may see.

The definitions stand in `definitions` and in docs/metrics.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from mediation.letters import ROWS, State
from mediation.models import Dispute, Letter
from mediation.reports.figures import Rate
from mediation.reports.periods import Period

ASKING = [code for code, row in ROWS.items() if row.answered]
VOID = (State.WITHDRAWN, State.SUPERSEDED)


def due(period: Period) -> Q:
    """应答复: served or refused in the period, and no longer waiting for the answer."""
    return Q(served_on__range=(period.first, period.last)) & ~Q(state__in=(State.SERVED, *VOID))


def answered(period: Period) -> Q:
    """已答复: of those, with an answer, late ones included."""
    return due(period) & Q(answered_on__isnull=False)


def verified(period: Period) -> Q:
    """已核验: verified in the period; of several verifications the last counts."""
    return Q(verified_on__range=(period.first, period.last), state=State.VERIFIED)


def corrected(period: Period) -> Q:
    """已整改: of those, with the breach corrected."""
    return verified(period) & Q(corrected=True)


OF_LETTERS: tuple[Callable[[Period], Q], ...] = (due, answered, verified, corrected)


@dataclass(frozen=True)
class Answers:
    """The counts of one period."""

    due: int = 0
    answered: int = 0
    verified: int = 0
    corrected: int = 0

    @property
    def answering(self) -> Rate:
        """答复率: answered / due."""
        return Rate(self.answered, self.due)

    @property
    def correction(self) -> Rate:
        """整改率: corrected / verified."""
        return Rate(self.corrected, self.verified)


def answers_of(disputes: QuerySet[Dispute], periods: Iterable[Period]) -> list[Answers]:
    """The counts of each period, in one query whatever their number."""
    periods = list(periods)
    letters = Letter.objects.filter(dispute__in=disputes.order_by().values("pk"), kind__in=ASKING).order_by()
    found = letters.aggregate(**{
        f"{condition.__name__}_{number}": Count("pk", filter=condition(period))
        for condition in OF_LETTERS
        for number, period in enumerate(periods)
    })  # fmt: skip
    names = [condition.__name__ for condition in OF_LETTERS]
    return [Answers(**{name: found[f"{name}_{number}"] for name in names}) for number in range(len(periods))]
