"""The ways of service: what proves each, and the day that counts (domain 1.5)."""

from datetime import date

import pytest
from django.utils.translation import override

from mediation import service
from mediation.classification import Service
from mediation.service import DETAILS, LABELS, WAYS
from tests.mediation.uploads.corpus import taken

pytestmark = pytest.mark.once  # no database at all
DAY = date(2026, 3, 10)
WHOLE = {
    "direct": {"served_to": "前台"}, "left": {"witness": "社区干部"}, "post": {"mail_number": "EMS 1"},
    "electronic": {"address": "hr@example.cn", "consent": "送达地址确认书"},
    "entrusted": {"entrusted_to": "枫桥镇总工会", "served_to": "前台"},
    "public": {"posted_where": "诸暨日报", "posted_on": DAY, "tried": "邮寄退回", "served_on": date(2026, 4, 9)},
}  # fmt: skip


def unmet(how, **given):
    with override("en"):
        answers = {"served_how": how, "served_on": DAY, **given}
        return [str(row.what) for row in service.unmet(None, answers)]


def test_every_way_has_a_row():
    assert set(WAYS) == set(Service.values) == set(WHOLE)
    assert all(set(way.fields) <= set(LABELS) for way in WAYS.values())


@pytest.mark.parametrize("how", WAYS)
def test_a_way_with_all_it_needs(how):
    assert unmet(how, **WHOLE[how]) == []


@pytest.mark.parametrize(("how", "name"), [(way.code, name) for way in WAYS.values() for name in way.needs])
def test_each_thing_that_is_missing_is_named(how, name):
    given = {**WHOLE[how], name: " " if name != "posted_on" else None}
    with override("en"):
        assert unmet(how, **given) == [f"missing: {LABELS[name]}"]


def test_an_unknown_way():
    assert unmet("pigeon") == unmet("") == ["the way of service is chosen"]


@pytest.mark.parametrize(("files", "proved"), [
    ([], False), ([taken()], False), ([taken("a.jpg", code="jpeg")], True), ([taken("a.mp4", code="mp4")], True),
])  # fmt: skip
def test_what_was_left_in_place_may_be_proved_by_a_recording(files, proved):
    assert (unmet("left", attached=files) == []) is proved


def test_a_public_notice_serves_thirty_days_later():
    given = WHOLE["public"] | {"served_on": date(2026, 4, 8)}
    assert unmet("public", **given) == [
        "a public notice serves thirty days after it was published: on 2026-04-09"
    ]  # fmt: skip


def test_particulars_of_another_way_are_not_kept():
    everything = {name: f"{name}!" for name in DETAILS} | {"posted_on": DAY, "hour": 14}
    assert service.details_of("post", everything) == {"mail_number": "mail_number!", "hour": 14}
    assert service.details_of("public", everything) == {
        "posted_where": "posted_where!", "posted_on": "2026-03-10", "tried": "tried!",
    }  # fmt: skip
    assert service.details_of("direct", {"hour": 0, "served_to": "前台"}) == {"hour": 0}
