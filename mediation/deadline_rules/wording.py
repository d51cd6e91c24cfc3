"""Short names and phrases that the tables of rules share."""

from django.utils.translation import gettext_lazy as _

from mediation.deadline_rules.rule import Confidence, Extension, Nature, Unit

HOUR, DAY, WORKING, MONTH, YEAR = Unit.HOUR, Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR
DATE = Unit.DATE
RIGHT, OPENS, KEPT, COURTESY = Nature.RIGHT, Nature.OPENS, Nature.KEPT, Nature.COURTESY
EXCERPT, UNVERIFIED, INFERRED = Confidence.EXCERPT, Confidence.UNVERIFIED, Confidence.INFERRED

AGREED = Extension(None, _("both parties agree"))
APPROVED = _("approval in writing")

BREACH = _("The duty is breached; nothing follows by itself.")
SUE = _("The party may sue.")
LOST = _("The right to apply is lost.")
EFFECTIVE = _("The decision takes effect.")
LATE = _("The agency is late; ask it in writing.")
ENDED = _("Mediation counts as failed; the parties may go to arbitration.")
FINAL_AWARD = _("The final award is in effect since it was made; this remedy is lost.")
GOES_ON = _("The procedure goes on.")
PLEA = _("The employer may plead limitation.")
REMINDER = _("A reminder is shown.")
