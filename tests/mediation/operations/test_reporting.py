"""A snapshot is what it was, whatever happens to cases and definitions; a saved report is its owner's."""

import dataclasses
import io
import zipfile
from datetime import UTC, date
from unittest import mock

import pytest
from django.db import DatabaseError, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from mediation.filters import DisputeFilter
from mediation.models import Dispute, Membership, SavedReport, Snapshot
from mediation.operations.errors import StepForbidden
from mediation.operations.reporting import (
    asked_by,
    colleagues,
    compare,
    discard,
    keep,
    posts_of,
    publish,
    reported_to,
    scope_of,
)
from mediation.outputs.paper import Frozen, paper_of
from mediation.outputs.table import csv_of
from mediation.outputs.workbook import write_workbook
from mediation.reports.indicators import INDICATORS
from mediation.reports.periods import Period
from mediation.reports.statement import Asked, digest_of, moving, read, to_json
from tests import cast, factories
from tests.factories import MONDAY, at, later
from tests.factories.reports import INDICATORS as CODES
from tests.factories.reports import YEAR, frozen_report, kept_report

pytestmark = pytest.mark.django_db
AUTUMN = at(date(2026, 11, 23))


@pytest.fixture
def snapshot(cheap_letters):
    factories.make_dispute("registered")
    factories.make_dispute("registered", on=later(MONDAY, 1), workers=("何青",), holder=cast.town())
    return frozen_report(at=AUTUMN)


def outputs(snapshot):
    row = Snapshot.objects.get(pk=snapshot.pk)
    statement = read(row.statement)
    assert to_json(statement) == row.statement
    assert digest_of(dict(reversed(row.statement.items()))) == row.sha256, "whatever the order of the keys"
    book = io.BytesIO()
    write_workbook(book, statement)
    with zipfile.ZipFile(book) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        made = f'<dcterms:created xsi:type="dcterms:W3CDTF">{AUTUMN.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}<'
        assert made in parts.read("docProps/core.xml").decode()
    return (
        book.getvalue(),
        csv_of(statement),
        paper_of(statement, Frozen(row.number, row.title, row.reason, row.sha256)),
    )


@pytest.fixture
def definitions():
    """The table of indicators to change; afterwards it is as it was, in its order."""
    with mock.patch.dict(INDICATORS):
        yield INDICATORS


