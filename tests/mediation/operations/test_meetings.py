"""Meetings: who convenes, who reads what of the agenda, what is written, and the minutes that end it."""

import pytest

from documents.models import IssuedLetter
from mediation.integrity import violations
from mediation.models import AgendaItem, Meeting, Organisation
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.meeting_plans import Entry, Plan
from mediation.operations.meetings import (
    add_items,
    amend_meeting,
    cancel,
    convene,
    conveners,
    hold,
    leads,
    record_item,
    remove_item,
)
from mediation.operations.minutes import facts_of, issue_minutes, preview_minutes
from mediation.operations.tasks import Order, open_task
from tests import cast
from tests.factories import MONDAY, acts, at, fresh, later, make_dispute, take
from tests.refusals import refused, unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 20)
TOMORROW = later(DAY, 1)


def plan(*invited, **given):
    values = {
        "kind": "joint", "title": "四方协调联席会议", "planned_at": at(TOMORROW, 14), "place": "社会治理中心三楼",
        "chair": "沈丽",
    }  # fmt: skip
    return Plan(**values | given, invited=invited or (cast.hr(), cast.court()))


def called(*entries, convener=None, by=None, invited=(), **given):
    return convene(
        plan(*invited, **given), entries, convener=convener or cast.city(), by=by or cast.manager(), at=at(DAY)
    )


def held(meeting, came=("city_union", "hr_bureau"), by=None):
    rows = meeting.attendances.select_related("organisation")
    came = {
        row.pk: (row.organisation.kind in came, "沈丽 刘颖" if row.organisation.kind in came else "") for row in rows
    }
    return hold(
        meeting, held_on=TOMORROW, chair="沈丽", came=came, remarks="", by=by or cast.manager(), at=at(TOMORROW, 17),
        version=meeting.version,
    )  # fmt: skip


def written(item, by=None, **given):
    words = {"discussion": "企业愿意分期支付。", "resolution": "由人社局督促支付首期工资。"} | given
    item = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
    return record_item(item, **words, by=by or cast.manager(), at=at(TOMORROW, 17), version=item.meeting.version)


class TestConvened:
    def test_by_city_and_town_unions_in_their_own_name(self):
        assert conveners(cast.manager()) == [cast.city()]
        assert conveners(cast.town_mediator()) == [cast.town()]
        for person in (cast.enterprise_mediator(), cast.chair(), cast.volunteer(), cast.inspector(), cast.auditor()):
            assert conveners(person) == []
        for person in (cast.enterprise_mediator(), cast.other_town_mediator(), cast.court_liaison(), cast.chair()):
            with unchanged(), pytest.raises(StepForbidden):
                called(convener=cast.town(), by=person)
        with unchanged(), pytest.raises(StepForbidden):
            called(convener=cast.enterprise(), by=cast.city_mediator())

    def test_the_convener_attends_and_any_number_of_partners(self):
        partners = (cast.hr(), cast.court(), cast.procuratorate(), cast.justice(), cast.inspection())
        meeting = called(Entry(topic="一函两书与检察建议衔接"), invited=partners)
        found = {row.organisation for row in meeting.attendances.all()}
        assert found == {cast.city(), *partners}
        assert str(meeting.items.get()) == "一函两书与检察建议衔接"

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"title": " "}, "the meeting has a title and a place"),
            ({"place": ""}, "the meeting has a title and a place"),
            ({"planned_at": at(later(DAY, 1000))}, "the day of the meeting lies within two years of today"),
            ({"invited": ()}, None),
        ],
    )
    def test_what_is_no_plan(self, given, words):
        cast.hr(), cast.court(), cast.manager()
        if words is None:
            given, words = {"invited": (cast.city(),)}, "at least one other organisation is invited"
        with refused(words):
            called(**given)

    def test_a_case_comes_on_the_agenda_by_who_works_on_it(self):
        above = make_dispute("accepted", employer=cast.other_employer())
        cast.town_mediator(), cast.hr(), cast.court()
        with refused(f"{above} is held by your union or one below it"):
            called(Entry(above), convener=cast.town(), by=cast.town_mediator())
        with refused("a topic has words"):
            called(Entry())


