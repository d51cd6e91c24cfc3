"""The rail of a case: the four stages, and what ran in each."""

from mediation.lifecycle import ENDED, Stage
from mediation.models import Dispute, Proceeding

STAGES_BY_VERB = {
    "": Stage.UNION,
    "refer_to_hr": Stage.HR,
    "refer_to_court": Stage.COURT,
    "refer_to_procuratorate": Stage.PROCURATORATE,
}


def rail(dispute: Dispute, proceedings: list[Proceeding]) -> list[dict[str, str]]:
    """The four stages, each with the proceedings that ran or run there."""
    by_stage: dict[str, list[Proceeding]] = {stage: [] for stage in Stage}
    for row in proceedings:
        by_stage[STAGES_BY_VERB[row.row.stage_verb]].append(row)
    return [
        {"label": str(stage.label), "status": _status(dispute, stage, by_stage[stage]), "note": _note(by_stage[stage])}
        for stage in Stage
    ]


def _status(dispute: Dispute, stage: str, rows: list[Proceeding]) -> str:
    if dispute.stage == stage and dispute.state not in ENDED:
        return "current"
    began = stage == Stage.UNION or any(row.filed_on or row.accepted_on for row in rows)
    return "done" if began else "ahead"


def _note(rows: list[Proceeding]) -> str:
    return "; ".join(f"{row} · {row.outcome_label or row.get_state_display()}" for row in rows)
