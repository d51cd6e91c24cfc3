"""Cases and letters in any state, made by taking the real steps as the right people. Times are passed in as days.

`on` is the day a life begins; the steps that lead to the wanted state follow on the days after it.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

from mediation.letters import AFTER_ISSUE, EDITABLE
from mediation.models import Dispute, Letter, Proceeding
from mediation.operations.filing import Filing, register
from mediation.operations.letters import draft_letter, edit_letter
from mediation.operations.proceedings import prepare, record_performance
from mediation.operations.steps import take_step
from mediation.proceeding_kinds import KINDS
from tests import cast

MONDAY = date(2026, 3, 2)  # no holiday of 2026 for a month
SHANGHAI = ZoneInfo("Asia/Shanghai")
CLAIMED = Decimal("18600.00")


def at(day, hour=10):
    """The instant of that hour in Shanghai."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def later(day, days):
    return day + timedelta(days=days)


def take(subject, verb, by, on, **answers):
    """`take_step` on a day."""
    return take_step(subject, verb, by=by, at=at(on), **answers)


def fresh(row):
    """The row as the database has it now."""
    return type(row).objects.get(pk=row.pk)


# Disputes ---------------------------------------------------------------------------------------------------


def filing(on=MONDAY, *, workers=("蒋喆",), groups=(), employer=None, **fields):
    """What intake writes down for a wage case of these workers."""
    employer = employer or cast.employer()
    values = {
        "request": "mediation", "channel": "walk_in", "received_on": on, "category": "01", "relation": "labour",
        "summary": "拖欠两个月工资", "facts": "用人单位未按约定日期支付2026年1月至2月的工资。",
        "occurred_on": later(on, -30), "knew_on": later(on, -30), "employment_ended_on": later(on, -10),
        "worker_count": len(workers), "employer": employer,
    }  # fmt: skip
    applicants = [
        {"role": "applicant", "kind": "worker", "name": name, "groups": list(groups), "is_representative": index < 3 < len(workers)}
        for index, name in enumerate(workers)
    ]  # fmt: skip
    respondent = {"role": "respondent", "kind": "employer", "name": employer.name, "employer": employer}
    claims = [{"category": "01", "text": "支付拖欠的工资", "amount": CLAIMED}]
    return Filing(values | fields, [*applicants, respondent], claims)


def register_dispute(on=MONDAY, *, holder=None, by=None, **given):
    """A case just registered; `given` are fields of the dispute, `workers`, `groups` or `employer`."""
    holder = holder or cast.city()
    by = by or mediator_of(holder)
    return register(filing(on, **given), holder=holder, by=by, at=at(on), key=uuid4())


def mediator_of(holder):
    """The mediator of the cast in this union."""
    people = {
        cast.city().pk: cast.city_mediator,
        cast.town().pk: cast.town_mediator,
        cast.other_town().pk: cast.other_town_mediator,
        cast.enterprise().pk: cast.enterprise_mediator,
    }
    return people[holder.pk]()


def make_dispute(state="registered", *, on=MONDAY, holder=None, by=None, handler=None, **given):
    """A case in this state of the dispute machine; the days it takes are those of the makers below."""
    holder = holder or cast.city()
    handler = handler or mediator_of(holder)
    dispute = register_dispute(on, holder=holder, by=by or handler, **_with_groups(state, given))
    return fresh(_MAKERS[state](dispute, handler, on) or dispute)


def _with_groups(state, given):
    return {"groups": ["migrant"], **given} if state == "at_procuratorate" else given


def return_dispute(dispute, handler, on):
    return take(
        dispute, "return_for_completion", cast.reviewer(), later(on, 1),
        missing_items="身份证复印件\n劳动合同", complete_by=later(on, 8),
    )  # fmt: skip


def decline_dispute(dispute, handler, on):
    return take(
        dispute, "decline", cast.reviewer(), later(on, 1), decline_reason="not_labour", reason="双方系承揽关系。"
    )


def accept_dispute(dispute, handler, on):
    """Accepted the day after registration."""
    return take(dispute, "accept", cast.reviewer(), later(on, 1), handler=handler)


def mediate_dispute(dispute, handler, on):
    """Mediation is open two days after registration."""
    dispute = accept_dispute(dispute, handler, on)
    open_mediation(dispute, handler, later(on, 1), later(on, 2))
    return dispute


