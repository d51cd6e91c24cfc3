"""Pages of a long list by place instead of by number: the last page of a million costs what the first does.

A place is the sorted value and the id of a row. What comes after it is asked for with a redundant bound on the value
alone, which an index can serve; the usual alternative of two conditions is not.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

SIZE = 25  # rows of a page
MOST = 1000  # rows that are counted; of more it is said that they are more
NUMBERED = MOST // SIZE  # pages that may be asked for by number, as old addresses do
PLACES = ("page", "after", "before", "jump")  # names in the address that say which page
END = "end"
_PLACE = re.compile(r"^([0-9])~([0-9.-]{1,20})~([0-9]{1,18})\Z")


def _amount(text: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,2})?", text):
        raise ValueError(text)
    return Decimal(text)


@dataclass(frozen=True)
class Run:
    """A stretch of an order: the rows in it, sorted by a column, then by id. `read` raises ValueError for junk."""

    column: str
    read: Callable[[str], Any]
    narrow: Callable[[Any], Any] = lambda rows: rows

    def sorted(self, rows: Any, descending: bool) -> Any:
        names = dict.fromkeys((self.column, "pk"))
        return self.narrow(rows).order_by(*(f"-{name}" if descending else name for name in names))

    def beyond(self, place: "Place", descending: bool) -> Q:
        """Rows of this stretch after the place in that direction."""
        side = "lt" if descending else "gt"
        after = Q((f"pk__{side}", place.pk))
        if self.column == "pk":
            return after
        return Q((f"{self.column}__{side}e", place.value)) & (Q((f"{self.column}__{side}", place.value)) | after)


@dataclass(frozen=True)
class Order:
    """One order of a list: its stretches, one after the other, each sorted the same way."""

    runs: tuple[Run, ...]
    descending: bool = False


BY_DAY = date.fromisoformat
BY_AMOUNT = _amount


@dataclass(frozen=True)
class Place:
    """A row's place in an order: the number of the stretch, the sorted value, the id."""

    run: int
    value: Any
    pk: int

    def __str__(self) -> str:
        return f"{self.run}~{self.value}~{self.pk}"


@dataclass
class Page:
    """One page: the ids in order; `total` counts all rows up to MOST + 1, `start` is None far inside the list."""

    places: list[Place]
    total: int
    start: int | None
    more_before: bool
    more_after: bool
    exact: bool = False
    object_list: list[Any] = field(default_factory=list)

    @property
    def keys(self) -> list[int]:
        return [place.pk for place in self.places]

    @property
    def capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.total > MOST and not self.exact

    @property
    def most(self) -> int:
        return MOST

    @property
    def end(self) -> int | None:
        return None if self.start is None else self.start + len(self.places) - 1

    @property
    def before(self) -> str:
        return str(self.places[0]) if self.more_before else ""

    @property
    def after(self) -> str:
        return str(self.places[-1]) if self.more_after else ""

    def fill(self, rows: QuerySet[Any]) -> "Page":
        """The page itself, with its rows as that question gives them."""
        found = rows.in_bulk(self.keys)
        self.object_list = [found[key] for key in self.keys if key in found]
        return self


def page_of(
    rows: QuerySet[Any], order: Order, asked: Mapping[str, str], total: int | None = None, *, walked: bool = False
) -> Page:
    """The page that the address asks for (see PLACES; `exact` counts all); the first one for anything else.

    `total` is the number of rows up to MOST + 1, if it is known; `walked` rows are counted as they are shown, for
    SQLite might begin where none of them is.
    """
    may_be_before, places, more_after = _asked_for(rows, order, asked) or _first(rows, order)
    before = _count_before(rows, order, places[0]) if may_be_before else 0
    start, more_before = before + 1, before > 0
    if not more_before and not more_after:
        total = len(places)
    elif "exact" in asked:
        total = rows.order_by().count()
    elif total is None:  # before it alone there may be more than are counted
        counted = order.runs[0].sorted(rows, order.descending) if walked and len(order.runs) == 1 else rows.order_by()
        total = MOST + 1 if before > MOST else counted[: MOST + 1].count()
    return Page(places, total, start if start <= MOST else None, more_before, more_after, exact="exact" in asked)


