"""The words of the figures: every indicator is defined, and the document says what the table says."""

import re
from pathlib import Path

from mediation.management.commands.print_metrics import HISTORY, metrics_text
from mediation.reports.facts import FACTS
from mediation.reports.indicators import CHAPTERS, INDICATORS, VERSION
from mediation.reports.indicators.adjustable import STUCK_DAYS

METRICS = Path(__file__).resolve().parents[3] / "docs" / "metrics.md"
UNITS = {"cases", "letters", "parcels", "visits", "surveys", "persons", "yuan", "days", "groups"}


def test_the_document_is_printed_from_the_table():
    assert METRICS.read_text(encoding="utf-8") == metrics_text(), "manage.py print_metrics > docs/metrics.md"
    assert f"- Version {VERSION}: " in HISTORY


def test_each_indicator_has_a_code_of_its_own_and_is_of_one_kind():
    assert sum(len(chapter.indicators) for chapter in CHAPTERS) == len(INDICATORS)
    assert {row.fact for row in INDICATORS.values()} == set(FACTS)
    assert {row.unit for row in INDICATORS.values()} == UNITS
    assert [row.code for row in INDICATORS.values() if (row.kind == "spread") != (row.unit == "days")] == []


def test_each_indicator_says_how_it_is_counted_and_each_rate_both_of_its_numbers():
    for row in INDICATORS.values():
        assert row.label, row.code
        assert row.chinese, row.code
        assert row.formula, row.code
        assert bool(row.numerator) == bool(row.denominator) == (row.kind == "rate"), row.code


def test_an_adjustable_number_is_the_one_of_the_settings(settings):
    settings.STUCK_DAYS = 45
    assert str(STUCK_DAYS) == "45"
    assert "45" in str(INDICATORS["stuck"].formula)


def test_definitions_name_ways_of_closing_in_words_not_by_code():
    for row in INDICATORS.values():
        words = " ".join(map(str, (row.formula, row.numerator, row.denominator, row.exclusions, row.source)))
        assert not re.search(r"\bR\d\d", words), row.code
