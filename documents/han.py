"""Chinese line breaking (避头尾): styled text in, lines of boxes out. Pure: fonts come in as a function.

A character is a box. Marks that may not start or end a line bind to their neighbour; marks lose blank before
gaps grow; a justified line ends exactly at the right edge, unless that tears it apart; no paragraph ends in a line
of one character.
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

OPENING = frozenset("（《〈「『【〔［｛“‘([{")
STOPS = frozenset("，。、；：？！")
CLOSING = frozenset("）》〉」』】〕］｝”’)]}")
NEVER_FIRST = STOPS | CLOSING | frozenset("…—·％‰℃°％%,.;:?!～")
PAIRED = frozenset("…—")  # ……, —— are one sign
WIDE_SIGNS = frozenset("“”‘’…—·‰℃°×÷±")
BREAK_AFTER = frozenset("-/@._?&=:,")  # inside long Latin tokens
LONG_TOKEN = 20  # characters; a credit code (18) stays whole
SLACK = 0.01  # points

# Never torn apart: a date, an article or a clause number, a document number, an amount, a term of days.
GROUPS = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月"
    r"|第[〇零一二三四五六七八九十百千\d]{1,7}[条款项章号]"
    r"|〔\d{4}〕\d{1,6}号|（\d{4}）|\d[\d,.]{0,15}(?:万元|亿元|元|%|％)|\d{1,6}个?(?:工作日|小时|日内|日|天|年|个月|名|人)"
)


class Measured(Protocol):
    """What the breaker asks of a glyph."""

    @property
    def font(self) -> str: ...

    @property
    def advance(self) -> float: ...


Measure = Callable[[str, str], Measured]  # (style, character) -> font and advance in em
Styled = tuple[str, str]  # (style, text)


@dataclass(frozen=True)
class Setting:
    """The measure of a paragraph, in points."""

    width: float
    size: float
    cell: float
    indent: float = 0.0
    justify: bool = True


@dataclass(slots=True)
class Box:
    """An unbreakable piece: a Hanzi, a mark, or part of a Latin word. All lengths in points."""

    text: str
    font: str
    natural: float  # advance of the font
    width: float  # advance on the grid, less what was squeezed for good
    left: float = 0.0  # blank that may still go on the left
    right: float = 0.0  # and on the right
    shift: float = 0.0  # ink moved left because the left blank went for good
    latin: bool = False
    tied: bool = False  # no break and no gap after it: a word goes on
    bound: bool = False  # no break after it, if that can be helped


def is_wide(character: str) -> bool:
    """True for characters that stand on the grid."""
    return ord(character) >= 0x2E80 or character in WIDE_SIGNS or 0x2160 <= ord(character) <= 0x27BF


def boxes(runs: Iterable[Styled], measure: Measure, setting: Setting) -> list[Box]:
    """The boxes of a paragraph, neighbouring marks already squeezed together."""
    out: list[Box] = []
    text = ""
    for style, part in runs:
        out += [Box(*_shape(style, character, measure, setting.size, setting.cell)) for character in part]
        text += part
    _tie_words(out, setting)
    _tie_spaces(out)
    _bind_groups(out, text)
    _squeeze(out)
    return out


Shape = tuple[str, str, float, float, float, float, float, bool]  # the first fields of a box, in their order


@functools.lru_cache(maxsize=16_384)
def _shape(style: str, character: str, measure: Measure, size: float, cell: float) -> Shape:
    """What a box of the character is before its neighbours are known; the same few hundred come again and again."""
    if character.isspace():
        space = cell if character == "\u3000" else size / 4
        return " ", measure(style, " ").font, measure(style, " ").advance * size, space, 0.0, 0.0, 0.0, False
    glyph = measure(style, character)
    natural = glyph.advance * size
    if not is_wide(character):
        return character, glyph.font, natural, natural, 0.0, 0.0, 0.0, True
    width = cell if abs(natural - size) < 0.02 * size else natural
    blank = width / 2 if width == cell else 0.0
    left = blank if character in OPENING else 0.0
    right = blank if not left and (character in CLOSING or character in STOPS) else 0.0
    return character, glyph.font, natural, width, left, right, 0.0, False


def _tie_words(out: list[Box], setting: Setting) -> None:
    """Tie the letters of Latin words; a token too long for the line may be cut."""
    limit = min(LONG_TOKEN * setting.size / 2, setting.width / 2)
    latin = [index for index, box in enumerate(out) if box.latin]
    for _offset, group in itertools.groupby(enumerate(latin), lambda pair: pair[1] - pair[0]):
        word = [index for _place, index in group]  # of neighbours
        start, end = word[0], word[-1] + 1
        width = sum(box.width for box in out[start:end])
        whole = end - start <= LONG_TOKEN and width <= setting.width / 2
        used = 0.0
        for box in out[start : max(start, end - 1)]:
            used += box.width
            cut = not whole and (box.text in BREAK_AFTER or used + setting.size > limit)
            box.tied = not cut
            used = 0.0 if cut else used


def _tie_spaces(out: list[Box]) -> None:
    """A space beside a mark does not lend that mark a line end or a line start."""
    for index, box in enumerate(out):
        if box.text == " " and index and index + 1 < len(out):
            before, after = out[index - 1], out[index + 1]
            if before.text in OPENING or (before.text == " " and before.tied):
                box.tied = True
            if after.text in NEVER_FIRST:
                _tie_back(out, index)


def _tie_back(out: list[Box], index: int) -> None:
    """Tie a run of spaces that ends at `index` to the box before it."""
    while index >= 0 and out[index].text == " ":
        out[index].tied = True
        index -= 1
    if index >= 0:
        out[index].tied = True


def _bind_groups(out: list[Box], text: str) -> None:
    if not any(character.isdigit() or character == "第" for character in text):
        return
    for match in GROUPS.finditer(text):
        for box in out[match.start() : match.end() - 1]:
            box.bound = True


def _squeeze(out: list[Box]) -> None:
    """Marks side by side share half a cell: ），  ）（  （《."""
    for one, two in itertools.pairwise(out):
        if one.right and (two.left or two.right):
            one.width -= one.right
            one.right = 0.0
        elif one.left and two.left:
            two.width -= two.left
            two.shift, two.left = two.left, 0.0


def may_break(one: Box, two: Box) -> bool:
    """True when a line may end between two boxes."""
    if one.tied or one.text in OPENING or two.text in NEVER_FIRST:
        return False
    return not (one.text == two.text and one.text in PAIRED)


def break_lines(out: Sequence[Box], setting: Setting) -> list[tuple[int, int]]:
    """The lines of a paragraph as (first box, box after the last)."""
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(out):
        if lines and out[start].text == " ":
            start += 1
            continue
        end = _line_end(out, start, setting.width - (0 if lines else setting.indent), first=not lines)
        lines.append((start, end))
        start = end
    _mend_last(out, lines, setting)
    return lines


def _line_end(out: Sequence[Box], start: int, width: float, *, first: bool) -> int:
    """Where the line from `start` ends: the fullest legal break, squeezing marks when that changes less."""
    best = weak = hard = 0  # legal; legal but inside a group; anywhere
    spare = used = inner = 0.0
    lead = 0.0 if first else out[start].left
    for index in range(start, len(out)):
        box = out[index]
        used += box.width
        over = used - width
        if over > inner / 2 + box.right + lead + SLACK:
            break
        after = index + 1
        if after == len(out) or may_break(box, out[after]):
            if over <= SLACK:
                best, weak, spare = (after, after, -over) if not box.bound else (best, after, spare)
            elif not box.bound:
                loose = spare / max(1, best - start - 1) if best else width
                return after if over / (after - start) <= loose * 1.2 else best
        if over <= SLACK and not box.tied:
            hard = after
        inner += box.left + box.right if index > start else box.right
    # A line less than half full looks worse than a date cut in two.
    if best and (weak == best or (spare <= width / 2)):
        return best
    return weak or hard or _word_end(out, start)


def _word_end(out: Sequence[Box], start: int) -> int:
    """The end of one word that is wider than its line."""
    end = start + 1
    while end < len(out) and out[end - 1].tied:
        end += 1
    return end


def _mend_last(out: Sequence[Box], lines: list[tuple[int, int]], setting: Setting) -> None:
    """No last line of one character (孤字不成行): it takes company from the line before."""
    if len(lines) < 2 or sum(_counts(box) for box in out[slice(*lines[-1])]) > 1:
        return
    (start, end), (_, stop) = lines[-2], lines[-1]
    width = setting.width - (setting.indent if len(lines) == 2 else 0)
    for cut in range(end - 1, start + 1, -1):
        if not may_break(out[cut - 1], out[cut]) or out[cut - 1].bound or out[cut].text == " ":
            continue
        if sum(box.width for box in out[start:cut]) < width * 0.6:
            return
        lines[-2:] = [(start, cut), (cut, stop)]
        return


def _counts(box: Box) -> int:
    """1 for a character, 0 for marks and spaces, 1 for each Latin letter."""
    return 0 if box.text == " " or box.text in NEVER_FIRST or box.text in OPENING else 1
