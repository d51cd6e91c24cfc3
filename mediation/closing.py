"""What each closing code asks for (G6): a case closes only with what its code says."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation.classification import CLOSINGS
from mediation.machine import Check

HANDLER = _("the handler")


def _agreement_settled(dispute: Any, answers: dict[str, Any]) -> bool:
    if answers.get("outcome") != "R01":
        return True
    agreements = [a for a in dispute.agreements.all() if a.breached_on is None]
    return dispute.has_agreement and any(a.performed_on or a.instalments.exists() for a in agreements)


def _corrected_letter(dispute: Any, answers: dict[str, Any]) -> bool:
    return answers.get("outcome") != "R04" or any(letter.corrected for letter in dispute.letters.all())


def _mediated(dispute: Any, answers: dict[str, Any]) -> bool:
    opened = any(p.kind == "union_mediation" and p.accepted_on for p in dispute.proceedings.all())
    return answers.get("outcome") != "R02" or opened


def _own_settlement_told(dispute: Any, answers: dict[str, Any]) -> bool:
    return answers.get("outcome") != "R03" or bool(str(answers.get("reason") or "").strip())


def _routes_told(dispute: Any, answers: dict[str, Any]) -> bool:
    return answers.get("outcome") != "R05" or bool(answers.get("routes_told") and answers.get("outcome_detail"))


_REFERRALS = {
    "R08": ("inspection", "arbitration", "arbitration_review"),
    "R09": ("support_for_prosecution", "procuratorial_suggestion"),
    "R10": ("litigation", "enforcement", "judicial_confirmation"),
}


def _referred(dispute: Any, answers: dict[str, Any]) -> bool:
    kinds = _REFERRALS.get(answers.get("outcome", ""), ())
    return not kinds or any(p.kind in kinds and p.filed_on for p in dispute.proceedings.all())


outcome_by_hand = Check(
    _("a closing code that may be chosen by hand"),
    HANDLER,
    lambda dispute, answers: answers.get("outcome") in CLOSINGS and CLOSINGS[answers["outcome"]].by_hand,
)
agreement_settled = Check(
    _("for R01 an agreement is in force and its performance is recorded or scheduled (G6)"),
    HANDLER,
    _agreement_settled,
)
mediation_was_opened = Check(_("for R02 mediation by the union was opened"), HANDLER, _mediated)
other_authority_told = Check(
    _("for R11 the authority and the paper of the referral are named"),
    HANDLER,
    lambda dispute, answers: answers.get("outcome") != "R11" or bool(str(answers.get("reason") or "").strip()),
)
own_settlement_told = Check(_("for R03 it is written down how the parties settled"), HANDLER, _own_settlement_told)
corrected_letter = Check(_("for R04 a letter was verified as corrected"), HANDLER, _corrected_letter)
routes_told = Check(
    _("for R05 the reason is named and the applicant was told the routes and the limitation date (G6)"),
    HANDLER,
    _routes_told,
)
referred = Check(_("for a referral the proceeding at that partner was filed"), HANDLER, _referred)
CLOSING = (
    outcome_by_hand,
    agreement_settled,
    mediation_was_opened,
    own_settlement_told,
    corrected_letter,
    routes_told,
    other_authority_told,
    referred,
)
