"""Two versions of a letter as one text, with what went and came; to be read and printed."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.kinds import KINDS
from mediation.operations.revisions import redline, versions_of
from mediation.views.letters import is_inside, visible_letter


@require_safe
def letter_redline(request, pk):
    """Version `old` against version `new`; without them the last saving."""
    letter = visible_letter(request, pk)
    if not is_inside(request.user, letter):
        raise PermissionDenied
    versions = versions_of(letter)
    new = _chosen(request.GET.get("new"), versions, versions[-1])
    old = _chosen(request.GET.get("old"), versions, versions[max(0, new.number - 2)])
    rows = redline(letter.kind, old.content, new.content)
    context = {
        "letter": letter, "dispute": letter.dispute, "title": KINDS[letter.kind].title, "versions": versions,
        "old": old, "new": new, "rows": rows, "changed": sum(row.changed for row in rows),
    }  # fmt: skip
    return render(request, "mediation/letter_redline.html", context)


def _chosen(number, versions, fallback):
    """The version with this number; whatever is none leads to the fallback."""
    return next((row for row in versions if str(row.number) == number), fallback)
