"""一函两书: reminder and opinion unanswered, the suggestion to the HR bureau, and the order of the inspection."""

import pytest

from tests import cast
from tests.factories import MONDAY, draft, file_proceeding, fresh, issue, later, make_dispute, make_letter, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_ladder_to_the_order():
    mediator, liaison = cast.city_mediator(), cast.hr_liaison()
    dispute = make_dispute("accepted", request="supervision")
    reminder = make_letter("reminder", "served", dispute=dispute, on=later(MONDAY, 2))
    reminder = take(reminder, "mark_unanswered", mediator, later(MONDAY, 18))
    take(
        reminder, "verify", mediator, later(MONDAY, 18),
        verified_on=later(MONDAY, 18), corrected=False, verification="仍未支付。",
    )  # fmt: skip
    opinion = make_letter("opinion", "served", dispute=dispute, on=later(MONDAY, 21))
    opinion = take(opinion, "mark_unanswered", mediator, later(MONDAY, 45))
    suggestion = issue(draft("suggestion", fresh(dispute), later(MONDAY, 46), agency=cast.hr()), later(MONDAY, 47))
    assert suggestion.ground == opinion
    suggestion = take(
        suggestion, "serve", mediator, later(MONDAY, 47),
        served_on=later(MONDAY, 47), served_how="direct", served_to="人社局收发室",
    )  # fmt: skip
    take(suggestion, "answer_letter", liaison, later(MONDAY, 50), answered_on=later(MONDAY, 50), answer="已立案。")
    inspection = file_proceeding(dispute, "inspection", cast.inspection(), mediator, later(MONDAY, 50))
    inspection = take(inspection, "accept", liaison, later(MONDAY, 52), accepted_on=later(MONDAY, 52))
    take(inspection, "conclude", liaison, later(MONDAY, 80), outcome="corrected", concluded_on=later(MONDAY, 80))
    take(
        suggestion, "verify", mediator, later(MONDAY, 81),
        verified_on=later(MONDAY, 81), corrected=True, verification="责令后已支付。",
    )  # fmt: skip
    dispute = take(dispute, "close", mediator, later(MONDAY, 82), outcome="R04")

    assert (dispute.state, dispute.outcome, dispute.stage) == ("closed", "R04", "hr")
    assert acts(dispute) == [
        "dispute register",
        "dispute accept",
        "letter draft",
        "letter submit",
        "letter approve",
        "letter sign",
        "letter serve",
        "letter mark_unanswered",
        "letter verify",
        "letter draft",
        "letter submit",
        "letter approve",
        "letter sign",
        "letter serve",
        "letter mark_unanswered",
        "letter draft",
        "letter submit",
        "letter approve",
        "letter sign",
        "letter serve",
        "letter answer_letter",
        "proceeding prepare",
        "proceeding file",
        "hand_over send",
        "dispute refer_to_hr",
        "proceeding accept",
        "hand_over accept",
        "proceeding conclude",
        "hand_over record_result",
        "letter verify",
        "dispute close",
    ]
    assert clocks(dispute) == [
        "M1 2026-03-09 met",
        "B1a 2027-02-22 ended",
        "S2 2026-03-19 ended",
        "S1 2026-04-14 ended",
        "S3 2026-04-24 met",
        "I1 2026-04-28 met",
        "H1 2026-04-28 met",
        "I2 2026-07-21 met",
        "M12 2026-06-01 open",
    ]
    assert papers(dispute) == [
        "reminder verified 诸总工劳监提〔2026〕1号",
        "opinion unanswered 诸总工劳监意〔2026〕1号",
        "suggestion verified 诸总工劳监建〔2026〕1号",
    ]
