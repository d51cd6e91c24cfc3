"""Stories of joint meetings: convened from the stuck cases, held, resolved, with tasks and minutes."""

from datetime import datetime, time

from mediation.demo.clock import Story
from mediation.demo.life import Life
from mediation.models import AgendaItem, Dispute, Meeting, Task
from mediation.operations.meeting_plans import Entry as Item
from mediation.operations.meeting_plans import Plan
from mediation.operations.meetings import convene, hold, record_item
from mediation.operations.minutes import issue_minutes
from mediation.operations.stuck import stuck_cases
from mediation.operations.tasks import Order, close_task, open_task
from mediation.workdays import SHANGHAI

PLACE, LEADER = "诸暨市社会治理中心二楼会议室", "shen.li"
INVITED = {"HR-I": "刘洋", "HR-A": "蔡敏", "COURT": "方园", "PROC": "俞洁", "JUST": "丁义"}
ABSENT = ("JUST",)
RESOLUTIONS = (  # what is resolved, the task, and in how many days it is due
    ("由承办工会牵头，本周内召集双方当面核对工资台账。", "召集双方核对台账并书面报告结果", 3),
    ("由承办工会督促单位书面答复，逾期不答复的提请发出建议书。", "督促单位书面答复", 5),
    ("纳入重点案件，每半月通报一次进展。", "向联席会议通报办理进展", 30),
    ("由承办工会联系移送单位，明确接收人和反馈时间。", "联系接收单位落实反馈时间", 15),
)


def _convened(life: Life, title: str, kind: str, ahead: int, cases: int, topics: tuple[str, ...] = ()) -> Meeting:
    """Called for the morning of a day ahead, with the cases that are stuck the most."""
    leader = life.world.who(LEADER)
    day = life.in_days(ahead)
    if not life.world.calendar.is_working_day(day):
        day = life.world.calendar.next_working_day(day)
    plan = Plan(
        kind, title, datetime.combine(day, time(9), tzinfo=SHANGHAI), PLACE, leader.display_name,
        tuple(life.world.partner(letters) for letters in INVITED),
    )  # fmt: skip
    stuck = stuck_cases(leader, life.today)[:cases]
    items = [Item(row.dispute, why=row.why) for row in stuck] + [Item(topic=words) for words in topics]
    return convene(plan, items, convener=life.world.city, by=leader, at=life.now)


def _held(life: Life, meeting: Meeting) -> Meeting:
    units = {life.world.partner(letters).pk: letters for letters in INVITED}
    came = {}
    for row in meeting.attendances.all():
        letters = units.get(row.organisation_id, "")
        came[row.pk] = (letters not in ABSENT, "" if letters in ABSENT else INVITED.get(letters, "沈丽、周敏"))
    return hold(
        meeting, held_on=life.today, chair="沈丽", came=came, remarks="", by=life.world.who(LEADER), at=life.now,
        version=meeting.version,
    )  # fmt: skip


def _resolved(life: Life, item: AgendaItem, resolution: str) -> None:
    record_item(
        item, discussion="各单位通报了掌握的情况，对事实没有争议。", resolution=resolution,
        by=life.world.who(LEADER), at=life.now, version=Meeting.objects.get(pk=item.meeting_id).version,
    )  # fmt: skip


def _ordered(life: Life, item: AgendaItem, text: str, days: int) -> Task | None:
    """The resolution becomes a task of the union that holds the case, if the case still runs."""
    dispute = Dispute.objects.filter(agenda_items=item).first()
    if dispute is None or not dispute.is_open:
        return None
    order = Order(text, dispute.holder, life.in_days(days), dispute.handler)
    item = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
    return open_task(dispute, order, by=life.world.who(LEADER), at=life.now, agenda_item=item)


def _minuted(life: Life, meeting: Meeting) -> None:
    meeting = Meeting.objects.get(pk=meeting.pk)
    issue_minutes(meeting, by=life.world.who(LEADER), at=life.now, version=meeting.version)


def joint(life: Life) -> Story:
    """联席会议 on matters of principle, long ago; minutes issued."""
    topics = ("春节前根治欠薪联动机制", "一函两书与检察建议的衔接")
    meeting = _convened(life, "第三季度四方联席会议", "joint", 7, 0, topics)
    yield meeting.planned_at.date()
    meeting = _held(life, meeting)
    for item in meeting.items.all():
        _resolved(life, item, "各单位确定一名联络员，移送材料五个工作日内接收或者退回，并说明理由。")
    yield 1
    _minuted(life, meeting)


def consultation(life: Life) -> Story:
    """会商 on stuck cases: four resolutions, one task done, one late, two running; minutes issued."""
    meeting = _convened(life, "疑难案件会商会", "consultation", 4, len(RESOLUTIONS))
    yield meeting.planned_at.date()
    meeting = _held(life, meeting)
    tasks = []
    for item, (resolution, text, days) in zip(meeting.items.order_by("pk"), RESOLUTIONS, strict=False):
        _resolved(life, item, resolution)
        tasks.append(_ordered(life, item, text, days))
    yield 1
    _minuted(life, meeting)
    yield 1
    first = next(task for task in tasks if task is not None)
    by = first.owner or life.world.who(LEADER)
    close_task(first, done_on=life.today, result="双方已到场核对，差额部分形成清单。", by=by, at=life.now)


def planned(life: Life) -> Story:
    """The next one is called; its agenda stands."""
    _convened(life, "年末欠薪案件会商会", "consultation", 7, 5, ("岁末欠薪隐患排查分工",))
    yield 400
