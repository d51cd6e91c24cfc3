"""Split and merge: own claims, consents and mandates stay with their people."""

from decimal import Decimal

import pytest

from mediation import collective
from mediation.integrity import violations
from mediation.models import Claim
from mediation.operations.filing import split
from mediation.operations.shares import Rule, divide
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    consent_of_all,
    finish_papers,
    fresh,
    later,
    make_dispute,
    mandate_of,
    mediation_of,
    reach_agreement,
    take,
)  # fmt: skip
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 5)


def group(names="甲乙丙丁", **given):
    dispute = make_dispute("accepted", workers=tuple(names), **given)
    for party in dispute.parties.filter(kind="worker"):
        Claim.objects.create(dispute=dispute, party=party, category="02", text="经济补偿", amount=Decimal("100.00"))
    return dispute


def leave(dispute, names):
    dispute = fresh(dispute)
    people = dispute.parties.filter(name__in=list(names))
    return split(dispute, people, by=cast.city_mediator(), at=at(DAY), version=dispute.version, reason="不同意和解。")


def own(dispute):
    return sorted((row.party.name, row.amount) for row in dispute.claims.filter(party__isnull=False))


def test_who_leaves_takes_claims_consents_and_the_mandate_along():
    dispute = group()
    mandate_of(dispute, DAY, number=2)  # 甲 and 乙
    consent_of_all(dispute, DAY, purpose="disclose")
    before = fresh(dispute).amount_claimed
    child = leave(dispute, "乙丁")
    assert (own(dispute), own(child)) == (
        [("丙", Decimal("100.00")), ("甲", Decimal("100.00"))], [("丁", Decimal("100.00")), ("乙", Decimal("100.00"))],
    )  # fmt: skip
    assert (fresh(dispute).amount_claimed, child.amount_claimed) == (before - 200, Decimal("200.00"))
    assert sorted(row.party.name for row in child.consents.all()) == ["丁", "乙"]
    assert dispute.consents.count() == 2
    stays, goes = dispute.mandates.get(), child.mandates.get()
    assert [[person.name for person in row.representatives.all()] for row in (stays, goes)] == [["甲"], ["乙"]]
    assert (stays.ended_on, goes.ended_on, goes.paper) == (None, None, stays.paper)
    assert list(violations()) == []


def test_a_mandate_without_representatives_left_ends():
    dispute = group()
    mandate_of(dispute, DAY, number=1)
    leave(dispute, "甲")
    assert dispute.mandates.get().ended_on == DAY


def test_nobody_leaves_an_agreement_in_force():
    dispute = make_dispute("mediating", workers=("甲", "乙"))
    reach_agreement(mediation_of(dispute), cast.city_mediator(), DAY)
    divide(dispute.agreements.get(), Rule.EQUAL, by=cast.city_mediator(), at=at(DAY))
    with refused("nobody who leaves has a share of an agreement in force"):
        leave(dispute, "乙")


def test_a_merged_case_brings_people_claims_consents_and_mandates():
    target, source = group("甲乙"), group("乙丙")
    mandate_of(source, DAY, number=2)
    consent_of_all(source, DAY)
    finish_papers(source, cast.city_mediator(), DAY)
    take(source, "merge", cast.city_mediator(), DAY, merged_into=target, reason="同一用人单位。")
    target = fresh(target)
    assert own(target) == [("丙", Decimal("100.00")), ("乙", Decimal("100.00")), ("甲", Decimal("100.00"))]
    assert sorted(row.party.name for row in target.consents.all()) == ["丙", "乙"]
    assert [person.name for person in target.mandates.get().representatives.order_by("name")] == ["丙", "乙"]
    assert {row.party.dispute_id for row in target.consents.all()} == {target.pk}
    assert len(collective.workers(target)) == target.worker_count == 3
    assert own(source) == [("丙", Decimal("100.00")), ("乙", Decimal("100.00"))]  # keeps its own
    assert list(violations()) == []


def single(name):
    return make_dispute("accepted", workers=(name,))


def merge(source, target):
    finish_papers(source, cast.city_mediator(), DAY)
    take(source, "merge", cast.city_mediator(), DAY, merged_into=fresh(target), reason="同一用人单位。")


def test_cases_of_one_worker_become_one_with_a_claim_each():
    """Whatever the order: the sum stays, everybody has a claim of his own, and the amount agreed can be divided."""
    for names in ("甲乙丙", "丙甲乙"):
        cases = [single(name) for name in names]
        total = sum(case.amount_claimed for case in cases)
        for source in cases[1:]:
            merge(source, cases[0])
        target = fresh(cases[0])
        assert [name for name, _amount in own(target)] == ["丙", "乙", "甲"]
        assert target.amount_claimed == collective.claimed(target.claims.all()) == total
        assert not target.claims.filter(party=None).exists()
        event = target.events.get(kind="attribute")
        assert (event.data["party"]["label"], event.by) == (names[0], cast.city_mediator())
        assert event.number < target.events.filter(kind="absorb").earliest("number").number
    assert list(violations()) == []


def test_the_same_claim_of_the_same_person_counts_once_wherever_it_stands():
    """Once without a name in a case of one, once as the own claim in a case of two."""
    target, source = make_dispute("accepted", workers=("甲", "乙")), single("甲")
    claim = source.claims.get()
    Claim.objects.create(
        dispute=target, party=target.parties.get(name="甲"), category=claim.category, text=claim.text,
        amount=claim.amount,
    )  # fmt: skip
    before = fresh(target).amount_claimed
    merge(source, target)
    assert fresh(target).amount_claimed == before
    assert own(target) == [("甲", claim.amount)]


def test_splitting_keeps_the_sum():
    dispute = group("甲乙丙丁")
    total = collective.claimed(dispute.claims.all())
    children = [leave(dispute, name) for name in "乙丙"]
    parts = [fresh(dispute), *map(fresh, children)]
    assert sum(collective.claimed(part.claims.all()) for part in parts) == total
    assert [part.amount_claimed for part in parts[1:]] == [Decimal("100.00")] * 2
