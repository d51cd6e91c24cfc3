"""The PDF of a letter: the preview of a draft, and the stored bytes of an issued one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from documents.models import IssuedLetter
from mediation.operations.letters import preview
from mediation.views.letters import is_inside, visible_letter


@require_safe
def letter_preview(request, pk):
    """The draft as it would look, marked as a draft; an issued letter shows its own bytes instead."""
    letter = visible_letter(request, pk)
    if letter.issued_id is not None:
        return redirect("letter-pdf", pk)
    if not is_inside(request.user, letter):
        raise PermissionDenied
    return pdf_response(preview(letter, timezone.now()), f"{letter.get_kind_display()}.pdf", download=False)


@require_safe
def letter_pdf(request, pk):
    """The bytes stored at the signature; `?download` saves them under the number of the letter."""
    letter = visible_letter(request, pk)
    if letter.issued_id is None:
        raise Http404
    pdf = IssuedLetter.objects.values_list("pdf", flat=True).get(pk=letter.issued_id)
    return pdf_response(bytes(pdf), f"{letter.number}.pdf", download="download" in request.GET)


def pdf_response(content, name, *, download):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(download, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    # A PDF viewer builds a page of its own around the bytes, which the policy of the pages would leave blank.
    response["Content-Security-Policy"] = "frame-ancestors 'self'"
    return response
