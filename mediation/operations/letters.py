"""Letters of a case: drafting (by hand or from a step), editing, and handing the signed text to the print shop."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from documents import issuing
from documents.issuing import CODE_ALPHABET, Issuer
from documents.sheet import Page
from mediation import access
from mediation.access import Act
from mediation.letters import EDITABLE, ROWS, opens_suggestion, unmet_grounds
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Dispute, Event, Letter, LetterRevision, Membership, Organisation, User
from mediation.operations import agreement_content, citing, letter_content
from mediation.operations.clues import evidence_rows
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.events import record_event
from mediation.operations.locking import lock, lock_for
from mediation.operations.unmet import not_open


def draft_letter(
    dispute: Dispute, kind: str, *, by: User, at: datetime, issuer: Organisation | None = None,
    drafter: User | None = None, agency: Organisation | None = None, supervisors: tuple[User, ...] = (),
    replaces: Letter | None = None, content: dict[str, Any] | None = None, key: UUID | None = None,
) -> Letter:  # fmt: skip
    """Open a draft in the case, filled from it; `drafter` hands it to a volunteer.

    The same `key` twice gives the letter of the first time.

    Raises StepForbidden, or StepRefused with the legal grounds that are missing.
    """
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by, Act.DRAFT, words=_("You may not draft letters in this case."))
        if key is not None and (drafted := dispute.letters.filter(form_key=key).first()):
            return drafted
        issuer = issuer or issuer_for(kind, dispute)
        if unmet := _unmet_draft(kind, dispute, issuer, agency, drafter, replaces):
            raise StepRefused(unmet)
        letter = _open_draft(dispute, kind, issuer, drafter or by, at, agency=agency, replaces=replaces)
        letter.form_key = key
        letter.content = {**_prefilled(letter, by), **(content or {}), **letter.row.fixed}
        letter.articles = citing.snapshots(letter.content, [], local_day(at))
        letter.save()
        letter.supervisors.set(supervisors)
        record_event(letter, "draft", actor=actor, at=at, answers={"kind": kind, "drafter": letter.drafter})
    return letter


def draft_from_step(dispute: Dispute, kind: str, *, actor: Membership, event: Event, answers: dict[str, Any]) -> Letter:
    """The draft that a step brings with it, in the step's transaction."""
    drafter = dispute.handler or actor.user  # the handler goes on with it
    letter = _open_draft(dispute, kind, dispute.holder, drafter, answers["at"])
    letter.content = _prefilled(letter, drafter, answers)
    letter.articles = citing.snapshots(letter.content, [], local_day(answers["at"]))
    letter.origin = event
    letter.save()
    return letter


def edit_letter(
    letter: Letter, content: dict[str, Any], *, by: User, at: datetime, version: int | None = None,
    supervisors: tuple[User, ...] | None = None, cited_anew: bool = False,
) -> Letter:  # fmt: skip
    """Save a draft's text and keep the version before it; `cited_anew` when its articles are meant as of today.

    Raises StepForbidden, StepStale or StepRefused.
    """
    with transaction.atomic():
        letter = lock(letter)
        if version is not None and version != letter.version:
            raise StepStale(_("Somebody else has changed this letter meanwhile. Your text is kept below."))
        actor = access.membership_for(by, Act.DRAFT, letter)
        if actor is None:
            raise StepForbidden(_("You may not edit this letter."))
        if letter.state not in EDITABLE:
            raise StepRefused([Unmet(_("the letter is a draft or was returned"), _("the reviewer"))])
        before = letter.joint_offices
        LetterRevision.objects.create(letter=letter, content=letter.content, at=at, by=by)
        letter.content, letter.version = {**content, **letter.row.fixed}, letter.version + 1
        letter.articles = citing.snapshots(letter.content, [] if cited_anew else letter.articles, local_day(at))
        letter.save()
        if supervisors is not None:
            letter.supervisors.set(supervisors)
        joint = {} if letter.joint_offices == before else {"joint": list(letter.joint_offices)}
        record_event(letter, "edit", actor=actor, at=at, from_state=letter.state, answers=joint)
    return letter


def print_letter(letter: Letter, actor: Membership, at: datetime) -> None:
    """Take the number, print and freeze; in the transaction of the signature. Raises StepRefused."""
    if unmet := agreement_content.unmet_division(letter):
        raise StepRefused(unmet)
    letter.content = {**letter.content, **_annex(letter, at)}  # signed with the rest
    letter.articles = citing.snapshots(letter.content, letter.articles, local_day(at))
    try:
        letter.issued = issuing.issue(
            letter.kind,
            letter.content,
            issuer=issuer_of(letter.issuer),
            by=actor.user.display_name,
            at=at,
            verify_url=lambda code: f"{settings.SITE_URL}/verify/{code}/",
            replaces=letter.replaces.issued if letter.replaces is not None else None,
            code=verification_code(letter),
        )
    except issuing.LetterError as error:
        raise StepRefused(Unmet(str(finding), _("the drafter")) for finding in error.findings) from error


