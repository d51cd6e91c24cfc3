"""Justification: the boxes of one broken line in, runs of characters at their places out. Pure."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from documents.han import SLACK, Box, Setting

MOST_STRETCH = 0.125  # em a gap; a line that needs more (before a number of 18 digits) ends where its text ends


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font from `x`, `spacing` points added after each."""

    font: str
    text: str
    x: float
    spacing: float = 0.0


def place(out: Sequence[Box], x: float, width: float, setting: Setting, *, first: bool, last: bool) -> list[Run]:
    """The runs of one line that starts at `x` and is `width` points wide."""
    while out and out[-1].text == " ":
        out = out[:-1]
    if not out:
        return []
    extra = width - sum(box.width for box in out)
    left, right = [0.0] * len(out), [0.0] * len(out)
    # gaps are equal, and none is inside a Latin word
    grows = [not (one.latin and two.latin) for one, two in itertools.pairwise(out)] + [False]
    gap = 0.0
    if extra < -SLACK:
        _take_blank(out, -extra, left, right, lead=not first)
    elif setting.justify and not last:
        gap = extra / max(1, sum(grows))
        gap = gap if gap <= MOST_STRETCH * setting.size else 0.0
    line = _Line()
    pen = x
    for index, box in enumerate(out):
        step = box.width - left[index] - right[index] + (gap if grows[index] else 0.0)
        # the glyph's own origin lies left of the pen by the blank that went; a space is set, or words are read as one
        line.add(box, pen - box.shift - left[index], pen + step)
        pen += step
    return line.runs()


class _Line:
    """Collects glyphs into runs: a run goes on while each glyph stands where its spacing puts it."""

    def __init__(self) -> None:
        self._open: list[tuple[str, list[str], float, float]] = []
        self._next = 0.0

    def add(self, box: Box, x: float, end: float) -> None:
        """Add a glyph at `x`, whose successor is to stand at `end`."""
        if self._open and self._open[-1][0] == box.font and abs(self._next - x) < SLACK:
            x, spacing = self._next, self._open[-1][3]  # where the run puts it: small errors do not add up
            self._open[-1][1].append(box.text)
        else:
            spacing = end - x - box.natural
            self._open.append((box.font, [box.text], x, spacing))
        self._next = x + box.natural + spacing

    def runs(self) -> list[Run]:
        """The runs of the line from left to right."""
        return [Run(font, "".join(text), x, spacing) for font, text, x, spacing in self._open]


def _take_blank(out: Sequence[Box], need: float, left: list[float], right: list[float], *, lead: bool) -> None:
    """Share out a squeeze of `need` points: the last mark first, then the first one, then the rest."""
    right[-1] = min(need, out[-1].right)
    need -= right[-1]
    if lead:
        left[0] = min(need, out[0].left)
        need -= left[0]
    inner = [(index, box) for index, box in enumerate(out) if index != len(out) - 1]
    total = sum((box.left if index else 0.0) + box.right for index, box in inner)
    share = min(1.0, need / total) if total else 0.0
    for index, box in inner:
        right[index] += box.right * share
        left[index] += box.left * share if index else 0.0
