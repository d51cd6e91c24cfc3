"""Tasks: giving one in a case, and reporting one as done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mediation.access import Act, may
from mediation.forms.identifiers import key_of
from mediation.forms.meetings import TaskDoneForm, TaskForm
from mediation.models import AgendaItem, Meeting, Task
from mediation.operations import tasks as acts
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.views.meetings import is_inside
from mediation.views.steps import visible_dispute


@require_http_methods(["GET", "POST"])
def task_new(request, pk):
    """A task in the case; `item` is the item of an agenda whose resolution it carries out."""
    dispute = visible_dispute(request, pk)
    if not acts.may_open(request.user, dispute):
        raise PermissionDenied(_("You may not give a task in this case."))
    item = _item(request, dispute)
    form = TaskForm(request.POST or None, dispute=dispute)
    back = reverse("meeting-detail", args=[item.meeting_id]) if item else reverse("dispute-detail", args=[pk])
    context = {"form": form, "dispute": dispute, "item": item, "back_url": back}
    if request.method != "POST":
        return render(request, "mediation/task_new.html", context)
    if not form.is_valid():
        return render(request, "mediation/task_new.html", context, status=422)
    order = form.order()
    try:
        acts.open_task(dispute, order, by=request.user, at=timezone.now(), agenda_item=item)
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        blind = None if acts.sees(order.unit, dispute) else order.unit
        may_send = may(request.user, Act.HANDLE, dispute)
        context |= {"unmet": error.unmet, "blind": blind, "may_send": may_send}
        return render(request, "mediation/task_new.html", context, status=422)
    messages.success(request, _("The task is given."))
    return redirect(back)


@require_http_methods(["GET", "POST"])
def task_detail(request, pk):
    """The task, and the report that it is done."""
    rows = Task.objects.visible_to(request.user).select_related(
        "dispute__holder__parent__parent", "dispute__employer", "unit__parent__parent", "owner", "agenda_item__meeting",
        "opened_by__by",
    )  # fmt: skip
    task = get_object_or_404(rows, pk=pk)
    may_close = acts.may_close(request.user, task)
    form = TaskDoneForm(request.POST or None)
    context = {
        "task": task, "dispute": task.dispute, "form": form, "may_close": may_close, "today": timezone.localdate(),
        "is_inside": is_inside(request.user), "meeting": _meeting_of(request.user, task),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "mediation/task_detail.html", context)
    if not may_close:
        raise PermissionDenied(_("You may not take this step here."))
    if not form.is_valid():
        return render(request, "mediation/task_detail.html", context, status=422)
    try:
        acts.close_task(task, by=request.user, at=timezone.now(), **form.cleaned_data)
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        return render(request, "mediation/task_detail.html", {**context, "unmet": error.unmet}, status=422)
    messages.success(request, _("The task is reported as done."))
    return redirect("task-detail", pk)


def _item(request, dispute):
    """The item of the agenda that the address names; 404 for one of another case or of an unseen meeting."""
    wanted = request.GET.get("item", "")
    if not wanted:
        return None
    seen = Meeting.objects.visible_to(request.user)
    rows = AgendaItem.objects.filter(dispute=dispute, meeting__in=seen).select_related("meeting")
    key = key_of(wanted)
    item = rows.filter(pk=key).first() if key is not None else None
    if item is None:
        raise Http404
    return item


def _meeting_of(user, task):
    """The meeting whose resolution the task carries out, for who sees it."""
    if task.agenda_item is None:
        return None
    return Meeting.objects.visible_to(user).filter(pk=task.agenda_item.meeting_id).first()
