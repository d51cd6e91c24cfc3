"""四方会商: a stuck case comes on the agenda; the resolution becomes a task, is done, and is in the minutes."""

from io import BytesIO

import pypdf
import pytest

from documents.models import IssuedLetter
from mediation.integrity import violations
from mediation.models import AgendaItem
from mediation.operations.meeting_plans import Entry, Plan
from mediation.operations.meetings import convene, hold, record_item
from mediation.operations.minutes import issue_minutes
from mediation.operations.stuck import stuck_cases
from mediation.operations.tasks import Order, close_task, open_task
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute
from tests.journeys.story import acts, clocks

pytestmark = pytest.mark.django_db
CALLED, HELD, DONE = later(MONDAY, 45), later(MONDAY, 50), later(MONDAY, 55)


def test_a_stuck_case_is_discussed_a_task_given_and_done():
    dispute = make_dispute("at_hr")
    leader, inspector = cast.manager(), cast.inspector()
    stuck = stuck_cases(leader, CALLED)
    assert [row.dispute for row in stuck] == [dispute]

    plan = Plan(
        "consultation", "工资案件会商会", at(HELD, 9), "社会治理中心", "沈丽", (cast.inspection(), cast.court())
    )
    entries = [Entry(row.dispute, why="移送后无进展") for row in stuck]
    meeting = convene(plan, entries, convener=cast.city(), by=leader, at=at(CALLED))
    came = {row.pk: (row.organisation != cast.court(), "沈丽 刘洋") for row in meeting.attendances.all()}
    came = {pk: (there, people if there else "") for pk, (there, people) in came.items()}
    meeting = hold(
        meeting, held_on=HELD, chair="沈丽", came=came, remarks="", by=leader, at=at(HELD, 12), version=meeting.version
    )
    item = record_item(
        meeting.items.select_related("meeting").get(), discussion="现场检查已完成。", resolution="本月内作出处理决定。",
        by=leader, at=at(HELD, 12), version=meeting.version,
    )  # fmt: skip
    item = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
    order = Order("作出处理决定并反馈工会", cast.inspection(), later(HELD, 5), inspector)
    task = open_task(fresh(dispute), order, by=leader, at=at(HELD, 12), agenda_item=item)
    task = close_task(task, done_on=DONE, result="已责令限期支付。", by=inspector, at=at(DONE))
    meeting = issue_minutes(fresh(meeting), by=leader, at=at(DONE), version=fresh(meeting).version)

    assert acts(dispute)[-3:] == ["dispute discuss", "dispute open_task", "dispute close_task"]
    assert clocks(dispute)[-1] == f"U3 {later(HELD, 5)} met"
    assert (task.was_late, task.closed_by.by) == (False, inspector)
    record = IssuedLetter.objects.get(meetings=meeting)
    assert record.number == "诸总工劳监纪〔2026〕1号"
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(bytes(record.pdf))).pages).replace(
        "\n", ""
    )
    for words in ("诸暨市总工会会议纪要", record.number, dispute.number, "本月内作出处理决定", "缺席：诸暨市人民法院"):
        assert words in printed, words
    assert "蒋喆" not in printed  # no worker is named
    assert [str(one) for one in violations()] == []
