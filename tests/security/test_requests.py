"""What every request and response of the site has in common: tokens, methods, headers, redirects, extra keys, hosts.

Runs on SQLite only: it is settled before or after any question to the database.
"""

import os
import subprocess
import sys
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from mediation.models import Dispute, Letter, User
from tests import cast
from tests.security import table
from tests.security.test_canaries import intake
from tests.security.test_matrix import arguments
from tests.walks.dump import Picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADMINISTRATION = [
    "admin:index", *(f"admin:mediation_{model}_{act}" for model in table.REGISTRY for act in ("changelist", "add")),
]  # fmt: skip


def addresses(world):
    given = {**arguments(world), "verify": (world.letters["served"].issued.code,)}
    return {name: reverse(name, args=given.get(name, ())) for name in (*table.PAGES, *table.OBJECTS, *ADMINISTRATION)}


def drained(response):
    return response.getvalue() if response.streaming else response.content


# Tokens and methods -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["city_mediator", "administrator", None])
def test_every_post_without_a_token_is_refused_and_changes_nothing(world, sign_in, person):
    client, picture = sign_in(person, enforce_csrf_checks=True), Picture()
    before = picture.take()
    found = {name: client.post(address).status_code for name, address in addresses(world).items()}
    assert found == dict.fromkeys(found, 403)
    assert picture.take() == before


@pytest.mark.parametrize(
    ("person", "method"), [("city_mediator", "get"), ("city_mediator", "head"), ("administrator", "get")]
)
def test_looking_changes_nothing_and_every_page_has_its_headers(world, sign_in, person, method):
    client, picture = sign_in(person), Picture()
    before, answered = picture.take(), set()
    for address in addresses(world).values():
        response = getattr(client, method)(address)
        drained(response)
        if method == "get":
            assert_headers_of_a_page(response, address)
        answered.add(response.status_code)
    assert 200 in answered
    assert not [status for status in answered if status >= 500]
    assert picture.take() == before


# Headers ----------------------------------------------------------------------------------------------------


FOR_FILES = "default-src 'none'; sandbox; frame-ancestors 'none'"  # what came in from outside


def assert_headers(response, address):
    headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy, address
    assert "unsafe-eval" not in policy, address
    assert "frame-ancestors 'self'" in policy or policy == FOR_FILES, address
    assert headers["X-Content-Type-Options"] == "nosniff", address
    assert headers["X-Frame-Options"] == "SAMEORIGIN", address
    by_link = address.startswith(("/link/", "/office/", "/survey/"))  # its form needs an Origin for the CSRF check
    assert headers["Referrer-Policy"] == ("strict-origin" if by_link else "same-origin"), address
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address
    assert "no-store" in headers["Cache-Control"], address
    return policy


def assert_headers_of_a_page(response, address):
    policy = assert_headers(response, address)
    if response.headers["Content-Type"] != "application/pdf" and policy != FOR_FILES:
        assert "script-src 'self'" in policy
        assert "default-src 'none'" in policy


@pytest.mark.parametrize("person", ["worker_user", None])
def test_headers_of_every_page_for_who_is_outside(world, sign_in, person):
    client = sign_in(person)
    for address in (*addresses(world).values(), "/no/such/page/"):
        response = client.get(address)
        drained(response)
        assert_headers_of_a_page(response, address)


def test_headers_of_a_fault_and_of_a_refused_token(world, sign_in, monkeypatch):
    refused = sign_in("city_mediator", enforce_csrf_checks=True).post(reverse("sign-out"))
    assert refused.status_code == 403
    assert_headers(refused, "no token")

    def fail(user):
        raise RuntimeError("a fault with 330681199001011234 in it")

    monkeypatch.setattr(Dispute.objects.__class__, "visible_to", fail, raising=False)
    monkeypatch.setattr("mediation.views.desk.Bearer", fail)
    response = sign_in("city_mediator", raise_request_exception=False).get(reverse("desk"))
    assert response.status_code == 500
    assert_headers(response, "fault")
    assert b"330681199001011234" not in response.content


