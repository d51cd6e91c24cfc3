"""The papers of every third case: what was signed in it, and what the handler wrote for the file."""

from typing import Any

from mediation.demo.life import Life
from mediation.models import Letter, Proceeding
from mediation.operations.paper_content import clock
from mediation.operations.papers import draw_paper, paper_of

EVERY = 3


def of_mediation(life: Life, mediation: Proceeding) -> None:
    """Application, register, the consent of the other side, and the record of the session."""
    if life.dispute.request == "mediation":
        _write(life, "application")
    _write(life, "intake_form", approval="同意受理。")
    asked = {"held_at": clock(life.now), "manner": "telephone", "will": "agrees"}
    _write(life, "consent_record", mediation, **asked)
    _write(life, "session_record", mediation, result="双方同意在工会主持下继续协商，约定下次调解时间另行通知。")


def of_service(life: Life, letter: Letter) -> None:
    if _is_chosen(life):
        paper_of(letter, "service_receipt", by=life.handler, at=life.now)


def of_closing(life: Life) -> None:
    _write(life, "closing_report", approval="同意结案。")


def _is_chosen(life: Life) -> bool:
    return life.dispute.pk % EVERY == 0


def _write(life: Life, kind: str, proceeding: Proceeding | None = None, **content: Any) -> None:
    if _is_chosen(life):
        draw_paper(life.dispute, kind, by=life.handler, at=life.now, proceeding=proceeding, content=content)
