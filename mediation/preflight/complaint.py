"""The complainant's own words in a paper to the employer, who may know by them who complained (ZJ-SUP 13)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from mediation.masking import plain
from mediation.preflight.case import TO_THE_EMPLOYER
from mediation.preflight.draft import Draft, Finding

SENTENCE = re.compile(r"[^。！？!?；;\n]+")
LEAST = 10  # characters; shorter ones everybody writes
SHOWN = 40  # characters of a sentence in a finding


def repeated(draft: Draft) -> Iterator[Finding]:
    """A sentence of the case's facts or summary that stands word for word in the letter; the first of each field."""
    if draft.letter.kind not in TO_THE_EMPLOYER:
        return
    told = [row for text in (draft.dispute.facts, draft.dispute.summary) for row in SENTENCE.findall(text)]
    known = {plain(row): row.strip() for row in told if len(plain(row)) >= LEAST}
    for field, text in draft.texts():
        written = plain(text)
        if sentence := next((row for words, row in known.items() if words in written), ""):
            words = _("It repeats the complaint: “%(sentence)s”. Write what was found, so that nobody can be guessed.")
            yield draft.found(field.name, words % {"sentence": sentence[:SHOWN]})
