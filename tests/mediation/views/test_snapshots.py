"""Publishing a report from its page, reading it as it was, beside today, and as files."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from documents import freezing
from mediation.models import Dispute, Membership, Snapshot
from mediation.reports.periods import Period
from mediation.reports.printed import HIDDEN
from mediation.reports.statement import Asked, read
from tests import cast, factories
from tests.factories import MONDAY, later
from tests.factories.reports import INDICATORS, frozen_report, kept_report
from tests.factories.reports import YEAR as YEAR_2026

pytestmark = pytest.mark.django_db
YEAR = "first=2026-01-01&last=2026-12-31"


@pytest.fixture
def manager(client):
    client.force_login(cast.manager())
    client.cookies["django_language"] = "en"
    return client


def test_a_report_is_frozen_and_stays_while_today_moves_on(manager):
    factories.make_dispute("registered")
    address = f"{reverse('snapshot-new')}?{YEAR}&by=level&category=01&chapter=work"
    page = manager.get(address)
    assert page.context["form"]["title"].value() == "劳动争议调解工作统计年报（2026年）"
    refused = manager.post(address, {"union": cast.city().pk, "title": "年报", "reason": ""})
    assert (refused.status_code, refused.context["form"].errors.keys()) == (422, {"reason"})
    assert not Snapshot.objects.exists()
    pasted = {"title": "年\r\nBcc: x@y.cn", "reason": "报\n市委"}
    answer = manager.post(address, {"union": cast.city().pk, **pasted})
    snapshot = Snapshot.objects.get()
    assert (snapshot.title, snapshot.reason) == ("年 Bcc: x@y.cn", "报 市委")
    assert answer.url == reverse("snapshot-detail", args=[snapshot.pk])
    statement = read(snapshot.statement)
    assert (statement.asked.groups, dict(statement.asked.filters), statement.hides) == (
        ("level", "town", "category"),
        {"category": "01"},
        False,
    )
    factories.make_dispute("registered", on=later(MONDAY, 1), workers=("何青",))
    body = manager.get(answer.url).content.decode()
    assert "checked just now: nothing was changed" in body
    assert "结收比" in body
    page = manager.get(f"{answer.url}?today=1")
    received = next(row for row in page.context["differences"] if row["row"].definition.code == "received")
    assert (received["then"], received["now"], received["change"]) == ("1", "2", "+1")


def test_a_statement_that_does_not_match_its_digest_is_told(manager):
    snapshot = frozen_report()
    freezing.remove(connection, "mediation_snapshot")  # the transaction of the test brings the triggers back
    Snapshot.objects.update(statement=snapshot.statement | {"by": "别人"})
    assert "does not match" in manager.get(reverse("snapshot-detail", args=[snapshot.pk])).content.decode()


@pytest.mark.parametrize(("person", "hides"), [(cast.manager, False), (cast.auditor, True)])
def test_counts_of_few_people_are_in_no_file_for_who_does_not_work_on_the_cases(client, person, hides):
    factories.make_dispute("registered")
    keys = [frozen_report(hides=outside).pk for outside in (False, True)]
    client.force_login(person())
    files = [client.get(reverse("snapshot-file", args=[key]), {"format": "csv"}) for key in keys]
    files.append(client.get(f"{reverse('report-export')}?{YEAR}&by=town&format=csv"))
    assert [answer.status_code for answer in files] == [200] * 3
    assert [HIDDEN in answer.content.decode() for answer in files] == [hides, True, hides]


def test_counts_of_few_people_are_not_beside_today_either(client):
    factories.make_dispute("registered")
    address = f"{reverse('snapshot-detail', args=[frozen_report().pk])}?today=1"
    factories.make_dispute("registered", on=later(MONDAY, 1), workers=("何青",))
    for person, found in ((cast.manager, ("1", "2")), (cast.auditor, (HIDDEN, HIDDEN))):
        client.force_login(person())
        rows = {row["row"].definition.code: row for row in client.get(address).context["differences"]}
        assert (rows["workers"]["then"], rows["workers"]["now"]) == found
        assert (rows["received"]["then"], rows["received"]["now"]) == ("1", "2")


def test_beside_today_are_no_people_of_days_or_of_chosen_cases(client):
    factories.make_dispute("registered", workers=tuple("甲乙丙丁戊己"))
    days, chosen = Period(date(2026, 1, 1), date(2026, 12, 30)), {"level": "city"}
    asked = (
        Asked(YEAR_2026, INDICATORS, (), {}),
        Asked(days, INDICATORS, (), {}),
        Asked(YEAR_2026, INDICATORS, (), chosen),
    )
    keys = [frozen_report(asked=one).pk for one in asked]
    factories.make_dispute("registered", on=later(MONDAY, 1), workers=("何青",))
    told, withheld = ("6", "7"), (HIDDEN, HIDDEN)
    for person, expected in ((cast.manager, [told] * 3), (cast.auditor, [told, withheld, withheld])):
        client.force_login(person())
        pages = [client.get(reverse("snapshot-detail", args=[key]), {"today": "1"}) for key in keys]
        rows = [row for page in pages for row in page.context["differences"] if row["row"].definition.code == "workers"]
        assert [(row["then"], row["now"]) for row in rows] == expected
        made = [page.context["statement"] for page in pages]
        hidden = [("", "workers") in one.hidden(one.main) for one in made]
        assert hidden == [found == withheld for found in expected]
    Dispute.objects.update(worker_count=1)  # few now, as they were not then
    page = client.get(reverse("snapshot-detail", args=[keys[0]]), {"today": "1"})
    rows = {row["row"].definition.code: row for row in page.context["differences"]}
    assert (rows["workers"]["then"], rows["workers"]["now"]) == withheld


def test_files_are_made_of_what_was_frozen(manager):
    address = reverse("snapshot-file", args=[frozen_report().pk])
    begins = {"xlsx": b"PK", "csv": "\ufeffGroup code,Grouped by,Row code".encode(), "pdf": b"%PDF-1.7"}
    for kind, opening in begins.items():
        answer = manager.get(address, {"format": kind})
        assert answer.content.startswith(opening)
        assert answer["Content-Disposition"] == f'attachment; filename="snapshot-2026-0001.{kind}"'
        assert "no-store" in answer["Cache-Control"]
    assert manager.get(address, {"format": "exe"}).status_code == 404


def test_who_sees_and_who_takes_away(client):
    snapshot, saved = frozen_report(), kept_report()
    for name, seen, taken in (
        ("chair", 200, 200), ("archivist", 200, 403), ("town_chair", 404, 404), ("volunteer", 403, 403),
    ):  # fmt: skip
        client.force_login(getattr(cast, name)())
        for kind, row in (("snapshot", snapshot), ("saved-report", saved)):
            pages = (reverse(f"{kind}-{page}", args=[row.pk]) for page in ("detail", "file"))
            found = [client.get(page, {"format": "csv"}).status_code for page in pages]
            assert found == [seen, taken], (name, kind)


def test_the_report_page_is_taken_away_with_its_choices(manager):
    factories.make_dispute("registered")
    address = reverse("report-export")
    lines = (
        manager.get(f"{address}?{YEAR}&by=category&chapter=work&format=csv").content.decode("utf-8-sig").splitlines()
    )
    assert lines[1].startswith(",,,Total,received,Received,收案数,cases,count,1,1,")
    assert any(line.startswith("category,Dispute type,01,Pay,") for line in lines)
    assert manager.get(f"{address}?{YEAR}&chapter=work&format=pdf").content.startswith(b"%PDF")
    assert manager.get(f"{address}?first=2026-12-31&last=2026-01-01&format=csv").status_code == 302
    assert manager.get(f"{reverse('snapshot-new')}?first=x").status_code == 302
    for query in ("saved=x", "saved=999999999", f"saved={'9' * 30}"):
        assert manager.get(f"{reverse('snapshot-new')}?{query}").status_code == 404


def test_a_file_names_the_unions_whose_figures_it_has(client):
    person = cast.manager()
    Membership.objects.create(user=person, organisation=cast.town(), role="volunteer", since=MONDAY)
    client.force_login(person)
    client.cookies["django_language"] = "en"
    answer = client.get(f"{reverse('report-export')}?{YEAR}&chapter=work&format=xlsx")
    about = dict(load_workbook(BytesIO(answer.content))["About"].iter_rows(values_only=True))
    assert about["Union"] == cast.city().name
