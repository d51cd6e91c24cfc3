"""Who lives in the province: 25 towns, 3,000 enterprises, 240 people, beside those of the demo."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from benchmarks.province import names

MORE_TOWNS = (("901", "云溪镇", "云总工"), ("902", "石壁湖镇", "石总工"))
ENTERPRISES, UNIONS_A_TOWN = 3_000, 2
SINCE = date(2017, 1, 1)
PEOPLE_OF = {"mediator": 4, "reviewer": 1, "signer": 1}  # of a town
DOUBLES = {("city_union", "mediator"): 6, ("city_union", "volunteer"): 2, ("city_union", "reviewer"): 2}
Row = dict[str, Any]


@dataclass
class Cast:
    """Rows by table and id, and who can take whose place."""

    rows: dict[str, dict[int, Row]]
    towns: list[int] = field(default_factory=list)
    people: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    union_of: dict[int, int] = field(default_factory=dict)  # enterprise union by employer
    employers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # by town
    unionised: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, **values: Any) -> int:
        """A further row, its unnamed columns as in the first one of the table."""
        rows = self.rows[table]
        pk = max(rows) + 1
        rows[pk] = {**next(iter(rows.values())), **values, "id": pk}
        return pk


def grow(rows: dict[str, dict[int, Row]], rng: Random) -> Cast:
    """The cast of the demo, and everybody else that a province needs."""
    cast = Cast(rows)
    city = next(pk for pk, row in rows["organisation"].items() if row["kind"] == "city_union")
    for digits, name, prefix in MORE_TOWNS:
        cast.add(
            "organisation", code=f"330681{digits}", name=f"诸暨市{name}总工会", short_name=name, kind="town_union",
            parent_id=city, employer_id=None, letter_prefix=prefix, seal_text=f"诸暨市{name}总工会",
            address=f"诸暨市{name}人民政府驻地", phone=f"0575-87{digits}351",
        )  # fmt: skip
    cast.towns = [pk for pk, row in rows["organisation"].items() if row["kind"] == "town_union"]
    units = rows["organisation"].items()
    cast.union_of = {row["employer_id"]: pk for pk, row in units if row["employer_id"]}
    _found_enterprises(cast, rng)
    _enlist(cast, rng)
    return cast


def _found_enterprises(cast: Cast, rng: Random) -> None:
    taken = {row["name"] for row in cast.rows["employer"].values()}
    for pk, row in cast.rows["employer"].items():
        cast.employers[row["town_id"]].append(pk)
    number = len(taken)
    while number < ENTERPRISES:
        town = cast.towns[int(len(cast.towns) * rng.random() ** 1.4)]
        place = cast.rows["organisation"][town]["short_name"]
        name, word, industry = names.enterprise(rng, place)
        if name in taken:
            continue
        number += 1
        taken.add(name)
        pk = cast.add(
            "employer", name=name, credit_code=f"91330681MAPR{number:05d}X", address=f"诸暨市{place}园区路{number}号",
            representative=names.person(rng), contact=names.person(rng), phone="", industry=industry,
            staff_count=int(5 + 1_500 * rng.random() ** 5), town_id=town,
        )  # fmt: skip
        cast.employers[town].append(pk)
        if sum(one in cast.union_of for one in cast.employers[town]) < UNIONS_A_TOWN:
            cast.union_of[pk] = _found_union(cast, town, pk, word)
    for town, found in cast.employers.items():
        cast.unionised[town] = [pk for pk in found if pk in cast.union_of]


def _found_union(cast: Cast, town: int, employer: int, word: str) -> int:
    upper, own = cast.rows["organisation"][town], cast.rows["employer"][employer]
    prefix = f"{upper['short_name'][:-1]}{word}工"
    return cast.add(
        "organisation", code=f"{upper['code']}P{employer}", name=f"{own['name']}工会委员会", short_name=f"{word}工会",
        kind="enterprise_union", parent_id=town, employer_id=employer, letter_prefix=prefix,
        seal_text=f"{own['name']}工会委员会", address=own["address"], phone=f"0575-8{employer:07d}",
    )  # fmt: skip


def _enlist(cast: Cast, rng: Random) -> None:
    """Everybody in office since 2017; every organisation with as many of a role as its kind has."""
    roles: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in cast.rows["membership"].values():
        row["since"] = SINCE.isoformat()
        roles[row["role"], row["organisation_id"]].append(row)
    wanted: dict[tuple[str, int], int] = {}
    for pk, unit in cast.rows["organisation"].items():
        if unit["kind"] == "town_union":
            wanted |= {(role, pk): number for role, number in PEOPLE_OF.items()}
        elif unit["kind"] == "enterprise_union":
            wanted["mediator", pk] = 1
    for key, found in roles.items():
        kind = cast.rows["organisation"][key[1]]["kind"]
        wanted.setdefault(key, len(found) * DOUBLES.get((kind, key[0]), 1))
    samples = {role: row for (role, _unit), found in roles.items() for row in found}
    for (role, unit_id), number in wanted.items():
        own = roles[role, unit_id]
        share = number // max(len(own), 1)
        for original in own or [{}]:
            cast.people[role, unit_id] += [original["user_id"]] if original else []
            missing = share - bool(original)
            cast.people[role, unit_id] += [_double(cast, rng, samples[role], unit_id) for _ in range(missing)]


def _double(cast: Cast, rng: Random, model: Row, unit: int) -> int:
    """Another person in the same role, who cannot sign in."""
    number, nobody = max(cast.rows["user"]) + 1, UNUSABLE_PASSWORD_PREFIX
    user = cast.add("user", username=f"person.{number}", display_name=names.person(rng), password=nobody, email="")
    card = f"省劳监{number:04d}" if model["supervisor_card"] else ""
    given = {"role": model["role"], "position": model["position"], "supervisor_card": card}
    cast.add("membership", **given, user_id=user, organisation_id=unit, since=SINCE.isoformat(), until=None)
    return user
