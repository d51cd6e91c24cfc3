"""The report page and its JSON: scope, filters, the cases behind each number, small cells, bad input."""

import html
import re
from datetime import date, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from mediation.filters import DisputeFilter
from mediation.listing import listed
from mediation.models import Dispute, Snapshot
from mediation.reports.groups import GROUPS
from mediation.reports.indicators import CHAPTERS, INDICATORS
from mediation.reports.periods import Period, period_of
from mediation.reports.report import as_json, report_of
from tests import cast
from tests.factories import MONDAY, later, make_dispute, make_letter

pytestmark = pytest.mark.django_db
MOST_QUERIES = 100  # a few a fact
WITHHELD = "Withheld: fewer than five people could be told from it."
MARCH = {"first": "2026-03-01", "last": "2026-03-31"}


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    with translation.override("en"):
        yield


def read(client, person, page="/reports/figures/", **query):
    client.force_login(person)
    return client.get(page, MARCH | {"all": "1"} | query)


def some_cases():
    """Of two towns and types; closed, declined, open, of twelve workers; one received before March; a letter served."""
    make_dispute("closed", on=date(2026, 2, 2), town=cast.town())
    make_dispute("closed", town=cast.town())
    make_dispute("declined", holder=cast.other_town(), town=cast.other_town(), category="06")
    make_dispute("mediating", town=cast.town(), category="06", workers=tuple("甲乙丙丁戊己庚辛壬癸子丑"))
    make_letter("reminder", "served")


def more_cases():
    make_dispute("closed", town=cast.other_town(), category="02")
    make_dispute("declined", holder=cast.other_town(), town=cast.other_town(), workers=("寅", "卯"))


def shown_of(response):
    """Every figure of the page with the number and the address of each of its parts."""
    for section in response.context["sections"]:
        for total in section.totals:
            yield total.indicator, total.now
            yield total.indicator, total.before
        for row in section.rows:
            yield from zip([total.indicator for total in section.totals], row.figures, strict=True)


def numbers_of(response):
    """(words, address) of each number of cases that has cases behind it."""
    for indicator, figure in shown_of(response):
        if indicator.kind == "count" and indicator.unit == "cases":
            yield figure.words, figure.url
        elif indicator.kind == "rate" and indicator.unit == "cases":
            yield from ((part.words, part.url) for part in figure.parts)


def list_behind(url, person):
    data = QueryDict(urlsplit(url).query)
    rows = listed(Dispute.objects.visible_to(person))
    return DisputeFilter(data, queryset=rows, user=person, today=later(MONDAY, 60))


@pytest.mark.parametrize("by", ["town", "month"])
def test_numbers_open_as_many_cases(client, by):
    """Every third of them: all cells of a report are counted beside their lists by the tests of `reports.cells`."""
    some_cases()
    person = cast.manager()
    page = read(client, person, by=by, first="2026-03-01" if by == "town" else "2026-01-01")
    before = {total.before.url for section in page.context["sections"] for total in section.totals} - {""}
    assert [url for url in before if "&first=2026-02-01&last=2026-02-28" not in url] == []
    assert bool(before) == (by == "town")
    numbers = list(numbers_of(page))
    assert {words == "0" for words, url in numbers if not url} <= {True}
    linked = sorted({(url, words) for words, url in numbers if url})[::3]
    for url, words in linked:
        found = list_behind(url, person)
        assert (found.form.errors, str(found.qs.count())) == ({}, words), url
    assert len(linked) > 10


def test_a_number_keeps_the_filters_of_its_report(client):
    some_cases()
    person = cast.manager()
    page = read(client, person, category="06", level="city", by="town", first="2026-01-01")
    assert page.context["chosen"] == ["Work injury and occupational disease", "City"]
    numbers = {url: words for words, url in numbers_of(page) if url}
    assert {dict(parse_qsl(urlsplit(url).query))["category"] for url in numbers} == {"06"}
    assert {url: str(list_behind(url, person).qs.count()) for url in numbers} == numbers
    url = next(iter(numbers))
    text = client.get(url).content.decode()
    assert "Behind the figure: Received · 2026-01-01 – 2026-03-31" in text
    assert INDICATORS["received"].chinese in text


