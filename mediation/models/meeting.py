"""Joint meetings of the union and its partners (联席会议、会商), and the tasks that their resolutions become."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedLetter
from mediation.models.dispute import Dispute
from mediation.models.event import Event
from mediation.models.organisation import Organisation
from mediation.models.scoping import DisputeScopedQuerySet


class Meeting(models.Model):
    """A joint meeting (联席会议) or a consultation on single cases (会商)."""

    class Kind(models.TextChoices):
        JOINT = "joint", _("Joint meeting")
        CONSULTATION = "consultation", _("Consultation on cases")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    convener = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("convening union"), related_name="meetings"
    )
    planned_at = models.DateTimeField(_("planned for"))
    place = models.CharField(_("place"), max_length=200)
    chair = models.CharField(_("chair"), max_length=80, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    remarks = models.TextField(_("remarks"), max_length=10_000, blank=True)
    minutes = models.ForeignKey(
        IssuedLetter, on_delete=models.PROTECT, verbose_name=_("minutes"), related_name="meetings",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meetings")

    class Meta:
        verbose_name, verbose_name_plural = _("meeting"), _("meetings")
        ordering = ("-planned_at", "-pk")

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """An organisation invited to a meeting, and who came for it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="attendances")
    people = models.CharField(_("who came"), max_length=300, blank=True)
    came = models.BooleanField(_("came"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "organisation"], name="attendance_once")]

    def __str__(self) -> str:
        return str(self.organisation)


class AgendaItem(models.Model):
    """A case on the agenda: why it is stuck, and what was resolved."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(_("position"))
    why = models.CharField(_("why it is on the agenda"), max_length=300)
    discussion = models.TextField(_("discussion"), max_length=10_000, blank=True)
    resolution = models.TextField(_("resolution"), max_length=5_000, blank=True)

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        ordering = ("meeting", "position", "pk")
        constraints = [models.UniqueConstraint(fields=["meeting", "dispute"], name="agenda_item_once")]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.dispute}"


class Task(models.Model):
    """What somebody is to do in a case by a day (任务); the day itself is a deadline of the case."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="tasks")
    agenda_item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="tasks", null=True, blank=True)
    text = models.CharField(_("what is to be done"), max_length=500)
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("responsible organisation"), related_name="tasks"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("responsible person"),
        related_name="tasks", null=True, blank=True,
    )  # fmt: skip
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.CharField(_("what came of it"), max_length=500, blank=True)
    opened_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="tasks_opened")
    closed_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="tasks_closed", null=True, blank=True)

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("task"), _("tasks")
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.text
