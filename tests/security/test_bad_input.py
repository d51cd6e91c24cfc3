"""What cannot be, in the forms of acts that are no verb of a machine: said at its field, and it costs nothing.

Runs on SQLite only: a form judges before the database is asked.
"""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone

from mediation.forms.answers import LongField
from mediation.operations.shares import Rule, divide
from tests import cast, factories
from tests.factories import MONDAY, later
from tests.walks.dump import Picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MARK = "留在页上的话"
NUL = "甲\x00乙"
PAST, FUTURE = str(later(MONDAY, -400)), str(timezone.localdate() + timedelta(days=30))
DAYS = ("2026-02-31", "2026-13-01", "10000-01-01", "yesterday")
AMOUNTS = ("12345678901", "-1", "1e99", "NaN", "一百")
LOOKED_AT_FIRST = {"calendar-enter", "calendar-correct", "rule-set", "agenda-item"}


@pytest.fixture(scope="module")
def rows(world, django_db_blocker):
    """The rows the forms are about, by name; made once, like the world they stand in."""
    with django_db_blocker.unblock():
        return _rows(world)


def _rows(world):
    agreed = factories.make_dispute("agreed")
    shared = factories.make_dispute("agreed", workers=("蒋喆", "何青")).agreements.get()
    divide(shared, Rule.EQUAL, by=cast.city_mediator(), at=factories.at(later(MONDAY, 30)), amounts={})
    group = factories.make_dispute("mediating", workers=tuple(f"工友{chr(0x4E00 + one)}" for one in range(12)))
    mandate = factories.mandate_of(group, later(MONDAY, 3))
    factories.consent_of_all(group, later(MONDAY, 3))
    consent = group.consents.first()
    town, line = world.cases["town"], agreed.agreements.get().instalments.get()
    return {
        "town": town, "meeting": world.meeting, "item": world.meeting.items.get(), "task": world.task,
        "limit": town.deadlines.open().get(rule="M3"), "entry": world.entry, "agreed": agreed, "line": line,
        "agreement": line.agreement, "shared": shared.instalments.first(), "group": group, "mandate": mandate,
        "consent": consent, "rule": SimpleNamespace(pk="M2"),
    }  # fmt: skip


DAY = str(later(MONDAY, 4))
# Page, who, whose row, good answers; fields whose day may lie ahead; a day that is too early, by field.
FORMS = {
    "limitation-new": ("town_mediator", "town", {"cause": "claim", "happened_on": DAY, "proof": MARK}, (), {}),
    "deadline-new": (
        "town_mediator", "town", {"rule": "W2", "trigger_on": DAY, "paper": "受理单", "note": MARK}, (), {},
    ),
    "meeting-new": (
        "manager", None,
        {"convener": cast.city, "kind": "joint", "title": MARK, "planned_at": f"{FUTURE}T10:00", "place": "三楼",
            "partners": cast.hr, "topics": "信息共享"},
        ("planned_at",), {},
    ),
    "meeting-hold": (
        "town_mediator", "meeting", {"held_on": str(later(MONDAY, 4)), "chair": "陈涛", "remarks": MARK}, (), {},
    ),
    "meeting-cancel": ("town_mediator", "meeting", {"reason": MARK}, (), {}),
    "agenda-add": ("town_mediator", "meeting", {"topics": MARK}, (), {}),
    "agenda-item": ("town_mediator", "item", {"discussion": MARK, "resolution": "同意"}, (), {}),
    "task-new": (
        "town_mediator", "town", {"text": MARK, "unit": cast.town, "due_on": FUTURE}, ("due_on",), {"due_on": PAST},
    ),
    "task-detail": ("town_mediator", "task", {"done_on": DAY, "result": MARK}, (), {"done_on": PAST}),
    "performance-record": (
        "city_mediator", "line", {"paid_on": str(later(MONDAY, 20)), "paid_amount": "100", "proof": MARK}, (),
        {"paid_on": PAST},
    ),
    "debtor-remind": (
        "city_mediator", "agreement", {"reminded_on": str(later(MONDAY, 20)), "how": "phone", "words": MARK}, (),
        {"reminded_on": PAST},
    ),
    "share-record": (
        "city_mediator", "shared", {"paid_on": str(later(MONDAY, 20)), "proof": MARK, "everybody": "on"}, (),
        {"paid_on": PAST},
    ),
    "evidence-new": (
        "town_mediator", "town", {"title": MARK, "source": "蒋喆", "dated": DAY, "copies": "1", "note": "备注"}, (),
        {"dated": "1949-09-30"},
    ),
    "mandate-new": (
        "city_mediator", "group",
        {"representatives": "工友一\n工友丁", "extent": "general", "given_on": DAY, "paper": MARK}, (), {},
    ),
    "mandate-end": ("city_mediator", "mandate", {"ended_on": DAY, "reason": MARK}, (), {"ended_on": PAST}),
    "consent-withdraw": ("city_mediator", "consent", {"withdrawn_on": DAY, "reason": MARK}, (), {"withdrawn_on": PAST}),
    "calendar-enter": (
        "administrator", None, {"text": "通知正文", "notice": MARK, "source": "gov.cn", "published_on": DAY}, (), {},
    ),
    "calendar-correct": (
        "administrator", None, {"date": "2026-06-01", "kind": "rest", "name": "某节", "reason": MARK}, ("date",),
        {},
    ),
    "rule-set": (
        "administrator", "rule", {"length": "3", "unit": "working_day", "valid_from": DAY, "reason": MARK},
        ("valid_from",), {"valid_from": "2007-12-31"},
    ),
    "minimum-wage-list": (
        "administrator", None, {"area": MARK, "amount": "2260", "valid_from": "2026-01-01", "source": "浙政发"},
        ("valid_from",), {"valid_from": "1993-12-31"},
    ),
}  # fmt: skip