# Redirects, hosts, cookies ----------------------------------------------------------------------------------

ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "///evil.example", "http:///evil.example", "https:evil.example",
    "\\\\evil.example", "/\\evil.example", "javascript:alert(1)", "data:text/html,x", " //evil.example",
    "\t//evil.example", "https://127.0.0.1@evil.example/", "//evil.example/%2f..", "ftp://evil.example",
    "https://testserver.evil.example/",
)  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_redirect_leads_elsewhere(world, sign_in, target):
    world.people["city_mediator"].set_password("a-good-password-1")
    world.people["city_mediator"].save()
    typed = {"username": "wang.mei", "password": "a-good-password-1", "next": target}
    signed_in = sign_in(None).post(reverse("sign-in"), typed)
    assert signed_in.url == reverse("desk")
    switched = sign_in(None).post(reverse("set_language"), {"language": "en", "next": target}, HTTP_REFERER=target)
    assert switched.url == "/"
    again = sign_in("reviewer").get(reverse("sign-in"), {"next": target})
    assert again.url == reverse("desk")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "testserver:80@evil.example"])
def test_a_forged_host_is_refused(sign_in, host):
    assert sign_in(None).get(reverse("sign-in"), HTTP_HOST=host).status_code == 400


def test_cookies_are_closed_to_scripts_and_other_sites(world, sign_in):
    world.people["city_mediator"].set_password("a-good-password-1")
    world.people["city_mediator"].save()
    client = sign_in(None)
    client.get(reverse("sign-in"))
    before = client.cookies[settings.CSRF_COOKIE_NAME]
    client.post(reverse("sign-in"), {"username": "wang.mei", "password": "a-good-password-1"})
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    for cookie in (session, before):
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
    assert client.cookies[settings.CSRF_COOKIE_NAME].value != before.value


def test_in_production_cookies_travel_over_tls_only():
    wanted = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT DEBUG SECURE_HSTS_SECONDS"
    code = f"from config import settings as s; print(*(getattr(s, name) for name in '{wanted}'.split()))"
    answer = settings_of_production(code, SITE_URL="https://tiaojie.example.org")
    assert answer.stdout.split() == ["True", "True", "True", "False", "31536000"]


def settings_of_production(code, **more):
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "k" * 50, "DATABASE_URL": "sqlite://:memory:", **more}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("given", [{}, {"SITE_URL": ""}, {"SITE_URL": "http://tiaojie.example.org"}])
def test_production_does_not_start_without_the_address_that_letters_print(given):
    answer = settings_of_production("import config.settings", **given)
    assert answer.returncode == 1
    assert "ImproperlyConfigured: SITE_URL must be the https:// address of the site" in answer.stderr


@pytest.mark.parametrize("mode", ["DEBUG", "DEMO"])
def test_the_address_of_a_trial_needs_no_tls(mode):
    answer = settings_of_production("from config.settings import SITE_URL; print(SITE_URL)", **{mode: "1"})
    assert (answer.returncode, answer.stdout) == (0, "http://127.0.0.1:8000\n")


def test_the_address_of_the_site_ends_without_a_slash():
    code = "from config.settings import SITE_URL; print(SITE_URL)"
    answer = settings_of_production(code, SITE_URL="https://tiaojie.example.org/")
    assert answer.stdout == "https://tiaojie.example.org\n"


# Extra keys -------------------------------------------------------------------------------------------------


def extra(world):
    """Names of fields nobody may set by sending them."""
    other = world.people["second"].pk if "second" in world.people else world.people["reviewer"].pk
    return {
        "state": "closed", "stage": "court", "number": "99", "level": "city", "outcome": "R01", "registered_by": other,
        "handler": other, "handler_id": other, "issuer": world.cases["city"].holder_id, "drafter": other,
        "signer": other, "is_superuser": "on", "is_staff": "on", "amount_claimed": "9", "delegated_by": "1",
        "agency_id": "1", "by": other, "at": "2020-01-01", "role": "signer", "pk": "1", "id": "1",
    }  # fmt: skip


