"""The dossier of a case: what belongs in it, what is missing, giving it out, and what was given to whom."""

import tempfile
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from mediation.dossier import Form, Going, Recipient, addressee_of, is_secret, standing
from mediation.dossier_checks import missing
from mediation.forms.dossier import DossierForm
from mediation.models import DossierIssue
from mediation.operations.dossier import actor_for, issue_dossier
from mediation.operations.dossier_pieces import pieces_of, read_case
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.views.case_file import EVERYTHING, sight_of
from mediation.views.steps import visible_dispute

IN_MEMORY = 8 * 1024 * 1024  # bytes; more stand in a file
TYPES = {Form.VOLUME: ("application/pdf", "pdf"), Form.PACKAGE: ("application/zip", "zip")}


@require_http_methods(["GET", "POST"])
def dossier(request, pk):
    """The pieces for the chosen recipient; a POST makes the dossier, records it and sends it."""
    dispute = visible_dispute(request, pk)
    if not sight_of(request.user, dispute).scopes & set(EVERYTHING):
        raise Http404
    data = request.POST if request.method == "POST" else None
    recipient = (request.POST if data else request.GET).get("recipient", "")
    recipient = recipient if recipient in Recipient.values else Recipient.ARCHIVE
    dispute = read_case(dispute)
    pieces = pieces_of(dispute)
    lacking = missing(dispute, pieces)
    form = DossierForm(
        data, recipient=recipient, is_missing=bool(lacking), addressee=addressee_of(dispute, recipient)
    )  # fmt: skip
    if data is None:
        return _render(request, dispute, recipient, pieces, lacking, form)
    if actor_for(request.user, dispute, recipient) is None:
        raise PermissionDenied
    if not form.is_valid():
        return _render(request, dispute, recipient, pieces, lacking, form, status=422)
    try:
        return _issued(request, dispute, form.answers())
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepStale as error:
        messages.warning(request, str(error))
        fresh = read_case(dispute)
        pieces = pieces_of(fresh)
        return _render(request, fresh, recipient, pieces, missing(fresh, pieces), form, status=409)
    except StepRefused as error:
        return _render(request, dispute, recipient, pieces, lacking, form, status=422, unmet=error.unmet)


def _issued(request, dispute, answers):
    """The file, to be saved; it is gone when it is sent, or when nothing was given out."""
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    try:
        chosen = request.POST.getlist("piece")
        row = issue_dossier(dispute, chosen, made, by=request.user, at=timezone.now(), answers=answers)
    except BaseException:
        made.close()
        raise
    media, suffix = TYPES[Form(row.form)]
    name = f"{row.dispute.number} {row.get_recipient_display()} {timezone.localtime(row.at):%Y%m%d-%H%M}.{suffix}"
    response = FileResponse(made, content_type=media)
    response["Content-Length"] = row.size
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _render(request, dispute, recipient, pieces, lacking, form, *, status=200, unmet=()):
    ticked = set(request.POST.getlist("piece")) if request.method == "POST" else None
    rows = [_row(piece, dispute, recipient, ticked) for piece in pieces]
    context = {
        "dispute": dispute, "recipient": Recipient(recipient), "recipients": Recipient, "form": form, "unmet": unmet,
        "is_archive": recipient == Recipient.ARCHIVE, "missing": [label for _printed, label in lacking],
        "sections": [
            (label, list(found)) for label, found in groupby(rows, key=lambda row: row["piece"].section.label)
        ],
        "unfiled": [row["piece"] for row in rows if row["piece"].is_draft or row["piece"].is_unsigned],
        "count": len([row for row in rows if row["going"] != Going.NO]),
        "may_issue": actor_for(request.user, dispute, recipient) is not None,
        "issues": DossierIssue.objects.filter(dispute=dispute).select_related("by", "organisation"),
    }  # fmt: skip
    return render(request, "mediation/dossier.html", context, status=status)


def _row(piece, dispute, recipient, ticked):
    """A piece with whether it goes, is ticked, and may tell who complained."""
    found = standing(piece, dispute, recipient)
    return {
        "piece": piece, "going": found, "is_kept": found == Going.NO,
        "is_ticked": piece.key in ticked if ticked is not None else found == Going.YES,
        "is_secret": found != Going.NO and is_secret(piece, dispute, recipient),
        "is_looked_at": found == Going.LOOK,
    }  # fmt: skip
