"""Divisions (组合分组): by what a report divides its figures: one group, or up to three at once (month, town, type).

Written as the codes of the groups, joined: "town", "month,town,category". The value of a row is written the same way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mediation.reports.groups import GROUPS, NONE, Group, Members, Steps, key_of
from mediation.reports.periods import Period, label_of

MOST_JOINED = 3
COMMA, DOT = ",", " · "
Value = tuple[str, ...]  # of a row: that of each group, in order
Words = list[dict[str, str]]  # of each group, by value


@dataclass(frozen=True)
class Division:
    """Groups in the order of the values of a row; at most one of them is of time. Without any there is one row."""

    groups: tuple[Group | Members | Steps, ...]

    @property
    def label(self) -> str:
        """The names of the groups."""
        return DOT.join(str(group.label) for group in self.groups)

    @property
    def steps(self) -> Steps | None:
        """The months, quarters or years."""
        return next((group for group in self.groups if isinstance(group, Steps)), None)

    @cached_property
    def shared(self) -> Members | None:
        """The group in several of whose rows a case may stand."""
        return next((group for group in self.groups if isinstance(group, Members)), None)

    def without(self, group: Any) -> "Division":
        """The same without one of its groups."""
        return Division(tuple(one for one in self.groups if one is not group))

    def expressions(self, prefix: str) -> dict[str, Any]:
        """What tells the value of each group but the steps, by name, for rows whose `prefix` leads to the case."""
        return {f"of_{group.code}": group.expression(prefix) for group in self.groups if not isinstance(group, Steps)}

    @cached_property
    def _place_of_steps(self) -> int:
        """In the value of a row; -1 without steps."""
        return self.groups.index(self.steps) if self.steps else -1

    def rows_of(self, parts: Sequence[Any], step: str = "") -> Iterable[Value]:
        """The rows that values of `expressions` belong to: one, or of a shared group one for each of its bits."""
        found = list(map(key_of, parts))
        if self._place_of_steps >= 0:
            found.insert(self._place_of_steps, step)
        value, group = tuple(found), self.shared
        if group is None:
            return (value,)
        place = self.groups.index(group)
        return [(*value[:place], part, *value[place + 1 :]) for part in group.rows_of(value[place])]

    def put(self, value: Value, group: Any, part: str) -> Value:
        """The value of a row of the division `without` the group, with the group's part in its place."""
        place = self.groups.index(group)
        return (*value[:place], part, *value[place:])

    def ordered(self, values: Iterable[Value], period: Period) -> tuple[list[Value], Words]:
        """The values in the order of their groups, and the word of each part of them, by group."""
        found = list(values)
        words = [self._in_order(group, {value[place] for value in found}, period)
            for place, group in enumerate(self.groups)]  # fmt: skip
        for place in reversed(range(len(words))):  # sorting is stable: what comes last goes first
            order = {value: number for number, value in enumerate(words[place])}
            found.sort(key=lambda value, place=place, order=order: order[value[place]])  # type: ignore[misc]
        return found, words

    def _in_order(self, group: Group | Members | Steps, values: set[str], period: Period) -> dict[str, str]:
        if isinstance(group, Steps):
            return {value: label_of(part) for value, part in group.parts(period).items()}
        words = {value: str(word) for value, word in group.words(values).items()}
        return words | {value: str(word_of(group, value)) for value in sorted(values - words.keys())}


def word_of(group: Group | Members, value: str) -> str | Promise:
    """The word of a value that a group may not know."""
    missing = group.missing if isinstance(group, Group) else value
    return missing if value == NONE else group.words((value,)).get(value, value)


def division_of(by: str) -> Division:
    """The groups of the codes; raises ValidationError in words where there are none, or where they do not go together.

    Empty codes are no groups.
    """
    codes = by.split(COMMA) if by else []
    if unknown := [code for code in codes if code not in GROUPS]:
        words = {"group": COMMA.join(unknown), "groups": ", ".join(GROUPS)}
        raise ValidationError(_("There is no group “%(group)s”; there are: %(groups)s.") % words)
    if len(codes) > MOST_JOINED:
        raise ValidationError(_("Three groups at most are counted together."))
    if len(set(codes)) < len(codes):
        raise ValidationError(_("Choose different groups."))
    groups = tuple(GROUPS[code] for code in codes)
    if sum(isinstance(group, Steps) for group in groups) > 1:
        raise ValidationError(_("Months, quarters and years divide the same time: choose one of them."))
    return Division(groups)


def is_joint(by: str) -> bool:
    """Whether several groups are counted together."""
    return COMMA in by