def test_intake_takes_nothing_but_its_fields(world, sign_in):
    typed = intake(cast.employer(), "丁一") | extra(world)
    typed |= {"holder": cast.town().pk, "town": cast.town().pk, "version": "77", "key": str(uuid4())}
    answer = sign_in("town_mediator").post(reverse("dispute-new"), typed)
    row = Dispute.objects.get(intake_key=typed["key"])
    assert answer.status_code == 302
    assert (row.state, row.stage, row.version, row.outcome, row.handler_id) == ("registered", "union", 0, "", None)
    assert (row.registered_by, row.level, row.amount_claimed) == (world.people["town_mediator"], "town", 100)
    assert row.number != "99"


def test_a_step_takes_nothing_but_its_answers(world, sign_in):
    case = Dispute.objects.get(pk=world.cases["town"].pk)
    before = Dispute.objects.filter(pk=case.pk).values().get()
    typed = {**extra(world), "version": case.version, "reason": "有人聚集"}
    address = reverse("dispute-step", args=[case.pk, "raise_alarm"])
    assert sign_in("town_mediator").post(address, typed).status_code == 302
    after = Dispute.objects.filter(pk=case.pk).values().get()
    assert {name for name in after if after[name] != before[name]} == {"version", "alarmed_on"}
    event = case.events.latest("number")
    assert (event.by, event.role) == (world.people["town_mediator"], "mediator")


def test_a_draft_takes_nothing_but_its_text(world, sign_in):
    letter = Letter.objects.get(pk=world.letters["drafted"].pk)
    kept = ("state", "issuer_id", "drafter_id", "signer_id", "reviewer_id", "issued_id", "kind", "dispute_id")
    before = {name: getattr(letter, name) for name in kept}
    typed = {**letter.content, **extra(world), "version": letter.version, "demands": "补发工资"}
    assert sign_in("volunteer").post(reverse("letter-detail", args=[letter.pk]), typed).status_code == 302
    letter.refresh_from_db()
    assert {name: getattr(letter, name) for name in kept} == before
    assert set(letter.content) & set(extra(world)) == set()


def test_a_new_user_is_no_superuser(world, sign_in):
    typed = {
        **extra(world), "username": "new.person", "display_name": "新人", "usable_password": "true",
        "password1": "a-good-password-9", "password2": "a-good-password-9",
    }  # fmt: skip
    answer = sign_in("administrator").post(reverse("admin:mediation_user_add"), typed)
    assert answer.status_code == 302, answer.context["adminform"].errors
    user = User.objects.get(username="new.person")
    assert (user.is_superuser, user.is_staff, user.memberships.count()) == (False, False, 0)


# Filters are no oracle --------------------------------------------------------------------------------------

PROBES = (
    "password__startswith=pbkdf2", "handler__password__startswith=m", "registered_by__username=wang.mei",
    "employer__interests__user=1", "_connector=OR", "pk__in=1,2,3", "order_by=handler__password", "sort=password",
    "sort=-handler__password", "state__ne=x", "q=%00", "page=-1", "page=99999999999999999999", "town=%27",
    "handler=%00",
    "received_from=0000-00-00", "level[]=city", "category=" + "x" * 5000, "handler=" + "9" * 40, "town=" + "9" * 40,
)  # fmt: skip


@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize("name", ["dispute-list", "dispute-export", "letter-list", "report", "employer-lookup", "desk"])
def test_what_stands_in_the_address_asks_the_database_nothing_else(sign_in, name, probe):
    response = sign_in("town_mediator").get(f"{reverse(name)}?{probe}")
    drained(response)
    assert response.status_code in (200, 302, 404, 422)


@pytest.mark.parametrize(
    ("model", "probe"),
    [
        ("user", "password__startswith=p"),
        ("membership", "user__password__startswith=p"),
        ("interest", "user__password=x"),
    ],
)
def test_the_administration_does_not_search_passwords(sign_in, model, probe):
    response = sign_in("administrator").get(f"{reverse(f'admin:mediation_{model}_changelist')}?{probe}")
    assert response.status_code in (302, 400)
