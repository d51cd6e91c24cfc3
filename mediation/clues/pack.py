"""The clue pack: what the procuratorate asks for, as a table; each row is answered from the case, with its evidence.

Sources: notice of the Supreme People's Procuratorate and the All-China Federation of Trade Unions on 一函两书 (released
2024-02-22), ZJ-SUP, CPL 15. The notice was read in excerpts only: its rows say so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation.classification import Category
from mediation.clues import checks, evidence
from mediation.clues.checks import Answer, Test, by_paper, group_dispute, in_group
from mediation.clues.evidence import Exhibit, Finder
from mediation.deadline_rules.rule import Confidence
from mediation.grounds import HANDLER
from mediation.machine import StrOrPromise

NOTICE, CPL = _("2024 notice"), _("Civil Procedure Law, article 15")
SUP_17 = _("Zhejiang supervision regulation, article 17")
SUP_19_20 = _("Zhejiang supervision regulation, articles 19 and 20")
SUP_20 = _("Zhejiang supervision regulation, article 20")
LMA = _("Law on Mediation and Arbitration, articles 29 and 43")
RECORD = _("the handler, by amending the record of the applicants")
ADDS = _("the handler, by adding the paper below")
WORKER = _("the worker")


@dataclass(frozen=True)
class Question:
    """One row of the checklist.

    `paper` is what a person may add, empty where only the record answers; it decides unless `decides` is False.
    """

    code: str
    label: StrOrPromise
    source: StrOrPromise
    confidence: Confidence
    who: StrOrPromise
    test: Test
    finds: Finder = evidence.nothing
    paper: StrOrPromise = ""
    decides: bool = True


@dataclass(frozen=True)
class Need:
    """A condition of an instrument: one of these questions must be answered with yes."""

    label: StrOrPromise
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Instrument:
    """What the procuratorate can do with the pack."""

    code: str
    label: StrOrPromise
    chinese: str
    source: StrOrPromise
    confidence: Confidence
    needs: tuple[Need, ...]


# The table --------------------------------------------------------------------------------------------------

E, V, U = Confidence.EXCERPT, Confidence.VERIFIED, Confidence.UNVERIFIED
_QUESTIONS = (
    # Who is hit
    Question("new_forms", _("Workers in new forms of employment are hit"), NOTICE, E, RECORD, in_group("platform")),
    Question("women", _("Women workers are hit"), NOTICE, E, RECORD, in_group("woman")),
    Question("minors", _("Minors are hit"), NOTICE, E, RECORD, in_group("minor")),
    Question("disabled", _("Workers with disabilities are hit"), NOTICE, E, RECORD, in_group("disabled")),
    Question("elderly", _("Older workers are hit"), NOTICE, E, RECORD, in_group("older")),
    Question("insurance_group", _("A group dispute about insurance arrears"), NOTICE, E, RECORD,
        group_dispute(Category.INSURANCE)),
    Question("wage_group", _("A group dispute about wages of migrant workers"), NOTICE, E, RECORD,
        group_dispute(Category.PAY, "migrant")),
    Question("weak", _("The applicants can hardly sue by themselves (migrant, in hardship)"), CPL, U, RECORD,
        in_group("migrant", "hardship")),
    Question("workers", _("Every worker concerned is on record"), NOTICE, E, RECORD, checks.all_named, evidence.roster,
        _("identity cards, roster")),
    # What happened
    Question("uncooperative", _("The employer refused, was silent or did not correct"), NOTICE, E,
        _("the employer's conduct after a served opinion letter"), checks.uncooperative, evidence.letters_to_employer,
        _("record of what the employer refused or hid (ZJ-SUP 20)"), decides=False),
    Question("systemic_gap", _("Supervision by the department has a gap beyond this case"), NOTICE, E, ADDS, by_paper,
        paper=_("report on like cases, statistics, replies of the department")),
    Question("relation", _("Papers prove the work relation"), CPL, U, WORKER, by_paper,
        paper=_("contract, roster of shifts, chat records, platform account")),
    Question("wages", _("Papers prove what is owed"), CPL, U, WORKER, by_paper,
        paper=_("wage sheets, bank statements, attendance records, insurance record")),
    # What the union did
    Question("complaint", _("The matter is registered"), SUP_17, V, HANDLER,
        checks.always, evidence.registration, _("written complaint")),
    Question("supervisors", _("Two supervisors with a card investigated"), SUP_20, V, HANDLER,
        checks.supervised, evidence.supervisors),
    Question("investigation", _("The investigation is on record"), SUP_20, V, ADDS, by_paper,
        paper=_("investigation record, statements")),
    Question("consultation", _("Consultation or mediation failed"), SUP_19_20, V, _("both sides"),
        checks.mediation_failed, evidence.consultation, _("record of the consultation")),
    Question("departments_told", _("A department in charge was told"), NOTICE, E,
        _("the handler, by a suggestion letter or a hand-over"),
        checks.departments_told, evidence.departments_told,
        _("earlier letter to the department with its receipt")),
    Question("departments_silent", _("The department was silent, refused or did not put it right"), NOTICE, E,
        _("the department"), checks.departments_silent, evidence.departments_silent, _("reply of the department")),
    Question("county_level", _("A union of county level or above transfers the clue"), NOTICE, E,
        _("the city union"), checks.has_city_union),
    # The suit
    Question("wish", _("The worker wants to sue and asks for support (G8)"), CPL, U, WORKER, checks.wishes,
        paper=_("application signed by the worker")),
    Question("court_way", _("The way to the court is open"), LMA, V, _("the arbitration commission"),
        checks.court_way, evidence.arbitration_closed),
    Question("not_before_court", _("The court has not accepted the suit yet"), CPL, U, _("nobody"),
        checks.not_before_court),
)  # fmt: skip
QUESTIONS: dict[str, Question] = {row.code: row for row in _QUESTIONS}
SECTIONS: tuple[tuple[StrOrPromise, tuple[str, ...]], ...] = (
    (_("Who is hit"), ("new_forms", "women", "minors", "disabled", "elderly", "insurance_group", "wage_group", "weak",
        "workers")),
    (_("What happened"), ("uncooperative", "systemic_gap", "relation", "wages")),
    (_("What the union did"), ("complaint", "supervisors", "investigation", "consultation", "departments_told",
        "departments_silent", "county_level")),
    (_("The suit"), ("wish", "court_way", "not_before_court")),
)  # fmt: skip
ADDABLE = [(row.code, row.label) for row in _QUESTIONS if row.paper]

_GROUPS = ("new_forms", "women", "minors", "disabled", "elderly")
_TOLD = Need(_("a department in charge was told"), ("departments_told",))
_GAP = Need(_("a gap in supervision is proved by papers"), ("systemic_gap",))
_CITY = Need(_("the city union transfers it"), ("county_level",))
INSTRUMENTS = (
    Instrument("suggestion", _("Clue for a procuratorial suggestion"), "检察建议", NOTICE, E, (
        Need(_("a special group is hit, or a group dispute, or supervision has a gap"),
            (*_GROUPS, "insurance_group", "wage_group", "systemic_gap")),
        Need(_("the employer does not cooperate, or supervision has a gap"), ("uncooperative", "systemic_gap")),
        _CITY,
    )),
    Instrument("support", _("Support for prosecution"), "支持起诉", CPL, U, (
        Need(_("the applicants belong to a special group"), (*_GROUPS, "weak")),
        Need(_("the worker's own application is there (G8)"), ("wish",)), _TOLD,
        Need(_("the way to the court is open"), ("court_way",)),
        Need(_("the court has not accepted the suit yet"), ("not_before_court",)),
    )),
    Instrument("public_interest", _("Administrative public-interest litigation"), "行政公益诉讼",
        _("Administrative Litigation Law 25(4), 2024 notice"), U, (
        Need(_("many workers or a special group are hit"), (*_GROUPS, "insurance_group", "wage_group")),
        _GAP, _TOLD, Need(_("the department did not put it right"), ("departments_silent",)), _CITY,
    )),
)  # fmt: skip


# The pack ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A question as the case answers it, with its evidence."""

    question: Question
    answer: Answer
    exhibits: list[Exhibit]

    @property
    def code(self) -> str:
        return self.question.code


