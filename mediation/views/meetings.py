"""Joint meetings: the list, one meeting with what of its agenda the reader sees, and every act of who leads it."""

from contextlib import nullcontext

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mediation.access import SCOPES, Act, may
from mediation.forms.meetings import AgendaForm, CancelForm, HoldForm, ItemForm, PlanForm
from mediation.models import AgendaItem, Meeting, Task
from mediation.models.scoping import WHOLE
from mediation.operations import meetings as acts
from mediation.operations import minutes
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.stuck import stuck_cases
from mediation.views.meeting_history import history_of

PAGE_SIZE = 20
CHINESE = "zh-hans"  # why a case is on the agenda is printed in the minutes


def visible_meeting(request, pk):
    """The meeting if the person may see it, else the 404 of a missing one."""
    rows = Meeting.objects.visible_to(request.user).select_related("convener__parent__parent")
    return get_object_or_404(rows.defer("minutes__pdf"), pk=pk)


def is_inside(user):
    """Whether the person works for the union: people from outside read numbers and types, no employers."""
    return any(SCOPES[membership.role] in WHOLE for membership in user.memberships_now)


# Reading ----------------------------------------------------------------------------------------------------


@require_safe
def meeting_list(request):
    """Meetings ahead first, then those held or cancelled, the newest first."""
    if not may(request.user, Act.READ_MEETINGS):
        raise PermissionDenied
    rows = Meeting.objects.visible_to(request.user).select_related("convener")
    ahead = list(rows.ahead(_morning()))
    past = rows.exclude(pk__in=[row.pk for row in ahead])
    context = {
        "ahead": ahead, "page": Paginator(past, PAGE_SIZE).get_page(request.GET.get("page")),
        "may_convene": bool(acts.conveners(request.user)),
    }  # fmt: skip
    return render(request, "mediation/meeting_list.html", context)


@require_safe
def meeting_detail(request, pk):
    meeting = visible_meeting(request, pk)
    return render(request, "mediation/meeting_detail.html", detail_of(request, meeting))


@require_safe
def meeting_agenda(request, pk):
    """The agenda as a page to print."""
    return render(request, "mediation/meeting_agenda.html", page_of(request, visible_meeting(request, pk)))


def page_of(request, meeting):
    """The meeting with the items and tasks that the reader sees; the whole of it only for who sees every case."""
    items = list(meeting.items.visible_to(request.user).select_related("dispute__employer", "dispute__holder"))
    tasks = Task.objects.visible_to(request.user).filter(agenda_item__in=items).select_related("unit", "owner")
    by_item: dict[int | None, list[Task]] = {}
    for task in tasks:
        by_item.setdefault(task.agenda_item_id, []).append(task)
    leads = acts.leads(request.user, meeting)
    return {
        "meeting": meeting, "items": [(item, by_item.get(item.pk, [])) for item in items], "leads": leads,
        "attendances": list(meeting.attendances.select_related("organisation").order_by("pk")),
        "sees_all": sees_all(meeting, items), "is_inside": is_inside(request.user), "today": timezone.localdate(),
        "unmet": minutes.unmet_to_issue(meeting) if leads and meeting.is_open else [],
    }  # fmt: skip


def detail_of(request, meeting):
    """The page of a meeting; its history for the union's people who see every item."""
    context = page_of(request, meeting)
    shown = context["is_inside"] and context["sees_all"]
    return {**context, "history": history_of(meeting, request.user) if shown else []}


def sees_all(meeting, items):
    return meeting.items.count() == len(items)


def _morning():
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


# Writing ----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def meeting_new(request):
    """Convene: the plan, and the agenda that is proposed from stuck cases."""
    conveners = acts.conveners(request.user)
    if not conveners:
        raise PermissionDenied(_("City and town unions convene meetings."))
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, conveners=conveners)
    agenda = AgendaForm(data, stuck=_stuck(request), user=request.user)
    if request.method != "POST":
        return _form_page(request, form, _("New meeting"), agenda=agenda)
    if not (form.is_valid() & agenda.is_valid()):
        return _form_page(request, form, _("New meeting"), agenda=agenda, status=422)
    try:
        meeting = acts.convene(
            form.plan(), agenda.entries(), convener=form.cleaned_data["convener"], by=request.user, at=timezone.now()
        )
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        return _form_page(request, form, _("New meeting"), agenda=agenda, unmet=error.unmet, status=422)
    messages.success(request, _("The meeting is convened."))
    return redirect("meeting-detail", meeting.pk)


