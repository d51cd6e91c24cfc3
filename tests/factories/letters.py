"""Letters in any state."""

from mediation.operations.letters import draft_letter
from tests import cast
from tests.factories.days import MONDAY, at, fresh, later, take
from tests.factories.disputes import make_dispute
from tests.factories.proceedings import serve
from tests.remembering import remembered

FOUND = "经查，你单位未按月足额支付2026年1月至2月的劳动报酬。"  # in words of its own, not those of the complaint
CONTENT = {
    "reminder": {
        "facts_found": FOUND,
        "legal_basis": ["《中华人民共和国劳动法》第五十条"],
        "demands": ["核对工资支付台账，按约定日期足额发放工资"],
    },
    "opinion": {
        "facts_found": FOUND,
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


@remembered
def draft(kind, dispute, on, *, by=None, **given):
    """A complete draft with two carded supervisors where the kind needs them."""
    by = by or dispute.handler or cast.city_mediator()
    return draft_letter(
        dispute, kind, by=by, at=at(on), supervisors=cast.supervisors(),
        content=CONTENT.get(kind, {}) | given.pop("content", {}), **given,
    )  # fmt: skip


@remembered
def submit(letter, on):
    return take(letter, "submit", letter.drafter, on)


@remembered
def approve(letter, on, *, by=None):
    return take(submit(letter, on), "approve", by or cast.reviewer(), on)


@remembered
def issue(letter, on, *, by=None):
    """Reviewed where its kind asks for it, then signed and printed."""
    if letter.row.reviewed:
        return take(approve(letter, on), "sign", by or cast.chair(), on)
    return take(letter, "sign", by or letter.drafter, on)


@remembered
def refuse_service(letter, on):
    return take(
        letter, "refuse_service", cast.city_mediator(), on, served_on=on, witness="社区干部", reason="拒绝签收。"
    )


@remembered
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
    "returned": lambda letter, on: take(
        submit(letter, on), "return_for_changes", cast.reviewer(), on, reason="条文有误。"
    ),
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
