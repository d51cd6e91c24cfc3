"""What both sides say after closing in the demo: asked by link, on paper or by phone; not all answer."""

from collections.abc import Iterator
from random import Random

from mediation.classification import Satisfaction
from mediation.demo.clock import Story
from mediation.demo.life import Life
from mediation.models import Party
from mediation.operations.surveys import Answer, answer_by_link, ask, record_answer, record_attempt
from mediation.satisfaction import FOLLOWED, Conduct, Means, Performance, Result

MOST_ASKED = 4  # workers of a case of many
OFFICE, PHONE = "192.0.2.10", "198.51.100.23"  # network addresses, of those kept for examples
WAYS = (Means.LINK,) * 9 + (Means.PHONE,) * 8 + (Means.PAPER,) * 3
OF_WORKERS = (
    (Satisfaction.SATISFIED, Conduct.GOOD, ("调解员很耐心，讲得明白。", "谢谢工会，钱已经收到了。", "", "", "")),
    (Satisfaction.FAIR, Conduct.MIXED, ("时间稍微长了一点。", "希望多打几个电话告知进度。", "", "")),
    (Satisfaction.DISSATISFIED, Conduct.POOR, ("金额比我要的少，觉得偏向单位。", "一直催我签字。", "")),
)
OF_EMPLOYERS = (
    (Satisfaction.SATISFIED, Conduct.GOOD, ("把法律讲清楚了，我们认可。", "处理很快，没有影响生产。", "", "", "")),
    (Satisfaction.FAIR, Conduct.MIXED, ("希望先和单位沟通再发函。", "", "")),
    (Satisfaction.DISSATISFIED, Conduct.POOR, ("赔偿金额偏高，觉得偏向职工。", "")),
)
SAID = {Party.Kind.WORKER: OF_WORKERS, Party.Kind.EMPLOYER: OF_EMPLOYERS}
WEIGHTS = (80, 15, 5)


def asked(life: Life) -> Story:
    """Two in three cases: the first workers and the employers are asked some days after closing; answers come in a
    few days later.
    """
    rng = Random(life.rng.getrandbits(64))  # noqa: S311 - the same demo every time is the point
    if rng.random() > 0.67 or life.dispute.outcome not in FOLLOWED:
        return
    yield rng.randint(1, 3)
    waiting = [(party, secret) for party in _parties(life) for secret in _ask(life, rng, party)]
    if waiting:
        yield rng.randint(1, 4)
    for party, secret in waiting:
        answer = _answer(life, rng, party)
        if secret:
            came_from = OFFICE if rng.random() < 0.04 else PHONE
            answer_by_link(secret, answer, at=life.now, came_from=came_from)
        else:
            record_answer(
                party, answer, by=life.handler, at=life.now, means=Means.PAPER, answered_on=life.today
            )  # fmt: skip


def _parties(life: Life) -> list[Party]:
    rows = [row for row in life.dispute.parties.select_related("dispute") if row.is_asked]
    workers = [row for row in rows if row.kind == Party.Kind.WORKER]
    return workers[:MOST_ASKED] + [row for row in rows if row.kind == Party.Kind.EMPLOYER]


def _ask(life: Life, rng: Random, party: Party) -> Iterator[str]:
    """Ask by one of the ways; what will be answered later is told, by its secret or empty for a paper."""
    means, chance = rng.choice(WAYS), rng.random()
    if means != Means.PHONE:
        made = ask(party, by=life.handler, at=life.now, means=means, made_from=OFFICE)
        if chance < 0.72:
            yield made.secret if means == Means.LINK else ""
    elif chance < 0.8:
        answer = _answer(life, rng, party)
        record_answer(party, answer, by=life.handler, at=life.now, means=means, answered_on=life.today)
    else:
        result = Result.NOT_REACHED if chance < 0.93 else Result.REFUSED
        record_attempt(party, by=life.handler, at=life.now, result=result)


def _answer(life: Life, rng: Random, party: Party) -> Answer:
    satisfaction, conduct, notes = rng.choices(SAID[Party.Kind(party.kind)], WEIGHTS)[0]
    agreed = life.dispute.agreements.exists()
    unkept = agreed and satisfaction == Satisfaction.DISSATISFIED
    performance = "" if not agreed else Performance.PART if unkept else Performance.FULL
    note = rng.choice(notes)
    is_open = satisfaction == Satisfaction.SATISFIED or rng.random() < 0.4
    return Answer(satisfaction, conduct, performance, note, note_is_open=is_open)
