"""What the case already knows of a paper: the first content. In Chinese, as papers are.

`KNOWN` fills a field by its name in whatever paper has it; `OWN` holds what a kind knows better.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation

from documents.fields import chinese_date, kept
from mediation.classification import Category
from mediation.deadline_rules.groups import MEDIATION
from mediation.models import Agreement, Letter, Paper, User
from mediation.operations import agreement_content, paper_facts, paper_people
from mediation.operations.clues import evidence_table
from mediation.operations.letter_content import claim_words
from mediation.operations.letter_terms import MATTERS

Fill = Callable[["Source"], Any]


@dataclass(frozen=True)
class Source:
    """The paper to be filled, who draws it up, and the day."""

    paper: Paper
    by: User
    today: date

    @property
    def dispute(self) -> Any:
        return self.paper.dispute

    @property
    def letter(self) -> Any:
        """The letter it goes with."""
        return self.paper.letter

    @property
    def proceeding(self) -> Any:
        """The proceeding it belongs to."""
        return self.paper.proceeding

    @property
    def agreement(self) -> Agreement | None:
        """The one in force."""
        return next((row for row in reversed(self.dispute.agreements.all()) if row.breached_on is None), None)

    @property
    def written(self) -> Letter | None:
        """The letter that holds its text."""
        found = [row for row in self.dispute.letters.all() if row.kind == "agreement" and row.issued_id]
        return found[-1] if found else None


def prefill(paper: Paper, by: User, today: date) -> dict[str, Any]:
    """The content of a new paper: defaults of the kind, and what the case knows."""
    source, own = Source(paper, by, today), {}
    with translation.override("zh-hans"):
        for field in paper.form.fields:
            fill = OWN.get((paper.kind, field.name)) or KNOWN.get(field.name)
            value = fill(source) if fill is not None and field.type != "rows" else None
            own[field.name] = field.default if value in (None, "", []) else kept(value)
    return {name: value for name, value in own.items() if value not in (None, "", [])}


def annex(paper: Paper) -> dict[str, Any]:
    """The tables that go with a paper, as the case gives them: the list of evidence, and the workers."""
    names = {field.name for field in paper.form.fields if field.type == "rows"}
    found: dict[str, Any] = {}
    if "evidence" in names and (rows := evidence_table(paper.dispute.evidence.all())):
        found["evidence"] = rows
    if "roster" in names and agreement_content.worker_words(paper.dispute).endswith(agreement_content.LISTED):
        found["roster"] = agreement_content.roster_table(agreement_content.workers_side(paper.dispute))
    return found


# Values ---------------------------------------------------------------------------------------------------


def _handler(source: Source) -> str:
    return str(source.dispute.handler or source.by)


def _office(source: Source) -> str:
    proceeding = source.proceeding
    return str(proceeding.agency.name if proceeding is not None else source.dispute.holder.name)


def _served_on(source: Source) -> str:
    """Whom the letter is addressed to; of an agreement, both sides."""
    if source.letter is None:
        return ""
    both = "、".join(filter(None, map(source.letter.content.get, ("worker", "employer"))))
    return str(source.letter.addressee or both)


def _matter(source: Source) -> str:
    return MATTERS[Category(source.dispute.category)] + "争议"


def _claims(source: Source) -> list[str]:
    proceeding = source.proceeding
    chosen = proceeding.claim_ids if proceeding is not None else frozenset()
    return claim_words(source.dispute, [row for row in source.dispute.claims.all() if not chosen or row.pk in chosen])


def _facts(source: Source) -> str:
    return str(source.dispute.facts or source.dispute.summary)


def _ends_on(source: Source) -> date | None:
    limit = source.dispute.deadlines.open().filter(rule__in=MEDIATION).order_by("due_on").first()
    return limit.due_on if limit else None


def _terms(source: Source) -> list[str]:
    return list(source.written.content.get("terms", ())) if source.written else []


def _attachments(source: Source) -> list[str]:
    """The papers that go with an application, without itself and the list of evidence, which is printed with it."""
    proceeding = source.proceeding
    if proceeding is None:
        return []
    rows = proceeding.row.papers_for(proceeding.basis)[1:]
    return [str(row.label) for row in rows if row.code not in ("evidence", "means")]


def _of_agreement(name: str) -> Fill:
    return lambda source: getattr(source.agreement, name, None)


def _of_text(name: str) -> Fill:
    """A fact of the agreement as it was printed."""
    return lambda source: source.written.content.get(name) if source.written else None


def _amount(value: Any) -> str | None:
    return f"{value:.2f}" if value else None


def clock(at: datetime) -> str:
    """2026年3月10日14时30分, in Shanghai."""
    local = timezone.localtime(at)
    return f"{chinese_date(local.date())}{local.hour}时" + (f"{local.minute}分" if local.minute else "")


KNOWN: dict[str, Fill] = {
    "case_number": lambda source: source.dispute.number,
    "applicant": lambda source: agreement_content.worker_words(source.dispute),
    "applicant_details": paper_people.particulars,
    "respondent": lambda source: source.dispute.employer.name,
    "respondent_details": paper_people.firm,
    "employer": lambda source: source.dispute.employer.name,
    "agent": paper_people.agents,
    "claims": _claims,
    "facts_found": _facts,
    "matter": _matter,
    "applied_on": lambda source: source.dispute.received_on,
    "received_on": lambda source: source.dispute.received_on,
    "accepted_on": lambda source: source.dispute.accepted_on,
    "closed_on": lambda source: source.dispute.closed_on,
    "ends_on": _ends_on,
    "channel": lambda source: source.dispute.get_channel_display(),
    "handler": _handler,
    "mediators": lambda source: [_handler(source)],
    "recorder": lambda source: source.by.display_name,
    "talked_by": lambda source: source.by.display_name,
    "mediation_body": lambda source: source.dispute.holder.name,
    "unit": lambda source: source.dispute.holder.name,
    "office": _office,
    "attachments": _attachments,
    "agreement_number": lambda source: source.written.number if source.written else "",
    "agreed_on": _of_agreement("effective_on"),
    "terms": _terms,
    "perform_by": _of_text("perform_by"),
    "performance": _of_text("performance"),
    "worker": paper_people.of_first("name"),
    "groups": paper_facts.groups,
    "letter_number": lambda source: source.letter.number if source.letter else "",
    "recipient": _served_on,
    "issuer_name": lambda source: source.letter.issuer.name if source.letter else "",
    "reply_by": lambda source: source.letter.reply_due_on if source.letter else None,
}

OWN: dict[tuple[str, str], Fill] = {
    ("application", "office"): lambda source: source.dispute.holder.name,
    ("application", "attachments"): lambda source: ["身份证复印件"],
    ("consent_record", "asked"): lambda source: source.dispute.employer.name,
    ("consent_record", "counterpart"): paper_people.applicants,
    ("investigation_record", "investigators"): paper_facts.investigators,
    ("session_record", "held_at"): paper_facts.session("held_at", clock),
    ("session_record", "place"): paper_facts.session("place"),
    ("session_record", "statements"): paper_facts.session("record"),
    ("session_record", "present"): paper_facts.session("attendees", str.split),
    ("address_confirmation", "party"): paper_people.of_first("name"),
    ("address_confirmation", "recipient"): paper_people.of_first("name"),
    ("address_confirmation", "address"): paper_people.of_first("address"),
    ("address_confirmation", "phone"): paper_people.of_first("phone"),
    ("payment_petition", "amount"): lambda source: _amount(paper_facts.owed(source)),
    ("aid_form", "stage"): paper_facts.stage,
    ("aid_form", "means"): lambda source: "exempt" if paper_facts.exemption(source) else None,
    ("aid_form", "exemption"): paper_facts.exemption,
    ("relief_form", "applicant"): paper_people.of_first("name"),
    ("emotion_record", "place"): lambda source: source.proceeding.agency.name,
    ("service_receipt", "unit"): KNOWN["issuer_name"],
    ("service_receipt", "place"): paper_facts.place_of_service,
    ("service_receipt", "served"): paper_facts.papers_served,
    ("service_receipt", "signer"): lambda source: str(source.letter.signer or ""),
    ("service_receipt", "server"): lambda source: source.by.display_name,
    ("service_receipt", "manner"): lambda source: source.letter.served_how,
    ("service_receipt", "received_at"): paper_facts.received_at,
    ("service_receipt", "proxy"): lambda source: source.letter.served_to,
    ("service_receipt", "witness"): paper_facts.proof_of_service,
    ("service_receipt", "post_number"): lambda source: source.letter.service.get("mail_number"),
    ("service_receipt", "electronic_address"): lambda source: source.letter.service.get("address"),
    ("reply_reminder", "unit"): _served_on,
    ("reply_opinion", "unit"): _served_on,
    ("reply_suggestion", "unit"): _served_on,
    ("intake_form", "matter"): lambda source: source.dispute.get_category_display(),
    ("intake_form", "summary"): _facts,
    ("intake_form", "amount"): lambda source: _amount(source.dispute.amount_claimed),
    ("intake_form", "decision"): paper_facts.decision,
    ("intake_form", "registrar"): lambda source: str(source.dispute.registered_by),
    ("intake_form", "registered_on"): lambda source: timezone.localtime(source.dispute.registered_at).date(),
    ("follow_up_record", "visited_on"): paper_facts.visit("visited_on"),
    ("follow_up_record", "manner"): paper_facts.visit_manner,
    ("follow_up_record", "satisfaction"): paper_facts.visit("satisfaction"),
    ("follow_up_record", "performed"): paper_facts.visit_performed,
    ("follow_up_record", "note"): paper_facts.visit("note"),
    ("follow_up_record", "visited"): paper_people.of_first("name"),
    ("closing_report", "applicant"): paper_people.applicants,
    ("closing_report", "summary"): _facts,
    ("closing_report", "work"): paper_facts.work_done,
    ("closing_report", "outcome"): paper_facts.outcome,
    ("closing_report", "result"): paper_facts.result,
    ("closing_report", "amount"): lambda source: _amount(paper_facts.agreed(source)),
    ("closing_report", "paid"): lambda source: _amount(paper_facts.received(source)),
}