@require_http_methods(["GET", "POST"])
def meeting_amend(request, pk):
    meeting = led_meeting(request, pk)
    form = PlanForm(request.POST or None, conveners=[], meeting=meeting, version=meeting.version)
    return _write(
        request, meeting, form, _("Change the plan"),
        lambda by: acts.amend_meeting(meeting, form.plan(), version=form.cleaned_data["version"], **by),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def agenda_add(request, pk):
    meeting = led_meeting(request, pk)
    known = set(meeting.items.values_list("dispute", flat=True))
    stuck = [row for row in _stuck(request) if row.dispute.pk not in known]
    form = AgendaForm(request.POST or None, stuck=stuck, user=request.user, version=meeting.version)
    return _write(
        request, meeting, form, _("Add to the agenda"),
        lambda by: acts.add_items(meeting, form.entries(), version=form.cleaned_data["version"], **by),
        agenda=form,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def meeting_hold(request, pk):
    meeting = led_meeting(request, pk)
    form = HoldForm(request.POST or None, meeting=meeting)

    def take(by):
        data = form.cleaned_data
        return acts.hold(
            meeting, held_on=data["held_on"], chair=data["chair"], came=form.came(), remarks=data["remarks"],
            version=data["version"], **by,
        )  # fmt: skip

    return _write(request, meeting, form, _("Record the attendance"), take)


@require_http_methods(["GET", "POST"])
def meeting_cancel(request, pk):
    meeting = led_meeting(request, pk)
    form = CancelForm(request.POST or None, version=meeting.version)
    return _write(
        request, meeting, form, _("Cancel the meeting"), lambda by: acts.cancel(meeting, **form.cleaned_data, **by)
    )


@require_http_methods(["GET", "POST"])
def agenda_item(request, pk):
    """What was said and resolved on an item; `remove` takes an unwritten one off."""
    item = AgendaItem.objects.visible_to(request.user).select_related("dispute__employer").filter(pk=pk).first()
    if item is None or not Meeting.objects.visible_to(request.user).filter(pk=item.meeting_id).exists():
        raise Http404
    meeting = item.meeting = led_meeting(request, item.meeting_id)
    form = ItemForm(request.POST or None, item=item)

    def take(by):
        if "remove" in request.POST:
            return acts.remove_item(item, version=form.cleaned_data["version"], **by)
        return acts.record_item(item, **form.cleaned_data, **by)

    return _write(request, meeting, form, str(item), take, item=item)


def led_meeting(request, pk):
    """The meeting for who leads it: 404 when unseen, 403 for who only reads."""
    meeting = visible_meeting(request, pk)
    if not acts.leads(request.user, meeting):
        raise PermissionDenied(_("The union that convened the meeting writes it."))
    return meeting


def _stuck(request):
    with translation.override(CHINESE) if request.method == "POST" else nullcontext():
        return stuck_cases(request.user, timezone.localdate())


def _write(request, meeting, form, title, take, **more):
    """GET shows the form; POST takes the act or shows it again with what was typed: 422, or 409 when it was stale."""
    if request.method != "POST":
        return _form_page(request, form, title, meeting=meeting, **more)
    if not form.is_valid():
        return _form_page(request, form, title, meeting=meeting, status=422, **more)
    try:
        take({"by": request.user, "at": timezone.now()})
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepStale as error:
        meeting.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = str(meeting.version)
        return _form_page(request, form, title, meeting=meeting, notice=str(error), status=409, **more)
    except StepRefused as error:
        return _form_page(request, form, title, meeting=meeting, unmet=error.unmet, status=422, **more)
    messages.success(request, _("Done: %(step)s.") % {"step": title})
    return redirect("meeting-detail", meeting.pk)


def _form_page(request, form, title, *, meeting=None, status=200, **more):
    back = reverse("meeting-detail", args=[meeting.pk]) if meeting else reverse("meeting-list")
    context = {"form": form, "title": title, "meeting": meeting, "back_url": back, **more}
    return render(request, "mediation/meeting_form.html", context, status=status)