def test_json_page_and_report_agree_and_are_of_the_own_cases(client):
    some_cases()
    for person, received in ((cast.manager(), 4), (cast.other_town_mediator(), 1)):
        visible = Dispute.objects.visible_to(person)
        answer = read(client, person, "/reports/figures.json", by="category")
        data = answer.json()
        made = report_of(
            visible, Period(date(2026, 3, 1), date(2026, 3, 31)), by="category", at=datetime.fromisoformat(data["at"])
        )
        wanted = as_json(made) | {"scope": data["scope"], "withheld": []}
        assert data == wanted
        assert data["total"]["figures"]["received"]["numerator"] == received
        totals = {indicator.code: figure.words for indicator, figure in shown_of(read(client, person))}
        assert totals["received"] is not None
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_few_people_are_withheld_outside_the_unions(client):
    some_cases()
    people = [code for code, row in INDICATORS.items() if row.people]
    for person, hides in ((cast.manager(), False), (cast.auditor(), True)):
        page = read(client, person, by="town", chapter="groups")
        found = {indicator.code for indicator, figure in shown_of(page) if figure.is_withheld}
        data = read(client, person, "/reports/figures.json", by="town", chapter="groups").json()
        assert (bool(found), bool(data["withheld"])) == (hides, hides)
        totals = page.context["sections"][0].totals
        assert {total.change for total in totals if total.before.is_withheld} == ({""} if hides else set())
        assert found <= set(people)
        for value, code in data["withheld"]:
            rows = {row["value"]: row for row in [*data["rows"], data["total"]]} | {"before": data["total_before"]}
            assert set(rows[value]["figures"][code].values()) == {None}
        narrowed = read(client, person, "/reports/figures.json", by="town", chapter="groups", category="06").json()
        values = [row["value"] for row in narrowed["rows"]] + ["", "before"]
        every = {(value, code) for value in values for code in people if code in data["versions"]}
        assert set(map(tuple, narrowed["withheld"])) == (every if hides else set())
        odd = read(client, person, by="town", chapter="groups", last="2026-03-30")
        assert ("Figures of people are given of whole months" in odd.text) == hides
        totals = odd.context["sections"][0].totals
        assert {total.now.is_withheld for total in totals if total.indicator.people} == {hides}


def test_behind_a_figure_of_few_people_is_no_list_for_who_does_not_work_on_the_cases(client):
    """Nor behind one that an address narrows to a few of them; page and file say the same words."""
    some_cases()
    year = {"first": "2026-01-01", "last": "2026-12-31", "figure": "workers"}
    of_town = year | {"by": "town", "of": str(cast.town().pk)}
    joint = {"by": "category,town", "of": f"06,{cast.other_town().pk}"}
    few = (
        year | joint, of_town, of_town | {"of": str(cast.other_town().pk)}, year | {"last": "2026-02-28"},
        of_town | {"of": f"0{cast.town().pk}"}, year | {"by": "industry"},  # other words for a row
        year | {"town": cast.other_town().pk}, year | {"q": Dispute.objects.earliest("pk").number},
        year | {"category": "06"}, year | {"figure": "received", "by": "worker_group", "of": "woman"},
    )  # fmt: skip
    many = (year, year | {"last": "2026-02-28", "figure": "received"})
    for person, query, is_withheld in (
        *((cast.auditor(), query, True) for query in few), *((cast.auditor(), query, False) for query in many),
        (cast.manager(), few[0], False),
    ):  # fmt: skip
        client.force_login(person)
        page = client.get("/cases/", query)
        shown_there = [row.number for row in Dispute.objects.all() if f">{row.number}<" in page.content.decode()]
        assert (WITHHELD in page.content.decode(), not shown_there) == (is_withheld, is_withheld), query
        assert ("In all the cases listed" in page.content.decode()) == (
            query["figure"] == "workers" and not is_withheld
        )
        file = client.get("/cases/export/", query, follow=True)
        assert b"".join(file)
        assert ("Content-Disposition" in file, list(map(str, file.context["messages"])) if is_withheld else []) == (
            not is_withheld, [WITHHELD] * is_withheld
        )  # fmt: skip


