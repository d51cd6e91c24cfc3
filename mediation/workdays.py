"""Working days (工作日): which days are worked in China, and stepping over them. Pure: the data is given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

SHANGHAI = ZoneInfo("Asia/Shanghai")  # a legal day ends at midnight there
ONE_DAY = timedelta(days=1)
SATURDAY = 5

# The names that State Council notices give to days off, and their English names.
FESTIVALS = {
    "元旦": _("New Year's Day"),
    "春节": _("Spring Festival"),
    "清明": _("Tomb-sweeping Day"),
    "劳动节": _("Labour Day"),
    "端午": _("Dragon Boat Festival"),
    "中秋": _("Mid-autumn Festival"),
    "国庆节": _("National Day"),
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": _("70th anniversary of victory"),
}


def festival(name: str) -> str:
    """The name of a day off in the reader's language; a name we do not know is given as it was entered.

    Days that two festivals share have both names (国庆节、中秋).
    """
    return "、".join(str(FESTIVALS.get(part, part)) for part in name.split("、"))


def days(start: date, end: date) -> Iterator[date]:
    """Every day from `start` up to, not including, `end`."""
    return (start + timedelta(days=n) for n in range((end - start).days))


def notice_year(day: date) -> int:
    """The year whose State Council notice (放假通知) decides whether `day` is worked.

    New Year's Day may reach back over the year's end (2018-12-29 was worked and 2018-12-31 was off, both by
    the notice for 2019), so the last four days of December wait for the next year's notice.
    """
    return day.year + 1 if (day.month, day.day) >= (12, 28) else day.year


@dataclass(frozen=True)
class Calendar:
    """Days off (放假) and make-up working days (调休上班), each with the festival's Chinese name.

    `published` holds the years whose notice is known. In any other year weekends rest and weekdays
    work, but no result that looked at such a day is final.
    """

    rest: Mapping[date, str]
    work: Mapping[date, str]
    published: frozenset[int]

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is worked: a make-up day, or a weekday that is not off."""
        return day in self.work or (day.weekday() < SATURDAY and day not in self.rest)

    def is_rest_day(self, day: date) -> bool:
        """Whether `day` is a rest day (法定休假日, Civil Code 203): a day off, or a weekend not made up."""
        return not self.is_working_day(day)

    def name(self, day: date) -> str:
        """The Chinese name of the festival that made `day` off or worked; empty for any other day."""
        return self.rest.get(day) or self.work.get(day, "")

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def add_working_days(self, start: date, n: int) -> date:
        """The `n`-th working day after `start` (n >= 0; `start` itself is not counted)."""
        if n < 0:
            raise ValueError("working days are counted forward")
        day = start
        while n:
            day += ONE_DAY
            n -= self.is_working_day(day)
        return day

    def subtract_working_days(self, start: date, n: int) -> date:
        """The `n`-th working day before `start` (n >= 0; `start` itself is not counted)."""
        if n < 0:
            raise ValueError("working days are counted backward")
        day = start
        while n:
            day -= ONE_DAY
            n -= self.is_working_day(day)
        return day

    def working_days(self, start: date, end: date) -> int:
        """How many working days lie from `start` up to, not including, `end`."""
        return sum(map(self.is_working_day, days(start, end)))
