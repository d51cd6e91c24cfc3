"""Pages of meetings and tasks: proposed from stuck cases, written by who leads, read in parts by who is invited."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mediation.models import Meeting, Task
from mediation.operations.meeting_plans import Entry, Plan
from mediation.operations.meetings import convene
from mediation.operations.tasks import Order, open_task
from tests import cast
from tests.factories import fresh, later, make_dispute

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def enter(client):
    def sign_in(person):
        client.force_login(person)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


def meeting_of(*entries, invited=None):
    plan = Plan(
        "joint", "四方协调联席会议", timezone.now(), "社会治理中心", "沈丽", invited or (cast.hr(), cast.court())
    )
    return convene(plan, entries, convener=cast.city(), by=cast.manager(), at=timezone.now())


def typed(today, **given):
    return {
        "version": "0", "convener": cast.city().pk, "kind": "joint", "title": "第一次联席会议",
        "planned_at": f"{later(today, 3)}T14:30", "place": "社会治理中心", "chair": "", "partners": [cast.hr().pk],
        "numbers": "", "topics": "",
    } | given  # fmt: skip


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


class TestConvening:
    def test_the_agenda_is_proposed_from_stuck_cases_and_others_are_added(self, enter, today):
        stuck = make_dispute("accepted", on=later(today, -60))
        other = make_dispute("accepted", on=later(today, -3), employer=cast.other_employer())
        client = enter(cast.manager())
        page = client.get(reverse("meeting-new"))
        assert [row.dispute for row in page.context["agenda"].stuck.values()] == [stuck]
        assert "no act for 59 days" in page.content.decode()
        answer = client.post(
            reverse("meeting-new"), typed(today, cases=[stuck.pk], numbers=f"{other.number}\n", topics="信息共享\n ")
        )
        meeting = Meeting.objects.get()
        assert answer.url == reverse("meeting-detail", args=[meeting.pk])
        assert [str(item) for item in meeting.items.all()] == [stuck.number, other.number, "信息共享"]
        assert meeting.items.first().why == "59天没有任何办理记录"  # in Chinese, as the minutes print it
        shown = client.get(answer.url).content.decode()
        assert stuck.number in shown
        assert "信息共享" in shown

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"title": ""}, "This field is required"),
            ({"planned_at": "2026-02-31T10:00"}, "Enter a valid date/time."),
            ({"numbers": "诸劳争〔2026〕999号"}, "There is no such case among those you see"),
            ({"topics": "题" * 201}, "A topic has at most 200 characters."),
            ({"partners": []}, "at least one other organisation is invited"),
            ({"planned_at": "2099-01-05T10:00"}, "within two years of today"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, enter, today, given, words):
        answer = enter(cast.manager()).post(reverse("meeting-new"), typed(today, place="三楼会议室", **given))
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "三楼会议室" in answer.content.decode()
        assert not Meeting.objects.exists()


class TestLeading:
    def test_from_attendance_to_minutes(self, enter, today):
        dispute = make_dispute("at_hr", on=later(today, -9))
        meeting = meeting_of(Entry(dispute, why="逾期未反馈"))
        client, (ours, hr, court) = enter(cast.manager()), meeting.attendances.order_by("pk")
        answer = post(
            client, "meeting-hold", meeting.pk, version=0, held_on=today, chair="沈丽", remarks="",
            **{f"came_{ours.pk}": "on", f"people_{ours.pk}": "沈丽", f"came_{hr.pk}": "on", f"people_{hr.pk}": "刘颖",
               f"people_{court.pk}": ""},
        )  # fmt: skip
        assert answer.status_code == 302
        item = meeting.items.get()
        words = {"discussion": "企业愿意分期。", "resolution": "督促支付。"}
        stale = post(client, "agenda-item", item.pk, version=0, **words)
        assert stale.status_code == 409
        assert "企业愿意分期。" in stale.content.decode()
        assert post(client, "agenda-item", item.pk, version=1, **words).status_code == 302
        address = reverse("task-new", args=[dispute.pk]) + f"?item={item.pk}"
        order = {"text": "督促支付", "unit": cast.inspection().pk, "owner": "", "due_on": later(today, 9)}
        assert client.post(address, order).url == reverse("meeting-detail", args=[meeting.pk])
        assert client.get(reverse("meeting-minutes", args=[meeting.pk])).content.startswith(b"%PDF")  # the draft
        assert post(client, "minutes-issue", meeting.pk, version=1).status_code == 409
        assert post(client, "minutes-issue", meeting.pk, version=2).status_code == 302
        assert fresh(meeting).minutes.kind == "minutes"
        page = client.get(reverse("meeting-detail", args=[meeting.pk])).content.decode()
        assert reverse("agenda-item", args=[item.pk]) not in page
        assert post(client, "agenda-item", item.pk, version=3, **words).status_code == 422

    def test_minutes_that_lack_something_are_not_issued(self, enter):
        meeting = meeting_of(Entry(topic="信息共享"))
        answer = post(enter(cast.manager()), "minutes-issue", meeting.pk, version=0)
        assert answer.status_code == 422
        assert "at least one resolution is recorded" in answer.content.decode()
        assert fresh(meeting).minutes is None

    def test_queries_do_not_grow_with_the_agenda(self, enter, today):
        def queries(number):
            meeting = meeting_of(*[Entry(make_dispute("accepted", on=later(today, -5))) for _ in range(number)])
            for item in meeting.items.select_related("dispute"):
                order = Order("督促", cast.city(), later(today, 5))
                open_task(item.dispute, order, by=cast.manager(), at=timezone.now(), agenda_item=item)
            client = enter(cast.manager())
            client.get(reverse("meeting-detail", args=[meeting.pk]))
            with CaptureQueriesContext(connection) as counted:
                client.get(reverse("meeting-detail", args=[meeting.pk]))
            return len(counted)

        few = queries(1)
        assert queries(4) == few <= 15


class TestInvited:
    def test_a_partner_reads_its_own_part_and_no_minutes(self, enter, today):
        theirs = make_dispute("at_hr", on=later(today, -9))
        other = make_dispute("accepted", on=later(today, -9), employer=cast.other_employer())
        meeting = meeting_of(Entry(theirs, why="移送未反馈"), Entry(other, why="疑难案件"))
        Meeting.objects.filter(pk=meeting.pk).update(remarks="内部事项", held_on=today)
        client = enter(cast.hr_liaison())
        for name in ("meeting-detail", "meeting-agenda"):
            page = client.get(reverse(name, args=[meeting.pk])).content.decode()
            assert "社会治理中心" in page
            assert "移送未反馈" in page
            for hidden in (other.number, "疑难案件", "内部事项", other.employer.name, theirs.employer.name):
                assert hidden not in page, (name, hidden)
        assert client.get(reverse("meeting-minutes", args=[meeting.pk])).status_code == 404
        hidden_item = meeting.items.get(dispute=other)
        assert client.get(reverse("agenda-item", args=[hidden_item.pk])).status_code == 404
        assert client.get(reverse("agenda-item", args=[meeting.items.get(dispute=theirs).pk])).status_code == 403
        assert meeting.title in client.get(reverse("meeting-list")).content.decode()

    def test_the_desk_shows_the_next_meeting_and_the_tasks(self, enter, today):
        theirs = make_dispute("at_hr", on=later(today, -9))
        other = make_dispute("accepted", on=later(today, -9), employer=cast.other_employer())
        meeting = meeting_of(Entry(theirs), Entry(other))
        for dispute, unit in ((theirs, cast.hr()), (theirs, cast.city()), (other, cast.city())):
            order = Order(f"任务{unit.pk}", unit, later(today, 5))
            open_task(fresh(dispute), order, by=cast.manager(), at=timezone.now())
        sections = {one.key: one.rows for one in enter(cast.hr_liaison()).get(reverse("desk")).context["sections"]}
        assert [row.number for row in sections["meeting"]][1:] == [theirs.number]
        assert sections["meeting"][0].text == meeting.title
        assert [row.text for row in sections["tasks"]] == [f"任务{cast.hr().pk}"]
        sections = {one.key: one.rows for one in enter(cast.manager()).get(reverse("desk")).context["sections"]}
        assert [row.number for row in sections["meeting"]][1:] == [theirs.number, other.number]
        assert len(sections["tasks"]) == 2


class TestTasks:
    def test_one_that_would_leak_is_refused_with_the_way_to_hand_over(self, enter, today):
        dispute = make_dispute("accepted", on=later(today, -3))
        order = {"text": "查封账户", "unit": cast.court().pk, "owner": "", "due_on": later(today, 5)}
        answer = post(enter(cast.city_mediator()), "task-new", dispute.pk, **order)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "sees the case: hand it over first" in page
        assert reverse("hand-over-new", args=[dispute.pk]) in page
        assert "查封账户" in page
        assert not Task.objects.exists()

    def test_done_by_its_partner_on_the_case_page_of_both(self, enter, today):
        dispute = make_dispute("at_hr", on=later(today, -9))
        order = Order("督促支付", cast.inspection(), later(today, 5))
        task = open_task(dispute, order, by=cast.manager(), at=timezone.now())
        other = open_task(
            dispute, Order("回访职工", cast.city(), later(today, 5)), by=cast.manager(), at=timezone.now()
        )
        client = enter(cast.inspector())
        page = client.get(reverse("dispute-detail", args=[dispute.pk])).content.decode()
        assert "督促支付" in page
        assert "回访职工" not in page
        assert client.get(reverse("task-detail", args=[other.pk])).status_code == 404
        assert post(client, "task-detail", task.pk, done_on=later(today, 2), result="已付").status_code == 422
        assert post(client, "task-detail", task.pk, done_on=today, result="").status_code == 422
        assert post(client, "task-detail", task.pk, done_on=today, result="已付").status_code == 302
        assert fresh(task).done_on == today
        assert post(client, "task-detail", task.pk, done_on=today, result="已付").status_code == 422
        page = enter(cast.manager()).get(reverse("dispute-detail", args=[dispute.pk])).content.decode()
        assert "done on" in page
        assert "回访职工" in page


class TestLinkageOnTheCasePage:
    def test_the_banner_says_why_and_leads_up(self, enter, today):
        ten = tuple(f"职工{letter}" for letter in "甲乙丙丁戊己庚辛壬癸")
        dispute = make_dispute("registered", on=later(today, -1), holder=cast.town(), workers=ten)
        client = enter(cast.town_mediator())
        page = client.get(reverse("dispute-detail", args=[dispute.pk])).content.decode()
        assert "This case must go up to the city union" in page
        assert "it covers 10 or more workers" in page
        form = client.get(reverse("dispute-step", args=[dispute.pk, "escalate"])).context["form"]
        assert form["ground"].value() == "collective"
        assert form["holder"].value() == cast.city().pk
        post(
            client, "dispute-step", dispute.pk, "escalate", version=dispute.version, holder=cast.city().pk,
            ground="collective", reason="人数较多。",
        )  # fmt: skip
        sections = {one.key: one.rows for one in enter(cast.reviewer()).get(reverse("desk")).context["sections"]}
        assert [str(row.note) for row in sections["new"]] == [
            "taken up: it covers 10 or more workers; accept or return"
        ]
        page = client.get(reverse("dispute-detail", args=[dispute.pk])).content.decode()
        assert "This case must go up" not in page
        assert "Taken up" in page


class TestHistory:
    def test_is_read_by_the_unions_people_who_see_every_item(self, enter):
        case = make_dispute("accepted")
        meeting = meeting_of(Entry(case, why="久拖未决"))
        page = enter(cast.auditor()).get(reverse("meeting-detail", args=[meeting.pk]))
        (entry,) = page.context["history"]
        assert entry.title == "Meeting convened"
        assert entry.text.splitlines()[-1] == case.number
        assert "久拖未决" not in entry.text
        assert '<h2 id="history">' in page.content.decode()
        page = enter(cast.hr_liaison()).get(reverse("meeting-detail", args=[meeting.pk]))
        assert page.context["history"] == []
        assert '<h2 id="history">' not in page.content.decode()

    def test_does_not_name_a_case_the_reader_does_not_see(self, enter):
        case = make_dispute("accepted", employer=cast.other_employer())
        meeting = meeting_of(Entry(case), Entry(topic="宿舍安全"), invited=(cast.town(),))
        client = enter(cast.manager())
        post(client, "agenda-item", meeting.items.get(dispute=case).pk, version=0, remove="1")
        seen = enter(cast.manager()).get(reverse("meeting-detail", args=[meeting.pk])).content.decode()
        page = enter(cast.town_mediator()).get(reverse("meeting-detail", args=[meeting.pk]))
        assert [entry.text.splitlines()[-1] for entry in page.context["history"]] == [
            "a case that is not open to you", "宿舍安全",
        ]  # fmt: skip
        assert case.number in seen
        assert case.number not in page.content.decode()

    def test_queries_do_not_grow_with_events(self, enter):
        meeting = meeting_of(Entry(topic="宿舍安全"))
        client = enter(cast.manager())

        def count():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(reverse("meeting-detail", args=[meeting.pk]))
            return len(queries)

        count()
        before = count()
        for number in range(5):
            post(client, "agenda-add", meeting.pk, version=number, topics=f"议题{number}")
        assert meeting.events.count() == 6
        assert count() == before
