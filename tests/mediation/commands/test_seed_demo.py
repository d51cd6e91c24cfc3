"""manage.py seed_demo and found_unions."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mediation.demo.accounts import ACCOUNTS
from mediation.models import Dispute, Organisation, User
from mediation.zhuji import UNITS
from tests.factories import make_dispute


def said(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_accounts_without_a_database():
    rows = [line.split("\t") for line in said("seed_demo", "--accounts").splitlines()]
    assert [row[0] for row in rows] == [account.username for account in ACCOUNTS]
    assert rows[0][1] == "王梅"
    assert rows[0][3] == "诸暨市总工会"
    assert {len(row) for row in rows} == {4}


@pytest.mark.django_db
def test_only_where_the_demo_is_on(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        said("seed_demo")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_never_twice(settings):
    settings.DEMO = True
    make_dispute()
    before = (Dispute.objects.count(), User.objects.count())
    assert said("seed_demo") == "The database holds cases already; nothing to do.\n"
    assert (Dispute.objects.count(), User.objects.count()) == before


@pytest.mark.django_db
def test_founding_is_repeatable_and_keeps_what_the_office_set():
    count = len(UNITS)
    assert said("found_unions") == f"{count} organisations created, 0 refreshed\n"
    Organisation.objects.filter(code=UNITS[0].code).update(name="旧名", seal_text="诸暨市总工会印")
    assert said("found_unions") == f"0 organisations created, {count} refreshed\n"
    city = Organisation.objects.get(code=UNITS[0].code)
    assert (city.name, city.seal_text) == ("诸暨市总工会", "诸暨市总工会印")
