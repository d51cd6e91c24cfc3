"""Several cases against one employer become one collective case, or nothing happens."""

import pytest
from django.utils import translation

from mediation.models import Dispute, Event
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.gathering import gather
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute

pytestmark = pytest.mark.django_db
DAY, WHY = at(later(MONDAY, 9)), "同一用人单位、同类请求，合并办理。"


def state():
    return list(
        Dispute.objects.order_by("pk").values_list("state", "merged_into", "worker_count")
    ), Event.objects.count()


def three(**other):
    return [
        make_dispute("registered", workers=(name,), **kind)
        for name, kind in zip("甲乙丙", ({}, {}, other), strict=True)
    ]


def test_the_others_go_on_in_the_case_chosen():
    first, *others = three()
    case = gather(first, others, by=cast.reviewer(), at=DAY, reason=WHY)
    assert (case.pk, case.worker_count, case.state) == (first.pk, 3, "registered")
    assert sorted(case.parties.filter(role="applicant").values_list("name", flat=True)) == sorted("甲乙丙")
    assert [(row.state, row.outcome, row.merged_into_id) for row in map(fresh, others)] == [
        ("closed", "R13", case.pk)
    ] * 2
    assert [event.reason for event in Event.objects.filter(kind="merge")] == [WHY] * 2


@pytest.mark.parametrize("case", ["another employer", "nobody else", "no right", "no reason"])
def test_what_cannot_be_merged_whole_is_not_merged_at_all(case):
    other = {"employer": cast.other_employer()} if case == "another employer" else {}
    first, *others = three(**other)
    before = state()
    by = cast.volunteer() if case == "no right" else cast.reviewer()
    with translation.override("en"), pytest.raises(StepForbidden if case == "no right" else StepRefused) as refused:
        gather(first, [] if case == "nobody else" else others, by=by, at=DAY, reason="" if case == "no reason" else WHY)
    if case == "another employer":
        assert [row.what for row in refused.value.unmet] == [
            f"{others[1].number}: the other case is open and against the same employer"
        ]
    assert state() == before
