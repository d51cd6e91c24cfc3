"""A limit for the report beyond that of mediation is set knowingly or not at all."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.models import Deadline
from mediation.models.calendar import load_calendar
from tests import cast, factories
from tests.factories import fresh, later
from tests.mediation.views.stepping import record_of, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def dispute(today):
    """Mediation runs; its limit is not over."""
    return factories.make_dispute("mediating", on=later(today, -6))


def ends(dispute):
    return Deadline.objects.open().get(dispute=dispute, rule="M3").due_on


def delegate(client, dispute, days, **more):
    address = reverse("dispute-step", args=[dispute.pk, "delegate"])
    given = {"holder": cast.town().pk, "limit_days": str(days), "reason": "就近办理。", **more}
    return send(client, cast.reviewer(), address, dispute, **given)


def form_of(client, dispute, verb="delegate"):
    client.force_login(cast.reviewer())
    client.cookies["django_language"] = "en"
    cast.town()
    return client.get(reverse("dispute-step", args=[dispute.pk, verb])).context["form"]


def test_the_limit_proposed_lies_within_that_of_mediation_and_names_its_day(client, dispute, today):
    field = (form := form_of(client, dispute))["limit_days"]
    assert load_calendar().add_working_days(today, field.value()) <= ends(dispute)
    assert load_calendar().add_working_days(today, field.value() + 1) > ends(dispute)
    assert f"Mediation ends on {ends(dispute)}" in str(field.help_text)
    assert "beyond" not in form.fields


def test_a_limit_beyond_is_warned_of_with_both_days_and_their_reasons(client, dispute, today):
    before = record_of(dispute)
    answer = delegate(client, dispute, 40)
    report = load_calendar().add_working_days(today, 40)
    assert answer.status_code == 422
    (words,) = answer.context["form"].errors["limit_days"]
    told = [str(report), "40 working days from today", str(ends(dispute)), "Mediation ends", "劳动争议调解仲裁法"]
    assert [part for part in told if part not in words] == []
    assert record_of(dispute) == before
    assert answer.context["form"]["limit_days"].value() == "40"


def test_who_knows_it_may_and_it_counts(client, dispute, today):
    assert delegate(client, dispute, 40, beyond="on").status_code == 302
    assert fresh(dispute).holder == cast.town()
    assert Deadline.objects.open().get(dispute=dispute, rule="U1").length == 40
    assert "beyond" not in dispute.events.get(kind="delegate").data


@pytest.mark.parametrize("days", ["0", "366", "x", "-1", "²", "9" * 5000])
def test_nonsense_is_refused_as_such(client, dispute, days):
    answer = delegate(client, dispute, days, beyond="on")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["limit_days"])


def test_within_the_limit_nothing_is_asked(client, dispute):
    assert delegate(client, dispute, 1).status_code == 302


def test_a_limit_that_has_passed_already_is_no_measure(client, today):
    dispute = factories.make_dispute("mediating", on=later(today, -60))
    assert delegate(client, dispute, 40).status_code == 302


def test_sent_back_the_same_holds(client, dispute, today):
    assert delegate(client, dispute, 1).status_code == 302
    given = {"heard": "职工", "found": "欠薪", "result_report": "已付", "enclosed": "笔录"}
    factories.take(fresh(dispute), "report_result", cast.town_mediator(), today, **given)
    address = reverse("dispute-step", args=[dispute.pk, "send_back"])
    told = {"shortcomings": ["facts"], "reason": "补充事实。"}
    client.force_login(cast.reviewer())
    assert [text for _label, text in client.get(address).context["report"]] == list(given.values())
    answer = send(client, cast.reviewer(), address, fresh(dispute), limit_days="40", **told)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["limit_days"])
    assert send(client, cast.reviewer(), address, fresh(dispute), limit_days="", **told).status_code == 302
