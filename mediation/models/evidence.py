"""Papers that a person adds to the list of evidence of a case (证据目录), beside those the case itself gives."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation.models.dispute import Dispute
from mediation.models.scoping import DisputeScopedQuerySet


class EvidenceItem(models.Model):
    """One paper (证据材料): for a clue to the procuratorate, and for arbitration, inspection and court alike."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="evidence")
    proves = models.CharField(_("what it proves"), max_length=30, blank=True)  # code of `clues.pack.QUESTIONS`
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("whom it comes from"), max_length=200)
    dated = models.DateField(_("date of the paper"), null=True, blank=True)
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    is_original = models.BooleanField(_("original"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    upload = models.ForeignKey(
        "Upload", on_delete=models.PROTECT, verbose_name=_("file"), related_name="evidence", null=True, blank=True
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="evidence")

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("evidence"), _("evidence")
        ordering = ("pk",)
        constraints = [models.CheckConstraint(condition=models.Q(copies__gte=1), name="evidence_has_a_copy")]

    def __str__(self) -> str:
        return self.title