class TestSeen:
    def test_by_whose_union_convened_or_whose_office_is_invited(self):
        meeting = called(convener=cast.town(), by=cast.town_mediator(), invited=(cast.hr(), cast.other_town()))
        seeing = [
            cast.town_mediator, cast.city_mediator, cast.reviewer, cast.chair, cast.auditor, cast.hr_liaison,
            cast.other_town_mediator, cast.town_chair,
        ]  # fmt: skip
        blind = [
            cast.court_liaison, cast.inspector, cast.volunteer, cast.enterprise_mediator, cast.worker_user,
            cast.employer_user, cast.administrator, cast.archivist,
        ]  # fmt: skip
        for person in seeing:
            assert list(Meeting.objects.visible_to(person())) == [meeting], person
        for person in blind:
            assert list(Meeting.objects.visible_to(person())) == [], person
        assert [leads(person(), meeting) for person in (cast.town_mediator, cast.manager, cast.hr_liaison)] == [
            True, True, False,
        ]  # fmt: skip

    def test_of_the_agenda_only_what_they_see_anyway(self):
        theirs = make_dispute("at_hr")
        other = make_dispute("accepted", employer=cast.other_employer())
        meeting = called(Entry(theirs), Entry(other), Entry(topic="信息共享"))

        def items(person):
            return [str(item) for item in meeting.items.visible_to(person)]

        assert items(cast.hr_liaison()) == [theirs.number, "信息共享"]
        assert items(cast.court_liaison()) == ["信息共享"]
        assert items(cast.manager()) == [theirs.number, other.number, "信息共享"]


class TestWritten:
    def test_the_plan_changes_until_it_is_held(self):
        meeting = called(Entry(topic="信息共享"))
        new = plan(cast.justice(), place="工会二楼")
        meeting = amend_meeting(meeting, new, by=cast.manager(), at=at(DAY), version=meeting.version)
        assert meeting.place == "工会二楼"
        assert {row.organisation for row in meeting.attendances.all()} == {cast.city(), cast.justice()}
        with unchanged(), pytest.raises(StepStale):
            amend_meeting(meeting, new, by=cast.manager(), at=at(DAY), version=0)
        meeting = held(meeting, came=("city_union", "justice_bureau"))
        with refused("the meeting is not held yet"):
            amend_meeting(meeting, new, by=cast.manager(), at=at(DAY), version=meeting.version)

    def test_items_come_and_go_while_nothing_is_written_on_them(self):
        dispute = make_dispute("accepted")
        meeting = called()
        meeting = add_items(meeting, [Entry(dispute)], by=cast.manager(), at=at(DAY), version=meeting.version)
        with refused("the case is not on the agenda yet"):
            add_items(meeting, [Entry(dispute)], by=cast.manager(), at=at(DAY), version=meeting.version)
        with refused("a case or a topic is chosen"):
            add_items(meeting, [], by=cast.manager(), at=at(DAY), version=meeting.version)
        item = meeting.items.get()
        with refused("the attendance is recorded first"):
            written(item)
        meeting = held(meeting)
        written(item)
        item = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
        with refused("nothing was written on the item, and no task came of it"):
            remove_item(item, by=cast.manager(), at=at(TOMORROW), version=item.meeting.version)

    def test_a_discussion_is_an_event_of_the_case_once(self):
        dispute = make_dispute("accepted")
        meeting = held(called(Entry(dispute)))
        item = written(meeting.items.get())
        written(item)  # the same words again
        assert acts(dispute)[-1] == "dispute discuss"
        assert acts(dispute).count("dispute discuss") == 1
        assert [str(one) for one in violations()] == []

    def test_a_case_that_went_up_meanwhile_is_recorded_above(self):
        dispute = make_dispute("accepted", holder=cast.town())
        meeting = called(Entry(dispute), convener=cast.town(), by=cast.town_mediator())
        take(dispute, "escalate", cast.town_mediator(), DAY, holder=cast.city(), reason="请提级。")
        meeting = held(meeting, came=("town_union", "hr_bureau"), by=cast.town_mediator())
        with refused("the case is held by your union or one below it"):
            written(meeting.items.get(), by=cast.town_mediator())
        assert written(meeting.items.get(), by=cast.manager()).resolution

    def test_who_came_is_named_on_a_day_that_was(self):
        meeting = called()
        came = {row.pk: (True, " ") for row in meeting.attendances.all()}
        with refused(
            "the day is not in the future and near the day that was planned", "the chair is named",
            "who came is named for every organisation that came",
        ):  # fmt: skip
            hold(
                meeting, held_on=later(DAY, 9), chair="", came=came, remarks="", by=cast.manager(), at=at(DAY),
                version=meeting.version,
            )  # fmt: skip

    def test_cancelled_with_a_reason_nothing_more_is_written(self):
        meeting = called(Entry(topic="信息共享"))
        with refused("a reason is given"):
            cancel(meeting, reason=" ", by=cast.manager(), at=at(DAY), version=meeting.version)
        meeting = cancel(meeting, reason="改期。", by=cast.manager(), at=at(DAY), version=meeting.version)
        assert meeting.cancelled_on == DAY
        with refused("the meeting was not cancelled"):
            held(meeting)

    def test_only_by_who_leads(self):
        meeting = called(Entry(topic="信息共享"))
        for person in (cast.town_mediator(), cast.hr_liaison(), cast.chair(), cast.auditor()):
            with unchanged(), pytest.raises(StepForbidden):
                held(meeting, by=person)


