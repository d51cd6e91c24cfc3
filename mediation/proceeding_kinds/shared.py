"""Papers, questions and verbs of the case that several kinds name."""

from django.utils.translation import gettext_lazy as _

from mediation.proceeding_kinds.kind import Opens, Paper
from mediation.proceeding_kinds.question import NO, YES, Option

IDENTITY = Paper("identity", _("proof of identity"))
EVIDENCE = Paper("evidence", _("evidence and list of evidence"))
AGREEMENT_PAPER = Paper("agreement", _("mediation agreement"))
JOINT_FORM = Paper("joint_form", _("joint application of both sides"))
MEDIATION_PROOF = Paper("mediation_proof", _("proof of mediation by the organisation"))
WORKER_APPLICATION = Paper("worker_application", _("application signed by the worker"))

FAILED = "fail_mediation"
BACK = "return_to_union"

YES_ONLY, NO_ONLY = (YES.code,), (NO.code,)
CURED = Option("cured", _("the papers were completed"))  # 补正材料

# 申请执行: two years from the last day of performance that the paper sets, else from its effect (CPL 250).
ENFORCE_FROM_RECEIPT = Opens("T12", "performance_ends_on", otherwise="received_on")
ENFORCE_FROM_RESULT = Opens("T12", "performance_ends_on", otherwise="concluded_on")
ENFORCE_FROM_EFFECT = Opens("T12", "performance_ends_on", otherwise="happened_on")
