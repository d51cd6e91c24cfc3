"""Proceedings, agreements and the papers that steps bring with them."""

from decimal import Decimal

from mediation.letters import AFTER_ISSUE, EDITABLE
from mediation.models import Letter, Proceeding
from mediation.operations.letters import draft_letter, edit_letter
from mediation.operations.performance import record_performance
from mediation.operations.proceedings import prepare
from mediation.proceeding_kinds import KINDS
from tests import cast
from tests.factories.days import at, later, take
from tests.remembering import remembered

CLAIMED = Decimal("18600.00")
AWARD_ITEMS = [{"what": "支付拖欠的工资", "kind": "remuneration", "amount": CLAIMED}]  # by itself a final award
AWARD_NOT_FINAL = [*AWARD_ITEMS, {"what": "继续履行劳动合同", "kind": "other", "amount": Decimal("0.00")}]


def papers_of(kind):
    """Every paper the kind requires."""
    return [paper.code for paper in KINDS[kind].papers]


def facts_of(kind, basis="", on=None, verb="file"):
    """Answers to the questions of the kind that open the way."""
    given = {
        question.code: _answer(question, on)
        for question in KINDS[kind].questions_at(verb, basis or _first_basis(kind))
        if not question.optional
    }
    return {"facts": given} if given else {}


def _answer(question, on):
    plain = {"money": "1800.00", "text": "（2026）浙06民申12号", "date": str(on)}
    return (*question.must, *(option.code for option in question.choices), plain.get(question.asks))[0]


def _first_basis(kind):
    return next((option.code for option in KINDS[kind].bases), "")


@remembered
def prepare_proceeding(dispute, kind, agency, by, on, *, basis="", **given):
    basis = basis or _first_basis(kind)
    return prepare(dispute, kind, by=by, at=at(on), agency=agency, basis=basis, **given)


@remembered
def file_proceeding(dispute, kind, agency, by, on, **given):
    """Prepared and filed on one day, papers complete."""
    proceeding = prepare_proceeding(dispute, kind, agency, by, on, **given)
    return take(proceeding, "file", by, on, filed_on=on, papers=papers_of(kind), **facts_of(kind, proceeding.basis))


@remembered
def open_mediation(dispute, by, asked_on, opened_on):
    """Both sides consent."""
    proceeding = prepare_proceeding(dispute, "union_mediation", dispute.holder, by, asked_on)
    return take(proceeding, "accept", by, opened_on, accepted_on=opened_on, papers=papers_of("union_mediation"))


def mediation_of(dispute):
    """The latest union mediation of the case."""
    return Proceeding.objects.filter(dispute=dispute, kind="union_mediation").latest("pk")


@remembered
def reach_agreement(mediation, by, on, *, amount=CLAIMED, parts=1, **answers):
    """The agreement is printed, signed by all on one day, payable in `parts` every tenth day."""
    terms = {
        "terms": ["支付拖欠的工资"], "amount": str(amount), "perform_by": later(on, 10 * parts).isoformat(),
        "performance": "转账至职工工资账户", "facts_found": "用人单位拖欠工资。",
    }  # fmt: skip
    letter = draft_letter(mediation.dispute, "agreement", by=by, at=at(on), content=terms)
    take(letter, "sign", by, on)
    share = (amount / parts).quantize(Decimal("0.01"))
    amounts = [share] * (parts - 1) + [amount - share * (parts - 1)]
    return take(
        mediation, "conclude", by, on, outcome="agreement", concluded_on=on, amount=amount, applicant_signed_on=on,
        respondent_signed_on=on, mediator_signed_on=on,
        instalments=[
            {"due_on": later(on, 10 * (index + 1)), "amount": part, "what": "工资"}
            for index, part in enumerate(amounts)
        ], **answers,
    )  # fmt: skip


@remembered
def perform(dispute, by, on):
    """Every instalment of the agreement in force is paid."""
    for agreement in dispute.agreements.filter(breached_on__isnull=True):
        for row in agreement.instalments.filter(paid_on__isnull=True):
            record_performance(row, by=by, at=at(on), paid_on=on, paid_amount=row.rest, proof="银行回单")


@remembered
def serve(letter, on, *, by=None):
    return take(
        letter, "serve", by or letter.dispute.handler or cast.city_mediator(), on,
        served_on=on, served_how="direct", served_to="前台",
    )  # fmt: skip


@remembered
def finish_papers(dispute, by, on):
    """Sign and serve what the steps drafted, so that the case can close; fills what only a person knows."""
    for letter in Letter.objects.filter(dispute=dispute, state__in=(*EDITABLE, *AFTER_ISSUE)).order_by("pk"):
        if letter.row.reviewed:
            continue
        if letter.state in EDITABLE:
            missing = {finding.field: _FILLED[finding.field] for finding in letter.findings()}
            if missing:
                letter = edit_letter(letter, {**letter.content, **missing}, by=by, at=at(on))
            letter = take(letter, "sign", by, on)
        if letter.state == "issued":
            serve(letter, on, by=by)


_FILLED = {"limitation_date": "2027-01-31", "complete_by": "2026-03-31", "phone": "0575-87012351"}
