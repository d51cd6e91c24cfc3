"""What an office adds to the lawbook: wordings that came after the release, and who compared which one."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation.lawbook import ArticleText, Law, Rank
from mediation.lawbook.numerals import KEPT

_NUMBER = RegexValidator(rf"^(?:{KEPT.pattern})$", _("An article number looks like 38 or 276-1."))
_NAME = re.compile(r"[^/\\]*[\u4e00-\u9fff][^/\\]*")
RANKS = [
    (Rank.LAW.value, _("Laws")), (Rank.REGULATION.value, _("Administrative regulations")),
    (Rank.INTERPRETATION.value, _("Judicial interpretations")), (Rank.RULE.value, _("Departmental rules")),
    (Rank.LOCAL.value, _("Local regulations")), (Rank.OTHER.value, _("Other instruments")),
]  # fmt: skip


class LawText(models.Model):
    """A wording of an article as the office entered it (条文版本). Never changed: the later entry for a day holds."""

    law = models.CharField(_("short name of the law"), max_length=60)
    title = models.CharField(_("full name of the law"), max_length=100)
    rank = models.CharField(_("kind of instrument"), max_length=20, choices=RANKS, default=Rank.OTHER.value)
    article = models.CharField(_("article"), max_length=8, validators=[_NUMBER])
    text = models.TextField(_("wording"), max_length=10_000)
    since = models.DateField(_("in force from"))
    until = models.DateField(_("in force until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("entered by"), related_name="+")
    at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name, verbose_name_plural = _("wording of an article"), _("wordings of articles")
        ordering = ("law", "article", "since", "pk")
        indexes = [models.Index(fields=["law", "article"])]

    def __str__(self) -> str:
        return f"{self.law} {self.article} {self.since}"

    def clean(self) -> None:
        """Refuse a wording that ends before it begins, and a name that no address can carry."""
        if not _NAME.fullmatch(self.law):
            raise ValidationError({"title": _("Write the Chinese name of the law, without a slash.")})
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("It cannot end before it is in force.")})

    def as_text(self) -> ArticleText:
        law = Law(self.title, self.law, Rank(self.rank))
        return ArticleText(law, self.article, self.text, self.since, self.until, self.source, self.pk)


class ArticleCheck(models.Model):
    """A named person compared a wording with the official text (核对): only then a letter quotes it."""

    law = models.CharField(_("short name of the law"), max_length=60)
    article = models.CharField(_("article"), max_length=8)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(_("compared with"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("compared by"), related_name="+")
    at = models.DateTimeField(_("compared at"))

    class Meta:
        verbose_name, verbose_name_plural = _("comparison of an article"), _("comparisons of articles")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["law", "article"])]

    def __str__(self) -> str:
        return f"{self.law} {self.article} {self.at:%Y-%m-%d}"
