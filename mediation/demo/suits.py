"""Stories that go far: a payment order that lapses, a judgment under supervision, an older worker turned away."""

from mediation.demo.clock import Story
from mediation.demo.life import Life
from mediation.demo.mediations import agreeing, failing
from mediation.demo.proceedings import LIAISONS, decided, filed, taken_up
from mediation.demo.supervisions import checking
from mediation.models import Proceeding


def marked(life: Life, proceeding: Proceeding, partner: str, stage: str) -> Proceeding:
    """The partner's liaison records a stage reached today."""
    return life.take(proceeding, "mark", life.world.who(LIAISONS[partner]), stage=stage, happened_on=life.today)


def order_lapsed(life: Life) -> Story:
    """支付令失效: the agreement is not kept, the employer objects to the order, the suit follows at once."""
    yield from agreeing(life)
    yield 20
    life.dispute = life.take(life.dispute, "breach_agreement", life.handler, reason="约定日期已过，单位未付款。")
    yield 1
    order = filed(life, "payment_order", "COURT", "agreement")
    yield 3
    order = taken_up(life, order, "COURT")
    yield 4
    order = marked(life, order, "COURT", "order_issued")
    yield 4
    order = marked(life, order, "COURT", "order_served")
    yield 6
    decided(life, order, "COURT", "lapsed", received_on=life.today)
    yield 2
    suit = filed(life, "litigation", "COURT", "payment_order")
    yield 3
    taken_up(life, suit, "COURT", procedure="small_claims")


def order_running(life: Life) -> Story:
    """The order is served; the employer may still object."""
    yield from agreeing(life)
    yield 18
    life.dispute = life.take(life.dispute, "breach_agreement", life.handler, reason="约定日期已过，单位未付款。")
    yield 1
    order = taken_up(life, filed(life, "payment_order", "COURT", "agreement"), "COURT")
    yield 3
    order = marked(life, order, "COURT", "order_issued")
    yield 2
    marked(life, order, "COURT", "order_served")


def supervised(life: Life) -> Story:
    """民事检察监督: judgment in force, retrial refused, the procuratorate examines."""
    yield from checking(life)
    suit = filed(life, "litigation", "COURT", "wage_note")
    yield 4
    suit = taken_up(life, suit, "COURT", procedure="simplified")
    yield 30
    suit = decided(life, suit, "COURT", "judgment", received_on=life.today)
    yield 15
    marked(life, suit, "COURT", "in_force")
    yield 8
    retrial = filed(life, "litigation", "COURT", "retrial")
    yield 3
    retrial = taken_up(life, retrial, "COURT")
    yield 40
    decided(life, retrial, "COURT", "retrial_refused", received_on=life.today)
    yield 6
    supervision = filed(life, "civil_supervision", "PROC")
    yield 3
    taken_up(life, supervision, "PROC")


def too_old(life: Life) -> Story:
    """Sixty-three years old: the commission does not take the application; the finder shows who could be helped."""
    yield from failing(life)
    yield 2
    proceeding = filed(life, "arbitration", "HR-A")
    yield 4
    life.take(
        proceeding, "refuse", life.world.who(LIAISONS["HR-A"]), refused_on=life.today,
        reason="申请人已满六十三周岁，超过法定退休年龄，不予受理。",
    )  # fmt: skip
