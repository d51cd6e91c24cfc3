"""The dossier (卷宗): which pieces of a case belong in a volume, in archive order, when, and what goes to whom.

Order and required pieces after the volume of people's mediation (人民调解法 27 and its forms), with the letters of
supervision behind the evidence. Kinds that stand in no section are in no volume: the record of emotional support.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.classification import Request
from mediation.machine import StrOrPromise
from mediation.masking import holds


class Recipient(models.TextChoices):
    """To whom a dossier goes."""

    ARCHIVE = "archive", pgettext_lazy("dossier", "Archive")  # 归档
    COURT = "court", pgettext_lazy("dossier", "Court")  # 法院
    ARBITRATION = "arbitration", _("Arbitration commission")  # 仲裁委
    HR = "hr", pgettext_lazy("dossier", "HR department")  # 人社部门
    PROCURATORATE = "procuratorate", pgettext_lazy("dossier", "Procuratorate")  # 检察院
    WORKER = "worker", pgettext_lazy("dossier", "Worker")  # 职工当事人
    EMPLOYER = "employer", pgettext_lazy("dossier", "Employer")  # 用人单位


class Form(models.TextChoices):
    """As what it goes."""

    VOLUME = "volume", _("One PDF with cover, index and page numbers")  # 卷宗 PDF
    PACKAGE = "package", _("Package: the PDF, every single file and a list of hashes")  # 资料包


class Going(StrEnum):
    """Whether a piece goes to a recipient."""

    YES = "y"
    LOOK = "?"  # somebody looks first: it is not chosen beforehand
    NO = "."


OUTSIDE = (
    Recipient.COURT, Recipient.ARBITRATION, Recipient.HR, Recipient.PROCURATORATE, Recipient.WORKER,
    Recipient.EMPLOYER,
)  # fmt: skip
# Kinds of letters and papers that stay in the house: what was said in mediation (民诉法解释 107), and inside papers.
INSIDE = (
    "intake_form", "consent_record", "inquiry", "session_record", "mediation_opinion", "extension_consent",
    "relief_form", "follow_up_record", "closing_report",
)  # fmt: skip
KEPT_APART = ("emotion_record", "emotional_support", "emotional")  # paper, proceeding, aim (个人信息保护法 28)
Test = Callable[[Any], bool]


@dataclass(frozen=True)
class Section:
    """One section of a volume: what belongs in it, to whom it goes (in the order of OUTSIDE), and when it is required.

    names: it tells who the worker is, whatever its text.
    """

    code: str
    chinese: str
    label: StrOrPromise
    goes: str
    letters: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    uploads: tuple[str, ...] = ()  # codes of models.Purpose
    needed: Test = lambda dispute: False
    names: bool = False


def _mediations(dispute: Any) -> list[Any]:
    return [row for row in dispute.proceedings.all() if row.kind == "union_mediation"]


def _was_mediated(dispute: Any) -> bool:
    return any(row.accepted_on for row in _mediations(dispute))


def _asked_to_mediate(dispute: Any) -> bool:
    return bool(dispute.accepted_on) and dispute.request == Request.MEDIATION


def _has_agent(dispute: Any) -> bool:
    return any(row.agent for row in dispute.parties.all())


def _has_opinion(dispute: Any) -> bool:
    return any(row.kind == "opinion" and row.issued_on for row in dispute.letters.all())


def _was_decided_elsewhere(dispute: Any) -> bool:
    return any(row.kind != "union_mediation" and row.state == "concluded" for row in dispute.proceedings.all())


def _was_paid(dispute: Any) -> bool:
    return any(row.paid_on for agreement in dispute.agreements.all() for row in agreement.instalments.all())


# goes: court, arbitration, HR, procuratorate, worker, employer
SECTIONS = (
    Section("application", "申请书、申请笔录", _("Application"), "yy?yy.", papers=("application", "oral_application"),
        needed=_asked_to_mediate, names=True),
    Section("acceptance", "受理登记与通知", _("Acceptance"), "yy?yy.",
        letters=("acceptance_notice", "non_acceptance_notice", "completion_notice"), papers=("intake_form",),
        needed=lambda dispute: bool(dispute.accepted_on), names=True),
    Section("rights", "权利义务告知书", _("Notice of rights and duties"), "yy.yyy", letters=("rights_notice",),
        needed=_was_mediated),
    Section("identity", "当事人身份证明", _("Proof of identity"), "yy?y?.", uploads=("identity",),
        needed=lambda dispute: bool(dispute.accepted_on), names=True),
    Section("mandate", "授权委托书、送达地址", _("Mandate and address for service"), "yy?y?.",
        papers=("address_confirmation",), uploads=("mandate",), needed=_has_agent, names=True),
    Section("investigation", "调查笔录", _("Record of an investigation"), "???y..", papers=("investigation_record",),
        needed=_has_opinion),
    Section("evidence", "证据材料", pgettext_lazy("dossier", "Evidence"), "yy?y?.",
        uploads=("evidence", "limitation")),
    Section("supervision", "劳动法律监督文书及回证、答复、核验", _("Letters of supervision"), "yyyy.y",
        letters=("reminder", "opinion", "suggestion", "clue_transfer"),
        needed=lambda dispute: bool(dispute.accepted_on) and dispute.request == Request.SUPERVISION
            and dispute.outcome != "R06"),
    Section("mediation", "调解记录", _("Record of the mediation"), "......", letters=("inquiry", "mediation_opinion"),
        papers=("consent_record", "session_record", "extension_consent"), uploads=("record",),
        needed=lambda dispute: bool(dispute.sessions.all())),
    Section("agreement", "调解协议", _("Agreement"), "yy.yyy", letters=("agreement",), papers=("oral_agreement",),
        needed=lambda dispute: bool(dispute.agreements.all())),
    Section("ending", "终止调解告知书", _("Notice that mediation has ended"), "yy.yyy",
        letters=("mediation_end_notice",)),
    Section("signed", "签署文书", _("Signed papers"), "??.??.", uploads=("signed",), names=True),
    Section("performance", "履行凭证", _("Proof of performance"), "yy?y??", uploads=("payment",), needed=_was_paid),
    Section("follow_up", "回访记录", _("Follow-up visit"), "......", papers=("follow_up_record",),
        needed=lambda dispute: any(row.survey_id is None for row in dispute.follow_ups.all())),
    Section("confirmation", "确认、仲裁、诉讼等文书", _("Papers for and from other offices"), "yy?yy.",
        papers=("confirmation_petition", "review_petition", "arbitration_petition", "statement_of_claim",
            "payment_petition", "support_petition", "aid_form", "relief_form"),
        uploads=("agency",), needed=_was_decided_elsewhere, names=True),
    Section("closing", "结案报告", _("Closing report"), "......", papers=("closing_report",),
        needed=lambda dispute: dispute.state in ("closed", "archived")),
    Section("notes", "其他材料", pgettext_lazy("dossier", "Other"), "??.??.",
        uploads=("other", "service", "answer", "verification"), names=True),
)  # fmt: skip
OF_LETTER = {code: section for section in SECTIONS for code in section.letters}
OF_PAPER = {code: section for section in SECTIONS for code in section.papers}
OF_UPLOAD = {code: section for section in SECTIONS for code in section.uploads}
PROOFS = ("service", "other", "signed", "answer", "agency", "evidence", "verification")  # behind a letter, in order


@dataclass(frozen=True)
class Piece:
    """One piece of a volume: a letter, a paper or an upload. Title and author are printed: Chinese.

    kind: letter or paper kind, or the purpose of an upload. of_letter: it goes with a letter and follows it. text: all
    that it says, as far as we know it. is_draft: something in it is unfilled. is_unsigned: printed for others to sign;
    what they signed has not come back as a file.
    """

    key: str
    section: Section
    kind: str
    title: str
    author: str
    on: date
    number: str = ""
    form: str = "pdf"  # or picture, or file
    of_letter: str = ""
    text: str = ""
    mark: str = ""
    is_draft: bool = False
    is_unsigned: bool = False
    to_employer: bool = False
    source: Any = field(default=None, compare=False)


OFFICES = {  # kind of organisation
    Recipient.COURT: "court", Recipient.ARBITRATION: "arbitration", Recipient.HR: "hr_bureau",
    Recipient.PROCURATORATE: "procuratorate",
}  # fmt: skip


# To whom -----------------------------------------------------------------------------------------------------


def going(piece: Piece, recipient: str) -> Going:
    """Whether a piece goes to a recipient; what names a worker goes to the HR department with consent (`unmet`).

    What is unfilled is in no volume; a paper that nobody has signed is chosen by hand.
    """
    if piece.is_draft:
        return Going.NO
    if recipient == Recipient.ARCHIVE:
        return Going.LOOK if piece.is_unsigned else Going.YES
    if piece.kind in INSIDE or piece.of_letter in INSIDE or piece.mark:
        return Going.NO
    found = Going(piece.section.goes[OUTSIDE.index(Recipient(recipient))])
    if recipient == Recipient.EMPLOYER and piece.section.code == "supervision" and not piece.to_employer:
        return Going.NO
    if piece.kind == "verification" and recipient in (Recipient.EMPLOYER, Recipient.WORKER):
        return Going.NO
    if found == Going.YES and piece.is_unsigned:
        return Going.LOOK
    return found


def addressee_of(dispute: Any, recipient: str) -> str:
    """Who receives it by name, as far as the case tells: the employer, the only worker, the office it is before."""
    if recipient == Recipient.EMPLOYER:
        return str(dispute.employer.name)
    if recipient == Recipient.WORKER:
        people = [row.name for row in dispute.parties.all() if row.role == "applicant"]
        return people[0] if len(people) == 1 else ""
    offices = [row.agency for row in dispute.proceedings.all() if row.agency is not None]
    return next((row.name for row in reversed(offices) if row.kind == OFFICES.get(Recipient(recipient))), "")


def names_worker(piece: Piece, dispute: Any) -> bool:
    """Whether a piece tells who the worker is: by its section, or because a name or number of one stands in it."""
    return piece.section.names or holds(piece.text, _private(dispute))


def _private(dispute: Any) -> set[str]:
    people = [row for row in dispute.parties.all() if row.role != "respondent" and row.kind != "employer"]
    return {word for row in people for word in (row.name, row.id_number, row.phone, row.agent)}


def is_secret(piece: Piece, dispute: Any, recipient: str) -> bool:
    """Whether the piece may show a recipient who complained, from whom that is kept (劳动保障监察条例 9; ZJ-SUP 13)."""
    if recipient == Recipient.HR:
        return names_worker(piece, dispute)
    hidden = recipient == Recipient.EMPLOYER and dispute.request == Request.SUPERVISION
    return hidden and names_worker(piece, dispute)


def standing(piece: Piece, dispute: Any, recipient: str) -> Going:
    """`going`, with the secrecy of who complained: kept from the employer, looked at for the HR department."""
    found = going(piece, recipient)
    if found == Going.NO or not is_secret(piece, dispute, recipient):
        return found
    return Going.NO if recipient == Recipient.EMPLOYER else Going.LOOK
