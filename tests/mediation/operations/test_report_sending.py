"""A saved report is sent once on its day, with the rights its owner has then."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import OperationalError

from mediation.models import Membership, Message, ReportSending, SavedReport, Snapshot, User
from mediation.operations import report_sending, reporting
from mediation.operations.messages import deliver
from mediation.operations.report_sending import Sent, due_day, send_reports
from mediation.operations.reporting import discard, keep
from mediation.reports.statement import read
from tests import cast, factories
from tests.factories import at
from tests.factories.reports import kept_report

pytestmark = pytest.mark.django_db
SAVED, FIFTH, SUNDAY = date(2026, 3, 2), date(2026, 3, 5), date(2026, 4, 5)  # 5 April is a holiday, 7 April is not


@pytest.fixture
def saved(cheap_letters, settings):
    """Sent on the fifth of each month to the manager and the chair, and a town that may not read it."""
    settings.SENDS_EMAIL, settings.LANGUAGE_CODE = True, "en"
    factories.make_dispute("registered", on=date(2026, 2, 24), workers=("蒋喆",))
    for person in (cast.manager(), cast.chair(), cast.town_chair(), cast.administrator()):
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@example.org")
    receivers = (cast.chair(), cast.town_chair())
    return kept_report(at=at(SAVED), rhythm="monthly", day=5, span="last_month", receivers=receivers)


def test_it_is_sent_once_on_its_day_and_freezes_a_snapshot(saved):
    assert send_reports(at=at(FIFTH - timedelta(days=1))) == Sent(0, 0)
    assert send_reports(at=at(FIFTH)) == Sent(1, 0)
    assert send_reports(at=at(FIFTH, 11)) == send_reports(at=at(date(2026, 3, 31))) == Sent(0, 0)
    sending = ReportSending.objects.get()
    assert (sending.due_on, sending.refusal) == (FIFTH, "")
    statement = read(sending.snapshot.statement)
    assert (statement.asked.period.first, statement.asked.period.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert statement.main.total.figures["received"].numerator == 1
    assert sorted(Message.objects.values_list("user__username", flat=True)) == sorted(
        [cast.manager().username, cast.chair().username]
    )
    assert deliver(clock=lambda: at(FIFTH, 14)) == {"sent": 2}
    assert deliver(clock=lambda: at(FIFTH, 15)) == {}
    body = mail.outbox[0].body
    assert f"/reports/snapshots/{sending.snapshot.pk}/" in body
    assert f"{statement.definitions['received'].label}: 1\n" in body
    assert f"{statement.definitions['workers'].label}: <5\n" in body
    assert "蒋喆" not in body
    assert send_reports(at=at(date(2026, 4, 7))) == Sent(1, 0)
    assert ReportSending.objects.first().due_on == SUNDAY


def test_a_change_of_its_name_loses_no_sending_another_day_does(saved):
    saved.name = "改名"
    keep(saved, (), by=cast.manager(), at=at(date(2026, 3, 6)))
    assert send_reports(at=at(date(2026, 3, 6))) == Sent(1, 0)
    saved.day = 4
    keep(saved, (), by=cast.manager(), at=at(date(2026, 3, 9)))
    assert send_reports(at=at(date(2026, 3, 9))) == Sent(0, 0)


def test_it_is_not_sent_before_it_was_saved(saved):
    saved.sends_from = date(2026, 3, 6)
    saved.save()
    assert send_reports(at=at(date(2026, 3, 31))) == Sent(0, 0)
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("why", ["closed", "no_right", "no_figure"])
def test_without_rights_nothing_is_counted_and_an_administrator_is_told(saved, why):
    match why:
        case "closed":
            User.objects.filter(pk=saved.owner_id).update(is_active=False)
        case "no_right":
            Membership.objects.filter(user=saved.owner_id).update(until=SAVED)
        case _:
            saved.indicators = ["of_old"]
            saved.save()
    assert send_reports(at=at(FIFTH)) == Sent(0, 1)
    assert send_reports(at=at(FIFTH, 11)) == Sent(0, 0)
    assert ReportSending.objects.get().refusal == why
    assert not Snapshot.objects.exists()
    assert [row.user for row in Message.objects.all()] == [cast.administrator()]
    assert deliver(clock=lambda: at(FIFTH, 14)) == {"sent": 1}
    assert mail.outbox[0].subject == "The saved report “劳动争议月报” was not sent"


def test_one_that_cannot_be_counted_keeps_no_other_back_and_is_tried_again(saved, monkeypatch):
    other = kept_report(at=at(SAVED), rhythm="monthly", day=5, name="另一份", groups=["of_old"])

    def counted(asked, **how):
        if failing:
            failing.pop()
            raise OperationalError("canceling statement due to statement timeout")
        return reporting.counted(asked, **how)

    failing = [True]
    monkeypatch.setattr(report_sending, "counted", counted)
    assert send_reports(at=at(FIFTH)) == Sent(0, 0)
    assert send_reports(at=at(FIFTH, 11)) == Sent(1, 0)
    assert ReportSending.objects.get().report == saved
    SavedReport.objects.filter(pk=other.pk).update(groups=["month"])
    assert send_reports(at=at(FIFTH, 14)) == Sent(1, 0)
    assert {row.report for row in ReportSending.objects.all()} == {saved, other}


def test_of_one_that_was_deleted_meanwhile_nothing_is_made_and_nothing_leaves(saved, monkeypatch):
    def counted(asked, **how):
        discard(SavedReport.objects.get(pk=saved.pk), by=cast.manager())
        return reporting.counted(asked, **how)

    other = kept_report(at=at(SAVED), rhythm="monthly", day=4, span="last_month")
    assert send_reports(at=at(FIFTH - timedelta(days=1))) == Sent(1, 0)
    discard(other, by=cast.manager())
    assert deliver(clock=lambda: at(FIFTH)) == {}
    assert [row.status for row in Message.objects.all()] == [Message.Status.DROPPED]
    monkeypatch.setattr(report_sending, "counted", counted)
    assert send_reports(at=at(FIFTH)) == Sent(0, 0)
    assert (Snapshot.objects.count(), Message.objects.count(), mail.outbox) == (1, 1, [])


def test_who_lost_the_right_meanwhile_gets_no_letter(saved):
    send_reports(at=at(FIFTH))
    Membership.objects.filter(user=cast.chair()).update(until=SAVED)
    assert deliver(clock=lambda: at(FIFTH, 14)) == {"sent": 1}
    assert Message.objects.get(user=cast.chair()).status == Message.Status.DROPPED


def test_outside_working_hours_nothing_is_done(saved):
    assert send_reports(at=at(FIFTH, 22)) is None
    assert not ReportSending.objects.exists()


def test_without_e_mail_the_snapshot_is_made_all_the_same(saved, settings):
    settings.SENDS_EMAIL = False
    assert send_reports(at=at(FIFTH)) == Sent(1, 0)
    assert (Snapshot.objects.count(), Message.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("rhythm", "day", "today", "due"),
    [
        ("monthly", 5, (2026, 3, 5), (2026, 3, 5)), ("monthly", 5, (2026, 3, 4), (2026, 2, 5)),
        ("monthly", 28, (2026, 1, 2), (2025, 12, 28)), ("weekly", 1, (2026, 3, 2), (2026, 3, 2)),
        ("weekly", 1, (2026, 3, 8), (2026, 3, 2)), ("weekly", 7, (2026, 3, 7), (2026, 3, 1)),
    ],
)  # fmt: skip
def test_the_day_on_which_a_report_was_due_last(rhythm, day, today, due):
    assert due_day(rhythm, day, date(*today)) == date(*due)