def agree_dispute(dispute, handler, on):
    """The agreement takes effect eight days after registration."""
    dispute = mediate_dispute(dispute, handler, on)
    reach_agreement(mediation_of(dispute), handler, later(on, 8))
    return dispute


def fail_dispute(dispute, handler, on):
    """Mediation ends without agreement eight days after registration."""
    dispute = mediate_dispute(dispute, handler, on)
    take(mediation_of(dispute), "conclude", handler, later(on, 8), outcome="disagreement", concluded_on=later(on, 8))
    return dispute


def inspect_dispute(dispute, handler, on):
    """The inspection has the case three days after registration."""
    dispute = accept_dispute(dispute, handler, on)
    file_proceeding(dispute, "inspection", cast.inspection(), handler, later(on, 3))
    return dispute


def confirm_dispute(dispute, handler, on):
    """Judicial confirmation is applied for ten days after registration."""
    dispute = agree_dispute(dispute, handler, on)
    file_proceeding(dispute, "judicial_confirmation", cast.court(), handler, later(on, 10))
    return dispute


def support_dispute(dispute, handler, on):
    """The procuratorate is asked for support ten days after registration."""
    dispute = fail_dispute(dispute, handler, on)
    file_proceeding(dispute, "support_for_prosecution", cast.procuratorate(), handler, later(on, 10))
    return dispute


def suspend_dispute(dispute, handler, on):
    """Suspended four days after registration, in mediation."""
    dispute = mediate_dispute(dispute, handler, on)
    return take(dispute, "suspend", handler, later(on, 4), reason="等待工伤认定结论。")


def close_dispute(dispute, handler, on):
    """Performed and closed fifteen days after registration."""
    dispute = agree_dispute(dispute, handler, on)
    perform(dispute, handler, later(on, 12))
    finish_papers(dispute, handler, later(on, 13))
    return take(dispute, "close", handler, later(on, 15), outcome="R01")


def archive_dispute(dispute, handler, on):
    dispute = close_dispute(dispute, handler, on)
    return take(dispute, "archive", cast.archivist(), later(on, 20), volume_complete=True, redaction_done=True)


_MAKERS = {
    "registered": lambda dispute, handler, on: None,
    "returned": return_dispute,
    "declined": decline_dispute,
    "accepted": accept_dispute,
    "mediating": mediate_dispute,
    "agreed": agree_dispute,
    "unresolved": fail_dispute,
    "at_hr": inspect_dispute,
    "at_court": confirm_dispute,
    "at_procuratorate": support_dispute,
    "suspended": suspend_dispute,
    "closed": close_dispute,
    "archived": archive_dispute,
}


# Proceedings ------------------------------------------------------------------------------------------------


def papers_of(kind):
    """Every paper the kind requires."""
    return [paper.code for paper in KINDS[kind].papers]


def prepare_proceeding(dispute, kind, agency, by, on, *, basis="", **given):
    basis = basis or next((option.code for option in KINDS[kind].bases), "")
    return prepare(dispute, kind, by=by, at=at(on), agency=agency, basis=basis, **given)


def file_proceeding(dispute, kind, agency, by, on, **given):
    """Prepared and filed on one day, papers complete."""
    proceeding = prepare_proceeding(dispute, kind, agency, by, on, **given)
    return take(proceeding, "file", by, on, filed_on=on, papers=papers_of(kind))


def open_mediation(dispute, by, asked_on, opened_on):
    """Both sides consent."""
    proceeding = prepare_proceeding(dispute, "union_mediation", dispute.holder, by, asked_on)
    return take(proceeding, "accept", by, opened_on, accepted_on=opened_on, papers=papers_of("union_mediation"))


def mediation_of(dispute):
    """The latest union mediation of the case."""
    return Proceeding.objects.filter(dispute=dispute, kind="union_mediation").latest("pk")


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
            {"due_on": later(on, 10 * (index + 1)), "amount": part, "what": "工资"} for index, part in enumerate(amounts)
        ], **answers,
    )  # fmt: skip


def perform(dispute, by, on):
    """Every instalment of the agreement in force is paid."""
    for agreement in dispute.agreements.filter(breached_on__isnull=True):
        for row in agreement.instalments.filter(paid_on__isnull=True):
            record_performance(row, by=by, at=at(on), paid_on=on, paid_amount=row.amount, proof="银行回单")


# Letters ----------------------------------------------------------------------------------------------------

