"""Stories of mediation: how cases that ask for mediation go, from the ordinary to the long."""

from collections.abc import Generator
from typing import Any

from mediation.demo import opinions, records
from mediation.demo.clock import Story, Wait
from mediation.demo.life import Life
from mediation.demo.papers import notices, sign_agreement
from mediation.models import Instalment, Proceeding

Mediation = Generator[Wait, None, Proceeding]
RECORDS = (
    "调解员核对了考勤和工资发放记录，双方就金额逐项对账，单位表示愿意分期支付。",
    "申请人陈述了入职和离职经过，单位提供了工资表，双方在金额上差距缩小。",
    "双方分别陈述，调解员释明法律规定，建议按实际工作时间折算。",
)


def opening(life: Life, handler: Any = None) -> Story:
    """Registered, accepted within three working days, the notice served."""
    life.register()
    yield life.rng.randint(1, 2)
    life.accept(handler or life.handler)
    yield 0
    notices(life)


def mediating(life: Life) -> Mediation:
    """Both sides asked, mediation opened, one session held."""
    proceeding = life.prepare("union_mediation", life.dispute.holder)
    yield 1
    proceeding = life.open_mediation(proceeding)
    yield life.rng.randint(1, 3)
    life.hold_session(proceeding, life.rng.choice(RECORDS))
    records.of_mediation(life, proceeding)
    yield life.rng.randint(1, 2)
    return proceeding


def agreeing(life: Life, parts: int = 1) -> Story:
    yield from opening(life)
    yield 0
    proceeding = yield from mediating(life)
    sign_agreement(life, proceeding, parts, consent=life.consent("settle"))


def performing(life: Life) -> Story:
    """Every instalment is paid a little before or on its day."""
    for row in Instalment.objects.filter(agreement__dispute=life.dispute, agreement__breached_on=None):
        yield max(row.due_on, life.today)
        life.pay(row)


def visited(life: Life) -> Story:
    """After closing: the report, a call to most, the questions to some, and the archive in time."""
    records.of_closing(life)
    if life.rng.random() < 0.9:
        yield life.rng.randint(2, 5)
        life.follow_up()
    yield from opinions.asked(life)
    if life.rng.random() < 0.7:
        yield life.rng.randint(15, 40)
        archivist = life.world.who("archive.sun")
        life.take(life.dispute, "archive", archivist, volume_complete=True, redaction_done=True)


def settling(life: Life) -> Story:
    """From asking both sides to the last payment."""
    proceeding = yield from mediating(life)
    sign_agreement(life, proceeding, 1, consent=life.consent("settle"))
    yield from performing(life)
    yield 1


def settled(life: Life, parts: int = 1) -> Story:
    yield from agreeing(life, parts)
    yield from performing(life)
    yield 1
    life.close("R01")
    yield from visited(life)


def settled_in_parts(life: Life) -> Story:
    yield from settled(life, parts=3)


def at_once(life: Life) -> Story:
    """A hazard that goes away on the spot, or that the two sides settle themselves."""
    yield from opening(life)
    yield life.rng.randint(1, 6)
    if life.rng.random() < 0.6:
        proceeding = yield from mediating(life)
        life.take(proceeding, "conclude", life.handler, outcome="oral", concluded_on=life.today)
        life.close("R02")
    else:
        life.close("R03", reason="双方电话告知已自行和解，款项当面付清，双方均无异议。")
    yield from visited(life)


def consulted(life: Life) -> Story:
    yield from opening(life)
    yield 0
    life.close("R15")


def failing(life: Life) -> Story:
    """Mediation without agreement."""
    yield from opening(life)
    yield 0
    proceeding = yield from mediating(life)
    outcome = life.rng.choice(("disagreement", "disagreement", "expired", "refused", "unreachable", "not_signed"))
    life.take(proceeding, "conclude", life.handler, outcome=outcome, concluded_on=life.today)
    yield 1
    notices(life)


def failed(life: Life) -> Story:
    yield from failing(life)
    yield 2
    reason = life.dispute.proceedings.latest("pk").outcome
    life.close("R05", outcome_detail=reason, routes_told=True)
    yield from visited(life)


def withdrawn(life: Life) -> Story:
    yield from opening(life)
    yield life.rng.randint(2, 5)
    life.dispute = life.take(
        life.dispute, "withdraw", life.handler, reason="单位已自行支付，申请人自愿撤回。", free_will=True,
        represented_consent=life.consent("withdraw"),
    )  # fmt: skip


def declined(life: Life) -> Story:
    life.register()
    yield life.rng.randint(1, 3)
    reason, words = life.rng.choice((
        ("not_labour", "双方系承揽关系，不属于劳动争议。"),
        ("elsewhere", "申请人已就同一事项向仲裁委员会申请仲裁。"),
        ("jurisdiction", "劳动合同履行地在绍兴市柯桥区。"),
    ))  # fmt: skip
    life.dispute = life.take(life.dispute, "decline", life.reviewer(), decline_reason=reason, reason=words)
    yield 1
    notices(life)


def returned(life: Life) -> Story:
    """Papers are missing; the notice goes out."""
    life.register()
    yield 1
    life.dispute = life.take(
        life.dispute, "return_for_completion", life.reviewer(), missing_items="身份证复印件\n劳动合同或者工资流水",
        complete_by=life.in_days(10),
    )  # fmt: skip
    yield 0
    notices(life)


def completed(life: Life) -> Story:
    yield from returned(life)
    yield life.rng.randint(2, 5)
    life.dispute = life.take(life.dispute, "complete", life.handler, done_on=life.today)
    yield 1
    life.accept(life.handler)
    yield 0
    notices(life)
    yield from settling(life)
    life.close("R01")
    yield from visited(life)


def lapsed(life: Life) -> Story:
    yield from returned(life)
    yield 12
    life.dispute = life.take(life.dispute, "lapse", life.reviewer(), reason="两次电话催告，逾期未补正。")


def suspended(life: Life) -> Story:
    """Waits for the recognition of an injury, then settles."""
    yield from opening(life)
    yield 0
    proceeding = life.prepare("union_mediation", life.dispute.holder)
    yield 1
    proceeding = life.open_mediation(proceeding)
    yield 2
    life.dispute = life.take(
        life.dispute, "suspend", life.handler, cause="result", reason="等待工伤认定和劳动能力鉴定结论。"
    )
    yield life.rng.randint(25, 60)
    life.dispute = life.take(life.dispute, "resume", life.handler)
    yield 3
    sign_agreement(life, proceeding, 1)
    yield from performing(life)
    yield 1
    life.close("R01")
