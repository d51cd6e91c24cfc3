"""The programme of the year: which stories are told, how often, and when they begin (days before the end)."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from mediation.demo import desks, mediations, moves, proceedings, rooms, supervisions
from mediation.demo.clock import Turn, office_hour
from mediation.demo.enterprises import CITY_GARDEN
from mediation.demo.entry import YEAR, Entry
from mediation.demo.life import Life
from mediation.demo.matters import MATTERS
from mediation.demo.world import World

SEED = 1234
WAGES, INJURY, RIDERS = (next(row for row in MATTERS if row.category == code) for code in ("01", "06", "15"))
MONTH_WEIGHTS = {
    1: 16,
    2: 7,
    3: 9,
    4: 8,
    5: 8,
    6: 8,
    7: 10,
    8: 10,
    9: 9,
    10: 8,
    11: 9,
    12: 13,
}  # arrears before the festival


def _life(**given: Any) -> dict[str, Any]:
    return given


SHIRTS = "浙江枫裳服饰有限公司"
SUPERVISION = {"request": "supervision"}
YEARLY = (
    Entry(mediations.settled, 54),
    Entry(mediations.settled, 14, given=_life(level="enterprise")),
    Entry(mediations.settled_in_parts, 10),
    Entry(mediations.settled, 4, (40, YEAR), _life(level="city", count=16, matter=WAGES)),
    Entry(mediations.settled, 1, (150, 250), _life(level="town", count=38, matter=WAGES)),
    Entry(mediations.at_once, 48, given=SUPERVISION),
    Entry(mediations.consulted, 14),
    Entry(mediations.failed, 12),
    Entry(mediations.withdrawn, 11),
    Entry(mediations.declined, 11, (6, YEAR)),
    Entry(mediations.completed, 8),
    Entry(mediations.lapsed, 4, (30, YEAR)),
    Entry(mediations.suspended, 5, (60, YEAR), _life(matter=INJURY)),
    Entry(moves.escalated, 8, (20, YEAR), _life(level="enterprise")),
    Entry(moves.delegated, 10, (20, YEAR), _life(level="city")),
    Entry(moves.merged, 4, (20, YEAR), _life(level="city", matter=WAGES)),
    Entry(moves.parted, 3, (40, YEAR), _life(count=5)),
    Entry(moves.reopened, 3, (70, YEAR)),
    Entry(proceedings.confirmed, 18, (20, YEAR), _life(labour=True)),
    Entry(proceedings.reviewed, 7, (30, YEAR), _life(labour=True)),
    Entry(proceedings.enforced, 4, (100, YEAR), _life(labour=True)),
    Entry(proceedings.breached, 4, (60, YEAR)),
    Entry(proceedings.arbitrated, 14, (20, YEAR), _life(labour=True)),
    Entry(proceedings.sued, 5, (60, YEAR), _life(labour=True)),
    Entry(proceedings.supported, 6, (50, YEAR), _life(level="city", matter=WAGES)),
    Entry(proceedings.consoled, 5, (20, YEAR), _life(level="city")),
    Entry(supervisions.heeded, 72, (16, YEAR), SUPERVISION),
    Entry(supervisions.opined, 3, (60, YEAR), SUPERVISION),
    Entry(supervisions.pressed, 5, (80, YEAR), SUPERVISION),
    Entry(supervisions.climbed, 2, (160, 330), _life(level="city", **SUPERVISION)),
    Entry(supervisions.refused, 1, (120, 200), _life(level="city", **SUPERVISION)),
    Entry(
        supervisions.handed_to_the_procuratorate,
        1,
        (70, 90),
        _life(level="city", count=26, matter=RIDERS, **SUPERVISION),
    ),
    Entry(supervisions.inspected, 7, (60, YEAR), _life(labour=True, **SUPERVISION)),
)


def desk_of_today(world: World) -> tuple[Entry, ...]:
    """What lies on the desks of the demo accounts; the first days after a festival may shift it a little."""
    return (*_cases_of_today(world), *_papers_of_today(world), *_partners_of_today(world))


def _cases_of_today(world: World) -> tuple[Entry, ...]:
    wang, chen, lou = world.who("wang.mei"), world.who("chen.tao"), world.who("lou.jun")
    city = _life(level="city", handler=wang)
    town = _life(level="town", handler=chen, employer="诸暨市衬里云衫制衣有限公司")
    shop = _life(level="enterprise", handler=lou, employer=SHIRTS)
    mine = _life(level="city", handler=wang, employer=SHIRTS, matter=WAGES, account=world.who("worker.demo"))
    return (
        Entry(desks.new, 3, (1, 2), city),
        Entry(desks.new, 1, (7, 9), city),
        Entry(desks.new, 2, (1, 4), town),
        Entry(desks.unassigned, 3, (3, 5), city),
        Entry(desks.unserved, 2, (3, 4), city),
        Entry(desks.unserved, 1, (3, 4), town),
        Entry(desks.asked, 2, (6, 9), city),
        Entry(desks.asked, 1, (5, 8), town),
        Entry(desks.asked, 1, (6, 8), shop),
        Entry(desks.in_session, 3, (12, 15), city),
        Entry(desks.in_session, 2, (20, 30), city),
        Entry(desks.in_session, 2, (12, 24), town),
        Entry(desks.in_session, 2, (11, 22), shop),
        Entry(desks.in_session, 1, (12, 13), mine),
        Entry(proceedings.confirmed, 1, (120, 130), mine),
        Entry(desks.agreed_lately, 3, (14, 22), city),
        Entry(desks.agreed_lately, 2, (14, 22), town),
        Entry(desks.failed_lately, 2, (16, 24), city),
        Entry(desks.suspended_still, 3, (24, 50), city),
        Entry(desks.delegated_and_reported, 2, (20, 28), city),
        Entry(desks.delegated_and_late, 1, (60, 64), city),
        Entry(desks.returned_still, 2, (4, 9), city),
    )


def _papers_of_today(world: World) -> tuple[Entry, ...]:
    watch = _life(level="city", handler=world.who("wang.mei"), labour=True, **SUPERVISION)
    shirts = _life(level="city", handler=world.who("wang.mei"), employer=SHIRTS, **SUPERVISION)
    opinion = {"kind": "opinion"}
    return (
        Entry(desks.draft_to_write, 2, (16, 20), watch),
        Entry(desks.draft_to_write, 1, (16, 20), watch, opinion),
        Entry(desks.draft_amended, 1, (16, 20), watch),
        Entry(desks.draft_returned, 2, (16, 20), watch),
        Entry(desks.draft_to_review, 2, (16, 20), watch),
        Entry(desks.draft_to_review, 1, (16, 20), watch, opinion),
        Entry(desks.draft_to_sign, 2, (16, 20), watch),
        Entry(desks.draft_to_sign, 1, (16, 20), watch, opinion),
        Entry(desks.letter_to_serve, 2, (18, 22), watch),
        Entry(desks.waiting_for_the_answer, 2, (24, 28), watch),
        Entry(desks.waiting_for_the_answer, 1, (44, 48), watch),
        Entry(desks.waiting_for_the_answer, 1, (24, 27), shirts),
        Entry(desks.waiting_for_the_answer, 1, (50, 56), shirts, opinion),
        Entry(desks.answered_to_verify, 2, (24, 28), watch),
    )


def _partners_of_today(world: World) -> tuple[Entry, ...]:
    watch = _life(level="city", handler=world.who("wang.mei"), labour=True, **SUPERVISION)
    migrants = _life(level="city", handler=world.who("wang.mei"), matter=WAGES)
    garden = {
        "level": "city", "handler": world.who("wang.mei"), "employer": CITY_GARDEN, "count": 150,
        "amount": Decimal("4800000.00"), "matter": WAGES, **SUPERVISION,
    }  # fmt: skip
    taken = {"taken": True}
    return (
        Entry(desks.great_case, 1, (95, 100), garden),
        Entry(desks.at_inspection, 2, (15, 18), watch),
        Entry(desks.at_inspection, 1, (32, 36), watch),
        Entry(desks.at_inspection, 2, (28, 60), watch, taken),
        Entry(desks.at_arbitration, 2, (22, 26), migrants),
        Entry(desks.at_arbitration, 2, (34, 60), migrants, taken),
        Entry(desks.at_the_court, 2, (18, 20), migrants),
        Entry(desks.at_the_court, 2, (24, 40), migrants, taken),
        Entry(desks.at_the_procuratorate, 2, (20, 24), migrants),
        Entry(desks.at_the_procuratorate, 1, (28, 34), migrants, taken),
        Entry(desks.at_legal_aid, 2, (18, 24), migrants),
    )


def turns(world: World, until: datetime) -> list[Turn]:
    """Every story with its first moment, the same at every run of one day."""
    rng = Random(SEED)  # noqa: S311 - the same demo every time is the point
    programme = (*YEARLY, *desk_of_today(world), *rooms.entries(world))
    rows = [entry for entry in programme for _time in range(entry.times)]
    return [_turn(index, entry, world, rng, until) for index, entry in enumerate(rows)]


def _turn(index: int, entry: Entry, world: World, rng: Random, until: datetime) -> Turn:
    own = Random(rng.getrandbits(64))  # noqa: S311 - as above
    life = Life(world, own, **entry.given)
    day = until.date() - timedelta(days=_ago(own, entry.ago, until))
    while not world.calendar.is_working_day(day):
        day -= timedelta(days=1)
    return Turn(office_hour(day, own, world.calendar), index, entry.plot(life, **entry.told), life)


def _ago(rng: Random, ago: tuple[int, int], until: datetime) -> int:
    """A day of the range, busier months more often."""
    days = list(range(ago[0], ago[1] + 1))
    weights = [MONTH_WEIGHTS[(until - timedelta(days=day)).month] for day in days]
    return rng.choices(days, weights)[0]
