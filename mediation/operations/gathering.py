"""One collective case out of several against one employer: each is merged into the one that goes on, or none is."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mediation.machine import Unmet
from mediation.models import Dispute, User
from mediation.operations.errors import StepRefused
from mediation.operations.locking import lock_cases
from mediation.operations.steps import take_step


def gather(going_on: Dispute, others: Sequence[Dispute], *, by: User, at: datetime, reason: str) -> Dispute:
    """Merge the other cases into the one that goes on, each by its own step, and return it fresh.

    Raises StepForbidden, or StepRefused with what stands in the way and in which case; then no case has changed.
    """
    if not others:
        raise StepRefused([Unmet(_("another case is chosen"), _("you"))])
    with transaction.atomic():
        lock_cases(going_on.pk, *(other.pk for other in others))
        for other in others:
            _merge(other, going_on, by, at, reason)
        return Dispute.objects.get(pk=going_on.pk)


def _merge(other: Dispute, going_on: Dispute, by: User, at: datetime, reason: str) -> None:
    try:
        take_step(other, "merge", by=by, at=at, merged_into=going_on, reason=reason)
    except StepRefused as error:
        words = _("%(number)s: %(what)s")
        named = [Unmet(words % {"number": other.number, "what": row.what}, row.who) for row in error.unmet]
        raise StepRefused(named) from error
