"""Which life is lived where and when, and the numbers that follow from it."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from benchmarks.province.cast import Cast
from benchmarks.province.stencils import FIRST_DAY, Life

BEGIN = (date(2018, 1, 2) - FIRST_DAY).days
OPEN, OPEN_WEEKS = 0.03, 8  # share of cases still open; they began at most so many weeks earlier
GROWTH = 0.8  # below 1: later years have more cases
FAVOUR = 1.4  # above 1: the first towns have more cases


@dataclass
class Plan:
    """One entry a case, in the order of the days of receipt."""

    lives: list[Life]
    life: "array[int]" = field(default_factory=lambda: array("H"))
    weeks: "array[int]" = field(default_factory=lambda: array("i"))  # moved by, not above zero
    town: "array[int]" = field(default_factory=lambda: array("i"))
    employer: "array[int]" = field(default_factory=lambda: array("i"))
    pick: "array[int]" = field(default_factory=lambda: array("i"))
    serial: "array[int]" = field(default_factory=lambda: array("i"))  # of the case, in its year
    letters: "array[int]" = field(default_factory=lambda: array("i"))  # serials, letter by letter
    counters: dict[tuple[str, str, int], tuple[int, int]] = field(default_factory=dict)  # last number, its day

    def unit(self, cast: Cast, case: int, unit: int) -> int:
        """Who takes the place of an organisation: the town changes places with the other one."""
        life = self.lives[self.life[case]]
        town = self.town[case]
        if unit == life.town:
            return town
        if unit == town:
            return life.town
        return cast.union_of[self.employer[case]] if unit == life.union else unit


def draw(lives: list[Life], cast: Cast, count: int, rng: Random) -> Plan:
    """So many cases, drawn with their days, towns, enterprises and people."""
    plan = Plan(lives)
    entries = sorted(_when(lives, count, rng))
    years: dict[int, int] = defaultdict(int)
    for _day, index, weeks in entries:
        life = lives[index]
        town = cast.towns[int(len(cast.towns) * rng.random() ** FAVOUR)]
        found = (cast.unionised if life.union else cast.employers)[town]
        plan.life.append(index)
        plan.weeks.append(weeks)
        plan.town.append(town)
        plan.employer.append(found[int(len(found) * rng.random() ** 2)])
        plan.pick.append(rng.getrandbits(16))
        year = (FIRST_DAY + timedelta(days=life.first + 7 * weeks)).year
        years[year] += 1
        plan.serial.append(years[year])
    root = next(row for row in cast.rows["organisation"].values() if row["kind"] == "city_union")
    plan.counters = {(root["code"], "dispute", year): (last, 0) for year, last in years.items()}
    _number_letters(plan, cast)
    return plan


def _when(lives: list[Life], count: int, rng: Random) -> Iterator[tuple[int, int, int]]:
    """Day of receipt, life, weeks it is moved by; the fewer rows a life has, the commoner it is."""
    ended = [index for index, life in enumerate(lives) if not life.is_open]
    running = [index for index, life in enumerate(lives) if life.is_open]
    end = max(life.last for life in lives)
    common = [1 / len(lives[index].rows) for index in ended]
    for _case in range(count):
        if rng.random() < OPEN:
            index = rng.choice(running)
            weeks = -rng.randrange(OPEN_WEEKS + 1)
        else:
            index = rng.choices(ended, common)[0]
            latest = end - (lives[index].last - lives[index].first)
            day = BEGIN + int((latest - BEGIN) * rng.random() ** GROWTH)
            weeks = (day - lives[index].first) // 7
        yield lives[index].first + 7 * weeks, index, weeks


def _number_letters(plan: Plan, cast: Cast) -> None:
    """Numbers rise with the days in every series of issuer, kind and year."""
    series: dict[tuple[str, str, int], int] = {}
    entries = array("q")
    many = 0
    for case, index in enumerate(plan.life):
        for issuer, kind, day in plan.lives[index].letters:
            day += 7 * plan.weeks[case]
            code = cast.rows["organisation"][plan.unit(cast, case, issuer)]["code"]
            number = series.setdefault((code, kind, (FIRST_DAY + timedelta(days=day)).year), len(series))
            entries.append(number << 44 | day << 28 | many)
            many += 1
    names = list(series)
    plan.letters = array("i", bytes(4 * many))
    last = dict.fromkeys(range(len(names)), 0)
    for entry in sorted(entries):
        number = entry >> 44
        last[number] += 1
        plan.letters[entry & (1 << 28) - 1] = last[number]
        plan.counters[names[number]] = (last[number], entry >> 28 & 0xFFFF)


def first_letters(plan: Plan) -> Iterator[int]:
    """For each case the place of its first letter among the serials."""
    place = 0
    for index in plan.life:
        yield place
        place += len(plan.lives[index].letters)


def identity(original: str, weeks: int, rng: Random) -> str:
    """An ID number of the same age at the day the case was received."""
    if len(original) != 18:
        return original
    year = int(original[6:10]) + round(weeks * 7 / 365.25)
    birthday = original[10:14] if original[10:14] != "0229" else "0228"
    return f"{original[:6]}{year}{birthday}{rng.randrange(10_000):04d}"
