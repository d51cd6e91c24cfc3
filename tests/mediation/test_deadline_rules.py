"""The table of deadline rules against the catalogue, entered here a second time."""

from datetime import date

import pytest

from mediation.deadline_rules import CHAPTERS, RULES, Chapter, Confidence, Unit
from mediation.deadline_rules.instruments import INSTRUMENTS, instrument_of

# Code and length by chapter (catalogue 2.2 to 2.8): d days, w working days, m months, y years, h hours, - a date.
CATALOGUE = {
    "mediation": "N1 5d, M2 3w, M3 15d, M4 15d, M5 30d, M6 15d, M6b 7d, M7 3w, M8 2w, M8b 3w, M9 3w, M11 -",
    "agreement": "A1 15d, A2 5w, A3 30d, A4 3d, A5 30d, A6 15d, A6b 6m",
    "arbitration": """B1 1y, B1a 1y, B2 5w, B3 5w, B4 10d, B5 5w, B6 5w, B6b 3w, B8 45d, B8X 60d, B9 30d, B10 30d,
        B10b 10d, B12 15d, B13 30d, B13b 30d, B14 15d, B15 15d, B17 30d, B18 3m""",
    "inspection": "I1 5w, I2 60w, I2X 90w, I2b 3d, I3 15w, I3b 7d, I4 2y, I5 7d",
    "court": """T1 7d, T2 5d, T2b 15d, T2c 5d, T3 6m, T4 3m, T5 2m, T6 15d, T6b 10d, T7 5d, T7b 15d, T7c 5d, T7d 5d,
        T8 3m, T8b 30d, T9 6m, T9b 6m, T9c 3m, T10 48h, T10b 30d, T11 5d, T11b 15d, T11c 15d, T11d 7d, T11e 30d, T12 2y,
        T13 7d, T14 3y, T14b 20y, T15 6m""",
    "procuratorate": "P1 15d, P2 2m, P3 2m, P3b 15d, P4 3m, P4b 2y, P5 30d, P6 3m, P7 2m",
    "aid": "L1 7d, L1b 3d, L2 5d, L3 7d, L5 15d",
    "injury": "W1 1y, W1b 30d, W2 60d, W2b 15d, W3 60d, W3b 15d, W3c 1y",
    "petition": "X1 15d, X1b 5w, X2 60d, X2b 30d, X2c 30d, X2d 30d, X2e 30d, X3 15d, X4 3y, X4b 2y",
    "union": "M1 5w, M12 7d, S1 15w, S2 15d, S3 5w, S4 60w, S5 -, U1 30w, U3 -, H1 5w, H2 30w",
}
LETTERS = {"d": Unit.DAY, "w": Unit.WORKING_DAY, "m": Unit.MONTH, "y": Unit.YEAR, "h": Unit.HOUR}
EXTENSIONS = {  # code: the most, None where the law names no cap
    "N1": None, "M3": None, "M4": 15, "M5": None, "M6": None, "M6b": None, "A2": 5, "B8": 15, "I2": 30, "T3": None,
    "T4": 1, "T5": 1, "T8": None, "T9c": None, "W3": 30, "X2": 30, "S4": 30,
}  # fmt: skip
UNVERIFIED = {"N1", "M2", "A2", "B2", "B3", "B4", "B5", "B6", "B6b", "T13", "P4b", "P7", "U1"}
OPEN = {"S2", "S3", "S4", "M12", "P1", "H1", "H2"}  # the law fixes no length


def catalogue():
    for chapter, rows in CATALOGUE.items():
        for row in rows.split(","):
            code, length = row.split()
            yield code, chapter, (1, Unit.DATE) if length == "-" else (int(length[:-1]), LETTERS[length[-1]])


def test_the_table_is_the_catalogue():
    table = {code: (rule.chapter.value, (rule.length, rule.unit)) for code, rule in RULES.items()}
    assert table == {code: (chapter, length) for code, chapter, length in catalogue()}
    assert sum(map(len, CHAPTERS.values())) == len(RULES) == 119
    assert set(CHAPTERS) == set(Chapter)


def test_a_code_fits_its_column():
    assert max(map(len, RULES)) <= 6
    assert len({code.lower() for code in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_on_what_and_in_what_words(rule):
    assert rule.length > 0
    assert rule.local == ""
    assert all(map(str, (rule.label, rule.trigger, rule.consequence, rule.chinese, rule.authority)))


def test_no_two_rules_have_the_same_name():
    assert len({rule.chinese for rule in RULES.values()}) == len({str(rule.label) for rule in RULES.values()}) == 119


def test_only_what_the_law_leaves_open_or_nobody_verified_is_adjustable():
    assert {code for code, rule in RULES.items() if rule.adjustable} == UNVERIFIED | OPEN
    assert {code for code, rule in RULES.items() if rule.confidence == Confidence.UNVERIFIED} == UNVERIFIED
    assert {code for code, rule in RULES.items() if rule.confidence == Confidence.EXCERPT} == {
        "M4", "A1", "I3", "I3b", "P2", "P6",
    }  # fmt: skip


def test_extensions_are_those_of_the_catalogue():
    assert {code: rule.extension.most for code, rule in RULES.items() if rule.extension} == EXTENSIONS
    for code, extended in (("B8", "B8X"), ("I2", "I2X")):
        assert RULES[code].length + RULES[code].extension.most == RULES[extended].length


def test_rules_counted_backwards():
    assert {code for code, rule in RULES.items() if rule.before} == {"B6", "B6b", "L3"}


def test_a_rule_is_in_force_with_its_instrument():
    assert (RULES["S1"].since, RULES["S1"].until) == (date(2016, 12, 1), None)
    assert RULES["M3"].since == date(2008, 5, 1)
    assert (RULES["M12"].since, RULES["M4"].since) == (None, None)  # no instrument; not known with certainty
    cited = {instrument_of(rule.authority).name for rule in RULES.values() if instrument_of(rule.authority)}
    also = {name for name in INSTRUMENTS if any(name in rule.authority for rule in RULES.values())}
    assert also == set(INSTRUMENTS) >= cited
