"""Rights: which role may do which act, and on which cases. One readable table, two questions.

*Which rows* is `Dispute.objects.visible_to(user)` (`models.scoping`); *which acts* is `may(user, act, subject)` here.
"""

from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in an organisation."""

    MEDIATOR = "mediator", _("Mediator")  # 调解员
    VOLUNTEER = "volunteer", _("Legal volunteer")  # 法律志愿者
    REVIEWER = "reviewer", _("Reviewer")  # 审核人
    SIGNER = "signer", _("Signer")  # 签发人 (主席/副主席)
    MANAGER = "manager", _("Manager")  # 负责人
    LIAISON = "liaison", _("Partner liaison")  # 联络员
    EMPLOYER = "employer", _("Employer")  # 用人单位
    WORKER = "worker", _("Worker")  # 职工
    AUDITOR = "auditor", _("Auditor")  # 审计
    ARCHIVIST = "archivist", _("Archivist")  # 档案员
    ADMINISTRATOR = "administrator", _("Administrator")  # 管理员


class Act(StrEnum):
    """Everything a right is needed for."""

    REGISTER = "register"  # log a dispute
    AMEND = "amend"  # put right what intake wrote down
    ACCEPT = "accept"  # accept or return for completion
    DECLINE = "decline"  # decline, reconsider, lapse
    ASSIGN = "assign"  # name a handler, take a result back
    MOVE = "move"  # delegate, escalate, transfer, merge, split
    HANDLE = "handle"  # work on the case: mediation, proceedings, close
    ALARM = "alarm"
    REOPEN = "reopen"
    ARCHIVE = "archive"
    RECUSE = "recuse"
    RECORD = "record"  # a partner records its own result
    DRAFT = "draft"  # draft and edit letters
    REVIEW = "review"  # review a draft
    COACH = "coach"  # see what people of the own union learn from reviews
    SIGN = "sign"  # sign as chair or vice-chair
    SEAL = "seal"  # issue notices and agreements
    SERVE = "serve"
    ANSWER = "answer"  # record or give the answer to a letter
    VERIFY = "verify"
    WITHDRAW_LETTER = "withdraw_letter"
    READ_CASES = "read_cases"  # pages with lists of cases
    READ_LETTERS = "read_letters"
    MEET = "meet"  # convene and lead joint meetings
    READ_MEETINGS = "read_meetings"
    REPORT = "report"
    READ_SURVEYS = "read_surveys"  # what people said after closing, also what the mediator shall not read
    RATE = "rate"  # answer the questions after closing, through a link
    EXPORT = "export"
    AUDIT = "audit"
    ADMINISTER = "administer"


_WORK = {
    Act.REGISTER, Act.AMEND, Act.ACCEPT, Act.ASSIGN, Act.MOVE, Act.HANDLE, Act.ALARM, Act.RECUSE, Act.DRAFT, Act.SEAL,
    Act.SERVE, Act.ANSWER, Act.VERIFY, Act.READ_CASES, Act.READ_LETTERS, Act.REPORT, Act.EXPORT, Act.MEET,
    Act.READ_MEETINGS,
}  # fmt: skip
_OVERSIGHT = {Act.READ_CASES, Act.READ_LETTERS, Act.REPORT, Act.EXPORT, Act.READ_MEETINGS}

GRANTS: dict[str, frozenset[Act]] = {
    Role.MEDIATOR: frozenset(_WORK),
    Role.VOLUNTEER: frozenset({Act.DRAFT, Act.READ_CASES, Act.READ_LETTERS}),
    Role.REVIEWER: frozenset(
        {
            Act.AMEND,
            Act.ACCEPT,
            Act.DECLINE,
            Act.ASSIGN,
            Act.MOVE,
            Act.ALARM,
            Act.REOPEN,
            Act.RECUSE,
            Act.REVIEW,
            Act.COACH,
            Act.SEAL,
            Act.MEET,
        }
        | _OVERSIGHT
    ),
    Role.SIGNER: frozenset(
        {Act.SIGN, Act.SEAL, Act.ALARM, Act.REOPEN, Act.WITHDRAW_LETTER, Act.READ_SURVEYS} | _OVERSIGHT
    ),
    Role.MANAGER: frozenset(
        {Act.COACH, Act.ASSIGN, Act.MOVE, Act.ALARM, Act.REOPEN, Act.RECUSE, Act.MEET, Act.READ_SURVEYS} | _OVERSIGHT
    ),
    Role.LIAISON: frozenset({Act.RECORD, Act.ANSWER, Act.READ_CASES, Act.READ_MEETINGS}),
    Role.EMPLOYER: frozenset({Act.ANSWER, Act.READ_CASES, Act.RATE}),
    Role.WORKER: frozenset({Act.READ_CASES, Act.RATE}),
    Role.AUDITOR: frozenset({Act.AUDIT} | _OVERSIGHT),
    Role.ARCHIVIST: frozenset({Act.ARCHIVE, Act.READ_CASES, Act.READ_LETTERS, Act.REPORT}),
    Role.ADMINISTRATOR: frozenset({Act.ADMINISTER}),
}


class Scope(StrEnum):
    """Which cases a role sees."""

    ALL = "all"
    TREE = "tree"  # involved: own organisation or one below it
    DRAFTED = "drafted"  # asked to draft a letter in the case
    HANDED_OVER = "handed_over"  # the case was handed over to the own agency
    SERVED = "served"  # something was formally served on the own enterprise
    OWN = "own"  # party to the case
    NONE = "none"


SCOPES: dict[str, Scope] = {
    Role.MEDIATOR: Scope.TREE,
    Role.VOLUNTEER: Scope.DRAFTED,
    Role.REVIEWER: Scope.TREE,
    Role.SIGNER: Scope.TREE,
    Role.MANAGER: Scope.TREE,
    Role.LIAISON: Scope.HANDED_OVER,
    Role.EMPLOYER: Scope.SERVED,
    Role.WORKER: Scope.OWN,
    Role.AUDITOR: Scope.ALL,
    Role.ARCHIVIST: Scope.TREE,
    Role.ADMINISTRATOR: Scope.NONE,
}

# Sections of the case page by scope (minimum disclosure); a section that is not listed is not shown.
_FULL = frozenset(
    {
        "summary", "facts", "parties", "private", "claims", "sessions", "agreement", "proceedings", "letters",
        "deadlines", "timeline", "steps", "limitation", "hand_overs", "linkage", "tasks", "papers", "follow_up",
    }
)  # fmt: skip
SECTIONS: dict[Scope, frozenset[str]] = {
    Scope.ALL: _FULL - {"steps", "private", "papers"},
    Scope.TREE: _FULL,
    Scope.DRAFTED: frozenset({"summary", "facts", "parties", "claims", "letters", "steps"}),
    Scope.HANDED_OVER: frozenset({"summary", "disclosed", "hand_overs", "proceedings", "letters", "steps", "tasks"}),
    Scope.SERVED: frozenset({"summary", "letters", "steps"}),
    Scope.OWN: frozenset({"plain"}),
    Scope.NONE: frozenset(),
}


def grants(user: Any, act: Act) -> list[Any]:
    """The memberships of today that grant the act, whatever the subject."""
    if not user.is_authenticated or not user.is_active:
        return []
    return [membership for membership in user.memberships_now if act in GRANTS[membership.role]]


def membership_for(user: Any, act: Act, subject: Any = None) -> Any | None:
    """The membership under which the user may do the act on the subject (a row of any machine, or None)."""
    dispute = getattr(subject, "dispute", subject)
    for membership in grants(user, act):
        if subject is None or _reaches(membership, act, subject, dispute):
            return membership
    return None


def may(user: Any, act: Act, subject: Any = None) -> bool:
    """Whether the user may do the act on the subject; recused people may do nothing in the case."""
    return membership_for(user, act, subject) is not None


def _reaches(membership: Any, act: Act, subject: Any, dispute: Any) -> bool:
    if dispute.is_recused(membership.user):
        return False
    return _REACH[SCOPES[membership.role]](membership, act, subject, dispute)


def _reach_tree(membership: Any, act: Act, subject: Any, dispute: Any) -> bool:
    if act in (Act.SIGN, Act.SEAL, Act.WITHDRAW_LETTER) and hasattr(subject, "issuer"):
        return membership.organisation_id == subject.issuer_id
    own = getattr(subject, "issuer", None) or getattr(subject, "bearer", None)  # of a letter, of a task
    if own is not None and membership.organisation_id in own.lineage:
        return True
    return membership.organisation_id in dispute.holder.lineage


def _reach_drafted(membership: Any, act: Act, subject: Any, dispute: Any) -> bool:
    return getattr(subject, "drafter_id", None) == membership.user_id


def _reach_handed_over(membership: Any, act: Act, subject: Any, dispute: Any) -> bool:
    agency = getattr(subject, "agency", None) or getattr(subject, "bearer", None)
    handed_over = getattr(subject, "filed_on", subject) is not None  # a proceeding once it is filed
    return agency is not None and handed_over and membership.organisation_id in agency.lineage


def _reach_served(membership: Any, act: Act, subject: Any, dispute: Any) -> bool:
    employer_id = membership.organisation.employer_id
    return (
        employer_id is not None
        and getattr(subject, "addressee_employer_id", None) == employer_id
        and getattr(subject, "served_on", None) is not None
    )


_REACH = {
    Scope.ALL: lambda membership, act, subject, dispute: act in (Act.AUDIT, *_OVERSIGHT),
    Scope.TREE: _reach_tree,
    Scope.DRAFTED: _reach_drafted,
    Scope.HANDED_OVER: _reach_handed_over,
    Scope.SERVED: _reach_served,
    Scope.OWN: lambda membership, act, subject, dispute: False,
    Scope.NONE: lambda membership, act, subject, dispute: False,
}
