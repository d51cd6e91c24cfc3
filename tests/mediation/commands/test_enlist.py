"""manage.py enlist: the first administrator of a new office."""

import pytest
from django.core.management import CommandError, call_command

from mediation.access import Act, may
from mediation.management.commands import enlist
from mediation.models import Membership, User
from tests import cast

pytestmark = pytest.mark.django_db
PASSWORD = "an-office-opens-1234"


@pytest.fixture
def typed(monkeypatch):
    answers = [PASSWORD, PASSWORD]
    monkeypatch.setattr(enlist, "getpass", lambda prompt: answers.pop(0))
    return answers


def test_a_new_person_gets_an_account_and_a_role(typed, capsys):
    cast.city()
    call_command("enlist", "zhu.qi", "朱琦", "administrator", "330681")
    person = User.objects.get(username="zhu.qi")
    assert person.check_password(PASSWORD)
    assert may(person, Act.ADMINISTER)
    assert capsys.readouterr().out.startswith("zhu.qi: ")


def test_a_second_role_keeps_the_password(typed):
    cast.city()
    call_command("enlist", "zhu.qi", "朱琦", "administrator", "330681")
    call_command("enlist", "zhu.qi", "朱琦", "auditor", "330681")
    assert User.objects.get(username="zhu.qi").check_password(PASSWORD)
    assert set(Membership.objects.values_list("role", flat=True)) == {"administrator", "auditor"}


@pytest.mark.parametrize(
    "arguments",
    [("zhu.qi", "朱琦", "administrator", "999999"), ("zhu.qi", "朱琦", "signer", "330681")],
    ids=["no such organisation", "a signer without a position"],
)
def test_what_cannot_be_is_refused(arguments, typed):
    cast.city()
    with pytest.raises(CommandError):
        call_command("enlist", *arguments)
    assert (User.objects.count(), Membership.objects.count(), typed) == (0, 0, [PASSWORD, PASSWORD])


@pytest.mark.parametrize("second", ["something-else-1234", None], ids=["typed wrong", "too short"])
def test_a_bad_password_makes_no_account(second, monkeypatch):
    cast.city()
    answers = [PASSWORD, second] if second else ["short", "short"]
    monkeypatch.setattr(enlist, "getpass", lambda prompt: answers.pop(0))
    with pytest.raises(CommandError):
        call_command("enlist", "zhu.qi", "朱琦", "administrator", "330681")
    assert User.objects.count() == 0
