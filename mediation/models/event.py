"""Events: who did what, in which role, when, from which state to which, and why. Append-only, also in the database."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation.lifecycle import WITH_PARTNER
from mediation.models.dispute import Dispute
from mediation.models.organisation import Organisation
from mediation.models.proceeding import Proceeding
from mediation.models.scoping import DisputeScopedQuerySet

MOVES = ("delegate", "escalate", "reopen")  # counted by the day of the act


class Event(models.Model):
    """One act in a case (事件); never changed, never deleted (a trigger refuses both)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField(_("number"))  # 1, 2, 3 … within the case: order does not lean on the clock
    subject = models.CharField(_("subject"), max_length=12)  # dispute, proceeding, letter or hand_over
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="events", null=True, blank=True)
    letter = models.ForeignKey("Letter", on_delete=models.PROTECT, related_name="events", null=True, blank=True)
    hand_over = models.ForeignKey("HandOver", on_delete=models.PROTECT, related_name="events", null=True, blank=True)
    kind = models.CharField(_("act"), max_length=40)
    from_state = models.CharField(_("from"), max_length=20, blank=True)
    to_state = models.CharField(_("to"), max_length=20, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acts")
    role = models.CharField(_("role"), max_length=20)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="acts")
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("details"), default=dict)

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("event"), _("events")
        ordering = ("dispute", "number")
        constraints = [models.UniqueConstraint(fields=["dispute", "number"], name="event_number_once")]
        # What figures ask of the history; few events are of these, so that the others cost nothing.
        indexes = [
            models.Index(fields=["kind", "at"], condition=models.Q(kind__in=MOVES), name="event_moves"),
            models.Index(
                fields=["to_state", "dispute"], condition=models.Q(to_state__in=WITH_PARTNER), name="event_stages"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute} · {self.number} · {self.kind}"
