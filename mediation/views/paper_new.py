"""What papers a case has, what it gives room for now, and drawing one up."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mediation import papers
from mediation.access import Act, may
from mediation.lifecycle import State
from mediation.models import Paper
from mediation.models.written_rows import WrittenRows
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.papers import draw_paper
from mediation.views.case_file import whole_case
from mediation.views.loading import rows_in

UNREAD_ROWS = (
    "claims",
    "sessions",
    "agreements",
    "letters",
    "deadlines",
    "limitation_events",
    "evidence",
)


def _papers(case, user):
    return Paper.objects.filter(dispute=case).open_to(user).live().select_related("by")


_PAPERS = WrittenRows(_papers, {"case": -1, "user": -2})  # for who works on the case


def fill_papers(request, dispute, sight):
    """The papers of a case that the person sees, newest first, and the required ones that are missing; one query."""
    if Paper.objects.shows_all(sight.memberships):
        rows = rows_in(dispute, "papers", _PAPERS, user=request.user.pk)
    else:
        rows = list(Paper.objects.of_case(dispute, request.user, sight.memberships).live().select_related("by"))
    proceedings = {row.pk: row for row in dispute.proceedings.all()}
    letters = {row.pk: row for row in dispute.letters.all()}
    found = [(row, proceedings.get(row.proceeding_id) or letters.get(row.letter_id)) for row in rows[::-1]]
    return {
        "papers": found, "missing_papers": papers.missing(dispute, rows),
        "may_read": (may_read := may(request.user, Act.DRAFT, dispute)),
        "may_draw": dispute.state != State.ARCHIVED and may_read,
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def paper_new(request, pk):
    """What the case gives room for now; a click draws it up, filled with what the case knows."""
    dispute = whole_case(request.user, pk, without=UNREAD_ROWS)
    if not may(request.user, Act.DRAFT, dispute):
        raise PermissionDenied
    places, unmet = papers.places(dispute), []
    if request.method == "POST":
        place = next((row for row in places if row.key == request.POST.get("place")), None)
        try:
            if place is not None:
                return _drawn(request, dispute, place)
            unmet = [papers.NO_ROOM]
        except StepRefused as error:
            unmet = error.unmet
    drawn = list(Paper.objects.visible_to(request.user).filter(dispute=dispute).live())
    lacking = papers.missing(dispute, drawn)
    rows = [_row(place, place in lacking, drawn) for place in places]
    context = {"dispute": dispute, "rows": sorted(rows, key=lambda row: not row.lacking), "unmet": unmet}
    return render(request, "mediation/paper_new.html", context, status=422 if unmet else 200)


@dataclass(frozen=True)
class Row:
    """A place, whether its paper is missing, the papers drawn up there, and the one that is not finished."""

    place: papers.Place
    lacking: bool
    drawn: list
    unfinished: Paper | None


def _row(place, lacking, drawn):
    here = [row for row in drawn if (row.kind, row.proceeding_id) == place.identity]
    return Row(place, lacking, here, next((row for row in reversed(here) if row.is_unfinished), None))


def _drawn(request, dispute, place):
    try:
        paper = draw_paper(
            dispute, place.row.code, by=request.user, at=timezone.now(), proceeding=place.proceeding
        )  # fmt: skip
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("The paper is drawn up and filled with what the case knows."))
    return redirect("paper-detail", paper.pk)
