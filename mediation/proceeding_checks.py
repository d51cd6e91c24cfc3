"""What the answers to the steps of a proceeding must satisfy; for its end see `conclusion_checks`."""

from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation.checks import HANDLER
from mediation.deadlines import in_time
from mediation.machine import Check, Unmet

EXCUSE, BODY_DECIDES = "excuse", "body_decides"  # how a late filing is explained
LATE_WAYS = [
    (EXCUSE, _("an obstacle that has ended, at most ten days ago (CPL 86)")),
    (BODY_DECIDES, _("filed late, the body decides")),
]
YOU = _("you")


# Filing and acceptance --------------------------------------------------------------------------------------


def _papers_complete(proceeding: Any, answers: dict[str, Any]) -> bool:
    required = {paper.code for paper in proceeding.row.papers_for(proceeding.basis)}
    return required <= set(answers.get("papers") or ())


def _missing_papers(proceeding: Any, answers: dict[str, Any]) -> list[Unmet]:
    """Each paper by its name."""
    given = set(answers.get("papers") or ())
    missing = [paper for paper in proceeding.row.papers_for(proceeding.basis) if paper.code not in given]
    return [Unmet(format_lazy(_("still missing: {paper}"), paper=paper.label), HANDLER) for paper in missing]


def _unanswered(proceeding: Any, answers: dict[str, Any], verb: str) -> list[Unmet]:
    """The questions of the kind that are not answered, or whose answers close the way."""
    facts = answers.get("facts") or {}
    asked = proceeding.row.questions_at(verb, proceeding.basis)
    return [unmet for question in asked for unmet in question.unmet(facts, answers["today"])]


def _not_eligible(proceeding: Any, answers: dict[str, Any]) -> list[Unmet]:
    unmet = _unanswered(proceeding, answers, "file")
    basis = proceeding.row.basis(proceeding.basis)
    if basis is not None and basis.proved is not None and not basis.proved(proceeding, answers):
        unmet.append(Unmet(basis.lacking, HANDLER))
    return unmet


def is_late(proceeding: Any, answers: dict[str, Any]) -> bool:
    """Whether the limit of the filing had passed; what was posted in time is in time (CPL 85)."""
    last = proceeding.last_filing_day(answers.get("facts") or {})
    posted_on: date | None = answers.get("posted_on")
    if last is None or (posted_on is not None and posted_on > answers["filed_on"]):
        return False  # the day of posting has a check of its own
    return not in_time(last, answers["filed_on"], posted_on)


def _late_without_ground(proceeding: Any, answers: dict[str, Any]) -> list[Unmet]:
    """A late filing is recorded with what happened; nobody but the body that gets it decides on it."""
    if not is_late(proceeding, answers):
        return []
    unmet = []
    if answers.get("late_how") not in dict(LATE_WAYS) or not str(answers.get("late_ground") or "").strip():
        unmet.append(Unmet(_("why it is filed late: the time limit for the application has passed"), HANDLER))
    elif answers["late_how"] == EXCUSE and not answers.get("obstacle_ended_on"):
        unmet.append(Unmet(_("the day the obstacle ended"), HANDLER))
    elif answers["late_how"] == EXCUSE and answers["filed_on"] > proceeding.excused_until(answers["obstacle_ended_on"]):
        words = _("at most ten days since the obstacle ended; else choose “filed late, the body decides”")
        unmet.append(Unmet(words, HANDLER))
    return unmet


def _by_partner_or_paper(proceeding: Any, answers: dict[str, Any]) -> bool:
    """G12: an outcome of an agency is recorded by that agency, or by the union with the paper; never inferred."""
    if proceeding.agency.is_union or answers.get("paper"):
        return True
    by = answers["by"]
    return any(m.organisation_id in proceeding.agency.lineage for m in by.memberships_now)


