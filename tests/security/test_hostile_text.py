"""Text meant to do harm, through the real forms and in every field: no fault, nothing executed, nothing lost.

What is marked `once` runs on SQLite only: the same words reach PostgreSQL by intake and by letters.
"""

from uuid import uuid4

import pytest
from django import forms
from django.urls import reverse

from documents.kinds import KINDS
from mediation.models import Letter
from tests import cast
from tests.security import table
from tests.security.test_canaries import intake
from tests.walks.dump import Picture

pytestmark = pytest.mark.django_db

PROBE = """"'><xss-probe onload=x>{{7*7}}{% now "Y" %}</textarea></script>"""
HARMFUL = (
    "<script>alert(1)</script>", PROBE, "'-alert(1)-'", "javascript:alert(1)", "</title><svg/onload=alert(1)>", "<b",
    "&nbsp;&lt;", '<img src="/etc/passwd"/>', "<para><font color='red'>", "{{ dispute.facts }}{% debug %}", "%s%(x)s",
    "=1+1", "@SUM(A1)", "＝1＋1", "a\u202eb\u2066c", "a\u200bb", "a\x1b[31mb\x07", "a\r\nSet-Cookie: x=1",
    "'; DROP TABLE x;--",
    "喆𬭎䶮", "😀", "\ue000\U0010fffd", "\u0378", "x" * 200, "长" * 200,
)  # fmt: skip
NUL = "甲\x00乙"
WRITTEN = {"CharField", "LongField"}


def kinds_of(form):
    return [type(field).__name__ for field in form.fields.values()]


def with_text(form, words):
    """What the form would send: its initial values, and the words in every field of text."""
    data = {}
    for bound in form:
        field, value = bound.field, bound.value()
        if type(field).__name__ in WRITTEN | {"FactField"}:
            value = words
        elif isinstance(field, forms.ChoiceField) and not value and field.choices:
            value = [key for key, _label in field.choices if key and not isinstance(_label, (list, tuple))][:1]
        data[bound.html_name] = "" if value is None else value
    return data


def form_at(client, address):
    """The form of a page; None where there is none to send."""
    page = client.get(address)
    return page.context.get("form") if page.status_code == 200 else None


# Intake -----------------------------------------------------------------------------------------------------

TYPED = (
    "employer_name", "representative", "employer_phone", "employer_address", "credit_code", "worker_name",
    "worker_phone", "worker_id", "other_workers", "external_number", "summary", "facts", "claims-0-text",
    "claims-0-amount", "worker_count", "key", "employer_id", "town", "received_on",
)  # fmt: skip


def intake_of(**typed):
    units = {"holder": cast.city().pk, "town": cast.town().pk}
    return {**intake(cast.employer(), "丁一"), **units, "key": str(uuid4()), **typed}


FREE = ("employer_name", "representative", "employer_address", "worker_name", "summary", "facts", "claims-0-text")


@pytest.mark.parametrize("words", HARMFUL)
def test_intake_takes_or_refuses_any_text(sign_in, words):
    client = sign_in("city_mediator")
    typed = intake_of(**dict.fromkeys(FREE, words), employer_id="", is_new="on")
    answer = client.post(reverse("dispute-new"), typed)
    assert answer.status_code in (302, 422)
    page = client.get(answer.url) if answer.status_code == 302 else answer
    assert page.status_code in (200, 422)
    assert_harmless(page)


@pytest.mark.once
@pytest.mark.parametrize("name", TYPED)
def test_every_field_of_intake_takes_or_refuses_markup(sign_in, name):
    new = {"employer_id": "", "is_new": "on"} if name.startswith("employer") else {}
    answer = sign_in("city_mediator").post(reverse("dispute-new"), intake_of(**{**new, name: PROBE}))
    assert answer.status_code in (302, 422)
    assert_harmless(answer)


def assert_harmless(page):
    text = page.content.decode()
    for markup in ("<xss-probe", "<script>alert", "<svg/onload", '<img src="/etc', "<para><font"):
        assert markup not in text


