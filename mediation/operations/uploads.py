"""Files that come in (上传件): kept with the act that brought them, added later, or struck. One event an act.

Bytes were judged before (`uploads.judging`), outside the transaction; here the limits of the case are kept under its
lock, so that two people together cannot pass them.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from mediation.access import Act
from mediation.dossier import KEPT_APART
from mediation.machine import Unmet
from mediation.masking import plain
from mediation.models import Event, Purpose, Upload, UploadStrike, User
from mediation.models.upload import kept_apart
from mediation.operations.errors import StepRefused
from mediation.operations.events import record_event
from mediation.operations.locking import lock_for
from mediation.operations.unmet import no_reason
from mediation.steps import machine_of, step_of
from mediation.uploads.judging import Judged
from mediation.uploads.kinds import MB

PURPOSES: dict[tuple[str, str], str] = {
    ("letter", "serve"): Purpose.SERVICE,
    ("letter", "refuse_service"): Purpose.SERVICE,
    ("letter", "answer_letter"): Purpose.ANSWER,
    ("letter", "record_late_answer"): Purpose.ANSWER,
    ("letter", "verify"): Purpose.VERIFICATION,
    ("proceeding", "record_performance"): Purpose.PAYMENT,
    ("proceeding", "hold_session"): Purpose.RECORD,
    ("dispute", "add_evidence"): Purpose.EVIDENCE,
    ("dispute", "record_limitation"): Purpose.LIMITATION,
}
# As such a record is called: 情绪疏导记录, 心理咨询记录 …
OF_SUPPORT = re.compile(r"情绪疏导|疏导记录|情绪管理|心理(?:疏导|咨询|辅导|援助|评估)")


def purpose_of(machine: str, verb: str) -> str:
    """What a file is that comes with a step, unless somebody says otherwise."""
    fallback = Purpose.AGENCY if machine in ("proceeding", "hand_over") else Purpose.OTHER
    return PURPOSES.get((machine, verb), fallback)


def keep_files(
    event: Event, files: Sequence[Judged], *, purpose: str = "", mark: str = "", note: str = ""
) -> list[Upload]:
    """Put judged files on record with their act, in its transaction and under the lock of its case.

    Raises StepRefused when the case would hold more than it may, and for a record of emotional support that does not
    come with an act of it.
    """
    if not files:
        return []
    if unmet := [*unmet_limits(event.dispute, files), *_unmet_apart(event, files, purpose, note)]:
        raise StepRefused(unmet)
    return [
        Upload.objects.create(
            dispute=event.dispute, event=event, purpose=purpose or purpose_of(event.subject, event.kind), mark=mark,
            note=note.strip(), typed_name=file.typed_name, name=file.name, kind=file.media.code, content=file.content,
            small=file.small, size=file.size, sha256=file.sha256, received_sha256=file.received_sha256, by=event.by,
            organisation=event.organisation, at=event.at,
        )
        for file in files
    ]  # fmt: skip


def files_told(files: Sequence[Judged]) -> dict[str, Any]:
    """Of an act that brings files, their names and hashes for its event; nothing of one that brings none."""
    return {"attached": list(files)} if files else {}


def unmet_limits(dispute: Any, files: Sequence[Judged]) -> list[Unmet]:
    """Whether the case may hold these files besides those it has; struck ones count, for they are kept."""
    held = Upload.objects.filter(dispute=dispute).aggregate(number=Count("pk"), size=Sum("size"))
    most, number = settings.UPLOAD_MOST_BYTES_A_CASE, settings.UPLOAD_MOST_FILES_A_CASE
    unmet = []
    if held["number"] + len(files) > number:
        unmet.append(Unmet(_("a case holds at most %(most)d files") % {"most": number}, _("nobody")))
    if (held["size"] or 0) + sum(file.size for file in files) > most:
        words = _("the files of a case are at most %(most)d MB together") % {"most": most // MB}
        unmet.append(Unmet(words, _("you, by sending smaller files")))
    return unmet


def attach(
    subject: Any, attached: Sequence[Judged], *, purpose: str, by: User, at: datetime, mark: str = "",
    note: str = "", paper: Any = None,
) -> list[Upload]:  # fmt: skip
    """添加材料: add files to a case, a proceeding or a letter at any time before the archive.

    paper: the one whose signed copy this is; it stands in its place in the dossier. Raises StepForbidden or
    StepRefused.
    """
    with transaction.atomic():
        subject, actor = lock_for(subject, by, step_of(subject, "attach").acts[0])
        unmet = _unmet_archived(subject.dispute)
        if not attached:
            unmet.append(Unmet(_("at least one file is chosen"), _("you")))
        unmet += [_not_twice(name) for name in _twice(subject, attached)]
        if paper is not None and not _is_of(paper, subject):
            unmet.append(Unmet(_("the paper is in use"), _("nobody")))
        if unmet:
            raise StepRefused(unmet)
        answers = {"purpose": purpose, "mark": mark, "note": note, "attached": list(attached)}
        answers |= {"paper": paper.pk} if paper is not None else {}
        event = record_event(subject, "attach", actor=actor, at=at, from_state=subject.state, answers=answers)
        return keep_files(event, attached, purpose=purpose, mark=mark, note=note)


def _is_of(paper: Any, subject: Any) -> bool:
    """In use, and of this case, proceeding or letter."""
    kept = type(paper).objects.live().filter(pk=paper.pk, dispute=subject.dispute)
    return bool(paper.subject == subject and kept.exists())


def strike_file(upload: Upload, *, reason: str, by: User, at: datetime) -> UploadStrike:
    """剔除材料: a file put on record in error is kept and marked; it no longer counts. Raises as above."""
    with transaction.atomic():
        dispute, actor = lock_for(upload.dispute, by, Act.HANDLE)
        unmet = _unmet_archived(dispute)
        unmet += no_reason(reason)
        if UploadStrike.objects.filter(upload=upload).exists():
            unmet.append(Unmet(_("the file is part of the case"), _("nobody")))
        if unmet:
            raise StepRefused(unmet)
        answers = {"name": upload.name, "sha256": upload.sha256, "purpose": upload.purpose}
        event = record_event(
            dispute, "strike_file", actor=actor, at=at, from_state=dispute.state, reason=reason, answers=answers
        )
        return UploadStrike.objects.create(upload=upload, event=event)


def _unmet_apart(event: Event, files: Sequence[Judged], purpose: str, note: str) -> list[Unmet]:
    """A record of emotional support, said to be one or so named, where more than its sender and the handler read it."""
    told = plain("\n".join([note, *(name for file in files for name in (file.typed_name, file.name))]))
    is_one = purpose in KEPT_APART
    if not (is_one or OF_SUPPORT.search(told)) or Event.objects.filter(kept_apart(""), pk=event.pk).exists():
        return []
    words = _("a record of emotional support is added to its proceeding or to its paper, where few may read it")
    return [Unmet(words, _("you") if is_one else _("you; or give the file another name when it is none"))]


def _unmet_archived(dispute: Any) -> list[Unmet]:
    if dispute.state != "archived":
        return []
    return [Unmet(_("the case is not archived"), _("the reviewer, by reopening it"))]


def _twice(subject: Any, files: Sequence[Judged]) -> list[str]:
    """Names of files that this very subject has already."""
    own = {"event__subject": machine_of(subject), "strike": None}
    if machine_of(subject) != "dispute":
        own[f"event__{machine_of(subject)}"] = subject
    hashes = [file.received_sha256 for file in files]
    rows = Upload.objects.filter(dispute=subject.dispute, received_sha256__in=hashes, **own)
    known = set(rows.values_list("received_sha256", flat=True))
    return [
        file.name for file, digest in zip(files, hashes, strict=True) if digest in known or hashes.count(digest) > 1
    ]


def _not_twice(name: str) -> Unmet:
    return Unmet(_("the file %(name)s is not on record yet") % {"name": name}, _("nobody"))
