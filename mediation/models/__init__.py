"""Tables of the tracker."""

from mediation.models.agreement import Agreement, Instalment, Share
from mediation.models.batch import Batch, BatchAct, BatchItem, ItemState
from mediation.models.calendar import CalendarChange, CalendarDay, CalendarYear, MinimumWage, RuleCheck, RuleSetting
from mediation.models.deadline import Deadline
from mediation.models.dispute import Dispute
from mediation.models.dossier import DossierIssue
from mediation.models.event import Event
from mediation.models.evidence import EvidenceItem
from mediation.models.hand_over import AccessLink, HandOver
from mediation.models.lawbook import ArticleCheck, LawText
from mediation.models.letter import Letter, LetterRevision
from mediation.models.letter_desk import LetterAutosave, LetterComment
from mediation.models.limitation import LimitationEvent
from mediation.models.meeting import AgendaItem, Attendance, Meeting, MeetingEvent, Task
from mediation.models.organisation import LEVEL_CHOICES, Employer, Organisation, OrganisationKind
from mediation.models.paper import Paper, PaperRevision
from mediation.models.party import Claim, Consent, Involvement, Mandate, Party, Recusal
from mediation.models.payment import Payment
from mediation.models.person import Interest, Membership, User
from mediation.models.proceeding import MediationSession, Proceeding
from mediation.models.reminder import Feed, Message, Reminder
from mediation.models.report import ReportSending, Rhythm, SavedReport, Snapshot, Span
from mediation.models.survey import FollowUp, Survey, SurveyAttempt, VisitPlan
from mediation.models.upload import Mark, Purpose, Upload, UploadStrike
from mediation.models.words import DisputeWords

__all__ = [
    "LEVEL_CHOICES",
    "AccessLink",
    "AgendaItem",
    "Agreement",
    "ArticleCheck",
    "Attendance",
    "Batch",
    "BatchAct",
    "BatchItem",
    "CalendarChange",
    "CalendarDay",
    "CalendarYear",
    "Claim",
    "Consent",
    "Deadline",
    "Dispute",
    "DisputeWords",
    "DossierIssue",
    "Employer",
    "Event",
    "EvidenceItem",
    "Feed",
    "FollowUp",
    "HandOver",
    "Instalment",
    "Interest",
    "Involvement",
    "ItemState",
    "LawText",
    "Letter",
    "LetterAutosave",
    "LetterComment",
    "LetterRevision",
    "LimitationEvent",
    "Mandate",
    "Mark",
    "MediationSession",
    "Meeting",
    "MeetingEvent",
    "Membership",
    "Message",
    "MinimumWage",
    "Organisation",
    "OrganisationKind",
    "Paper",
    "PaperRevision",
    "Party",
    "Payment",
    "Proceeding",
    "Purpose",
    "Recusal",
    "Reminder",
    "ReportSending",
    "Rhythm",
    "RuleCheck",
    "RuleSetting",
    "SavedReport",
    "Share",
    "Snapshot",
    "Span",
    "Survey",
    "SurveyAttempt",
    "Task",
    "Upload",
    "UploadStrike",
    "User",
    "VisitPlan",
]
