"""The draft of the demo whose quotation was amended: told on any day, its page warns."""

from datetime import datetime

import pytest

from mediation.demo import desks
from mediation.demo.clock import play
from mediation.demo.programme import turns
from mediation.demo.world import World
from mediation.models import Letter
from mediation.models.calendar import load_calendar
from mediation.operations.citing import amended, doubts
from mediation.workdays import SHANGHAI

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # the operations have tests of their own
UNTIL = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)


def test_the_draft_is_warned():
    world = World(load_calendar())
    world.settle(UNTIL.date().replace(year=2023))
    told = [turn for turn in turns(world, UNTIL) if turn.story.__name__ == desks.draft_amended.__name__]
    play(told, UNTIL, world.calendar, lambda day: None)
    letter = Letter.objects.get(kind="reminder")
    (found,) = amended(letter, UNTIL.date())
    assert (found.law, found.article) == ("诸暨市企业工资支付工作指引（演示，非真实文件）", "3")
    assert (letter.drafter.username, doubts(letter, UNTIL.date())) == ("xu.lan", [])
