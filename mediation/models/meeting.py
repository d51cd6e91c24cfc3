"""Joint meetings of the union and its partners (联席会议、会商), and the tasks that their resolutions become."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedLetter
from mediation.access import GRANTS, SCOPES, Act, Scope
from mediation.lifecycle import ENDED
from mediation.models.dispute import Dispute
from mediation.models.event import Event
from mediation.models.organisation import Organisation
from mediation.models.scoping import WHOLE, DisputeScopedQuerySet, PartScopedQuerySet


def _called(membership: Any) -> Q:
    """The meetings a membership shows: those of its union and the unions below, and those it was invited to."""
    unit, scope = membership.organisation, SCOPES[membership.role]
    if scope is Scope.ALL or (scope is Scope.TREE and unit.level == "city"):
        return Q(convener__isnull=False)
    own_or_below = Q(organisation=unit) | Q(organisation__parent=unit)
    found = Q(Exists(Attendance.objects.filter(own_or_below, meeting=OuterRef("pk"))))
    return found | Q(convener=unit) | Q(convener__parent=unit) if scope is Scope.TREE else found


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any) -> Self:
        """What the person's unions convened, and what their organisations were invited to."""
        memberships = user.memberships_now if user.is_authenticated and user.is_active else ()
        condition = Q(pk__in=[])
        for membership in memberships:
            if Act.READ_MEETINGS in GRANTS[membership.role]:
                condition |= _called(membership)
        return self.filter(condition)

    def ahead(self, at: datetime) -> Self:
        """Neither held nor cancelled, from the day of the instant on; the next one first."""
        rows = self.filter(held_on__isnull=True, cancelled_on__isnull=True, planned_at__gte=at)
        return rows.order_by("planned_at", "pk")


class Meeting(models.Model):
    """A joint meeting (联席会议) or a consultation on single cases (会商)."""

    class Kind(models.TextChoices):
        JOINT = "joint", _("Joint meeting")
        CONSULTATION = "consultation", _("Consultation on cases")

    class State(models.TextChoices):
        """How far it is; read from the days and the minutes, stored in each event."""

        PLANNED = "planned", _("planned")
        HELD = "held", _("held, minutes to write")
        MINUTED = "minuted", _("minutes issued")
        CANCELLED = "cancelled", _("cancelled")

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
    cancel_reason = models.TextField(_("reason of the cancellation"), max_length=10_000, blank=True)
    remarks = models.TextField(_("remarks"), max_length=10_000, blank=True)
    minutes = models.ForeignKey(
        IssuedLetter, on_delete=models.PROTECT, verbose_name=_("minutes"), related_name="meetings",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meetings")
    version = models.PositiveIntegerField(default=0, editable=False)  # tells a stale page from a fresh one

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("meeting"), _("meetings")
        ordering = ("-planned_at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """A code of State."""
        if self.cancelled_on is not None:
            return self.State.CANCELLED
        if self.minutes_id is not None:
            return self.State.MINUTED
        return self.State.PLANNED if self.held_on is None else self.State.HELD

    @property
    def is_open(self) -> bool:
        """Whether anything may still be written: not cancelled, and no minutes yet."""
        return self.state in (self.State.PLANNED, self.State.HELD)


class MeetingEvent(models.Model):
    """One act on a meeting (会议事件); never changed, never deleted (a trigger refuses both).

    Not an `Event`: that one belongs to a case, which numbers it and decides who reads it. A meeting has many cases or
    none. What a meeting says of a case is an event of that case as well.
    """

    class Kind(models.TextChoices):
        ADOPT = "adopt", _("On record before the history began")
        CONVENE = "convene", _("Meeting convened")
        AMEND = "amend", _("Plan changed")
        ADD_ITEMS = "add_items", _("Put on the agenda")
        REMOVE_ITEM = "remove_item", _("Taken off the agenda")
        HOLD = "hold", _("Attendance recorded")
        RECORD_ITEM = "record_item", _("Discussion recorded")
        CANCEL = "cancel", _("Meeting cancelled")
        ISSUE_MINUTES = "issue_minutes", _("Minutes issued")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField(_("number"))  # the version of the meeting that the act made: 0, 1, 2 …
    kind = models.CharField(_("act"), max_length=20, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=12, choices=Meeting.State.choices)  # after the act
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meeting_acts")
    role = models.CharField(_("role"), max_length=20, blank=True)  # empty only where it was adopted
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="meeting_acts")
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name, verbose_name_plural = _("event of a meeting"), _("events of meetings")
        ordering = ("meeting", "number")
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="meeting_event_number_once")]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.number} · {self.kind}"


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


class AgendaItemQuerySet(DisputeScopedQuerySet):
    def visible_to(self, user: Any, *, one_by_one: bool = True) -> Self:
        """Items on cases the person sees, and topics without a case; which meetings is for the caller to say."""
        seen = Dispute.objects.visible_to(user, one_by_one=one_by_one).filter(pk=OuterRef("dispute"))
        return self.filter(Q(Exists(seen)) | Q(dispute__isnull=True))


class AgendaItem(models.Model):
    """A case on the agenda, why it is stuck, and what was resolved; or a topic without a case."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="agenda_items", null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    why = models.CharField(_("why it is on the agenda"), max_length=300, blank=True)
    discussion = models.TextField(_("discussion"), max_length=10_000, blank=True)
    resolution = models.TextField(_("resolution"), max_length=5_000, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ("meeting", "position", "pk")
        constraints = [models.UniqueConstraint(fields=["meeting", "dispute"], name="agenda_item_once")]

    def __str__(self) -> str:
        return self.topic or str(self.dispute)


class TaskQuerySet(PartScopedQuerySet):
    def _part(self, membership: Any) -> Q:
        """Every task of the case for who works on it; a partner sees those given to its own offices."""
        if SCOPES[membership.role] in WHOLE:
            return Q(dispute__isnull=False)
        if SCOPES[membership.role] is Scope.HANDED_OVER:
            return Q(unit=membership.organisation) | Q(unit__parent=membership.organisation)
        return Q(pk__in=[])

    def open(self) -> Self:
        """Not done, in a case that is still worked on."""
        return self.filter(done_on__isnull=True).exclude(dispute__state__in=ENDED)


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
    due_on = models.DateField(_("to be done by"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.CharField(_("what came of it"), max_length=500, blank=True)
    opened_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="tasks_opened")
    closed_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="tasks_closed", null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("task"), _("tasks")
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.text

    @property
    def bearer(self) -> Organisation:
        """The organisation that may report it as done, as `access` asks."""
        return self.unit

    @property
    def was_late(self) -> bool:
        """Done after its day."""
        return self.done_on is not None and self.done_on > self.due_on
