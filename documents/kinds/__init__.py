"""The kinds of paper, in chapters: what each is called, numbered, filled with and answered."""

from documents.kinds.inside import MINUTES
from documents.kinds.kind import LetterKind
from documents.kinds.mediation import (
    ACCEPTANCE_NOTICE,
    AGREEMENT,
    COMPLETION_NOTICE,
    MEDIATION_END_NOTICE,
    NON_ACCEPTANCE_NOTICE,
)
from documents.kinds.shared import UNITS
from documents.kinds.supervision import CLUE_TRANSFER, GROUNDS, OPINION, REMINDER, SUGGESTION

__all__ = ["GROUNDS", "KINDS", "UNITS", "LetterKind", "title_of"]

KINDS: dict[str, LetterKind] = {
    kind.code: kind
    for kind in (
        REMINDER, OPINION, SUGGESTION, CLUE_TRANSFER, ACCEPTANCE_NOTICE, NON_ACCEPTANCE_NOTICE,
        COMPLETION_NOTICE, MEDIATION_END_NOTICE, AGREEMENT, MINUTES,
    )
}  # fmt: skip


def title_of(kind: str) -> str:
    """The Chinese title printed on letters of a kind; raises KeyError for an unknown kind."""
    return KINDS[kind].title
