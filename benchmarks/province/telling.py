"""The rows of one case of the plan, from the stencil of its life."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Any

from benchmarks.province import names
from benchmarks.province.cast import Cast
from benchmarks.province.plan import Plan, first_letters, identity
from benchmarks.province.source import Table
from benchmarks.province.stencils import FIRST_DAY, Life, day_number
from documents.kinds import KINDS
from mediation.deadlines import Unit, count, count_hours
from mediation.models import Deadline
from mediation.models.calendar import load_calendar
from mediation.words import kept

Rows = list[list[list[Any]]]  # by table


class Teller:
    """Tells the cases of a plan; keeps the next free id of every table."""

    def __init__(self, plan: Plan, cast: Cast, tables: list[Table], seed: int) -> None:
        self.plan, self.cast, self.seed = plan, cast, seed
        self.base = [1] * len(tables)
        self.columns = {table.name: [one.column for one in table.fields] for table in tables}
        self.table = {table.name: number for number, table in enumerate(tables)}
        root = next(row for row in cast.rows["organisation"].values() if row["kind"] == "city_union")
        self.prefix = f"{root['letter_prefix']}调"
        self.calendar, self.counted = load_calendar(), dict[tuple[Any, ...], tuple[Any, ...]]()
        self.place = {name: self.columns["deadline"].index(name) for name in self.columns["deadline"]}

    def cases(self, size: int) -> Iterator[Rows]:
        """The rows of all cases, so many cases at once."""
        rows: Rows = [[] for _table in self.base]
        for case, first in enumerate(first_letters(self.plan)):
            self._tell(case, first, rows)
            if (case + 1) % size == 0:
                yield rows
                rows = [[] for _table in self.base]
        yield rows

    def _tell(self, case: int, first_letter: int, rows: Rows) -> None:
        life, shift = self.plan.lives[self.plan.life[case]], 7 * self.plan.weeks[case]
        words = self._words(life, case, first_letter, shift)
        told = [(row.table, row.render(self.base, words, shift)) for row in life.rows]
        for table, values in told:
            if table == self.table["deadline"]:
                self._recount(values)
            elif table == self.table["disputewords"]:
                values[1:] = self._found_by(told, self.cast.rows["employer"][self.plan.employer[case]]["name"])
            rows[table].append(values)
        self.base = [first + count for first, count in zip(self.base, life.counts, strict=True)]

    def _found_by(self, told: list[tuple[int, list[Any]]], employer: str) -> tuple[str, str]:
        """What the case is found by, as the product keeps it."""
        dispute, party = self.columns["dispute"], self.columns["party"]
        case = next(values for table, values in told if table == self.table["dispute"])
        people = [values[party.index("name")] for table, values in told if table == self.table["party"]]
        return kept([case[dispute.index("number")], employer, *people, case[dispute.index("summary")]])

    def _words(self, life: Life, case: int, first_letter: int, shift: int) -> list[Any]:
        rng = Random(self.seed * 10_000_019 + case)  # noqa: S311 - the same province every time is the point
        letters = [self._letter(life, case, place, first_letter, shift) for place in range(len(life.letters))]
        people: dict[int, str] = {}
        words: list[Any] = []
        for kind, *rest in life.keys:
            if kind == "party":
                words.append(self._party(rest, people, rng, self.plan.weeks[case]))
            elif kind in ("organisation", "employer", "user"):
                words.append(self._cast(life, case, kind, rest[0], rest[1]))
            elif kind == "row":
                words.append(self.base[rest[0]] + rest[1])
            elif kind == "case":
                year = FIRST_DAY.fromordinal(FIRST_DAY.toordinal() + life.first + shift).year
                words.append(f"{self.prefix}〔{year}〕{self.plan.serial[case]}号")
            elif kind == "key":
                words.append(f"{rng.getrandbits(96):024x}{case:08x}")
            elif kind == "literal":
                words.append(rest[0])
            else:
                words.append(letters[rest[0]][kind])
        return words

    def _party(self, key: list[Any], people: dict[int, str], rng: Random, weeks: int) -> str:
        pk, column, original = key
        if column == "name":
            return people.setdefault(pk, names.person(rng))
        if column == "id_number":
            return identity(original, weeks, rng)
        return f"120{rng.randrange(10**8):08d}"

    def _cast(self, life: Life, case: int, kind: str, pk: int, column: str) -> Any:
        if kind == "organisation":
            pk = self.plan.unit(self.cast, case, pk)
        elif kind == "employer":
            pk = self.plan.employer[case]
        elif pk in life.rosters:
            role, unit, place, many = life.rosters[pk]
            people = self.cast.people[role, self.plan.unit(self.cast, case, unit)]
            share = len(people) // many
            pk = people[place * share + self.plan.pick[case] % share]
        return pk if column == "id" else self.cast.rows[kind][pk][column]

    def _letter(self, life: Life, case: int, place: int, first: int, shift: int) -> dict[str, Any]:
        issuer, kind, day = life.letters[place]
        unit = self.cast.rows["organisation"][self.plan.unit(self.cast, case, issuer)]
        serial = self.plan.letters[first + place]
        year = FIRST_DAY.fromordinal(FIRST_DAY.toordinal() + day + shift).year
        number = KINDS[kind].number.format(prefix=unit["letter_prefix"], year=year, serial=serial)
        pdf = f"%PDF-1.7\n% stands in for {number}\n".encode()
        digest = hashlib.sha256(pdf).hexdigest()
        code = f"{first + place:09d}"
        code = f"P{code[:3]}-{code[3:6]}0-{code[6:]}0"
        return {"number": number, "serial": serial, "year": year, "pdf": pdf, "sha": digest, "code": code}

    def _recount(self, values: list[Any]) -> None:
        """An open deadline is due as the calendar of its new days says."""
        at = self.place
        if values[at["status"]] != Deadline.Status.OPEN or values[at["paused_on"]] is not None:
            return
        names_of = ("rule", "trigger_on", "trigger_at", "length", "unit", "pauses", "extended")
        key = tuple(values[at[name]] for name in names_of)
        if key not in self.counted:
            self.counted[key] = self._count(*key)
        values[at["due_on"]], values[at["due_at"]], values[at["provisional"]] = self.counted[key]

    def _count(self, rule: str, on: str, hour: str | None, length: int, unit: str, pauses: str, more: int) -> Any:
        row = Deadline(rule=rule, trigger_on=date.fromisoformat(on), length=length, unit=unit, extended=more)
        law = replace(row.law, length=length, unit=Unit(unit))
        if hour is not None and law.unit == Unit.HOUR:
            text = hour if hour.endswith("+00") else f"{hour}+00"
            found: Any = count_hours(law, datetime.fromisoformat(f"{text}:00"))
            return found.on.isoformat(), found.at.isoformat(sep=" "), found.provisional
        row.pauses = json.loads(pauses)
        due = count(law, row.trigger_on, self.calendar, pauses=row.pause_pairs(), extended=more)
        day_number(due.on.isoformat())
        return due.on.isoformat(), None, due.provisional
