"""The case page, and where my case stands for a worker."""

from decimal import Decimal

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mediation.access import Act, may
from mediation.performance import money_of, overdue_parts
from mediation.views.case_file import (
    EVERYTHING,
    deadline_rows,
    ended_deadlines,
    ladder,
    letters_of_mediation,
    load_dispute,
    proceeding_cards,
    sight_of,
)
from mediation.views.follow_up import fill_follow_up
from mediation.views.hand_overs import fill_disclosed, fill_hand_overs
from mediation.views.limitation import limitation_of, named_limitation_of
from mediation.views.linkage import fill_linkage, fill_tasks
from mediation.views.next_steps import next_steps, prepare_buttons
from mediation.views.paper_new import fill_papers
from mediation.views.plain import plain_status
from mediation.views.rail import rail
from mediation.views.timeline import PAGE, timeline

PARTIES = 10


@require_safe
def dispute_detail(request, pk):
    """Everything about a case that the person may see; a worker gets it in plain words."""
    dispute = load_dispute(request.user, pk)
    sight = sight_of(request.user, dispute)
    read = named_limitation_of if sight.scopes & set(EVERYTHING) else limitation_of
    context = {"dispute": dispute, "today": timezone.localdate(), "limitation": read(dispute)}
    if sight.sections == {"plain"}:
        return render(request, "mediation/dispute_plain.html", {**context, "plain": plain_status(dispute)})
    sections = dict.fromkeys(sight.sections, True)
    context |= {"sections": sections, "rail": rail(dispute, sight.proceedings(dispute)), "is_partner": sight.is_partner}
    context["names_employer"] = sight.names_employer(dispute)
    for section, fill in _FILLS.items():
        if section in sections:
            context |= fill(request, dispute, sight)
    return render(request, "mediation/dispute_detail.html", context)


def _steps(request, dispute, sight):
    cards = sight.proceedings(dispute)
    return {
        "steps": next_steps(dispute, request.user, cards),
        "prepare_buttons": prepare_buttons(dispute, request.user),
        "may_reveal": may(request.user, Act.HANDLE, dispute),
        "may_amend": dispute.is_open and may(request.user, Act.AMEND, dispute),
    }


def _parties(request, dispute, sight):
    rows = list(dispute.parties.all())
    complete = request.GET.get("parties") == "all"
    shows_roster = bool(sight.scopes & set(EVERYTHING)) and sum(row.kind == "worker" for row in rows) > 1
    return {
        "parties": rows if complete else rows[:PARTIES], "party_count": len(rows), "shows_roster": shows_roster,
    }  # fmt: skip


def _claims(request, dispute, sight):
    """The common claims, and the workers' own ones in a sum; one by one they stand on the roster."""
    own = [claim for claim in dispute.claims.all() if claim.party_id is not None]
    return {
        "common_claims": [claim for claim in dispute.claims.all() if claim.party_id is None], "own_count": len(own),
        "own_sum": sum((claim.amount for claim in own), Decimal("0.00")),
        "own_claimants": len({claim.party_id for claim in own}),
    }  # fmt: skip


def _proceedings(request, dispute, sight):
    return {"proceedings": proceeding_cards(dispute, sight)}


def _agreements(request, dispute, sight):
    """Newest first, with the money of the case."""
    today = timezone.localdate()
    return {
        "agreements": list(reversed(dispute.agreements.all())),
        "money": money_of(dispute, today),
        "parts": overdue_parts(dispute, today),
        "sees_ways": bool(sight.scopes & set(EVERYTHING)),
        "may_record": "steps" in sight.sections and may(request.user, Act.HANDLE, dispute),
    }


def _letters(request, dispute, sight):
    context = {"letters": sight.letters(dispute)}
    if "timeline" in sight.sections:
        context["ladder"] = ladder(dispute, request.user)
        context["of_mediation"] = letters_of_mediation(dispute, request.user)
    return context


def _deadlines(request, dispute, sight):
    return {
        "deadlines": deadline_rows(dispute),
        "ended_deadlines": ended_deadlines(dispute),
        "may_start": dispute.is_open and may(request.user, Act.HANDLE, dispute),
    }


def _timeline(request, dispute, sight):
    complete = request.GET.get("timeline") == "all"
    entries, count = timeline(dispute, complete=complete)
    return {"timeline": entries, "event_count": count, "is_cut": not complete and count > PAGE}


_FILLS = {
    "timeline": _timeline,  # first: it reads the moves along, which the steps ask for
    "steps": _steps,
    "parties": _parties,
    "claims": _claims,
    "disclosed": fill_disclosed,
    "hand_overs": fill_hand_overs,
    "proceedings": _proceedings,
    "agreement": _agreements,
    "letters": _letters,
    "deadlines": _deadlines,
    "linkage": fill_linkage,
    "tasks": fill_tasks,
    "papers": fill_papers,
    "follow_up": fill_follow_up,
}
