"""Reading the State Council notice of the days off (放假通知). Pure: text in, days and what is wrong with them out.

The notices have had one shape since 2007: a numbered line a festival, days, 放假, how many, days, 上班.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from unicodedata import normalize

from django.utils.translation import gettext as _

from mediation.workdays import FESTIVALS, ONE_DAY, SATURDAY, notice_year

REST, WORK = "rest", "work"
EVERY_YEAR = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节")
LONGEST = timedelta(days=15)  # of one festival
WEEKDAYS = "一二三四五六日"

_SECTION = re.compile(r"(?:^|[\n。;])[一二三四五六七八九十]+、([^::。\n]{1,60}):")
_YEAR_IN_TITLE = re.compile(r"关于(\d{4})年(?:部分)?节假日安排")
_SIGNED = re.compile(r"(?:国务院办公厅|^)(\d{4})年(\d{1,2})月(\d{1,2})日$", re.MULTILINE)
_DAY = r"(?:(?P<{0}year>\d{{4}})年)?(?:(?P<{0}month>\d{{1,2}})月)?(?P<{0}day>\d{{1,2}})日(?:\((?P<{0}words>[^()]*)\))?"
_TOKEN = re.compile(
    _DAY.format("first_") + r"(?:\s*(?:至|到|[-—–~])+\s*" + _DAY.format("last_") + r")?"
    r"|(?P<count>(?:共|放假|休息)(?P<number>\d{1,2})天)|(?P<rest>放假|补休|休息)|(?P<work>上班)"
)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")


@dataclass(frozen=True, order=True)
class NoticeDay:
    """One day that a notice makes off (REST) or worked (WORK), with the festival's Chinese name."""

    date: date
    kind: str
    name: str


