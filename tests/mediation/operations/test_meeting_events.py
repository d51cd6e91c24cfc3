"""Every act on a meeting is an event that nothing changes afterwards; the invariants read the meeting from them."""

import pytest
from django.db import DatabaseError, connection, transaction

from documents import freezing
from mediation.integrity import violations
from mediation.models import AgendaItem, Meeting, MeetingEvent
from mediation.operations.meeting_plans import Entry, Plan
from mediation.operations.meetings import add_items, amend_meeting, cancel, convene, hold, record_item, remove_item
from mediation.operations.minutes import facts_of, issue_minutes
from tests import cast
from tests.factories import MONDAY, at, later, make_dispute
from tests.refusals import refused, stale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 20)
TOMORROW = later(DAY, 1)


def plan(**given):
    values = {
        "kind": "joint", "title": "四方协调联席会议", "planned_at": at(TOMORROW, 14), "place": "社会治理中心三楼",
        "chair": "沈丽", "invited": (cast.hr(), cast.court()),
    }  # fmt: skip
    return Plan(**values | given)


def called(*entries):
    return convene(plan(), entries, convener=cast.city(), by=cast.manager(), at=at(DAY))


def do(act, meeting, *given, day=DAY, **words):
    return act(meeting, *given, by=cast.manager(), at=at(day), version=Meeting.objects.get().version, **words)


def held(meeting, remarks=""):
    came = {row.pk: (row.organisation != cast.court(), "沈丽") for row in meeting.attendances.all()}
    return do(hold, meeting, held_on=TOMORROW, chair="沈丽", came=came, remarks=remarks, day=TOMORROW)


def minuted():
    meeting = held(called(Entry(topic="宿舍安全")))
    do(record_item, meeting.items.get(), discussion="", resolution="下周复查。", day=TOMORROW)
    return do(issue_minutes, meeting, day=TOMORROW)


def told(meeting):
    return [(row.number, row.kind, row.state) for row in meeting.events.all()]


class TestEveryAct:
    def test_leaves_one_event_with_who_in_which_role_and_when(self):
        case = make_dispute("accepted")
        meeting = called(Entry(topic="一函两书"))
        do(add_items, meeting, [Entry(case, why="久拖未决")])
        do(remove_item, meeting.items.get(topic="一函两书"))
        do(amend_meeting, meeting, plan(place="工会二楼"))
        held(meeting)
        do(record_item, AgendaItem.objects.get(), discussion="已核对。", resolution="限期支付。", day=TOMORROW)
        meeting = do(issue_minutes, meeting, day=TOMORROW)
        assert told(meeting) == [
            (0, "convene", "planned"), (1, "add_items", "planned"), (2, "remove_item", "planned"),
            (3, "amend", "planned"), (4, "hold", "held"), (5, "record_item", "held"), (6, "issue_minutes", "minuted"),
        ]  # fmt: skip
        assert meeting.version == 6
        assert {(row.by, row.role, row.organisation) for row in meeting.events.all()} == {
            (cast.manager(), "manager", cast.city())
        }
        assert [row.at for row in meeting.events.all()] == [at(DAY)] * 4 + [at(TOMORROW)] * 3
        assert list(violations()) == []

    def test_tells_what_there_was_before(self):
        case = make_dispute("accepted")
        meeting = called(Entry(case, why="久拖未决"))
        do(amend_meeting, meeting, plan(place="工会二楼", invited=(cast.hr(), cast.procuratorate())))
        held(meeting, remarks="另行通知。")
        do(record_item, AgendaItem.objects.get(), discussion="一", resolution="二", day=TOMORROW)
        do(record_item, AgendaItem.objects.get(), discussion="", resolution="三", day=TOMORROW)
        first, amended, attended, *written = [row.data for row in meeting.events.all()]
        item = {"dispute": {"id": case.pk, "label": case.number}, "topic": "", "why": "久拖未决"}
        assert (first["title"], first["items"]) == ("四方协调联席会议", [item])
        city, hr, court, procuratorate = map(str, (cast.city(), cast.hr(), cast.court(), cast.procuratorate()))
        assert amended == {"changes": {
            "place": ["社会治理中心三楼", "工会二楼"], "invited": [[city, hr, court], [city, hr, procuratorate]],
        }}  # fmt: skip
        assert (attended["held_on"], attended["remarks"]) == (TOMORROW.isoformat(), "另行通知。")
        assert [row["organisation"]["label"] for row in attended["came"]] == [city, hr, procuratorate]
        assert written == [
            {"items": [item], "discussion": "一", "resolution": "二"},
            {"items": [item], "discussion": "", "resolution": "三"},
        ]

    def test_the_same_again_is_no_act(self):
        meeting = called(Entry(topic="宿舍安全"))
        do(amend_meeting, meeting, plan(title=" 四方协调联席会议 ", place="社会治理中心三楼 ", chair="沈丽\n"))
        held(meeting)
        for _twice in range(2):
            do(record_item, meeting.items.get(), discussion="", resolution="下周复查。", day=TOMORROW)
        assert [kind for _number, kind, _state in told(meeting)] == ["convene", "hold", "record_item"]

    def test_words_stand_without_space_around_them(self):
        meeting = do(amend_meeting, called(), plan(title=" 会商 ", place="工会二楼 ", chair=" 周敏"))
        assert (meeting.title, meeting.place, meeting.chair) == ("会商", "工会二楼", "周敏")
        with refused("the meeting has a title and a place"):
            do(amend_meeting, meeting, plan(title=" \n"))

    def test_a_refused_one_leaves_none(self):
        meeting = called(Entry(topic="宿舍安全"))
        with refused("a reason is given"):
            do(cancel, meeting, reason=" ")
        with stale():
            cancel(meeting, reason="改期", by=cast.manager(), at=at(DAY), version=7)
        assert told(meeting) == [(0, "convene", "planned")]

    def test_cancelling_keeps_its_reason_apart(self):
        meeting = called()
        Meeting.objects.update(remarks="请带台账。")
        meeting = do(cancel, meeting, reason=" 改期。 ")
        assert (meeting.remarks, meeting.cancel_reason, meeting.cancelled_on) == ("请带台账。", "改期。", DAY)
        assert (told(meeting)[-1], meeting.events.last().reason) == ((1, "cancel", "cancelled"), "改期。")


