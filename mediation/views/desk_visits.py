"""The section of the desk about closed cases that await a visit or call."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mediation.access import Act
from mediation.deadline_rules import Nature
from mediation.operations.visits import RULE, VisitDue, awaiting_visit, visits_due
from mediation.views.desk_rows import Bearer, Row, Section, case_url, cut

AHEAD = timedelta(days=3)


def _why(due: VisitDue) -> str:
    if due.clock is not None:
        return reverse("deadline-detail", args=[due.clock])
    return "" if due.planned else reverse("rule-detail", args=[RULE])


def visits(bearer: Bearer) -> Section | None:
    """回访: overdue and due within three days, in the person's own cases and those nobody in particular handled."""
    units = bearer.units(Act.HANDLE)
    if not units:
        return None
    own = Q(handler=bearer.user) | Q(handler__isnull=True, holder__in=units)
    found, _more = cut(awaiting_visit(bearer.seen.filter(own), bearer.today).select_related("employer"))
    rows = [
        Row(
            f"{case_url(due.dispute)}#follow-up", due.dispute.number, due.dispute.employer.name,
            _("planned") if due.planned else _("closed on %(day)s") % {"day": due.dispute.closed_on},
            due=due.on, provisional=due.provisional, why=_why(due), nature=Nature.COURTESY,
        )
        for due in visits_due(found)
        if due.on <= bearer.today + AHEAD
    ]  # fmt: skip
    hint = _("Ask whether what was agreed has been performed, and how satisfied the worker is.")
    return Section("visits", _("Follow-up visits"), "phone", rows, hint=hint)
