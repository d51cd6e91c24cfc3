"""提示函见效: a complaint, a reminder, the employer corrects, the matter is struck off."""

import pytest

from mediation.operations.letters import draft_letter
from tests import cast
from tests.factories import CONTENT, MONDAY, at, later, register_dispute, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_reminder_heeded():
    mediator, volunteer = cast.city_mediator(), cast.volunteer()
    dispute = register_dispute(request="supervision", channel="12351")
    dispute = take(dispute, "accept", cast.reviewer(), later(MONDAY, 2), handler=mediator)
    letter = draft_letter(
        dispute, "reminder", by=mediator, drafter=volunteer, at=at(later(MONDAY, 3)), content=CONTENT["reminder"]
    )
    letter = take(letter, "submit", volunteer, later(MONDAY, 4))
    letter = take(letter, "return_for_changes", cast.reviewer(), later(MONDAY, 4), reason="请写明月份。")
    letter = take(letter, "submit", volunteer, later(MONDAY, 5))
    letter = take(letter, "approve", cast.reviewer(), later(MONDAY, 5))
    letter = take(letter, "sign", cast.vice_chair(), later(MONDAY, 7))
    letter = take(
        letter, "serve", mediator, later(MONDAY, 8), served_on=later(MONDAY, 8), served_how="direct", served_to="前台"
    )
    letter = take(
        letter, "answer_letter", mediator, later(MONDAY, 16), answered_on=later(MONDAY, 16), answer="已付清。"
    )
    assert not letter.is_late
    take(
        letter, "verify", mediator, later(MONDAY, 18),
        verified_on=later(MONDAY, 18), corrected=True, verification="核对了银行回单。",
    )  # fmt: skip
    dispute = take(dispute, "close", mediator, later(MONDAY, 18), outcome="R04")

    assert (dispute.state, dispute.outcome) == ("closed", "R04")
    assert acts(dispute) == [
        "dispute register",
        "dispute accept",
        "letter draft",
        "letter submit",
        "letter return_for_changes",
        "letter submit",
        "letter approve",
        "letter sign",
        "letter serve",
        "letter answer_letter",
        "letter verify",
        "dispute close",
    ]
    assert clocks(dispute) == ["M1 2026-03-09 met", "B1a 2027-02-22 ended", "S2 2026-03-25 met", "M12 2026-03-27 open"]
    assert papers(dispute) == ["reminder verified 诸总工劳监提〔2026〕1号"]