@pytest.mark.parametrize("name", TYPED)
def test_a_nul_in_any_field_of_intake_is_an_error_of_the_form(sign_in, name):
    picture = Picture()
    typed = intake_of(**{name: NUL, **({"employer_id": ""} if name == "employer_name" else {})})
    before = picture.take()
    answer = sign_in("city_mediator").post(reverse("dispute-new"), typed)
    if name == "employer_id":  # a hint of the page, not an answer
        assert answer.status_code in (302, 422)
        return
    assert answer.status_code == 422
    assert answer.context["intake"].errors
    assert picture.take() == before


# Steps, letters ---------------------------------------------------------------------------------------------


def step_addresses(world):
    """The forms of every step that has one, of every machine, and who opens them."""
    for verb, people in table.DISPUTE_VERBS.items():
        if people:
            yield "dispute", verb, "archivist" if verb == "archive" else _one_of(people)
    for verb, people in table.PROCEEDING_VERBS.items():
        if people:
            yield "proceeding", verb, "city_mediator"
    for verb, people in table.LETTER_VERBS.items():
        if people:
            yield "letter", verb, _one_of(people)


def _one_of(people):
    return next(name for name in ("city_mediator", "reviewer", "chair") if name in people)


STEPS = list(step_addresses(None))


@pytest.mark.once
@pytest.mark.parametrize(("machine", "verb", "person"), STEPS)
def test_every_form_of_a_step_takes_or_refuses_any_text(world, sign_in, machine, verb, person):
    subject = {"dispute": world.cases, "proceeding": world.proceedings, "letter": world.letters}[machine]
    subject = subject["served" if machine == "letter" else "town"]
    client, address = sign_in(person), reverse(f"{machine}-step", args=[subject.pk, verb])
    picture = Picture()
    before = picture.take()
    form = form_at(client, address)
    refused = client.post(address, with_text(form, NUL))
    if refused.context and set(kinds_of(refused.context["form"])) & WRITTEN:
        assert refused.status_code == 422
        assert picture.take() == before
    for words in ("\n".join(HARMFUL[:12]), "\n".join(HARMFUL[12:]), "长" * 60_000):
        answer = client.post(address, with_text(form, words))
        assert answer.status_code in (302, 404, 409, 422), words
        if answer.status_code == 422:
            assert "<xss-probe" not in answer.content.decode()
        elif (form := form_at(client, address)) is None:  # taken: there is no further one
            break


TEXT = ("line", "lines", "text")
TEXTS = [field.name for field in KINDS["opinion"].fields if field.type in TEXT]


@pytest.mark.parametrize("words", [*HARMFUL, NUL, "长" * 60_000])
def test_every_field_of_a_letter_takes_or_refuses_any_text(world, sign_in, words):
    letter = Letter.objects.get(pk=world.letters["drafted"].pk)
    client, address = sign_in("volunteer"), reverse("letter-detail", args=[letter.pk])
    answer = client.post(address, {**dict.fromkeys(TEXTS, words), "version": letter.version})
    assert answer.status_code in (302, 422)
    letter.refresh_from_db()
    assert "\x00" not in str(letter.content)
    assert_harmless(client.get(address))
    preview = client.get(reverse("letter-preview", args=[letter.pk]))
    assert preview.status_code in (200, 422)


def test_these_are_the_texts_of_the_letter(world, sign_in):
    page = sign_in("volunteer").get(reverse("letter-detail", args=[world.letters["drafted"].pk]))
    assert {name for name, field in page.context["form"].fields.items() if is_fact(field)} == {*TEXTS}


def is_fact(field):
    return type(field).__name__ == "FactField" and field.fact.type in TEXT


def test_a_nul_in_an_address_is_no_fault(world, sign_in):
    client = sign_in("city_mediator")
    for address in (
        "/verify/%00/", "/verify/a%00b/", "/cases/1/acc%00ept/", "/letters/?text=%00", "/cases/?q=%00%00&sort=%00",
        "/reports/?first=%00&town=%00", "/cases/99999999999999999999999/",
        "/letters/99999999999999999999999/letter.pdf",
        "/employers/lookup/?employer_name=%00%00%00", "/cases/1/letters/new/%00/",
    ):  # fmt: skip
        assert client.get(address).status_code in (200, 404, 422), address
