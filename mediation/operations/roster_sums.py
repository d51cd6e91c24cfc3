"""What all claim in common beside the amounts of a list (共同请求与个人请求): the same money, or money on top of it.

Amounts are yuan. Nothing is written here.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from mediation import collective
from mediation.models import Claim, Dispute
from mediation.operations.roster_plan import ZERO, Line


def common_before(dispute: Dispute, lines: Sequence[Line]) -> list[Claim]:
    """Claims common to all, with an amount, of a type of which the list brings amounts: they may be the same money."""
    owners, raised = collective.claimants(dispute), raised_by(lines)
    return [
        claim for claim in dispute.claims.all()
        if owners[claim.pk] is None and claim.amount and raised.get(claim.category)
    ]  # fmt: skip


def raised_by(lines: Sequence[Line]) -> dict[str, Decimal]:
    """By how many yuan the list raises the workers' own claims, by type; what it lowers is not set off."""
    raised: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.claim is not None:
            raised[line.claim.category] += max(line.raises, ZERO)
    return raised


def common_after(dispute: Dispute, lines: Sequence[Line]) -> dict[int, Decimal]:
    """What is left of those common claims, by id, where they contain the amounts of the list."""
    left, raised = {}, raised_by(lines)
    for claim in common_before(dispute, lines):
        taken = min(claim.amount, raised[claim.category])
        raised[claim.category] -= taken
        left[claim.pk] = claim.amount - taken
    return left
