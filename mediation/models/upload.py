"""Files that came in (上传件), and those struck from the file again. Append-only, also in the database."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.access import SCOPES, Scope
from mediation.dossier import KEPT_APART
from mediation.models.dispute import Dispute
from mediation.models.event import Event
from mediation.models.organisation import Organisation
from mediation.models.scoping import WHOLE, PartScopedQuerySet
from mediation.uploads.kinds import MEDIA, Media


class Purpose(models.TextChoices):
    """What a file is in the case."""

    SERVICE = "service", _("Proof of service")  # 送达证明
    ANSWER = "answer", pgettext_lazy("file", "Answer")  # 答复材料
    VERIFICATION = "verification", pgettext_lazy("file", "Verification")  # 核验材料
    PAYMENT = "payment", _("Proof of payment")  # 付款凭证
    EVIDENCE = "evidence", pgettext_lazy("file", "Evidence")  # 证据材料
    LIMITATION = "limitation", _("Proof for the limitation")  # 时效证明
    SIGNED = "signed", _("Signed paper")  # 签署文书
    AGENCY = "agency", _("Paper of an office")  # 机关文书
    IDENTITY = "identity", _("Proof of identity")  # 身份证明
    MANDATE = "mandate", pgettext_lazy("file", "Mandate")  # 授权委托书
    RECORD = "record", _("Record of talks")  # 笔录
    EMOTION_RECORD = "emotion_record", _("Record of emotional support")  # 情绪疏导记录: in no dossier, read by few
    OTHER = "other", pgettext_lazy("file", "Something else")  # 其他


OF_PEOPLE = (Purpose.IDENTITY, Purpose.MANDATE)  # they show the numbers of a person in full


class Mark(models.TextChoices):
    """What keeps a file from going to others with the dossier."""

    TRADE_SECRET = "trade_secret", _("Trade secret")  # 商业秘密
    NOT_FOR_TRANSFER = "not_for_transfer", _("Not for transfer")  # 不移送 (concessions, confidences)


def kept_apart(path: str = "event__") -> Q:
    """Acts of emotional support, by the lookup `path` to their event: of a proceeding of it, of a hand-over for it."""
    rows = ("proceeding__kind", "hand_over__aim", "hand_over__proceeding__kind")
    return Q(*((f"{path}{row}__in", KEPT_APART) for row in rows), _connector=Q.OR)


class UploadQuerySet(PartScopedQuerySet):
    whole = (Scope.TREE,)

    def _part(self, membership: Any) -> Q:
        """All files of the case, for an auditor but those that show full numbers; those of one's own drafts; what the
        own office or enterprise sent.
        """
        scope, unit = SCOPES[membership.role], membership.organisation
        if scope in WHOLE:
            return Q(dispute__isnull=False) if scope in self.whole else ~Q(purpose__in=OF_PEOPLE)
        if scope is Scope.DRAFTED:
            return Q(event__letter__drafter_id=membership.user_id)
        if scope is Scope.HANDED_OVER:
            return Q(organisation=unit) | Q(organisation__parent=unit)
        if scope is Scope.SERVED:
            return Q(organisation=unit)
        return Q(pk__in=[])

    def visible_to(self, user: Any, *, one_by_one: bool = False) -> Self:
        """Those of the cases a person sees; what is kept apart for who sent it and for the handler of the case."""
        rows = super().visible_to(user, one_by_one=one_by_one)
        if not user.is_authenticated:
            return rows
        return rows.filter(~kept_apart() | Q(by=user) | Q(dispute__handler=user))

    def with_origin(self) -> "UploadQuerySet":
        """With who sent it, at which act, and whether it was struck."""
        rows = self.select_related("by", "organisation", "event__proceeding", "event__letter", "strike__event__by")
        return rows.defer("content", "small", "event__data", "event__letter__content")


class UploadManager(models.Manager.from_queryset(UploadQuerySet)):  # type: ignore[misc]
    """Leaves the bytes in the database until they are asked for."""

    def get_queryset(self) -> Any:
        return super().get_queryset().defer("content", "small")


class Upload(models.Model):
    """One file (上传件) that came in with an act of the case; the act names what it belongs to."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="uploads")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="uploads")
    purpose = models.CharField(_("what it is"), max_length=20, choices=Purpose.choices)
    mark = models.CharField(_("kept from others"), max_length=20, choices=Mark.choices, blank=True)
    note = models.CharField(_("what it shows"), max_length=200, blank=True)
    typed_name = models.CharField(_("name as sent"), max_length=255)
    name = models.CharField(_("name"), max_length=140)
    kind = models.CharField(_("kind of file"), max_length=10, choices=[(code, code) for code in MEDIA])
    content = models.BinaryField(_("content"))
    small = models.BinaryField(_("small picture"), blank=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    received_sha256 = models.CharField(_("SHA-256 as sent"), max_length=64)  # a picture is made anew
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="uploads")
    at = models.DateTimeField(_("at"))

    objects = UploadManager()

    class Meta:
        verbose_name, verbose_name_plural = _("file"), _("files")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def media(self) -> Media:
        return MEDIA[self.kind]

    @property
    def is_struck(self) -> bool:
        return hasattr(self, "strike")


class UploadStrike(models.Model):
    """A file that was put on record in error: kept, marked, and no longer part of the case (剔除)."""

    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="strike")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="uploads_struck")

    class Meta:
        verbose_name, verbose_name_plural = _("struck file"), _("struck files")

    def __str__(self) -> str:
        return str(self.upload_id)
