from decimal import Decimal
from pathlib import Path

from django.utils import translation

from mediation.reports.answers import Answers
from mediation.reports.definitions import COUNTS, DEFINITIONS, OF_LETTERS, RATES, SUMS, VERSION
from mediation.reports.figures import Figures, Rate
from mediation.reports.money import Sums

METRICS = Path(__file__).resolve().parents[3] / "docs" / "metrics.md"


def test_each_figure_shown_is_defined_and_each_definition_is_a_figure():
    assert {*COUNTS, *RATES, *OF_LETTERS, *SUMS} == set(DEFINITIONS)
    assert [type(getattr(Figures(), code)) for code in COUNTS] == [int] * len(COUNTS)
    assert [type(getattr(Figures(), code)) for code in RATES] == [Rate] * len(RATES)
    assert [type(getattr(Answers(), code)) for code in OF_LETTERS] == [Rate] * len(OF_LETTERS)
    assert [type(getattr(Sums(), code)) for code in SUMS] == [Decimal] * len(SUMS)


def test_the_document_says_what_the_page_says():
    text = METRICS.read_text(encoding="utf-8")
    with translation.override("en"):
        lines = [
            f"| {row.label} ({row.chinese}) | `{row.code}` | {row.formula} | {row.exclusions or '—'} |"
            for row in DEFINITIONS.values()
        ]
    assert [line for line in text.splitlines() if line.startswith("| ")][1:] == lines
    assert f"Version {VERSION}" in text
