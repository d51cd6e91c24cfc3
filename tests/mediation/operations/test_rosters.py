"""The roster: a list enrolled once, twice, amended; namesakes; who may be struck off."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mediation.collective import claimed
from mediation.integrity import violations
from mediation.models import Claim
from mediation.operations import rosters
from mediation.operations.limitation_course import replace_limitation
from mediation.operations.roster_plan import EVERY, NEW, Entry, plan
from mediation.operations.rosters import enrol, strike
from tests import cast
from tests.factories import CLAIMED, MONDAY, at, consent_of_all, fresh, later, make_dispute, register_dispute
from tests.refusals import forbidden, refused, stale, unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
TUESDAY = later(MONDAY, 1)


def entry(line, name, **given):
    return Entry(line, name, **given)


def send(dispute, *entries, by=None, **given):
    values = {"by": by or cast.city_mediator(), "at": at(TUESDAY), "version": fresh(dispute).version}
    return enrol(dispute, entries, **values | given)


def roster(dispute):
    return list(dispute.parties.filter(kind="worker").order_by("pk").values_list("name", flat=True))


def many(number):
    return [
        entry(line, f"工友{chr(0x4E00 + line)}", phone=f"138000{line:05}", amount=Decimal("100.01"))
        for line in range(2, number + 2)
    ]


def test_new_people_with_their_claims():
    dispute = register_dispute()
    done = send(
        dispute,
        entry(2, "楼䶮", id_number="330681199001011238", job="缝纫", hired_on=date(2024, 3, 1), is_member=True,
              groups=("migrant",), category="02", claim="经济补偿", amount=Decimal("3000.50")),
        entry(3, "何青", phone="13800000001", amount=Decimal("1000.00")),
    )  # fmt: skip
    assert (done.added, done.amended, done.claims) == (2, 0, 2)
    dispute = fresh(dispute)
    assert roster(dispute) == ["蒋喆", "楼䶮", "何青"]
    person = dispute.parties.get(name="楼䶮")
    assert (person.id_number, person.job, person.hired_on, person.is_member, person.groups) == (
        "330681199001011238", "缝纫", date(2024, 3, 1), True, ["migrant"],
    )  # fmt: skip
    own = [
        (claim.party.name, claim.category, claim.text, claim.amount)
        for claim in Claim.objects.filter(party__isnull=False)
    ]
    assert own == [
        ("蒋喆", "01", "支付拖欠的工资", CLAIMED),
        ("楼䶮", "02", "经济补偿", Decimal("3000.50")), ("何青", "01", "劳动报酬", Decimal("1000.00")),
    ]  # fmt: skip
    assert dispute.worker_count == 3
    assert dispute.amount_claimed == claimed(dispute.claims.all()) == CLAIMED + Decimal("4000.50")
    event = dispute.events.latest("number")
    assert (event.kind, event.data["added"], event.data["claims"]) == ("enrol", 2, 2)
    assert event.data["changes"] == {"worker_count": [1, 3], "amount_claimed": ["18600.00", "22600.50"]}
    first = dispute.events.order_by("-number")[1]
    assert (first.kind, first.data["party"]["label"], first.data["claims"]) == ("attribute", "蒋喆", ["支付拖欠的工资"])
    assert list(violations()) == []


def cents(rng):
    return Decimal(rng.randrange(1, 900_000)) / 100


def batches(rows, rng):
    """The rows in another order, cut into one to three lists."""
    rows = rng.sample(rows, len(rows))
    first, second = sorted(rng.choices(range(len(rows) + 1), k=2))
    return [part for part in (rows[:first], rows[first:second], rows[second:]) if part]


@pytest.fixture
def held_as_written(monkeypatch):
    """What a case holds of its roster after an enrolment is compared with what was written, in the same order."""

    def compare(dispute, *given):
        for table in ("parties", "claims"):
            written = list(getattr(fresh(dispute), table).values())
            held = [{name: getattr(row, name) for name in written[0]} for row in getattr(dispute, table).all()]
            assert held == written
        replace_limitation(dispute, *given)

    monkeypatch.setattr(rosters, "replace_limitation", compare)


def test_what_is_claimed_does_not_depend_on_the_order_of_enrolment(held_as_written):
    """Claimed = common + sum of own: of one worker first, of many, with the list part of the common claims or not."""
    rng = random.Random(20261123)
    rows = [
        entry(line, f"工友{chr(0x4E00 + line)}", category=rng.choice(["01", "02"]), amount=cents(rng),
              is_representative=line in (5, 8))
        for line in range(2, 11)
    ]  # fmt: skip
    wages, own = (sum(row.amount for row in rows if row.category in kinds) for kinds in (("01",), ("01", "02")))
    expected = {(1, None): CLAIMED + own, (20, False): CLAIMED + own, (20, True): max(CLAIMED, wages) + own - wages}
    for (count, contained), total in expected.items():
        for _turn in range(4):
            dispute = register_dispute(worker_count=count)
            for part in batches(rows, rng):
                send(dispute, *part, contained=contained)
            claims = fresh(dispute).claims.all()
            common = sum(claim.amount for claim in claims if claim.party_id is None)
            assert common + sum(claim.amount for claim in claims if claim.party_id) == total
            assert fresh(dispute).amount_claimed == claimed(claims) == total
            assert (count > 1) is claims.filter(party=None).exists()


def test_common_claims_and_own_ones_may_be_the_same_money():
    dispute = register_dispute(worker_count=2)
    row = entry(2, "楼䶮", phone="13800000001", amount=Decimal("8600.00"))
    with refused("it is chosen whether the common claims contain the amounts of the list"):
        send(dispute, row)
    event = send(dispute, row, contained=True).event
    assert event.data["common"] == [{"claim": "支付拖欠的工资", "amount": ["18600.00", "10000.00"]}]
    assert "amount_claimed" not in event.data.get("changes", {})
    send(dispute, entry(2, "楼䶮", phone="13800000001", amount=Decimal("9600.00")), contained=False)
    assert fresh(dispute).amount_claimed == CLAIMED + 1000
    assert list(violations()) == []


def test_a_row_without_words_means_the_only_claim_of_its_type():
    dispute = register_dispute()
    done = send(dispute, entry(2, "蒋喆", amount=Decimal("20000.00")), choices={2: "0"})
    assert (done.claims, fresh(dispute).amount_claimed) == (1, Decimal("20000.00"))
    assert [claim.text for claim in dispute.claims.all()] == ["支付拖欠的工资"]


def test_i26_the_same_list_twice_changes_nothing():
    dispute = register_dispute()
    send(dispute, *many(52))
    with unchanged():
        again = send(dispute, *many(52))
    assert (again.added, again.amended, again.claims, again.event) == (0, 0, 0, None)


def test_what_the_list_leaves_empty_stays_and_what_differs_is_amended():
    dispute = register_dispute()
    send(dispute, entry(2, "楼䶮", phone="13800000001", job="缝纫", amount=Decimal("10.00")))
    done = send(dispute, entry(2, "楼䶮", phone="13800000001", address="枫桥镇", amount=Decimal("20.00")))
    assert (done.added, done.amended, done.claims) == (0, 1, 1)
    person = dispute.parties.get(name="楼䶮")
    assert (person.job, person.address) == ("缝纫", "枫桥镇")
    assert [claim.amount for claim in person.claims.all()] == [Decimal("20.00")]
    assert done.event.data["amended"] == [{"id": person.pk, "name": "楼䶮", "fields": ["address"]}]


class TestNamesakes:
    def test_one_chooses(self):
        dispute = register_dispute()
        given = entry(2, "蒋喆", id_number="330681199001011238")
        with refused("for each name that stands on the roster already it is chosen who is meant: lines 2"):
            send(dispute, given)
        send(dispute, given, choices={2: "0"})
        assert roster(dispute) == ["蒋喆"]
        assert dispute.parties.get(name="蒋喆").id_number == "330681199001011238"

    def test_somebody_else_of_the_same_name(self):
        dispute = register_dispute()
        send(dispute, entry(2, "蒋喆", id_number="330681199001011238"), choices={2: NEW})
        assert roster(dispute) == ["蒋喆", "蒋喆"]

    def test_for_every_line_with_one_namesake(self):
        dispute = register_dispute(workers=("蒋喆", "楼䶮"))
        send(
            dispute, entry(2, "蒋喆", phone="13800000001"), entry(3, "楼䶮", phone="13800000002"), choices={EVERY: "0"}
        )
        assert roster(dispute) == ["蒋喆", "楼䶮"]

    def test_two_people_with_different_numbers_never_become_one(self):
        dispute = register_dispute()
        lines = plan(
            dispute,
            [entry(2, "蒋喆", id_number="330681199001011238"), entry(3, "蒋喆", id_number="330681198512120029")],
            {EVERY: "0"},
        )
        assert [(line.is_new, bool(line.changes)) for line in lines] == [(False, True), (True, False)]

    def test_the_number_of_somebody_with_another_name_is_asked(self):
        dispute = register_dispute()
        send(dispute, entry(2, "楼䶮", id_number="330681199001011238"))
        with refused("for each name that stands on the roster already it is chosen who is meant: lines 2"):
            send(dispute, entry(2, "楼艳", id_number="330681199001011238"), choices={2: NEW})
        send(dispute, entry(2, "楼艳", id_number="330681199001011238"), choices={2: "0"})
        assert roster(dispute) == ["蒋喆", "楼艳"]


def test_a_row_twice_is_refused_a_second_claim_of_the_same_person_is_not():
    dispute = register_dispute()
    wage = entry(2, "楼䶮", phone="13800000001", amount=Decimal("10.00"))
    with refused("no line says what another one says: lines 3"):
        send(dispute, wage, entry(3, "楼䶮", phone="13800000001", amount=Decimal("10.00")))
    send(dispute, wage, entry(3, "楼䶮", phone="13800000001", category="02", amount=Decimal("5.00")))
    assert dispute.parties.get(name="楼䶮").claims.count() == 2


def test_at_most_five_represent():
    dispute = register_dispute()
    six = [entry(line, f"工友{chr(0x4E00 + line)}", is_representative=True) for line in range(2, 8)]
    with refused("at most five workers represent the others"):
        send(dispute, *six)


def test_more_may_be_concerned_than_are_named():
    dispute = register_dispute(worker_count=60)
    send(dispute, *many(10), contained=True)
    assert fresh(dispute).worker_count == 60


class TestRefused:
    def test_stale(self):
        dispute = register_dispute()
        with stale():
            send(dispute, *many(2), version=7)

    def test_forbidden(self):
        dispute = register_dispute()
        for person in (cast.volunteer(), cast.manager(), cast.other_town_mediator(), cast.employer_user()):
            with forbidden():
                send(dispute, *many(2), by=person)

    def test_after_acceptance_with_a_reason_and_never_after_closing(self):
        dispute = make_dispute("accepted")
        with refused("a reason is given"):
            send(dispute, *many(2))
        assert send(dispute, *many(2), reason="补充名单。").added == 2
        closed = make_dispute("closed")
        with refused("the case is open"):
            send(closed, *many(2), reason="补充名单。")


class TestStrike:
    def strike(self, party, **given):
        values = {"by": cast.city_mediator(), "at": at(TUESDAY), "version": fresh(party.dispute).version}
        return strike(party, **values | {"reason": "重名误录。"} | given)

    def test_with_the_own_claims(self):
        dispute = register_dispute(workers=("蒋喆", "楼䶮"))
        send(dispute, entry(2, "何青", phone="13800000001", category="02", amount=Decimal("10.00")))
        event = self.strike(dispute.parties.get(name="何青"))
        dispute = fresh(dispute)
        assert (roster(dispute), dispute.worker_count) == (["蒋喆", "楼䶮"], 2)
        assert not Claim.objects.filter(party__isnull=False).exists()
        assert (event.kind, event.data["name"]) == ("strike", "何青")
        assert list(violations()) == []

    def test_not_the_last_one(self):
        dispute = register_dispute()
        with refused("at least one worker stays"):
            self.strike(dispute.parties.get(name="蒋喆"))

    def test_not_who_has_signed_something(self):
        dispute = make_dispute("accepted", workers=("蒋喆", "楼䶮"))
        consent_of_all(dispute, TUESDAY)
        hangs = "nothing hangs on the person: no mandate, consent, share or account; else split the worker off"
        with refused(hangs):
            self.strike(dispute.parties.get(name="蒋喆"))

    def test_with_a_right_and_a_reason(self):
        dispute = make_dispute("accepted", workers=("蒋喆", "楼䶮"))
        with forbidden():
            self.strike(dispute.parties.get(name="蒋喆"), by=cast.volunteer())
        with refused("a reason is given"):
            self.strike(dispute.parties.get(name="蒋喆"), reason=" ")


def test_amounts_that_cannot_be_leave_nothing_behind():
    dispute = register_dispute()
    rows = [entry(line, f"工友{chr(0x4E00 + line)}", amount=Decimal("999999999.99")) for line in range(2, 13)]
    with refused("all claims together stay below 10,000,000,000 yuan: check the amounts"):
        send(dispute, *rows)


def test_a_list_of_two_thousand_takes_as_many_queries_as_one_of_twenty():
    """But for the rows written, of which SQLite takes few at once."""
    counts = []
    for number in (20, 1999):
        dispute, mediator = register_dispute(), cast.city_mediator()
        with CaptureQueriesContext(connection) as found:
            send(dispute, *many(number), by=mediator)
        written = tuple(f'INSERT INTO "mediation_{table}"' for table in ("party", "claim"))
        writing = [row for row in found if row["sql"].startswith(written)]
        counts.append((len(found) - len(writing), dispute.parties.count(), dispute.events.filter(kind="enrol").count()))
        assert len(writing) <= 2 * (number // 40 + 1)
    assert [row[1:] for row in counts] == [(22, 1), (2001, 1)]
    assert counts[0][0] == counts[1][0] <= 55
