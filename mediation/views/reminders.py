"""My reminders: what needs me, read or not, and the calendar feed of the same deadlines."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Q, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mediation.access import SCOPES
from mediation.models import Deadline, Feed, Reminder
from mediation.models.scoping import WHOLE
from mediation.operations.subscriptions import renew, switch_off
from mediation.reminding import BY_CODE, duty_of

PER_PAGE = 30


@require_safe
def reminder_list(request):
    """Unread first, the soonest of them on top, then the newest; only of cases the person still sees."""
    return _page(request)


@require_POST
def reminder_read(request, pk):
    """Mark one as read; 404 for another person's, or of a case no longer seen."""
    reminder = get_object_or_404(Reminder.objects.of(request.user), pk=pk)
    Reminder.objects.filter(pk=reminder.pk, read_at__isnull=True).update(read_at=timezone.now())
    return redirect("reminder-list")


@require_POST
def reminders_read(request):
    """Mark all of them as read."""
    Reminder.objects.filter(user=request.user, read_at__isnull=True).update(read_at=timezone.now())
    return redirect("reminder-list")


@require_POST
def feed_renew(request):
    """A new secret address, shown on this answer and never again."""
    secret = renew(request.user, at=timezone.now())
    return _page(request, address=f"{settings.SITE_URL}{reverse('feed', args=[secret])}")


@require_POST
def feed_off(request):
    """The address opens nothing from now on."""
    if switch_off(request.user):
        messages.success(request, _("The calendar feed is switched off."))
    return redirect("reminder-list")


def _page(request, address=""):
    unread = Q(read_at__isnull=True, deadline__status=Deadline.Status.OPEN)
    rows = Reminder.objects.of(request.user).select_related("deadline__dispute__employer")
    first = Case(When(unread, then=Value(0)), default=Value(1), output_field=IntegerField())
    soonest = Case(When(unread, then="deadline__due_on"))
    page = Paginator(rows.order_by(first, soonest, "-made_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [_shown(row) for row in page.object_list]
    context = {
        "page": page, "today": timezone.localdate(), "address": address,
        "feed": Feed.objects.filter(user=request.user).first(),
        "shows_employer": all(SCOPES[row.role] in WHOLE for row in request.user.memberships_now),
    }  # fmt: skip
    return render(request, "mediation/reminder_list.html", context)


def _shown(reminder: Any) -> Any:
    """The reminder with its words: whose turn it is, how near the day, whether it is news."""
    row = reminder.deadline
    reminder.duty = duty_of(row.rule)
    reminder.stage_label = BY_CODE[reminder.stage].label
    reminder.is_unread = reminder.read_at is None and row.status == Deadline.Status.OPEN
    return reminder
