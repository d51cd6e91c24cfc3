"""Reminders: one row a person and stage in the product, the e-mails on their way, and private calendar feeds."""

from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation.models.deadline import Deadline
from mediation.models.scoping import DisputeScopedQuerySet, Reader
from mediation.models.written_queries import WrittenQuery


class ReminderQuerySet(DisputeScopedQuerySet):
    dispute_lookup = "deadline__dispute"

    def of(self, user: Any) -> Self:
        """The person's own, of the cases they still see: of any other a reminder says nothing."""
        return self.visible_to(user, one_by_one=True).filter(user=user)

    def unread(self) -> Self:
        """Not read, and the deadline still runs: what is done needs no reminder."""
        return self.filter(read_at__isnull=True, deadline__status=Deadline.Status.OPEN)


class Reminder(models.Model):
    """A person is reminded of a deadline at a stage (提醒); the key makes a second run change nothing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders")
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    stage = models.CharField(_("stage"), max_length=20)  # code of `reminding.STAGES`
    made_at = models.DateTimeField(_("made at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["user", "deadline", "stage"], name="reminder_once")]
        indexes = [models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="reminder_unread")]

    def __str__(self) -> str:
        return f"{self.user} · {self.deadline} · {self.stage}"


MOST_UNREAD = 99  # that are counted: of more it is said that they are more


def count_unread(user: Any) -> int:
    """How many reminders of cases they still see a person has not read, up to MOST_UNREAD + 1.

    Every page asks, and building the question costs most.
    """
    return _unread(Reader.of(user)).count()


@lru_cache(maxsize=512)  # not stale: a question of what the reader is by now, the rows are asked each time
def _unread(reader: Reader) -> WrittenQuery:
    rows = Reminder.objects.of(reader.user).unread().order_by().values_list("pk")[: MOST_UNREAD + 1]
    return WrittenQuery(lambda: rows)


class Message(models.Model):
    """An e-mail to one person (发件箱), written in the transaction of its reminders and sent later."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")  # a crash here leaves it so: nobody knows, and nothing is sent twice
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("no longer needed")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages")
    reminders = models.ManyToManyField(Reminder, related_name="messages")
    sending = models.ForeignKey(
        "ReportSending", on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )  # it is of a report then, not of reminders
    address = models.EmailField(_("address"))
    subject = models.CharField(_("subject"), max_length=200, blank=True)  # written, as the text is, when it leaves
    body = models.TextField(_("text"), blank=True)
    message_id = models.CharField(max_length=120, unique=True, editable=False)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made at"))
    moved_at = models.DateTimeField(_("in this state since"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("e-mail"), _("e-mails")
        ordering = ("made_at", "pk")
        indexes = [models.Index(fields=["made_at"], condition=Q(status="waiting"), name="message_waiting")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_status_display()}"


class Feed(models.Model):
    """A person's private calendar feed (日历订阅): only the digest of its secret address is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feed")
    digest = models.CharField(max_length=64, unique=True, editable=False)  # sha256 of the secret, hex
    made_at = models.DateTimeField(_("made at"))

    def __str__(self) -> str:
        return str(self.user)
