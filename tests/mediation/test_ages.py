"""Ages by the ID number."""

from datetime import date

import pytest

from mediation.ages import age_on, birth_day, groups_by_age

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("330681196303051234", date(1963, 3, 5)), ("33068119630229123X", None), ("330681630305123", None), ("", None),
        ("三306811963030512", None),
    ],
)  # fmt: skip
def test_birth_day(number, born):
    assert birth_day(number) == born


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1966, 11, 23), TODAY, 60), (date(1966, 11, 24), TODAY, 59), (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)  # fmt: skip
def test_age(born, day, age):
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("number", "groups"),
    [
        ("330681196611231234", ["older"]), ("330681196611241234", []), ("330681200811231234", []),
        ("330681200811241234", ["minor"]), ("330681202711241234", []), ("", []),
    ],
)  # fmt: skip
def test_groups(number, groups):
    assert groups_by_age(number, TODAY, older_from=60) == groups