CONTENT = {
    "reminder": {
        "legal_basis": ["《中华人民共和国劳动法》第五十条"],
        "demands": ["核对工资支付台账，按约定日期足额发放工资"],
    },
    "opinion": {
        "legal_basis": ["《中华人民共和国劳动法》第五十条"],
        "demands": ["足额支付拖欠的劳动报酬，并将支付凭证报我会备查"],
    },
    "suggestion": {"demands": ["立案调查，责令限期支付"]},
    "clue_transfer": {
        "workers_concerned": "外来务工职工", "demands": ["依法支持职工提起民事诉讼"],
        "legal_basis": ["《中华人民共和国民事诉讼法》第十五条"],
    },
    "agreement": {
        "terms": ["支付拖欠的工资"], "perform_by": "2026-03-31", "performance": "转账",
    },
}  # fmt: skip


def draft(kind, dispute, on, *, by=None, **given):
    """A complete draft with two carded supervisors where the kind needs them."""
    by = by or dispute.handler or cast.city_mediator()
    return draft_letter(
        dispute, kind, by=by, at=at(on), supervisors=cast.supervisors(),
        content=CONTENT.get(kind, {}) | given.pop("content", {}), **given,
    )  # fmt: skip


def submit(letter, on):
    return take(letter, "submit", letter.drafter, on)


def approve(letter, on, *, by=None):
    return take(submit(letter, on), "approve", by or cast.reviewer(), on)


def issue(letter, on, *, by=None):
    """Reviewed where its kind asks for it, then signed and printed."""
    if letter.row.reviewed:
        return take(approve(letter, on), "sign", by or cast.chair(), on)
    return take(letter, "sign", by or letter.drafter, on)


def serve(letter, on, *, by=None):
    return take(
        letter, "serve", by or letter.dispute.handler or cast.city_mediator(), on,
        served_on=on, served_how="direct", served_to="前台",
    )  # fmt: skip


def refuse_service(letter, on):
    return take(
        letter, "refuse_service", cast.city_mediator(), on, served_on=on, witness="社区干部", reason="拒绝签收。"
    )


def make_letter(kind, state="draft", *, dispute=None, on=None, agency=None, **given):
    """A letter in this state, in the case given or in one just accepted; each act takes place on the day `on`.

    An answer comes three days later, verification seven, and the silence of an unanswered letter is noted in a month.
    """
    dispute = dispute or make_dispute("accepted")
    on = on or later(dispute.accepted_on or MONDAY, 1)
    letter = draft(kind, dispute, on, agency=agency, **given)
    return fresh(_LETTER_MAKERS[state](letter, on) or letter)


def _verify(letter, on, corrected=True):
    answered = take(
        serve(issue(letter, on), on), "answer_letter", cast.city_mediator(), later(on, 3),
        answered_on=later(on, 3), answer="已支付工资。",
    )  # fmt: skip
    return take(
        answered, "verify", cast.city_mediator(), later(on, 7),
        verified_on=later(on, 7), corrected=corrected, verification="现场核查。",
    )  # fmt: skip


_LETTER_MAKERS = {
    "draft": lambda letter, on: None,
    "in_review": submit,
    "returned": lambda letter, on: take(submit(letter, on), "return_for_changes", cast.reviewer(), on, reason="条文有误。"),
    "approved": approve,
    "issued": issue,
    "served": lambda letter, on: serve(issue(letter, on), on),
    "service_refused": lambda letter, on: refuse_service(issue(letter, on), on),
    "answered": lambda letter, on: take(
        serve(issue(letter, on), on), "answer_letter", cast.city_mediator(), later(on, 3),
        answered_on=later(on, 3), answer="正在整改。",
    ),
    "unanswered": lambda letter, on: take(
        serve(issue(letter, on), on), "mark_unanswered", cast.city_mediator(), later(on, 30)
    ),
    "verified": _verify,
    "withdrawn": lambda letter, on: take(issue(letter, on), "withdraw", cast.chair(), on, reason="制发有误。"),
    "superseded": lambda letter, on: issue(
        draft(letter.kind, letter.dispute, on, replaces=issue(letter, on), agency=letter.agency), on
    ).replaces,
}  # fmt: skip


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


def acts(dispute):
    """The acts of the case in order, as (machine, verb) in words: "dispute accept"."""
    return [f"{event.subject} {event.kind}" for event in Dispute.objects.get(pk=dispute.pk).events.order_by("number")]
