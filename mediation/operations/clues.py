"""Evidence that a person adds to a case (补充证据), and a case the finder shall not show again for a while."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents.fields import chinese_date
from mediation.clues.pack import QUESTIONS, examine
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Dispute, Event, EvidenceItem, User
from mediation.operations.errors import StepRefused
from mediation.operations.events import record_event
from mediation.operations.locking import lock_for, lock_open_case
from mediation.operations.unmet import no_reason
from mediation.operations.uploads import files_told, keep_files
from mediation.uploads.judging import Judged

DISMISSED = timedelta(days=90)
MOST_ITEMS, MOST_COPIES = 200, 999
HEADINGS = ["序号", "证据名称", "来源", "日期", "份数", "备注"]


def add_evidence(
    dispute: Dispute, *, title: str, source: str, by: User, at: datetime, dated: date | None = None, copies: int = 1,
    is_original: bool = False, proves: str = "", note: str = "", attached: Sequence[Judged] = (),
) -> EvidenceItem:  # fmt: skip
    """Put a paper on the list of evidence. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        dispute, actor = lock_open_case(dispute, by)
        item = EvidenceItem(
            dispute=dispute, proves=proves, title=title.strip(), source=source.strip(), dated=dated, copies=copies,
            is_original=is_original, note=note.strip(), added_by=by,
        )  # fmt: skip
        if unmet := _unmet(item, local_day(at)):
            raise StepRefused(unmet)
        answers = {**_told(item), **files_told(attached)}
        event = record_event(dispute, "add_evidence", actor=actor, at=at, from_state=dispute.state, answers=answers)
        item.upload = next(iter(keep_files(event, attached, note=item.title)), None)
        item.save()
    return item


def strike_evidence(item: EvidenceItem, *, reason: str, by: User, at: datetime) -> Event:
    """Take a paper off the list; the history keeps it. Raises as above."""
    with transaction.atomic():
        dispute, actor = lock_open_case(item.dispute, by)
        found = EvidenceItem.objects.select_for_update().filter(pk=item.pk).first()
        unmet = []
        if found is None:
            unmet.append(Unmet(_("the paper is still on the list"), _("nobody")))
        unmet += no_reason(reason)
        if unmet or found is None:
            raise StepRefused(unmet)
        told = _told(found)
        found.delete()
        return record_event(
            dispute, "strike_evidence", actor=actor, at=at, from_state=dispute.state, reason=reason, answers=told
        )


def dismiss_support(dispute: Dispute, *, reason: str, by: User, at: datetime) -> Event:
    """不宜支持起诉: the finder leaves the case out for `DISMISSED`; an ended case too. Raises as above."""
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by)
        if unmet := no_reason(reason):
            raise StepRefused(unmet)
        until = local_day(at) + DISMISSED
        return record_event(
            dispute, "dismiss_support", actor=actor, at=at, from_state=dispute.state, reason=reason,
            answers={"until": until},
        )  # fmt: skip


def evidence_rows(dispute: Dispute, on: date) -> list[list[str]]:
    """The list of evidence (证据目录) of a clue as a table for print, headings first; empty when there is none."""
    return evidence_table(examine(dispute, on).exhibits)


def evidence_table(exhibits: Iterable[Any]) -> list[list[str]]:
    """Exhibits of a clue, or the evidence of a case, as a table for print, headings first; empty when there is none."""
    rows = [
        [
            str(number), row.title, row.source, chinese_date(row.dated) if row.dated else "",
            f"{row.copies}（{'原件' if row.is_original else '复印件'}）", row.note,
        ]
        for number, row in enumerate(exhibits, 1)
    ]  # fmt: skip
    return [HEADINGS, *rows] if rows else []


def _told(item: EvidenceItem) -> dict[str, Any]:
    names = ("title", "source", "dated", "copies", "is_original", "proves", "note")
    return {name: getattr(item, name) for name in names}


def _unmet(item: EvidenceItem, today: date) -> list[Unmet]:
    you, unmet = _("you"), []
    if not (item.title and item.source):
        unmet.append(Unmet(_("title and source of the paper are named"), you))
    if item.dated is not None and item.dated > today:
        unmet.append(Unmet(_("the date %(day)s is not in the future") % {"day": item.dated}, you))
    if not 1 <= item.copies <= MOST_COPIES:
        unmet.append(Unmet(_("there are between 1 and %(most)d copies") % {"most": MOST_COPIES}, you))
    if item.proves and not (item.proves in QUESTIONS and QUESTIONS[item.proves].paper):
        unmet.append(Unmet(_("what it proves is one of the list"), you))
    same = item.dispute.evidence.filter(title=item.title, source=item.source, dated=item.dated, proves=item.proves)
    if same.exists():
        unmet.append(Unmet(_("the same paper is not on the list yet"), _("nobody")))
    if item.dispute.evidence.count() >= MOST_ITEMS:
        unmet.append(Unmet(_("a list of evidence has at most %(most)d papers") % {"most": MOST_ITEMS}, _("nobody")))
    return unmet