@dataclass(frozen=True)
class Sheet:
    """The days of one notice, in order; `problems` forbid publishing them, `notes` are for the reader."""

    year: int
    days: tuple[NoticeDay, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def year_of(text: str) -> int | None:
    """The year that the title names, if the title is there."""
    found = _YEAR_IN_TITLE.search(_plain(text).replace("\n", ""))
    return int(found[1]) if found else None


def signed_on(text: str) -> date | None:
    """The day below the notice, if it is there (its last line)."""
    found = _SIGNED.findall(_plain(text))
    try:
        return date(*map(int, found[-1])) if found else None
    except ValueError:
        return None


def read_notice(text: str, year: int) -> Sheet:
    """The days of the notice for `year`; what does not fit is a problem in words, nothing is guessed."""
    plain = _plain(text)
    titled = year_of(plain)
    problems = []
    if titled not in (None, year):
        problems.append(_("The title names the year %(year)s.") % {"year": titled})
    reader = _Reader(year, problems)
    for name, body in _sections(_SIGNED.sub("", plain)):
        reader.read(name, body)
    checked = sheet_of(year, reader.days)
    return Sheet(year, checked.days, (*reader.problems, *checked.problems), tuple(reader.notes))


def sheet_of(year: int, found: Iterable[NoticeDay]) -> Sheet:
    """Days from anywhere as the sheet of a year, with what no notice could say as problems."""
    days = sorted({(row.date, row.kind): row for row in reversed(list(found))}.values())
    return Sheet(year, tuple(days), tuple(_faults(year, days)))


def belongs(day: date, year: int) -> bool:
    """Whether the notice for `year` may decide the day: a day of the year, or the last of December before it."""
    return year in (day.year, notice_year(day))


def weekday_of(day: date) -> str:
    """周一 to 周日"""
    return f"周{WEEKDAYS[day.weekday()]}"


def _plain(text: str) -> str:
    """Full-width digits and signs as ASCII, no spaces within a line."""
    return re.sub(r"[^\S\n]+", "", normalize("NFKC", text).replace("\r", "\n"))


def _sections(plain: str) -> Iterator[tuple[str, str]]:
    """Each festival as the notice names it, and the words about it."""
    heads = list(_SECTION.finditer(plain))
    ends = [head.start() for head in heads[1:]] + [len(plain)]
    for head, end in zip(heads, ends, strict=False):
        yield _name(head[1]), plain[head.end() : end].replace("\n", "")


def _name(title: str) -> str:
    """The names that the calendar uses: 清明节 is 清明, two festivals are joined by 、."""
    known = {f"{name}节": name for name in FESTIVALS} | {name.removesuffix("节"): name for name in FESTIVALS}
    return "、".join(known.get(part, part) for part in re.split(r"[、,和与]", title) if part)


class _Reader:
    """Gathers the days of one notice."""

    def __init__(self, year: int, problems: list[str]) -> None:
        self.year, self.problems = year, problems
        self.days: list[NoticeDay] = []
        self.notes: list[str] = []

    def read(self, name: str, body: str) -> None:
        before = len(self.days)
        for sentence in re.split(r"[。;]", body):
            if "鼓励" in sentence:  # advice to employers makes no day off
                self.notes.append(_("Left out, for it makes no day off: %(text)s") % {"text": sentence})
            else:
                self._sentence(name, sentence)
        if len(self.days) == before:
            self.problems.append(_("%(name)s: no day off was found.") % {"name": name})

    def _sentence(self, name: str, sentence: str) -> None:
        waiting: list[date] = []
        off: list[date] = []
        month: int | None = None
        for token in _TOKEN.finditer(sentence):
            if token["first_day"]:
                found = self._dates(name, token, month)
                month = found[-1].month if found else month
                waiting += found
            elif token["work"]:
                self.days += [NoticeDay(day, WORK, name) for day in waiting]
                waiting = []
            else:
                self.days += [NoticeDay(day, REST, name) for day in waiting]
                off, waiting = off + waiting, []
                if token["count"] and int(token["number"]) != len(off):
                    self._say(name, _("the text says %(said)s days off, its dates are %(found)d"),
                              said=token["number"], found=len(off))  # fmt: skip
        if waiting:
            self._say(name, _("%(day)s is neither a day off nor a working day in the text"), day=waiting[0])

    def _dates(self, name: str, token: re.Match[str], month: int | None) -> list[date]:
        """The days of one date or range; none when it is no date, which is a problem."""
        first = self._date(name, token, "first_", month, None)
        if first is None or not token["last_day"]:
            return [first] if first else []
        last = self._date(name, token, "last_", first.month, first)
        if last is None:
            return []
        if not first < last <= first + LONGEST:
            self._say(name, _("%(first)s to %(last)s is no range of days off"), first=first, last=last)
            return []
        return [first + ONE_DAY * n for n in range((last - first).days + 1)]

    def _date(self, name: str, token: re.Match[str], part: str, month: int | None, after: date | None) -> date | None:
        month = int(token[f"{part}month"] or month or 0)
        year = int(token[f"{part}year"] or self._year(name, month, after))
        try:
            day = date(min(year, MAXYEAR - 1), month, int(token[f"{part}day"]))  # to the last nothing can be added
        except ValueError:
            self._say(name, _("“%(text)s” is no date"), text=token[0])
            return None
        said = _WEEKDAY.search(token[f"{part}words"] or "")
        if said and WEEKDAYS.index(said[1].replace("天", "日")) != day.weekday():
            self._say(name, _("%(day)s is a %(true)s, the text says %(said)s"),
                      day=day, true=weekday_of(day), said=said[0])  # fmt: skip
        return day

    def _year(self, name: str, month: int, after: date | None) -> int:
        """The year of a date that names none: New Year's Day reaches back into December."""
        if after is not None:
            return after.year + (month < after.month)
        return self.year - (month == 12 and name.startswith("元旦"))

    def _say(self, name: str, problem: str, **given: object) -> None:
        self.problems.append(f"{name}: {problem % given}")


def _faults(year: int, days: list[NoticeDay]) -> Iterator[str]:
    kinds: dict[date, set[str]] = {}
    for row in days:
        kinds.setdefault(row.date, set()).add(row.kind)
        if not belongs(row.date, year):
            yield _("%(day)s does not belong to the notice for %(year)s.") % {"day": row.date, "year": year}
        if row.kind == WORK and row.date.weekday() < SATURDAY:
            yield _("%(day)s is a %(weekday)s: only a Saturday or a Sunday can be a make-up working day.") % {
                "day": row.date, "weekday": weekday_of(row.date)
            }  # fmt: skip
    for day in (day for day, found in kinds.items() if len(found) > 1):
        yield _("%(day)s is both a day off and a working day.") % {"day": day}
    named = "、".join({row.name for row in days if row.kind == REST})
    if missing := [name for name in EVERY_YEAR if name not in named]:
        yield _("No day off for: %(names)s.") % {"names": "、".join(missing)}
