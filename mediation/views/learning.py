"""What I learned: reviews of one's own letters; a reviewer or manager reads it of the people of the union."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mediation.reports.learning import DAYS, coached_by, faults_of, learned, may_learn


@require_safe
def learning(request):
    """One's own page, or with `person` that of somebody whom one coaches; others are not found."""
    user, today = request.user, timezone.localdate()
    if not may_learn(user):
        raise PermissionDenied
    coached = list(coached_by(user, today))
    person = _chosen(request.GET.get("person", ""), [user, *coached])
    found = learned(person, user, today)
    context = {
        "person": person, "own": person == user, "coached": coached, "found": found, "days": DAYS,
        "returns": [(event, faults_of(event)) for event in found.returns],
    }  # fmt: skip
    return render(request, "mediation/learning.html", context)


def _chosen(key, people):
    if not key:
        return people[0]
    for person in people:
        if str(person.pk) == key:
            return person
    raise Http404
