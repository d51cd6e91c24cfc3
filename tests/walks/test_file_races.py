"""Files that come in at the same moment: the case never holds more than it may, and nothing is half kept."""

import pytest

from mediation.integrity import violations
from mediation.models import Event, Upload
from mediation.operations.uploads import attach
from tests import cast
from tests.factories import MONDAY, at, later, make_dispute
from tests.mediation.uploads.corpus import taken
from tests.walks.crowd import at_once, committed

DAY = later(MONDAY, 5)


@pytest.fixture(autouse=True)
def emptied_afterwards(transactional_db, cheap_letters):
    with committed():
        yield


def test_together_they_do_not_pass_the_limit_of_a_case(settings):
    settings.UPLOAD_MOST_FILES_A_CASE = 3
    case, by = make_dispute("accepted"), cast.city_mediator()
    pairs = [[taken(f"{person}{number}.pdf", f"{person}{number}".encode()) for number in range(2)] for person in "abc"]
    acts = [lambda pair=pair: attach(case, pair, purpose="other", by=by, at=at(DAY)) for pair in pairs]
    assert at_once(*acts) == ["StepRefused", "StepRefused", "done"]
    assert (Upload.objects.count(), Event.objects.filter(kind="attach").count()) == (2, 1)
    assert list(violations()) == []


def test_the_same_file_from_two_windows_counts_once():
    case, by = make_dispute("accepted"), cast.city_mediator()
    acts = [lambda: attach(case, [taken()], purpose="other", by=by, at=at(DAY))] * 3
    assert at_once(*acts) == ["StepRefused", "StepRefused", "done"]
    assert Upload.objects.count() == 1
