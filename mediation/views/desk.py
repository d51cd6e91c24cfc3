"""My desk: what waits for the person today, by what their roles let them do."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mediation.access import Act, may
from mediation.views import desk_cases as cases
from mediation.views import desk_meetings as meetings
from mediation.views import desk_papers as papers
from mediation.views import desk_parcels as parcels
from mediation.views import desk_visits
from mediation.views.calendar import alarm_for
from mediation.views.desk_rows import Bearer

SECTIONS = (
    cases.deadlines, meetings.tasks, cases.newcomers, papers.letters, meetings.next_meeting, cases.own_cases,
    cases.delegated, papers.awaited_answers,
    desk_visits.visits, papers.at_partners, cases.late_by_handler, cases.limitation, parcels.parcels_to_us,
    papers.at_us, parcels.hand_overs_back, papers.letters_to_us, cases.volumes, cases.worker_cases,
)  # fmt: skip


@require_safe
def desk(request):
    """Every section that has something in it; a handful of queries, however many cases there are.

    A reviewer finds the letters first: others wait for them.
    """
    bearer = Bearer(request.user, timezone.localdate())
    sections = [section for build in SECTIONS if (section := build(bearer)) is not None and section.rows]
    if bearer.units(Act.REVIEW):
        sections.sort(key=lambda section: section.key != "letters")
    context = {
        "today": bearer.today, "sections": sections, "counts": cases.counts(bearer),
        "may_register": may(request.user, Act.REGISTER), "may_read_cases": may(request.user, Act.READ_CASES),
        "may_administer": may(request.user, Act.ADMINISTER), "alarm": alarm_for(request.user, bearer.today),
    }  # fmt: skip
    return render(request, "mediation/desk.html", context)
