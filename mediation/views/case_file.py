"""What the case page shows: the case with all that hangs on it, cut to what the person may see (minimum disclosure)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from mediation.access import SCOPES, SECTIONS, Act, Scope, may
from mediation.deadlines import Confidence, Party, Rule, explain
from mediation.letters import LADDER, OF_MEDIATION, ROWS, State, unmet_grounds
from mediation.machine import Unmet
from mediation.models import Deadline, Dispute, HandOver, Letter, MediationSession, Proceeding, User
from mediation.models.scoping import seen_through
from mediation.operations.deadlines import dues_of
from mediation.proceeding_kinds import KINDS
from mediation.views.loading import load_dispute
from mediation.views.next_steps import Button, proceeding_buttons

EVERYTHING = (Scope.TREE, Scope.ALL)
NOT_CERTAIN = (Confidence.UNVERIFIED, Confidence.INFERRED)


@dataclass(frozen=True)
class Sight:
    """Through which memberships a person sees a case, and what of it."""

    user: User
    memberships: list[Any]

    @property
    def scopes(self) -> set[Scope]:
        return {SCOPES[membership.role] for membership in self.memberships}

    @property
    def sections(self) -> set[str]:
        return {section for scope in self.scopes for section in SECTIONS[scope]}

    def proceedings(self, dispute: Dispute) -> list[Proceeding]:
        """A partner sees what was filed with it, nothing that is being prepared or that another one does."""
        rows = list(dispute.proceedings.all())
        if self.scopes & set(EVERYTHING):
            return rows
        own = self._organisations(Scope.HANDED_OVER)
        return [row for row in rows if row.filed_on and own & row.agency.lineage]

    @property
    def is_partner(self) -> bool:
        """Whether the person sees of the case what was disclosed, and nothing else."""
        return "disclosed" in self.sections and "facts" not in self.sections

    def hand_overs(self, dispute: Dispute) -> list[HandOver]:
        """A partner sees its own."""
        prefetch_related_objects([dispute], Prefetch("hand_overs", HandOver.objects.with_offices()))
        rows = list(dispute.hand_overs.all())
        if self.scopes & set(EVERYTHING):
            return rows
        own = self._organisations(Scope.HANDED_OVER)
        return [row for row in rows if own & row.agency.lineage]

    def disclosed_codes(self, dispute: Dispute) -> set[str]:
        """The fields of `disclosure.FIELDS` that a partner's hand-overs disclose together."""
        return {code for row in self.hand_overs(dispute) if row.discloses for code in row.fields}

    def names_employer(self, dispute: Dispute) -> bool:
        return not self.is_partner or "employer" in self.disclosed_codes(dispute)

    def letters(self, dispute: Dispute) -> list[Letter]:
        """All, or one's own drafts, what one's agency received, what was served on one's enterprise."""
        rows = list(dispute.letters.all())
        if self.scopes & set(EVERYTHING):
            return rows
        own = self._organisations(Scope.HANDED_OVER)
        employers = {m.organisation.employer_id for m in self.memberships if SCOPES[m.role] == Scope.SERVED} - {None}
        return [row for row in rows if self._reads(row, own, employers)]

    def _reads(self, letter: Letter, own: set[int], employers: set[int]) -> bool:
        if Scope.DRAFTED in self.scopes and letter.drafter_id == self.user.pk:
            return True
        if letter.served_on is None:
            return False
        return letter.addressee_employer_id in employers or bool(letter.agency and own & letter.agency.lineage)

    def _organisations(self, scope: Scope) -> set[int]:
        return {m.organisation_id for m in self.memberships if SCOPES[m.role] == scope}


def sight_of(user: User, dispute: Dispute) -> Sight:
    return Sight(user, seen_through(user, dispute))


def whole_case(user: User, pk: int, *, without: Collection[str] = ()) -> Dispute:
    """The case for who works on it or audits it. Raises Http404 unseen, PermissionDenied for who sees a part of it."""
    dispute = load_dispute(user, pk, without=without)
    if not sight_of(user, dispute).scopes & set(EVERYTHING):
        raise PermissionDenied
    return dispute


# Proceedings, letters ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProceedingCard:
    """A proceeding with its buttons, and the sessions where it is a mediation."""

    row: Proceeding
    buttons: list[Button]
    sessions: list[MediationSession]
    basis: str


def proceeding_cards(dispute: Dispute, sight: Sight) -> list[ProceedingCard]:
    """Running ones first, else newest first."""
    rows = sorted(sight.proceedings(dispute), key=lambda row: (not row.is_running, -row.pk))
    with_sessions = "sessions" in sight.sections
    return [
        ProceedingCard(
            row,
            proceeding_buttons(row, sight.user),
            [s for s in dispute.sessions.all() if with_sessions and s.proceeding_id == row.pk],
            next((str(option.label) for option in KINDS[row.kind].bases if option.code == row.basis), ""),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Rung:
    """A rung of the supervision ladder: its letters, and whether the next may be drafted."""

    label: str
    letters: list[Letter]
    unmet: list[Unmet]
    url: str


def ladder(dispute: Dispute, user: User) -> list[Rung]:
    """提示函, 意见书, 建议书, 线索移送: each open, or with the ground that is missing; a link for who may draft."""
    may_draft = dispute.is_open and may(user, Act.DRAFT, dispute)
    return [
        Rung(
            str(ROWS[kind].label),
            [row for row in dispute.letters.all() if row.kind == kind and row.state != State.WITHDRAWN],
            unmet_grounds(kind, dispute),
            reverse("letter-new", args=[dispute.pk, kind]) if may_draft else "",
        )
        for kind in LADDER
    ]


def letters_of_mediation(dispute: Dispute, user: User) -> list[tuple[str, str]]:
    """Label and address of the letters around mediation that may be drafted now, by who may."""
    if not (dispute.is_open and may(user, Act.DRAFT, dispute)):
        return []
    kinds = [kind for kind in OF_MEDIATION if not unmet_grounds(kind, dispute)]
    return [(str(ROWS[kind].label), reverse("letter-new", args=[dispute.pk, kind])) for kind in kinds]


# Deadlines --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DeadlineRow:
    """A running deadline with the answer to "why this date?"."""

    row: Deadline
    law: Rule
    reasons: list[str]

    @property
    def binds(self) -> str:
        return str(Party(self.law.party).label)

    @property
    def is_certain(self) -> bool:
        return self.law.confidence not in NOT_CERTAIN


def deadline_rows(dispute: Dispute) -> list[DeadlineRow]:
    """The open deadlines, soonest first."""
    rows = [row for row in dispute.deadlines.all() if row.status == Deadline.Status.OPEN]
    dues = dues_of(rows, dispute.calendar) if rows else []
    return [DeadlineRow(row, row.law, explain(due)) for row, due in zip(rows, dues, strict=True)]


def ended_deadlines(dispute: Dispute) -> list[Deadline]:
    return [row for row in dispute.deadlines.all() if row.status != Deadline.Status.OPEN]
