"""The sheet with the questions after closing (满意度调查表), on which a QR code opens the same questions."""

from datetime import datetime

from documents import issuing
from mediation.models import Survey
from mediation.operations.letters import issuer_of


def survey_paper(survey: Survey, address: str, *, at: datetime) -> bytes:
    """The PDF to hand to the party; it is kept nowhere, for it bears the address of the link."""
    facts = {
        "unit": survey.unit.name, "case_number": survey.dispute.number, "respondent": survey.party.name,
        "closed_on": survey.closed_on.isoformat(),
    }  # fmt: skip
    return issuing.print_blank("survey_form", facts, issuer=issuer_of(survey.unit), at=at, scan_url=address)
