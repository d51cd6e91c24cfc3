"""The volume of a case as one PDF: what cover, index and the notes at its end say, in Chinese; and its binding."""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.utils import timezone, translation

from documents import binding, volume
from documents.binding import Bound, Leaf
from documents.fields import chinese_date
from documents.kinds import title_of
from mediation.classification import Request
from mediation.dossier import KEPT_APART, Piece, Recipient, is_secret
from mediation.hand_overs import Ground
from mediation.lifecycle import local_day
from mediation.models import Dispute, Event, UploadStrike
from mediation.models.upload import kept_apart
from mediation.operations.dossier_pieces import bytes_of, leaf_of
from mediation.steps import event_label

MOST_NAMES, LONGEST_NAMES = 6, 60
COPY = "本卷所装订的各件为副本；带电子签名的文书，以单件文件的签名为准。"
GROUNDS = {Ground.CONSENT: "当事人同意", Ground.DUTY: "履行法定职责所必需", Ground.REQUEST: "依法调取"}
INDEX_HEAD = ("序号", "文号", "责任者", "题名", "日期", "页号", "备注")
OUT, ALL = "下列材料不入卷，仅列目备查：", "无撤销、替换的文书和剔除的材料。"
ACTS_HEAD = ("序号", "日期", "事项", "对象", "经办人", "说明")
OUT_HEAD = ("类别", "名称", "日期", "事由")


@dataclass(frozen=True)
class Order:
    """What is to be made: the case, the pieces, for whom, and what the form said."""

    dispute: Dispute
    pieces: Sequence[Piece]
    recipient: str
    answers: dict[str, str]
    missing: Sequence[str]
    by: str
    at: datetime

    @property
    def is_archive(self) -> bool:
        return self.recipient == Recipient.ARCHIVE

    @property
    def title(self) -> str:
        asked = self.dispute.request == Request.SUPERVISION
        kind = "工会劳动法律监督案卷" if asked else "劳动争议调解案卷"
        return kind if self.is_archive else f"{kind}（摘录）"


class Keeper:
    """What becomes of the single files while the volume is bound: here their hashes alone are kept."""

    def __init__(self) -> None:
        self.hashes: dict[str, str] = {}

    def keep(self, piece: Piece, content: bytes) -> None:
        """Take the bytes of the next piece."""
        self.hashes[piece.key] = hashlib.sha256(content).hexdigest()

    def notes(self) -> list[str]:
        """What the cover says of them, when all are taken."""
        return []


def write_volume(order: Order, out: IO[bytes], keeper: Keeper) -> Bound:
    """Bind the volume into `out`; what is no PDF has a sheet in it."""
    union = order.dispute.holder.name

    def leaf(piece: Piece) -> Leaf:
        def load() -> bytes:
            content = bytes_of(piece)
            keeper.keep(piece, content)
            return leaf_of(piece, content)

        return Leaf(piece.section.chinese, _name(piece), load)

    def front(bound: Bound) -> list[tuple[str, bytes]]:
        cover = volume.Cover(union, order.title, _cells(order, bound), [COPY, *keeper.notes()])
        index = volume.list_pages("卷内文件目录", _index(order.pieces, bound))
        return [
            ("封面", volume.printed(volume.cover_pages(cover), order.title, union)),
            ("卷内文件目录", volume.printed(index, "卷内文件目录", union)),
        ]

    with tempfile.TemporaryDirectory() as folder, translation.override("zh-hans"):
        name = f"{order.title} {order.dispute.number}"
        back = _back(order, union) if order.is_archive else []
        return binding.bind(list(map(leaf, order.pieces)), out, Path(folder), title=name, front=front, back=back)


def _name(piece: Piece) -> str:
    return f"{piece.title} {piece.number}".strip()


# Cover and index ---------------------------------------------------------------------------------------------


def _cells(order: Order, bound: Bound) -> list[tuple[str, str]]:
    dispute, answers = order.dispute, order.answers
    days = (
        ("受理日期", dispute.accepted_on), ("结案日期", dispute.closed_on if order.is_archive else None),
        ("归档日期", dispute.archived_on if order.is_archive else None),
    )  # fmt: skip
    rows = [
        ("案号", dispute.number), ("案由", str(dispute.get_category_display())), ("申请人", _applicants(order)),
        ("被申请人", dispute.employer.name), *((label, chinese_date(day) if day else "") for label, day in days),
        ("结案方式", dispute.outcome_label if order.is_archive else ""),
        ("承办人", str(dispute.handler or "") if order.is_archive else ""),
        ("提供对象", answers.get("addressee", "")), ("用途", answers.get("purpose", "")),
        ("提供依据", GROUNDS.get(answers.get("ground", ""), "")),  # type: ignore[call-overload]
        ("件数页数", f"{len(order.pieces)}件 {bound.count}页"),
        ("制作", f"{order.by} {chinese_date(local_day(order.at))}"),
    ]  # fmt: skip
    return [(label, text) for label, text in rows if text] + ([("保管期限", "")] if order.is_archive else [])


