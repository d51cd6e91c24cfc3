"""Mandates and consents: who is elected, who has signed, and what is refused."""

import pytest

from mediation import collective
from mediation.integrity import violations
from mediation.models import Mandate
from mediation.operations.mandates import end_mandate, record_consents, record_mandate, withdraw_consent
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    consent_of_all,
    facts_of,
    fresh,
    later,
    make_dispute,
    mandate_of,
    papers_of,
    prepare_proceeding,
    take,
)
from tests.refusals import forbidden, refused, unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 5)
TEN = tuple("甲乙丙丁戊己庚辛壬癸")


@pytest.fixture
def group():
    return make_dispute("accepted", workers=TEN)


def mandate(dispute, names, **given):
    people = dispute.parties.filter(name__in=list(names))
    values = {"by": cast.city_mediator(), "at": at(DAY), "extent": "general", "given_on": DAY, "paper": "推选书"}
    return record_mandate(dispute, people, **values | given)


def representatives(dispute):
    return [party.name for party in fresh(dispute).parties.filter(is_representative=True).order_by("pk")]


def test_a_mandate_names_the_representatives_and_ends_the_one_before(group):
    first = mandate(group, "甲乙丙")
    second = mandate(group, "丁戊己庚", extent="special")
    first.refresh_from_db()
    assert (first.ended_on, second.ended_on) == (DAY, None)
    assert representatives(group) == ["丁", "戊", "己", "庚"]
    assert collective.mandates_in_force(fresh(group)) == [second]
    assert [event.kind for event in group.events.order_by("number")][-2:] == ["give_mandate"] * 2
    assert fresh(group).version == group.version  # a note, no step
    assert list(violations()) == []


@pytest.mark.parametrize("names", ["", "甲乙丙丁戊己"])
def test_one_to_five(group, names):
    with refused("one to five workers of the roster are named as representatives"):
        mandate(group, names)


def test_the_paper_the_extent_and_the_day(group):
    tomorrow = later(DAY, 1)
    with refused(
        f"the date {tomorrow} is not in the future, nor before 1995", "the paper that proves it is named",
        "the extent of the mandate is chosen",
    ):  # fmt: skip
        mandate(group, "甲乙丙", given_on=tomorrow, paper=" ", extent="whole")


def test_who_may(group):
    for person in (cast.volunteer(), cast.reviewer(), cast.employer_user()):
        with forbidden():
            mandate(group, "甲乙丙", by=person)
    closed = make_dispute("closed")
    with refused("the case is open"):
        mandate(closed, ["蒋喆"])


def test_the_end_of_a_mandate(group):
    row = mandate(group, "甲乙丙")
    with refused("the mandate ends between the day it was given and today", "a reason is given"):
        end_mandate(row, by=cast.city_mediator(), at=at(DAY), ended_on=later(DAY, 1), reason="")
    end_mandate(row, by=cast.city_mediator(), at=at(DAY), ended_on=DAY, reason="改选。")
    assert (representatives(group), Mandate.objects.filter(ended_on=None).count()) == ([], 0)
    with refused("the mandate is in force"):
        end_mandate(row, by=cast.city_mediator(), at=at(DAY), ended_on=DAY, reason="改选。")


def test_arbitration_for_ten_is_filed_by_three_to_five_with_a_mandate(group):
    proceeding = prepare_proceeding(group, "arbitration", cast.arbitration(), cast.city_mediator(), DAY)
    given = {"by": cast.city_mediator(), "on": DAY, "filed_on": DAY, "papers": papers_of("arbitration")}
    given |= facts_of("arbitration")
    with refused(collective.three_to_five_representatives):
        take(proceeding, "file", **given)
    mandate_of(group, DAY, number=2)
    with refused(collective.three_to_five_representatives):
        take(proceeding, "file", **given)
    mandate_of(group, DAY, number=3)
    assert take(proceeding, "file", **given).state == "filed"


class TestConsents:
    def test_of_everybody_and_the_same_sheet_twice(self, group):
        assert consent_of_all(group, DAY) == 10
        with unchanged():
            assert consent_of_all(group, DAY) == 0
        assert collective.without_consent(fresh(group), "settle") == []
        assert len(collective.without_consent(fresh(group), "withdraw")) == 10

    def test_of_some(self, group):
        rows = group.parties.filter(name__in=["丁", "戊"])
        count = record_consents(
            group, rows, by=cast.city_mediator(), at=at(DAY), purpose="settle", given_on=DAY, paper="同意书"
        )
        assert count == 2
        assert [party.name for party in collective.without_consent(fresh(group), "settle")] == list("甲乙丙己庚辛壬癸")
        event = group.events.latest("number")
        assert (event.kind, event.data["count"], event.data["paper"]) == ("consent", 2, "同意书")

    def test_a_list_that_calls_somebody_a_representative_is_no_mandate(self, group):
        group.parties.filter(name__in="甲乙丙").update(is_representative=True)
        assert len(collective.without_consent(fresh(group), "settle")) == 10
        mandate(group, "甲乙丙")
        assert [party.name for party in collective.without_consent(fresh(group), "settle")] == list("丁戊己庚辛壬癸")

    def test_taken_back_and_given_again(self, group):
        consent_of_all(group, DAY)
        consent = group.consents.get(party__name="丁")
        withdraw_consent(consent, by=cast.city_mediator(), at=at(DAY), withdrawn_on=DAY, reason="本人反悔。")
        assert [party.name for party in collective.without_consent(fresh(group), "settle")] == ["丁"]
        with refused("the consent is in force"):
            withdraw_consent(consent, by=cast.city_mediator(), at=at(DAY), withdrawn_on=DAY, reason="本人反悔。")
        assert consent_of_all(group, DAY) == 1

    def test_nobody_no_paper_no_purpose(self, group):
        with refused(
            "the paper that proves it is named", "it is chosen to what they consent", "at least one worker is ticked"
        ):
            record_consents(group, [], by=cast.city_mediator(), at=at(DAY), purpose="x", given_on=DAY, paper="")

    def test_nobody_of_another_case(self, group):
        other = make_dispute("accepted")
        with refused("at least one worker is ticked"):
            record_consents(
                group, other.parties.all(), by=cast.city_mediator(), at=at(DAY), purpose="settle", given_on=DAY,
                paper="同意书",
            )  # fmt: skip
