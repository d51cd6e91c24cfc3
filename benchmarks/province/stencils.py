"""A life as a stencil: rows whose columns are fixed, or a day, an id, a word, a text with such words in it."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

FIRST_DAY = date(2000, 1, 1)
DAYS = [(FIRST_DAY + timedelta(days=n)).isoformat() for n in range(60 * 366)]  # by the number of the day
ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
SAID = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
MARK = re.compile('"\ue000(\\d+)\ue001"')  # a number in JSON that is another one in every case
Key = tuple[Any, ...]
Words = list[Any]

ID, WORD, DAY, INSTANT, TEXT = range(5)


def day_number(text: str) -> int:
    return (date.fromisoformat(text[:10]) - FIRST_DAY).days


@dataclass
class Row:
    """One row: its values, and which columns are written anew as (column, kind, argument, further argument)."""

    table: int
    values: list[Any]
    changes: list[tuple[int, int, Any, Any]] = field(default_factory=list)

    def render(self, base: list[int], words: Words, shift: int) -> list[Any]:
        """The row of one case: first ids by table, the words of the case, and the days it is moved by."""
        values = self.values.copy()
        for column, kind, what, more in self.changes:
            if kind == ID:
                values[column] = base[what] + more
            elif kind == WORD:
                values[column] = words[what]
            elif kind == DAY:
                values[column] = DAYS[what + shift]
            elif kind == INSTANT:
                values[column] = DAYS[what + shift] + more
            else:
                values[column] = "".join([_piece(part, words, shift) for part in what])
        return values


def _piece(part: Any, words: Words, shift: int) -> str:
    if type(part) is str:
        return part
    if type(part) is int:
        return str(words[part])
    number, said = part
    if not said:
        return DAYS[number + shift]
    day = FIRST_DAY + timedelta(days=number + shift)
    return f"{day.year}年{day.month}月{day.day}日"


class Pieces:
    """Cuts texts at the words of a life (`tokens`: text to the number of its word) and at dates."""

    def __init__(self, tokens: dict[str, int]) -> None:
        self.tokens = tokens
        words = sorted((text for text in tokens if text), key=len, reverse=True)
        parts = [MARK.pattern, ISO.pattern, SAID.pattern, *map(re.escape, words)]
        self.pattern = re.compile("|".join(parts))

    def cut(self, text: str) -> list[Any] | None:
        """The pieces of a text; None when it is the same in every case."""
        parts: list[Any] = []
        end = 0
        for match in self.pattern.finditer(text):
            part = self._part(match)
            if part is None:
                continue
            parts += [text[end : match.start()], part]
            end = match.end()
        return [part for part in (*parts, text[end:]) if part != ""] if parts else None

    def _part(self, match: re.Match[str]) -> Any:
        mark, *days = match.groups()
        if mark is not None:
            return int(mark)
        for said, numbers in ((False, days[:3]), (True, days[3:])):
            if numbers[0] is not None:
                try:
                    return (date(*map(int, numbers)) - FIRST_DAY).days, said
                except ValueError:
                    return None
        return self.tokens[match.group()]


@dataclass
class Life:
    """One life: its rows, its words, the first and the last day, and what of the cast it needs."""

    dispute: int
    first: int
    last: int
    is_open: bool
    town: int
    union: int | None
    employer: int
    keys: list[Key] = field(default_factory=list)  # of its words, by number
    rows: list[Row] = field(default_factory=list)
    letters: list[tuple[int, str, int]] = field(default_factory=list)  # issuer, kind, day of each issued one
    counts: list[int] = field(default_factory=list)  # rows by table
    rosters: dict[int, tuple[str, int, int, int]] = field(default_factory=dict)  # role, unit, place, of how many
    numbers: dict[Key, int] = field(default_factory=dict, repr=False)

    def word(self, *key: Any) -> int:
        """The number of the word of that key."""
        if key not in self.numbers:
            self.numbers[key] = len(self.keys)
            self.keys.append(key)
        return self.numbers[key]

    def prune(self) -> None:
        """Leave out the words that no row holds."""
        used = {what for row in self.rows for _column, kind, what, _more in row.changes if kind == WORD}
        texts = [what for row in self.rows for _column, kind, what, _more in row.changes if kind == TEXT]
        used |= {part for parts in texts for part in parts if type(part) is int}
        kept = sorted(used)
        place = {number: index for index, number in enumerate(kept)}
        self.keys = [self.keys[number] for number in kept]
        for parts in texts:
            parts[:] = [place[part] if type(part) is int else part for part in parts]
        for row in self.rows:
            row.changes = [
                (column, kind, place[what] if kind == WORD else what, more) for column, kind, what, more in row.changes
            ]
