"""Papers of a case that bear neither number nor seal: printed for others to sign, or kept inside."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents import wording
from documents.kinds import PAPERS, LetterKind
from mediation.access import SCOPES, Scope
from mediation.models.dispute import Dispute
from mediation.models.letter import Letter
from mediation.models.proceeding import Proceeding
from mediation.models.scoping import PartScopedQuerySet
from mediation.papers import CHOICES, PRIVATE, ROWS, PaperRow


class PaperQuerySet(PartScopedQuerySet):
    whole = (Scope.TREE,)

    def _part(self, membership: Any) -> Q:
        """Nothing for people outside the union, who get letters and hand-overs; nor for who audits all cases."""
        return Q(dispute__isnull=False) if SCOPES[membership.role] in self.whole else Q(pk__in=[])

    def visible_to(self, user: Any, *, one_by_one: bool = False) -> Self:
        """Those of the cases a person works on; a private one for who wrote it and for the handler of the case."""
        rows = super().visible_to(user, one_by_one=one_by_one)
        return rows.open_to(user) if user.is_authenticated else rows

    def of_case(self, dispute: Any, user: Any, through: list[Any]) -> Self:
        return super().of_case(dispute, user, through).open_to(user)

    def open_to(self, user: Any) -> Self:
        """Without the private ones, which are for who wrote them and for the handler of the case."""
        return self.exclude(Q(kind__in=PRIVATE) & ~Q(by=user) & ~Q(dispute__handler=user))

    def live(self) -> Self:
        return self.filter(discarded_on=None)


class Paper(models.Model):
    """An application, a record of talks, a form (内部文书、当事人文书); what comes back signed is an upload."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=30, choices=CHOICES)
    proceeding = models.ForeignKey(
        Proceeding,
        on_delete=models.PROTECT,
        verbose_name=_("proceeding"),
        related_name="written",
        null=True,
        blank=True,
    )
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, verbose_name=_("letter"), related_name="papers", null=True, blank=True
    )
    content = models.JSONField(_("content"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=0)
    at = models.DateTimeField(_("drawn up at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="papers")
    discarded_on = models.DateField(_("discarded on"), null=True, blank=True, editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("paper"), _("papers")
        ordering = ("at", "pk")
        constraints = [models.CheckConstraint(condition=Q(kind__in=list(ROWS)), name="paper_kind_known")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def row(self) -> PaperRow:
        return ROWS[self.kind]

    @property
    def form(self) -> LetterKind:
        """What the print shop knows of the kind."""
        return PAPERS[self.kind]

    @property
    def is_private(self) -> bool:
        return self.kind in PRIVATE

    @property
    def is_unfinished(self) -> bool:
        """Whether something is to be filled in yet, so that it prints as a draft."""
        return bool(wording.check(self.form, self.content))

    @property
    def subject(self) -> Dispute | Proceeding | Letter:
        """What it belongs to, and its signed copy with it."""
        return self.letter or self.proceeding or self.dispute

    def findings(self) -> list[wording.Finding]:
        """What keeps it from being printed clean, then what does not agree with the case."""
        return [*wording.check(self.form, self.content), *self.row.findings(self.content, self)]


class PaperRevision(models.Model):
    """The text of a paper before a saving."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="revisions")
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paper_revisions")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.paper} · {self.at:%Y-%m-%d %H:%M}"