def all_of(rows: QuerySet[Any], order: Order) -> list[Any]:
    """Every row in order, as one queryset a stretch, to be read one after the other."""
    return [run.sorted(rows, order.descending) for run in order.runs]


Found = tuple[bool, list[Place], bool]  # whether there may be rows before, the places, whether there are rows after


def _asked_for(rows: Any, order: Order, asked: Mapping[str, str]) -> Found | None:
    """None when nothing sensible is asked for, or nothing is there (any more)."""
    if (number := asked.get("page", "")).isascii() and number.isdecimal():
        return _numbered(rows, order, int(number[:9]))
    if asked.get("before"):
        return _backward(rows, order, asked["before"])
    place = read_place(order, asked.get("after", "")) or _day(order, asked.get("jump", ""))
    if place is None:
        return None
    places = _take(rows, order, place, forward=True, most=SIZE + 1)
    return (True, places[:SIZE], len(places) > SIZE) if places else _backward(rows, order, END)


def _first(rows: Any, order: Order) -> Found:
    places = _take(rows, order, None, forward=True, most=SIZE + 1)
    return False, places[:SIZE], len(places) > SIZE


def _backward(rows: Any, order: Order, text: str) -> Found | None:
    place = None if text == END else read_place(order, text)
    if place is None and text != END:
        return None
    places = _take(rows, order, place, forward=False, most=SIZE + 1)[::-1]
    if len(places) <= SIZE:
        return None  # the first page, whole
    after = place is not None and bool(_take(rows, order, places[-1], forward=True, most=1))
    return True, places[1:], after


def _numbered(rows: Any, order: Order, number: int) -> Found | None:
    if not 1 < number <= NUMBERED:
        return _backward(rows, order, END) if number > NUMBERED else None
    places = _take(rows, order, None, forward=True, most=number * SIZE + 1)[(number - 1) * SIZE :]
    return (True, places[:SIZE], len(places) > SIZE) if places else _backward(rows, order, END)


def read_place(order: Order, text: str) -> Place | None:
    """The place that an address names, None for junk."""
    found = _PLACE.match(text)
    if found is None or int(found[1]) >= len(order.runs):
        return None
    try:
        return Place(int(found[1]), order.runs[int(found[1])].read(found[2]), int(found[3]))
    except ValueError:
        return None


def _day(order: Order, text: str) -> Place | None:
    """The place just before the first row of a day, in an order by days."""
    if order.runs[0].read is not BY_DAY:
        return None
    try:
        return Place(0, date.fromisoformat(text), 2**63 - 1 if order.descending else 0)
    except ValueError:
        return None


def _take(rows: Any, order: Order, place: Place | None, *, forward: bool, most: int) -> list[Place]:
    """Places beyond one, nearest first, as many as there are up to `most`."""
    found: list[Place] = []
    numbers = range(len(order.runs))
    for number in numbers if forward else reversed(numbers):
        if place is not None and (number < place.run if forward else number > place.run):
            continue
        run, descending = order.runs[number], order.descending == forward
        part = run.sorted(rows, descending)
        if place is not None and number == place.run:
            part = part.filter(run.beyond(place, descending))
        found += [Place(number, value, pk) for value, pk in part.values_list(run.column, "pk")[: most - len(found)]]
        if len(found) == most:
            break
    return found


def _count_before(rows: Any, order: Order, place: Place) -> int:
    """How many rows come before the place, at most MOST of them counted, from the place on: so an index gives them."""
    total = 0
    for number in range(place.run + 1):
        run = order.runs[number]
        part = run.narrow(rows).order_by()
        if number == place.run:
            part = run.sorted(rows, not order.descending).filter(run.beyond(place, not order.descending))
        total += part[: MOST + 1 - total].count()
        if total > MOST:
            break
    return total
