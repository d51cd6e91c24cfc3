"""The pages that amend a case: what is put right, refused with nothing lost, overtaken, hidden; and the words of it."""

import pytest
from django.urls import reverse

from mediation.models import Party
from tests import cast, factories
from tests.mediation.views.stepping import record_of, send, shown_errors

pytestmark = pytest.mark.django_db
REASON = "登记时笔误。"
ID_NUMBER = "330681199001011235"
PHONE = "13800001234"


def shown(client, address, user=None):
    """The fields of the page's form as a browser would send them."""
    client.force_login(user or cast.city_mediator())
    client.cookies["django_language"] = "en"
    answer = client.get(address)
    assert answer.status_code == 200
    return {field.html_name: field.value() for field in answer.context["form"] if field.value() not in (None, False)}


def sent(client, page, row, dispute, *, user=None, **changes):
    address = reverse(page, args=[row.pk])
    user = user or cast.city_mediator()
    typed = shown(client, address, user) | {"reason": REASON} | changes
    return send(client, user, address, dispute, **typed)


@pytest.fixture
def dispute():
    return factories.make_dispute("accepted")


@pytest.fixture
def worker(dispute):
    dispute.parties.filter(role="applicant").update(phone=PHONE, id_number=ID_NUMBER)
    return dispute.parties.get(role="applicant")


# The case -----------------------------------------------------------------------------------------------------


def test_case_is_amended_and_the_timeline_says_what(client, dispute):
    changes = {
        "elsewhere": "court", "town": cast.town().pk, "amount_claimed": "20,000.00", "employment_ended_on": "",
        "summary": "拖欠三个月工资",
    }  # fmt: skip
    answer = sent(client, "dispute-amend", dispute, dispute, **changes)
    assert (answer.status_code, answer.url) == (302, reverse("dispute-detail", args=[dispute.pk]))
    after = factories.fresh(dispute)
    assert (after.elsewhere, after.town, after.amount_claimed) == ("court", cast.town(), 20_000)
    assert not after.deadlines.filter(rule="B1a", status="open").exists()
    entry = client.get(answer.url).context["timeline"][0]
    assert entry.title == "Amend the record"
    assert set(entry.text.splitlines()) == {
        "already with an authority: No → Accepted by a court", "summary: 拖欠两个月工资 → 拖欠三个月工资",
        f"town: — → {cast.town()}", "amount claimed (yuan): 18600.00 → 20000.00",
        f"employment ended on: {dispute.employment_ended_on} → —", REASON,
    }  # fmt: skip


def test_form_says_that_the_day_of_receipt_stays(client, dispute):
    shown(client, reverse("dispute-amend", args=[dispute.pk]))
    answer = client.get(reverse("dispute-amend", args=[dispute.pk]))
    assert "received_on" not in answer.context["form"].fields
    assert f"The day of receipt, {dispute.received_on}, stays" in answer.content.decode()


def test_nothing_different_is_told_and_writes_no_event(client, dispute):
    before = record_of(dispute)
    answer = sent(client, "dispute-amend", dispute, dispute)
    assert answer.status_code == 422
    assert shown_errors(answer) == ({}, ["something differs from what is on record"])
    assert record_of(dispute) == before


BAD = [
    ({"summary": "工资\U0010fffd"}, "summary"),
    ({"summary": ""}, "summary"),
    ({"occurred_on": "1850-01-01"}, "occurred_on"),
    ({"knew_on": "31.02.2026"}, "knew_on"),
    ({"worker_count": "0"}, "worker_count"),
    ({"amount_claimed": "-1"}, "amount_claimed"),
    ({"category": "77"}, "category"),
    ({"town": "1"}, "town"),
    ({"reason": " "}, "reason"),
]


@pytest.mark.parametrize(("changes", "field"), BAD)
def test_bad_input_keeps_what_was_typed_and_changes_nothing(client, dispute, changes, field):
    before = record_of(dispute)
    answer = sent(client, "dispute-amend", dispute, dispute, **{"facts": "另一种说法", **changes})
    assert answer.status_code == 422
    assert list(shown_errors(answer)[0]) == [field]
    assert "另一种说法" in answer.content.decode()
    assert record_of(dispute) == before


