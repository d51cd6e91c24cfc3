"""The terms of a mediation agreement: clear, and such as mediation can settle."""

from collections.abc import Iterator

from mediation import paper_checks
from mediation.preflight.draft import Draft, Finding


def clear(draft: Draft) -> Iterator[Finding]:
    """Amount, day and way of performance are explicit, and no statutory insurance is waived (CPL-JI 358)."""
    if draft.letter.kind == "agreement":
        for name, words in paper_checks.agreement(draft.content, draft.letter):
            yield draft.found(name, words)
