"""Papers of a case without number and seal: drawn up from what it knows, edited, printed, discarded."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import issuing
from mediation import access
from mediation.access import Act
from mediation.lifecycle import State, local_day
from mediation.machine import Unmet
from mediation.masking import holds, joined
from mediation.models import Dispute, Event, Letter, Membership, Paper, PaperRevision, Proceeding, User
from mediation.operations import paper_content
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.events import record_event
from mediation.operations.letters import issuer_of
from mediation.operations.locking import lock_for
from mediation.operations.unmet import no_reason
from mediation.papers import NO_ROOM, ROWS

DOUBLE_CLICK = timedelta(seconds=10)
UNREAD = gettext_lazy("Papers hold the full numbers of the parties: who handles the case reads their text.")


def draw_paper(
    dispute: Dispute, kind: str, *, by: User, at: datetime, proceeding: Proceeding | None = None,
    letter: Letter | None = None, content: dict[str, Any] | None = None,
) -> Paper:  # fmt: skip
    """Draw up a paper, filled from the case; the second click within seconds gives the same.

    Raises StepForbidden, or StepRefused where there is no room for it.
    """
    with transaction.atomic():
        dispute, actor = _locked(dispute, by)
        paper = Paper(dispute=dispute, kind=kind, proceeding=proceeding, letter=letter, by=by, at=at)
        if unmet := _unmet(paper):
            raise StepRefused(unmet)
        if (drawn := _just_drawn(paper)) is not None:
            return drawn
        paper.content = {**paper_content.prefill(paper, by, local_day(at)), **(content or {})}
        paper.save()
        _record(paper, "draw_paper", actor, at)
    return paper


def edit_paper(paper: Paper, content: dict[str, Any], *, by: User, at: datetime, version: int) -> Paper:
    """Save the text and keep the one before it. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        paper, actor = _locked_paper(paper, by)
        if version != paper.version:
            raise StepStale(_("Somebody else has changed this paper meanwhile. Your text is kept below."))
        _rewrite(paper, content, by, at)
        _record(paper, "edit_paper", actor, at)
    return paper


def discard_paper(paper: Paper, *, reason: str, by: User, at: datetime) -> Event:
    """Put a paper aside that is not needed; the history keeps it. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        paper, actor = _locked_paper(paper, by)
        if unmet := no_reason(reason):
            raise StepRefused(unmet)
        paper.discarded_on = local_day(at)
        paper.save()
        return _record(paper, "discard_paper", actor, at, reason=reason)


def paper_of(letter: Letter, kind: str, *, by: User, at: datetime) -> Paper:
    """The paper of this kind that goes with a letter, drawn up if there is none; as the case is now, unless somebody
    has changed its text. What was printed before is kept. Raises as `draw_paper`.
    """
    with transaction.atomic():
        _dispute, actor = _locked(letter.dispute, by)
        paper = letter.papers.live().filter(kind=kind).last()
        if paper is None:
            return draw_paper(letter.dispute, kind, by=by, at=at, letter=letter)
        content = paper_content.prefill(paper, by, local_day(at))
        if content != paper.content and not _is_edited(paper) and not _unmet(paper):
            _rewrite(paper, content, by, at)
            _record(paper, "draw_paper", actor, at)
    return paper


def print_paper(paper: Paper, at: datetime) -> bytes:
    """The PDF as it is to be signed; marked as a draft while something is unfilled."""
    content = {**paper.content, **paper_content.annex(paper)}
    return issuing.print_paper(paper.kind, content, issuer=issuer_of(paper.dispute.holder), at=at)


def print_blank(paper: Paper, at: datetime) -> bytes:
    """The PDF with lines to write on where something is unfilled."""
    content = {**paper.content, **paper_content.annex(paper)}
    return issuing.print_blank(paper.kind, content, issuer=issuer_of(paper.dispute.holder), at=at)


def open_paper(paper: Paper, *, by: User, at: datetime) -> Event | None:
    """The text is read: the first time somebody else than the author reads numbers of a party in it, the history
    keeps who, as of a look at the numbers themselves (PIPL 51, 54). Raises StepForbidden.
    """
    with transaction.atomic():
        if not access.may(by, Act.DRAFT, paper.dispute):
            raise StepForbidden(UNREAD)
        if not must_open(paper, by):
            return None
        paper.dispute, actor = _locked(paper.dispute, by)
        return _record(paper, "reveal", actor, at) if must_open(paper, by) else None


def must_open(paper: Paper, by: User) -> bool:
    """Whether a look at the text is still to be recorded: numbers of a party that this person has not read in it."""
    seen = paper.dispute.events.filter(kind="reveal", by=by, data__paper=paper.pk)
    return by != paper.by and _tells_numbers(paper) and not seen.exists()


def _tells_numbers(paper: Paper) -> bool:
    numbers = [number for party in paper.dispute.parties.all() for number in (party.id_number, party.phone)]
    return holds(joined({**paper.content, **paper_content.annex(paper)}), numbers)


def _locked(dispute: Dispute, by: User) -> tuple[Dispute, Membership]:
    return lock_for(dispute, by, Act.DRAFT, words=_("You may not write papers in this case."))


def _locked_paper(paper: Paper, by: User) -> tuple[Paper, Membership]:
    """The paper as the database has it, still in use, and the right to write it."""
    dispute, actor = _locked(paper.dispute, by)
    found = Paper.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=paper.pk).first()
    if found is None:
        raise StepForbidden(_("You may not write this paper."))
    found.dispute = dispute
    unmet = []
    if found.discarded_on is not None:
        unmet.append(Unmet(_("the paper is in use"), _("nobody")))
    if dispute.state == State.ARCHIVED:
        unmet.append(Unmet(_("the case is not archived"), _("the reviewer, by reopening it")))
    if unmet:
        raise StepRefused(unmet)
    return found, actor


def _rewrite(paper: Paper, content: dict[str, Any], by: User, at: datetime) -> None:
    """Another text; the one before it is kept."""
    PaperRevision.objects.create(paper=paper, content=paper.content, at=at, by=by)
    paper.content, paper.version = content, paper.version + 1
    paper.save()


def _is_edited(paper: Paper) -> bool:
    return paper.dispute.events.filter(kind="edit_paper", data__paper=paper.pk).exists()


def _just_drawn(paper: Paper) -> Paper | None:
    """The same paper, which the same person drew up a moment ago."""
    same = paper.dispute.papers.live().filter(
        kind=paper.kind, proceeding=paper.proceeding, letter=paper.letter, by=paper.by, version=0
    )
    return same.filter(at__gt=paper.at - DOUBLE_CLICK, at__lte=paper.at).last()


def _unmet(paper: Paper) -> list[Unmet]:
    """Where the case gives no room for the paper."""
    row, dispute = ROWS[paper.kind], paper.dispute
    of_case = all(part is None or part.dispute_id == dispute.pk for part in (paper.proceeding, paper.letter))
    fits = row.fits_case(dispute) and of_case
    if row.letters:
        fits = fits and paper.letter is not None and row.fits_letter(paper.letter)
    elif row.proceeding:
        fits = fits and paper.proceeding is not None and row.fits_proceeding(paper.proceeding)
    return [] if fits else [NO_ROOM]


def _record(paper: Paper, kind: str, actor: Membership, at: datetime, *, reason: str = "") -> Event:
    dispute = paper.dispute
    answers = {"kind": paper.kind, "paper": paper.pk, "version": paper.version}
    return record_event(dispute, kind, actor=actor, at=at, from_state=dispute.state, reason=reason, answers=answers)