def test_unmet_requirement_keeps_what_was_typed(client, dispute):
    before = record_of(dispute)
    answer = sent(client, "dispute-amend", dispute, dispute, knew_on="2099-01-01", facts="另一种说法")
    assert answer.status_code == 422
    assert shown_errors(answer)[1] == ["the date 2099-01-01 (knew of the violation on) is not in the future"]
    assert "另一种说法" in answer.content.decode()
    assert record_of(dispute) == before


def test_overtaken_page_keeps_what_was_typed_and_can_be_sent_again(client, dispute):
    address = reverse("dispute-amend", args=[dispute.pk])
    typed = shown(client, address) | {"reason": REASON, "summary": "拖欠三个月工资"}
    on = factories.later(factories.MONDAY, 3)
    factories.take(dispute, "raise_alarm", cast.reviewer(), on, reason="停工。")
    before = record_of(dispute)
    answer = client.post(address, typed)
    assert answer.status_code == 409
    assert "拖欠三个月工资" in answer.content.decode()
    assert record_of(dispute) == before
    again = typed | {"version": answer.context["form"]["version"].value()}
    assert client.post(address, again).status_code == 302
    assert factories.fresh(dispute).summary == "拖欠三个月工资"


def test_overtaken_page_of_a_party_still_tells_what_is_on_record(client, dispute, worker):
    address = reverse("party-amend", args=[worker.pk])
    typed = shown(client, address) | {"reason": REASON, "job": "车工"}
    on = factories.later(factories.MONDAY, 3)
    factories.take(dispute, "raise_alarm", cast.reviewer(), on, reason="停工。")
    answer = client.post(address, typed)
    text = answer.content.decode()
    assert (answer.status_code, "车工" in text, "138****1234" in text) == (409, True, True)
    assert "removed" in answer.context["form"].fields


@pytest.mark.parametrize("state", ["closed", "declined"])
def test_ended_case_says_who_can_open_it(client, state):
    dispute = factories.make_dispute(state)
    client.force_login(cast.city_mediator())
    client.cookies["django_language"] = "en"
    answer = client.get(reverse("dispute-amend", args=[dispute.pk]))
    assert answer.context["blocked"]
    assert "the reviewer, by reopening it" in answer.content.decode()
    assert reverse("dispute-amend", args=[dispute.pk]) not in links(client, dispute)


def links(client, dispute):
    return client.get(reverse("dispute-detail", args=[dispute.pk])).content.decode()


# Parties ------------------------------------------------------------------------------------------------------


def test_party_is_amended_and_numbers_left_empty_stay(client, dispute, worker):
    answer = sent(client, "party-amend", worker, dispute, name="蒋哲", groups=["woman", "migrant"])
    assert (answer.status_code, answer.url) == (302, reverse("dispute-detail", args=[dispute.pk]) + "#parties")
    worker.refresh_from_db()
    assert (worker.name, worker.groups) == ("蒋哲", ["woman", "migrant"])
    assert (worker.phone, worker.id_number) == (PHONE, ID_NUMBER)
    entry = client.get(reverse("dispute-detail", args=[dispute.pk])).context["timeline"][0]
    assert entry.text.splitlines() == [
        "蒋哲", "name: 蒋喆 → 蒋哲", "special groups: — → Woman · Migrant worker", REASON
    ]  # fmt: skip


def test_whole_numbers_are_neither_shown_nor_told(client, dispute, worker):
    text = client.get(reverse("dispute-detail", args=[dispute.pk])).content.decode()
    shown(client, reverse("party-amend", args=[worker.pk]))
    text = client.get(reverse("party-amend", args=[worker.pk])).content.decode()
    assert PHONE not in text
    assert ID_NUMBER not in text
    assert "138****1234" in text
    sent(client, "party-amend", worker, dispute, phone="13911112222")
    worker.refresh_from_db()
    assert worker.phone == "13911112222"
    event = dispute.events.latest("number")
    assert event.data["changes"] == {"phone": None}
    assert client.get(reverse("dispute-detail", args=[dispute.pk])).context["timeline"][0].text.splitlines() == [
        "蒋喆", "phone: amended", REASON
    ]  # fmt: skip


