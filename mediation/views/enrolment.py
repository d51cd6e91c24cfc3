"""Entering a list of workers: send it, look at what it would change, then let it be written down."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mediation import collective
from mediation.forms.rosters import EnrolForm, UploadForm
from mediation.imports.roster import Roster
from mediation.imports.sheets import write_marked
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.roster_plan import plan
from mediation.operations.roster_sums import common_after, common_before
from mediation.operations.rosters import enrol
from mediation.operations.unmet import not_open
from mediation.steps import DISPUTE_STEPS
from mediation.views.rosters import roster_url, seen_roster, workbook
from mediation.views.steps import check_right

SHOWN = 50  # rows of each kind on the page; the file has them all
CHOSEN = 300  # names to choose from at once


def _opened(request, pk):
    dispute, _sight = seen_roster(request, pk)
    check_right(request.user, dispute, DISPUTE_STEPS["enrol"])
    return dispute


@require_http_methods(["GET", "HEAD", "POST"])
def roster_enrol(request, pk):
    """The page that takes a list; POST shows what the list would change, and writes nothing."""
    dispute = _opened(request, pk)
    if request.method != "POST":
        return _upload(request, dispute, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload(request, dispute, form, status=422)
    confirm = EnrolForm(dispute=dispute, user=request.user, rows=form.roster.rows)
    return _preview(request, dispute, form.roster, confirm)


def _upload(request, dispute, form, status=200):
    context = {"dispute": dispute, "form": form, "unmet": not_open(dispute)}
    return render(request, "mediation/roster_upload.html", context, status=status)


@require_POST
def roster_confirm(request, pk):
    """Write the list down: all of it, or the good rows, of which the rest comes back."""
    dispute = _opened(request, pk)
    form = EnrolForm(request.POST, dispute=dispute, user=request.user)
    if not form.is_valid():
        return _again(request, dispute, form)
    choices = form.choices
    entries = form.roster.entries
    if "good" in request.POST:
        left = {line.entry.line for line in plan(dispute, entries, choices) if line.is_open}
        entries = [entry for entry in entries if entry.line not in left]
    elif form.roster.faulty:
        return _preview(request, dispute, form.roster, form, status=422)
    try:
        done = enrol(
            dispute, entries, by=request.user, at=timezone.now(), version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"], choices=choices, contained=form.cleaned_data["contained"],
        )  # fmt: skip
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepStale as error:
        dispute.refresh_from_db()
        data = request.POST.copy()
        data["version"] = str(dispute.version)
        fresh = EnrolForm(data, dispute=dispute, user=request.user)
        fresh.is_valid()
        return _preview(request, dispute, form.roster, fresh, status=409, notice=str(error))
    except StepRefused as error:
        return _preview(request, dispute, form.roster, form, status=422, unmet=error.unmet)
    _tell(request, done)
    dispute.refresh_from_db()
    known = {line.entry.line for line in plan(dispute, form.roster.entries, choices) if line.is_idle}
    rest = [row for row in form.roster.rows if row.line not in known]
    if not rest:
        return redirect(roster_url(dispute))
    return _preview(
        request, dispute, Roster(rest), EnrolForm(dispute=dispute, user=request.user, rows=rest), is_rest=True
    )


def _again(request, dispute, form):
    """The list with what the form says; a seal that no longer holds leads back to the first page."""
    if "sealed" in form.errors:
        messages.error(request, " ".join(form.errors["sealed"]))
        return redirect("roster-enrol", dispute.pk)
    return _preview(request, dispute, form.roster, form, status=422)


@require_POST
def roster_marked(request, pk):
    """The list with what is wrong beside each row."""
    dispute = _opened(request, pk)
    form = EnrolForm(request.POST, dispute=dispute, user=request.user)
    form.fields["reason"].required = False
    if not form.is_valid():
        return _again(request, dispute, form)
    target = BytesIO()
    write_marked(target, form.roster.rows, _problems(plan(dispute, form.roster.entries, form.choices)))
    return workbook(target, "roster-marked.xlsx")


def _problems(lines):
    """What a person must still settle, by line."""
    words = {}
    for line in lines:
        if line.namesakes:
            words[line.entry.line] = _("Somebody of this name or number stands on the roster: is it the same person?")
        elif line.repeats:
            words[line.entry.line] = _("Line %(line)d says the same.") % {"line": line.repeats}
    return words


def _tell(request, done):
    if done.event is None:
        messages.info(request, _("All of it was on record already: nothing was changed."))
        return
    words = _("Entered: %(added)d new workers, %(amended)d amended, %(claims)d claims.")
    messages.success(request, words % {"added": done.added, "amended": done.amended, "claims": done.claims})


def _common(dispute, lines):
    """What is claimed in common that may be the money of the list, and what the case claims either way; in yuan."""
    if not (claims := common_before(dispute, lines)):
        return None
    now, after = collective.claimed(dispute.claims.all()), common_after(dispute, lines)
    most = now + sum(line.raises for line in lines)
    taken = sum(claim.amount - after[claim.pk] for claim in claims)
    return {"claims": claims, "contained": most - taken, "besides": most}


def _preview(request, dispute, roster, form, *, status=200, unmet=(), notice="", is_rest=False):
    choices = form.choices if form.is_bound else {}
    lines = plan(dispute, roster.entries, choices)
    chosen_from = [line for line in plan(dispute, roster.entries, {}) if line.namesakes]
    good = [line for line in lines if not line.is_open]
    for line in chosen_from:
        line.chosen = choices.get(line.entry.line, "")
    context = {
        "totals": [
            (_("New workers"), sum(line.is_new for line in good), ""),
            (_("Known, amended"), sum(bool(line.changes) for line in good), ""),
            (_("Claims added or amended"), sum(line.claim is not None for line in good), ""),
            (_("On record already"), sum(line.is_idle for line in good), ""),
            (_("To choose"), len(chosen_from), ""), (_("Rows with errors"), len(roster.faulty), ""),
        ],
        "dispute": dispute, "form": form, "unmet": unmet, "notice": notice, "is_rest": is_rest,
        "ignored": roster.ignored, "total": len(roster.rows), "faulty": roster.faulty[:SHOWN],
        "faulty_count": len(roster.faulty), "choices": choices, "all_same": bool(choices.get(0)),
        "namesakes": chosen_from[:CHOSEN], "namesake_count": len(chosen_from),
        "repeated": [line for line in lines if line.repeats][:SHOWN],
        "new": [line for line in good if line.is_new][:SHOWN], "new_count": sum(line.is_new for line in good),
        "changed": [line for line in good if line.changes][:SHOWN],
        "good_count": sum(not line.is_idle for line in good),
        "common": _common(dispute, good),
        "is_whole": not roster.faulty and not any(line.repeats for line in lines),
    }  # fmt: skip
    return render(request, "mediation/roster_preview.html", context, status=status)