def verification_code(letter: Letter) -> str:
    """The code behind the QR picture: nobody can guess it without the secret key, and it is the same at every print."""
    digest = salted_hmac("mediation.verification", str(letter.pk), algorithm="sha256").digest()
    letters = "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in digest[:12])
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))


def preview(letter: Letter, at: datetime) -> bytes:
    """The PDF as it would look, marked as a draft."""
    return issuing.preview(letter.kind, _shown(letter, at), issuer=issuer_of(letter.issuer), at=at)


def sketch(letter: Letter, at: datetime) -> list[Page]:
    """The pages of the preview."""
    return issuing.sketch(letter.kind, _shown(letter, at), issuer=issuer_of(letter.issuer), at=at)


def _shown(letter: Letter, at: datetime) -> dict[str, Any]:
    return {**letter.content, **_annex(letter, at)}


def _prefilled(letter: Letter, by: User, answers: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the case knows, with the wording of the articles it opens with."""
    content = letter_content.prefill(letter, by, answers)
    if lines := content.get("legal_basis"):
        content["legal_basis"] = citing.with_wording(lines, local_day(letter.drafted_at))
    return content


def _annex(letter: Letter, at: datetime) -> dict[str, Any]:
    """The table that goes with the letter, as the case gives it today: workers, or the evidence of a clue."""
    if letter.kind != "clue_transfer":
        return agreement_content.annex(letter)
    rows = evidence_rows(letter.dispute, local_day(at))
    return {"evidence": rows} if rows else {}


def issuer_of(unit: Organisation) -> Issuer:
    """An organisation as the print shop sees it."""
    return Issuer(
        code=unit.code, name=unit.name, prefix=unit.letter_prefix, seal_text=unit.seal_text or unit.name,
        phone=unit.phone, address=unit.address,
    )  # fmt: skip


def issuer_for(kind: str, dispute: Dispute) -> Organisation:
    """The holding union, or the city union where only it may issue (ZJ-SUP 10, 23)."""
    unit = dispute.holder
    while ROWS[kind].city_only and unit.parent is not None:
        unit = unit.parent
    return unit


def _open_draft(
    dispute: Dispute, kind: str, issuer: Organisation, drafter: User, at: datetime, *,
    agency: Organisation | None = None, replaces: Letter | None = None,
) -> Letter:  # fmt: skip
    """A draft that is not saved yet."""
    row = ROWS[kind]
    ground = None
    if kind in ("suggestion", "clue_transfer"):
        ground = next((old for old in reversed(dispute.letters.all()) if opens_suggestion(old)), None)
    return Letter(
        dispute=dispute, kind=kind, issuer=issuer, drafter=drafter, drafted_at=at, agency=agency, replaces=replaces,
        addressee_employer=dispute.employer if row.to_employer else None, ground=ground,
    )  # fmt: skip


def _unmet_draft(
    kind: str, dispute: Dispute, issuer: Organisation, agency: Organisation | None, drafter: User | None,
    replaces: Letter | None,
) -> list[Unmet]:  # fmt: skip
    row, lineage = ROWS[kind], dispute.holder.lineage
    unmet = unmet_grounds(kind, dispute)
    unmet += not_open(dispute)
    if row.led:
        unmet.append(Unmet(_("this paper is drafted by its step"), _("nobody")))
    if row.city_only and issuer.level != "city":
        unmet.append(Unmet(_("the city union issues this letter"), _("the city union")))
    if issuer.pk not in lineage:
        unmet.append(Unmet(_("the issuing union holds the case or stands above the one that does"), _("you")))
    if row.to_agencies and (agency is None or agency.kind not in row.to_agencies):
        unmet.append(Unmet(_("a department this letter may go to is chosen"), _("you")))
    if drafter is not None and not any(m.organisation_id in lineage for m in access.grants(drafter, Act.DRAFT)):
        unmet.append(Unmet(_("the drafter writes for the holding union or one above it"), _("another drafter")))
    if drafter is not None and dispute.is_recused(drafter):
        unmet.append(Unmet(_("the drafter is not recused"), _("another volunteer")))
    if replaces is not None and (replaces.dispute_id != dispute.pk or replaces.kind != kind or not replaces.issued_id):
        unmet.append(Unmet(_("the replaced letter is an issued one of this kind in this case"), _("you")))
    elif replaces is not None and hasattr(replaces, "replaced_by"):
        unmet.append(Unmet(_("no other draft replaces that letter"), _("you")))
    return unmet