def test_number_is_removed_on_request(client, dispute, worker):
    sent(client, "party-amend", worker, dispute, removed=["id_number"])
    worker.refresh_from_db()
    assert (worker.id_number, worker.phone) == ("", PHONE)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"id_number": "330681199001011230"}, "id_number"), ({"phone": "ring me"}, "phone"), ({"name": "\ue000"}, "name"),
     ({"name": " "}, "name"), ({"groups": ["elf"]}, "groups")],
)  # fmt: skip
def test_bad_party_changes_nothing(client, dispute, worker, changes, field):
    before = record_of(dispute)
    answer = sent(client, "party-amend", worker, dispute, **{"job": "车工", **changes})
    assert answer.status_code == 422
    assert list(shown_errors(answer)[0]) == [field]
    assert "车工" in answer.content.decode()
    assert record_of(dispute) == before


def test_party_is_added(client, dispute):
    new = {"role": "third", "kind": "employer", "name": "诸暨市用工单位", "id_number": "91330681MA2D8XYA1K"}
    answer = sent(client, "party-new", dispute, dispute, **new)
    assert answer.status_code == 422  # the code does not check
    answer = sent(client, "party-new", dispute, dispute, **new | {"id_number": ""})
    assert answer.status_code == 302
    row = dispute.parties.get(role="third")
    assert (row.kind, row.name) == ("employer", "诸暨市用工单位")


def test_role_of_a_party_on_record_stays(client, dispute, worker):
    sent(client, "party-amend", worker, dispute, name="蒋哲", role="third", kind="other")
    worker.refresh_from_db()
    assert (worker.name, worker.role, worker.kind) == ("蒋哲", "applicant", "worker")


# Claims -------------------------------------------------------------------------------------------------------


def test_claim_is_amended_and_added(client, dispute):
    claim = dispute.claims.get()
    answer = sent(client, "claim-amend", claim, dispute, amount="100.5")
    assert (answer.status_code, answer.url) == (302, reverse("dispute-detail", args=[dispute.pk]) + "#claims")
    dispute = factories.fresh(dispute)
    answer = sent(client, "claim-new", dispute, dispute, text="支付加班工资", category="07", amount="")
    assert answer.status_code == 302
    rows = dispute.claims.values_list("text", "category", "amount")
    assert [(text, category, str(amount)) for text, category, amount in rows] == [
        (claim.text, "01", "100.50"), ("支付加班工资", "07", "0.00")
    ]  # fmt: skip
    assert str(factories.fresh(dispute).amount_claimed) == "100.50"


def test_claim_without_words_changes_nothing(client, dispute):
    before = record_of(dispute)
    answer = sent(client, "claim-new", dispute, dispute, text="", category="07", amount="12")
    assert (answer.status_code, list(shown_errors(answer)[0])) == (422, ["text"])
    assert record_of(dispute) == before


# Who ----------------------------------------------------------------------------------------------------------


def addresses(dispute):
    return [
        *(reverse(name, args=[dispute.pk]) for name in ("dispute-amend", "party-new", "claim-new")),
        reverse("party-amend", args=[dispute.parties.first().pk]),
        reverse("claim-amend", args=[dispute.claims.get().pk]),
    ]


@pytest.mark.parametrize("person", [cast.city_mediator, cast.reviewer])
def test_who_may_amend_finds_the_way(client, dispute, person):
    client.force_login(person())
    page = links(client, dispute)
    assert [address for address in addresses(dispute) if address not in page] == []


@pytest.mark.parametrize(
    ("person", "status"), [(cast.chair, 403), (cast.auditor, 403), (cast.archivist, 403), (cast.town_mediator, 404)]
)
def test_others_may_not(client, dispute, person, status):
    client.force_login(person())
    before = record_of(dispute)
    for address in addresses(dispute):
        assert (client.get(address).status_code, client.post(address).status_code) == (status, status), address
    assert record_of(dispute) == before
    if status == 403:
        assert "/amend/" not in links(client, dispute)


def test_worker_with_an_account_keeps_it(client, dispute, worker):
    Party.objects.filter(pk=worker.pk).update(account=cast.worker_user())
    sent(client, "party-amend", worker, dispute, name="蒋哲")
    worker.refresh_from_db()
    assert (worker.name, worker.account) == ("蒋哲", cast.worker_user())
