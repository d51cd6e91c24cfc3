"""The kinds of proceeding (子程序种类): one row each, holding all that varies by kind.

Sources: facts of 4.5 of the domain notes; G numbers are the cross-track guards of 4.6.
"""

from mediation.proceeding_kinds.court import enforcement, judicial_confirmation, payment_order
from mediation.proceeding_kinds.help import (
    civil_supervision,
    legal_aid,
    procuratorial_suggestion,
    support_for_prosecution,
)
from mediation.proceeding_kinds.hr import arbitration, arbitration_review, inspection
from mediation.proceeding_kinds.kind import (
    Basis,
    Kind,
    Opens,
    Outcome,
    Paper,
    Procedure,
    Restart,
    Stage,
)
from mediation.proceeding_kinds.question import Option, Question
from mediation.proceeding_kinds.suit import litigation
from mediation.proceeding_kinds.union import emotional_support, hardship_relief, union_mediation

__all__ = [
    "CHOICES", "KINDS", "Basis", "Kind", "Opens", "Option", "Outcome", "Paper", "Procedure", "Question", "Restart",
    "Stage",
]  # fmt: skip

_ROWS = (
    union_mediation, arbitration_review, judicial_confirmation, payment_order, inspection, arbitration, litigation,
    enforcement, support_for_prosecution, procuratorial_suggestion, civil_supervision, legal_aid, hardship_relief,
    emotional_support,
)  # fmt: skip

KINDS: dict[str, Kind] = {row.code: row for row in _ROWS}
CHOICES = [(row.code, row.label) for row in _ROWS]
