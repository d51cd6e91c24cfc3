"""Many letters, one act: a list that is worked off request by request and can be gone on with at any time.

A batch that drafts is a list of cases; the letter of each is there when its item is done.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.letters import CHOICES
from mediation.models.dispute import Dispute
from mediation.models.letter import Letter
from mediation.models.organisation import Organisation


class BatchAct(models.TextChoices):
    """What is done with each: a verb of the letter machine, or the draft with which a letter begins."""

    DRAFT = "draft", pgettext_lazy("batch", "Draft a letter")
    SUBMIT = "submit", pgettext_lazy("batch", "Submit for review")
    APPROVE = "approve", pgettext_lazy("batch", "Approve")
    SIGN = "sign", pgettext_lazy("batch", "Sign and issue")


class ItemState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("item of a batch", "Waiting")
    DONE = "done", pgettext_lazy("item of a batch", "Done")
    FAILED = "failed", pgettext_lazy("item of a batch", "Not done")


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own: each act is taken in the name of the person who began the batch."""
        return self.filter(by=user) if user.is_authenticated else self.none()


class Batch(models.Model):
    """A list of letters and one act (批量办理)."""

    act = models.CharField(_("act"), max_length=20, choices=BatchAct.choices)
    at = models.DateTimeField(_("begun at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("by"), related_name="batches"
    )
    # Of a batch that drafts:
    kind = models.CharField(_("kind"), max_length=30, choices=CHOICES, blank=True)
    issuer = models.ForeignKey(  # none: the union that issues it in each case
        Organisation, on_delete=models.PROTECT, verbose_name=_("issuing union"), related_name="+", null=True, blank=True
    )
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("drafter"), related_name="+", null=True,
        blank=True,
    )  # fmt: skip
    agency = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("addressed department"), related_name="+", null=True,
        blank=True,
    )  # fmt: skip
    form_key = models.UUIDField(null=True, editable=False)  # one rendered form opens one batch

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("batch"), _("batches")
        ordering = ("-at", "-pk")
        constraints = [models.UniqueConstraint(fields=["by", "form_key"], name="batch_form_once")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.at:%Y-%m-%d %H:%M}"


class BatchItem(models.Model):
    """One letter of a batch, or one case that shall have a draft."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    version = models.PositiveIntegerField(_("version of the letter"))  # that was chosen; of a case, its version then
    state = models.CharField(_("state"), max_length=10, choices=ItemState.choices, default=ItemState.WAITING)
    error = models.TextField(_("why not"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("item of a batch"), _("items of a batch")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["batch", "letter"], name="batch_letter_once"),
            models.UniqueConstraint(fields=["batch", "dispute"], name="batch_case_once"),
            models.CheckConstraint(
                condition=models.Q(letter__isnull=False) | models.Q(dispute__isnull=False),
                name="batch_item_of_something",
            ),
        ]
        indexes = [models.Index(fields=["batch", "state"], name="batch_items_by_state")]

    def __str__(self) -> str:
        return f"{self.batch} · {self.subject}"

    @property
    def subject(self) -> Any:
        """What was chosen: a case for a batch that drafts, else a letter."""
        return self.dispute or self.letter
