"""The rules: read by everybody; lengths, verifications and minimum wages by the administrator."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.deadlines import RULES, Confidence
from mediation.models import MinimumWage, RuleCheck, RuleSetting
from mediation.templatetags.display import instant
from tests import cast
from tests.factories import MONDAY, register_dispute
from tests.mediation.operations.test_rule_settings import rules_unchanged
from tests.mediation.views.test_calendar import confirmed
from tests.refusals import unchanged

pytestmark = pytest.mark.django_db
SET = "/rules/M2/set/"
LENGTH = {"length": "10", "unit": "working_day", "valid_from": "2026-03-02", "reason": "本会规定"}
WAGE = {"area": "测试区", "amount": "2,260.00", "valid_from": "2024-01-01", "source": "浙政发〔2023〕41号"}


@pytest.fixture
def administrator(client):
    person = cast.administrator()
    client.force_login(person)
    return person


@pytest.fixture
def english(client, settings):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})


def shown(client, **filters):
    response = client.get("/rules/", filters)
    return [row.rule.code for _chapter, rows in response.context["chapters"] for row in rows]


# The catalogue ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [cast.city_mediator, cast.worker_user, cast.court_liaison, cast.administrator])
def test_everybody_reads_every_rule_once(client, person):
    client.force_login(person())
    assert sorted(shown(client)) == sorted(RULES)


def test_three_queries_for_the_whole_catalogue(client, django_assert_max_num_queries):
    client.force_login(cast.city_mediator())
    with django_assert_max_num_queries(8):
        client.get("/rules/")


def test_rules_are_found_by_code_name_article_chapter_party_and_standing(client, english):
    client.force_login(cast.city_mediator())
    assert shown(client, q="b1A") == ["B1a"]
    assert "S1" in shown(client, q="第二十二条")
    assert {RULES[code].party for code in shown(client, party="legal_aid")} == {"legal_aid"}
    assert {RULES[code].chapter for code in shown(client, chapter="court")} == {"court"}
    assert set(shown(client, standing="unverified")) == {
        code for code, rule in RULES.items() if rule.confidence == Confidence.UNVERIFIED
    }
    assert shown(client, q="no such thing") == []
    assert client.get("/rules/", {"chapter": "nonsense"}).status_code == 422


def test_what_is_to_be_verified_is_marked_until_this_office_verified_it(client, administrator, english):
    unsure = {code for code, rule in RULES.items() if rule.confidence in (Confidence.UNVERIFIED, Confidence.EXCERPT)}
    assert client.get("/rules/").context["doubtful"] == len(unsure)
    assert "to be verified" in client.get("/rules/M2/").content.decode()
    assert client.post("/rules/M2/check/", {"source": "人社部公报"}).url == "/rules/M2/"
    assert client.get("/rules/").context["doubtful"] == len(unsure) - 1
    text = client.get("/rules/M2/").content.decode()
    assert ("verified by this office" in text, "人社部公报" in text, str(administrator) in text) == (True, True, True)


def test_a_verification_needs_its_source(client, administrator):
    with rules_unchanged():
        assert client.post("/rules/M2/check/", {"source": ""}).status_code == 422


def test_a_rule_that_does_not_exist_is_not_there(client, administrator):
    for address in ("/rules/XX/", "/rules/XX/set/", "/rules/XX/check/"):
        assert client.get(address).status_code == 404


# A length of the office -------------------------------------------------------------------------------------


def test_a_length_is_rehearsed_first_and_switched_on_in_a_second_step(client, administrator):
    case = register_dispute(MONDAY)
    with unchanged(), rules_unchanged():
        response = client.post(SET, LENGTH)
    effect = response.context["effect"]
    assert (effect.moving, effect.cases, effect.rows, effect.unseen) == (1, 1, [], 1)
    assert case.number not in response.content.decode()
    assert client.post(SET, confirmed(response) | {"act": "switch_on"}).url == "/rules/M2/"
    assert case.deadlines.open().get(rule="M2").due_on == date(2026, 3, 16)
    row = RuleSetting.objects.get()
    assert (row.length, row.valid_from, row.set_by) == (10, MONDAY, str(administrator))
    assert row.set_at is not None


def test_the_history_of_the_settings_is_shown_and_the_list_says_what_holds_here(client, administrator, english):
    client.post(SET, LENGTH | {"act": "switch_on"})
    text = client.get("/rules/M2/").content.decode()
    assert [part in text for part in ("10 working days", "set here, otherwise 3 working days", "本会规定")] == [
        True
    ] * 3
    assert "set here, otherwise 3 working days" in client.get("/rules/").content.decode()


def test_who_sees_cases_finds_them_listed_with_those_that_stay(client, english):
    person = cast.city_mediator()
    cast.administrator().memberships.update(user=person)
    client.force_login(person)
    case = register_dispute(MONDAY)
    response = client.post(SET, LENGTH | {"valid_from": "2026-03-03"})
    (row,) = response.context["effect"].rows
    assert (row.url, row.now, str(row.why)) == (
        reverse("dispute-detail", args=[case.pk]),
        date(2026, 3, 16),
        "began before",
    )
    assert (response.context["open"], response.context["keeping"], response.context["effect"].moving) == (1, 1, 0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"length": "0"}, "length"), ({"length": "1234567890"}, "length"), ({"unit": "date"}, "unit"),
        ({"valid_from": "2026-02-31"}, "valid_from"), ({"valid_from": "1026-03-02"}, "valid_from"),
        ({"valid_from": "9026-03-02"}, "valid_from"), ({"reason": " "}, "reason"),
    ],
)  # fmt: skip
def test_what_is_no_length_is_said_at_the_field(client, administrator, change, field):
    with rules_unchanged():
        response = client.post(SET, LENGTH | change)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_two_lengths_from_one_day_are_refused(client, administrator):
    client.post(SET, LENGTH | {"act": "switch_on"})
    with rules_unchanged(), unchanged():
        response = client.post(SET, LENGTH | {"length": "4", "act": "switch_on"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["__all__"])


def test_what_the_law_fixes_says_why_it_cannot_be_set(client, administrator, english):
    text = client.get("/rules/M1/set/").content.decode()
    assert "The law fixes the length, and the article was read." in text
    with rules_unchanged():
        assert client.post("/rules/M1/set/", LENGTH | {"act": "switch_on"}).status_code == 422
    assert reverse("rule-set", args=["M1"]) not in client.get("/rules/M1/").content.decode()


def test_nobody_else_sets_or_verifies(client):
    client.force_login(cast.manager())
    with rules_unchanged():
        for address in (SET, "/rules/M2/check/"):
            assert (client.get(address).status_code, client.post(address, LENGTH).status_code) == (403, 403)
        assert (
            client.get("/rules/minimum-wages/").status_code,
            client.post("/rules/minimum-wages/", WAGE).status_code,
        ) == (200, 403)


# Minimum wages ----------------------------------------------------------------------------------------------


def test_a_minimum_wage_is_added(client, administrator):
    assert client.post("/rules/minimum-wages/", WAGE).status_code == 302
    row = MinimumWage.objects.get(area="测试区")
    assert (row.amount, row.valid_from, row.source) == (Decimal("2260.00"), date(2024, 1, 1), "浙政发〔2023〕41号")
    assert (row.by, row.at.date()) == (administrator, timezone.now().date())
    page = client.get("/rules/minimum-wages/").content.decode()
    assert [words in page for words in ("测试区", str(administrator), instant(row.at))] == [True] * 3


def test_a_page_names_who_set_and_verified_as_they_are_called_now(client, administrator):
    client.post(SET, LENGTH | {"act": "switch_on"})
    client.post("/rules/M2/check/", {"source": "公报"})
    administrator.display_name = "周改名"
    administrator.save()
    rows = [RuleSetting.objects.get(), RuleCheck.objects.get()]
    assert [row.by for row in rows] == [administrator] * 2
    page = client.get("/rules/M2/").content.decode()
    assert page.count(">周改名</td>") == 2


def test_what_was_entered_before_shows_the_name_that_was_kept(client, administrator):
    client.post(SET, LENGTH | {"act": "switch_on"})
    RuleSetting.objects.update(by=None, set_by="前任管理员")
    assert ">前任管理员</td>" in client.get("/rules/M2/").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": "9999999999"}, "amount"), ({"amount": "-5"}, "amount"), ({"amount": "2260.005"}, "amount"),
        ({"valid_from": "2024-02-31"}, "valid_from"), ({"valid_from": "2999-01-01"}, "valid_from"),
        ({"area": "区" * 200}, "area"), ({"area": "测𰻞"}, "area"), ({"source": ""}, "source"),
    ],
)  # fmt: skip
def test_what_is_no_minimum_wage_is_said_at_the_field(client, administrator, change, field):
    with rules_unchanged():
        response = client.post("/rules/minimum-wages/", WAGE | change)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_one_area_has_one_minimum_wage_a_day(client, administrator, english):
    client.post("/rules/minimum-wages/", WAGE)
    for again in (WAGE, WAGE | {"area": " 测试区 ", "amount": "2500"}):
        with rules_unchanged():
            response = client.post("/rules/minimum-wages/", again)
        assert (response.status_code, response.context["form"].errors) == (
            422, {"valid_from": ["测试区 has a minimum wage from this day already: 2,260.00 yuan."]},
        )  # fmt: skip
    assert RuleCheck.objects.count() == 0


def test_a_minimum_wage_of_next_year_may_be_entered_before_it_begins(client, administrator, english):
    first, last = date(1994, 1, 1), date(timezone.localdate().year + 1, 12, 31)
    for day in (first, last):
        assert client.post("/rules/minimum-wages/", WAGE | {"valid_from": day}).status_code == 302
    for day in (first - timedelta(days=1), last + timedelta(days=1)):
        with rules_unchanged():
            response = client.post("/rules/minimum-wages/", WAGE | {"valid_from": day})
        assert response.context["form"].errors == {
            "valid_from": [f"A minimum wage is valid from a day between 1994-01-01 and {last}."]
        }
