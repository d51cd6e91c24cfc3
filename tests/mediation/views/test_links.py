"""The pages behind a one-time link: neutral until opened, then one hand-over and three acts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mediation.models import AccessLink, Dispute, HandOver
from mediation.operations import links
from tests import cast, factories
from tests.factories import later

pytestmark = pytest.mark.django_db
SIGNED = {"person": "丁义", "post": "法援科科长"}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def sent(today):
    dispute = factories.make_dispute("accepted", on=later(today, -9), facts="蒋喆反映拖欠工资。")
    dispute.parties.filter(role="applicant").update(phone="13800001234", id_number="330681199001011234")
    return factories.hand_over(Dispute.objects.get(pk=dispute.pk), today, aim="peoples_mediation")


def secret_of(row, days=7):
    made = links.create_link(row, by=cast.city_mediator(), at=timezone.now(), valid_for=timedelta(days=days))
    return made.secret


def address(secret):
    return reverse("access-link", args=[secret])


def opened(client, row):
    answer = client.post(address(secret_of(row)))
    assert (answer.status_code, answer.url) == (302, reverse("office"))
    return client


def test_looking_at_the_link_uses_nothing_up_and_tells_nothing(client, sent):
    secret = secret_of(sent)
    for _ in range(8):
        page = client.get(address(secret))
        assert page.status_code == 200
        assert client.head(address(secret)).status_code in (200, 405)
    text = page.content.decode()
    for word in (sent.dispute.number, sent.dispute.employer.name, sent.purpose, str(sent.agency), "蒋"):
        assert word not in text
    assert AccessLink.objects.get().opened_at is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_headers_keep_the_address_secret(client, sent, method):
    secret = secret_of(sent)
    for answer in (getattr(client, method)(address(secret)), client.get(address("x" * 43))):
        if answer.status_code != 302:
            assert answer.headers["Referrer-Policy"] == "strict-origin"
            assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_opening_is_protected_against_forged_requests(sent):
    client, secret = Client(enforce_csrf_checks=True), secret_of(sent)
    assert client.post(address(secret)).status_code == 403
    assert AccessLink.objects.get().opened_at is None


def test_the_office_sees_exactly_what_was_disclosed(client, sent):
    text = opened(client, sent).get(reverse("office")).content.decode()
    for word in ("蒋喆", "13800001234", sent.dispute.employer.name, "拖欠两个月工资", "支付拖欠的工资"):
        assert word in text
    for word in ("330681199001011234", "蒋喆反映拖欠工资", "王梅"):
        assert word not in text


def test_nothing_else_opens_with_it(client, sent):
    opened(client, sent)
    for name, args in (("dispute-detail", [sent.dispute_id]), ("desk", []), ("hand-over-step", [sent.pk, "accept"])):
        assert client.get(reverse(name, args=args)).url.startswith(reverse("sign-in"))


def test_a_second_browser_gets_the_page_of_a_dead_link_and_the_first_its_own(client, sent):
    secret = secret_of(sent)
    client.post(address(secret))
    other = Client()
    dead, unknown = other.post(address(secret)), Client().post(address("w" * 43))
    assert (dead.status_code, unknown.status_code) == (404, 404)
    assert dead.content.decode().split("<main")[1] == unknown.content.decode().split("<main")[1]
    assert other.get(reverse("office")).status_code == 404
    assert client.get(address(secret)).url == reverse("office")


def test_dead_links_look_alike(client, sent):
    bodies = set()
    used = secret_of(sent)
    Client().post(address(used))
    revoked = secret_of(sent)
    links.revoke_links(sent, by=cast.city_mediator(), at=timezone.now())
    for secret in (used, revoked, "z" * 43):
        answer = Client().get(address(secret))
        assert answer.status_code == 404
        bodies.add(answer.content.decode().split("<main")[1])
    assert len(bodies) == 1


def test_guessing_is_counted_as_at_sign_in(client, sent):
    live = secret_of(sent)
    found = [client.get(address(f"guess-{number}")).status_code for number in range(6)]
    assert found == [404] * 5 + [429]
    assert client.post(address(live)).status_code == 429
    assert AccessLink.objects.get().opened_at is None
    assert Client(REMOTE_ADDR="192.0.2.9").post(address(live)).status_code == 302
    signing_in = client.post(reverse("sign-in"), {"username": "wang.mei", "password": "wrong"})
    assert signing_in.status_code == 200, "guessing links locks no account"


def act(client, row, verb, **answers):
    version = HandOver.objects.get(pk=row.pk).version
    return client.post(reverse("office-step", args=[verb]), {"version": version, **SIGNED, **answers})


def test_accepted_then_answered_in_the_name_of_the_office(client, sent, today):
    opened(client, sent)
    assert act(client, sent, "accept", accepted_on=today.isoformat()).status_code == 302
    event = sent.events.order_by("number").last()
    assert (event.kind, event.role, event.organisation) == ("accept", "liaison", sent.agency)
    assert (event.data["person"], event.data["post"]) == ("丁义", "法援科科长")
    answer = act(client, sent, "record_result", answered_on=today.isoformat(), result="调解成功。")
    assert answer.status_code == 302
    row = HandOver.objects.get(pk=sent.pk)
    assert (row.state, row.result) == ("answered", "调解成功。")
    page = client.get(reverse("office")).content.decode()
    assert "13800001234" not in page, "what is finished is shown no more"
    assert act(client, sent, "accept").status_code == 404


def test_a_return_needs_reason_name_and_post_and_keeps_what_was_typed(client, sent, today):
    opened(client, sent)
    before = list(HandOver.objects.values())
    answer = client.post(
        reverse("office-step", args=["return_papers"]),
        {"version": sent.version, "returned_on": today.isoformat(), "reason": "不属于管辖。", "person": "", "post": ""},
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["person", "post"])
    assert "不属于管辖。" in answer.content.decode()
    assert list(HandOver.objects.values()) == before
    assert act(client, sent, "return_papers", returned_on=today.isoformat(), reason="不属于管辖。").status_code == 302
    assert HandOver.objects.get(pk=sent.pk).return_reason == "不属于管辖。"


@pytest.mark.parametrize("day", ["2999-01-01", "2026-02-31", ""])
def test_impossible_days_change_nothing(client, sent, day):
    opened(client, sent)
    assert act(client, sent, "accept", accepted_on=day).status_code == 422
    assert HandOver.objects.get(pk=sent.pk).state == "sent"


def test_somebody_was_faster(client, sent, today):
    opened(client, sent)
    stale = sent.version
    factories.accept_hand_over(sent, today)
    answers = {"version": stale, "answered_on": today.isoformat(), "result": "已办结。", **SIGNED}
    answer = client.post(reverse("office-step", args=["record_result"]), answers)
    assert answer.status_code == 409
    assert "已办结。" in answer.content.decode()
    again = {**answers, "version": answer.context["form"]["version"].value()}
    assert client.post(reverse("office-step", args=["record_result"]), again).status_code == 302


def test_no_other_verb_by_a_link(client, sent):
    opened(client, sent)
    for verb in ("withdraw", "link", "send", "nonsense"):
        assert client.post(reverse("office-step", args=[verb])).status_code == 404
    assert HandOver.objects.get(pk=sent.pk).state == "sent"


def test_what_the_union_took_back_is_gone_also_for_an_open_browser(client, sent, today):
    opened(client, sent)
    factories.withdraw_hand_over(sent, today)
    assert client.get(reverse("office")).status_code == 404
    assert client.post(reverse("office-step", args=["accept"])).status_code == 404


def test_nothing_without_a_link(client, sent):
    assert client.get(reverse("office")).status_code == 404
    assert client.get(reverse("office-step", args=["accept"])).status_code == 404
