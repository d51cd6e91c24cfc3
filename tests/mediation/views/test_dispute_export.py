"""The Excel export: the filtered cases, masked, text as text, and written to the log."""

import html
import io
import logging
import re
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.models import Dispute, Employer
from tests import cast, factories
from tests.factories import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def export(client, user, query=""):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client.get(f"{reverse('dispute-export')}{query}")


def sheets(answer):
    """The sheets of the workbook as XML texts, in order."""
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:
        return [book.read(name).decode() for name in sorted(book.namelist()) if "/sheet" in name]


def rows(sheet):
    """The texts and numbers of a sheet, row by row; an empty cell is an empty text."""
    found = []
    for row in re.findall(r"<row .*?</row>", sheet, flags=re.S):
        cells = re.findall(r'<c r="([A-Z])\d+"[^>]*?>(?:<is><t[^>]*>(.*?)</t></is>|<v>(.*?)</v>)</c>', row, flags=re.S)
        values = {letter: text or number for letter, text, number in cells}
        found.append([values.get(letter, "") for letter in "ABCDEFGHIJKLMNOPQRS"][: ord(max(values)) - 64])
    return found


def test_it_holds_the_filtered_cases_in_their_order(client, today):
    kept = [factories.register_dispute(later(today, -days), workers=("欧阳建国", "司马娜")).number for days in (9, 5)]
    factories.register_dispute(later(today, -3), category="04")
    cases, about = sheets(export(client, cast.city_mediator(), "?category=01&sort=received"))
    assert [row[0] for row in rows(cases)] == ["Number", *kept]
    assert rows(cases)[1][3:5] == ["欧阳某某", "2"]
    facts = dict(rows(about))
    assert facts["Made by"] == "王梅"
    assert facts["Cases in the file"] == "2"
    assert facts["Type"] == "Pay"


def test_names_and_private_data_stay_out(client, today):
    factories.register_dispute(later(today, -2), workers=("䶮喆",))
    book = "".join(sheets(export(client, cast.city_mediator())))
    assert "䶮某" in book
    assert "䶮喆" not in book


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "https://example.org/", "\t=1"])
def test_text_is_never_a_formula_or_a_link(client, today, name):
    employer = Employer.objects.create(name=name)
    factories.register_dispute(later(today, -2), employer=employer)
    cases = sheets(export(client, cast.city_mediator()))[0]
    assert "<f>" not in cases
    assert "<hyperlink" not in cases
    assert rows(cases)[1][2].strip() == html.escape(name.strip(), quote=False)


def test_the_heading_is_frozen_and_dates_and_money_are_numbers(client, today):
    factories.register_dispute(later(today, -2))
    cases = sheets(export(client, cast.city_mediator()))[0]
    assert '<pane xSplit="1" ySplit="1" topLeftCell="B2"' in cases
    heading, values = rows(cases)
    amount = values[heading.index("Amount claimed (yuan)")]
    assert float(amount) == float(Dispute.objects.get().amount_claimed)
    assert values[heading.index("Received on")].isdecimal()


def test_it_is_written_to_the_log_without_the_words_searched(client, today, caplog):
    factories.register_dispute(later(today, -2), workers=("蒋喆",))
    caplog.set_level(logging.INFO, "mediation.views.disputes")
    user = cast.city_mediator()
    export(client, user, "?q=蒋喆&open=1").close()
    messages = [record.getMessage() for record in caplog.records if record.name == "mediation.views.disputes"]
    assert messages == [f"export of cases: user={user.pk} rows=1 filter={{'q': '…', 'open': '1'}}"]


def test_only_who_may_export(client):
    for person in (cast.worker_user, cast.employer_user, cast.inspector, cast.volunteer, cast.administrator):
        assert export(client, person()).status_code == 403


def test_an_auditor_gets_the_columns_of_their_sections(client, today):
    factories.register_dispute(later(today, -2))
    assert "First applicant" in rows(sheets(export(client, cast.auditor()))[0])[0]


def test_a_wrong_filter_goes_back_to_the_list(client):
    answer = export(client, cast.city_mediator(), "?q=%E5%BC%A0")
    assert (answer.status_code, answer.url) == (302, f"{reverse('dispute-list')}?q=%E5%BC%A0")


def test_too_many_rows_are_refused_with_a_message(client, today, monkeypatch):
    monkeypatch.setattr("mediation.views.disputes.MOST_ROWS", 1)
    for _ in range(2):
        factories.register_dispute(later(today, -2))
    answer = export(client, cast.city_mediator(), "?open=1")
    assert answer.url == f"{reverse('dispute-list')}?open=1"
    assert "More than 1 cases are too many for one file" in client.get(answer.url).content.decode()
