"""Stories of cases that change hands or shape: escalated, delegated, merged, parted, reopened."""

from typing import Any

from mediation.demo.clock import Story
from mediation.demo.life import Life
from mediation.demo.mediations import agreeing, opening, settling, visited
from mediation.demo.papers import notices
from mediation.linkage import Quality
from mediation.operations.filing import split


def reported(result: str) -> dict[str, str]:
    """The lower union's report: whom it heard, what it found and did, and the papers."""
    return {
        "heard": "职工本人\n用人单位人事负责人", "found": "职工反映的情况属实。", "result_report": result,
        "enclosed": "谈话记录\n付款凭证",
    }  # fmt: skip


def escalated(life: Life) -> Story:
    """From the enterprise to the town; some go on to the city."""
    yield from opening(life)
    yield 2
    steps = [life.world.town_of(life.enterprise)]
    if life.rng.random() < 0.4:
        steps.append(life.world.city)
    for holder in steps:
        life.dispute = life.take(
            life.dispute, "escalate", life.handler, holder=holder, reason="企业工会协商未果，请求提级办理。"
        )
        life.handler = life.rng.choice(life.world.mediators(holder))
        yield 1
        life.dispute = life.take(life.dispute, "assign", life.handler, handler=life.handler)
    yield 0
    yield from settling(life)
    life.close("R01")
    yield from visited(life)


def delegated(life: Life) -> Story:
    """The city hands the case down; the town settles it and reports."""
    yield from opening(life)
    yield 1
    town, upper = life.world.town_of(life.enterprise), life.handler
    life.dispute = life.take(
        life.dispute, "delegate", upper, holder=town, limit_days=20, reason="由属地镇街就近调处。",
        instructions="听取双方意见，核对工资台账，能调则调。",
    )  # fmt: skip
    life.handler = life.rng.choice(life.world.mediators(town))
    yield 1
    life.dispute = life.take(life.dispute, "assign", life.handler, handler=life.handler)
    yield 0
    yield from settling(life)
    life.dispute = life.take(life.dispute, "report_result", life.handler, **reported("已达成协议并履行完毕。"))
    yield 3
    life.dispute = life.take(life.dispute, "approve_result", upper, quality=Quality.values)
    yield 0
    life.close("R01")
    yield from visited(life)


def merged(life: Life) -> Story:
    """A second complaint against the same employer joins the first."""
    yield from opening(life)
    other = Life(
        life.world, life.rng, level="city", employer=life.enterprise.name, matter=life.matter, handler=life.handler
    )
    other.now = life.now
    yield 1
    other.now = life.now
    other.register()
    yield 1
    other.now = life.now
    other.accept(life.handler)
    notices(other)
    yield 1
    other.now = life.now
    other.take(
        other.dispute, "merge", life.handler, merged_into=life.dispute, reason="同一用人单位、同类请求，合并办理。"
    )
    yield from settling(life)
    life.close("R01")


def parted(life: Life) -> Story:
    """Two of several workers go on in a case of their own."""
    yield from opening(life)
    yield 1
    workers = list(life.dispute.parties.filter(role="applicant"))[-2:]
    parent = life.refresh()
    reason = "两名职工另有工伤待遇请求。"
    child = split(parent, workers, by=life.handler, at=life.now, version=parent.version, reason=reason)
    yield 1
    life.dispute = child
    life.accept(life.handler)
    notices(life)
    for dispute in (parent, child):
        life.dispute = dispute
        yield 1
        yield from settling(life)
        life.close("R01")


def reopened(life: Life) -> Story:
    """Closed on a schedule, not paid, opened again, settled again."""
    yield from agreeing(life)
    yield 1
    life.close("R01")
    yield 25
    life.dispute = life.take(life.dispute, "reopen", life.world.who("shen.li"), reason="回访发现单位到期未付款。")
    yield 1
    yield from settling(life)
    life.close("R01")


def sent_back_and_late(life: Life) -> Story:
    """Handed down with a limit and instructions; the report fell short, and the new limit has passed."""
    yield from opening(life)
    yield 1
    town, upper = life.world.town_of(life.enterprise), life.handler
    life.dispute = life.take(
        life.dispute, "delegate", upper, holder=town, limit_days=10, reason="由属地镇街就近调处。",
        instructions="核对考勤和工资发放记录，当面听取职工意见，十个工作日内书面报告。",
    )  # fmt: skip
    life.handler = life.world.mediators(town)[0]
    yield 1
    life.dispute = life.take(life.dispute, "assign", life.handler, handler=life.handler)
    yield 6
    life.dispute = life.take(life.dispute, "report_result", life.handler, **reported("已电话协调，单位答应付款。"))
    yield 1
    life.dispute = life.take(
        life.dispute, "send_back", upper, shortcomings=["worker", "amount"], limit_days=5,
        reason="未见职工本人意见和付款凭证，请补充核实。",
    )  # fmt: skip


def must_go_up(life: Life, **fields: Any) -> Story:
    """A lower union may not go on by itself: the page says why, and to whom the case goes."""
    life.register(**fields)
    yield 400
