"""What the answers and the person of a step must satisfy; requirements on the subject alone stand with the machines.

What proceedings ask stands in `proceeding_checks`.

A duty tests the subject and the person (separation of duties); a check tests the subject and the answers.
`answers["by"]` is the person and `answers["today"]` the legal date of the step.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mediation import service
from mediation.access import Act, Role, may
from mediation.classification import Request, Verification
from mediation.collective import WITHDRAW, consent_to
from mediation.machine import Check, Duty

HANDLER, REVIEWER, SERVER = _("the handler"), _("the reviewer"), service.SERVER

# Separation of duties ---------------------------------------------------------------------------------------

not_the_registrar = Duty(
    _("not by the person who registered the case: two people look at a refusal"),
    _("another reviewer"),
    lambda dispute, user: dispute.registered_by_id != user.pk,
)
not_the_drafter = Duty(
    _("not by the person who drafted the letter"),
    _("another reviewer or signer"),
    lambda letter, user: not letter.row.reviewed or letter.drafter_id != user.pk,
)

the_drafter = Duty(
    _("by the person who drafted the letter"),
    _("the drafter"),
    lambda letter, user: letter.drafter_id == user.pk,
)


def _holds_position(letter: Any, user: Any) -> bool:
    if not letter.row.signers:
        return True
    return any(
        m.role == Role.SIGNER and m.organisation_id == letter.issuer_id and m.position in letter.row.signers
        for m in user.memberships_now
    )


in_signing_position = Duty(
    _("by the chair or a vice-chair of the issuing union (ZJ-SUP 21)"),
    _("the chair or a vice-chair"),
    _holds_position,
)
from_the_holding_union = Duty(
    _("by the union that holds the case"),
    _("the holding union"),
    lambda dispute, user: any(m.organisation_id == dispute.holder_id for m in user.memberships_now),
)
from_the_delegating_union = Duty(
    _("by the union that delegated the case"),
    _("the delegating union"),
    lambda dispute, user: any(m.organisation_id == dispute.delegated_by_id for m in user.memberships_now),
)

# Who and where ----------------------------------------------------------------------------------------------


def _belongs(dispute: Any, answers: dict[str, Any]) -> bool:
    handler = answers.get("handler")
    if handler is None:
        return True
    return any(m.role == Role.MEDIATOR and m.organisation_id in dispute.holder.lineage for m in handler.memberships_now)


handler_belongs = Check(_("the handler is a mediator of the holding union or one above it"), REVIEWER, _belongs)
handler_not_recused = Check(
    _("the handler is not recused and has no interest in the employer"),
    REVIEWER,
    lambda dispute, answers: answers.get("handler") is None or not dispute.is_recused(answers["handler"]),
)
holder_is_below = Check(
    _("the union lies below the holding union"),
    REVIEWER,
    lambda dispute, answers: (
        answers["holder"].pk != dispute.holder_id and dispute.holder_id in answers["holder"].lineage
    ),
)


def _stays_hidden(dispute: Any, answers: dict[str, Any]) -> bool:
    holder = answers["merged_into"].holder if "merged_into" in answers else answers["holder"]
    if dispute.request != Request.SUPERVISION or holder.employer_id != dispute.employer_id:
        return True
    return any(letter.served_on and letter.addressee_employer_id for letter in dispute.letters.all())


complaint_stays_hidden = Check(
    _("a complaint goes to the employer's own union only after something was served on the employer"),
    REVIEWER,
    _stays_hidden,
)
holder_is_above = Check(
    _("the union lies above the holding union"),
    REVIEWER,
    lambda dispute, answers: (
        answers["holder"].pk != dispute.holder_id and answers["holder"].pk in dispute.holder.lineage
    ),
)
holder_is_beside = Check(
    _("the union is another one of the same level"),
    REVIEWER,
    lambda dispute, answers: (
        answers["holder"].pk != dispute.holder_id and answers["holder"].level == dispute.holder.level
    ),
)
same_employer = Check(
    _("the other case is open and against the same employer"),
    REVIEWER,
    lambda dispute, answers: (
        answers["merged_into"].pk != dispute.pk
        and answers["merged_into"].is_open
        and answers["merged_into"].employer_id == dispute.employer_id
    ),
)

may_move_the_other = Check(
    _("you may move the other case too"),
    _("a reviewer of the union that holds it"),
    lambda dispute, answers: may(answers["by"], Act.MOVE, answers["merged_into"]),
)

time_left_to_complete = Check(
    _("the day for completing the papers is not past"),
    _("you"),
    lambda dispute, answers: not answers.get("complete_by") or answers["complete_by"] >= answers["today"],
)

# Free will --------------------------------------------------------------------------------------------------

free_will = Check(
    _("the applicant was asked and withdraws without pressure"),
    HANDLER,
    lambda dispute, answers: bool(answers.get("free_will")),
)
represented_consent = consent_to(WITHDRAW)

# The volume -------------------------------------------------------------------------------------------------

volume_complete = Check(
    _("the volume is complete and what must not be kept is removed"),
    _("the archivist"),
    lambda dispute, answers: bool(answers.get("volume_complete") and answers.get("redaction_done")),
)


def _has_volume(dispute: Any) -> bool:
    """One made after the case came into the state it is in; what happened before may be missing in an earlier one."""
    came = dispute.events.filter(subject="dispute", to_state=dispute.state).exclude(from_state=dispute.state).last()
    return came is not None and dispute.dossiers.filter(recipient="archive", event__number__gt=came.number).exists()


volume_made = Check(
    _("the archive volume was made on the page of the dossier after the case was closed"),
    _("the archivist, or the handler"),
    lambda dispute, answers: not settings.ARCHIVE_NEEDS_VOLUME or _has_volume(dispute),
)

# Letters ----------------------------------------------------------------------------------------------------

way_of_service_proved = Check(
    _("the way of service is proved"),
    SERVER,
    lambda letter, answers: not service.unmet(letter, answers),
    service.unmet,
)
refusal_proved = Check(
    _("a refusal to receive has a witness, or photographs or a video"),
    SERVER,
    lambda letter, answers: bool(answers.get("witness")) or service.has_recording(answers),
)
two_on_the_spot = Check(
    _("two people verified on the spot: the other one is named"),
    _("you"),
    lambda letter, answers: (
        answers.get("verified_how") != Verification.ON_THE_SPOT or bool(str(answers.get("verified_with", "")).strip())
    ),
)
reply_limit_passed = Check(
    _("the time limit for the answer has passed"),
    _("nobody: wait for the limit"),
    lambda letter, answers: letter.reply_due_on is not None and letter.reply_due_on < answers["today"],
)
recheck_lies_ahead = Check(
    _("the day it is checked again lies ahead"),
    _("you"),
    lambda letter, answers: answers.get("recheck_on") is None or answers["recheck_on"] > answers["today"],
)
recheck_of_a_breach = Check(
    _("only a breach that is not corrected is checked again"),
    _("you"),
    lambda letter, answers: answers.get("recheck_on") is None or answers.get("corrected") is False,
)

# Hand-overs -------------------------------------------------------------------------------------------------


def _by_office_or_proof(hand_over: Any, answers: dict[str, Any]) -> bool:
    if answers.get("receipt") or answers.get("result_paper"):
        return True
    return any(m.organisation_id in hand_over.agency.lineage for m in answers["by"].memberships_now)


office_or_proof = Check(
    _("the office records it itself, or the paper that proves it is named (G12)"),
    _("the office"),
    _by_office_or_proof,
)
