"""What the case already knows of a letter: the first content of a draft. In Chinese, as letters are."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from documents.fields import kept
from documents.kinds import KINDS
from mediation.classification import Category, Channel
from mediation.deadline_rules.groups import LIMITATION, MEDIATION
from mediation.lawbook.numerals import chinese
from mediation.letters import State
from mediation.lifecycle import local_day
from mediation.models import Claim, Deadline, Dispute, Letter, User
from mediation.models.calendar import rules_on
from mediation.models.written_queries import WrittenQuery
from mediation.operations import agreement_content, clue_content
from mediation.operations.legal_basis import legal_basis
from mediation.operations.letter_terms import (
    ARTICLE_17,
    CHANNELS,
    DECLINES,
    FAILED,
    MATTERS,
    ROUTE_TAKEN,
    ROUTES,
    UNITS,
)

_CLOCKS = WrittenQuery(
    lambda case: Deadline.objects.open().filter(dispute=case).order_by().values_list("rule", "due_on"), {"case": -1}
)
GROUND_CODES = {
    State.SERVICE_REFUSED: "refused",
    State.UNANSWERED: "no_answer",
    State.VERIFIED: "not_corrected",
}


def prefill(letter: Letter, by: User, answers: dict[str, Any] | None = None) -> dict[str, Any]:
    """The content of a new draft: defaults of the kind, the union's contact, and what the case knows."""
    kind = KINDS[letter.kind]
    content = {field.name: field.default for field in kind.fields if field.default is not None}
    content |= {"contact": by.display_name, "phone": letter.issuer.phone}
    content |= _PREFILLS[letter.kind](letter, answers or {})
    names = {field.name for field in kind.fields}
    return {name: kept(value) for name, value in content.items() if name in names and value not in (None, "", [])}


def applicant_words(dispute: Dispute) -> str:
    """张三, or 张三等150人 for a group."""
    names = [party.name for party in dispute.people if party.role == "applicant"]
    first = names[0] if names else ""
    words = f"{first}等{dispute.worker_count}人" if dispute.worker_count > 1 else first
    return words + (agreement_content.LISTED if len(names) > agreement_content.MOST_NAMES else "")


def _to_applicant(letter: Letter) -> dict[str, Any]:
    dispute = letter.dispute
    return {
        "addressee": applicant_words(dispute), "respondent": dispute.employer.name,
        "matter": MATTERS[Category(dispute.category)] + "争议", "applied_on": dispute.received_on,
    }  # fmt: skip


def _matter_source(dispute: Dispute) -> str:
    """How the union learnt of what, as a whole sentence without its full stop; no worker is named."""
    known = MATTERS[Category(dispute.category)] if dispute.category != Category.OTHER else "劳动用工"
    return f"{CHANNELS[Channel(dispute.channel)]}，你单位在{known}方面存在需要关注的问题"


def groups_of(dispute: Dispute) -> set[str]:
    people = [party for party in dispute.people if party.role == "applicant"]
    return {group for party in people for group in party.groups_on(dispute.received_on)}


