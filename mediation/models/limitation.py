"""What interrupts or suspends the limitation of arbitration (仲裁时效中断、中止), with its proof."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mediation.models.dispute import Dispute
from mediation.models.event import Event
from mediation.models.party import Party
from mediation.models.scoping import DisputeScopedQuerySet


class LimitationEvent(models.Model):
    """An interruption (中断, LMA 27(2): counted anew) or a suspension (中止, LMA 27(3): stands still) and its proof."""

    class Cause(models.TextChoices):
        CLAIM = "claim", _("claimed from the other side")  # 向对方主张权利
        RELIEF = "relief", _("sought relief from a competent body")  # 向有关部门请求权利救济
        ADMISSION = "admission", _("the other side agreed to perform")  # 对方同意履行义务
        FORCE_MAJEURE = "force_majeure", _("force majeure")  # 不可抗力
        NO_GUARDIAN = "no_guardian", _("no guardian fixed for a person without capacity")  # 法定代理人未确定
        JUST_CAUSE = "just_cause", _("other just cause")  # 其他正当理由

    INTERRUPTIONS = ("claim", "relief", "admission")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="limitation_events")
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices)
    happened_on = models.DateField(_("happened on"))  # of a suspension: its first day
    ended_on = models.DateField(_("ended on"), null=True, blank=True)  # procedure or obstacle over; that day counts on
    proof = models.CharField(_("proof"), max_length=200)
    parties = models.ManyToManyField(  # the workers it concerns; empty: everybody
        Party, verbose_name=_("workers"), related_name="limitation_events", blank=True
    )
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="limitation_events")
    struck_by = models.ForeignKey(  # entered in error: kept, no longer counted
        Event, on_delete=models.PROTECT, related_name="limitation_events_struck", null=True, blank=True
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("limitation event"), _("limitation events")
        ordering = ("happened_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("happened_on")), name="limitation_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} · {self.happened_on}"

    @property
    def has_end(self) -> bool:
        """Whether a procedure or an obstacle lies behind it; a claim and a promise are over with their day."""
        return self.cause not in (self.Cause.CLAIM, self.Cause.ADMISSION)

    @property
    def interrupts(self) -> bool:
        return self.cause in self.INTERRUPTIONS
