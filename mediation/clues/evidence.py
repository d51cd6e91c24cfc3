"""The evidence that a case holds already: papers with date and number, in Chinese, as the list of evidence prints them.

Each finder reads one dispute (duck typed, as everywhere below the models) and answers for one question of `clues.pack`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.fields import chinese_date
from mediation.letter_kinds import DEPARTMENTS
from mediation.proceeding_kinds.proofs import arbitration_failed

NAMES = {
    "reminder": "工会劳动法律监督提示函",
    "opinion": "工会劳动法律监督意见书",
    "suggestion": "工会劳动法律监督建议书",
}
GONE = ("withdrawn", "superseded")
SILENT_ENDS = ("dropped", "order_unpaid")


@dataclass(frozen=True)
class Exhibit:
    """One entry of the list of evidence (证据目录); `item` is the id of one that a person added."""

    title: str
    source: str
    dated: date | None = None
    copies: int = 1
    is_original: bool = False
    note: str = ""
    item: int | None = None
    file: int | None = None  # the id of the upload


Finder = Callable[[Any, date], list[Exhibit]]


def nothing(dispute: Any, on: date) -> list[Exhibit]:
    """Nothing in the case proves it: a person adds the paper."""
    return []


def added(item: Any) -> Exhibit:
    """An item that a person added."""
    return Exhibit(
        item.title, item.source, item.dated, item.copies, item.is_original, item.note, item.pk, item.upload_id
    )


def issued(dispute: Any, *kinds: str) -> list[Any]:
    """Letters of the kinds that left the house and stand, in order."""
    return [row for row in dispute.letters.all() if row.kind in kinds and row.issued_id and row.state not in GONE]


def registration(dispute: Any, on: date) -> list[Exhibit]:
    number = f"，来源编号{dispute.external_number}" if dispute.external_number else ""
    return [Exhibit(f"案件登记表（{dispute.number}{number}）", dispute.holder.name, dispute.received_on)]


def letters_to_employer(dispute: Any, on: date) -> list[Exhibit]:
    return [exhibit for row in issued(dispute, "reminder", "opinion") for exhibit in _letter(row)]


def _letter(row: Any) -> Iterator[Exhibit]:
    """The letter, its receipt, the answer or the silence, and what the check found."""
    yield Exhibit(f"{NAMES[row.kind]}（{row.number}）", row.issuer.name, row.issued_on)
    if row.served_on:
        refused = not row.served_to
        words = f"拒收；{row.witness}" if refused else f"签收人：{row.served_to}"
        yield Exhibit(f"送达回证（{row.number}）", row.issuer.name, row.served_on, is_original=True, note=words)
    if row.answered_on:
        yield Exhibit(f"对{row.number}的书面答复", row.addressee, row.answered_on)
    elif row.state == "unanswered":
        due = _reply_due_on(row)
        limit = f"答复期限于{chinese_date(due)}届满，未答复" if due else "逾期未答复"
        yield Exhibit(f"逾期未答复情况说明（{row.number}）", row.issuer.name, note=limit)
    if row.verified_on:
        found = "已改正" if row.corrected else "未改正"
        yield Exhibit(f"核查记录（{row.number}）", row.issuer.name, row.verified_on, note=found)


def _reply_due_on(row: Any) -> date | None:
    """The last day for the answer, by the deadlines of the case, which are read once for all letters."""
    clocks = [d for d in row.dispute.deadlines.all() if d.letter_id == row.pk and d.rule == row.row.reply_rule]
    return clocks[-1].due_on if clocks else None


def supervisors(dispute: Any, on: date) -> list[Exhibit]:
    people: dict[int, Any] = {}
    for row in issued(dispute, "opinion", "suggestion"):
        people |= {person.pk: person for person in row.supervisors.all()}
    if not people:
        return []
    names = "、".join(person.display_name for _pk, person in sorted(people.items()))
    return [Exhibit("工会劳动法律监督员证复印件", dispute.holder.name, copies=len(people), note=names)]


def consultation(dispute: Any, on: date) -> list[Exhibit]:
    """The notice that mediation ended, or the record of its end."""
    notices = issued(dispute, "mediation_end_notice")
    if notices:
        return [Exhibit(f"调解终止通知书（{row.number}）", row.issuer.name, row.issued_on) for row in notices]
    return [
        Exhibit("调解终结记录", dispute.holder.name, row.ended_on, note=row.paper) for row in failed_mediations(dispute)
    ]


def failed_mediations(dispute: Any) -> list[Any]:
    rows = [row for row in dispute.proceedings.all() if row.kind == "union_mediation"]
    return [
        row for row in rows
        if row.state == "refused" or (row.state == "concluded" and row.outcome not in ("agreement", "oral", "sham"))
    ]  # fmt: skip


def sent_to_departments(dispute: Any) -> list[Any]:
    """Hand-overs to departments that were not taken back."""
    return [row for row in dispute.hand_overs.all() if row.agency.kind in DEPARTMENTS and row.state != "withdrawn"]


def departments_told(dispute: Any, on: date) -> list[Exhibit]:
    found = []
    for row in issued(dispute, "suggestion"):
        if row.served_on:
            found += list(_letter(row))
    for row in sent_to_departments(dispute):
        found.append(Exhibit(f"移送记录（移送{row.agency.name}）", dispute.holder.name, row.sent_on, note=row.purpose))
    return found + [
        Exhibit(
            f"劳动保障监察投诉材料（{row.agency.name}）", dispute.holder.name, row.filed_on, note=row.external_number
        )
        for row in inspections(dispute)
    ]


def inspections(dispute: Any) -> list[Any]:
    """Complaints filed with the inspection and not taken back."""
    rows = dispute.proceedings.all()
    return [row for row in rows if row.kind == "inspection" and row.filed_on and row.state != "withdrawn"]


def is_silent(dispute: Any, row: Any, on: date) -> bool:
    """Whether the office lets a parcel lie beyond the day on which it is asked for an answer."""
    clocks = [d for d in dispute.deadlines.all() if d.hand_over_id == row.pk and d.status == "open"]
    return row.is_waiting and any(clock.due_on < on for clock in clocks)


def departments_silent(dispute: Any, on: date) -> list[Exhibit]:
    found = []
    for row in sent_to_departments(dispute):
        if row.state == "returned":
            found.append(
                Exhibit(f"{row.agency.name}退回材料", row.agency.name, row.ended_on, note=row.return_reason[:200])
            )
        elif is_silent(dispute, row, on):
            found.append(Exhibit(f"{row.agency.name}逾期未反馈情况说明", dispute.holder.name, on))
    for row in inspections(dispute):
        if row.state == "refused" or row.outcome in SILENT_ENDS:
            title = f"{row.agency.name}{'不予受理通知' if row.state == 'refused' else '处理结果'}"
            found.append(Exhibit(title, row.agency.name, row.ended_on, note=row.paper))
    return found


def arbitration_closed(dispute: Any, on: date) -> list[Exhibit]:
    return [
        Exhibit(
            "仲裁不予受理通知书" if row.state == "refused" else "仲裁逾期未裁决证明",
            row.agency.name,
            row.ended_on,
            note=row.paper or row.external_number,
        )
        for row in dispute.proceedings.all()
        if row.kind == "arbitration" and arbitration_failed(row, on)
    ]


def roster(dispute: Any, on: date) -> list[Exhibit]:
    if not dispute.is_collective:
        return []
    named = sum(row.role == "applicant" for row in dispute.parties.all())
    return [Exhibit(f"涉案职工名单（{named}人）", dispute.holder.name)]
