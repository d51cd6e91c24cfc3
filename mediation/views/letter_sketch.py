"""What is being typed, as it would look: the pages and the findings, answered to a POST of the form; stores nothing."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from documents.kinds import title_of
from documents.preview import svg
from mediation import preflight
from mediation.access import Act, may
from mediation.forms.letters import LetterForm
from mediation.letters import EDITABLE
from mediation.operations.citing import doubts
from mediation.operations.letters import preview, sketch
from mediation.views.letter_files import pdf_response
from mediation.views.letters import visible_letter


@require_POST
def letter_sketch(request, pk):
    """Pages as SVG and the findings as HTML for the script of the page, else the PDF of what was typed."""
    letter = visible_letter(request, pk)
    if letter.state not in EDITABLE or not may(request.user, Act.DRAFT, letter):
        raise PermissionDenied
    form = LetterForm(request.POST, letter=letter)
    letter.content = {**form.readable(), **letter.row.fixed}  # of this object alone: nothing saves it
    if request.accepts("text/html"):
        return pdf_response(preview(letter, timezone.now()), f"{letter.get_kind_display()}.pdf", download=False)
    pages = sketch(letter, timezone.now())
    found = findings_of(letter, pages, typed=request.POST)
    findings = [*form.unreadable(), *(row for row in found if row.field not in form.errors)]
    context = findings_context(letter, findings, editable=True)
    answer = {
        "pages": svg(pages, title_of(letter.kind)),
        "findings": render_to_string("mediation/_letter_findings.html", context),
    }
    return JsonResponse(answer, headers={"Cache-Control": "private, no-store"})


def findings_of(letter, pages, *, typed=None):
    """All that the pre-flight finds, and what the lawbook does not know."""
    today = timezone.localdate()
    return [*preflight.look(letter, today, pages=pages, typed=typed), *doubts(letter, today)]


def findings_context(letter, findings, *, editable, read=()):
    """What the list of findings is shown with; `read` are the fields that stand on the page to be read."""
    stops = sum(finding.severity == preflight.Severity.STOP for finding in findings)
    return {
        "findings": findings, "stops": stops, "editable": editable, "read": read,
        "reviewed": letter.row.reviewed,
    }  # fmt: skip
