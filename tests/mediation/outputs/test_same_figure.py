"""One figure, five ways: what page (JSON), command, Excel, CSV and PDF say of each indicator is the same number."""

import csv
import io
import json
import math
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from mediation.models import Dispute, Party
from mediation.outputs.paper import paper_of
from mediation.outputs.table import COLUMNS, csv_of, inert
from mediation.outputs.workbook import write_workbook
from mediation.reports.indicators import INDICATORS
from mediation.reports.printed import lines_of
from mediation.reports.statement import Asked, read, statement_of, to_json
from tests import cast, factories
from tests.factories import MONDAY, at, later
from tests.factories.reports import INDICATORS as CODES
from tests.factories.reports import YEAR
from tests.mediation.outputs.recomputing import Book

pytestmark = pytest.mark.django_db
NOON = at(date(2026, 11, 23))


@pytest.fixture
def cases(cheap_letters):
    """A few lives of the year, one town with a name that a spreadsheet would compute."""
    agreed = factories.make_dispute("agreed", workers=("蒋喆", "何青"))
    factories.make_dispute("registered", on=later(MONDAY, 40))
    letter = factories.draft("reminder", agreed, later(MONDAY, 3))
    factories.issue(letter, later(MONDAY, 3))
    town = cast.town()
    town.short_name = '=HYPERLINK("http://x","y")'
    town.save()
    Dispute.objects.filter(pk=agreed.pk).update(town=town)


def statement(groups=("town",), codes=CODES, period=YEAR, **more):
    asked = Asked(period, codes, groups, {})
    return statement_of(asked, Dispute.objects.all(), unit="诸暨市总工会", scope="全市", by="沈丽", at=NOON, **more)


def lines_in(content):
    """The lines of a CSV file, each by the codes of its columns."""
    heading, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert heading == [str(label) for label in COLUMNS.values()]
    return [dict(zip(COLUMNS, line, strict=True)) for line in lines]


def plain(text):
    return re.sub(r"\s", "", text)


