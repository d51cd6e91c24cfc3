"""What must hold of a proceeding before a step, whatever is answered; the machine itself is `proceedings`."""

from django.utils.translation import gettext_lazy as _

from mediation.lifecycle import ENDED
from mediation.machine import Requirement

NOBODY = _("nobody")  # can meet it: the kind of proceeding or the law has it so

filed_first = Requirement(
    _("the application is filed"),
    _("the handler"),
    lambda proceeding: not proceeding.row.is_filed or proceeding.state != "prepared",
)
filing_applies = Requirement(
    _("this kind of proceeding is filed with an agency"),
    NOBODY,
    lambda proceeding: proceeding.row.is_filed,
)
extension_left = Requirement(_("the law allows a further extension"), NOBODY, lambda proceeding: proceeding.may_extend)
ground_to_file = Requirement(
    _("the legal requirements of this kind of proceeding are met"),
    _("the handler"),
    lambda proceeding: not proceeding.row.unmet(proceeding.dispute, proceeding),
    lambda proceeding: proceeding.row.unmet(proceeding.dispute, proceeding),
)
case_not_suspended = Requirement(
    _("the case is not suspended"),
    _("the handler, by resuming it"),
    lambda proceeding: proceeding.dispute.state != "suspended",
)
mediation_goes_on = Requirement(
    _("the case is not suspended"),
    _("the handler, by resuming it"),
    lambda proceeding: proceeding.kind != "union_mediation" or proceeding.dispute.state != "suspended",
)
restart_known = Requirement(
    _("the law knows a cause that restarts the clock of this agency now"),
    NOBODY,
    lambda proceeding: proceeding.restart_now is not None,
)
other_procedure = Requirement(
    _("the procedure can be changed into another one"),
    NOBODY,
    lambda proceeding: bool(proceeding.procedures_left),
)
stage_left = Requirement(
    _("a stage of this kind is still to be recorded"), NOBODY, lambda proceeding: bool(proceeding.stages_left)
)
clock_of_an_agency = Requirement(
    _("the proceeding runs at an agency; union mediation stands still with its case"),
    _("the handler, by suspending the case"),
    lambda proceeding: proceeding.kind != "union_mediation",
)
case_open = Requirement(
    _("the case is open"),
    _("the manager, by reopening it"),
    lambda proceeding: proceeding.dispute.state not in ENDED,
)