@pytest.mark.once
def test_every_definition_is_on_the_page_and_among_the_definitions(client):
    pages = [
        read(client, cast.manager(), page).content.decode() for page in ("/reports/figures/", "/reports/definitions/")
    ]
    for page in pages:
        assert [code for code, row in INDICATORS.items() if row.chinese not in page] == []
    one = read(client, cast.manager(), chapter="work").context["sections"]
    assert [section.label for section in one] == [str(CHAPTERS[0].label)]


@pytest.mark.once
@pytest.mark.parametrize("page", ["/reports/figures/", "/reports/figures.json", "/reports/"])
def test_bad_input_is_named_and_kept(client, page):
    client.force_login(cast.manager())
    for query, field in (
        ({"first": "2026-04-01"}, "last"), ({"first": "soon"}, "first"), ({"last": "2026-02-30"}, "last"),
        ({"first": "0001-01-01"}, "first"), ({"town": "999999"}, "town"), ({"town": "99999999999999999999"}, "town"),
        ({"category": "77"}, "category"), ({"level": "world"}, "level"), ({"by": "mood"}, "by"),
        ({"chapter": "poems"}, "chapter"), ({"first": "2000-01-01", "by": "month"}, "by"),
    ):  # fmt: skip
        if page == "/reports/" and field in ("by", "chapter"):
            continue
        response = client.get(page, MARCH | query)
        if page.endswith("json"):
            assert (response.status_code, list(response.json()["errors"])) == (422, [field])
            continue
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field]), query
        assert {name: response.context["form"][name].value() for name in query} == query
        assert [name in response.context for name in ("sections", "cards")] == [False, False]


@pytest.mark.once
def test_an_address_behind_no_figure_is_told_and_lists_nothing(client):
    case = make_dispute("accepted")
    client.force_login(cast.manager())
    march = {"first": "2026-03-01", "last": "2026-03-31"}
    for query in (
        {"figure": "junk"}, {"figure": "received", "first": "soon"}, {"figure": "received", "side": "denominator"},
        {"figure": "received", "side": "left"}, {"figure": "received", "by": "mood", "of": "1"},
        {"figure": "received", "by": "month", "of": "2026-07"},
    ):  # fmt: skip
        page = client.get("/cases/", march | query)
        assert (page.status_code, case.number in page.content.decode()) == (422, False), query
    for value, listed_there in (("99999999999999999999", False), ("-1", False), ("none", True)):
        page = client.get("/cases/", march | {"figure": "received", "by": "town", "of": value})
        assert (page.status_code, case.number in page.content.decode()) == (200, listed_there)
    for person in (cast.worker_user(), cast.town_mediator(), case.handler):  # numbers tried out tell no names
        page = client.get("/cases/", march | {"figure": "received", "by": "handler", "of": person.pk})
        assert (f"Handler: {person.display_name}" in page.text) == (person == case.handler)


@pytest.mark.once
def test_a_period_without_any_case_has_dashes_and_no_percentage(client):
    figures = [figure for _indicator, figure in shown_of(read(client, cast.manager(), by="month"))]
    assert {figure.words for figure in figures} <= {"0", "—", "¥0.00"}
    assert {figure.url for figure in figures} == {""}
    assert "no data" in read(client, cast.manager()).content.decode()
    assert read(client, cast.manager(), "/reports/").status_code == 200


def test_queries_do_not_grow_with_cases(client):
    counts = []
    for make in (some_cases, more_cases):
        make()
        counts.append([queries(client, page, by) for page, by in (("figures/", "town"), ("figures/", ""), ("", ""))])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= MOST_QUERIES


def queries(client, page, by):
    client.force_login(cast.manager())
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/reports/{page}", MARCH | {"by": by, "all": "1"}).status_code == 200
    return sum(query["sql"].startswith("SELECT") for query in captured)


