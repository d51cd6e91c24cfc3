"""What many acts lack, each said in the same words."""

from django.utils.translation import gettext as _

from mediation.machine import Unmet
from mediation.models import Dispute


def no_reason(reason: str) -> list[Unmet]:
    return [] if reason.strip() else [Unmet(_("a reason is given"), _("you"))]


def no_proof(paper: str) -> list[Unmet]:
    return [] if paper.strip() else [Unmet(_("the paper that proves it is named"), _("you"))]


def not_open(dispute: Dispute) -> list[Unmet]:
    return [] if dispute.is_open else [Unmet(_("the case is open"), _("the reviewer, by reopening it"))]
