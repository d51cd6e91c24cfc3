"""Stories of time: what interrupts and suspends the limitation, clocks by hand, and instalments that are late."""

from datetime import date, timedelta
from decimal import Decimal

from mediation.demo.clock import Story
from mediation.demo.life import Life
from mediation.demo.mediations import agreeing, opening
from mediation.models import Instalment
from mediation.operations.clocks import meet_clock, start_clock
from mediation.operations.limitation import record_limitation
from mediation.operations.performance import record_performance, remind_debtor
from mediation.performance import Reminding


def _entered(life: Life, cause: str, happened_on: date, proof: str) -> None:
    record_limitation(
        life.dispute, cause=cause, happened_on=happened_on, proof=proof, by=life.handler, at=life.now
    )  # fmt: skip


def _known_for(life: Life, days: int) -> None:
    """Registered; the worker has known of the infringement for so many days."""
    day = life.today - timedelta(days=days)
    life.register(occurred_on=day, knew_on=day, employment_ended_on=day + timedelta(days=5))


def interrupted(life: Life) -> Story:
    """A written demand, then a promise to pay: the year runs anew from each."""
    _known_for(life, 330)
    yield 1
    life.accept(life.handler)
    _entered(life, "claim", life.today - timedelta(days=60), "向单位寄送的书面催讨函及签收回执")
    yield 6
    _entered(life, "admission", life.today, "单位出具的还款承诺书")


def standing_still(life: Life) -> Story:
    """The worker lies in hospital: the limitation stands still until that is over."""
    _known_for(life, 250)
    yield 1
    life.accept(life.handler)
    yield 2
    _entered(life, "just_cause", life.today, "住院证明")


def nearly_over(life: Life) -> Story:
    """The last safe day is near, and nothing has interrupted the year."""
    _known_for(life, 345)
    yield 1
    life.accept(life.handler)


def injured(life: Life) -> Story:
    """The employer does not apply for recognition: the worker does, and the bureau has to decide."""
    yield from opening(life)
    yield 1
    hurt = life.dispute.occurred_on
    assert hurt is not None

    def start(rule: str, first: date, paper: str) -> None:
        start_clock(life.dispute, rule, trigger_on=first, paper=paper, by=life.handler, at=life.now)

    start("W1b", hurt, "道路交通事故认定书")
    start("W1", hurt, "道路交通事故认定书")
    yield 8
    own = life.dispute.deadlines.open().get(rule="W1")
    meet_clock(own, met_on=life.today, paper="工伤认定申请受理回执", by=life.handler, at=life.now)
    start("W2", life.today, "工伤认定申请受理决定书")


def paid_late(life: Life) -> Story:
    """Half of the first instalment came, the second is overdue; the employer was reminded by phone."""
    yield from agreeing(life, 3)
    first = Instalment.objects.filter(agreement__dispute=life.dispute).order_by("due_on").first()
    assert first is not None
    yield first.due_on + timedelta(days=2)
    half = (first.amount / 2).quantize(Decimal("0.01"))
    record_performance(
        first, by=life.handler, at=life.now, paid_on=life.today, paid_amount=half, proof="银行转账回单"
    )  # fmt: skip
    yield 5
    remind_debtor(
        first.agreement, by=life.handler, at=life.now, reminded_on=life.today, how=Reminding.PHONE,
        words="单位财务答复本周内补足第一期余款。",
    )  # fmt: skip
