"""What walks and races found, each as a small test: the act is refused in words, and nothing changes."""

import pytest

from mediation.models import Letter
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.filing import split
from mediation.operations.letters import draft_letter
from tests import cast
from tests.factories import (
    CONTENT,
    MONDAY,
    at,
    draft,
    fresh,
    issue,
    later,
    make_dispute,
    make_letter,
    mediation_of,
    open_mediation,
    reach_agreement,
    take,
)
from tests.walks.dump import Picture
from tests.walks.starts import begin

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 60)
CLAIMANTS = ("蒋喆", "马骉", "欧阳娜")


@pytest.fixture(autouse=True)
def cheap(cheap_letters):
    """No typesetting here."""


def refused(error, act):
    before = Picture().take()
    with pytest.raises(error):
        act()
    assert Picture().take() == before


@pytest.mark.parametrize("verb", ["agree", "fail_mediation", "refer_to_hr", "split", "register"])
def test_a_step_that_follows_from_another_is_nobodys_to_take(verb):
    case, by = make_dispute("mediating"), cast.city_mediator()
    refused(StepForbidden, lambda: take(case, verb, by, DAY))


def test_a_registered_case_is_not_split():
    case, by = make_dispute(workers=CLAIMANTS), cast.city_mediator()
    leaving = list(case.parties.filter(role="applicant"))[:1]
    refused(StepRefused, lambda: split(case, leaving, by=by, at=at(DAY), version=case.version, reason="另案处理。"))


def test_a_part_of_a_split_case_can_be_split_again():
    first, by = make_dispute("accepted", workers=CLAIMANTS), cast.city_mediator()
    leaving = list(first.parties.filter(role="applicant"))[:2]
    second = split(first, leaving, by=by, at=at(DAY), version=first.version, reason="另案处理。")
    second = take(second, "accept", cast.reviewer(), DAY)
    third = split(second, leaving[:1], by=by, at=at(DAY), version=second.version, reason="另案处理。")
    assert len({case.intake_key for case in (first, second, third)}) == 3
    assert [fresh(case).worker_count for case in (first, second, third)] == [1, 1, 1]


def test_one_draft_at_a_time_replaces_a_letter():
    letter = make_letter("reminder", "issued")
    draft("reminder", letter.dispute, DAY, replaces=letter)
    by = cast.city_mediator()
    refused(
        StepRefused,
        lambda: draft_letter(letter.dispute, "reminder", by=by, at=at(DAY), replaces=fresh(letter)),
    )


def test_a_discarded_draft_frees_the_letter_it_was_to_replace():
    letter = make_letter("reminder", "issued")
    wrong = draft("reminder", letter.dispute, DAY, replaces=letter)
    take(wrong, "discard", wrong.drafter, DAY, reason="不再需要。")
    issue(draft("reminder", letter.dispute, DAY, replaces=fresh(letter)), DAY)
    assert fresh(letter).state == "superseded"


def test_a_closed_case_gets_no_letter():
    case, by = make_dispute("closed"), cast.city_mediator()
    refused(StepRefused, lambda: draft_letter(case, "reminder", by=by, at=at(DAY), content=CONTENT["reminder"]))


def test_what_the_print_shop_refuses_is_a_refused_step():
    make_letter("reminder", "issued", on=later(DAY, 1))
    letter = make_letter("reminder", "approved", on=DAY)
    refused(StepRefused, lambda: take(letter, "sign", cast.chair(), DAY))


def test_an_agreement_needs_a_paper_of_its_own_mediation():
    case, by = make_dispute("agreed"), cast.city_mediator()
    case = take(case, "breach_agreement", by, later(MONDAY, 30), reason="逾期未付。")
    open_mediation(case, by, later(MONDAY, 40), later(MONDAY, 41))
    mediation = mediation_of(case)
    signed = dict.fromkeys(("applicant_signed_on", "respondent_signed_on", "mediator_signed_on"), DAY)
    again = {"outcome": "agreement", "concluded_on": DAY, "amount": 0, **signed}
    refused(StepRefused, lambda: take(mediation, "conclude", by, DAY, **again))
    reach_agreement(mediation, by, DAY)
    assert fresh(case).state == "agreed"
    assert Letter.objects.filter(dispute=case, kind="agreement", state="issued").count() == 2


def test_no_agreement_while_the_case_is_suspended():
    case, by = make_dispute("mediating"), cast.city_mediator()
    draft_letter(case, "agreement", by=by, at=at(later(MONDAY, 3)), content=CONTENT["agreement"] | {"amount": "10.00"})
    take(Letter.objects.get(dispute=case, kind="agreement"), "sign", by, later(MONDAY, 3))
    take(case, "suspend", by, later(MONDAY, 4), reason="等待鉴定。")
    signed = dict.fromkeys(("applicant_signed_on", "respondent_signed_on", "mediator_signed_on"), DAY)
    answers = {"outcome": "agreement", "concluded_on": DAY, "amount": 10, **signed}
    refused(StepRefused, lambda: take(mediation_of(case), "conclude", by, DAY, **answers))


def test_a_mediation_keeps_the_case_when_an_office_has_finished_and_another_has_not():
    """The case went to the other office, and the agreement that was reached then did not count."""
    case, by, day = make_dispute("at_procuratorate"), cast.city_mediator(), later(MONDAY, 20)
    inspection = begin(case, "inspection", "filed", day)
    mediation = begin(fresh(case), "union_mediation", "accepted", day, basis="settlement")
    assert fresh(case).state == "mediating"
    take(inspection, "withdraw", by, later(day, 1), withdrawn_on=later(day, 1), reason="已受理调解。")
    assert fresh(case).state == "mediating"
    reach_agreement(fresh(mediation), by, later(day, 2))
    assert (fresh(case).has_agreement, fresh(case).state) == (True, "at_procuratorate")