def test_every_way_says_the_same(cases, client, capsys):
    client.force_login(cast.manager())
    days = {"first": YEAR.first.isoformat(), "last": YEAR.last.isoformat()}
    page = client.get(reverse("report-json"), {**days, "by": "town"}).json()
    call_command("indicators", "--from", days["first"], "--to", days["last"], "--by", "town", "--format", "json")
    printed = json.loads(capsys.readouterr().out)
    with translation.override("zh-hans"):
        made = statement(codes=tuple(INDICATORS))
    totals = {code: page["total"]["figures"][code] for code in INDICATORS}
    assert printed["total"]["figures"] == totals
    assert [row["figures"] for row in printed["rows"]] == [row["figures"] for row in page["rows"]]
    assert to_json(made)["reports"][0]["total"]["figures"] == totals

    with translation.override("zh-hans"):
        lines = lines_in(csv_of(made))
    by_row = {(line["group"], line["row"], line["code"]): line for line in lines}
    for code, figure in totals.items():
        line = by_row["", "", code]
        assert line["chinese"] == INDICATORS[code].chinese
        assert not re.search("[a-z]", line["unit"] + line["kind"])
        if is_rate(code) and figure["value"]:
            value, exact = Decimal(line["value"]), Decimal(line["numerator"]) / Decimal(line["denominator"])
            assert (exact, abs(exact - value) <= Decimal("5E-7")) == (Decimal(figure["value"]), True)
            assert len(line["value"]) <= len("0.123456")
            line = line | {"value": figure["value"]}
        assert {name: line[name] or None for name in figure} == {
            name: None if value is None else str(value) for name, value in figure.items()
        }
    target = io.BytesIO()
    write_workbook(target, read(to_json(made)))
    book = Book(target.getvalue())
    sheet = book.written.sheetnames[1]
    for place, code in enumerate(INDICATORS, 3):
        value, parts = totals[code]["value"], ("numerator", "denominator") if is_rate(code) else ("n", "p90")
        assert book.value(sheet, f"C{place}") == (
            pytest.approx(float(value)) if value else "" if is_rate(code) else None
        )
        beside = [book.value(sheet, f"{column}{place}") for column in ("DE" if is_rate(code) else "FG")]
        assert beside == [found and Decimal(found) for found in map(totals[code].get, parts)]

    assert len(made.trend.rows) == 12
    text = plain("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper_of(made))).pages))
    for code, figure in totals.items():
        assert plain(INDICATORS[code].chinese) + as_printed(code, figure) in text, code


def test_joint_rows_are_the_same_everywhere_and_in_a_snapshot(cases, client, capsys):
    by, codes = "month,town", ("received", "resolution", "workers")
    client.force_login(cast.manager())
    days = {"first": YEAR.first.isoformat(), "last": YEAR.last.isoformat()}
    page = client.get(reverse("report-json"), {**days, "by": by}).json()
    ask = ["--from", days["first"], "--to", days["last"], "--by", by, "--only", *codes, "--format", "json"]
    call_command("indicators", *ask)
    printed = json.loads(capsys.readouterr().out)
    with translation.override("zh-hans"):
        made = statement((by, "town"), codes)
        assert read(json.loads(json.dumps(to_json(made)))) == made
        lines = csv_of(made)
        text = plain("".join(row.extract_text() for row in pypdf.PdfReader(io.BytesIO(paper_of(made))).pages))
    rows = made.main.rows
    assert len({row.labels for row in rows}) == len(rows) > 1
    assert [(row["value"], row["figures"]) for row in printed["rows"]] == [
        (row["value"], {code: row["figures"][code] for code in codes}) for row in page["rows"]
        if row["value"] in {row.value for row in rows}
    ]  # fmt: skip
    assert [row["value"] for row in printed["rows"]] == [row.value for row in rows]
    received = [row["figures"]["received"]["numerator"] for row in printed["rows"]]
    assert sum(received) == made.main.total.figures["received"].numerator == 2
    heading, *table = csv.reader(io.StringIO(lines.decode("utf-8-sig")))
    assert heading[len(COLUMNS) :] == ["行的第一分组", "行的第二分组"]
    named = {tuple(line[-2:]): line[9] for line in table if line[0] == by and line[4] == "received"}
    assert list(named.values()) == [str(number) for number in received]
    assert [(month, town.lstrip("'")) for month, town in named] == [row.labels for row in rows]
    target = io.BytesIO()
    with translation.override("zh-hans"):
        write_workbook(target, made)
    book = Book(target.getvalue())
    sheet = book.written[made.heading(by)]
    assert [tuple(sheet.cell(n, place).value for place in (1, 2)) for n in range(3, 3 + len(rows))] == [
        row.labels for row in rows
    ]
    assert [book.value(sheet.title, f"C{n}") for n in range(3, 4 + len(rows))] == [*received, 2]
    assert all(plain(row.label) in text for row in rows)


def as_printed(code, figure):
    """The row of an indicator in the printed report behind its name, by the JSON alone."""
    row = INDICATORS[code]
    if row.kind == "rate":
        numerator, denominator = figure["numerator"], figure["denominator"]
        return (
            f"%{math.floor(numerator / denominator * 1000 + 0.5) / 10}%{numerator}{denominator}"
            if denominator
            else "%–0"
        )
    units = {
        "cases": "件",
        "letters": "份",
        "parcels": "件",
        "visits": "次",
        "persons": "人",
        "yuan": "元",
        "days": "天",
        "groups": "个",
    }
    unit = units.get(row.unit, "")
    if row.kind == "spread":
        return f"（中位数）{unit}{figure['value'] or '–'}n={figure['n']}"
    return f"{unit}{Decimal(figure['value']):,.{2 if row.unit == 'yuan' else 0}f}"


def is_rate(code):
    return INDICATORS[code].kind == "rate"


def test_every_formula_gives_what_is_cached_and_nothing_typed_is_one(cases):
    target = io.BytesIO()
    made = statement(("town", "month"))
    write_workbook(target, made)
    book, forms = Book(target.getvalue()), set()
    for sheet, cell, text in book.formulas():
        forms.add(re.match(r"=\w+", text).group())
        cached = book.cached[sheet][cell].value
        assert book.value(sheet, cell) == (pytest.approx(cached) if isinstance(cached, (int, float)) else cached or "")
    assert forms == {"=IF", "=SUM"}
    names = [row.label for row in made.reports[0].rows]
    assert '=HYPERLINK("http://x","y")' in names
    sheet = book.written[made.headings["town"]]
    assert [sheet.cell(number, 1).value for number in range(3, 3 + len(names))] == names
    assert {sheet.cell(number, 1).data_type for number in range(3, 3 + len(names))} == {"s"}
    heads = [(sheet.cell(1, place).value, sheet.cell(2, place).value) for place in range(2, sheet.max_column + 1)]
    clearance = made.definitions["clearance"].label
    assert [unit for label, unit in heads if label == clearance] == ["分子", "分母", "比率"]
    assert [label for label, _unit in heads].count(made.definitions["received"].label) == 1
    labels = [line["row_name"] for line in lines_in(csv_of(made))]
    assert '\'=HYPERLINK("http://x","y")' in labels
    assert not any(label.startswith("=") for label in labels)
    assert [inert(sign + "1") for sign in "=＝＋－＠"] == ["'" + sign + "1" for sign in "=＝＋－＠"]


def test_small_counts_of_people_are_nowhere_outside(cases):
    inside = statement(("worker_group",))
    outside = replace(inside, hides=True)
    assert outside.main.total.figures["workers"].value == Decimal(3)
    assert ("", "workers") in outside.hidden(outside.main)
    target = io.BytesIO()
    write_workbook(target, outside)
    book = Book(target.getvalue())
    row = CODES.index("workers") + 3
    assert book.value(book.written.sheetnames[1], f"C{row}") == "<5"
    lines = {(line["group"], line["code"]): line["value"] for line in lines_in(csv_of(outside))}
    assert lines["", "workers"] == "<5"
    shown = {line.definition.code: line.now for line in lines_of(outside)}
    assert shown["workers"] == "<5"
    assert {line.definition.code: line.now for line in lines_of(inside)}["workers"] == "3"


def test_small_counts_of_the_period_before_are_nowhere_outside(cases):
    """Nor the difference to them."""
    made = statement(("town",), period=YEAR.after(), hides=True)
    [line] = [line for line in lines_of(made) if line.definition.code == "workers"]
    assert (line.now, line.before, line.change) == ("0", "–", "")
    target, row = io.BytesIO(), CODES.index("workers") + 3
    write_workbook(target, made)
    book = Book(target.getvalue())
    assert [book.value(book.written.sheetnames[1], f"{column}{row}") for column in "CHK"] == [0, None, None]
    lines = {(line["group"], line["code"]): line for line in lines_in(csv_of(made))}
    parts = [lines["before", "workers"][name] for name in ("value", "numerator", "denominator", "n", "p90", "first")]
    assert parts == ["<5", "", "", "", "", YEAR.first.isoformat()]


@pytest.mark.once
@pytest.mark.parametrize(("hides", "told"), [(False, True), (True, False)])
def test_no_chart_and_no_total_of_a_printed_report_tells_few_people(cases, hides, told):
    Party.objects.filter(role="applicant").update(groups=["woman"])
    made = statement(("worker_group",), ("received", "workers"), hides=hides)
    text = plain("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper_of(made))).pages))
    heading = made.heading("worker_group")
    [row] = made.main.rows
    for words in (f"各{heading}{made.definitions['received'].chinese}", f"{row.label}23", "合计23"):
        assert (words in text) == told, words


def test_no_total_is_a_sum_over_cells_that_are_not_shown(cases, settings):
    settings.SMALL_CELL = 2
    outside = statement(("town",), ("received", "workers"), hides=True)
    hidden = [(row.value, "workers") in outside.hidden(outside.main) for row in outside.main.rows]
    assert (hidden, ("", "workers") in outside.hidden(outside.main)) == ([True, True], False)
    target = io.BytesIO()
    write_workbook(target, outside)
    book = Book(target.getvalue())
    sheet = outside.headings["town"]
    assert [book.value(sheet, cell) for cell in ("B5", "C5", "C3")] == [2, 3, "<5"]
    assert book.written[sheet]["B5"].value == "=SUM(B3:B4)"
