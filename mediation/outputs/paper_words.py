"""The sentences at the beginning of the printed report, in Chinese, each only of figures that were asked for."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from mediation.reports.figure import Figure
from mediation.reports.printed import percent
from mediation.reports.statement import Statement

RATES = (
    "clearance", "closing", "on_time", "resolution", "mediation_success", "performance", "satisfaction",
    "reply_on_time", "correction",
)  # fmt: skip
SUMS = ("money_claimed", "money_agreed", "money_received")
MOST_SHARE = 10  # times the period before: beyond, a percentage tells that the records had just begun


def summary(statement: Statement) -> Iterator[str]:
    """Paragraphs: work, rates, money."""
    report = statement.main
    hidden = {code for value, code in statement.hidden(report) if value == report.total.value}
    now = {code: figure for code, figure in report.total.figures.items() if code not in hidden}
    before = report.total_before.figures
    if not any(figure.numerator or figure.n for figure in before.values()):
        before = dict.fromkeys(before, Figure())  # the records begin later: nothing to compare with
    work = list(_work(now, before))
    if work:
        yield "统计期内，" + "；".join(work) + "。"
    rates = [
        f"{statement.definitions[code].chinese}{percent(value)}%（{now[code].numerator}/{now[code].denominator}）"
        for code in RATES
        if code in now and (value := now[code].value) is not None
    ]
    if rates:
        yield "主要比率（括号内为分子/分母）：" + "，".join(rates) + "。"
    sums = [
        f"{statement.definitions[code].chinese}{now[code].value:,.2f}元{_against(now[code], before[code], '元')}"
        for code in SUMS
        if code in now and now[code].value is not None
    ]
    if sums:
        yield "涉案金额方面，" + "；".join(sums) + "。"


def _work(now: Mapping[str, Figure], before: Mapping[str, Figure]) -> Iterator[str]:
    for code, words in (
        ("received", "共收到劳动争议案件{}件"), ("closed", "办结{}件"), ("not_accepted", "其中不予受理{}件"),
        ("carried_over", "上期结转{}件"), ("open_at_end", "期末未结{}件"),
    ):  # fmt: skip
        if code in now and now[code].value is not None:
            yield words.format(f"{now[code].value:,.0f}") + _against(now[code], before[code], "件")


def _against(now: Figure, before: Figure, unit: str) -> str:
    """，比上期增加4件（14.8%）: the share only of a period before with enough in it."""
    if now.value is None or before.value is None:
        return ""
    difference = now.value - before.value
    if not difference:
        return "，与上期持平"
    amount = f"{abs(difference):,.2f}" if unit == "元" else f"{abs(difference):,.0f}"
    compares = before.value > Decimal(0) and abs(difference) < MOST_SHARE * before.value
    share = f"（{percent(abs(difference) / before.value)}%）" if compares else ""
    return f"，比上期{'增加' if difference > 0 else '减少'}{amount}{unit}{share}"
