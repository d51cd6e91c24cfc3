"""The register of letters that left the house: counters and frozen bytes."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """The counter of one issuer, kind and year (文号序列); its row is locked while a number is taken."""

    issuer_code = models.CharField(_("issuer"), max_length=64)
    kind = models.CharField(_("kind"), max_length=32)
    year = models.PositiveIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)
    last_on = models.DateField(_("date of the last number"), null=True, blank=True)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [
            models.UniqueConstraint(fields=["issuer_code", "kind", "year"], name="one_counter_a_series"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer_code} {self.kind} {self.year}: {self.last}"


class IssuedLetter(models.Model):
    """A letter as it was signed (已签发文书). Database triggers refuse every update and every delete."""

    kind = models.CharField(_("kind"), max_length=32)
    issuer_code = models.CharField(_("issuer"), max_length=64)
    year = models.PositiveIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial number"))
    number = models.CharField(_("document number"), max_length=200, unique=True)
    facts = models.JSONField(_("facts"))
    issuer = models.JSONField(_("issuer as printed"))
    verify_url = models.CharField(_("verification address"), max_length=500)
    code = models.CharField(_("verification code"), max_length=64, unique=True)
    pdf = models.BinaryField(_("PDF"))
    sha256 = models.CharField(max_length=64)
    # of a signed letter: the name in the certificate, and the bytes before the signature, a prefix of the PDF
    signed_by = models.CharField(_("signed electronically by"), max_length=200, blank=True)
    unsigned_length = models.PositiveIntegerField(_("bytes before the signature"), null=True, blank=True)
    unsigned_sha256 = models.CharField(_("SHA-256 before the signature"), max_length=64, blank=True)
    issued_at = models.DateTimeField(_("issued at"))
    issued_on = models.DateField(_("date of the letter"))
    issued_by = models.CharField(_("issued by"), max_length=200)
    engine = models.JSONField(_("versions it was made with"))
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )

    class Meta:
        verbose_name = _("issued letter")
        verbose_name_plural = _("issued letters")
        ordering = ["issuer_code", "kind", "year", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["issuer_code", "kind", "year", "serial"], name="one_letter_a_number"),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="issued_by_sha256"),
            models.Index(fields=["unsigned_sha256"], name="issued_by_unsigned_sha256"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_intact(self) -> bool:
        """True while the stored bytes have the recorded sha256."""
        return hashlib.sha256(bytes(self.pdf)).hexdigest() == self.sha256

    @property
    def unsigned(self) -> bytes:
        """The bytes as they were printed, before a signature was added."""
        return bytes(self.pdf)[: self.unsigned_length]
