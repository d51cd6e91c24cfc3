"""A deadline of a case as a test wants it, beside those that the steps opened."""

from datetime import date

from mediation.models import Deadline


def only_deadline(dispute, rule="M3", *, trigger_on, due_on, unit="day", **given):
    """The one deadline of the case: all others go."""
    Deadline.objects.filter(dispute=dispute).delete()
    return add_deadline(dispute, rule, trigger_on=trigger_on, due_on=due_on, unit=unit, **given)


def add_deadline(dispute, rule="M3", *, trigger_on, due_on, unit="day", **given):
    """An open deadline, whatever its rule would say of the day."""
    assert isinstance(due_on, date)
    opened_by = dispute.events.order_by("number").first()
    return Deadline.objects.create(
        dispute=dispute, rule=rule, trigger_on=trigger_on, due_on=due_on, length=15, unit=unit, opened_by=opened_by,
        **given,
    )  # fmt: skip