class TestKept:
    @pytest.mark.parametrize("change", [
        lambda row: MeetingEvent.objects.filter(pk=row.pk).update(reason="另一个理由"),
        lambda row: MeetingEvent.objects.filter(pk=row.pk).delete(),
    ])  # fmt: skip
    def test_the_database_refuses_to_change_or_to_delete_an_event(self, change):
        row = called().events.get()
        with pytest.raises(DatabaseError), transaction.atomic():
            change(row)
        assert list(MeetingEvent.objects.values_list("pk", "reason")) == [(row.pk, "")]


# What the invariants see ------------------------------------------------------------------------------------


def lost_event():
    minuted().events.filter(kind="hold").delete()


def no_beginning():
    called().events.all().delete()


def later_version():
    Meeting.objects.filter(pk=called().pk).update(version=3)


def another_state():
    Meeting.objects.filter(pk=minuted().pk).update(minutes=None)


def cancelled_behind_the_door():
    Meeting.objects.filter(pk=called().pk).update(cancelled_on=DAY)


def another_reason():
    Meeting.objects.filter(pk=do(cancel, called(), reason="改期。").pk).update(cancel_reason="撤回")


def another_day():
    Meeting.objects.filter(pk=held(called()).pk).update(held_on=DAY)


def unlawful_move():
    minuted().events.filter(kind="record_item").update(kind="amend")


def by_another_town():
    called().events.update(by=cast.other_town_mediator(), role="mediator", organisation=cast.other_town())


def by_a_role_without_the_right():
    called().events.update(by=cast.chair(), role="signer")


@pytest.mark.parametrize(("invariant", "change"), [
    ("I2", lost_event), ("I2", no_beginning), ("I2", later_version), ("I3", another_state),
    ("I3", cancelled_behind_the_door), ("I3", another_reason), ("I3", another_day), ("I3", unlawful_move),
    ("I8", by_another_town), ("I8", by_a_role_without_the_right),
], ids=lambda value: getattr(value, "__name__", value))  # fmt: skip
def test_a_breach_is_seen(invariant, change):
    freezing.remove(connection, "mediation_meetingevent")
    change()
    assert invariant in {violation.invariant for violation in violations()}
    assert all(violation.where == "register" for violation in violations())


def test_what_was_adopted_begins_with_its_version():
    freezing.remove(connection, "mediation_meetingevent")
    meeting = held(called())
    meeting.events.all().delete()
    MeetingEvent.objects.create(
        meeting=meeting, number=1, kind="adopt", state="held", at=at(TOMORROW), by=cast.manager(),
        organisation=cast.city(),
    )  # fmt: skip
    assert list(violations()) == []


def test_the_minutes_print_official_dates():
    meeting = held(called(Entry(make_dispute("accepted"), why="2026-08-20发出激化预警")), remarks="2026-09-01前通报。")
    do(
        record_item,
        AgendaItem.objects.get(),
        discussion="2026-08-21已约谈",
        resolution="2026-12-01前付清",
        day=TOMORROW,
    )
    facts = facts_of(meeting)
    assert facts["matters"].partition("列入议程：")[2].splitlines() == [
        "2026年8月20日发出激化预警。", "讨论情况：2026年8月21日已约谈。", "议定意见：2026年12月1日前付清。",
    ]  # fmt: skip
    assert facts["remarks"] == "2026年9月1日前通报。"
