"""What hangs on a draft beside its versions: text not yet saved, and the remarks of those who review it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation.models.letter import Letter


class LetterAutosave(models.Model):
    """What one person has typed into a draft and not saved; read by that person alone."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="autosaves")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves")
    typed = models.JSONField(_("typed"))  # field -> text as it came in; supervisors -> list of keys
    base_version = models.PositiveIntegerField(_("version it began from"))
    at = models.DateTimeField(_("kept at"))

    class Meta:
        verbose_name, verbose_name_plural = _("unsaved text"), _("unsaved texts")
        constraints = [models.UniqueConstraint(fields=["letter", "person"], name="autosave_once_a_person")]

    def __str__(self) -> str:
        return f"{self.letter} · {self.person}"


class LetterComment(models.Model):
    """A remark at a passage of a letter before its signature (批注), open until somebody resolves it."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="comments")
    revision = models.PositiveIntegerField(_("version it was made on"))  # of the text: revisions.Version.number
    field = models.CharField(_("field"), max_length=40, blank=True)  # empty: the letter as a whole
    quote = models.CharField(_("passage"), max_length=500, blank=True)
    text = models.TextField(_("comment"), max_length=2_000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    at = models.DateTimeField(_("made at"))
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="resolved_comments", null=True, blank=True
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("comment"), _("comments")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.letter} · {self.text[:40]}"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None
