"""The list of cases, its Excel export, and registering a new case."""

import logging
from functools import lru_cache
from itertools import chain
from tempfile import TemporaryFile
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import FileResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from config.costly import unhurried
from mediation.access import Act, may
from mediation.exports import MOST_ROWS, Origin, write_disputes
from mediation.filters import DisputeFilter
from mediation.forms.intake import Intake
from mediation.listing import OPENED, fill, listed_for
from mediation.models import Dispute
from mediation.models.scoping import Reader, sees_many
from mediation.models.searching import Search
from mediation.opening import opening_of, searching_of
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.filing import likely_duplicates, register
from mediation.paging import PLACES, Page, all_of, page_of
from mediation.views.letter_many import may_draft_many

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INTAKE_RULES = ("M1", "M2")  # the first answer the union owes
log = logging.getLogger(__name__)


# The list ---------------------------------------------------------------------------------------------------


@require_safe
def dispute_list(request):
    """Cases the reader may see, filtered and sorted by what stands in the address."""
    if not may(request.user, Act.READ_CASES):
        raise PermissionDenied
    if "" in request.GET.values():  # a form sends its empty fields too: keep the address short
        return redirect(_without_empty(request))
    walked = sees_many(request.user) and "exact" not in request.GET
    found = _filtered(request, walked=walked)
    if _is_opening(request, found):
        page = _first_page(request, found, walked)
    else:
        page = page_of(found.cases, found.order, request.GET, walked=walked)
    page = fill(page, request.user)
    context = {
        "filter": found, "page": page, "today": found.today, "sections": found.sections, "chips": found.chips(),
        "may_export": may(request.user, Act.EXPORT), "may_register": may(request.user, Act.REGISTER),
        "may_draft": may_draft_many(request.user),
        "kept": [(name, value) for name, values in request.GET.lists() if name not in PLACES for value in values],
        "by_day": found.sort.endswith("received"),
    }  # fmt: skip
    if found.behind and not found.behind.counts_cases and not found.is_withheld:
        found.behind.parts(page.object_list)
        context["whole"] = found.behind.whole(found.cases.order_by())
    return render(request, "mediation/dispute_list.html", context, status=200 if found.form.is_valid() else 422)


@unhurried
@require_safe
def dispute_export(request):
    """The filtered cases as an Excel file; who took what is written to the log."""
    if not (may(request.user, Act.READ_CASES) and may(request.user, Act.EXPORT)):
        raise PermissionDenied
    found = _filtered(request)
    back = f"{reverse('dispute-list')}?{request.GET.urlencode()}"
    if not found.form.is_valid():
        return redirect(back)
    if found.is_withheld:
        messages.error(request, _("Withheld: fewer than five people could be told from it."))
        return redirect(back)
    if found.cases.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
        words = _("More than %(most)d cases are too many for one file: narrow the filter.")
        messages.error(request, words % {"most": MOST_ROWS})
        return redirect(back)
    at = timezone.now()
    origin = Origin(request.user.get_full_name(), at, [(chip.label, chip.value or _("yes")) for chip in found.chips()])
    target = TemporaryFile()  # noqa: SIM115 - the response closes it
    rows = chain.from_iterable(part.iterator(chunk_size=2_000) for part in _all_rows(found))
    count = write_disputes(target, rows, sections=found.sections, origin=origin)
    target.seek(0)
    # The searched words may be a person's name and stay out of the log.
    asked = {chip.name: "…" if chip.name == "q" else request.GET.get(chip.name) for chip in found.chips()}
    log.info("export of cases: user=%s rows=%d filter=%s", request.user.pk, count, asked)
    name = f"cases-{timezone.localtime(at):%Y%m%d-%H%M}.xlsx"
    response = FileResponse(target, as_attachment=True, filename=name, content_type=EXCEL)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_opening(request, found):
    """Whether it is the first page of a list as it is often asked for."""
    rare = (*PLACES, "exact", "figure", *(() if "parties" in found.sections else ("q",)))
    return found.order in OPENED and not any(name in request.GET for name in rare) and found.form.is_valid()


