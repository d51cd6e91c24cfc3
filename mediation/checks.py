"""What the answers and the person of a step must satisfy; requirements on the subject alone stand with the machines.

A duty tests the subject and the person (separation of duties); a check tests the subject and the answers.
`answers["by"]` is the person and `answers["today"]` the legal date of the step.
"""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation.access import Act, Role, may
from mediation.classification import Request
from mediation.machine import Check, Duty, Unmet

HANDLER, REVIEWER = _("the handler"), _("the reviewer")

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
represented_consent = Check(
    _("the represented workers consent to an act that disposes of their rights (G9)"),
    _("the represented workers"),
    lambda subject, answers: not subject.dispute.is_collective or bool(answers.get("represented_consent")),
)

# The volume -------------------------------------------------------------------------------------------------

volume_complete = Check(
    _("the volume is complete and what must not be kept is removed"),
    _("the archivist"),
    lambda dispute, answers: bool(answers.get("volume_complete") and answers.get("redaction_done")),
)

# Proceedings ------------------------------------------------------------------------------------------------


def _papers_complete(proceeding: Any, answers: dict[str, Any]) -> bool:
    return {paper.code for paper in proceeding.row.papers} <= set(answers.get("papers") or ())


def _missing_papers(proceeding: Any, answers: dict[str, Any]) -> list[Unmet]:
    """Each paper by its name."""
    given = set(answers.get("papers") or ())
    missing = [paper for paper in proceeding.row.papers if paper.code not in given]
    return [Unmet(format_lazy(_("still missing: {paper}"), paper=paper.label), HANDLER) for paper in missing]


def _filed_in_time(proceeding: Any, answers: dict[str, Any]) -> bool:
    """The latest limit counts, also when a step has met or ended it: a passed day does not come back."""
    rules = proceeding.row.limits(proceeding.basis)
    limits = [d for d in proceeding.dispute.deadlines.all() if d.rule in rules and d.status != "superseded"]
    return not limits or answers["filed_on"] <= max(limits, key=lambda limit: limit.pk).due_on


def _by_partner_or_paper(proceeding: Any, answers: dict[str, Any]) -> bool:
    """G12: an outcome of an agency is recorded by that agency, or by the union with the paper; never inferred."""
    if proceeding.agency.is_union or answers.get("paper"):
        return True
    by = answers["by"]
    return any(m.organisation_id in proceeding.agency.lineage for m in by.memberships_now)


def _outcome_known(proceeding: Any, answers: dict[str, Any]) -> bool:
    return answers.get("outcome") in {outcome.code for outcome in proceeding.row.outcomes}


def _received_day_given(proceeding: Any, answers: dict[str, Any]) -> bool:
    if not _outcome_known(proceeding, answers) or not proceeding.row.outcome(answers["outcome"]).received:
        return True
    return bool(answers.get("received_on"))


def _is_agreement(answers: dict[str, Any]) -> bool:
    return answers.get("outcome") == "agreement"


def _agreement_issued(proceeding: Any, answers: dict[str, Any]) -> bool:
    """A paper of this mediation: that of an earlier one, breached since, does not do."""
    return not _is_agreement(answers) or any(
        letter.kind == "agreement"
        and letter.state in ("issued", "served")
        and letter.issued_on >= proceeding.accepted_on
        for letter in proceeding.dispute.letters.all()
    )


def _case_in_mediation(proceeding: Any, answers: dict[str, Any]) -> bool:
    return not _is_agreement(answers) or proceeding.dispute.state == "mediating"


def _all_signed(proceeding: Any, answers: dict[str, Any]) -> bool:
    names = ("applicant_signed_on", "respondent_signed_on", "mediator_signed_on")
    return not _is_agreement(answers) or all(answers.get(name) for name in names)


def _amount_given(proceeding: Any, answers: dict[str, Any]) -> bool:
    return not _is_agreement(answers) or answers.get("amount") is not None


def _schedule_adds_up(proceeding: Any, answers: dict[str, Any]) -> bool:
    rows = answers.get("instalments") or []
    return not _is_agreement(answers) or (bool(rows) and sum(row["amount"] for row in rows) == answers.get("amount"))


def _consented(proceeding: Any, answers: dict[str, Any]) -> bool:
    return not _is_agreement(answers) or represented_consent.test(proceeding, answers)


papers_complete_on_filing = Check(_("every required paper is in hand"), HANDLER, _papers_complete, _missing_papers)
papers_complete_on_acceptance = Check(
    _("every required paper is in hand"),
    HANDLER,
    lambda proceeding, answers: proceeding.row.is_filed or _papers_complete(proceeding, answers),
    _missing_papers,
)
filed_in_time = Check(
    _("the time limit for the application has not passed"), _("nobody: the limit has passed"), _filed_in_time
)
within_two_years_of_violation = Check(
    _("the violation began at most two years ago, or still goes on (劳动保障监察条例 20)"),
    _("the worker"),
    lambda proceeding, answers: (
        proceeding.kind != "inspection" or proceeding.dispute.is_open_to_inspection(answers["filed_on"])
    ),
)
basis_given = Check(
    _("a legal basis is chosen"),
    HANDLER,
    lambda proceeding, answers: not proceeding.row.bases or bool(proceeding.basis),
)
partner_or_paper = Check(
    _("the agency records its own result, or the paper that proves it is named (G12)"),
    _("the agency"),
    _by_partner_or_paper,
)
days_added = Check(
    _("the days added are a whole number from 1 to 365"),
    HANDLER,
    lambda proceeding, answers: (
        not proceeding.row.extends_by_days or (isinstance(days := answers.get("extra_days"), int) and 0 < days <= 365)
    ),
)
both_agreed = Check(
    _("both sides signed the extension, or it is approved in writing"),
    _("both sides"),
    lambda proceeding, answers: bool(answers.get("agreed")),
)
CONCLUSION = (
    Check(_("an outcome of this kind of proceeding"), HANDLER, _outcome_known),
    partner_or_paper,
    Check(_("the day the parties received the paper"), HANDLER, _received_day_given),
    Check(_("the case is in mediation, not suspended or with a partner"), HANDLER, _case_in_mediation),
    Check(_("the agreement is issued with number and seal in this mediation"), HANDLER, _agreement_issued),
    Check(
        _("applicant, respondent and mediator have signed (LMA 14)"),
        _("both sides and the mediator"),
        _all_signed,
    ),
    Check(_("the amount agreed, 0.00 where nothing is paid"), HANDLER, _amount_given),
    Check(
        _("at least one performance date is set, and the instalments add up to the amount agreed"),
        HANDLER,
        _schedule_adds_up,
    ),
    Check(represented_consent.what, represented_consent.who, _consented),
)

# Letters ----------------------------------------------------------------------------------------------------

way_of_service_proved = Check(
    _("a letter left in place has a witness or photographs"),
    _("the person who serves"),
    lambda letter, answers: answers.get("served_how") != "left" or bool(answers.get("witness")),
)
reply_limit_passed = Check(
    _("the time limit for the answer has passed"),
    _("nobody: wait for the limit"),
    lambda letter, answers: letter.reply_due_on is not None and letter.reply_due_on < answers["today"],
)
