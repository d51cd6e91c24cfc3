"""Many cases in few statements: copies of one registered case over days, towns, states and people."""

from datetime import timedelta
from uuid import UUID

from mediation.classification import Category
from mediation.models import Deadline, Dispute, DisputeWords, Event, Involvement, Party
from mediation.words import kept
from tests import cast, factories

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋"


def many_cases(count, today, first=None):
    """So many copies of the first case (a new one by default): a worker, involvements, a running deadline, words."""
    start = Dispute.objects.count() if first else 0
    first = first or factories.register_dispute(factories.later(today, -30))
    people = (cast.city_mediator(), cast.town_mediator(), cast.other_town_mediator(), None)
    states, units = ("registered", "accepted", "mediating", "closed", "declined"), (cast.town(), cast.other_town())
    rows = []
    for number in range(start, start + count):
        state, unit, day = states[number % 5], units[number // 5 % 2], today - timedelta(days=number % 700 + 40)
        ended = day + timedelta(days=9) if state in ("closed", "declined") else None
        given = {
            "number": f"诸总工调〔2020〕{number + 1}号", "intake_key": UUID(int=number), "state": state,
            "received_on": day, "town_id": unit.pk, "holder_id": unit.pk, "level": "town", "ended_on": ended,
            "closed_on": ended if state == "closed" else None, "handler": people[number // 10 % 4],
            "outcome": {"closed": "R01", "declined": "R07"}.get(state, ""),
            "category": Category.values[number // 7 % len(Category.values)], "worker_count": number % 60 // 5 + 1,
            "amount_claimed": number % 1_000 * 10, "accepted_on": day if state in ("accepted", "mediating") else None,
        }  # fmt: skip
        rows.append(Dispute(**_copied(first, given)))
    rows = Dispute.objects.bulk_create(rows, 200)
    _hang_on(first, rows, today)
    return rows


def _copied(row, given):
    """The values of the row that the database does not compute, with others in their place."""
    fields = [field for field in row._meta.concrete_fields if not (field.primary_key or field.generated)]
    values = {field.name: getattr(row, field.name) for field in fields}
    return {**{name: value for name, value in values.items() if f"{name}_id" not in given}, **given}


def _hang_on(first, rows, today):
    opened = Event.objects.filter(dispute=first).first()
    parties, involvements, deadlines, words = [], [], [], []
    for number, row in enumerate(rows):
        name = SURNAMES[number % 10] + GIVEN[number // 10 % 10] + GIVEN[number // 100 % 10]
        parties.append(Party(dispute=row, role="applicant", kind="worker", name=name))
        involvements += [
            Involvement(dispute=row, organisation_id=row.holder_id, role=role, since=row.received_on)
            for role in ("registrar", "holder")
        ]
        if row.ended_on is None:
            deadlines.append(Deadline(dispute=row, rule="M2", trigger_on=row.received_on, length=3, unit="working_day",
                due_on=today + timedelta(days=number % 90 - 60), opened_by=opened))  # fmt: skip
        text, pieces = kept([row.number, row.employer.name, name, row.summary])
        words.append(DisputeWords(dispute=row, text=text, pieces=pieces))
    for model, found in ((Party, parties), (Involvement, involvements), (Deadline, deadlines), (DisputeWords, words)):
        model.objects.bulk_create(found, 200)
