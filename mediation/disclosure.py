"""What of a case may be disclosed to an office, field by field, and the least that each purpose needs (PIPL 6, 23).

Mediation sessions and what was offered in them stand in no field: they never leave the union (民诉法解释 107).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation.deadline_rules.groups import LIMITATION
from mediation.machine import StrOrPromise
from mediation.masking import masked_id, masked_name, masked_phone

Row = tuple[str, str]  # whose, and what
PREVIEW = 60  # characters of a value beside its tick


class Sort(StrEnum):
    """How much a field says of a person (个人信息, 敏感个人信息)."""

    PLAIN = "plain"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Field:
    """One thing that can be disclosed; `rows` reads it from a dispute, `mask` hides it in the preview."""

    code: str
    label: StrOrPromise
    sort: Sort
    rows: Callable[[Any], list[Row]]
    mask: Callable[[str], str] | None = None
    identifies: bool = False  # tells who the workers are
    with_names: bool = False  # means nothing without the names


@dataclass(frozen=True)
class Shown:
    """A field with its present value."""

    field: Field
    rows: list[Row]


# Reading ----------------------------------------------------------------------------------------------------


def people(dispute: Any) -> list[Any]:
    """Applicants and third parties who are people."""
    return [row for row in dispute.parties.all() if row.role != "respondent" and row.kind != "employer"]


def spokespeople(dispute: Any) -> list[Any]:
    """The workers, of a collective dispute those who represent the others."""
    rows = people(dispute)
    return [row for row in rows if row.is_representative] or rows if dispute.is_collective else rows


def _money(amount: Any) -> str:
    return f"{amount:,.2f}" if amount else ""


def _of_workers(name: str) -> Callable[[Any], list[Row]]:
    return lambda dispute: [(row.name, getattr(row, name)) for row in spokespeople(dispute) if getattr(row, name)]


def _text(name: str) -> Callable[[Any], list[Row]]:
    return lambda dispute: [("", str(getattr(dispute, name)))] if getattr(dispute, name) else []


def _days(dispute: Any) -> list[Row]:
    rows = (
        (_("Dispute arose on"), dispute.occurred_on), (_("Knew of the violation on"), dispute.knew_on),
        (_("Employment ended on"), dispute.employment_ended_on),
    )  # fmt: skip
    return [(str(label), day.isoformat()) for label, day in rows if day]


def _employer(dispute: Any) -> list[Row]:
    return [("", " ".join(filter(None, (dispute.employer.name, dispute.employer.credit_code))))]


def _employer_contact(dispute: Any) -> list[Row]:
    found = dispute.employer
    rows = (
        (_("Address"), found.address), (_("Legal representative"), found.representative),
        (_("Contact person"), found.contact), (_("Phone number"), found.phone),
    )  # fmt: skip
    return [(str(label), value) for label, value in rows if value]


def _jobs(dispute: Any) -> list[Row]:
    rows = [(row.name, [row.job, row.hired_on.isoformat() if row.hired_on else ""]) for row in spokespeople(dispute)]
    return [(name, " · ".join(filter(None, parts))) for name, parts in rows if any(parts)]


def _roster(dispute: Any) -> list[Row]:
    own: dict[int, Any] = {}
    for claim in dispute.claims.all():
        if claim.party_id:
            own[claim.party_id] = own.get(claim.party_id, 0) + claim.amount
    return [(row.name, _money(own.get(row.pk))) for row in people(dispute)]


def _claims(dispute: Any) -> list[Row]:
    """A claim of one worker is told without the name, which stands in the roster."""
    return [("", " ".join(filter(None, (row.text, _money(row.amount))))) for row in dispute.claims.all()]


def _groups(dispute: Any) -> list[Row]:
    return [(row.name, "、".join(row.group_labels())) for row in spokespeople(dispute) if row.groups]


def _agreement(dispute: Any) -> list[Row]:
    rows: list[Row] = []
    for row in dispute.agreements.all():
        if row.breached_on is None:
            rows.append((row.effective_on.isoformat(), _money(row.amount)))
            lines = row.instalments.all()
            rows += [(line.due_on.isoformat(), f"{_money(line.amount)} {line.what}".strip()) for line in lines]
    return rows


def _outcome(dispute: Any) -> list[Row]:
    rows = [row for row in dispute.proceedings.all() if row.kind == "union_mediation" and row.ended_on]
    return [(row.ended_on.isoformat(), row.outcome_label or str(row.get_state_display())) for row in rows]


def _letters(dispute: Any) -> list[Row]:
    rows = [row for row in dispute.letters.all() if row.served_on and row.number]
    return [(row.number, f"{row.get_kind_display()} {row.served_on.isoformat()}") for row in rows]


def _limitation(dispute: Any) -> list[Row]:
    rows = [row for row in dispute.deadlines.all() if row.rule in LIMITATION and row.status == "open"]
    return [(str(row.law.label), row.due_on.isoformat()) for row in rows]


def _short(text: str) -> str:
    return text[:6] + "…" if len(text) > 6 else text


def _hidden(text: str) -> str:
    return "***" if text else ""


# The fields -------------------------------------------------------------------------------------------------

_FIELDS = (
    Field("number", _("Case number"), Sort.PLAIN, _text("number")),
    Field("category", _("Dispute type"), Sort.PLAIN, lambda dispute: [("", str(dispute.get_category_display()))]),
    Field("request", _("Asked of the union"), Sort.PLAIN, lambda dispute: [("", str(dispute.get_request_display()))]),
    Field("employer", _("Employer"), Sort.PLAIN, _employer),
    Field("employer_contact", _("Address and contact of the employer"), Sort.PERSONAL, _employer_contact, _short),
    Field("summary", _("Summary"), Sort.PLAIN, _text("summary")),
    Field("facts", _("Facts"), Sort.PERSONAL, _text("facts")),
    Field("days", _("Days of the dispute"), Sort.PLAIN, _days),
    Field("claims", _("Claims"), Sort.PLAIN, _claims),
    Field("amount", _("Amount claimed (yuan)"), Sort.PLAIN,
        lambda dispute: [("", _money(dispute.amount_claimed))] if dispute.amount_claimed else []),
    Field("workers", _("Workers concerned"), Sort.PLAIN, lambda dispute: [("", str(dispute.worker_count))]),
    Field("applicants", _("Names of the workers, or of their representatives"), Sort.PERSONAL,
        lambda dispute: [("", row.name) for row in spokespeople(dispute)], masked_name, identifies=True),
    Field("ids", _("ID numbers"), Sort.SENSITIVE, _of_workers("id_number"), masked_id, True, True),
    Field("phones", _("Phone numbers"), Sort.PERSONAL, _of_workers("phone"), masked_phone, True, True),
    Field("addresses", _("Addresses"), Sort.PERSONAL, _of_workers("address"), _short, True, True),
    Field("jobs", _("Jobs and days of hiring"), Sort.PERSONAL, _jobs, None, True, True),
    Field("agents", _("Agents"), Sort.PERSONAL, _of_workers("agent"), masked_name, True, True),
    Field("groups", _("Special groups"), Sort.SENSITIVE, _groups, _hidden, True, True),
    Field("roster", _("Roster of all workers with their amounts"), Sort.PERSONAL, _roster, None, True, True),
    Field("agreement", _("Agreement and its instalments"), Sort.PERSONAL, _agreement),
    Field("outcome", _("Outcome of mediation, nothing of what was offered"), Sort.PLAIN, _outcome),
    Field("letters", _("Letters served"), Sort.PLAIN, _letters),
    Field("limitation", _("Last safe day of the claim"), Sort.PLAIN, _limitation),
)  # fmt: skip
FIELDS: dict[str, Field] = {row.code: row for row in _FIELDS}
ALWAYS = ("number", "category")  # without them the office could not name the case


def in_order(codes: Iterable[str]) -> list[str]:
    """The known ones of the codes with those that always go, in the order of the table."""
    wanted = {*ALWAYS, *codes}
    return [code for code in FIELDS if code in wanted]


def shown(dispute: Any, codes: Iterable[str]) -> list[Shown]:
    """The fields with their values; free text loses the names of workers whose names are not disclosed."""
    codes = set(codes)
    names = set() if codes & {"applicants", "roster"} else {row.name for row in people(dispute) if len(row.name) > 1}
    return [
        Shown(row, [(_without(names, whose), _without(names, what)) for whose, what in row.rows(dispute)])
        for row in _FIELDS
        if row.code in codes
    ]


def _without(names: set[str], text: str) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, masked_name(name))
    return text


def preview(dispute: Any, field: Field) -> str:
    """The present value, masked and cut, for who chooses what goes."""
    parts = []
    for whose, what in field.rows(dispute)[:3]:
        named = masked_name(whose) if field.with_names else whose
        parts.append(" ".join(filter(None, (named, field.mask(what) if field.mask else what))))
    text = "; ".join(parts)
    return text[:PREVIEW] + "…" if len(text) > PREVIEW else text
