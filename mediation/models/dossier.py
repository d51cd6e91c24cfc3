"""Dossiers given out: which pieces, to whom, why and on which ground. Append-only, also in the database."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation.dossier import Form, Recipient
from mediation.hand_overs import Ground
from mediation.models.dispute import Dispute
from mediation.models.event import Event
from mediation.models.organisation import Organisation
from mediation.models.scoping import DisputeScopedQuerySet


class DossierIssue(models.Model):
    """One dossier (卷宗) as it was given out (PIPL 23): the pieces and their hashes, and the hash of the file."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="dossiers")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="dossier")
    recipient = models.CharField(_("recipient"), max_length=20, choices=Recipient.choices)
    addressee = models.CharField(_("who receives it"), max_length=200, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    ground = models.CharField(_("legal ground"), max_length=10, choices=Ground.choices, blank=True)
    consent_paper = models.CharField(_("paper of the consent"), max_length=200, blank=True)
    form = models.CharField(_("form"), max_length=10, choices=Form.choices)
    pieces = models.JSONField(_("pieces"), default=list)  # key, title, number, pages, sha256 of each
    missing = models.JSONField(_("missing"), default=list)  # in Chinese, as printed
    reason = models.CharField(_("why it went on without what is missing"), max_length=300, blank=True)
    pages = models.PositiveIntegerField(_("pages"))
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dossiers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="dossiers")

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("dossier given out"), _("dossiers given out")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.dispute} · {self.get_recipient_display()}"
