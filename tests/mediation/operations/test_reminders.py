"""Who is told of which deadline and when; once, together, and nobody who may not know."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mediation.models import Deadline, HandOver, Involvement, Message, Reminder, Task, User
from mediation.operations import reminders
from mediation.operations.foundation import enlist
from mediation.operations.links import office_user
from mediation.operations.people import recuse
from mediation.operations.reminders import remind
from tests import cast, factories
from tests.factories import MONDAY, at
from tests.factories.deadlines import add_deadline, only_deadline

pytestmark = pytest.mark.django_db
TRIGGER, FRIDAY = MONDAY, date(2026, 3, 20)  # eighteen days; the 16th is a Monday
DAYS = {"half": 11, "before_3": 17, "before_1": 19, "today": 20, "late_1": 23, "late_3": 25, "late_5": 27}


@pytest.fixture(autouse=True)
def office(cheap_letters, settings):
    """The city's people are there, and everybody has an address."""
    settings.SENDS_EMAIL = True
    for person in (cast.reviewer, cast.manager, cast.administrator, cast.auditor):
        person()


def make_case(holder=cast.city, **given):
    return factories.make_dispute("accepted", holder=holder(), on=date(2026, 2, 24), **given)


def day_of(code):
    return date(2026, 3, DAYS[code])


def told(stage=None):
    rows = Reminder.objects.filter(stage=stage) if stage else Reminder.objects.all()
    return sorted(rows.values_list("user__username", flat=True))


@pytest.mark.parametrize(
    ("stage", "names"),
    [
        ("half", ["wang.mei"]),
        ("before_3", ["wang.mei"]),
        ("before_1", ["wang.mei", "zhou.min"]),
        ("today", ["wang.mei", "zhou.min"]),
        ("late_1", ["wang.mei", "zhou.min"]),
        ("late_3", ["shen.li", "wang.mei", "zhou.min"]),
        ("late_5", ["shen.li", "wang.mei", "zhou.min"]),
    ],
)
def test_the_person_then_the_unit_then_the_manager(stage, names):
    only_deadline(make_case(), trigger_on=TRIGGER, due_on=FRIDAY)
    assert remind(at=at(day_of(stage))) == (len(names), 0)
    assert told(stage) == told() == names


def test_in_a_town_the_manager_is_the_one_of_the_union_above():
    cast.town_reviewer()
    only_deadline(make_case(cast.town), trigger_on=TRIGGER, due_on=FRIDAY)
    remind(at=at(day_of("late_3")))
    assert told() == ["chen.tao", "feng.review"]
    remind(at=at(day_of("late_5")))
    assert told("late_5") == ["chen.tao", "feng.review", "shen.li"]


def test_where_an_enterprise_has_no_reviewer_the_town_has_one():
    cast.town_reviewer()
    only_deadline(make_case(cast.enterprise), trigger_on=TRIGGER, due_on=FRIDAY)
    remind(at=at(day_of("today")))
    assert told() == ["feng.review", "lou.jun"]


def test_a_case_without_a_handler_is_everybodys_there():
    case = make_case()
    cast.second_city_mediator()
    type(case).objects.filter(pk=case.pk).update(handler=None)
    only_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    remind(at=at(day_of("before_3")))
    assert told() == ["luo.bin", "wang.mei", "zhou.min"]


def test_a_handler_whose_account_is_closed_is_replaced_by_the_unit():
    case = make_case()
    only_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    User.objects.filter(pk=case.handler_id).update(is_active=False)
    remind(at=at(day_of("before_3")))
    assert told() == ["zhou.min"]


def test_recused_people_and_those_with_an_interest_are_told_nothing():
    case = make_case()
    only_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    recuse(case, case.handler, by=cast.manager(), at=at(TRIGGER), reason="近亲属")
    cast.reviewer().interests.create(employer=case.employer, note="配偶任职")
    cast.second_city_mediator()
    remind(at=at(day_of("late_5")))
    assert told() == ["luo.bin", "shen.li"]


def test_sight_is_asked_again_as_it_is_written():
    """Between planning and writing somebody may be recused, or another run may have told them."""
    case = make_case()
    row = only_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    wanted = {row.pk: "today"}
    assert reminders._tell(cast.other_town_mediator(), wanted, at(FRIDAY)) == (0, 0)
    assert reminders._tell(case.handler, wanted, at(FRIDAY)) == (1, 0)
    assert reminders._tell(case.handler, wanted, at(FRIDAY)) == (0, 0)
    Deadline.objects.filter(pk=row.pk).update(paused_on=FRIDAY)
    assert reminders._tell(cast.reviewer(), wanted, at(FRIDAY)) == (0, 0)
    assert told() == ["wang.mei"]


def test_what_stands_still_or_belongs_to_an_ended_case_is_no_news():
    paused = only_deadline(make_case(), trigger_on=TRIGGER, due_on=FRIDAY, paused_on=TRIGGER)
    ended = make_case()
    only_deadline(ended, trigger_on=TRIGGER, due_on=FRIDAY)
    type(ended).objects.filter(pk=ended.pk).update(state="declined", ended_on=FRIDAY)
    assert remind(at=at(day_of("late_5"))) == (0, 0)
    Deadline.objects.filter(pk=paused.pk).update(paused_on=None)
    assert remind(at=at(day_of("late_5"))).reminders == 3


def test_a_right_is_told_long_before_and_never_after():
    row = only_deadline(make_case(), "B1a", trigger_on=date(2025, 3, 20), due_on=FRIDAY, unit="year")
    assert remind(at=at(date(2026, 3, 2))) == (1, 0)
    assert list(Reminder.objects.values_list("deadline", "stage")) == [(row.pk, "right_30")]
    assert remind(at=at(date(2026, 3, 23))) == (0, 0)


