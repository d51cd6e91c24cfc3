"""Cases and letters in any state, made by taking the real steps as the right people. Times are passed in as days.

`on` is the day a life begins; the steps that lead to the wanted state follow on the days after it.
"""

from tests.factories.collective import consent_of_all, mandate_of
from tests.factories.days import MONDAY, SHANGHAI, acts, at, fresh, later, take
from tests.factories.disputes import filing, make_dispute, mediator_of, register_dispute
from tests.factories.hand_overs import (
    PAPER,
    accept_hand_over,
    answer_hand_over,
    hand_over,
    make_hand_over,
    return_hand_over,
    withdraw_hand_over,
)
from tests.factories.letters import CONTENT, approve, draft, issue, make_letter, refuse_service, submit
from tests.factories.linkage import FALLS_SHORT, QUALITY, report
from tests.factories.proceedings import (
    AWARD_ITEMS,
    AWARD_NOT_FINAL,
    CLAIMED,
    facts_of,
    file_proceeding,
    finish_papers,
    mediation_of,
    open_mediation,
    papers_of,
    perform,
    prepare_proceeding,
    reach_agreement,
    serve,
)

__all__ = [
    "AWARD_ITEMS",
    "AWARD_NOT_FINAL",
    "CLAIMED",
    "CONTENT",
    "FALLS_SHORT",
    "MONDAY",
    "PAPER",
    "QUALITY",
    "SHANGHAI",
    "accept_hand_over",
    "acts",
    "answer_hand_over",
    "approve",
    "at",
    "consent_of_all",
    "draft",
    "facts_of",
    "file_proceeding",
    "filing",
    "finish_papers",
    "fresh",
    "hand_over",
    "issue",
    "later",
    "make_dispute",
    "make_hand_over",
    "make_letter",
    "mandate_of",
    "mediation_of",
    "mediator_of",
    "open_mediation",
    "papers_of",
    "perform",
    "prepare_proceeding",
    "reach_agreement",
    "refuse_service",
    "register_dispute",
    "report",
    "return_hand_over",
    "serve",
    "submit",
    "take",
    "withdraw_hand_over",
]
