"""Single facts of a case in the words of papers: what was said and done, what is owed, how it ended. In Chinese."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from documents.fields import chinese_date
from documents.kinds import KINDS
from mediation.classification import CLOSINGS, Category, Group
from mediation.collective import ZERO
from mediation.lifecycle import Stage, State, local_day
from mediation.models import Membership, Upload
from mediation.uploads.kinds import MEDIA

Read = Callable[[Any], Any]

STAGES = {
    Stage.UNION: "工会调解",
    Stage.HR: "劳动仲裁或者劳动保障监察",
    Stage.COURT: "诉讼",
    Stage.PROCURATORATE: "检察办理",
}
# 法律援助法 42: no test of means
EXEMPT = {
    Category.PAY: "进城务工人员申请支付劳动报酬",
    Category.INJURY: "进城务工人员请求工伤事故人身损害赔偿",
}
SHOWING = [code for code, media in MEDIA.items() if media.is_picture or media.is_recording]  # how a letter was left


def groups(source: Any) -> str:
    """The special groups of the applicants, in the language of the paper."""
    rows = [row for row in source.dispute.parties.all() if row.role == "applicant"]
    codes = dict.fromkeys(code for row in rows for code in row.groups_on(source.dispute.received_on))
    labels = dict(Group.choices)
    return "、".join(str(labels[code]) for code in codes if code in labels)


def exemption(source: Any) -> str:
    """The ground on which means are not tested; empty when the case shows none."""
    rows = [row for row in source.dispute.parties.all() if row.role == "applicant"]
    is_migrant = any(Group.MIGRANT in row.groups for row in rows)
    return EXEMPT.get(Category(source.dispute.category), "") if is_migrant else ""


def stage(source: Any) -> str:
    return STAGES[Stage(source.dispute.stage)]


def decision(source: Any) -> str | None:
    """What came of the registration, as far as it is decided."""
    if source.dispute.accepted_on is not None:
        return "accept"
    return {State.DECLINED: "decline", State.RETURNED: "complete"}.get(source.dispute.state)


# Talks --------------------------------------------------------------------------------------------------------


def session(name: str, shape: Callable[[Any], Any] | None = None) -> Read:
    """A fact of the last session of the mediation."""

    def read(source: Any) -> Any:
        last = source.paper.proceeding.sessions.last()
        value = getattr(last, name, None)
        return shape(value) if shape is not None and value else value

    return read


def visit(name: str) -> Read:
    """A fact of the last follow-up visit; what was answered to a survey is none."""
    return lambda source: getattr(_last_visit(source), name, None)


def visit_manner(source: Any) -> str | None:
    return {"visit": "当面", "phone": "电话"}.get(getattr(_last_visit(source), "means", ""))


def _last_visit(source: Any) -> Any:
    return source.dispute.follow_ups.filter(survey=None).last()


def visit_performed(source: Any) -> str | None:
    last = _last_visit(source)
    if last is None:
        return None
    if not source.dispute.agreements.exists():
        return "no_agreement"
    return {"": None, "full": "whole", "part": "part", "none": "none"}[last.performance]


def investigators(source: Any) -> list[str]:
    """Who investigated for the last opinion letter, with the number of the card."""
    letter = source.dispute.letters.filter(supervisors__isnull=False).order_by("pk").last()
    if letter is None:
        return []
    cards = Membership.objects.valid_on(source.today).exclude(supervisor_card="")
    known = {row.user_id: row.supervisor_card for row in cards.filter(user__investigated=letter)}
    return [f"{person}（监督员证号{known[person.pk]}）" for person in letter.supervisors.all() if person.pk in known]


# Service ------------------------------------------------------------------------------------------------------


def place_of_service(source: Any) -> str:
    letter = source.paper.letter
    to = letter.addressee_employer or letter.agency
    return str(to.address if to is not None else "")


def papers_served(source: Any) -> list[str]:
    letter = source.paper.letter
    number = letter.number if letter.number.startswith("（") else f"（{letter.number}）"
    return [f"《{KINDS[letter.kind].title}》{number}", *letter.content.get("attachments", ())]


def received_at(source: Any) -> str:
    letter = source.paper.letter
    hour = letter.service.get("hour")
    day: date | None = letter.served_on
    return chinese_date(day) + (f"{hour}时" if hour is not None else "") if day else ""


def proof_of_service(source: Any) -> str:
    """The witness, and the photographs and recordings that came with the service: two by name, then how many."""
    letter = source.paper.letter
    files = Upload.objects.filter(
        event__letter=letter, event__kind__in=("serve", "refuse_service"), kind__in=SHOWING, strike=None
    )
    names = list(files.values_list("name", flat=True))
    more = f"等{len(names)}件" if len(names) > 2 else ""
    return "；".join(part for part in (letter.witness, "、".join(names[:2]) + more) if part)


# Money, and how it ended --------------------------------------------------------------------------------------


def owed(source: Any) -> Decimal:
    """What the agreement in force still owes, else what is claimed (yuan)."""
    agreement = source.agreement
    if agreement is None:
        return Decimal(source.dispute.amount_claimed)
    return Decimal(agreement.amount - agreement.amount_paid)


def agreed(source: Any) -> Decimal:
    return sum((row.amount for row in source.dispute.agreements.all()), ZERO)


def received(source: Any) -> Decimal:
    return sum((row.amount_paid for row in source.dispute.agreements.all()), ZERO)


def outcome(source: Any) -> str:
    code = source.dispute.outcome
    return CLOSINGS[code].chinese if code in CLOSINGS else ""


def result(source: Any) -> str:
    """How it was closed, and the money."""
    parts = [source.dispute.result_report or outcome(source)]
    if agreed(source):
        parts.append(f"达成金额{agreed(source):,.2f}元，已履行{received(source):,.2f}元")
    return "\n".join(f"{part.rstrip('。')}。" for part in parts if part)


def work_done(source: Any) -> str:
    """The main acts of the case by their days, one a line."""
    dispute = source.dispute
    acts = [(dispute.accepted_on, "受理")]
    acts += [(local_day(row.held_at), "主持调解一次") for row in dispute.sessions.all()]
    acts += [
        (row.issued_on, f"发出《{KINDS[row.kind].title}》{row.number}")
        for row in dispute.letters.all()
        if row.issued_id
    ]
    acts += [(row.filed_on, f"向{row.agency.name}申请{row.row.chinese}") for row in dispute.proceedings.all()]
    acts += [(row.effective_on, "双方达成的调解协议生效") for row in dispute.agreements.all()]
    known = sorted((day, words) for day, words in acts if day is not None)
    return "\n".join(f"{chinese_date(day)}，{words}。" for day, words in known)
