"""The radar of employers: who stands out, for whom, and one case out of several."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mediation.models import Dispute, Event
from mediation.reports.radar import clusters
from tests import cast
from tests.factories import fresh, make_dispute

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def three():
    """Three workers in two cases of the town and one of the city, against one employer."""
    town = [
        make_dispute("registered", on=ago(20 - n), workers=(name,), holder=cast.town()) for n, name in enumerate("甲乙")
    ]
    return [*town, make_dispute("registered", on=ago(9), workers=("丙",))]


@pytest.mark.parametrize(
    ("cases", "seen"),
    [
        ([("甲",), ("乙", "丙")], 2),
        ([("甲",), ("乙",)], 0),  # two workers only
        ([("甲",), ("甲", "乙")], 0),  # again two: one of them is in both cases
        ([("甲",), ("甲", "乙"), ("丙", "乙")], 3),
        ([("甲", "乙", "丙")], 0),  # one case has them all
    ],
)
def test_three_workers_in_two_cases_stand_out(cases, seen):
    for workers in cases:
        make_dispute("registered", on=ago(5), workers=workers)
    make_dispute("registered", on=ago(5), workers=("丁",), employer=cast.other_employer())
    found = clusters(Dispute.objects.all(), ago(0))
    assert [(row.employer, row.cases, row.open_cases, row.workers) for row in found] == (
        [(cast.employer().name, seen, seen, 3)] if seen else []
    )


def test_two_people_of_one_name_are_two_by_their_numbers():
    for number in ("330681199001011234", "330681198502022345", ""):
        case = make_dispute("registered", on=ago(5), workers=("甲", "乙"))
        case.parties.filter(name="甲").update(id_number=number)
    assert [row.workers for row in clusters(Dispute.objects.all(), ago(0))] == [3]


def test_the_window_begins_after_its_days(settings):
    settings.RADAR_DAYS = 30
    for days in (30, 29, 1):
        make_dispute("registered", on=ago(days), workers=(f"甲{days}", f"乙{days}"))
    assert [(row.cases, row.workers, row.last_on) for row in clusters(Dispute.objects.all(), ago(0))] == [
        (2, 4, ago(1))
    ]
    assert [row.cases for row in clusters(Dispute.objects.all(), ago(1))] == [3]


def test_everybody_sees_the_employers_of_the_own_cases(client):
    cases = three()
    address = f"/reports/radar/{cases[0].employer_id}/"
    for person, workers, status in ((cast.manager(), [3], 200), (cast.town_mediator(), [], 404)):
        client.force_login(person)
        assert [row.workers for row in client.get("/reports/radar/").context["page"]] == workers
        assert client.get(address).status_code == status
    assert client.get("/reports/radar/99999999999999999999/").status_code == 404


def test_the_cases_chosen_become_one_and_a_reminder_can_be_drafted(client):
    first, second, third = three()
    address = f"/reports/radar/{first.employer_id}/"
    client.force_login(cast.reviewer())
    page = client.get(address)
    assert list(page.context["form"].offered) == [str(row.pk) for row in (first, second, third)]
    assert "reminder/" not in page.content.decode()  # a reviewer drafts nothing
    answer = client.post(address, {"going_on": first.pk, "others": [second.pk, third.pk], "reason": "合并办理"})
    assert (answer.status_code, answer.get("Location")) == (302, f"/cases/{first.pk}/")
    assert (fresh(first).worker_count, fresh(second).merged_into_id, fresh(third).merged_into_id) == (
        3,
        first.pk,
        first.pk,
    )
    assert client.get(address).status_code == 404  # one case is left
    events = Event.objects.count()
    assert (
        client.post(address, {"going_on": first.pk, "others": [second.pk], "reason": "再次点击"}).url
        == "/reports/radar/"
    )
    assert Event.objects.count() == events
    client.force_login(cast.city_mediator())
    assert client.get("/reports/radar/").context["page"].object_list == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"others": []}, "This field is required."),
        ({"others": ["1"], "going_on": "1"}, "The case that goes on cannot be merged into itself."),
        ({"others": ["2", "99999999999999999999"]}, "Select a valid choice."),
        ({"reason": ""}, "This field is required."),
    ],
)
def test_a_wrong_choice_is_told_and_changes_nothing(client, typed, words):
    keys = {str(number): str(case.pk) for number, case in enumerate(three(), 1)}
    before = Event.objects.count()
    client.force_login(cast.reviewer())
    data = {"going_on": "1", "others": ["2", "3"], "reason": "为什么"} | typed
    data["others"] = [keys.get(key, key) for key in data["others"]]
    data["going_on"] = keys[data["going_on"]]
    answer = client.post(f"/reports/radar/{cast.employer().pk}/", data)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert data["reason"] in answer.content.decode()
    assert (Event.objects.count(), Dispute.objects.filter(merged_into=None).count()) == (before, 3)


@pytest.mark.parametrize(
    ("types", "agreed", "ticked"),
    [
        (("06", "01", "01"), (), (1, [2])),
        (("01", "01", "01"), (0,), (1, [2])),
        (("01", "01", "06"), (1,), (None, [])),
    ],
)
def test_only_cases_of_one_type_without_an_agreement_are_ticked_beforehand(client, types, agreed, ticked):
    cases = three()
    for place, (case, category) in enumerate(zip(cases, types, strict=True)):
        Dispute.objects.filter(pk=case.pk).update(category=category, has_agreement=place in agreed)
    client.force_login(cast.reviewer())
    page = client.get(f"/reports/radar/{cases[0].employer_id}/")
    form, text = page.context["form"], page.content.decode()
    first, others = ticked
    chosen = "" if first is None else str(cases[first].pk)
    assert (form["going_on"].value(), form["others"].value()) == (chosen, [str(cases[n].pk) for n in others])
    assert text.count(" checked") == (first is not None) + len(others)
    assert form["reason"].value() is None
    differing = 0 if first is None else sum(category != types[first] for category in types)
    assert (text.count("other dispute type than"), text.count("has an agreement already")) == (differing, len(agreed))


def test_who_may_move_no_case_merges_nothing(client):
    first, second, _third = three()
    client.force_login(cast.auditor())
    page = client.get(f"/reports/radar/{first.employer_id}/")
    assert (page.status_code, page.context["form"]) == (200, None)
    typed = {"going_on": first.pk, "others": [second.pk], "reason": "合并办理"}
    assert client.post(f"/reports/radar/{first.employer_id}/", typed).status_code == 403
    assert fresh(second).merged_into_id is None
