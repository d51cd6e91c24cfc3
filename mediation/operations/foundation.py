"""Founding the house: organisations from plain data, and people with their memberships. Every act is repeatable."""

from datetime import date

from mediation.models import Employer, Membership, Organisation, User
from mediation.zhuji import UNITS, Unit


def found(unit: Unit, employer: Employer | None = None) -> tuple[Organisation, bool]:
    """Create or refresh one organisation; whether it is new comes second. Its parent must exist already.

    What an office has set itself (the text of the seal, whether it is active) stays. Raises Organisation.DoesNotExist.
    """
    parent = Organisation.objects.get(code=unit.parent) if unit.parent else None
    values = {
        "name": unit.name, "short_name": unit.short_name, "kind": unit.kind, "parent": parent, "employer": employer,
        "letter_prefix": unit.letter_prefix, "address": unit.address, "phone": unit.phone,
    }  # fmt: skip
    return Organisation.objects.update_or_create(code=unit.code, defaults=values)


def found_all() -> tuple[int, int]:
    """Create or refresh the organisations of Zhuji, upper ones first; how many are new, how many were there."""
    outcomes = [found(unit)[1] for unit in UNITS]
    return sum(outcomes), len(outcomes) - sum(outcomes)


def enlist(
    username: str, name: str, organisation: Organisation, role: str, *, since: date, position: str = "",
    supervisor_card: str = "", password: str = "",
) -> User:  # fmt: skip
    """A person with a role in an organisation from a day; `password` is a hash, empty for one who cannot sign in."""
    user, created = User.objects.get_or_create(username=username, defaults={"display_name": name})
    if created:
        user.password = password
        if not password:
            user.set_unusable_password()
        user.save(update_fields=["password"])
    Membership.objects.update_or_create(
        user=user, organisation=organisation, role=role,
        defaults={"since": since, "position": position, "supervisor_card": supervisor_card},
    )  # fmt: skip
    user.__dict__.pop("memberships_now", None)
    return user