class TestMinutes:
    def issue(self, meeting):
        return issue_minutes(meeting, by=cast.manager(), at=at(TOMORROW, 18), version=meeting.version)

    def test_numbered_and_frozen_nothing_changes_after_them(self):
        dispute = make_dispute("at_hr")
        meeting = held(called(Entry(dispute, why="移送后逾期未反馈"), Entry(topic="信息共享")))
        item = written(meeting.items.first())
        order = Order("督促支付首期工资", cast.inspection(), later(DAY, 30), cast.inspector())
        open_task(fresh(dispute), order, by=cast.manager(), at=at(TOMORROW), agenda_item=item)
        meeting = self.issue(fresh(meeting))
        record = IssuedLetter.objects.get(meetings=meeting)
        assert (record.number, record.kind, record.is_intact) == ("诸总工劳监纪〔2026〕1号", "minutes", True)
        assert record.facts["matters"] == (
            f"1.{dispute.number}（浙江枫裳服饰有限公司，劳动报酬）。列入议程：移送后逾期未反馈。\n"
            "讨论情况：企业愿意分期支付。\n议定意见：由人社局督促支付首期工资。\n"
            "2.信息共享。\n本次会议未议定，转下次会议研究。"
        )
        assert record.facts["tasks"] == f"1.{cast.inspection().name}（刘洋）于2026年4月21日前：督促支付首期工资。"
        assert record.facts["present"][1] == f"{cast.hr().name}：沈丽、刘颖"
        assert record.facts["absent"] == [cast.court().name]
        assert [str(one) for one in violations()] == []
        for act in (
            lambda: written(item, resolution="另议。"), lambda: held(meeting), lambda: self.issue(meeting),
            lambda: cancel(meeting, reason="改期", by=cast.manager(), at=at(TOMORROW), version=meeting.version),
        ):  # fmt: skip
            with refused("the minutes are not issued yet: what they say stays"):
                act()
        with refused("the item of the agenda is about this case and not closed by minutes"):
            open_task(
                fresh(dispute), order, by=cast.manager(), at=at(TOMORROW),
                agenda_item=AgendaItem.objects.select_related("meeting").get(pk=item.pk),
            )  # fmt: skip

    def test_what_they_lack_is_named(self):
        meeting = called(Entry(topic="信息共享"))
        with refused(
            "the attendance is recorded first", "at least one invited organisation came",
            "at least one resolution is recorded",
        ):  # fmt: skip
            self.issue(meeting)
        meeting = held(meeting)
        written(meeting.items.get(), resolution="定期通报𰻞。" + "字" * 10)
        with unchanged(), pytest.raises(StepRefused, match="U\\+30EDE"):
            self.issue(fresh(meeting))

    def test_the_preview_takes_no_number(self):
        meeting = held(called(Entry(topic="信息共享")))
        assert preview_minutes(meeting, at(TOMORROW)).startswith(b"%PDF")
        assert not IssuedLetter.objects.exists()
        assert facts_of(meeting)["matters"] == "1.信息共享。\n本次会议未议定，转下次会议研究。"
        assert Organisation.objects.get(pk=cast.city().pk).name in facts_of(meeting)["copies_to"]
