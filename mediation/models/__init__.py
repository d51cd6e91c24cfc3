"""Tables of the tracker."""

from mediation.models.calendar import CalendarDay, CalendarYear, RuleSetting
from mediation.models.deadline import Deadline
from mediation.models.dispute import Dispute
from mediation.models.event import Event
from mediation.models.letter import Letter, LetterRevision
from mediation.models.organisation import LEVEL_CHOICES, Employer, Organisation, OrganisationKind
from mediation.models.party import Claim, FollowUp, Involvement, Party, Recusal
from mediation.models.person import Interest, Membership, User
from mediation.models.proceeding import Agreement, Instalment, MediationSession, Proceeding

__all__ = [
    "LEVEL_CHOICES",
    "Agreement",
    "CalendarDay",
    "CalendarYear",
    "Claim",
    "Deadline",
    "Dispute",
    "Employer",
    "Event",
    "FollowUp",
    "Instalment",
    "Interest",
    "Involvement",
    "Letter",
    "LetterRevision",
    "MediationSession",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Party",
    "Proceeding",
    "Recusal",
    "RuleSetting",
    "User",
]
