"""Groups (分组): by what a report divides its figures, as expressions on the case and the words of their values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import add
from typing import Any

from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation.classification import Category, Channel
from mediation.classification import Group as WorkerGroup
from mediation.machine import StrOrPromise
from mediation.models import LEVEL_CHOICES, Organisation, Party, User
from mediation.reports.industries import INDUSTRIES
from mediation.reports.periods import Period, label_of, period_of, steps_of

NONE = "none"  # the value of what is not given
SIZES = ((10, "1-9"), (50, "10-49"), (300, "50-299"), (1000, "300-999"))  # below so many staff [D]
LARGEST = "1000+"
NOT_GIVEN = _("Not given")
Words = Mapping[str, StrOrPromise]


@dataclass(frozen=True)
class Group:
    """One way to divide the cases by a field or expression.

    `words` gives values in order, `keys` tells that they are ids, `missing` is said of what is not given.
    """

    code: str
    label: StrOrPromise
    expression: Callable[[str], Any]  # from the prefix that leads to the case
    words: Callable[[Iterable[str]], Words]
    keys: bool = False
    missing: StrOrPromise = NOT_GIVEN

    def filter(self, rows: QuerySet[Any], prefix: str, value: str) -> QuerySet[Any]:
        """The rows of one value; of an unknown value none."""
        name = f"of_{self.code}"
        rows = rows.alias(**{name: self.expression(prefix)})
        if value == NONE:
            missing = Q(**{f"{name}__isnull": True})
            return rows.filter(missing if self.keys else missing | Q(**{f"{name}__in": ("", NONE)}))
        if self.keys and not _is_key(value):
            return rows.none()
        return rows.filter(**{name: int(value) if self.keys else value})


@dataclass(frozen=True)
class Members:
    """A division in which a case may stand in several rows, so that the rows do not add up to the total."""

    code: str
    label: StrOrPromise
    words: Callable[[Iterable[str]], Words]
    condition: Callable[[str, str], Q]  # from the prefix that leads to the case, and a value

    def of(self, disputes: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The cases of one value; of an unknown value none."""
        return disputes.filter(self.condition("", value)) if value in self.words(()) else disputes.none()

    def expression(self, prefix: str) -> Any:
        """One number for the rows in which a case stands: the first counts 1, the second 2, the third 4 …"""
        bits = (
            When(self.condition(prefix, value), then=Value(1 << place)) for place, value in enumerate(self.words(()))
        )
        return reduce(add, (Case(bit, default=Value(0), output_field=IntegerField()) for bit in bits))

    def rows_of(self, value: str) -> list[str]:
        """The rows that such a number means."""
        number = 0 if value == NONE else int(value)
        return [row for place, row in enumerate(self.words(())) if number >> place & 1]


@dataclass(frozen=True)
class Steps:
    """A division of time."""

    code: str
    label: StrOrPromise

    def parts(self, period: Period) -> dict[str, Period]:
        """The months, quarters or years of the period by value ("2026-03", "2026-Q1", "2026"), cut at its ends."""
        return {label_of(period_of(part.first, self.code)): part for part in steps_of(period, self.code)}


@lru_cache(maxsize=4096)  # the same few values stand in very many lines
def key_of(value: Any) -> str:
    """The value of a row as text; what is not given is `none`."""
    return NONE if value in (None, "") else str(value)


def _of(field: str) -> Callable[[str], F]:
    return lambda prefix: F(prefix + field)


def _size(prefix: str) -> Case:
    staff = f"{prefix}employer__staff_count"
    bands = [When(**{f"{staff}__lt": below}, then=Value(code)) for below, code in SIZES]
    return Case(
        When(**{f"{staff}__isnull": True}, then=Value(NONE)), *bands, default=Value(LARGEST), output_field=CharField()
    )


def _listed(pairs: Iterable[tuple[str, StrOrPromise]]) -> Callable[[Iterable[str]], Words]:
    known = dict(pairs)
    return lambda values: known


def _towns(values: Iterable[str]) -> Words:
    rows = Organisation.objects.filter(pk__in=_ids(values)).order_by("code")
    return {str(pk): name for pk, name in rows.values_list("pk", "short_name")}


def _people(values: Iterable[str]) -> Words:
    rows = User.objects.filter(pk__in=_ids(values)).order_by("display_name", "pk")
    return {str(pk): name for pk, name in rows.values_list("pk", "display_name")}


def _ids(values: Iterable[str]) -> list[str]:
    return [value for value in values if _is_key(value)]


def _is_key(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 19  # SQLite takes no greater number


def _has_worker_of(prefix: str, value: str) -> Q:
    """An applicant belongs to the special group by the record."""
    text = Cast("groups", TextField())  # SQLite has no containment for JSON
    people = Party.objects.filter(dispute=OuterRef(f"{prefix}pk"), role=Party.Role.APPLICANT)
    return Q(Exists(people.alias(codes=text).filter(codes__contains=f'"{value}"')))


_BANDS = [
    (code, format_lazy(_("{number} staff"), number=code.replace("-", "–"))) for code in (*dict(SIZES).values(), LARGEST)
]
_ROWS: tuple[Group | Members | Steps, ...] = (
    Steps("month", _("Month")),
    Steps("quarter", _("Quarter")),
    Steps("year", _("Year")),
    Group("level", _("Level"), _of("level"), _listed(LEVEL_CHOICES)),
    Group("town", _("Town"), _of("town_id"), _towns, keys=True),
    Group("handler", _("Handler"), _of("handler_id"), _people, keys=True, missing=_("Nobody yet")),
    Group("category", _("Dispute type"), _of("category"), _listed(Category.choices)),
    Group("industry", _("Industry"), _of("employer__industry"), _listed(INDUSTRIES.items())),
    Group("employer_size", _("Size of the employer"), _size, _listed(_BANDS)),
    Group("channel", _("Channel"), _of("channel"), _listed(Channel.choices)),
    Members("worker_group", _("Special group of workers"), _listed(WorkerGroup.choices), _has_worker_of),
)
GROUPS: dict[str, Group | Members | Steps] = {row.code: row for row in _ROWS}
