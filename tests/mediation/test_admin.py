"""The administration: for the role alone, without a way to change the history of a case."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from mediation import admin
from mediation.models import Interest, Membership, Message, Organisation, User
from tests import cast
from tests.factories.reports import kept_report

pytestmark = pytest.mark.django_db

OTHERS = [person for person in cast.EVERYBODY if person is not cast.administrator]
PASSWORD = "诸暨-1234-mediation"


def pages(model):
    name = model._meta.model_name
    return f"admin:mediation_{name}_changelist", f"admin:mediation_{name}_add", f"admin:mediation_{name}_change"


@pytest.fixture
def administrator(client):
    person = cast.administrator()
    client.force_login(person)
    return person


def test_only_these_tables_are_there():
    names = {model._meta.model_name for model in admin.site._registry}
    assert names == {"user", "organisation", "membership", "interest", "employer", "message", "reportsending"}


def test_the_administrator_opens_every_page(client, administrator):
    cast.employer()
    Interest.objects.create(user=cast.city_mediator(), employer=cast.employer(), note="亲属")
    kept_report().sendings.create(due_on="2026-03-05", at=timezone.now(), refusal="closed")
    assert client.get("/admin/").status_code == 200
    for model in admin.site._registry:
        rows, add, change = pages(model)
        assert client.get(reverse(rows)).status_code == 200, rows
        assert client.get(reverse(add)).status_code == (
            403 if model._meta.model_name in ("employer", "message", "reportsending") else 200
        ), add
        if row := model.objects.first():
            assert client.get(reverse(change, args=[row.pk])).status_code == 200, change


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_enters_whatever_the_flags_of_the_account(client, person):
    user = person()
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    client.force_login(user)
    for address in ("/admin/", reverse("admin:mediation_user_changelist"), reverse("admin:mediation_membership_add")):
        response = client.get(address)
        assert response.status_code in (302, 403)
        assert client.get(response.url if response.status_code == 302 else address).status_code == 403


def test_a_stranger_is_sent_to_the_one_sign_in_page(client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/sign-in/?next=/admin/"


def test_the_administrator_sees_no_case(client, administrator):
    assert [client.get(address).status_code for address in ("/cases/", "/letters/", "/reports/")] == [403, 403, 403]


def test_a_person_is_added_with_a_password_and_a_role(client, administrator):
    sent = {
        "username": "new.person", "display_name": "寿喆", "phone": "", "usable_password": "true",
        "password1": PASSWORD, "password2": PASSWORD,
    }  # fmt: skip
    assert client.post(reverse("admin:mediation_user_add"), sent).status_code == 302
    person = User.objects.get(username="new.person")
    assert person.check_password(PASSWORD)
    assert (person.is_staff, person.is_superuser) == (False, False)
    role = {
        "user": person.pk,
        "organisation": cast.city().pk,
        "role": "mediator",
        "position": "",
        "since": "2026-03-02",
    }
    client.post(reverse("admin:mediation_membership_add"), role)
    assert Membership.objects.get(user=person).role == "mediator"


def test_a_weak_password_is_refused_and_nobody_is_added(client, administrator):
    before = User.objects.count()
    sent = {
        "username": "weak",
        "display_name": "弱",
        "usable_password": "true",
        "password1": "12345",
        "password2": "12345",
    }
    response = client.post(reverse("admin:mediation_user_add"), sent)
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["password2"]
    assert User.objects.count() == before


def test_a_password_is_changed_for_somebody_who_forgot_it(client, administrator):
    person = cast.city_mediator()
    sent = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("admin:auth_user_password_change", args=[person.pk]), sent)
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


@pytest.mark.parametrize("model", [User, Organisation, Membership])
def test_what_others_refer_to_is_never_deleted(client, administrator, model):
    cast.city_mediator()
    before, row = model.objects.count(), model.objects.first()
    address = reverse(f"admin:mediation_{model._meta.model_name}_delete", args=[row.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    rows = reverse(pages(model)[0])
    client.post(rows, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert model.objects.count() == before


# The outbox -------------------------------------------------------------------------------------------------


def stuck(status="sending", *, minutes=30):
    moved_at = timezone.now() - timedelta(minutes=minutes)
    return Message.objects.create(
        user=cast.city_mediator(), address="wang.mei@example.org", message_id=f"<{uuid4()}@example.org>", status=status,
        subject="1 deadline", body="诸劳调〔2026〕12号", made_at=moved_at, moved_at=moved_at, error="gone", attempts=5,
    )  # fmt: skip


def decide(client, act, *rows):
    typed = {"action": act, "_selected_action": [row.pk for row in rows]}
    return client.post(reverse("admin:mediation_message_changelist"), typed, follow=True).content.decode()


def test_the_outbox_shows_no_text_of_an_e_mail(client, administrator):
    row = stuck()
    for address in (reverse(pages(Message)[0]), reverse(pages(Message)[2], args=[row.pk])):
        page = client.get(address).content.decode()
        assert "wang.mei@example.org" in page
        assert row.body not in page


def test_what_is_in_doubt_is_sent_again_or_marked_as_sent(client, administrator):
    again, arrived, failed = stuck(), stuck(), stuck("failed")
    decide(client, "send_again", again, failed)
    decide(client, "mark_as_sent", arrived)
    found = Message.objects.order_by("pk").values_list("status", "attempts", "error")
    assert list(found) == [("waiting", 0, ""), ("sent", 5, "gone"), ("waiting", 0, "")]
    assert LogEntry.objects.filter(user=administrator).count() == 3


@pytest.mark.parametrize("act", ["send_again", "mark_as_sent"])
def test_what_is_on_its_way_or_done_takes_no_act(client, administrator, act):
    client.cookies["django_language"] = "en"
    rows = [stuck(minutes=5), stuck("sent"), stuck("waiting"), stuck("dropped")]
    before = list(Message.objects.order_by("pk").values())
    assert "Only an e-mail that failed" in decide(client, act, *rows)
    assert list(Message.objects.order_by("pk").values()) == before
    assert LogEntry.objects.count() == 0


def test_nobody_else_decides(client):
    row = stuck()
    client.force_login(cast.manager())
    decide(client, "mark_as_sent", row)
    assert Message.objects.get().status == "sending"
