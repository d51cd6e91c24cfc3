"""Giving out a dossier (提供卷宗): the pieces are read and bound outside the transaction, the record is made inside."""

import hashlib
import tempfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mediation import access
from mediation.access import Act
from mediation.dossier import Form, Going, Piece, Recipient, going
from mediation.dossier_checks import missing, unmet
from mediation.models import Dispute, DossierIssue, Membership, User
from mediation.operations.dossier_package import write_package
from mediation.operations.dossier_pieces import pieces_of, read_case
from mediation.operations.dossier_volume import Keeper, Order, write_volume
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.events import record_event
from mediation.operations.locking import lock

CHUNK = 1024 * 1024
FIELDS = ("recipient", "addressee", "purpose", "ground", "consent_paper", "form", "reason")


def actor_for(user: User, dispute: Dispute, recipient: str) -> Membership | None:
    """Under which membership a person gives a dossier out: handlers to all, the archivist to the archive."""
    acts = (Act.HANDLE, Act.ARCHIVE) if recipient == Recipient.ARCHIVE else (Act.HANDLE,)
    found = (access.membership_for(user, act, dispute) for act in acts)
    return next((membership for membership in found if membership is not None), None)


def issue_dossier(
    dispute: Dispute, chosen: Iterable[str], out: IO[bytes], *, by: User, at: datetime, answers: dict[str, str]
) -> DossierIssue:
    """Make the dossier of the chosen pieces, write it to the empty file `out`, record it.

    For the archive all that is complete goes with them. answers: each of FIELDS as text. Raises StepForbidden,
    StepRefused, or StepStale when something happened meanwhile.
    """
    answers = {name: answers.get(name, "") for name in FIELDS}
    recipient = answers["recipient"]
    if actor_for(by, dispute, recipient) is None:
        raise StepForbidden(_("You may not give out the dossier of this case."))
    before, dispute = _last(dispute), read_case(dispute)
    pieces = pieces_of(dispute)
    found = {piece.key: piece for piece in pieces}
    wanted = list(dict.fromkeys(chosen))
    if recipient == Recipient.ARCHIVE:
        complete = [piece.key for piece in pieces if going(piece, recipient) == Going.YES]
        wanted = list(dict.fromkeys([*wanted, *complete]))
    if refused := unmet(dispute, found, wanted, answers):
        raise StepRefused(refused)
    lacking = [words for words, _label in missing(dispute, pieces)] if recipient == Recipient.ARCHIVE else []
    kept = [piece for piece in pieces if piece.key in wanted]
    order = Order(dispute, kept, recipient, answers, lacking, by.display_name, at)
    row = _made(order, out)
    with transaction.atomic():
        row.dispute = lock(dispute)
        actor = actor_for(by, row.dispute, recipient)
        if actor is None:
            raise StepForbidden(_("You may not give out the dossier of this case."))
        if _last(row.dispute) != before:
            raise StepStale(_("Something happened in the case meanwhile. Look at the pieces again."))
        _record(row, order, actor)
    return row


def _last(dispute: Dispute) -> int:
    return dispute.events.aggregate(last=Max("number"))["last"] or 0


def _made(order: Order, out: IO[bytes]) -> DossierIssue:
    """The record of the file that is written, not saved yet."""
    if order.answers["form"] == Form.PACKAGE:
        with tempfile.TemporaryFile() as scratch:
            bound, hashes = write_package(order, out, scratch)
    else:
        keeper = Keeper()
        bound, hashes = write_volume(order, out, keeper), keeper.hashes
    rows = zip(order.pieces, bound.places, strict=True)
    pieces = [_told(piece, place, hashes[piece.key]) for piece, place in rows]
    size, digest = _measured(out)
    return DossierIssue(
        pieces=pieces, missing=list(order.missing), pages=bound.count, size=size, sha256=digest, **order.answers
    )


def _told(piece: Piece, place: tuple[int, int], digest: str) -> dict[str, object]:
    return {"key": piece.key, "title": piece.title, "number": piece.number, "pages": list(place), "sha256": digest}


def _measured(out: IO[bytes]) -> tuple[int, str]:
    """Size in bytes and SHA-256 of a file, which is left at its start."""
    digest, size = hashlib.sha256(), 0
    out.seek(0)
    while chunk := out.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    out.seek(0)
    return size, digest.hexdigest()


def _record(row: DossierIssue, order: Order, actor: Membership) -> None:
    dispute = row.dispute
    told = {name: value for name, value in order.answers.items() if value and name != "reason"}
    answers = {**told, "count": len(order.pieces), "pages": row.pages, "sha256": row.sha256, "missing": row.missing}
    row.event = record_event(
        dispute, "issue_dossier", actor=actor, at=order.at, from_state=dispute.state, reason=row.reason, answers=answers
    )
    row.at, row.by, row.organisation = order.at, actor.user, actor.organisation
    row.save()
