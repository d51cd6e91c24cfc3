"""Article numbers: 38 and 276-1 as they are kept, 第三十八条 and 第二百七十六条之一 as they are printed."""

import re

DIGITS = "零一二三四五六七八九"
CHINESE = "零〇一二两三四五六七八九十百千"
_ARTICLE = re.compile(rf"第?([{CHINESE}]+|[0-9]{{1,4}})条?(?:之([{CHINESE}]+|[0-9]{{1,2}}))?")
KEPT = re.compile(r"[1-9][0-9]{0,3}(?:-[1-9][0-9]?)?")  # a number as it is kept


def chinese(number: int) -> str:
    """38 as 三十八; ValueError outside 1 to 9,999."""
    if not 0 < number < 10_000:
        raise ValueError(number)
    words, left, gap = "", number, False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, left = divmod(left, unit)
        if not digit:
            gap = bool(words)
            continue
        ten = unit == 10 and digit == 1 and not words  # 十八, not 一十八
        words += ("零" if gap else "") + ("" if ten else DIGITS[digit]) + name
        gap = False
    return words


def number(words: str) -> int:
    """三十八 or 38 as 38; ValueError for what is no number."""
    if words.isascii():
        return int(words)
    total = digit = 0
    for character in words.replace("〇", "零").replace("两", "二"):
        if character in DIGITS:
            digit = DIGITS.index(character)
            continue
        total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
        digit = 0
    return total + digit


def kept(words: str) -> str:
    """第三十八条, 三十八, 38 or 第38条之一 as an article is kept: 38, 38-1. ValueError for anything else."""
    found = _ARTICLE.fullmatch(words.strip())
    if found is None:
        raise ValueError(words)
    main, sub = number(found[1]), number(found[2]) if found[2] else 0
    if not 0 < main < 10_000:
        raise ValueError(words)
    return f"{main}-{sub}" if sub else str(main)


def printed(article: str) -> str:
    """38 as 第三十八条, 276-1 as 第二百七十六条之一."""
    main, _dash, sub = article.partition("-")
    return f"第{chinese(int(main))}条" + (f"之{chinese(int(sub))}" if sub else "")


def order(article: str) -> tuple[int, int]:
    """By which articles are sorted."""
    main, _dash, sub = article.partition("-")
    return int(main), int(sub or 0)
