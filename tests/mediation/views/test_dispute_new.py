"""Intake: what one form registers, what it refuses, and that nothing typed is lost."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.models import Dispute, Employer, Event, Party
from tests import cast, factories

pytestmark = pytest.mark.django_db
NEW = reverse("dispute-new")
GOOD_CODE = "91350100M000100Y43"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def typed(today):
    """A complete form as a browser sends it."""
    return {
        "key": str(uuid4()), "request": "mediation", "channel": "walk_in", "received_on": today.isoformat(),
        "external_number": "", "elsewhere": "no", "employer_name": cast.employer().name, "employer_id": "",
        "worker_name": "欧阳䶮", "worker_phone": "13800001234", "worker_id": "11010519491231002X",
        "groups": ["migrant", "older"],
        "other_workers": "", "worker_count": "", "representatives": "", "category": "01", "relation": "labour",
        "summary": "拖欠两个月工资", "facts": "", "occurred_on": "", "knew_on": "", "employment_ended_on": "",
        "holder": str(cast.city().pk), "town": "", "claims-TOTAL_FORMS": "3", "claims-INITIAL_FORMS": "0",
        "claims-0-text": "支付工资", "claims-0-category": "", "claims-0-amount": "12,600.5",
        "claims-1-text": "支付经济补偿", "claims-1-category": "02", "claims-1-amount": "",
        "claims-2-text": "", "claims-2-category": "", "claims-2-amount": "",
    }  # fmt: skip


def send(client, typed, user=None):
    client.force_login(user or cast.city_mediator())
    client.cookies["django_language"] = "en"
    return client.post(NEW, typed)


def refused(answer, words):
    """The page came back with the words, and nothing was registered."""
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (Dispute.objects.count(), Event.objects.count(), Party.objects.count()) == (0, 0, 0)


def test_the_empty_form_starts_with_today_and_the_own_union(client, today):
    client.force_login(cast.town_mediator())
    intake = client.get(NEW).context["intake"]
    assert intake.matter["received_on"].value() == today
    assert intake.matter["holder"].value() == cast.town().pk
    assert intake.matter["town"].value() == cast.town().pk
    assert len(intake.claims.forms) == 3


def test_it_registers_the_case_as_typed(client, typed):
    answer = send(client, typed)
    dispute = Dispute.objects.get()
    assert answer.url == reverse("dispute-detail", args=[dispute.pk])
    assert (dispute.state, dispute.holder, dispute.employer, dispute.town) == (
        "registered", cast.city(), cast.employer(), cast.town(),
    )  # fmt: skip
    worker = dispute.parties.get(role="applicant")
    assert (worker.name, worker.phone, worker.id_number, worker.groups) == (
        "欧阳䶮", "13800001234", "11010519491231002X", ["migrant", "older"],
    )  # fmt: skip
    assert dispute.parties.get(role="respondent").employer == cast.employer()
    assert list(dispute.claims.values_list("text", "category", "amount")) == [
        ("支付工资", "01", Decimal("12600.50")), ("支付经济补偿", "02", Decimal("0.00")),
    ]  # fmt: skip
    assert (dispute.amount_claimed, dispute.worker_count) == (Decimal("12600.50"), 1)


def test_a_complaint_against_the_employer_of_the_chosen_union_is_refused_in_words(client, typed):
    answer = send(client, typed | {"request": "supervision", "holder": str(cast.enterprise().pk)}, cast.town_mediator())
    refused(answer, "a complaint goes to the employer&#x27;s own union only after something was served")
    assert "you, by choosing a union above it as the holding union" in answer.content.decode()


def test_it_says_the_number_and_the_next_date(client, typed):
    send(client, typed)
    dispute = Dispute.objects.get()
    due = dispute.deadlines.get(rule="M2").due_on
    text = client.get(reverse("desk")).content.decode()
    assert f"Registered as {dispute.number}. Decide on acceptance by {due:%Y-%m-%d}." in text


def test_the_same_form_twice_files_one_case(client, typed):
    first, second = send(client, typed), send(client, typed)
    assert first.url == second.url
    assert (Dispute.objects.count(), Event.objects.count()) == (1, 1)


def test_a_group_is_pasted_with_its_representatives(client, typed):
    names = [f"职工{sign}" for sign in "甲乙丙丁戊己庚辛壬癸子"]
    send(
        client,
        typed
        | {
            "other_workers": "\r\n".join(["", *names, names[0], "  欧阳䶮 "]),
            "representatives": "3",
            "worker_count": "150",
        },
    )
    dispute = Dispute.objects.get()
    applicants = dispute.parties.filter(role="applicant")
    assert list(applicants.order_by("pk").values_list("name", flat=True)) == ["欧阳䶮", *names]
    assert list(applicants.filter(is_representative=True).order_by("pk").values_list("name", flat=True)) == [
        "欧阳䶮",
        *names[:2],
    ]
    assert (dispute.worker_count, dispute.is_collective) == (150, True)


class TestEmployer:
    def test_a_credit_code_names_it_too(self, client, typed):
        send(client, typed | {"employer_name": cast.employer().credit_code.lower()})
        assert Dispute.objects.get().employer == cast.employer()

    def test_a_new_one_is_written_with_the_case(self, client, typed):
        extra = {
            "employer_name": "诸暨市山下湖珍珠有限公司",
            "is_new": "on",
            "credit_code": GOOD_CODE.lower(),
            "representative": "何珍",
            "town": str(cast.town().pk),
        }
        send(client, typed | extra)
        employer = Dispute.objects.get().employer
        assert (employer.name, employer.credit_code, employer.representative, employer.town) == (
            "诸暨市山下湖珍珠有限公司", GOOD_CODE, "何珍", cast.town(),
        )  # fmt: skip

    def test_an_unknown_name_must_be_said_to_be_new(self, client, typed):
        answer = send(client, typed | {"employer_name": "枫裳服饰"})
        refused(answer, "No employer of exactly this name is known.")
        assert cast.employer().name in answer.content.decode()
        assert answer.context["intake"].employer.suggestions == [cast.employer()]

    def test_one_of_those_offered_is_taken(self, client, typed):
        send(client, typed | {"employer_name": "枫裳服饰", "employer_choice": str(cast.employer().pk)})
        assert Dispute.objects.get().employer == cast.employer()

    def test_what_was_picked_before_does_not_outlive_a_new_name(self, client, typed):
        other = cast.other_employer()
        send(client, typed | {"employer_name": other.name, "employer_id": str(cast.employer().pk)})
        assert Dispute.objects.get().employer == other

    def test_namesakes_must_be_told_apart(self, client, typed):
        twin = Employer.objects.create(name=cast.employer().name)
        refused(send(client, typed), "Several employers have this name: choose one of them.")
        send(client, typed | {"employer_id": str(twin.pk)})
        assert Dispute.objects.get().employer == twin

    def test_a_code_that_has_an_owner_is_refused(self, client, typed):
        owner = Employer.objects.create(name="诸暨市大唐袜业有限公司", credit_code=GOOD_CODE)
        before = Employer.objects.count()
        answer = send(client, typed | {"employer_name": "新厂", "is_new": "on", "credit_code": GOOD_CODE})
        refused(answer, f"This credit code belongs to {owner.name}.")
        assert Employer.objects.count() == before

    def test_no_employer_is_left_behind_when_the_case_is_refused(self, client, typed, today):
        cast.employer()
        before = Employer.objects.count()
        tomorrow = (today + timedelta(days=1)).isoformat()
        answer = send(client, typed | {"employer_name": "新厂", "is_new": "on", "received_on": tomorrow})
        refused(answer, "is not in the future")
        assert Employer.objects.count() == before


class TestDuplicates:
    @pytest.fixture
    def before(self, today):
        return factories.register_dispute(today - timedelta(days=20), workers=("欧阳䶮",))

    def test_a_likely_one_is_shown_before_anything_is_registered(self, client, typed, before):
        answer = send(client, typed)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "This may be registered already" in text
        assert before.number in text
        assert list(Dispute.objects.all()) == [before]
        assert 'value="13800001234"' in text

    def test_it_is_registered_when_said_to_be_another_matter(self, client, typed, before):
        send(client, typed | {"despite_duplicates": "on"})
        assert Dispute.objects.count() == 2

    def test_a_case_one_may_not_see_is_not_shown(self, client, typed, before):
        stranger = cast.other_town_mediator()
        send(client, typed | {"holder": str(cast.other_town().pk)}, stranger)
        assert Dispute.objects.count() == 2

    def test_the_same_form_again_is_no_duplicate(self, client, typed):
        send(client, typed)
        assert send(client, typed).status_code == 302


class TestBadInput:
    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("worker_name", "", "This field is required."),
            ("worker_name", "张\U00030edd", "Letters cannot print this: \U00030edd (U+30EDD)."),
            ("worker_id", "110105194912310021", "This ID number has a typing error."),
            ("worker_name", "张三13800001234", "A name has no digits: 张三13800001234"),
            ("other_workers", "李四\r\n王五 2", "A name has no digits: 王五 2"),
            ("worker_phone", "call me", "A phone number has digits"),
            ("worker_phone", "1234", "This phone number is too short."),
            ("credit_code", "91350100M000100Y44", "This credit code has a typing error"),
            ("employer_name", "", "This field is required."),
            ("received_on", "2026-02-30", "Enter a valid date."),
            ("received_on", "0001-01-01", "1950-01-01"),
            ("category", "77", "Select a valid choice."),
            ("summary", "长" * 201, "at most 200 characters"),
            ("facts", "坏\U00030edd", "U+30EDD"),
            ("other_workers", "名" * 81, "Is this one name?"),
            ("worker_count", "0", "greater than or equal to 1"),
            ("representatives", "3", "Fewer workers are named than shall represent them."),
            ("holder", "999999", "Select a valid choice."),
            ("claims-0-amount", "-5", "greater than or equal to 0"),
            ("claims-0-amount", "a lot", "Enter a number."),
            ("claims-0-text", "", "Say in words what is claimed."),
            ("key", "not-a-key", "Enter a valid UUID."),
            ("occurred_on", "2999-01-01", "is not in the future"),
        ],
    )
    def test_each_is_named_and_everything_typed_is_kept(self, client, typed, field, value, words):
        sent = typed | {field: value, "facts": value if field == "facts" else "车间主任口头通知停工。"}
        answer = send(client, sent)
        refused(answer, words)
        shown = {box.html_name: box.value() for box in answer.context["intake"]}
        for name, text in sent.items():
            if name in shown and name not in ("key", "groups"):
                assert str(shown[name] or "") == text, name
        assert shown["groups"] == ["migrant", "older"]

    def test_more_people_than_workers(self, client, typed):
        refused(send(client, typed | {"other_workers": "甲\n乙", "worker_count": "2"}), "3 workers are named")

    def test_they_are_named_in_the_order_of_the_page(self, client, typed):
        wrong = {"employer_name": "", "worker_name": "", "summary": "", "claims-0-amount": "-5", "holder": "999999"}
        text = send(client, typed | wrong | {"received_on": "0001-01-01"}).content.decode()
        summary = text[text.index("data-error-summary") :].split("</ul>")[0]
        names = re.findall(r'href="#id_([^"]+)"', summary)
        assert names == ["received_on", "employer_name", "worker_name", "summary", "claims-0-amount", "holder"]
        assert Dispute.objects.count() == 0

    def test_markup_is_text(self, client, typed):
        text = send(client, typed | {"worker_name": "<b>x</b>", "summary": ""}).content.decode()
        assert "<b>x</b>" not in text

    def test_more_rows_keep_everything_and_complain_of_nothing(self, client, typed):
        answer = send(client, typed | {"more": "1", "worker_name": ""})
        intake = answer.context["intake"]
        assert (answer.status_code, intake.errors) == (200, False)
        assert [row["text"].value() for row in intake.claims][:2] == ["支付工资", "支付经济补偿"]
        assert len(intake.claims.forms) == 5
        assert intake.matter["summary"].value() == "拖欠两个月工资"
        assert intake.matter["groups"].value() == ["migrant", "older"]
        assert Dispute.objects.count() == 0


class TestRights:
    @pytest.mark.parametrize(
        "person",
        [cast.volunteer, cast.reviewer, cast.inspector, cast.employer_user, cast.worker_user, cast.administrator],
    )
    def test_who_may_not_register(self, client, typed, person):
        assert send(client, typed, person()).status_code == 403
        assert client.get(NEW).status_code == 403
        assert Dispute.objects.count() == 0

    def test_a_town_registers_for_itself_only(self, client, typed):
        refused(send(client, typed, cast.town_mediator()), "Select a valid choice.")
