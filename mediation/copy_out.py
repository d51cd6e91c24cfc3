"""Copy-out cards (填报卡): the data of a case in the field order of the form that an office's platform asks for.

Orders follow what the law prescribes (仲裁办案规则 29, 民事诉讼法 124 and 225, 2011 年司法确认规定 3, 法律援助法 41).
Where a platform has its own order, the table is what to change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.ages import birth_day
from mediation.disclosure import spokespeople
from mediation.machine import StrOrPromise
from mediation.masking import masked_id, masked_phone

MOST_PEOPLE = 10  # blocks of one form; the others stand in the roster

Value = Callable[[Any], str]


@dataclass(frozen=True)
class Line:
    """One field of a form; `mask` hides it until the card is shown in full."""

    label: StrOrPromise
    value: Value
    mask: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Block:
    """A group of fields; one for each of the subjects that it finds in a proceeding."""

    heading: StrOrPromise
    subjects: Callable[[Any], list[Any]]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Filled:
    """A line with its value, ready to be copied."""

    label: StrOrPromise
    text: str
    hidden: bool


@dataclass(frozen=True)
class FilledBlock:
    heading: StrOrPromise
    lines: list[Filled]


# Values -----------------------------------------------------------------------------------------------------


def birth_of(party: Any) -> str:
    """The day of birth that an 18-digit identity number holds (GB 11643), ISO; empty for any other number."""
    born = birth_day(party.id_number)
    return born.isoformat() if born else ""


def sex_of(party: Any) -> str:
    """男 or 女 as the 17th digit of the identity number says; empty for any other number."""
    number = party.id_number
    return ("男" if int(number[16]) % 2 else "女") if _is_resident(number) else ""


def _is_resident(number: str) -> bool:
    return len(number) == 18 and number[:17].isascii() and number[:17].isdecimal()


def _of(name: str) -> Value:
    return lambda subject: str(getattr(subject, name) or "")


def _claimed(proceeding: Any) -> list[Any]:
    """The claims of the proceeding, all of the case where none was chosen."""
    chosen = proceeding.claim_ids
    return [row for row in proceeding.dispute.claims.all() if not chosen or row.pk in chosen]


def _claims(proceeding: Any) -> str:
    amounts = [f"{row.text}{f' {row.amount:.2f}元' if row.amount else ''}" for row in _claimed(proceeding)]
    return "\n".join(f"{number}. {text}" for number, text in enumerate(amounts, 1))


def _total(proceeding: Any) -> str:
    rows = _claimed(proceeding)
    return f"{sum(row.amount for row in rows):.2f}" if rows else ""


def _agreements(proceeding: Any) -> list[Any]:
    return [row for row in proceeding.dispute.agreements.all() if row.breached_on is None][-1:]


def _agreed(proceeding: Any) -> str:
    """What the agreement in force says: sum, and each date with its performance."""
    return "\n".join(
        line
        for row in _agreements(proceeding)
        for line in (
            f"{row.effective_on:%Y-%m-%d} {row.amount:.2f}元",
            *(f"{part.due_on:%Y-%m-%d} {part.amount:.2f}元 {part.what}".strip() for part in row.instalments.all()),
        )
    )


def _unpaid(proceeding: Any) -> str:
    return "".join(f"{row.amount - row.amount_paid:.2f}" for row in _agreements(proceeding))


def _papers(proceeding: Any) -> str:
    return "\n".join(str(paper.label) for paper in proceeding.row.papers)


def _groups(proceeding: Any) -> str:
    return "、".join(dict.fromkeys(label for row in spokespeople(proceeding.dispute) for label in row.group_labels()))


def _employers(proceeding: Any) -> list[Any]:
    return [proceeding.dispute.employer]


def _people(proceeding: Any) -> list[Any]:
    return spokespeople(proceeding.dispute)[:MOST_PEOPLE]


# Lines and blocks -------------------------------------------------------------------------------------------

_NAME = Line(_("Name"), _of("name"))
_SEX, _BIRTH = Line(_("Sex"), sex_of), Line(_("Date of birth"), birth_of, lambda text: "***")
_ID = Line(_("ID number"), _of("id_number"), masked_id)
_JOB, _HOME = Line(_("Job"), _of("job")), Line(_("Address"), _of("address"))
_PHONE, _AGENT = Line(_("Phone number"), _of("phone"), masked_phone), Line(_("Agent"), _of("agent"))
_COMPANY = (
    _NAME, Line(_("Unified social credit code"), _of("credit_code")), _HOME,
    Line(_("Legal representative"), _of("representative")), Line(_("Contact person"), _of("contact")),
    Line(_("Phone number"), _of("phone")),
)  # fmt: skip
_CLAIMS, _SUM = Line(_("Claims"), _claims), Line(_("Total (yuan)"), _total)
_FACTS = Line(_("Facts and reasons"), lambda proceeding: proceeding.dispute.facts or proceeding.dispute.summary)
_EVIDENCE = Line(_("Papers to attach"), _papers)
_AGREED = Line(_("Content of the agreement"), _agreed)
_GROUPS = Line(_("Special groups"), _groups)


def _person(heading: StrOrPromise, *lines: Line) -> Block:
    return Block(heading, _people, lines or (_NAME, _SEX, _BIRTH, _ID, _JOB, _HOME, _PHONE, _AGENT))


def _company(heading: StrOrPromise) -> Block:
    return Block(heading, _employers, _COMPANY)


def _matter(*lines: Line) -> Block:
    return Block(_("The matter"), lambda proceeding: [proceeding], lines)


_APPLICANT, _RESPONDENT = pgettext_lazy("form", "Applicant"), pgettext_lazy("form", "Respondent")
_PLAINTIFF, _DEFENDANT = _("Plaintiff"), _("Defendant")
_BOTH = (_person(_APPLICANT), _company(_("Other applicant (employer)")))
_SINCE = Line(_("Dispute arose on"), lambda proceeding: str(proceeding.dispute.occurred_on or ""))
_ELSEWHERE = Line(_("Already with an authority"), lambda proceeding: str(proceeding.dispute.get_elsewhere_display()))

COPY_OUT: dict[str, tuple[Block, ...]] = {
    "arbitration": (  # 仲裁申请书, 办案规则 29
        _person(_APPLICANT), _company(_RESPONDENT), _matter(_CLAIMS, _SUM, _FACTS, _EVIDENCE),
    ),
    "arbitration_review": (*_BOTH, _matter(_AGREED, _EVIDENCE)),  # 仲裁审查申请书, 办案规则 74
    "judicial_confirmation": (*_BOTH, _matter(_AGREED, _EVIDENCE)),  # 司法确认申请书, 民事诉讼法 205
    "payment_order": (  # 支付令申请书, 民事诉讼法 225
        _person(_("Creditor")), _company(_("Debtor")),
        _matter(Line(_("Amount still owed (yuan)"), _unpaid), _FACTS, _AGREED, _EVIDENCE),
    ),
    "inspection": (  # 劳动保障监察投诉文书
        _person(_("Complainant"), _NAME, _SEX, _BIRTH, _JOB, _HOME, _PHONE),
        _company(_("Unit complained of")), _matter(_FACTS, _SINCE, _CLAIMS, _ELSEWHERE, _EVIDENCE),
    ),
    "litigation": (  # 民事起诉状, 民事诉讼法 124
        _person(_PLAINTIFF), _company(_DEFENDANT), _matter(_CLAIMS, _SUM, _FACTS, _EVIDENCE),
    ),
    "enforcement": (  # 强制执行申请书
        _person(_APPLICANT), _company(_("Person against whom enforcement is sought")),
        _matter(_CLAIMS, Line(_("Amount still owed (yuan)"), _unpaid), _AGREED, _EVIDENCE),
    ),
    "support_for_prosecution": (  # 支持起诉申请书
        _person(_APPLICANT), _company(_DEFENDANT), _matter(_CLAIMS, _FACTS, _GROUPS, _EVIDENCE),
    ),
    "procuratorial_suggestion": (_company(_("Unit concerned")), _matter(_FACTS, _GROUPS, _EVIDENCE)),
    "civil_supervision": (_person(_APPLICANT), _company(_("Other party")), _matter(_CLAIMS, _FACTS, _EVIDENCE)),
    "legal_aid": (  # 法律援助申请表
        _person(_APPLICANT, _NAME, _SEX, _BIRTH, _ID, _HOME, _PHONE, _JOB, _AGENT), _matter(_GROUPS, _FACTS, _CLAIMS),
        _company(_("Other party")), _matter(_EVIDENCE),
    ),
}  # fmt: skip


def fill(proceeding: Any, *, whole: bool) -> list[FilledBlock]:
    """The card of a proceeding in the order of its form; private numbers only when it is shown whole."""
    return [
        FilledBlock(block.heading, [_filled(line, subject, whole) for line in block.lines])
        for block in COPY_OUT[proceeding.kind]
        for subject in block.subjects(proceeding)
    ]


def _filled(line: Line, subject: Any, whole: bool) -> Filled:
    text = line.value(subject)
    hides = bool(text) and line.mask is not None and not whole
    return Filled(line.label, line.mask(text) if hides and line.mask else text, hides)