@dataclass(frozen=True)
class Fit:
    """An instrument and the conditions that are still missing."""

    instrument: Instrument
    missing: list[Need]


@dataclass(frozen=True)
class Pack:
    """The checklist of one case on one day."""

    rows: dict[str, Row]
    others: list[Exhibit]  # added for no question of the list

    @property
    def exhibits(self) -> list[Exhibit]:
        """The numbered list of evidence (证据目录), in the order of the checklist."""
        return [exhibit for row in self.rows.values() for exhibit in row.exhibits] + self.others

    def given(self, *codes: str) -> bool:
        return any(self.rows[code].answer == Answer.YES for code in codes)

    def fits(self) -> list[Fit]:
        return [Fit(row, [need for need in row.needs if not self.given(*need.codes)]) for row in INSTRUMENTS]


def examine(dispute: Any, on: date) -> Pack:
    """The pack of a case as it stands on the day, the papers that people added included."""
    items: dict[str, list[Exhibit]] = {}
    for item in dispute.evidence.all():
        items.setdefault(item.proves if item.proves in QUESTIONS else "", []).append(evidence.added(item))
    rows = {}
    for code, question in QUESTIONS.items():
        own = items.get(code, [])
        answer = Answer.YES if own and question.decides else question.test(dispute, on)
        rows[code] = Row(question, answer, [*question.finds(dispute, on), *own])
    return Pack(rows, items.get("", []))
