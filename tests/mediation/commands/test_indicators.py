"""`manage.py indicators`: the figures of the report as a table and as its JSON; clear refusals."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from mediation.models import Dispute
from mediation.reports.indicators import INDICATORS
from mediation.reports.periods import Period
from mediation.reports.report import as_json, from_json, report_of
from tests import cast
from tests.factories import MONDAY, make_dispute

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
ASKED = ("--from", "2026-03-01", "--to", "2026-03-31")


def printed(*options):
    out = StringIO()
    with translation.override("en"):
        call_command("indicators", *ASKED, *options, stdout=out)
    return out.getvalue()


def test_the_json_is_the_report():
    make_dispute("closed", on=MONDAY)
    data = json.loads(printed("--by", "category", "--format", "json"))
    with translation.override("en"):
        report = report_of(Dispute.objects.all(), MARCH, by="category", at=timezone.now(), scope="all cases")
    assert (report.total.figures["closed"].numerator, len(report.rows)) == (1, 1)
    assert data | {"at": ""} == as_json(report) | {"at": ""}
    assert from_json(data).rows == report.rows


def test_the_table_names_period_scope_and_each_figure_with_what_it_is_made_of():
    make_dispute("closed", on=MONDAY)
    lines = printed("--by", "level").splitlines()
    assert lines[0] == "2026-03-01 – 2026-03-31, compared with 2026-02-01 – 2026-02-28"
    assert lines[1].endswith("scope: all cases")
    assert [line.split()[0] for line in lines[3 : 3 + len(INDICATORS)]] == list(INDICATORS)
    told = {line.split()[0]: line.split()[1:3] for line in lines[3 : 3 + len(INDICATORS)]}
    assert told["resolution"] == ["100.0%", "(1/1)"]
    assert told["hazards"] == ["–", "(0/0)"]
    assert "# City" in lines
    told = "the period was not over: what falls due by its last day is counted as if that day had come"
    assert (told in lines, told in printed("--to", "2199-12-31", "--only", "received").splitlines()) == (False, True)


def test_a_person_s_figures_are_of_the_cases_that_person_sees():
    make_dispute("accepted", on=MONDAY)
    counts = {}
    for name in ("manager", "town_reviewer"):
        data = json.loads(printed("--as", getattr(cast, name)().username, "--only", "received", "--format", "json"))
        counts[name] = (data["total"]["figures"]["received"]["numerator"], data["scope"])
    assert counts["manager"][0] == 1
    assert counts["town_reviewer"] == (0, f"cases of {cast.town().name} and of the unions below it")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--from", "2026-02-31"), "“2026-02-31” is not a date such as 2026-03-02."),
        (("--to", "2026-02-01"), "The last day lies before the first."),
        (("--to", "9999-01-01"), "These years are not in the records."),
        (("--from", "1995-01-01", "--by", "month"), "These would be too many rows;"),
        (("--by", "colour"), "There is no group “colour”; there are: month,"),
        (("--only", "received", "sunshine"), "There is no indicator sunshine; there are: received,"),
        (("--as", "nobody"), "There is no user “nobody”."),
    ],
)
def test_what_cannot_be_printed_is_told(options, words):
    with pytest.raises(CommandError) as told:
        printed(*options)
    assert str(told.value).startswith(words)


def test_who_may_not_read_figures_has_none_by_the_command_either():
    with pytest.raises(CommandError) as told:
        printed("--as", cast.volunteer().username)
    assert str(told.value).endswith("may not read figures.")
