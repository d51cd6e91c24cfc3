"""The statistical report: whatever its figures and names, all of it stands on its pages, and is read aloud in order."""

import io
from datetime import UTC, datetime

import pypdf
import pytest

from documents.archive import Record
from documents.charts import LEGEND, TICKS, Chart, Series, nice_top
from documents.grid import Grid, draw_grid
from documents.render import render
from documents.rows import ROUNDING, length
from documents.sheet import BOTTOM, LEFT, MEASURE, RIGHT, TOP, Bar, Page, Picture, Text
from documents.statistics import Heading, Prose, Statistics, statistics_pages, statistics_pdf
from documents.volume import Cover
from tests.documents.judges import say
from tests.documents.test_tags import tree_of

AT = datetime(2026, 11, 23, tzinfo=UTC)
LONG = "诸暨市某某街道" * 28
COVER = Cover("江州市总工会", "劳动争议调解工作统计月报", [("统计期间", "2026年10月"), ("统计范围", LONG)], ["附注"])


def report(*blocks):
    return Statistics("统计月报", "江州市总工会", COVER, blocks, AT)


def chart(count, *, lying, series=2, most=7):
    names = tuple(LONG[:number] if number > 20 else f"{number}镇" for number in range(count))
    rows = tuple(Series(f"第{n}列", tuple((n + i) % (most + 1) for i in range(count))) for n in range(series))
    return Chart(names, rows, "图的说明", lying)


def grid(rows, columns=6, **more):
    head = ("镇街", *(f"指标{number}" for number in range(columns)))
    body = tuple((f"{number}镇", *["12,345,678.90"] * columns) for number in range(rows))
    return Grid(head, (*body, (LONG, *["<5"] * columns)), **more)


EVERYTHING = (
    Heading("一、总体情况"), Prose(LONG), Prose("表1", fine=True, keep=True), grid(70, has_total=True),
    Heading("二、趋势"), Prose("图1", fine=True, keep=True), chart(12, lying=False, most=12345), grid(0),
    Heading("三、镇街"), Prose("图2", fine=True, keep=True), chart(50, lying=True, series=1), chart(24, lying=True),
    Heading("四、说明", new_page=True), Prose("无此字\U0001f600，" + LONG, fine=True, strong="指标（第1版）"),
    chart(0, lying=True), chart(1, lying=False, most=0), chart(60, lying=False),
)  # fmt: skip


@pytest.fixture(scope="module")
def pages():
    return statistics_pages(report(*EVERYTHING))


def test_everything_stands_within_the_type_area(pages):
    for page in pages[1:]:
        *content, _number = page.operations
        for operation in content:
            match operation:
                case Text(y=y, runs=runs, size=size):
                    assert BOTTOM - ROUNDING <= y <= TOP
                    ends = [run.x + length("song", run.text.strip(), size) for run in runs]
                    assert all(run.x >= LEFT - 1 for run in runs)
                    assert max(ends, default=0) <= RIGHT + size
                case Picture(x=x, y=y, width=width, height=height):
                    assert (x, width) == (LEFT, MEASURE)
                    assert BOTTOM - ROUNDING <= y <= y + height <= TOP + ROUNDING
                case Bar(y=y):
                    assert BOTTOM - 2 <= y <= TOP + 2


def test_a_heading_and_a_caption_stand_with_what_follows(pages):
    for page in pages[1:]:
        kinds = [type(operation) for operation in page.operations]
        texts = ["".join(run.text for run in op.runs) for op in page.operations if isinstance(op, Text)]
        for mark in ("图1", "图2"):
            assert (mark not in texts) or Picture in kinds
        assert not texts[-2].startswith(("一、", "二、", "三、", "四、", "表1", "图1", "图2"))  # the last is the number


def rows_of(page):
    return {operation.y for operation in page.operations[:-1] if isinstance(operation, Text)}


def test_no_page_holds_a_line_or_two_of_what_stands_before():
    """Definitions are set closer where one or two would be left over; a total takes two rows with it."""
    for lines in range(129, 147):
        *_before, last = statistics_pages(report(*[Prose("指标的定义。", fine=True)] * lines))
        assert len(rows_of(last)) >= 4, lines
    for rows in range(18, 30):
        *_before, last = statistics_pages(report(grid(rows, has_total=True)))
        assert len(rows_of(last)) >= 4, rows


@pytest.mark.parametrize(
    ("left", "rows", "moves"), [(200, 12, True), (200, 6, False), (200, 40, False), (300, 20, False)]
)
def test_a_table_that_stays_whole_begins_on_the_next_page_where_little_is_left(left, rows, moves):
    """But for one that has room, one that no page holds, and where a third of the page would be left blank."""
    pages = [Page()]
    draw_grid(pages, Grid(("镇街", "件"), (("枫桥镇", "1"),) * rows, whole=True), BOTTOM + left)
    assert (not pages[0].operations) is moves


def test_it_is_read_aloud_with_its_charts_and_tables(tmp_path):
    pdf = statistics_pdf(report(*EVERYTHING))
    assert pdf == statistics_pdf(report(*EVERYTHING))
    tree = tree_of(pdf)
    kinds = [kid[0] for kid in tree[1:]]
    assert (kinds.count("Figure"), kinds.count("Table"), kinds.count("H2")) == (6, 3, 4)
    table = next(kid for kid in tree[1:] if kid[0] == "Table" and len(kid) > 60)
    assert [cell[0] for cell in table[1][1:]] == ["TH"] * 7
    assert [cell[0] for cell in table[2][1:]] == ["TH"] + ["TD"] * 6
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "无此字〓" in printed
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    assert "No syntax or stream encoding errors found" in say("qpdf", "--check", str(path))


@pytest.mark.parametrize("most", [1, 4, 5, 7, 39, 41, 999, 12_345, 1_000_000])
def test_an_axis_ends_at_a_round_number_that_holds_all(most):
    top = nice_top(most)
    assert most <= top <= max(TICKS, 2.5 * most)
    assert top % TICKS == 0


def test_bars_are_as_long_as_their_values_and_told_apart_in_black():
    drawn = Chart(("甲", "乙"), (Series("收", (2, 4)), Series("结", (1, None))), "图", lying=True)
    page = statistics_pages(report(drawn))[1]
    picture = next(operation for operation in page.operations if isinstance(operation, Picture))
    widths = [shape.width for shape in picture.drawing.contents if type(shape).__name__ == "Rect"][2:]
    assert widths[0] == pytest.approx(2 * widths[1])
    assert widths[2] == pytest.approx(4 * widths[1])
    assert widths[3] == 0
    hatched = [shape for shape in picture.drawing.contents if type(shape).__name__ == "Hatching"]
    assert len(hatched) == 2  # the legend and the one bar of the second series that has a length
    texts = ["".join(run.text for run in op.runs) for op in page.operations if isinstance(op, Text)]
    assert texts[:8] == ["收", "结", "甲", "2", "1", "乙", "4", "–"]
    assert drawn.depth > LEGEND


def statistics_twin():
    """The report as PDF/A-1, which a judge can read."""
    return render(statistics_pages(report(*EVERYTHING)), Record("统计月报", "江州市总工会", AT, 1))
