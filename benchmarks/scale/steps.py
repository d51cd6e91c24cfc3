"""Goal 6: a whole step beside plain django-fsm with a full save and one event; and many people on two cases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

import django_fsm
from django.db import connection, models, transaction
from django.utils import timezone

from benchmarks.scale.ground import queries
from benchmarks.scale.race import Goal, race, ratio
from mediation.access import Act, may
from mediation.integrity.history import one_event_a_change, replay_gives_present
from mediation.integrity.volume import volumes
from mediation.models import Dispute, Event, Membership, User
from mediation.models.signed_in import SignedIn
from mediation.operations.steps import take_step

WORKERS, ACTS = 8, 5
Acceptable = tuple[Dispute, User, User]  # a registered case, its reviewer, a mediator of its union


def _plain() -> Any:
    """The same table as a model of its own, as a tutorial has it: an FSMField, no requirement, no right."""
    fields: dict[str, Any] = {}
    for field in Dispute._meta.concrete_fields:
        if field.generated or field.name == "state":
            continue
        copy = field.clone()
        if field.remote_field:
            copy = models.ForeignKey(field.remote_field.model, models.DO_NOTHING, null=field.null,
                related_name="+", db_column=field.column)  # fmt: skip
        fields[field.name] = copy

    def accept(self: Any, day: Any) -> None:
        self.accepted_on = day

    state = django_fsm.FSMField()
    meta = type("Meta", (), {"managed": False, "db_table": Dispute._meta.db_table, "app_label": "benchmarks"})
    verb = django_fsm.transition(state, source="registered", target="accepted")(accept)
    return type(
        "Plain", (models.Model,), {**fields, "state": state, "accept": verb, "Meta": meta, "__module__": __name__}
    )


def measure(rounds: int) -> list[Goal]:
    """Accepting a registered case, rolled back each time; the same cases in turn."""
    plain, at = _plain(), timezone.now()
    able, numbers = acceptable(at), count()

    def next_one() -> Acceptable:
        return able[next(numbers) // 2 % len(able)]

    ways = {"ours": lambda: accept(*next_one(), at), "plain": lambda: _theirs(plain, *next_one(), at)}
    times = race(ways, rounds * 4)
    for name, way in ways.items():
        with queries() as sent:
            way()
        print(f"{name}: {times.median(name):.1f} ms, {len(sent)} statements")
    return [Goal("goal 6: whole step / plain", ratio(times, ["ours"], ["plain"]), 1), _crowd(at)]


def acceptable(at: datetime) -> list[Acceptable]:
    """Cases that can be accepted. Raises AssertionError when there is none."""
    return _able("accept", at, state="registered", elsewhere="no")


def assignable(at: datetime) -> list[Acceptable]:
    """Cases that can be assigned; that one was does not hinder the next. Raises AssertionError when there is none."""
    return _able("assign", at, state="mediating")


def _able(verb: str, at: datetime, **which: str) -> list[Acceptable]:
    cases = Dispute.objects.filter(**which).select_related("holder__parent__parent")[:40]
    found = [able for row in cases if (able := _with_people(row)) and _works(verb, *able, at)]
    if not found:
        raise AssertionError(f"No case can take the step: {verb}.")
    return found


def _with_people(row: Dispute) -> Acceptable | None:
    """The case, who may accept it, and a mediator of its union."""
    here = Membership.objects.filter(organisation__in=row.holder.lineage).select_related("user")
    reviewer = next((one.user for one in here if may(one.user, Act.ACCEPT, row) and not row.is_recused(one.user)), None)
    handler = next((one.user for one in here if one.role == "mediator" and one.organisation_id == row.holder_id), None)
    return (row, reviewer, handler) if reviewer and handler else None


def _works(verb: str, row: Dispute, reviewer: User, handler: User, at: datetime) -> bool:
    from mediation.operations.errors import StepForbidden, StepRefused  # noqa: PLC0415 - for this question alone

    try:
        _step(verb, row, reviewer, handler, at)
    except (StepForbidden, StepRefused):
        return False
    return True


def accept(row: Dispute, reviewer: User, handler: User, at: datetime) -> None:
    """The whole step by who is signed in, rolled back."""
    _step("accept", row, reviewer, handler, at)


def _step(verb: str, row: Dispute, reviewer: User, handler: User, at: datetime) -> None:
    with transaction.atomic():
        by = SignedIn().get_user(reviewer.pk) or reviewer
        take_step(row, verb, by=by, at=at, handler=handler)
        transaction.set_rollback(True)


def _theirs(plain: Any, row: Dispute, reviewer: User, handler: User, at: datetime) -> None:
    with transaction.atomic():
        _taken(plain, row, User.objects.get(pk=reviewer.pk), handler, at)
        transaction.set_rollback(True)


@transaction.atomic  # its own, as `take_step` has one
def _taken(plain: Any, row: Dispute, by: User, handler: User, at: datetime) -> None:
    found = plain.objects.select_for_update().get(pk=row.pk)
    before = found.state
    found.accept(at.date())
    found.handler_id = handler.pk
    found.save()
    Event.objects.create(
        dispute=row, number=10_000, subject="dispute", kind="accept", from_state=before, to_state=found.state,
        at=at, by=by, role="reviewer", organisation=row.holder, data={},
    )  # fmt: skip


def _crowd(at: datetime) -> Goal:
    """Eight workers name handlers in two cases at once, for good; whether each history is still whole."""
    chosen = assignable(at)[:2]
    people = {row.pk: (reviewer, handler) for row, reviewer, handler in chosen}
    with ThreadPoolExecutor(WORKERS) as pool:
        taken = sum(pool.map(lambda worker: _assign(worker, list(people), people, at), range(WORKERS)))
    broken = list(_breaks([row for row, _reviewer, _handler in chosen]))
    print(f"{taken} of {WORKERS * ACTS} assignments by {WORKERS} workers on two cases: {len(broken)} breaks")
    return Goal("goal 6: breaks of the history under 8 workers", len(broken), 0)


def _assign(worker: int, keys: list[int], people: dict[int, Any], at: datetime) -> int:
    rng, done = Random(worker), 0  # noqa: S311 - an order, no secret
    try:
        for _act in range(ACTS):
            key = rng.choice(keys)
            reviewer, handler = people[key]
            by = User.objects.get(pk=reviewer.pk)
            take_step(Dispute.objects.get(pk=key), "assign", by=by, at=at, handler=handler)
            done += 1
    finally:
        connection.close()
    return done


def _breaks(rows: list[Dispute]) -> Iterator[str]:
    for volume in volumes(Dispute.objects.filter(pk__in=[row.pk for row in rows])):
        yield from one_event_a_change(volume)
        yield from replay_gives_present(volume)