def _applicants(order: Order) -> str:
    """Their names; nothing where the recipient must not learn who complained."""
    people = [row.name for row in order.dispute.parties.all() if row.role == "applicant"]
    probe = Piece("", order.pieces[0].section, "", "", "", local_day(order.at), text=" ".join(people))
    consents = order.answers.get("ground") == Ground.CONSENT and order.recipient == Recipient.HR
    if not people or (is_secret(probe, order.dispute, order.recipient) and not consents):
        return ""
    words = "、".join(people)
    return words if len(people) <= MOST_NAMES and len(words) <= LONGEST_NAMES else f"{people[0]}等{len(people)}人"


def _index(pieces: Sequence[Piece], bound: Bound) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [INDEX_HEAD]
    for number, (piece, (first, last)) in enumerate(zip(pieces, bound.places, strict=True), 1):
        pages = f"{first}-{last}" if last > first else str(first)
        rows.append((str(number), piece.number, piece.author, piece.title, piece.on.isoformat(), pages, ""))
    return rows


# At the end of the archive volume ----------------------------------------------------------------------------


def _back(order: Order, union: str) -> list[tuple[str, bytes]]:
    """What is missing and was left out, and what was done in the case."""
    acts = volume.list_pages("办理经过", [ACTS_HEAD, *_acts(order.dispute)])
    out = _left_out(order.dispute)
    notes = volume.list_pages("备考表", [OUT_HEAD, *out], [OUT if out else ALL], _kept(order))
    return [
        ("办理经过", volume.printed(acts, "办理经过", union)), ("备考表", volume.printed(notes, "备考表", union)),
    ]  # fmt: skip


def _kept(order: Order) -> list[tuple[str, str]]:
    """The form of the notes: how the volume stands, and who answers for it."""
    if order.missing:
        reason = order.answers.get("reason", "").strip()
        lines = [f"本卷缺下列材料：{'、'.join(order.missing)}。", f"缺件说明：{reason}"]
    else:
        lines = ["本卷应有材料齐全。"]
    told = "".join([f"本卷共{len(order.pieces)}件。", *lines])
    return [("本卷情况说明", told), ("立卷人", ""), ("检查人", ""), ("立卷时间", "")]


def _left_out(dispute: Dispute) -> list[tuple[str, ...]]:
    """Letters that were issued and no longer stand, and files that were struck."""
    rows: list[tuple[str, ...]] = []
    ended = Event.objects.filter(dispute=dispute, subject="letter", kind__in=("withdraw", "supersede"))
    for event in ended.select_related("letter__issued").defer("letter__issued__pdf").order_by("number"):
        if event.letter is not None and event.letter.issued_id:
            name = f"{title_of(event.letter.kind)} {event.letter.number}"
            rows.append(("撤销" if event.kind == "withdraw" else "替换", name, _day(event.at), event.reason))
    strikes = UploadStrike.objects.filter(upload__dispute=dispute).exclude(kept_apart("upload__event__"))
    strikes = strikes.select_related("upload", "event")
    for strike in strikes.defer("upload__content", "upload__small").order_by("pk"):
        rows.append(("剔除", strike.upload.name, _day(strike.event.at), strike.event.reason))
    return rows


def _acts(dispute: Dispute) -> list[tuple[str, ...]]:
    """Every act of the case but looking at numbers and what concerns emotional support."""
    struck = UploadStrike.objects.filter(kept_apart("upload__event__"), upload__dispute=dispute)
    events = Event.objects.filter(dispute=dispute).exclude(kind="reveal").exclude(kept_apart(""))
    events = events.exclude(pk__in=struck.values("event")).order_by("number")
    events = events.select_related("by", "proceeding", "letter__issued", "hand_over__agency")
    events = events.defer("letter__issued__pdf", "letter__issued__facts", "letter__content")
    return [
        (str(number), _day(event.at), str(event_label(event.subject, event.kind)), _about(event),
            event.by.display_name, event.reason)
        for number, event in enumerate((event for event in events if not _is_kept_apart(event)), 1)
    ]  # fmt: skip


def _is_kept_apart(event: Event) -> bool:
    """Of the paper that records it, or of what was put down before there was a proceeding."""
    return event.data.get("kind", "") in KEPT_APART


def _about(event: Event) -> str:
    row: Any = event.letter or event.proceeding or event.hand_over
    if event.letter is not None:
        return f"{title_of(event.letter.kind)} {event.letter.number}".strip()
    if row is None and event.kind in ("draw_paper", "edit_paper", "discard_paper"):
        return title_of(event.data["kind"])
    return str(row or "")


def _day(at: datetime) -> str:
    return timezone.localtime(at).date().isoformat()
