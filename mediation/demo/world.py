"""The people and places of the demo year, founded once and looked up by name."""

from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password

from mediation.access import Role
from mediation.demo.accounts import ACCOUNTS, PASSWORD, Account, colleagues
from mediation.demo.enterprises import ENTERPRISES, Enterprise, credit_code, union_code, union_unit
from mediation.models import Employer, Organisation, User
from mediation.operations.foundation import enlist, found, found_all
from mediation.workdays import Calendar
from mediation.zhuji import AREA, CITY, town_code


class World:
    """Everybody the stories need; `unit` finds organisations by code, `who` people by account."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.units: dict[str, Organisation] = {}
        self.employers: dict[str, Employer] = {}
        self.people: dict[str, User] = {}
        self.roles: dict[tuple[str, str], list[User]] = {}

    def settle(self, since: date) -> None:
        """Found the organisations and employers, and enlist everybody since the day."""
        found_all()
        for index, row in enumerate(ENTERPRISES, start=1):
            self._settle_enterprise(index, row)
        for unit in Organisation.objects.select_related("parent__parent"):
            self.units[unit.code] = unit
        password = make_password(PASSWORD)
        for account in ACCOUNTS:
            self._enlist(account, since, password)
        for account in colleagues():
            self._enlist(account, since, "")

    def _settle_enterprise(self, index: int, row: Enterprise) -> None:
        town = Organisation.objects.get(code=town_code(row.town))
        employer = Employer.objects.create(
            name=row.name, credit_code=credit_code(index), town=town, address=f"诸暨市{row.town}工业路{index}号",
            representative=row.representative, contact=f"{row.representative[0]}经理", industry=row.industry,
            staff_count=row.staff,
        )  # fmt: skip
        self.employers[row.name] = employer
        if row.union:
            found(union_unit(row), employer)

    def _enlist(self, account: Account, since: date, password: str) -> None:
        person = enlist(
            account.username, account.name, self.units[account.unit], account.kind, since=since,
            position=account.position, supervisor_card=account.card, password=password,
        )  # fmt: skip
        if password:  # of those whose desk is shown: a domain that no mail ever reaches (RFC 2606)
            person.email = f"{account.username}@example.invalid"
            person.save(update_fields=["email"])
        self.people[account.username] = person
        self.roles.setdefault((account.unit, account.kind), []).append(person)

    # Places ---------------------------------------------------------------------------------------------

    @property
    def city(self) -> Organisation:
        return self.units[CITY]

    def partner(self, letters: str) -> Organisation:
        """HR, HR-I, HR-A, COURT, PROC, JUST, HOUS or EMER."""
        return self.units[AREA + letters]

    def town_of(self, enterprise: Enterprise) -> Organisation:
        return self.units[town_code(enterprise.town)]

    def union_of(self, enterprise: Enterprise) -> Organisation:
        return self.units[union_code(enterprise)]

    # People ---------------------------------------------------------------------------------------------

    def who(self, username: str) -> User:
        return self.people[username]

    def mediators(self, unit: Organisation) -> list[User]:
        return self.roles[unit.code, Role.MEDIATOR]

    def reviewers(self, unit: Organisation) -> list[User]:
        """Those of the union, or of the one above it that reviews for it."""
        return self._nearest(unit, Role.REVIEWER)

    def signers(self, unit: Organisation) -> list[User]:
        return self._nearest(unit, Role.SIGNER)

    def volunteers(self) -> list[User]:
        return self.roles[CITY, Role.VOLUNTEER]

    def supervisors(self, rng: Random) -> tuple[User, ...]:
        """Two of the city's mediators, who all carry a card."""
        return tuple(rng.sample(self.mediators(self.city), 2))

    def _nearest(self, unit: Organisation, role: str) -> list[User]:
        while (unit.code, role) not in self.roles:
            assert unit.parent is not None, unit
            unit = unit.parent
        return self.roles[unit.code, role]
