"""Ages from the identity number (公民身份号码, GB 11643-1999): who is a minor, who is an older worker. Pure."""

from datetime import date

ADULT = 18  # 未成年工 is under it (劳动法 58)


def birth_day(id_number: str) -> date | None:
    """The day of birth that an identity number of 18 characters holds; None when it holds none."""
    digits = id_number[6:14]
    if len(id_number) != 18 or not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def age_on(born: date, day: date) -> int:
    """Completed years on the day (周岁)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def groups_by_age(id_number: str, day: date, *, older_from: int) -> list[str]:
    """The special groups that the age on the day gives; codes of `classification.Group`."""
    born = birth_day(id_number)
    if born is None or born > day:
        return []
    age = age_on(born, day)
    return ["older"] if age >= older_from else ["minor"] if age < ADULT else []


def youngest_birth(age: int, day: date) -> str:
    """YYYYMMDD of the last birthday with which a person has completed these years on the day; for comparing text."""
    return f"{day.year - age:04}{day:%m%d}"
