"""Who may change what holds for the whole office: calendar, rules, lawbook."""

from mediation import access
from mediation.access import Act
from mediation.models import Membership, User
from mediation.operations.errors import StepForbidden


def administrator(by: User, words: str) -> Membership:
    """The membership under which the person administers; StepForbidden in these words without one."""
    actor: Membership | None = access.membership_for(by, Act.ADMINISTER)
    if actor is None:
        raise StepForbidden(words)
    return actor
