"""Hand-overs in any state."""

from mediation.operations.hand_overs import send_hand_over
from mediation.purposes import PURPOSES, usual
from tests import cast
from tests.factories.days import at, fresh, later, take
from tests.remembering import remembered

PAPER = "个人信息提供同意书（2026-03-02签名）"


@remembered
def hand_over(dispute, on, *, aim="other", agency=None, by=None, **given):
    """Sent to an office for the aim, with the fields and on the ground that it starts from."""
    fields, ground = usual(aim)
    given = {
        "aim": aim, "purpose": PURPOSES[aim].chinese, "fields": fields, "ground": ground,
        "consent_paper": PAPER if ground == "consent" else "", **given,
    }  # fmt: skip
    return send_hand_over(dispute, agency or cast.justice(), by=by or cast.city_mediator(), at=at(on), **given)


@remembered
def accept_hand_over(row, on, *, by=None):
    return take(row, "accept", by or cast.justice_liaison(), on, accepted_on=on)


@remembered
def return_hand_over(row, on, *, by=None, reason="不属于本单位管辖。", **answers):
    return take(row, "return_papers", by or cast.justice_liaison(), on, returned_on=on, reason=reason, **answers)


@remembered
def answer_hand_over(row, on, *, by=None):
    return take(
        row, "record_result", by or cast.justice_liaison(), on, answered_on=on, result="已立案调查。",
        result_paper="诸司〔2026〕3号",
    )  # fmt: skip


@remembered
def withdraw_hand_over(row, on, *, by=None):
    return take(row, "withdraw", by or cast.city_mediator(), on, withdrawn_on=on, reason="双方已和解。")


_MAKERS = {
    "sent": lambda row, on: row,
    "accepted": accept_hand_over,
    "returned": return_hand_over,
    "answered": answer_hand_over,
    "withdrawn": withdraw_hand_over,
}


@remembered
def make_hand_over(state, dispute, on, **given):
    """A hand-over in the state; what led there took place the day after it was sent."""
    row = hand_over(dispute, on, **given)
    return fresh(_MAKERS[state](row, later(on, 1)))