def _to_employer(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    """Without the facts: those of the case are the complainant's own words, and tell the employer who it is."""
    dispute = letter.dispute
    return {
        "addressee": dispute.employer.name, "matter_source": _matter_source(dispute),
        "legal_basis": legal_basis(dispute.category, groups_of(dispute)),
    }  # fmt: skip


def _suggestion(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    opinion, dispute = letter.ground, letter.dispute
    content: dict[str, Any] = {
        "addressee": letter.agency.name if letter.agency else "", "employer": dispute.employer.name,
        "facts_found": dispute.facts,
    }  # fmt: skip
    if opinion is not None:
        content |= {
            "opinion_number": opinion.number, "opinion_served_on": opinion.served_on,
            "ground": GROUND_CODES.get(State(opinion.state), ""), "history": opinion.answer or opinion.verification,
            "facts_found": opinion.content.get("facts_found", dispute.facts),
            "legal_basis": opinion.content.get("legal_basis"),
        }  # fmt: skip
    return content


def _clue(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    dispute = letter.dispute
    known, clue = _suggestion(letter, answers), clue_content.clue(dispute, local_day(letter.drafted_at))
    law = known.get("legal_basis") or legal_basis(dispute.category, groups_of(dispute))
    return {**known, **clue, "legal_basis": [*law, *clue["legal_basis"]]}


def _acceptance(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    dispute = letter.dispute
    mediator = answers.get("handler") or dispute.handler or answers.get("by")
    return {
        **_to_applicant(letter), "accepted_on": dispute.accepted_on,
        "mediators": [mediator.display_name] if mediator else [], "ends_on": _ends_on(dispute, ["M3"]),
    }  # fmt: skip


def _non_acceptance(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    told = DECLINES.get(letter.dispute.outcome_detail, "")
    reason = "\n".join(part for part in (told, answers.get("reason", "")) if part)
    return {**_to_applicant(letter), "reason": reason, "legal_basis": ARTICLE_17, "routes": ROUTES}


def _completion(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    return {
        **_to_applicant(letter), "missing_items": letter.dispute.missing_items.splitlines(),
        "complete_by": answers.get("complete_by"),
    }  # fmt: skip


def _mediation_end(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    outcome = "refused" if answers.get("refused_on") else str(answers.get("outcome", ""))
    told = ROUTE_TAKEN if answers.get("filed_on") else FAILED.get(outcome, "")
    reason = "\n".join(part for part in (told, answers.get("reason", "")) if part)
    return {
        **_to_applicant(letter), "ended_on": answers.get("today"), "reason": reason,
        "limitation_date": _ends_on(letter.dispute, LIMITATION),
    }  # fmt: skip


def _agreement(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    dispute = letter.dispute
    mediator = dispute.handler or letter.drafter
    return {
        "worker": agreement_content.worker_words(dispute), "employer": dispute.employer.name,
        "worker_details": agreement_content.worker_particulars(dispute),
        "employer_details": agreement_content.employer_particulars(dispute),
        "matter": MATTERS[Category(dispute.category)], "facts_found": dispute.facts,
        "mediators": [mediator.display_name], "copies": agreement_content.copies(dispute),
        **_within(letter, review_within="A1", confirm_within="A3"),
    }  # fmt: skip


def _to_both(letter: Letter) -> dict[str, Any]:
    dispute = letter.dispute
    applicant, employer = applicant_words(dispute), dispute.employer.name
    mediator = dispute.handler or letter.drafter
    return {
        **_to_applicant(letter), "addressee": f"{applicant}、{employer}", "applicant": applicant,
        "mediators": [mediator.display_name],
    }  # fmt: skip


def _rights(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    within = _within(letter, review_within="A1", confirm_within="A3", limitation_period="B1")
    return {**_to_both(letter), "ends_on": _ends_on(letter.dispute, MEDIATION), **within}


def _ends_on(dispute: Dispute, rules: Collection[str]) -> date | None:
    """The day on which the first of these clocks that run ends."""
    return min((due_on for rule, due_on in _CLOCKS.ask(case=dispute.pk) if rule in rules), default=None)


def _within(letter: Letter, **codes: str) -> dict[str, str]:
    """The length of each rule in words, as it is in force on the day of the draft: 十五日."""
    rules = rules_on(local_day(letter.drafted_at))
    return {name: chinese(rules[code].length) + UNITS[rules[code].unit] for name, code in codes.items()}


def _inquiry(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    return {**_to_both(letter), "addressee": letter.dispute.employer.name, "claims": claim_words(letter.dispute)}


def _mediators_opinion(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    dispute = letter.dispute
    ended = [row for row in dispute.proceedings.all() if row.kind == "union_mediation" and row.ended_on]
    return {
        **_to_both(letter), "facts_found": dispute.facts,
        "reason": FAILED.get("refused" if ended[-1].state == "refused" else ended[-1].outcome, "") if ended else "",
        "legal_basis": legal_basis(dispute.category, groups_of(dispute)),
        "limitation_date": _ends_on(dispute, LIMITATION),
    }  # fmt: skip


def claim_words(dispute: Dispute, claims: Iterable[Claim] | None = None) -> list[str]:
    """Each claim with its amount; of a large group the common ones, and what each asks for besides in a line."""
    rows = list(dispute.claims.all() if claims is None else claims)
    if len(rows) > agreement_content.MOST_NAMES:
        own = [row for row in rows if row.party_id is not None]
        rest = [_claim(row.text, row.amount) for row in rows if row.party_id is None][: agreement_content.MOST_NAMES]
        total = sum((row.amount for row in own), Decimal("0.00"))
        return rest + ([_claim("支付各申请人各自请求的款项（见职工名单）", total)] if own else [])
    return [_claim(row.text, row.amount) for row in rows]


def _claim(text: str, amount: Decimal) -> str:
    words, sum_of_money = text.rstrip("。；;，, "), f"{amount:,.2f}元"
    is_named = sum_of_money in words or f"{amount:.2f}元" in words or f"{amount.normalize():f}元" in words
    if is_named or not amount:
        return words
    return words + ("，合计" if words.endswith("元") else "") + sum_of_money


_PREFILLS: dict[str, Callable[[Letter, dict[str, Any]], dict[str, Any]]] = {
    "reminder": _to_employer,
    "opinion": _to_employer,
    "suggestion": _suggestion,
    "clue_transfer": _clue,
    "acceptance_notice": _acceptance,
    "non_acceptance_notice": _non_acceptance,
    "completion_notice": _completion,
    "mediation_end_notice": _mediation_end,
    "agreement": _agreement,
    "rights_notice": _rights,
    "inquiry": _inquiry,
    "mediation_opinion": _mediators_opinion,
}
