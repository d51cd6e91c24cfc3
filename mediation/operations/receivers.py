"""Who is told of a deadline (提醒对象): the people of a day by place and role, and the ranks of `reminding`."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from mediation.access import Role
from mediation.deadline_rules.groups import HAND_OVER
from mediation.models import Interest, Membership, Organisation, Recusal, User
from mediation.reminding import ROLES, Receiver, Stage


class Staff:
    """Everybody active with a membership on the day, and who is barred from what; four queries however many cases."""

    def __init__(self, day: date) -> None:
        self.people: dict[int, User] = {}
        self._at: dict[tuple[int, str], set[int]] = defaultdict(set)
        rows = Membership.objects.valid_on(day).of_people().filter(user__is_active=True)
        for row in rows.select_related("user", "organisation__parent__parent"):
            user = self.people.setdefault(row.user_id, row.user)
            user.__dict__.setdefault("memberships_now", []).append(row)  # those of the day, and no query a person
            self._at[row.organisation_id, row.role].add(row.user_id)
        self._above = dict(Organisation.objects.values_list("pk", "parent_id"))
        self._recused, self._interested = defaultdict(set), defaultdict(set)
        for dispute, person in Recusal.objects.values_list("dispute_id", "user_id"):
            self._recused[dispute].add(person)
        for employer, person in Interest.objects.values_list("employer_id", "user_id"):
            self._interested[employer].add(person)

    def barred(self, dispute: int, employer: int) -> set[int]:
        """Ids of the people recused in the case or with an interest in its employer."""
        return self._recused.get(dispute, set()) | self._interested.get(employer, set())

    def above(self, unit: int) -> int | None:
        return self._above.get(unit)

    def at(self, unit: int | None, roles: Collection[str], barred: set[int]) -> set[int]:
        """Ids of who holds one of the roles in the organisation."""
        found = (self._at.get((unit, role), set()) for role in roles if unit is not None)
        return set[int]().union(*found) - barred

    def nearest(self, unit: int | None, roles: Collection[str], barred: set[int]) -> set[int]:
        """Those of the organisation, or of the next one above it that has any."""
        while unit is not None:
            if found := self.at(unit, roles, barred):
                return found
            unit = self._above.get(unit)
        return set()


def receivers(stage: Stage, row: Any, staff: Staff) -> set[int]:
    """Ids of the people whom the stage tells of a deadline.

    `row` has dispute_id, handler, holder, employer, agency, owner, unit_in_charge (ids or None) and rule.
    """
    barred = staff.barred(row.dispute_id, row.employer)
    ranks = (_RANKS[rank](row, staff, barred) for rank in stage.receivers)
    return set[int]().union(*ranks)


def _doers(row: Any, staff: Staff, barred: set[int]) -> set[int]:
    """Who handles the case or owns the task, and the office that has the parcel."""
    person: int = row.owner or (0 if row.unit_in_charge else row.handler or 0)
    roles = ROLES[Receiver.HANDLER]
    if person in staff.people and person not in barred:
        told = {person}
    elif row.unit_in_charge:
        told = staff.nearest(row.unit_in_charge, (*roles, Role.LIAISON), barred)
    else:
        told = staff.nearest(row.holder, roles, barred)
    if row.rule in HAND_OVER:
        told |= staff.nearest(row.agency, (Role.LIAISON,), barred)
    return told


_RANKS = {
    Receiver.HANDLER: _doers,
    Receiver.UNIT: lambda row, staff, barred: staff.nearest(row.holder, ROLES[Receiver.UNIT], barred),
    Receiver.MANAGER: lambda row, staff, barred: staff.at(row.holder, ROLES[Receiver.MANAGER], barred),
    Receiver.UPPER: lambda row, staff, barred: staff.nearest(
        staff.above(row.holder), ROLES[Receiver.UPPER], barred
    ),
}  # fmt: skip
