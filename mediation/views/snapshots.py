"""Snapshots: publishing a report, the list, and a report as it was, also beside what it would be today."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from config.costly import unhurried
from mediation import paging
from mediation.access import Act, may
from mediation.forms.reports import ReportForm
from mediation.forms.saved_reports import SnapshotForm
from mediation.models import SavedReport, Snapshot
from mediation.operations.errors import StepForbidden
from mediation.operations.reporting import asked_by, compare, lost_in, post_in, posts_of, publish, reads_outside
from mediation.outputs.paper import Frozen, period_words, title_of
from mediation.reports.printed import HIDDEN, changed, shown, whole
from mediation.reports.small_cells import is_of_people, is_small, is_told
from mediation.reports.statement import Asked, digest_of, read, words_of
from mediation.views.reports import read as read_choices
from mediation.views.statements import asked_of, file_response, kind_of, page_of

NEWEST = paging.Order((paging.Run("pk", int),), descending=True)


def readers_only(request):
    if not may(request.user, Act.REPORT):
        raise PermissionDenied


@require_safe
def snapshot_list(request):
    """The snapshots the reader may see, the newest first."""
    readers_only(request)
    told = Snapshot.objects.defer("statement").select_related("organisation", "by")
    page = paging.page_of(Snapshot.objects.visible_to(request.user), NEWEST, request.GET).fill(told)
    context = {"page": page, "may_publish": bool(posts_of(request.user))}
    return render(request, "mediation/snapshot_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def snapshot_new(request):
    """Freeze the report of the address, or a saved report."""
    posts = posts_of(request.user)
    if not posts:
        raise PermissionDenied
    asked, saved = _asked(request)
    if asked is None:
        return redirect(_back(request, saved))
    units = [saved.organisation] if saved else [post.organisation for post in posts]
    initial = {"title": saved.name if saved else f"{title_of(asked.period)}（{period_words(asked.period)}）"}
    form = SnapshotForm(request.POST if request.method == "POST" else None, units=units, initial=initial)
    context = {
        "form": form, "asked": asked, "saved": saved, "filters": words_of(asked.filters),
        "back_url": _back(request, saved), "unfinished": asked.period.last > timezone.localdate(),
    }  # fmt: skip
    if not form.is_valid():
        return render(request, "mediation/snapshot_new.html", context, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    try:
        snapshot = publish(
            asked, by=request.user, post=_post(request.user, data["union"]), at=timezone.now(), title=data["title"],
            reason=data["reason"], hides=data["hides"],
        )  # fmt: skip
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("The report is frozen as snapshot %(number)s.") % {"number": snapshot.number})
    return redirect("snapshot-detail", snapshot.pk)


def _back(request, saved):
    return (
        reverse("saved-report-detail", args=[saved.pk]) if saved else f"{reverse('report')}?{request.GET.urlencode()}"
    )


def _asked(request: Any) -> tuple[Asked | None, SavedReport | None]:
    """What is to be frozen; nothing when the address cannot be read, or the saved report not be counted any more."""
    key = request.GET.get("saved", "")
    if key:
        if not (key.isascii() and key.isdecimal() and len(key) < 19):
            raise Http404
        rows = SavedReport.objects.visible_to(request.user).select_related("organisation")
        saved = get_object_or_404(rows, pk=int(key))
        return None if lost_in(saved) else asked_by(saved, timezone.localdate()), saved
    form, _disputes = read_choices(request, ReportForm)
    return (asked_of(form, is_set=True) if form.is_valid() else None), None


def _post(user, unit):
    post = post_in(user, unit)
    if post is None:
        raise PermissionDenied
    return post


@unhurried
@require_safe
def snapshot_detail(request, pk):
    """A report as it was; with `today` beside what the same question gives now."""
    snapshot, statement = _visible(request, pk)
    context = page_of(statement) | {
        "snapshot": snapshot, "is_whole": digest_of(snapshot.statement) == snapshot.sha256,
        "may_export": may(request.user, Act.EXPORT),
    }  # fmt: skip
    if request.GET.get("today") == "1":
        at = timezone.now()
        found = compare(snapshot, by=request.user, at=at)
        told = [row for row in found if row.is_changed or row.is_redefined or row.now is None]
        context |= {
            "compared_at": at, "differences": [_words(row, hides=_is_withheld(row, statement, at)) for row in told],
            "same": len(found) - len(told),
        }  # fmt: skip
    return render(request, "mediation/snapshot_detail.html", context)


@require_safe
def snapshot_file(request, pk):
    """A snapshot as Excel, CSV or PDF, made of what was frozen."""
    snapshot, statement = _visible(request, pk)
    if not may(request.user, Act.EXPORT):
        raise PermissionDenied
    frozen = Frozen(snapshot.number, snapshot.title, snapshot.reason, snapshot.sha256)
    facts = [
        (_("Snapshot"), snapshot.number), (_("Title"), snapshot.title), (_("Reason"), snapshot.reason),
        ("SHA-256", snapshot.sha256),
    ]  # fmt: skip
    return file_response(request, statement, kind_of(request), f"snapshot-{snapshot.number}", frozen, facts)


def _visible(request, pk):
    readers_only(request)
    rows = Snapshot.objects.visible_to(request.user).select_related("organisation", "by")
    snapshot = get_object_or_404(rows, pk=pk)
    statement = read(snapshot.statement)
    return snapshot, replace(statement, hides=statement.hides or reads_outside(request.user))


def _is_withheld(row, statement, at):
    """Whether the statement goes outside and the total is one of few people, or of people in such cases or days."""
    asked = statement.asked
    if not (statement.hides and is_of_people(row.definition, asked.filters)):
        return False
    if asked.filters or not is_told(asked.period, at):
        return True
    return any(is_small(one, row.definition) for one in (row.then, row.now) if one)


def _words(row, *, hides):
    """An indicator in words: then, now, the difference; with `hides` none of them."""
    now = row.now
    if hides:
        return {"row": row, "then": HIDDEN, "now": HIDDEN}
    return {
        "row": row, "then": shown(row.definition, row.then), "now": shown(row.definition, now) if now else "",
        "then_counted": _counted(row.then), "now_counted": _counted(now) if now else "",
        "change": changed(row.definition, now, row.then) if now else "",
    }  # fmt: skip


def _counted(figure):
    return f"{whole(figure.numerator)}/{whole(figure.denominator)}" if figure.denominator else ""
