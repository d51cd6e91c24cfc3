"""Sessions, locked accounts, rights that end, and an administration that is no back door."""

from datetime import timedelta

import pytest
from django.contrib import admin as contributed
from django.urls import reverse
from django.utils import timezone

from mediation import admin
from mediation.models import Dispute, Interest, Message, SavedReport, User
from mediation.operations.errors import StepForbidden
from mediation.operations.steps import take_step
from tests import factories
from tests.security import table
from tests.security.world import PEOPLE, person
from tests.walks.dump import Picture

pytestmark = pytest.mark.django_db
PASSWORD = "a-good-password-1"


def with_password(world, name):
    user = person(world, name)
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client, username, password=PASSWORD):
    return client.post(reverse("sign-in"), {"username": username, "password": password})


# Signing in -------------------------------------------------------------------------------------------------


def test_five_failures_lock_the_account_from_that_address_in_plain_chinese(world, sign_in):
    with_password(world, "city_mediator")
    with_password(world, "reviewer")
    client = sign_in(None)
    found = [enter(client, "wang.mei", "wrong").status_code for _ in range(5)]
    assert found == [200, 200, 200, 200, 429]
    locked = enter(client, "wang.mei")
    assert locked.status_code == 429
    assert "登录" in locked.content.decode()
    assert "Sign-in" not in locked.content.decode()
    assert client.get(reverse("desk")).status_code == 302
    elsewhere = client.post(reverse("sign-in"), {"username": "wang.mei", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302, "somebody else's guesses do not lock the owner out"
    assert enter(sign_in(None), "zhou.min").status_code == 302


def test_a_wrong_password_and_an_unknown_name_look_the_same(world, sign_in):
    with_password(world, "city_mediator")
    known, unknown = (
        enter(sign_in(None), name, "wrong").context["form"].errors.as_text() for name in ("wang.mei", "no.body")
    )
    assert known == unknown


def test_a_session_ends_with_signing_out_and_with_a_new_password(world, sign_in):
    user = with_password(world, "city_mediator")
    client, other = sign_in(None), sign_in(None)
    enter(client, user.username)
    enter(other, user.username)
    kept = client.cookies["sessionid"].value
    changed = other.post(
        reverse("password-change"),
        {"old_password": PASSWORD, "new_password1": "another-good-one-2", "new_password2": "another-good-one-2"},
    )
    assert changed.status_code == 302
    assert client.get(reverse("desk")).status_code == 302
    assert other.get(reverse("desk")).status_code == 200
    kept = other.cookies["sessionid"].value
    other.post(reverse("sign-out"))
    thief = sign_in(None)
    thief.cookies["sessionid"] = kept
    assert thief.get(reverse("desk")).status_code == 302


def test_a_planted_session_key_is_not_kept_at_sign_in(world, sign_in):
    user = with_password(world, "city_mediator")
    client = sign_in(None)
    client.cookies["sessionid"] = "planted" * 5
    enter(client, user.username)
    assert client.cookies["sessionid"].value != "planted" * 5


# Rights that end --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in PEOPLE if name in table.READERS])
def test_a_right_that_ends_is_gone_at_the_next_request(world, sign_in, name):
    client = sign_in(name)
    assert client.get(reverse("dispute-list")).status_code == 200
    world.people[name].memberships.update(until=timezone.localdate() - timedelta(days=1))
    assert client.get(reverse("dispute-list")).status_code == 403
    for case in world.cases.values():
        assert client.get(reverse("dispute-detail", args=[case.pk])).status_code == 404


def test_an_account_switched_off_is_signed_out_at_the_next_request(world, sign_in):
    client = sign_in("city_mediator")
    User.objects.filter(pk=world.people["city_mediator"].pk).update(is_active=False)
    assert client.get(reverse("desk")).url.startswith(reverse("sign-in"))


def test_an_organisation_switched_off_gives_no_rights(world, sign_in):
    client = sign_in("town_mediator")
    unit = world.people["town_mediator"].memberships.get().organisation
    type(unit).objects.filter(pk=unit.pk).update(is_active=False)
    assert client.get(reverse("dispute-list")).status_code == 403


def test_a_recusal_takes_effect_at_the_next_request(world, sign_in):
    client, case = sign_in("city_mediator"), world.cases["city"]
    address = reverse("dispute-detail", args=[case.pk])
    assert client.get(address).status_code == 200
    case.recusals.create(user=world.people["city_mediator"], reason="近亲属", since=factories.MONDAY)
    assert client.get(address).status_code == 404


# No back door -----------------------------------------------------------------------------------------------


def test_a_superuser_without_a_role_sees_no_case_and_takes_no_step(world):
    superuser = person(world, "superuser")
    assert superuser.is_superuser
    assert list(Dispute.objects.visible_to(superuser)) == []
    picture = Picture()
    before = picture.take()
    for case in world.cases.values():
        with pytest.raises(StepForbidden):
            take_step(factories.fresh(case), "raise_alarm", by=superuser, at=timezone.now(), reason="越权")
    assert picture.take() == before


def test_the_administration_holds_these_tables_and_no_case():
    assert {model._meta.model_name for model in admin.site._registry} == set(table.REGISTRY)
    assert not [m for m in contributed.site._registry if m._meta.app_label in ("mediation", "documents")]


def administered(world):
    """A row of every table of the administration."""
    found = {model._meta.model_name: model.objects.order_by("pk").first() for model in admin.site._registry}
    mediator = world.people["city_mediator"]
    found["message"] = Message.objects.create(
        user=mediator, address="wang.mei@example.org", message_id="<1@example.org>", made_at=timezone.now(),
        moved_at=timezone.now(),
    )  # fmt: skip
    unit = mediator.memberships.get().organisation
    report = SavedReport.objects.create(name="月报", owner=mediator, organisation=unit, at=timezone.now())
    found["reportsending"] = report.sendings.create(due_on=timezone.localdate(), at=timezone.now(), refusal="no_right")
    found["user"] = mediator
    assert isinstance(found["interest"], Interest)
    return found


def test_only_the_administrator_opens_the_administration(world, sign_in):
    rows = administered(world)
    names = ["admin:index", *(f"admin:mediation_{model}_changelist" for model in table.REGISTRY)]
    addresses = [reverse(name) for name in names]
    addresses += [reverse(f"admin:mediation_{model}_change", args=[rows[model].pk]) for model in table.REGISTRY]
    for name in PEOPLE:
        expected = 200 if name == "administrator" else 403
        people_addresses = addresses if name in ("administrator", "superuser", "city_mediator") else addresses[:2]
        for address in people_addresses:
            assert sign_in(name).get(address, follow=True).status_code == expected, (name, address)
    assert {sign_in(None).get(address).status_code for address in addresses} == {302}


@pytest.mark.parametrize("model", table.REGISTRY)
def test_rows_that_others_refer_to_are_not_deleted(world, sign_in, model):
    client, row = sign_in("administrator"), administered(world)[model]
    deletable = model in table.DELETABLE
    address = reverse(f"admin:mediation_{model}_delete", args=[row.pk])
    assert client.get(address).status_code == (200 if deletable else 403)
    if not deletable:
        typed = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        assert client.post(address, {"post": "yes"}).status_code == 403
        client.post(reverse(f"admin:mediation_{model}_changelist"), typed)
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", sorted(table.FIXED))
def test_rows_made_elsewhere_are_only_looked_at(world, sign_in, model):
    client, row = sign_in("administrator"), administered(world)[model]
    assert client.get(reverse(f"admin:mediation_{model}_add")).status_code == 403
    assert client.post(reverse(f"admin:mediation_{model}_change", args=[row.pk]), {"name": "改名"}).status_code == 403


def test_password_hashes_are_not_shown(world, sign_in):
    user = with_password(world, "city_mediator")
    client = sign_in("administrator")
    page = client.get(reverse("admin:mediation_user_change", args=[user.pk])).content.decode()
    _algorithm, *parts = user.password.split("$")
    assert parts
    assert not [part for part in parts if len(part) > 5 and part in page]
    assert "is_superuser" not in page
