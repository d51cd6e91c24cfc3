"""A step that was just taken, and what cases and proceedings alike let follow from one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mediation.models import Dispute, Event, Involvement, Membership
from mediation.operations import deadlines
from mediation.operations.limitation_course import open_limitation


@dataclass(frozen=True)
class Move:
    """A step that was just taken; `lead` takes a further step of another subject if its state has the verb."""

    subject: Any
    verb: str
    actor: Membership
    answers: dict[str, Any]
    event: Event
    lead: Callable[..., None]  # with answers of its own by name


def involve(dispute: Dispute, organisation: Any, role: str, since: Any) -> None:
    """Let an organisation see the case from the day."""
    Involvement.objects.get_or_create(dispute=dispute, organisation=organisation, role=role, defaults={"since": since})


def pause(move: Move) -> None:
    """The clocks of the subject stand still from the day of the answers, else from today."""
    deadlines.pause(move.subject, move.answers.get("suspended_on") or move.answers["today"])


def resume(move: Move) -> None:
    """They run on, longer by the pause."""
    deadlines.resume(move.subject, move.answers.get("resumed_on") or move.answers["today"], move.event)


def limit(move: Move) -> None:
    """Limitation never stopped; the case watches it again."""
    open_limitation(move.subject, move.event)


def stage_elsewhere(dispute: Dispute) -> str:
    """The verb to the stage of the partner that got a proceeding last and still has it; empty when none has."""
    rows = dispute.proceedings.order_by("-pk")
    return next((row.row.stage_verb for row in rows if row.row.stage_verb and row.is_before_agency), "")
