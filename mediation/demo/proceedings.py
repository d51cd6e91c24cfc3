"""Stories that go to the partners: confirmation, review, arbitration, suit, support, enforcement, help."""

from decimal import Decimal
from typing import Any

from mediation.awards import AWARDS
from mediation.demo.clock import Story
from mediation.demo.life import Life
from mediation.demo.mediations import agreeing, failing, performing, visited
from mediation.demo.papers import sign_agreement
from mediation.models import Proceeding

NUMBERS = {
    "judicial_confirmation": "（{year}）浙0681民特{n}号", "litigation": "（{year}）浙0681民初{n}号",
    "enforcement": "（{year}）浙0681执{n}号", "arbitration": "诸劳人仲案字〔{year}〕第{n:04d}号",
    "inspection": "诸人社监立字〔{year}〕第{n}号",
}  # fmt: skip
LIAISONS = {
    "COURT": "court.fang",
    "HR": "hr.liu",
    "HR-A": "hr.liu",
    "HR-I": "hr.liu",
    "PROC": "procurator.yu",
    "JUST": "justice.ding",
}


def filed(life: Life, kind: str, partner: str, basis: str = "") -> Proceeding:
    """Prepared and filed now at the partner."""
    return life.file(life.prepare(kind, life.world.partner(partner), basis))


def taken_up(life: Life, proceeding: Proceeding, partner: str, **answers: Any) -> Proceeding:
    """The partner's liaison records acceptance with the number of the case."""
    pattern = NUMBERS.get(proceeding.kind, "")
    number = pattern.format(year=life.today.year, n=life.rng.randint(100, 2400))
    liaison = life.world.who(LIAISONS[partner])
    return life.take(proceeding, "accept", liaison, accepted_on=life.today, external_number=number, **answers)


def decided(life: Life, proceeding: Proceeding, partner: str, outcome: str, **answers: Any) -> Proceeding:
    """The partner's liaison records the result."""
    liaison = life.world.who(LIAISONS[partner])
    return life.take(proceeding, "conclude", liaison, outcome=outcome, concluded_on=life.today, **answers)


def confirming(life: Life) -> Story:
    yield from agreeing(life)
    yield life.rng.randint(2, 8)
    proceeding = filed(life, "judicial_confirmation", "COURT")
    yield 2
    proceeding = taken_up(life, proceeding, "COURT")
    yield life.rng.randint(5, 15)
    decided(life, proceeding, "COURT", "confirmed", received_on=life.today)


def confirmed(life: Life) -> Story:
    """工会调解+司法确认"""
    yield from confirming(life)
    yield from performing(life)
    yield 1
    life.close("R01")
    yield from visited(life)


def reviewed(life: Life) -> Story:
    yield from agreeing(life)
    yield life.rng.randint(1, 6)
    proceeding = filed(life, "arbitration_review", "HR-A")
    yield 2
    proceeding = taken_up(life, proceeding, "HR-A")
    yield 4
    decided(life, proceeding, "HR-A", "reviewed", received_on=life.today)
    yield from performing(life)
    yield 1
    life.close("R01")
    yield from visited(life)


def enforced(life: Life) -> Story:
    yield from confirming(life)
    yield 30
    life.dispute = life.take(life.dispute, "breach_agreement", life.handler, reason="履行期限届满，单位未付款。")
    yield 3
    proceeding = filed(life, "enforcement", "COURT")
    yield 4
    proceeding = taken_up(life, proceeding, "COURT")
    yield life.rng.randint(20, 40)
    decided(life, proceeding, "COURT", life.rng.choice(("fulfilled", "settled")))
    yield 1
    life.close("R10")
    yield from visited(life)


def arbitrating(life: Life, outcome: str) -> Story:
    yield from failing(life)
    yield 3
    proceeding = filed(life, "arbitration", "HR-A")
    yield 4
    proceeding = taken_up(life, proceeding, "HR-A")
    yield life.rng.randint(15, 28)
    items = [{"what": life.matter.claim.format(**life.words), "kind": "remuneration", "amount": life.amount}]
    if outcome == "non_final_award":
        items.append({"what": "继续履行劳动合同", "kind": "other", "amount": Decimal("0.00")})
    why = "以裁决书载明为准。"  # the sum of a group may exceed what is final for one
    award = {"award_items": items, "award_reason": why} if outcome in AWARDS else {}
    decided(life, proceeding, "HR-A", outcome, received_on=life.today, **award)


def arbitrated(life: Life) -> Story:
    yield from arbitrating(life, life.rng.choice(("final_award", "mediated", "mediated")))
    yield 2
    life.close("R08")
    yield from visited(life)


def sued(life: Life) -> Story:
    yield from arbitrating(life, "non_final_award")
    yield 6
    proceeding = filed(life, "litigation", "COURT", "award")
    yield 4
    proceeding = taken_up(life, proceeding, "COURT")
    yield life.rng.randint(30, 55)
    decided(life, proceeding, "COURT", life.rng.choice(("judgment", "court_mediation")), received_on=life.today)
    yield 12
    life.close("R10")


def supported(life: Life) -> Story:
    """工会调解+法律援助+支持起诉+困难帮扶"""
    yield from failing(life)
    yield 1
    aid = filed(life, "legal_aid", "JUST")
    yield 2
    aid = taken_up(life, aid, "JUST")
    aid = life.take(aid, "mark", life.world.who("justice.ding"), stage="assigned", happened_on=life.today)
    relief = life.file(life.prepare("hardship_relief", life.world.city))
    yield 1
    relief = life.take(relief, "accept", life.handler, accepted_on=life.today)
    support = filed(life, "support_for_prosecution", "PROC")
    yield 3
    support = taken_up(life, support, "PROC")
    life.take(relief, "conclude", life.handler, outcome="paid", concluded_on=life.today)
    yield 5
    decided(life, support, "PROC", "supported")
    basis = "service" if life.matter.relation == "service" else "wage_note"
    suit = filed(life, "litigation", "COURT", basis)
    yield 4
    suit = taken_up(life, suit, "COURT")
    yield life.rng.randint(25, 50)
    decided(life, suit, "COURT", "judgment", received_on=life.today)
    decided(life, aid, "JUST", "completed")
    yield 12
    life.close("R10")
    yield from visited(life)


def consoled(life: Life) -> Story:
    """心理关爱: talks at an emotion station beside the mediation."""
    yield from agreeing(life)
    talks = life.prepare("emotional_support", life.world.city)
    yield 1
    talks = life.take(talks, "accept", life.handler, accepted_on=life.today, papers=["consent"])
    yield 8
    life.take(talks, "conclude", life.handler, outcome="ended", concluded_on=life.today)
    yield from performing(life)
    yield 1
    life.close("R01")
    yield from visited(life)


def breached(life: Life) -> Story:
    """The agreement is not kept; the two sides agree once more."""
    yield from agreeing(life)
    yield 20
    life.dispute = life.take(life.dispute, "breach_agreement", life.handler, reason="约定日期已过，单位未付款。")
    yield 2
    proceeding = life.prepare("union_mediation", life.dispute.holder)
    yield 1
    proceeding = life.open_mediation(proceeding)
    yield 2
    sign_agreement(life, proceeding, 2)
    yield from performing(life)
    yield 1
    life.close("R01")
