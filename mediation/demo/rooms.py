"""What the newer rooms show on the day of the demo: hand-overs, limits, groups, the far courts, meetings."""

from decimal import Decimal
from typing import Any

from mediation.demo import councils, crowds, limits, moves, parcels, suits, supervisions
from mediation.demo.entry import Entry
from mediation.demo.matters import MATTERS
from mediation.demo.world import World

SUPERVISION = {"request": "supervision"}


def _matter(category: str, text: str = "") -> Any:
    return next(row for row in MATTERS if row.category == category and text in row.summary)


WAGES, SEVERANCE, COMMUTE = _matter("01"), _matter("02"), _matter("06", "上下班")
INSURANCE, DUST, RIDERS = _matter("05"), _matter("14"), _matter("15")


def entries(world: World) -> tuple[Entry, ...]:
    wang, luo, shi = world.who("wang.mei"), world.who("luo.bin"), world.who("shi.yun")
    mine = {"level": "city", "handler": wang, "count": 1}
    theirs = mine | {"handler": shi}
    return (
        *_handed(mine, theirs), *_counted(mine, theirs), *_gathered(wang, luo), *_far(mine, theirs), *_linked(world),
        *_councils(mine),
    )  # fmt: skip


def _handed(mine: dict[str, Any], theirs: dict[str, Any]) -> tuple[Entry, ...]:
    wages, insured = mine | {"matter": WAGES}, theirs | {"matter": INSURANCE}
    dust = mine | {"matter": DUST, **SUPERVISION}
    mediated = {"aim": "peoples_mediation", "partner": "JUST"}
    return (
        Entry(parcels.waiting, 2, (6, 8), wages, mediated),
        Entry(parcels.waiting, 1, (36, 40), insured, {"aim": "insurance", "partner": "HR"}),
        Entry(parcels.waiting, 1, (34, 38), wages, {"aim": "petition", "partner": "HR"}),
        Entry(parcels.with_link, 1, (6, 8), dust),
        Entry(parcels.taken, 2, (12, 20), theirs | {"matter": WAGES}),
        Entry(parcels.sent_back, 1, (14, 18), insured),
        Entry(parcels.bounced_twice, 1, (20, 24), wages),
        Entry(parcels.answered, 3, (40, 200), theirs | {"matter": WAGES}),
        Entry(parcels.answered_by_link, 1, (16, 20), dust | theirs),
    )


def _counted(mine: dict[str, Any], theirs: dict[str, Any]) -> tuple[Entry, ...]:
    severance = {"matter": SEVERANCE}
    return (
        Entry(limits.interrupted, 1, (16, 20), mine | severance),
        Entry(limits.standing_still, 1, (12, 16), theirs | severance),
        Entry(limits.nearly_over, 1, (10, 14), mine | severance),
        Entry(limits.injured, 1, (26, 30), mine | {"matter": COMMUTE}),
        Entry(limits.paid_late, 1, (46, 52), mine | {"matter": WAGES}),
        Entry(limits.paid_late, 1, (46, 52), theirs | {"matter": WAGES}),
    )


def _gathered(wang: Any, luo: Any) -> tuple[Entry, ...]:
    socks = {
        "level": "city", "handler": wang, "employer": "诸暨市千针袜业有限公司", "count": 46, "matter": WAGES,
        "amount": Decimal("552000.00"),
    }  # fmt: skip
    valves = {
        "level": "city", "handler": luo, "employer": "诸暨市万流阀门有限公司", "count": 34, "matter": WAGES,
        "amount": Decimal("316200.00"),
    }  # fmt: skip
    return Entry(crowds.partly_paid, 1, (44, 50), socks), Entry(crowds.consenting, 1, (18, 22), valves)


def _far(mine: dict[str, Any], theirs: dict[str, Any]) -> tuple[Entry, ...]:
    wages = theirs | {"matter": WAGES}
    return (
        Entry(suits.order_lapsed, 1, (90, 110), wages),
        Entry(suits.order_running, 1, (46, 50), mine | {"matter": WAGES}),
        Entry(suits.supervised, 1, (200, 215), wages | SUPERVISION),
        Entry(suits.too_old, 2, (26, 40), wages | {"born": 1962, "groups": ["older"]}),
        Entry(supervisions.clue_gathered, 1, (30, 34), mine | {"matter": RIDERS, "count": 8, **SUPERVISION}),
    )


def _linked(world: World) -> tuple[Entry, ...]:
    lou, chen, wang = world.who("lou.jun"), world.who("chen.tao"), world.who("wang.mei")
    shop = {
        "level": "enterprise", "handler": lou, "employer": "浙江枫裳服饰有限公司", "matter": WAGES, **SUPERVISION,
    }  # fmt: skip
    town = {"level": "town", "handler": chen, "employer": "诸暨市香榧岭食品有限公司", "matter": WAGES}
    shirts = {"level": "city", "handler": wang, "employer": "诸暨市衬里云衫制衣有限公司", "matter": WAGES}
    return (
        Entry(moves.must_go_up, 1, (1, 2), shop),
        Entry(moves.must_go_up, 1, (1, 2), town, {"crosses_towns": True}),
        Entry(moves.sent_back_and_late, 1, (28, 32), shirts | {"count": 2}),
    )


def _councils(city: dict[str, Any]) -> tuple[Entry, ...]:
    return (
        Entry(councils.joint, 1, (74, 80), city),
        Entry(councils.consultation, 1, (17, 19), city),
        Entry(councils.planned, 1, (2, 3), city),
    )
