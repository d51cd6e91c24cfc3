"""The filters of the case list: each narrows to exactly its cases, and tells nobody what their page hides."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import translation

from mediation.filters import NEEDS_SECTION, DisputeFilter
from mediation.listing import ORDERS, listed
from mediation.models import Dispute
from mediation.paging import all_of
from tests import cast, factories
from tests.factories import MONDAY, later

pytestmark = pytest.mark.django_db
TODAY = later(MONDAY, 10)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def build(query="", user=None, today=TODAY):
    user = user or cast.city_mediator()
    rows = Dispute.objects.visible_to(user)
    return DisputeFilter(QueryDict(query), queryset=rows, user=user, today=today)


def ordered(query=""):
    chosen = build(query)
    return [row for part in all_of(chosen.cases, chosen.order) for row in listed(part)]


def found(query="", **given):
    chosen = build(query, **given)
    return [row.pk for part in all_of(chosen.cases, chosen.order) for row in part]


@pytest.fixture
def three():
    """A fresh city case, an accepted one of 12 workers in Fengqiao, and a declined one with another employer."""
    fresh = factories.register_dispute(later(MONDAY, 9)).pk
    of_many = factories.make_dispute(
        "accepted", on=MONDAY, holder=cast.town(), workers=("欧阳建国", "司马娜"), channel="12351"
    )
    Dispute.objects.filter(pk=of_many.pk).update(worker_count=12)  # grown since a town could accept it
    return (
        fresh,
        of_many.pk,
        factories.make_dispute(
            "declined", on=later(MONDAY, 4), employer=cast.other_employer(), category="04", workers=("䶮喆",)
        ).pk,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [0, 2, 1]),
        ("open=1", [0, 1]),
        ("open=0", [2]),
        ("state=accepted", [1]),
        ("stage=union", [0, 2, 1]),
        ("stage=court", []),
        ("category=04", [2]),
        ("channel=12351", [1]),
        ("level=town", [1]),
        ("level=city", [0, 2]),
        ("outcome=R07", [2]),
        ("outcome=excluded", [2]),
        ("outcome=success", []),
        ("received_from=2026-03-06", [0, 2]),
        ("received_to=2026-03-06", [2, 1]),
        ("received_from=2026-03-06&received_to=2026-03-06", [2]),
        ("closed_from=2026-03-07&closed_to=2026-03-07", [2]),
        ("closed_to=2026-03-06", []),
        ("closed_from=2026-03-08", []),
        ("collective=1", [1]),
        ("handler=none", [0, 2]),
        ("q=司马娜", [1]),
        ("q=恒固管业", [2]),
        ("q=䶮喆", [2]),
        ("q=" + "没有这个名字", []),
        ("state=accepted&q=恒固管业", []),
    ],
)
def test_each_filter_narrows_to_its_cases(three, query, expected):
    assert found(query) == [three[place] for place in expected]


def test_free_text_finds_the_number(three):
    number = Dispute.objects.get(pk=three[1]).number
    assert found(f"q={number}") == [three[1]]


def test_town_and_people(three):
    town, mediator = cast.town(), cast.town_mediator()
    assert found(f"town={town.pk}") == [three[1]]
    assert found(f"handler={mediator.pk}") == [three[1]]
    assert found("handler=me", user=mediator) == [three[1]]
    assert found("handler=me") == []


def test_overdue_is_counted_on_the_day_given(three):
    late = Dispute.objects.get(pk=three[1]).deadlines.running().watched().earliest("due_on").due_on
    assert three[1] not in found("overdue=1", today=late)
    assert three[1] in found("overdue=1", today=late + timedelta(days=1))


class TestOrder:
    def test_every_order_holds_every_case(self, three):
        for name in ORDERS:
            assert sorted(found(f"sort={name}")) == sorted(three)

    def test_by_number(self, three):
        assert found("sort=number") == list(three)
        assert found("sort=-number") == list(three)[::-1]

    def test_by_due_date_with_none_last(self, three):
        rows = ordered("sort=due")
        dates = [row.next_due for row in rows]
        assert dates[-1] is None
        assert dates[:-1] == sorted(dates[:-1])
        assert [row.next_due for row in ordered("sort=-due")][-1] is None

    def test_by_amount(self, three):
        Dispute.objects.filter(pk=three[2]).update(amount_claimed=Decimal("1000000.00"))
        assert found("sort=-amount")[0] == three[2]

    @pytest.mark.parametrize("name", ["handler__password", "?", "pk", "-received_on"])
    def test_an_unknown_order_is_not_taken(self, three, name):
        assert found(f"sort={name}") == found()


class TestWrong:
    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("q=张", "q"),
            ("q=+", ""),
            ("q=" + "长" * 101, "q"),
            ("q=a%00b", "q"),
            ("state=nowhere", "state"),
            ("town=999999999999999999999999", "town"),
            ("town=abc", "town"),
            ("handler=1+OR+1", "handler"),
            ("handler=99999999999999999999", "handler"),
            ("received_from=yesterday", "received_from"),
            ("outcome=R99", "outcome"),
        ],
    )
    def test_a_wrong_filter_is_named_and_shows_no_case(self, three, query, field):
        wrong = build(query)
        if not field:  # only spaces: nothing was asked
            assert list(wrong.form.errors) == []
            return
        assert list(wrong.form.errors) == [field]
        assert list(wrong.cases) == []

    def test_one_character_gets_a_message(self, three):
        assert build("q=张").form.errors["q"] == ["Enter at least two characters to search for."]

    def test_a_name_that_is_no_filter_changes_nothing(self, three):
        assert found("handler__password__startswith=a&_connector=OR") == found()


class TestMinimumDisclosure:
    @pytest.fixture
    def served(self):
        dispute = factories.make_dispute("accepted", workers=("蒋喆",))
        factories.make_letter("reminder", "served", dispute=dispute)
        return dispute.pk

    def test_an_employer_cannot_search_for_the_people(self, served):
        employer = cast.employer_user()
        assert found(user=employer) == [served]
        assert found("q=蒋喆", user=employer) == []
        assert found("q=枫裳", user=employer) == [served]

    def test_an_employer_is_offered_no_filter_over_hidden_sections(self, served):
        assert set(build(user=cast.employer_user()).filters) & set(NEEDS_SECTION) == set()
        assert found("overdue=1&handler=none&sort=due", user=cast.employer_user()) == [served]
        assert build("sort=due", user=cast.employer_user()).sort == "-received"

    def test_the_name_of_a_handler_one_does_not_see_is_not_told(self, three):
        stranger = cast.other_town_mediator()
        chip = build(f"handler={cast.town_mediator().pk}", user=stranger).chips()[0]
        assert chip.value == "?"


class TestChips:
    def test_they_say_what_is_on_and_lead_to_the_list_without_it(self, three):
        chips = build(f"q=枫裳&state=accepted&overdue=1&town={cast.town().pk}&outcome=success&page=3").chips()
        assert [(chip.name, chip.value) for chip in chips] == [
            ("q", "枫裳"), ("state", "Accepted"), ("town", "枫桥镇"), ("outcome", "success"), ("overdue", ""),
        ]  # fmt: skip
        assert chips[1].without == (f"?q=%E6%9E%AB%E8%A3%B3&overdue=1&town={cast.town().pk}&outcome=success")

    def test_no_filter_no_chip(self):
        assert build("sort=due&page=2").chips() == []


def test_handlers_offered_are_few_and_near():
    cast.second_city_mediator(), cast.town_mediator()
    assert [label for _, label in build().handler_choices] == ["All", "Me", "Nobody", "骆斌"]


def test_a_row_carries_its_first_applicant_and_next_due_date():
    dispute = factories.register_dispute(MONDAY, workers=("甲一", "乙二", "丙三", "丁四"))
    (row,) = ordered()
    watched = dispute.deadlines.running().watched().order_by("due_on").first()
    assert (row.applicant, row.next_due, row.next_provisional) == ("甲一", watched.due_on, watched.provisional)
    assert row.next_due >= date(2026, 3, 5)
