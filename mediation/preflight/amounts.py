"""Amounts: in figures and in words (大写) the same, and the parts the whole."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from mediation.preflight.draft import Draft, Finding

DIGITS = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"〇": 0}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_CAPITAL = "[零〇壹贰叁肆伍陆柒捌玖拾佰仟]"
_CENTS = rf"(?:{_CAPITAL}角)?(?:零?{_CAPITAL}分)?[整正]?"
_WORDS = rf"(?P<words>{_CAPITAL}[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]{{0,30}}[元圆]{_CENTS})"
_FIGURES = r"(?:(?<=[¥￥])|(?<![0-9.,])(?=[0-9,.]+万?[元圆]))(?P<figures>[0-9][0-9,]{0,20}(?:\.[0-9]{1,2})?万?)[元圆]?"
_GAP = r"(?:[（(）)：:\s¥￥]|人民币|大写|小写|即|计){0,10}"
_BOTH = (re.compile(_FIGURES + _GAP + _WORDS), re.compile(_WORDS + _GAP + _FIGURES))
FIGURES = re.compile(r"(?<![0-9.,])([0-9][0-9,]{0,20}(?:\.[0-9]{1,2})?)(万)?元")


def in_words(draft: Draft) -> Iterator[Finding]:
    """An amount in words beside another one in figures."""
    for field, text in draft.texts():
        for words, figures in pairs(text):
            if read(words) != value(figures):
                said = _("“%(words)s” and “%(figures)s” are not the same amount.")
                yield draft.found(field.name, said % {"words": words, "figures": figures})


def total(draft: Draft) -> Iterator[Finding]:
    """The amounts of an agreement: its terms, and the instalments of the case, add up to its total."""
    if draft.letter.kind != "agreement" or not draft.content.get("amount"):
        return
    whole = Decimal(str(draft.content["amount"]))
    lines = [[value("".join(found)) for found in FIGURES.findall(line)] for line in draft.content.get("terms") or ()]
    paid = [line[0] for line in lines if len(line) == 1]
    if len(paid) > 1 and whole not in paid and sum(paid) != whole:
        words = _("The amounts of the terms add up to %(sum)s yuan, the total is %(total)s yuan.")
        yield draft.found("amount", words % {"sum": f"{sum(paid):,.2f}", "total": f"{whole:,.2f}"})
    agreement = draft.dispute.agreements.order_by("-pk").first()
    due = [line.amount for line in agreement.instalments.all() if line.amount] if agreement else []
    if due and sum(due) != whole:
        words = _("The instalments of the case add up to %(sum)s yuan, the total is %(total)s yuan.")
        yield draft.found("amount", words % {"sum": f"{sum(due):,.2f}", "total": f"{whole:,.2f}"})


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Each amount in words with the figures beside it."""
    for pattern in _BOTH:
        for found in pattern.finditer(text):
            yield found["words"], found["figures"]
        text = pattern.sub("\n", text)


def value(figures: str) -> Decimal:
    """12,000.50 or 1.2万 in yuan."""
    number = Decimal(figures.removesuffix("万").replace(",", ""))
    return number * 10_000 if figures.endswith("万") else number


def read(words: str) -> Decimal:
    """壹万贰仟元伍角整 in yuan."""
    yuan, _mark, rest = words.replace("圆", "元").partition("元")
    total = Decimal(_whole(yuan))
    for unit, worth in (("角", "0.1"), ("分", "0.01")):
        if unit in rest:
            before, _mark, rest = rest.partition(unit)
            total += DIGITS.get(before[-1:], 0) * Decimal(worth)
    return total


def _whole(words: str) -> int:
    for unit, worth in (("亿", 10**8), ("万", 10**4)):
        if unit in words:
            before, _mark, rest = words.rpartition(unit)
            return _whole(before) * worth + _whole(rest)
    total = digit = 0
    for character in words:
        if character in DIGITS:
            digit = DIGITS[character]
        else:
            total, digit = total + (digit or 1) * UNITS[character], 0
    return total + digit
