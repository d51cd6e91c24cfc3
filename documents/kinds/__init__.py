"""The kinds of paper, in chapters: what each is called, numbered, filled with, signed and answered."""

from documents.kinds.inside import INSIDE, MINUTES, SURVEY_FORM
from documents.kinds.kind import LetterKind
from documents.kinds.mediation import (
    ACCEPTANCE_NOTICE,
    AGREEMENT,
    COMPLETION_NOTICE,
    INQUIRY,
    MEDIATION_END_NOTICE,
    MEDIATION_OPINION,
    NON_ACCEPTANCE_NOTICE,
    RIGHTS_NOTICE,
)
from documents.kinds.petitions import PETITIONS
from documents.kinds.records import RECORDS
from documents.kinds.replies import REPLIES
from documents.kinds.shared import UNITS
from documents.kinds.supervision import CLUE_TRANSFER, GROUNDS, OPINION, REMINDER, SUGGESTION

__all__ = ["GROUNDS", "KINDS", "PAPERS", "SHEETS", "UNITS", "LetterKind", "kind_of", "title_of"]

KINDS: dict[str, LetterKind] = {  # letters: numbered and sealed
    kind.code: kind
    for kind in (
        REMINDER, OPINION, SUGGESTION, CLUE_TRANSFER, ACCEPTANCE_NOTICE, NON_ACCEPTANCE_NOTICE,
        COMPLETION_NOTICE, MEDIATION_END_NOTICE, AGREEMENT, RIGHTS_NOTICE, INQUIRY, MEDIATION_OPINION, MINUTES,
    )
}  # fmt: skip

# Papers for others to sign, or kept inside: neither number nor seal.
PAPERS: dict[str, LetterKind] = {kind.code: kind for kind in (*PETITIONS, *RECORDS, *REPLIES, *INSIDE)}


# Sheets to be filled in by hand, of which nothing is kept.
SHEETS: dict[str, LetterKind] = {SURVEY_FORM.code: SURVEY_FORM}


def kind_of(code: str) -> LetterKind:
    """The letter, paper or sheet of that kind; raises KeyError for an unknown one."""
    return KINDS.get(code) or PAPERS.get(code) or SHEETS[code]


def title_of(kind: str) -> str:
    """The Chinese title printed on letters and papers of a kind; raises KeyError for an unknown kind."""
    return kind_of(kind).title
