"""Copying a proceeding into an office's platform: the look at the whole card, and the number the platform gave."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mediation.machine import Unmet
from mediation.models import Proceeding, User
from mediation.operations.errors import StepRefused
from mediation.operations.events import record_event
from mediation.operations.locking import lock_for


def copy_out(proceeding: Proceeding, *, by: User, at: datetime) -> Proceeding:
    """Show the whole card: the history keeps who looked, never the numbers (PIPL 51, 54). Raises StepForbidden."""
    with transaction.atomic():
        proceeding, actor = lock_for(proceeding, by)
        record_event(proceeding, "copy_out", actor=actor, at=at, from_state=proceeding.state)
    return proceeding


def record_number(proceeding: Proceeding, number: str, *, by: User, at: datetime) -> Proceeding:
    """Keep the number that the office's platform gave; the same one again changes nothing.

    Raises StepForbidden or StepRefused.
    """
    with transaction.atomic():
        proceeding, actor = lock_for(proceeding, by)
        number = number.strip()
        if not number or len(number) > 80:
            raise StepRefused([Unmet(_("the number has 1 to 80 characters"), _("you"))])
        if number == proceeding.external_number:
            return proceeding
        answers = {"before": proceeding.external_number, "external_number": number}
        proceeding.external_number = number
        proceeding.save(update_fields=["external_number"])
        record_event(proceeding, "record_number", actor=actor, at=at, from_state=proceeding.state, answers=answers)
    return proceeding