papers_complete_on_filing = Check(_("every required paper is in hand"), HANDLER, _papers_complete, _missing_papers)
papers_complete_on_acceptance = Check(
    _("every required paper is in hand"),
    HANDLER,
    lambda proceeding, answers: proceeding.row.is_filed or _papers_complete(proceeding, answers),
    _missing_papers,
)
eligible = Check(
    _("the conditions of this kind of proceeding are met"),
    HANDLER,
    lambda proceeding, answers: not _not_eligible(proceeding, answers),
    _not_eligible,
)
answered_on_acceptance = Check(
    _("what is asked at acceptance is answered"),
    HANDLER,
    lambda proceeding, answers: not _unanswered(proceeding, answers, "accept"),
    lambda proceeding, answers: _unanswered(proceeding, answers, "accept"),
)
late_with_ground = Check(
    _("why it is filed late: the time limit for the application has passed"),
    HANDLER,
    lambda proceeding, answers: not _late_without_ground(proceeding, answers),
    _late_without_ground,
)
posted_before_filed = Check(
    _("the day of posting is not after the day it arrived"),
    YOU,
    lambda proceeding, answers: not answers.get("posted_on") or answers["posted_on"] <= answers["filed_on"],
)
basis_given = Check(
    _("a legal basis is chosen"),
    HANDLER,
    lambda proceeding, answers: not proceeding.row.bases or bool(proceeding.basis),
)
partner_or_paper = Check(
    _("the agency records its own result, or the paper that proves it is named (G12)"),
    _("the agency"),
    _by_partner_or_paper,
)
procedure_known = Check(
    _("a procedure that this agency can take"),
    HANDLER,
    lambda proceeding, answers: (
        not answers.get("procedure")
        or answers["procedure"] in {row.code for row in proceeding.row.procedures_for(proceeding.basis)}
    ),
)
refusal_received = Check(
    _("the day the parties received the paper"),
    HANDLER,
    lambda proceeding, answers: not proceeding.row.refusal_is_received or bool(answers.get("received_on")),
)
FILING = (
    papers_complete_on_filing,
    posted_before_filed,
    late_with_ground,
    basis_given,
    eligible,
)
ACCEPTANCE = (papers_complete_on_acceptance, partner_or_paper, answered_on_acceptance, procedure_known)

# Under way --------------------------------------------------------------------------------------------------

MOST = 365


def _fits(proceeding: Any, answers: dict[str, Any]) -> bool:
    """A whole number of units of the running clock, within what the law still allows."""
    room, extra = proceeding.extension_room, answers.get("extra")
    if room == 0:
        return True  # that the law allows no more is said by the machine
    return isinstance(extra, int) and 0 < extra <= (MOST if room is None else min(room, MOST))


def _does_not_fit(proceeding: Any, answers: dict[str, Any]) -> list[Unmet]:
    room = proceeding.extension_room
    return [Unmet(format_lazy(_("a whole number from 1 to {most}"), most=MOST if room is None else room), YOU)]


def _passed(proceeding: Any, rules: tuple[str, ...], day: date | None) -> bool:
    """The latest deadline of one of the rules ended before the day."""
    rows = [
        row
        for row in proceeding.dispute.deadlines.all()
        if row.rule in rules and row.proceeding_id == proceeding.pk and row.status != "superseded"
    ]
    return not rules or bool(rows and day and max(rows, key=lambda row: row.pk).due_on < day)


def stage_of(proceeding: Any, answers: dict[str, Any]) -> Any | None:
    """The stage that is being recorded, if it may be."""
    return next((row for row in proceeding.stages_left if row.code == answers.get("stage")), None)


def _stage_not_early(proceeding: Any, answers: dict[str, Any]) -> bool:
    """Not before the stage it follows, and not before the deadline that it waits for has passed."""
    stage = stage_of(proceeding, answers)
    if stage is None:
        return True
    earlier = max((date.fromisoformat(row["on"]) for row in proceeding.stages), default=None)
    day = answers["happened_on"]
    return _passed(proceeding, stage.past, day) and (earlier is None or earlier <= day)


extension_fits = Check(_("the extension keeps to what the law allows"), YOU, _fits, _does_not_fit)
both_agreed = Check(
    _("both sides signed the extension, or it is approved in writing"),
    _("both sides"),
    lambda proceeding, answers: bool(answers.get("agreed")),
)
cause_of_pause = Check(
    _("a cause for which the law lets the clock of this agency stand still"),
    HANDLER,
    lambda proceeding, answers: (
        not proceeding.row.pauses or answers.get("cause") in {row.code for row in proceeding.row.pauses}
    ),
)
cause_of_restart = Check(
    _("a cause for which the law restarts the clock of this agency"),
    HANDLER,
    lambda proceeding, answers: (
        (restart := proceeding.restart_now) is not None and answers.get("cause") in {row.code for row in restart.causes}
    ),
)
other_procedure_known = Check(
    _("a procedure into which this one can be changed"),
    HANDLER,
    lambda proceeding, answers: answers.get("procedure") in {row.code for row in proceeding.procedures_left},
)
stage_known = Check(
    _("a stage of this kind that is still to be recorded"),
    YOU,
    lambda proceeding, answers: stage_of(proceeding, answers) is not None,
)
stage_not_early = Check(_("the stage follows the one before it and the time limit it waits for"), YOU, _stage_not_early)


def outcome_not_early(proceeding: Any, answers: dict[str, Any]) -> bool:
    """The stage and the time limit that the outcome waits for have passed."""
    codes = {row.code: row for row in proceeding.row.outcomes}
    outcome = codes.get(answers.get("outcome", ""))
    if outcome is None:
        return True
    is_after = not outcome.after or proceeding.has_stage(outcome.after)
    return is_after and _passed(proceeding, outcome.past, answers.get("concluded_on"))
