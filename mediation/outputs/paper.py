"""A statement as the printed report (统计月报、年报): what its pages say, in Chinese; the print shop sets them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from django.utils import timezone, translation

from documents.charts import Chart, Series
from documents.fields import chinese_date
from documents.grid import Grid
from documents.statistics import Block, Heading, Prose, Statistics, statistics_pdf
from documents.volume import Cover
from mediation.outputs.paper_words import summary
from mediation.reports.divisions import COMMA, is_joint
from mediation.reports.groups import GROUPS, Steps
from mediation.reports.periods import Period
from mediation.reports.printed import Line, lines_of, shown_in, unit_of
from mediation.reports.report import Report
from mediation.reports.statement import Definition, Statement

WORK = "劳动争议调解工作统计"
TITLES = {"month": "月报", "quarter": "季报", "year": "年报", "": "报告"}
ORDINALS = "一二三四五六七八九十"
CHARTED = ("received", "closed", "open_at_end")
MOST_ROWS, PAIRED_ROWS = 50, 24  # of a chart, of one with two bars a row
MOST_JOINT = 150  # rows of groups counted together: the workbook has all
SHARES = (0.265, 0.065, 0.16, 0.08, 0.09, 0.15, 0.19)  # of the table of indicators
KEYS = (  # that are divided by groups where all of them would be too many to read
    "received", "closed", "open_at_end", "overdue", "clearance", "on_time", "resolution", "mediation_success",
    "performance", "satisfaction", "reply_on_time", "correction", "workers", "money_claimed", "money_agreed",
    "money_received", "days_net", "days_to_contact",
)  # fmt: skip
MOST_DIVIDED = len(KEYS)
ACROSS = 6  # columns of a table of groups, besides the first; money takes the room of two
UNFINISHED = "统计期间尚未结束：期末前到期的期限，均按已到期统计；本报告为阶段性数据。"
NOTE = "本报告所列比率均同时列出分子和分母，各项指标的定义和版本见“统计方法说明”。"


@dataclass(frozen=True)
class Frozen:
    """What the cover says of a snapshot besides."""

    number: str
    title: str
    reason: str
    sha256: str


def paper_of(statement: Statement, frozen: Frozen | None = None) -> bytes:
    """The report as a PDF, made of the statement alone: the same bytes at any time."""
    with translation.override("zh-hans"):
        cover, blocks = _cover(statement, frozen), list(_blocks(statement))
    return statistics_pdf(Statistics(title_of(statement.main.period), statement.unit, cover, blocks, statement.at))


def title_of(period: Period) -> str:
    """劳动争议调解工作统计月报 of a month; 季报, 年报, 报告 of what is no whole step of the calendar."""
    return WORK + TITLES[period.step]


def period_words(period: Period) -> str:
    """2026年10月, 2026年第3季度, 2026年, or both days."""
    first = period.first
    match period.step:
        case "year":
            return f"{first.year}年"
        case "quarter":
            return f"{first.year}年第{(first.month + 2) // 3}季度"
        case "month":
            return f"{first.year}年{first.month}月"
    return f"{chinese_date(first)}至{chinese_date(period.last)}"


def _cover(statement: Statement, frozen: Frozen | None) -> Cover:
    report, at = statement.main, timezone.localtime(statement.at)
    cells = [
        ("统计期间", f"{chinese_date(report.period.first)}至{chinese_date(report.period.last)}"),
        ("对比期间", f"{chinese_date(report.before.first)}至{chinese_date(report.before.last)}"),
        ("数据截至", f"{chinese_date(at.date())} {at:%H:%M}"),
        ("统计范围", statement.scope),
        ("筛选条件", "；".join(f"{label}：{value}" for label, value in statement.filters) or "无"),
    ]  # fmt: skip
    if frozen:
        cells += [("报表编号", frozen.number), ("题名", frozen.title), ("编制事由", frozen.reason)]
    cells.append(("编制", f"{statement.unit} {statement.by}"))
    notes = [NOTE, *([UNFINISHED] if statement.is_unfinished else [])]
    if frozen:
        notes.append(f"本报告为快照，数据一经冻结不再变化。校验值（SHA-256）：{frozen.sha256}")
    return Cover(statement.unit, title_of(report.period), cells, notes)


def _blocks(statement: Statement) -> Iterator[Block]:
    """The chapters, numbered 一 to 十."""
    chapters = [("总体情况", _overview(statement)), ("变化趋势", _trend(statement))]
    chapters += [
        (f"分组情况：{statement.heading(report.by)}", _group(statement, report))
        for report in statement.reports
        if report.by and report.rows
    ]
    chapters.append(("统计方法说明", _method(statement)))
    for ordinal, (name, blocks) in zip(ORDINALS, chapters, strict=False):
        yield Heading(f"{ordinal}、{name}", new_page=name == "统计方法说明")
        yield from blocks


def _overview(statement: Statement) -> Iterator[Block]:
    """What happened, in sentences; then every indicator with what it is made of."""
    yield from (Prose(text) for text in summary(statement))
    lines = list(lines_of(statement))
    for chapter in dict.fromkeys(line.definition.chapter for line in lines):
        yield Prose(f"主要指标：{chapter}", fine=True, keep=True)
        rows = tuple(_row(line) for line in lines if line.definition.chapter == chapter)
        yield Grid(("指标", "单位", "本期", "分子", "分母", "上期", "增减"), rows, left=frozenset({1}), shares=SHARES)


def _row(line: Line) -> tuple[str, ...]:
    name = line.definition.chinese
    if line.definition.kind == "spread":
        name += "（中位数）" if line.part == "value" else "（90%分位数）"
    under = f"n={line.n}" if line.n else line.denominator
    return name, unit_of(line.definition), line.now, line.numerator, under, line.before, line.change


def _trend(statement: Statement) -> Iterator[Block]:
    report = statement.trend
    yield Prose(f"{period_words(report.period)}各月收案、结案和期末未结（件）", fine=True, keep=True)
    yield _chart(statement, report, list(report.indicators), "各月收案、结案和期末未结的柱状图，数字见下表")
    yield from _grids(statement, report)


def _group(statement: Statement, report: Report) -> Iterator[Block]:
    """A chart of what came in and is left, then the tables."""
    codes = [code for code in CHARTED if code in report.indicators]
    codes = codes[: 2 if len(report.rows) <= PAIRED_ROWS else 1]
    heading = statement.heading(report.by)
    if codes and len(report.rows) <= MOST_ROWS and not is_joint(report.by) and not statement.hidden(report):
        names = "、".join(statement.definitions[code].chinese for code in codes)
        yield Prose(f"各{heading}{names}（件）", fine=True, keep=True)
        yield _chart(statement, report, codes, f"各{heading}{names}的条形图，数字见下表")
    yield from _grids(statement, report)


def _chart(statement: Statement, report: Report, codes: list[str], alt: str) -> Chart:
    series = tuple(
        Series(statement.definitions[code].chinese, tuple(row.figures[code].numerator for row in report.rows))
        for code in codes
    )
    lying = not isinstance(GROUPS.get(report.by), Steps)
    labels = tuple(_month(row.value) if report.by == "month" else row.label for row in report.rows)
    return Chart(labels, series, alt, lying)


def _month(value: str) -> str:
    """1月 of 2026-01, with the year at its beginning."""
    day = date.fromisoformat(f"{value}-01")
    return f"{day.month}月"


def _grids(statement: Statement, report: Report) -> Iterator[Block]:
    """The rows of the report, as many tables as it takes for the indicators."""
    codes = report.indicators
    if len(codes) > MOST_DIVIDED:
        codes = tuple(code for code in KEYS if code in codes) or codes[:MOST_DIVIDED]
    definitions = [statement.definitions[code] for code in codes]
    hidden, heading = statement.hidden(report), statement.heading(report.by)
    printed = report.rows[:MOST_JOINT] if is_joint(report.by) else report.rows
    if not definitions:
        return
    for chosen in _side_by_side(definitions):
        rows = [
            (row.label, *(shown_in(one, row.value, row.figures[one.code], hidden) for one in chosen)) for row in printed
        ]
        total = ("合计", *(shown_in(one, "", report.total.figures[one.code], hidden) for one in chosen))
        yield Grid((heading, *map(_head, chosen)), (*rows, total), has_total=True, whole=True)
    if len(codes) < len(report.indicators):
        yield Prose("注：分组只列主要指标，其余指标的分组数据见电子表格。", fine=True)
    if len(printed) < len(report.rows):
        yield Prose(f"注：共{len(report.rows)}种组合，按顺序列出前{len(printed)}种，其余见电子表格。", fine=True)
    if is_joint(report.by):
        yield Prose("注：只列实际出现的组合。", fine=True)
    if "worker_group" in report.by.split(COMMA):
        yield Prose("注：一案涉及两类以上特殊群体的，在各类中分别计数，合计不等于各行之和。", fine=True)


def _side_by_side(definitions: list[Definition]) -> list[list[Definition]]:
    """Tables of about the same width, in order."""
    widths = [2 if one.unit == "yuan" else 1 for one in definitions]
    tables = math.ceil(sum(widths) / ACROSS)
    found: list[list[Definition]] = [[] for _table in range(tables)]
    for one, width, right in zip(definitions, widths, accumulate(widths), strict=True):
        found[int((right - width / 2) * tables / sum(widths))].append(one)
    return [chosen for chosen in found if chosen]


def _head(definition: Definition) -> str:
    """The name of a column, with the unit where it is neither cases nor per cent."""
    plain = definition.unit == "cases" or definition.kind == "rate"
    return definition.chinese if plain else f"{definition.chinese}（{unit_of(definition)}）"


def _method(statement: Statement) -> Iterator[Block]:
    at = timezone.localtime(statement.at)
    yield Prose(
        f"数据截至{chinese_date(at.date())}{at:%H:%M}，统计范围为{statement.scope}。比率保留一位小数，四舍五入，"
        "比率的增减按未取整的数值计算；分母为零的比率以“–”表示。天数列出中位数和90%分位数（最近秩法）及样本数n。"
        + ("一至四人的人数以“<5”表示，并隐去可以推算的数字。" if statement.hides else "")
    )
    yield Prose("各项指标的定义如下，括号内为定义的版本。", fine=True)
    for row in statement.definitions.values():
        parts = [row.formula] + [
            f"{name}：{text}"
            for name, text in (
                ("分子", row.numerator),
                ("分母", row.denominator),
                ("不含", row.exclusions),
                ("依据", row.source),
            )
            if text
        ]
        yield Prose(
            "；".join(part.rstrip("。；") for part in parts) + "。", True, f"{row.chinese}（第{row.version}版）　"
        )
