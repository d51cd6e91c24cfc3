"""Signing in and out, the lock after wrong passwords, the password, the language."""

import pytest
from django.urls import reverse

from mediation.demo.accounts import ACCOUNTS
from tests import cast

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("sign-in")
PASSWORD = "fengqiao-1963-experience"


@pytest.fixture
def user():
    user = cast.city_mediator()
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user, password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": user.username, "password": password, **extra})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_it_leads_to_the_desk(client, user):
    assert sign_in(client, user).url == reverse("desk")
    assert client.get(SIGN_IN).url == reverse("desk")


def test_it_leads_to_the_page_asked_for_but_never_elsewhere(client, user):
    assert sign_in(client, user, next="/cases/?open=1").url == "/cases/?open=1"
    client.logout()
    assert sign_in(client, user, next="https://example.org/").url == reverse("desk")


def test_a_wrong_password_says_so_and_keeps_the_name(client, user):
    client.cookies["django_language"] = "en"
    answer = sign_in(client, user, "wrong")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Please enter a correct username and password" in text
    assert f'value="{user.username}"' in text
    assert not signed_in(client)


def test_five_wrong_ones_lock_the_account_even_for_the_right_one(client, user):
    answers = [sign_in(client, user, "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert sign_in(client, user).status_code == 429
    assert not signed_in(client)


def test_signing_out_takes_a_post(client, user):
    sign_in(client, user)
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out")).url == SIGN_IN
    assert not signed_in(client)


class TestPassword:
    def change(self, client, old, new, again=None):
        sent = {"old_password": old, "new_password1": new, "new_password2": again or new}
        return client.post(reverse("password-change"), sent)

    def test_it_is_changed(self, client, user):
        sign_in(client, user)
        assert self.change(client, PASSWORD, "another-1963-way").url == reverse("password-changed")
        assert client.get(reverse("password-changed")).status_code == 200
        user.refresh_from_db()
        assert user.check_password("another-1963-way")

    @pytest.mark.parametrize(
        ("old", "new", "again"),
        [("wrong", "another-1963-way", None), (PASSWORD, "short", None), (PASSWORD, "another-1963-way", "other")],
    )
    def test_a_bad_one_changes_nothing(self, client, user, old, new, again):
        sign_in(client, user)
        answer = self.change(client, old, new, again)
        assert answer.status_code == 200
        assert answer.context["form"].errors
        user.refresh_from_db()
        assert user.check_password(PASSWORD)


def test_the_language_is_switched_before_signing_in_and_never_leads_elsewhere(client):
    assert '<html lang="zh-Hans"' in client.get(SIGN_IN).content.decode()
    answer = client.post(reverse("set_language"), {"language": "en", "next": "https://example.org/"})
    assert answer.url == "/"
    assert '<html lang="en"' in client.get(SIGN_IN).content.decode()


class TestDemoAccounts:
    def test_the_demo_shows_them(self, client, settings):
        settings.DEMO = True
        text = client.get(SIGN_IN).content.decode()
        assert [account.username for account in ACCOUNTS if f"<code>{account.username}</code>" not in text] == []

    def test_elsewhere_they_are_not_shown(self, client, settings):
        settings.DEMO = False
        assert ACCOUNTS[0].password not in client.get(SIGN_IN).content.decode()
