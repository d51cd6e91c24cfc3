"""Stories of cases handed to an office: waiting, silent, sent back, answered, answered through a link."""

from collections.abc import Iterable
from datetime import timedelta

from mediation.demo.clock import Story
from mediation.demo.life import Life
from mediation.demo.mediations import opening
from mediation.demo.proceedings import LIAISONS
from mediation.hand_overs import Ground
from mediation.models import HandOver
from mediation.operations.hand_overs import send_hand_over
from mediation.operations.links import create_link, office_user, open_link
from mediation.purposes import PURPOSES, usual

CONSENT = "个人信息提供同意书（本人签名）"


def handed(life: Life, aim: str, partner: str, follows: HandOver | None = None) -> HandOver:
    """Sent now to an office with what the purpose needs, on the ground it starts from."""
    fields, ground = usual(aim)
    return send_hand_over(
        life.dispute, life.world.partner(partner), aim=aim, purpose=PURPOSES[aim].chinese, ground=ground,
        follows=follows, fields=fields, by=life.handler, at=life.now,
        consent_paper=CONSENT if ground == Ground.CONSENT else "",
    )  # fmt: skip


def returned(life: Life, parcel: HandOver, partner: str, reason: str, asked: Iterable[str] = ()) -> HandOver:
    by = life.world.who(LIAISONS[partner])
    return life.take(parcel, "return_papers", by, returned_on=life.today, reason=reason, asked=list(asked))


def waiting(life: Life, aim: str, partner: str) -> Story:
    """Sent; the office has not said a word. After five working days it is silent beyond the limit."""
    yield from opening(life)
    yield 1
    handed(life, aim, partner)


def with_link(life: Life) -> Story:
    """An office without an account has a link that it has not opened yet."""
    yield from opening(life)
    yield 1
    parcel = handed(life, "safety", "EMER")
    create_link(parcel, by=life.handler, at=life.now, valid_for=timedelta(days=14))


def taken(life: Life) -> Story:
    """The justice bureau mediates; the result is still to come."""
    yield from opening(life)
    yield 1
    parcel = handed(life, "peoples_mediation", "JUST")
    yield 2
    by = life.world.who(LIAISONS["JUST"])
    life.take(parcel, "accept", by, accepted_on=life.today, external_number=f"诸人调{life.today:%Y}-{life.count:03d}")


def sent_back(life: Life) -> Story:
    yield from opening(life)
    yield 1
    parcel = handed(life, "insurance", "HR")
    yield 3
    returned(life, parcel, "HR", "未附参保缴费记录，请补充后重新移送。", asked=["jobs", "amount"])


def bounced_twice(life: Life) -> Story:
    """Neither office feels responsible: the coordinator of the city union has to decide."""
    yield from opening(life)
    yield 1
    first = handed(life, "peoples_mediation", "JUST")
    yield 3
    first = returned(life, first, "JUST", "当事人已向人社部门投诉，不宜同时调解。")
    yield 1
    second = handed(life, "petition", "HR", first)
    yield 3
    returned(life, second, "HR", "不属于信访事项，应由司法行政部门组织调解。")


def answered(life: Life) -> Story:
    """The office takes the parcel and tells the result; the case ends."""
    yield from opening(life)
    yield 1
    parcel = handed(life, "peoples_mediation", "JUST")
    yield 2
    by = life.world.who(LIAISONS["JUST"])
    parcel = life.take(parcel, "accept", by, accepted_on=life.today)
    yield 12
    life.take(
        parcel, "record_result", by, answered_on=life.today, result="经人民调解委员会调解，双方达成和解。",
        result_paper="人民调解协议书",
    )  # fmt: skip
    yield 2
    life.close("R03", reason="双方经人民调解自行和解，款项已付清。")


def answered_by_link(life: Life) -> Story:
    """The emergency bureau has no account: it answers through a link that opens once."""
    yield from opening(life)
    yield 1
    parcel = handed(life, "safety", "EMER")
    made = create_link(parcel, by=life.handler, at=life.now, valid_for=timedelta(days=14))
    yield 2
    assert open_link(made.secret, at=life.now) is not None
    office, signed = office_user(parcel.agency, life.now), {"person": "何建军", "post": "基础科科长"}
    parcel = life.take(parcel, "accept", office, accepted_on=life.today, **signed)
    yield 0
    life.take(
        parcel, "record_result", office, answered_on=life.today, result="已到现场检查，责令限期整改除尘设施。",
        result_paper="责令限期整改指令书", **signed,
    )  # fmt: skip
