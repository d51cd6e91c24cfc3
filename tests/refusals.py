"""Refused acts: what they say, and that they change nothing."""

from contextlib import contextmanager

import pytest
from django.utils.translation import override

from mediation.models import Employer, Membership, Organisation, User
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from tests.walks.dump import Picture

CAST = {model._meta.db_table for model in (Employer, Membership, Organisation, User)}  # who may come with the act


def everything():
    """Every row that an act could touch, with all its values."""
    return {table: rows for table, rows in Picture().rows().items() if table not in CAST}


@contextmanager
def unchanged(*, but=()):
    """Nothing changes in any table, but in those of these models."""
    written = {model._meta.db_table for model in but}
    before = everything()
    yield
    after = everything()
    assert {table: rows for table, rows in after.items() if table not in written} == {
        table: rows for table, rows in before.items() if table not in written
    }


@contextmanager
def refused(*requirements):
    """The act is refused for exactly these requirements (rows with `what`, or words), and nothing has changed."""
    with override("en"), unchanged():
        with pytest.raises(StepRefused) as refusal:
            yield
        expected = [str(getattr(row, "what", row)) for row in requirements]
        assert [str(row.what) for row in refusal.value.unmet] == expected
        assert all(str(row.who) for row in refusal.value.unmet)


@contextmanager
def forbidden():
    with unchanged(), pytest.raises(StepForbidden):
        yield


@contextmanager
def stale():
    with unchanged(), pytest.raises(StepStale):
        yield
