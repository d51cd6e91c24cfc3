"""Where each paper stands in the steps: when it is offered, whether a volume needs it, and what is looked at in it.

Who signs it, its fields and its wording stand in `documents.kinds`; here nothing refuses: a finding is said, no more.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.fields import Text
from documents.kinds import PAPERS
from documents.wording import Finding
from mediation import paper_checks as checks
from mediation.letter_kinds import AFTER_ISSUE
from mediation.letter_kinds import ROWS as LETTERS
from mediation.lifecycle import HANDLED, OPEN, State
from mediation.machine import StrOrPromise, Unmet
from mediation.proceedings import State as Stand

NO_ROOM = Unmet(_("the case is where this paper belongs"), _("the handler"))
REQUIRED, AS_NEEDED = "required", "as_needed"
Check = Callable[[Mapping[str, Any], Any], Iterator[tuple[str, StrOrPromise]]]

BEFORE_MEDIATION = (State.REGISTERED, State.RETURNED, State.ACCEPTED, State.MEDIATING)
TO_FILE = (Stand.PREPARED, Stand.FILED)
ASKED = (Stand.PREPARED, Stand.ACCEPTED, Stand.REFUSED, Stand.SUSPENDED)
HELD = (Stand.ACCEPTED, Stand.SUSPENDED, Stand.CONCLUDED)


@dataclass(frozen=True)
class PaperRow:
    """A kind of paper in the life of a case.

    states: of the case, none named: all but the archive. proceeding: it belongs to one of that kind which stands in one
    of `stands`. letters: it goes with an issued one of these kinds. aim: the case is handed over for that (`purposes`).
    instead: another paper that serves as well. private: only for who wrote it and for the handler. back: as what
    (models.Purpose) it comes back, filled and signed. by_hand: it may be printed with lines to write on, for a record
    made away from the desk.
    """

    code: str
    needed: str = AS_NEEDED
    states: tuple[str, ...] = ()
    request: str = ""
    proceeding: str = ""
    stands: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    aim: str = ""
    instead: str = ""
    private: bool = False
    checks: tuple[Check, ...] = ()
    back: str = "signed"
    by_hand: bool = False

    @property
    def label(self) -> Text:
        return PAPERS[self.code].label

    @property
    def signers(self) -> list[Text]:
        """Who signs it, in words."""
        return [signer.label for signer in PAPERS[self.code].signers]

    def fits_case(self, dispute: Any) -> bool:
        """Whether the state of the case, what was asked of the union and whom it was handed to give room for it."""
        if dispute.state == State.ARCHIVED or (self.states and dispute.state not in self.states):
            return False
        if self.aim and not any(row.aim == self.aim and row.discloses for row in dispute.hand_overs.all()):
            return False
        return not self.request or dispute.request == self.request

    def fits_proceeding(self, proceeding: Any) -> bool:
        return proceeding.kind == self.proceeding and proceeding.state in self.stands

    def fits_letter(self, letter: Any) -> bool:
        return letter.kind in self.letters and letter.state in AFTER_ISSUE

    def findings(self, content: Mapping[str, Any], paper: Any) -> list[Finding]:
        """What in the content does not agree with the case, or is not what the law asks for."""
        found = [*checks.names(content, paper.dispute)]
        for check in self.checks:
            found += check(content, paper)
        form = PAPERS[self.code]
        return [Finding(name, form.field(name).label, words) for name, words in found if _has(form, name)]


def _has(form: Any, name: str) -> bool:
    return any(field.name == name for field in form.fields)


def _petition(code: str, proceeding: str, *own: Check) -> PaperRow:
    return PaperRow(code, REQUIRED, proceeding=proceeding, stands=TO_FILE, checks=own)


_MEDIATION = "union_mediation"
_ROWS = (
    PaperRow("application", REQUIRED, BEFORE_MEDIATION, "mediation", instead="oral_application"),
    PaperRow("oral_application", AS_NEEDED, BEFORE_MEDIATION, "mediation", instead="application", by_hand=True),
    PaperRow("intake_form", REQUIRED),
    PaperRow("consent_record", REQUIRED, proceeding=_MEDIATION, stands=ASKED, checks=(checks.other_side_told,),
        by_hand=True),
    PaperRow("address_confirmation", states=OPEN,
        checks=(checks.left_to_the_party, checks.electronic_address), by_hand=True),
    PaperRow("investigation_record", states=HANDLED, checks=(checks.two_investigators,), by_hand=True),
    PaperRow("session_record", REQUIRED, proceeding=_MEDIATION, stands=HELD, by_hand=True),
    PaperRow("extension_consent", proceeding=_MEDIATION, stands=(Stand.ACCEPTED, Stand.SUSPENDED),
        checks=(checks.later_end,), by_hand=True),
    PaperRow("oral_agreement", aim="peoples_mediation",  # 人民调解法 28: a union writes its agreements down
        checks=(checks.committee, checks.clear_terms, checks.no_waiver_of_insurance)),
    _petition("confirmation_petition", "judicial_confirmation", checks.agreement_on_record, checks.clear_terms,
        checks.no_waiver_of_insurance),
    _petition("review_petition", "arbitration_review", checks.agreement_on_record, checks.no_labour_relation,
        checks.no_waiver_of_insurance),
    _petition("arbitration_petition", "arbitration", checks.evidence_listed),
    _petition("statement_of_claim", "litigation", checks.evidence_listed),
    _petition("payment_petition", "payment_order", checks.sum_still_owed, checks.evidence_listed),
    _petition("support_petition", "support_for_prosecution", checks.evidence_listed),
    _petition("aid_form", "legal_aid", checks.ground_of_exemption),
    _petition("relief_form", "hardship_relief"),
    PaperRow("emotion_record", proceeding="emotional_support", stands=HELD, private=True,
        checks=(checks.worker_consents,)),
    PaperRow("service_receipt", REQUIRED, letters=tuple(LETTERS), back="service"),
    PaperRow("reply_reminder", letters=("reminder",), back="answer"),
    PaperRow("reply_opinion", REQUIRED, letters=("opinion",), back="answer"),
    PaperRow("reply_suggestion", letters=("suggestion",), back="answer"),
    PaperRow("follow_up_record", states=(State.CLOSED,)),
    PaperRow("closing_report", REQUIRED, states=(State.CLOSED,)),
)  # fmt: skip

ROWS: dict[str, PaperRow] = {row.code: row for row in _ROWS}
CHOICES = [(row.code, row.label) for row in _ROWS]
PRIVATE = tuple(row.code for row in _ROWS if row.private)
OF_LETTERS = tuple(row.code for row in _ROWS if row.letters)


@dataclass(frozen=True)
class Place:
    """A paper that may be drawn up now, and for which proceeding."""

    row: PaperRow
    proceeding: Any = None

    @property
    def identity(self) -> tuple[str, int | None]:
        """Kind and proceeding."""
        return self.row.code, self.proceeding.pk if self.proceeding is not None else None

    @property
    def key(self) -> str:
        """The identity as a form sends it."""
        code, proceeding = self.identity
        return f"{code}-{proceeding or ''}"

    @property
    def is_required(self) -> bool:
        return self.row.needed == REQUIRED


def places(dispute: Any) -> list[Place]:
    """The papers the case gives room for, required ones first; those of a letter stand on its own page."""
    found = [place for row in _ROWS if not row.letters and row.fits_case(dispute) for place in _places(row, dispute)]
    return sorted(found, key=lambda place: not place.is_required)


def _places(row: PaperRow, dispute: Any) -> Iterator[Place]:
    if not row.proceeding:
        yield Place(row)
        return
    for proceeding in dispute.proceedings.all():
        if row.fits_proceeding(proceeding):
            yield Place(row, proceeding)


def of_letter(letter: Any) -> list[PaperRow]:
    """The papers that go with an issued letter; none once the case is archived."""
    return [row for row in _ROWS if row.fits_letter(letter) and row.fits_case(letter.dispute)]


def missing(dispute: Any, papers: list[Any]) -> list[Place]:
    """The required papers that nobody has drawn up yet, where the case is now."""
    there = {(paper.kind, paper.proceeding_id) for paper in papers if paper.discarded_on is None}

    def is_there(place: Place) -> bool:
        code, proceeding = place.identity
        return (code, proceeding) in there or (place.row.instead, proceeding) in there

    return [place for place in places(dispute) if place.is_required and not is_there(place)]
