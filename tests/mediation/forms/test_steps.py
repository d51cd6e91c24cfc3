"""The forms of the steps: one for every step, answers as the door wants them, nothing that cannot be read."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation

from mediation.forms.answers import MoneyField
from mediation.forms.guidance import COSTLY, SENTENCES, guidance, guidance_for
from mediation.forms.steps import FORMS, form_for
from mediation.models import Letter
from mediation.steps import LETTER_STEPS, TABLES
from tests import cast, factories

WITH_PAGES = {"draft", "edit"}  # steps of letters that the letter desk takes
BY_INTAKE = {"register", "recount", "attribute"}  # by the publishing of a calendar; by somebody who joins
OWN_WORDS = {  # taken on pages that say themselves what they do
    "enrol", "consent", "discuss", "open_task", "close_task", "copy_out", "record_number", "divide", "record_shares",
    "open_link", "revoke_link", "draw_paper", "edit_paper",
}  # fmt: skip


def steps_with_forms():
    return [
        (machine, verb, step)
        for machine, table in TABLES.items()
        for verb, step in table.items()
        if not step.led and verb not in WITH_PAGES | BY_INTAKE | OWN_WORDS
    ]


def test_every_step_has_a_form_and_every_form_a_step():
    assert {step.form for _, _, step in steps_with_forms()} == set(FORMS)


def test_every_step_says_what_it_does():
    said = {(machine, verb) for machine, table in SENTENCES.items() for verb in table}
    assert said == {(machine, verb) for machine, verb, _ in steps_with_forms()}


def test_costly_steps_exist():
    known = {(machine, verb) for machine, verb, _ in steps_with_forms()} | {("dispute", "prepare")}
    assert known >= COSTLY


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("18600", "18600"), ("¥18,600.50", "18600.50"), ("１２００元", "1200"), (" 0 ", "0"), ("12，000.00", "12000.00")],
)
def test_money_is_read_as_people_write_it(typed, amount):
    assert MoneyField().clean(typed) == Decimal(amount)


# Letters ----------------------------------------------------------------------------------------------------

SERVED = {"served_on": "2026-03-10", "served_how": "direct", "served_to": "前台 俞芳"}
READ = [
    ("serve", SERVED, {"served_on": date(2026, 3, 10), "served_how": "direct", "served_to": "前台 俞芳"}),
    (
        "refuse_service", {"served_on": "2026-03-10", "witness": "社区干部", "reason": "拒收"},
        {"served_on": date(2026, 3, 10), "witness": "社区干部", "reason": "拒收"},
    ),
    (
        "answer_letter", {"answered_on": "2026-03-12", "answer": "已整改"},
        {"answered_on": date(2026, 3, 12), "answer": "已整改"},
    ),
    (
        "verify", {"verified_on": "2026-03-12", "corrected": "no", "verification": "仍未支付"},
        {"verified_on": date(2026, 3, 12), "corrected": False, "verification": "仍未支付"},
    ),
    ("submit", {}, {}),
    ("withdraw", {"reason": "文号有误"}, {"reason": "文号有误"}),
]  # fmt: skip


def letter_form(verb, answers):
    letter = factories.make_letter("reminder")
    data = QueryDict(mutable=True)
    data.update({"version": str(letter.version), **answers})
    return form_for(LETTER_STEPS[verb], letter, cast.city_mediator(), data)


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "answers", "read"), READ)
def test_answers_about_letters_are_read(verb, answers, read):
    form = letter_form(verb, answers)
    assert form.is_valid(), form.errors
    assert form.answers() == read


WRONG = [
    ("serve", {**SERVED, "served_how": "pigeon"}, "served_how"),
    ("serve", {**SERVED, "served_on": "2026-02-30"}, "served_on"),
    ("serve", {**SERVED, "served_to": ""}, "served_to"),
    ("refuse_service", {"served_on": "2026-03-10", "witness": "", "reason": "拒收"}, "witness"),
    ("answer_letter", {"answered_on": "2026-03-12", "answer": " "}, "answer"),
    ("answer_letter", {"answered_on": "2026-03-12", "answer": "整" * 10_001}, "answer"),
    ("verify", {"verified_on": "2026-03-12", "verification": "核验"}, "corrected"),
    ("withdraw", {"reason": ""}, "reason"),
    ("submit", {"version": "x"}, "version"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "answers", "field"), WRONG)
def test_what_cannot_be_read_is_named(verb, answers, field):
    with translation.override("en"):
        form = letter_form(verb, answers)
        assert list(form.errors) == [field]
    assert form[field].value() == answers.get(field)


def test_amount_that_is_too_large_asks_to_be_checked():
    with pytest.raises(ValidationError) as refusal:
        MoneyField().clean("1234567890123456")
    with translation.override("en"):
        assert refusal.value.messages == ["This amount is too large: please check it."]


@pytest.mark.django_db
@pytest.mark.parametrize(("request_", "promised"), [("mediation", True), ("supervision", False)])
def test_only_a_request_for_mediation_is_promised_a_notice(request_, promised):
    dispute = factories.make_dispute("registered", request=request_)
    with translation.override("en"):
        assert ("a notice of acceptance is drafted" in str(guidance_for(dispute, "accept"))) is promised


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "limited"), [("reminder", True), ("acceptance_notice", False)])
def test_time_limit_is_told_only_where_an_answer_is_asked_for(kind, limited):
    with translation.override("en"):
        assert ("time limit" in str(guidance_for(Letter(kind=kind), "serve"))) is limited


def test_union_mediation_is_extended_in_its_own_words():
    with translation.override("en"):
        assert "inspection" not in str(guidance("proceeding", "extend", "union_mediation"))
        assert "inspection" in str(guidance("proceeding", "extend", "inspection"))
