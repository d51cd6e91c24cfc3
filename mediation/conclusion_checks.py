"""What the answers to the end of a proceeding must satisfy: the result, the agreement, the items of an award."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation import awards
from mediation.checks import HANDLER
from mediation.collective import SETTLE, consent_to
from mediation.machine import Check, Unmet
from mediation.proceeding_checks import outcome_not_early, partner_or_paper


def _outcome_known(proceeding: Any, answers: dict[str, Any]) -> bool:
    known = proceeding.row.outcomes_of(proceeding.procedure)
    return answers.get("outcome") in {outcome.code for outcome in known}


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


_settlement = consent_to(SETTLE)


def _consented(proceeding: Any, answers: dict[str, Any]) -> bool:
    return not _is_agreement(answers) or _settlement.test(proceeding, answers)


def _items_given(proceeding: Any, answers: dict[str, Any]) -> bool:
    return answers.get("outcome") not in awards.AWARDS or bool(answers.get("award_items"))


def proposal(proceeding: Any, answers: dict[str, Any]) -> str:
    """Whether the award is final by its items and the minimum wage of its day; empty when that is not known."""
    items = [awards.Item(row["kind"], row["amount"]) for row in answers.get("award_items") or ()]
    return awards.proposed(items, proceeding.minimum_wages_on(answers["concluded_on"]))


def _as_proposed(proceeding: Any, answers: dict[str, Any]) -> bool:
    """The paper may say otherwise than the items: then the recorder says why."""
    if answers.get("outcome") not in awards.AWARDS or str(answers.get("award_reason") or "").strip():
        return True
    return proposal(proceeding, answers) in ("", answers["outcome"])


def _contradiction(proceeding: Any, answers: dict[str, Any]) -> list[Unmet]:
    row = proceeding.row.outcome(proposal(proceeding, answers))
    words = _("by its items the award is: {outcome} (LMA 47); choose that, or say why the paper reads otherwise")
    return [Unmet(format_lazy(words, outcome=row.label), HANDLER)]


CONCLUSION = (
    Check(_("an outcome of this kind of proceeding"), HANDLER, _outcome_known),
    partner_or_paper,
    Check(
        _("the stage before this result is recorded, and the time limit it waits for has passed"),
        HANDLER,
        outcome_not_early,
    ),
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
    Check(_settlement.what, _settlement.who, _consented, _settlement.parts),
    Check(_("the items of the award, one a line"), HANDLER, _items_given),
    Check(_("final or not as the items of the award say (LMA 47)"), HANDLER, _as_proposed, _contradiction),
)
