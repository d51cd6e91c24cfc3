"""集体争议: fifty-two workers by spreadsheet, three dissenters, an agreement in shares, paid in two instalments."""

import io
from decimal import Decimal

import openpyxl
import pytest

from mediation import collective
from mediation.imports.columns import COLUMNS
from mediation.imports.roster import read_roster
from mediation.imports.tables import read_file
from mediation.integrity import violations
from mediation.operations.filing import split
from mediation.operations.mandates import record_consents
from mediation.operations.rosters import enrol
from mediation.operations.shares import Rule, divide, record_share_payments
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    draft,
    fresh,
    issue,
    later,
    make_dispute,
    mandate_of,
    mediation_of,
    serve,
    take,
)  # fmt: skip
from tests.journeys.story import acts
from tests.refusals import refused

pytestmark = pytest.mark.django_db
AMOUNT = Decimal("100000.01")


def workbook(*broken):
    """Fifty-two rows; those of the lines in `broken` have an impossible date."""
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.active.append([column.heading for column in COLUMNS])
    for line in range(2, 54):
        name = f"陈{chr(0x4E00 + line)}"
        hired = "2024-02-31" if line in broken else "2024-03-01"
        row = [name, "", f"138{line:08}", "缝纫工", hired, "枫桥镇", "是", "", "", "劳动报酬", "", 1000 + line]
        book.active.append(row)
    book.save(target)
    return read_roster(read_file(target.getvalue()))


def test_fifty_two_workers():
    mediator = cast.city_mediator()
    dispute = make_dispute("mediating", worker_count=53)
    first = workbook(7, 9)
    assert [row.line for row in first.faulty] == [7, 9]
    given = {"by": mediator, "at": at(later(MONDAY, 3)), "contained": True}
    done = enrol(dispute, first.entries, version=dispute.version, reason="名单。", **given)
    assert (done.added, done.claims) == (50, 50)
    dispute = fresh(dispute)
    again = enrol(dispute, workbook().entries, version=dispute.version, reason="更正。", **given)
    assert (again.added, again.amended) == (2, 0)
    dispute = fresh(dispute)
    assert (len(collective.workers(dispute)), dispute.worker_count) == (53, 53)
    assert dispute.amount_claimed == sum(1000 + line for line in range(2, 54))  # of which all claimed a part in common

    mandate_of(dispute, later(MONDAY, 4), number=3)
    dissenters = list(dispute.parties.filter(name__in=["陈丐", "陈丑", "陈与"]))
    assert len(dissenters) == 3
    willing = dispute.parties.filter(kind="worker").exclude(pk__in=[party.pk for party in dissenters])
    record_consents(
        dispute,
        willing,
        by=mediator,
        at=at(later(MONDAY, 5)),
        purpose="settle",
        given_on=later(MONDAY, 5),
        paper="同意书",
    )
    letter = issue(draft("agreement", dispute, later(MONDAY, 8), content={"amount": str(AMOUNT)}), later(MONDAY, 8))
    assert letter.content["worker"].endswith("等53人（名单附后）")
    assert len(letter.issued.facts["roster"]) == 54  # with the headings
    serve(letter, later(MONDAY, 9))
    half = Decimal("50000.00")
    terms = {
        "outcome": "agreement", "concluded_on": later(MONDAY, 10), "amount": AMOUNT,
        "applicant_signed_on": later(MONDAY, 9), "respondent_signed_on": later(MONDAY, 8),
        "mediator_signed_on": later(MONDAY, 10),
        "instalments": [
            {"due_on": later(MONDAY, 20), "amount": half, "what": "工资"},
            {"due_on": later(MONDAY, 40), "amount": AMOUNT - half, "what": "工资"},
        ],
    }  # fmt: skip
    with refused(*(f"{party.name} has consented (G9)" for party in collective.without_consent(dispute, "settle"))):
        take(mediation_of(dispute), "conclude", mediator, later(MONDAY, 10), **terms)
    dispute = fresh(dispute)
    child = split(
        dispute, dissenters, by=mediator, at=at(later(MONDAY, 10)), version=dispute.version, reason="不同意和解。"
    )
    assert (child.worker_count, child.claims.count()) == (3, 3)
    take(mediation_of(dispute), "conclude", mediator, later(MONDAY, 10), **terms)

    agreement = fresh(dispute).agreements.get()
    dispute = fresh(dispute)
    with refused("every worker has a claim of their own; not so: 蒋喆"):
        divide(agreement, Rule.CLAIMS, by=mediator, at=at(later(MONDAY, 11)))
    assert divide(agreement, Rule.EQUAL, by=mediator, at=at(later(MONDAY, 11))) == 50
    for day, instalment in zip((20, 40), agreement.instalments.all(), strict=True):
        payments = dict(instalment.shares.values_list("pk", "amount"))
        assert sum(payments.values()) == instalment.amount
        record_share_payments(
            instalment, payments, by=mediator, at=at(later(MONDAY, day)), paid_on=later(MONDAY, day), proof="签收表"
        )
    agreement.refresh_from_db()
    assert agreement.performed_on == later(MONDAY, 40)
    kinds = ("enrol", "give_mandate", "consent", "split", "divide", "record_shares")
    assert [act for act in acts(dispute) if act.split()[1] in kinds] == [
        "dispute enrol", "dispute enrol", "dispute give_mandate", "dispute consent", "dispute split",
        "proceeding divide", "proceeding record_shares", "proceeding record_shares",
    ]  # fmt: skip
    assert list(violations()) == []