def forms_in(answer):
    """Every form of the page."""
    found = answer.context.keys() if answer.context is not None else ()
    return [answer.context[key] for key in sorted(found) if isinstance(answer.context[key], forms.BaseForm)]


def bad_values(name, field, *, ahead, early):
    """What cannot be in the field, each with whether its own field must say so."""
    if isinstance(field, (forms.DateField, forms.DateTimeField)):
        hour = "T10:00" if isinstance(field, forms.DateTimeField) else ""
        yield from ((day + hour, True) for day in DAYS)
        if name not in ahead:
            yield str(timezone.localdate() + timedelta(days=1)) + hour, False
        if name in early:
            yield early[name], False
    elif isinstance(field, forms.DecimalField):
        yield from ((amount, True) for amount in AMOUNTS)
    elif isinstance(field, forms.IntegerField):
        yield from ((number, True) for number in ("many", "0", "99999999999"))
    elif isinstance(field, forms.ChoiceField):
        yield "no-such-choice", True
    elif type(field) in (forms.CharField, LongField):
        yield "长" * (field.max_length + 1), True
        yield NUL, True


def sent_by(page, rows, given):
    """The form as a person sends it: what the page starts from, and the answers."""
    data = {}
    for form in forms_in(page):
        data |= {
            bound.html_name: value for bound in form if (value := bound.value()) not in ("", []) and value is not None
        }
    return data | {key: value().pk if callable(value) else value for key, value in given.items()}


@pytest.mark.parametrize("name", FORMS)
def test_what_cannot_be_is_said_at_its_field_and_costs_nothing(rows, sign_in, name):
    person, about, given, ahead, early = FORMS[name]
    client = sign_in(person)
    client.cookies["django_language"] = "en"
    address = reverse(name, args=[rows[about].pk] if about else [])
    page, picture = client.get(address), Picture()
    good, before, wrong = sent_by(page, rows, given), picture.take(), {}
    fields = {key: field for form in forms_in(page) for key, field in form.fields.items()}
    for key, field in fields.items():
        if field.widget.is_hidden:
            continue
        for value, at_field in bad_values(key, field, ahead=ahead, early=early):
            answer = client.post(address, good | {key: value})
            errors = {one for form in forms_in(answer) for one in form.errors}
            told = key in errors or (not at_field and answer.status_code == 422 and answer.context.get("unmet"))
            kept = given.get(key) == MARK or MARK in answer.content.decode()
            found = (answer.status_code, bool(told), kept, picture.take() == before)
            if found != (422, True, True, True):
                wrong[key, value[:20]] = (*found, errors)
    assert wrong == {}


@pytest.mark.parametrize("name", sorted(FORMS.keys() - LOOKED_AT_FIRST))
def test_the_good_answers_are_good(rows, sign_in, name):
    """Else the refusals above would prove nothing. What shows its effect first, or waits for a meeting, is not here."""
    person, about, given, *_days = FORMS[name]
    client = sign_in(person)
    address = reverse(name, args=[rows[about].pk] if about else [])
    answer = client.post(address, sent_by(client.get(address), rows, given))
    assert answer.status_code == 302, [form.errors for form in forms_in(answer)]