def test_rows_by_each_group(client):
    make_dispute("registered", town=cast.town())
    for by, group in GROUPS.items():
        page = read(client, cast.manager(), by=by, chapter="work")
        assert (page.status_code, page.context["by_label"]) == (200, str(group.label))


def test_groups_are_counted_together_in_selects_or_in_one_word(client):
    some_cases()
    person = cast.manager()
    page = read(client, person, by=["month", "town", "category"], chapter="work", first="2026-01-01")
    section = page.context["sections"][0]
    assert page.context["by_label"] == "Month · Town · Dispute type"
    names = [row.label for row in section.rows]
    assert [name[:7] for name in names] == sorted(name[:7] for name in names)
    for town in (cast.town(), cast.other_town()):
        assert any(name.startswith(f"2026-03 · {town.short_name} · ") for name in names)
    assert "Rows are only the combinations that occur." in page.content.decode()
    numbers = {url: words for words, url in numbers_of(page) if "by=" in url}
    assert {url: str(list_behind(url, person).qs.count()) for url in numbers} == numbers
    assert "Month: 2026-03 · Town: " in client.get(next(url for url in numbers if "2026-03%2C" in url)).content.decode()
    one = read(client, person, by="month,town,category", chapter="work", first="2026-01-01")
    assert [row.label for row in one.context["sections"][0].rows] == names


@pytest.mark.once
@pytest.mark.parametrize(
    ("by", "words"),
    [("month,year", "divide the same time"), ("town,town", "Choose different groups"),
        ("month,town,level,channel", "Three groups at most"), ("town,colour", "There is no group")],
)  # fmt: skip
def test_groups_that_do_not_go_together_are_told_so(client, by, words):
    page = read(client, cast.manager(), by=by)
    data = read(client, cast.manager(), "/reports/figures.json", by=by)
    assert (page.status_code, data.status_code) == (422, 422)
    assert words in page.content.decode()
    assert words in data.json()["errors"]["by"][0]


def test_too_many_figures_are_no_answer(client, monkeypatch):
    make_dispute("registered")
    monkeypatch.setattr("mediation.reports.tally.MOST_FIGURES", 3)
    person = cast.manager()
    assert read(client, person, by="town", chapter="work").status_code == 422
    data = read(client, person, "/reports/figures.json", by="town")
    assert (data.status_code, list(data.json()["errors"])) == (422, ["__all__"])
    assert Snapshot.objects.count() == 0


def test_the_page_asks_for_its_chapters_which_together_are_the_whole(client):
    some_cases()
    whole = read(client, cast.manager(), by="town").content.decode()
    page = client.get("/reports/figures/", MARCH | {"by": "town"})
    asked = [html.unescape(part) for part in re.findall(r'hx-get="([^"]+)"', page.content.decode())]
    assert [part.rpartition("part=")[2] for part in asked] == [chapter.code for chapter in CHAPTERS]
    assert "sections" not in page.context
    for part in asked:
        text = client.get(f"/reports/figures/{part}").content.decode()
        assert "<html" not in text
        assert [line for line in text.splitlines() if line.strip() and line not in whole] == []


def test_a_period_that_is_not_over_says_so_where_it_is_read_and_where_it_is_published(client):
    words = "This period is not over"
    for page in ("/reports/", "/reports/figures/", "/reports/snapshots/new/"):
        told = [words in read(client, cast.manager(), page, last=last).text for last in ("2026-03-31", "2199-12-31")]
        assert told == [False, True], page
    asked = ({"last": last, "by": "", "chapter": "work"} for last in ("2026-03-31", "2199-12-31"))
    data = [read(client, cast.manager(), "/reports/figures.json", **query).json() for query in asked]
    assert [found["unfinished"] for found in data] == [False, True]
    this = period_of(timezone.localdate(), "month")
    before, after = this.before(), this.after()
    page = read(client, cast.manager(), by="month", chapter="work", first=before.first, last=after.last)
    labels = [row.label for row in page.context["sections"][0].rows]
    assert (labels[0], labels[2]) == (f"{before.first:%Y-%m}", f"{after.first:%Y-%m} (not over)")
