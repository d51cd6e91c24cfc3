"""Batches: a list of letters and one act, or of cases and one kind of letter to draft, worked off in slices of time.

Each item is a transaction of its own: the act and the note that it is done stand or fall together, so that a second
tab, a double click or a crash can do none of them twice and lose none.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from mediation import access
from mediation.access import Act
from mediation.letters import BEFORE_ISSUE
from mediation.machine import Unmet
from mediation.models import Batch, BatchAct, BatchItem, Dispute, ItemState, Letter, Organisation, User
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.letters import draft_letter
from mediation.operations.locking import lock
from mediation.operations.steps import take_step

MOST = 1_000  # items of one batch
SLICE = 2.0  # seconds of work a request
RIGHTS: dict[str, tuple[Act, ...]] = {  # one of them opens a batch; each letter then asks for the right on itself
    BatchAct.DRAFT: (Act.DRAFT,),
    BatchAct.SUBMIT: (Act.DRAFT,),
    BatchAct.APPROVE: (Act.REVIEW,),
    BatchAct.SIGN: (Act.SIGN, Act.SEAL),
}
LOOKED_AT = (BatchAct.APPROVE, BatchAct.SIGN)  # who does it answers for the text
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How many items there are, and how they stand."""

    total: int
    done: int
    failed: int

    @property
    def waiting(self) -> int:
        return self.total - self.done - self.failed

    @property
    def handled(self) -> int:
        return self.done + self.failed


def may_open(user: User, act: str) -> bool:
    """Whether the person has the right to the act anywhere."""
    return any(access.grants(user, right) for right in RIGHTS[act])


def open_batch(act: str, letters: QuerySet[Letter], *, by: User, at: datetime) -> Batch:
    """A batch of letters in the order of their drafting, on the versions they have now.

    Raises StepForbidden, or StepRefused for an empty list and for one of more than MOST.
    """
    chosen = letters.order_by("drafted_at", "pk").values_list("pk", "version")[: MOST + 1]
    rows = [BatchItem(letter_id=pk, version=version) for pk, version in chosen]
    return _opened(Batch(act=act, at=at, by=by), rows)


def open_drafts(
    disputes: QuerySet[Dispute], kind: str, *, by: User, at: datetime, issuer: Organisation | None = None,
    drafter: User | None = None, agency: Organisation | None = None, key: UUID | None = None,
) -> Batch:  # fmt: skip
    """A batch that drafts a letter of this kind in each case, oldest case first; without an issuer, by the one of each.

    The same `key` twice gives the batch of the first time. Raises StepForbidden, or StepRefused as `open_batch` does.
    """
    if key is not None and (opened := Batch.objects.filter(by=by, form_key=key).first()):
        return opened
    chosen = disputes.order_by("pk").values_list("pk", "version")[: MOST + 1]
    rows = [BatchItem(dispute_id=pk, version=version) for pk, version in chosen]
    batch = Batch(
        act=BatchAct.DRAFT, at=at, by=by, kind=kind, issuer=issuer, drafter=drafter, agency=agency, form_key=key
    )
    return _opened(batch, rows)


def _opened(batch: Batch, items: list[BatchItem]) -> Batch:
    if not may_open(batch.by, batch.act):
        raise StepForbidden(_("You may not take this step here."))
    if not items:
        raise StepRefused([Unmet(_("at least one is chosen"), _("you"))])
    if len(items) > MOST:
        raise StepRefused([Unmet(_("at most %(most)d are chosen at once") % {"most": MOST}, _("you"))])
    with transaction.atomic():
        batch.save()
        for item in items:
            item.batch = batch
        BatchItem.objects.bulk_create(items)
    return batch


def work(batch: Batch, *, by: User, at: datetime, seconds: float = SLICE) -> Progress:
    """Do waiting items for so many seconds, one at least; whoever works on the batch at the same time does others."""
    _check_owner(batch, by)
    until = time.monotonic() + seconds
    while _do_next(batch, by, at) and time.monotonic() < until:
        pass
    return progress(batch)


def progress(batch: Batch) -> Progress:
    """How far it is."""
    done, failed = (Count("pk", filter=Q(state=state)) for state in (ItemState.DONE, ItemState.FAILED))
    return Progress(**batch.items.aggregate(total=Count("pk"), done=done, failed=failed))


def retry(batch: Batch, *, by: User) -> int:
    """Let what was not done wait again; how many these are.

    A letter that was changed since it was chosen is approved or signed by who looks at it: it stays undone here.
    """
    _check_owner(batch, by)
    rows = batch.items.filter(state=ItemState.FAILED).select_related("letter", "dispute")
    failed = list(rows.filter(version=F("letter__version")) if batch.act in LOOKED_AT else rows)
    for item in failed:
        item.state, item.error, item.version = ItemState.WAITING, "", item.subject.version
    return BatchItem.objects.bulk_update(failed, ["state", "error", "version"], batch_size=200)


def _check_owner(batch: Batch, by: User) -> None:
    if batch.by_id != by.pk:
        raise StepForbidden(_("You may not take this step here."))


def _do_next(batch: Batch, by: User, at: datetime) -> bool:
    """Do the first waiting item that nobody else holds; False when there is none."""
    with transaction.atomic():
        waiting = batch.items.select_for_update(skip_locked=True, of=("self",)).filter(state=ItemState.WAITING)
        item = waiting.order_by("pk").first()
        if item is None:
            return False
        item.error = _do(batch, item, by, at)
        item.state, item.done_at = (ItemState.FAILED, None) if item.error else (ItemState.DONE, at)
        item.save()
    return True


def _do(batch: Batch, item: BatchItem, by: User, at: datetime) -> str:
    """Why the act was not taken; empty when it was. What fails leaves nothing behind."""
    try:
        with transaction.atomic():
            if item.dispute is not None:
                item.letter = _draft(batch, item.dispute, by, at)
            else:
                take_step(item.subject, batch.act, by=by, at=at, version=item.version)
    except StepRefused as error:
        return "\n".join(_words(error.unmet))
    except (StepForbidden, StepStale) as error:
        return str(error)
    except (OperationalError, InterfaceError):
        raise  # not of this letter: the item goes on waiting
    except Exception:
        log.exception("batch %s, item %s", batch.pk, item.pk)
        return _("An unexpected error; the administrator finds it in the log.")
    return ""


def _draft(batch: Batch, dispute: Dispute, by: User, at: datetime) -> Letter:
    """The draft of one case, unless a letter of the kind is being written there already."""
    dispute = lock(dispute)
    if dispute.letters.filter(kind=batch.kind, state__in=BEFORE_ISSUE).exists():
        raise StepRefused([Unmet(_("no letter of this kind is being written in the case"), _("nobody"))])
    return draft_letter(
        dispute, batch.kind, by=by, at=at, issuer=batch.issuer, drafter=batch.drafter, agency=batch.agency
    )


def _words(unmet: Iterable[Unmet]) -> list[str]:
    silent = (_("you"), _("nobody"))
    return [
        (_("Needed: %(what)s") if row.who in silent else _("Needed: %(what)s (from: %(who)s)"))
        % {"what": row.what, "who": row.who}
        for row in unmet
    ]
