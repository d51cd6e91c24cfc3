"""What came of letters: answers and corrections, over the letters that count."""

from datetime import date

import pytest

from mediation.models import Dispute
from mediation.reports.answers import Answers, answers_of
from mediation.reports.periods import Period
from tests import cast
from tests.factories import MONDAY, issue, later, make_dispute, make_letter, serve, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
MARCH, APRIL = Period(date(2026, 3, 1), date(2026, 3, 31)), Period(date(2026, 4, 1), date(2026, 4, 30))


def verify(letter, on, corrected):
    return take(
        letter, "verify", cast.city_mediator(), on, verified_on=on, corrected=corrected, verification="查工资表。"
    )


def test_letters_are_counted_once_their_waiting_is_over():
    make_letter("reminder", "issued", on=MONDAY)
    make_letter("reminder", "served", on=MONDAY)  # still waiting
    verify(make_letter("opinion", "answered", on=MONDAY), later(MONDAY, 10), True)
    verify(make_letter("reminder", "answered", on=MONDAY), later(MONDAY, 35), False)
    make_letter("opinion", "service_refused", on=MONDAY)
    serve(issue(make_dispute("accepted", on=MONDAY).letters.get(), MONDAY), MONDAY)  # a notice asks for no answer
    withdrawn = make_letter("reminder", "answered", on=MONDAY)
    take(withdrawn, "withdraw", cast.chair(), later(MONDAY, 9), reason="有误")
    march, april = answers_of(Dispute.objects.all(), [MARCH, APRIL])
    assert (march, april) == (Answers(due=3, answered=2, verified=1, corrected=1), Answers(verified=1))
    assert (march.answering.numerator, march.answering.denominator) == (2, 3)
    assert april.correction.value == 0
    assert april.answering.value is None


def test_of_several_verifications_the_last_counts():
    letter = verify(make_letter("opinion", "answered", on=MONDAY), later(MONDAY, 10), False)
    verify(letter, later(MONDAY, 12), True)
    assert answers_of(Dispute.objects.all(), [MARCH]) == [Answers(due=1, answered=1, verified=1, corrected=1)]


def test_one_query_whatever_the_periods(django_assert_num_queries):
    with django_assert_num_queries(1):
        answers_of(Dispute.objects.all(), [MARCH, APRIL] * 12)