@pytest.mark.parametrize("moment", [at(date(2026, 3, 21)), at(date(2026, 3, 23), 8), at(date(2026, 3, 23), 18)])
def test_outside_working_hours_nothing_is_written(moment):
    only_deadline(make_case(), trigger_on=TRIGGER, due_on=FRIDAY)
    assert remind(at=moment) is None
    assert (Reminder.objects.count(), Message.objects.count()) == (0, 0)


def test_a_second_run_changes_nothing_and_the_next_stage_is_new():
    only_deadline(make_case(), trigger_on=TRIGGER, due_on=FRIDAY)
    assert remind(at=at(day_of("before_3"))) == (1, 0)
    assert remind(at=at(day_of("before_3"), 11)) == (0, 0)
    assert remind(at=at(date(2026, 3, 18))) == (0, 0)
    assert remind(at=at(day_of("before_1"))) == (2, 0)


def test_one_e_mail_a_person_for_all_of_them():
    User.objects.filter(username="wang.mei").update(email="wang.mei@example.org")
    case = make_case()
    User.objects.filter(pk=case.handler_id).update(email="wang.mei@example.org")
    only_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    add_deadline(case, "S1", trigger_on=TRIGGER, due_on=FRIDAY)
    only_deadline(make_case(), trigger_on=TRIGGER, due_on=FRIDAY)
    assert remind(at=at(day_of("before_3"))) == (3, 1)
    message = Message.objects.get()
    assert (message.address, message.status, message.made_at) == (
        "wang.mei@example.org", "waiting", at(day_of("before_3")),
    )  # fmt: skip
    assert message.reminders.count() == 3
    assert message.message_id.endswith("@tiaojie.example.org>")


def test_without_a_mail_server_no_e_mail_is_written(settings):
    settings.SENDS_EMAIL = False
    case = make_case()
    User.objects.filter(pk=case.handler_id).update(email="wang.mei@example.org")
    only_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    assert remind(at=at(day_of("before_3"))) == (1, 0)
    assert Message.objects.count() == 0


def hand_over(case, agency):
    Involvement.objects.get_or_create(dispute=case, organisation=agency, defaults={"role": "partner", "since": TRIGGER})
    return HandOver.objects.create(
        dispute=case, agency=agency, purpose="移送处理", ground="consent", sent_on=TRIGGER, sent_by=case.handler
    )


def test_the_office_that_has_a_parcel_is_told_of_it_and_of_nothing_else():
    case = make_case()
    cast.inspector()
    cast.court_liaison()
    parcel = hand_over(case, cast.inspection())
    hand_over(case, cast.court())
    only_deadline(case, "H1", trigger_on=TRIGGER, due_on=FRIDAY, hand_over=parcel)
    add_deadline(case, "M3", trigger_on=TRIGGER, due_on=FRIDAY)
    remind(at=at(day_of("today")))
    assert list(Reminder.objects.filter(user=cast.inspector()).values_list("deadline__rule", flat=True)) == ["H1"]
    assert told() == ["hr.inspection", "wang.mei", "wang.mei", "zhou.min", "zhou.min"]


def test_an_office_that_acts_by_link_is_nobody_to_be_told():
    """The labour inspection has no account of its own: the HR bureau above it is told, as before the link."""
    case, liaison = make_case(), cast.hr_liaison()
    link_user = office_user(cast.inspection(), at(TRIGGER))
    User.objects.filter(pk=link_user.pk).update(email="office@example.cn")
    only_deadline(case, rule="H1", hand_over=hand_over(case, cast.inspection()), trigger_on=TRIGGER, due_on=FRIDAY)
    remind(at=at(day_of("today")))
    assert told() == sorted([liaison.username, "wang.mei", "zhou.min"])
    assert link_user.memberships.valid_on(TRIGGER).count() == 1, "it still acts for the inspection"


def test_a_liaison_who_signs_in_is_told_whatever_the_name():
    case = make_case()
    named = enlist("office-court", "方园", cast.court(), "liaison", since=TRIGGER, password="pbkdf2_sha256$1$x$y")
    only_deadline(case, rule="H1", hand_over=hand_over(case, cast.court()), trigger_on=TRIGGER, due_on=FRIDAY)
    remind(at=at(day_of("today")))
    assert named.username in told()


def task(case, unit, owner=None):
    event = case.events.order_by("number").first()
    given = {"text": "提交考勤记录", "due_on": FRIDAY, "opened_by": event}
    return Task.objects.create(dispute=case, unit=unit, owner=owner, **given)


def test_a_task_is_its_owners():
    case = make_case()
    owned = task(case, cast.city(), cast.second_city_mediator())
    only_deadline(case, "U3", trigger_on=FRIDAY, due_on=FRIDAY, unit="date", task=owned)
    remind(at=at(day_of("before_3")))
    assert told() == ["luo.bin"]


def test_a_task_without_an_owner_is_its_units():
    case = make_case(cast.town)
    cast.town_reviewer()
    given = task(case, cast.town())
    only_deadline(case, "U3", trigger_on=FRIDAY, due_on=FRIDAY, unit="date", task=given)
    remind(at=at(day_of("before_3")))
    assert told() == ["chen.tao", "feng.review"]


def test_the_queries_of_a_run_do_not_grow_with_the_deadlines():
    case, counts = make_case(), []
    only_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    for more in (2, 5, 50):
        for _number in range(more):
            add_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
        with CaptureQueriesContext(connection) as captured:
            remind(at=at(day_of("before_3")))
        counts.append(len(captured))
    assert len(set(counts)) == 1, counts