def test_a_snapshot_stays_when_cases_and_definitions_change(snapshot, definitions):
    before = outputs(snapshot)
    factories.make_dispute("registered", on=later(MONDAY, 2), workers=("吴一",))
    other = dataclasses.replace(INDICATORS["received"], chinese="新收案", formula="something else", version="99")
    definitions["received"] = other
    del definitions["workers"]
    assert outputs(snapshot) == before
    found = {row.definition.code: row for row in compare(snapshot, by=cast.manager(), at=AUTUMN)}
    assert (found["received"].then.numerator, found["received"].now.numerator) == (2, 3)
    assert found["received"].definition.chinese == "收案数"
    assert [code for code, row in found.items() if row.is_redefined] == ["received"]
    assert found["received"].is_changed
    assert not found["closed"].is_changed
    assert found["workers"].now is None
    after = frozen_report(at=AUTUMN, asked=Asked(YEAR, ("received",)))
    assert after.number == "2026-0002"
    assert read(after.statement).definitions["received"].version == "99"


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_every_change(snapshot, act):
    rows = Snapshot.objects.filter(pk=snapshot.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(title="x") if act == "update" else rows._raw_delete("default")
    assert rows.get().title == snapshot.title


def test_the_words_are_chinese_whatever_the_language_of_the_maker(snapshot):
    with translation.override("en"):
        other = frozen_report(at=AUTUMN)
    assert other.statement | {"small": 0} == snapshot.statement | {"small": 0}
    assert other.sha256 == snapshot.sha256


def test_figures_are_those_the_maker_sees_and_readers_are_of_the_union_or_above(snapshot):
    town = frozen_report(by=cast.town_chair(), at=AUTUMN)
    totals = [read(row.statement).main.total.figures["received"].numerator for row in (snapshot, town)]
    assert totals == [2, 1]
    seen = {
        name: set(Snapshot.objects.visible_to(getattr(cast, name)()).values_list("number", flat=True))
        for name in ("manager", "town_mediator", "other_town_mediator", "auditor", "volunteer", "administrator")
    }
    both, own = {snapshot.number, town.number}, {town.number}
    assert seen == {
        "manager": both, "auditor": both, "town_mediator": own, "other_town_mediator": set(), "volunteer": set(),
        "administrator": set(),
    }  # fmt: skip
    assert next(iter(compare(town, by=cast.manager(), at=AUTUMN))).now.numerator == 1


def test_what_an_auditor_froze_is_for_who_sees_everything(snapshot):
    row = frozen_report(by=cast.auditor(), at=AUTUMN)
    assert row.is_of_all
    assert Snapshot.objects.visible_to(cast.auditor()).filter(pk=row.pk).exists()
    assert not Snapshot.objects.visible_to(cast.town_mediator()).filter(pk=row.pk).exists()


def test_what_an_auditor_of_a_town_froze_is_not_for_the_town(snapshot):
    person = cast.auditor()
    person.memberships.update(organisation=cast.town())
    row = frozen_report(by=person, at=AUTUMN)
    assert Snapshot.objects.visible_to(person).filter(pk=row.pk).exists()
    assert not Snapshot.objects.visible_to(cast.town_chair()).filter(pk=row.pk).exists()


@pytest.mark.parametrize("since", [cast.SINCE, MONDAY])
def test_of_two_roles_in_a_union_the_one_that_works_on_its_cases_counts_everywhere(snapshot, client, since):
    """Whichever of them is older: the page of a saved report, its sending and a snapshot say the same."""
    person = cast.town_chair()
    person.memberships.update(since=MONDAY)
    saved = kept_report(by=person)
    Membership.objects.create(user=person, organisation=cast.town(), role="auditor", since=since)
    person = type(person).objects.get(pk=person.pk)
    [post] = posts_of(person)
    with translation.override("zh-hans"):
        scope = scope_of(post)
    assert cast.town().name in scope
    client.force_login(person)
    client.cookies["django_language"] = "zh-hans"
    assert client.get(reverse("saved-report-detail", args=[saved.pk])).context["statement"].scope == scope
    row = publish(asked_by(saved, AUTUMN.date()), by=person, post=post, at=AUTUMN, title="x", reason="y")
    assert (row.statement["scope"], row.is_of_all) == (scope, False)
    Membership.objects.filter(user=person).exclude(role="auditor").update(role="archivist")
    person = type(person).objects.get(pk=person.pk)
    assert [row.role for row in posts_of(person)] == ["archivist"]


def test_figures_are_not_of_what_somebody_sees_as_a_partner_besides(snapshot):
    person = cast.town_mediator()
    others = Dispute.objects.exclude(holder=cast.town())
    before = set(reported_to(person))
    Membership.objects.create(user=person, organisation=cast.city(), role="worker", since=MONDAY)
    others.first().parties.update(account=person)
    person = type(person).objects.get(pk=person.pk)
    assert set(Dispute.objects.visible_to(person)) - before == {others.first()}
    assert set(reported_to(person)) == before
    address = QueryDict(f"figure=received&first={YEAR.first}&last={YEAR.last}")
    rows = Dispute.objects.visible_to(person)
    behind = DisputeFilter(address, queryset=rows, user=person, today=AUTUMN.date())
    assert (set(rows) > before, set(behind.cases)) == (True, before)


def test_who_may_not_read_figures_freezes_nothing(snapshot):
    person = cast.volunteer()
    post = Membership.objects.select_related("organisation").get(user=person)
    with pytest.raises(StepForbidden):
        publish(Asked(YEAR, CODES), by=person, post=post, at=AUTUMN, title="x", reason="y")
    assert Snapshot.objects.count() == 1


def test_filters_and_groups_narrow_what_is_asked(snapshot):
    Dispute.objects.update(channel="petition")
    Dispute.objects.filter(holder=cast.town()).update(channel="hotline", town=cast.town())
    for filters, expected in (
        ({"channel": "hotline"}, 1), ({"channel": "hotline", "town": str(cast.town().pk)}, 1),
        ({"channel": "petition", "town": str(cast.town().pk)}, 0), ({"town": "999999"}, 0), ({}, 2),
    ):  # fmt: skip
        row = frozen_report(asked=Asked(YEAR, ("received",), ("town", "worker_group"), filters), at=AUTUMN)
        assert read(row.statement).main.total.figures["received"].numerator == expected, filters


def test_a_saved_report_is_changed_and_deleted_by_its_owner_alone():
    saved = kept_report(at=AUTUMN)
    saved.name = "改名"
    for refused in (lambda: keep(saved, (), by=cast.chair(), at=AUTUMN), lambda: discard(saved, by=cast.chair())):
        with pytest.raises(StepForbidden):
            refused()
        assert SavedReport.objects.get().name == "劳动争议月报"
    private = kept_report(is_shared=False, name="自用")
    assert set(SavedReport.objects.visible_to(cast.chair())) == {saved}
    assert set(SavedReport.objects.visible_to(cast.manager())) == {saved, private}
    assert not SavedReport.objects.visible_to(cast.town_chair()).exists()
    discard(saved, by=cast.manager())
    assert SavedReport.objects.get() == private
    assert cast.chair() in colleagues(cast.city(), date(2026, 11, 23))
    assert cast.volunteer() not in colleagues(cast.city(), date(2026, 11, 23))


def test_an_indicator_that_is_gone_is_left_out():
    saved = kept_report(indicators=["received", "of_old"])
    assert asked_by(saved, date(2026, 11, 23)).indicators == ("received",)
    nothing = frozen_report(asked=Asked(YEAR, (), ("town",)), at=AUTUMN)
    assert paper_of(read(nothing.statement)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("last_month", (2025, 12, 1), (2025, 12, 31)), ("this_month", (2026, 1, 1), (2026, 1, 15)),
        ("last_quarter", (2025, 10, 1), (2025, 12, 31)), ("this_quarter", (2026, 1, 1), (2026, 1, 15)),
        ("last_year", (2025, 1, 1), (2025, 12, 31)), ("this_year", (2026, 1, 1), (2026, 1, 15)),
        ("twelve_months", (2025, 1, 1), (2025, 12, 31)),
    ],
)  # fmt: skip
def test_a_period_moves_with_the_day(span, first, last):
    assert moving(span, date(2026, 1, 15)) == Period(date(*first), date(*last))