def _first_page(request, found, walked):
    query = request.GET.copy()
    words = query.pop("q", None) and found.form.cleaned_data["q"]
    asked = (Reader.of(request.user), found.today, query.urlencode(), walked)
    if not words:
        return _opening(*asked).page()
    search = Search.of(words)
    return _searching(*asked, search.example).page(search) if search else Page([], 0, 1, False, False)


@lru_cache(maxsize=256)  # not stale: questions of what the reader is by now and of the day, their rows are asked anew
def _opening(reader, today, query, walked):
    found = _found(reader, today, query, walked)
    return opening_of(found.cases, found.order, walked=walked)


@lru_cache(maxsize=256)  # as above; words are a secret, and kept nowhere: the example is of their shape alone
def _searching(reader, today, query, walked, example):
    found = _found(reader, today, query, walked)
    return searching_of(found.cases, found.order, example, walked=walked)


def _found(reader, today, query, walked):
    rows = Dispute.objects.visible_to(reader.user, one_by_one=walked)
    return DisputeFilter(QueryDict(query), queryset=rows, user=reader.user, today=today)


def _filtered(request, *, walked=False):
    rows = Dispute.objects.visible_to(request.user, one_by_one=walked)
    return DisputeFilter(request.GET, queryset=rows, user=request.user, today=timezone.localdate())


def _all_rows(found):
    """Every row in order, as querysets."""
    return [listed_for(part, found.user) for part in all_of(found.cases, found.order)]


def _without_empty(request):
    query = request.GET.copy()
    for name, values in request.GET.lists():
        query.setlist(name, [value for value in values if value])
    return f"{request.path}?{query.urlencode()}"


# Intake -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def dispute_new(request):
    """Register a case; likely duplicates are shown before it is done."""
    if not may(request.user, Act.REGISTER):
        raise PermissionDenied
    asked = {"user": request.user, "today": timezone.localdate()}
    if request.method != "POST":
        return _intake_page(request, Intake(**asked))
    if "more" in request.POST:
        return _intake_page(request, Intake(typed=request.POST, **asked))
    if filed := _filed_already(request):
        return redirect("dispute-detail", filed.pk)
    intake = Intake(request.POST, **asked)
    if not intake.is_valid():
        return _intake_page(request, intake, status=422)
    if duplicates := _duplicates(request.user, intake, asked["today"]):
        if filed := _filed_already(request):  # by the first of two clicks, just now
            return redirect("dispute-detail", filed.pk)
        return _intake_page(request, intake, duplicates=duplicates, status=422)
    try:
        dispute = _register(intake, request.user)
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        return _intake_page(request, intake, refused=error.unmet, status=422)
    except IntegrityError:
        words = _("Somebody else has just entered this employer. Please send the form again.")
        intake.employer.add_error("employer_name", words)
        return _intake_page(request, intake, status=422)
    _tell(request, dispute)
    return redirect("dispute-detail", dispute.pk)


def _intake_page(request, intake, *, duplicates=(), refused=(), status=200):
    context = {"intake": intake, "duplicates": duplicates, "refused": refused}
    return render(request, "mediation/dispute_new.html", context, status=status)


def _filed_already(request):
    """The case that this very form has filed before: a second click, or the page sent again."""
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return None
    return Dispute.objects.visible_to(request.user).filter(intake_key=key).first()


def _duplicates(user, intake, today):
    if intake.employer.employer.pk is None or intake.matter.cleaned_data["despite_duplicates"]:
        return []
    seen = Dispute.objects.visible_to(user).select_related("handler")
    return list(likely_duplicates(intake.employer.employer, intake.matter.names(), visible=seen, today=today))


def _register(intake, user):
    """The case, with its employer when it is new."""
    data, employer = intake.matter.cleaned_data, intake.employer.employer
    if employer.pk is None:
        employer.town = data["town"]
    return register(intake.filing(employer), holder=data["holder"], by=user, at=timezone.now(), key=data["key"])


def _tell(request, dispute):
    due = dispute.deadlines.filter(rule__in=INTAKE_RULES).order_by("due_on").first()
    words = _("Registered as %(number)s.") % {"number": dispute.number}
    if due is not None:
        words += " " + _("Decide on acceptance by %(day)s.") % {"day": due.due_on}
    messages.success(request, words)
