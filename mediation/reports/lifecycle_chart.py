"""A machine as a picture: each state a line from top to bottom, each verb a row from its states to the next ones.

Rows never cross each other, so every transition can be read at any width. Numbers are SVG user units.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mediation.machine import StrOrPromise
from mediation.reports.lifecycle import Arrow, Graph

COLUMN, ROW, MARGIN = 27, 28, 14
WIDTH = 352  # at least: a machine of few states is drawn to the scale of the others
EM = 11  # of the words on the rows
HEAD_EM = 12  # of the names of the states
REACH, POINT = 6, 5  # distance of an arrowhead from the line of its state, half its width


class Point(NamedTuple):
    """A place in the picture."""

    x: int
    y: int


@dataclass(frozen=True)
class Column:
    """The line of a state."""

    x: int
    label: str


@dataclass(frozen=True)
class Lane:
    """One verb: words above a line, dots where it starts, rings and arrowheads where it leads."""

    label: str
    anchor: str  # start or end
    words: Point
    left: int
    right: int
    y: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    heads: tuple[str, ...]  # points of the arrowheads
    backwards: bool
    stays: bool
    led: bool


@dataclass(frozen=True)
class Picture:
    """One machine, ready to be drawn."""

    name: str
    title: StrOrPromise
    width: int
    height: int
    head: int  # height of the names
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]


def draw(graph: Graph) -> Picture:
    """The picture of a machine: verbs that move a case first, then those that leave its state as it is."""
    across = COLUMN * (len(graph.states) - 1)
    width = max(across + 2 * MARGIN, WIDTH)
    places = {state.code: (width - across) // 2 + COLUMN * number for number, state in enumerate(graph.states)}
    head = max(round(_length(str(state.label), HEAD_EM)) for state in graph.states) + 12
    arrows = sorted(graph.arrows, key=lambda arrow: not arrow.targets)
    lanes = [_lane(arrow, places, width, head + ROW * (n + 1)) for n, arrow in enumerate(arrows)]
    columns = [Column(places[state.code], str(state.label)) for state in graph.states]
    height = head + ROW * len(lanes) + MARGIN
    return Picture(graph.name, graph.title, width, height, head, tuple(columns), tuple(lanes))


def _lane(arrow: Arrow, places: dict[str, int], width: int, y: int) -> Lane:
    starts = [places[code] for code in arrow.sources]
    ends = [places[code] for code in arrow.targets]
    left, right = min(starts + ends), max(starts + ends)
    label = str(arrow.label)
    at_the_end = left + _length(label, EM) > width - 2
    return Lane(
        label=label, anchor="end" if at_the_end else "start",
        words=Point(width - 2 if at_the_end else left, y - 9),
        left=left, right=right, y=y, starts=tuple(starts), ends=tuple(ends),
        heads=tuple(head for end in ends for head in _heads(end, starts, y)),
        backwards=bool(ends) and max(ends) < min(starts), stays=not ends, led=arrow.led,
    )  # fmt: skip


def _heads(end: int, starts: Sequence[int], y: int) -> list[str]:
    """An arrowhead on each side from which something comes."""
    heads = []
    for side in (-1, 1):
        if any((start - end) * side > 0 for start in starts):
            tip, back = end + side * REACH, end + side * (REACH + 8)
            heads.append(f"{tip},{y} {back},{y - POINT} {back},{y + POINT}")
    return heads


def _length(text: str, em: float) -> float:
    """About how long the text is when set: Hanzi one em, other characters little more than half."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return em * (wide + 0.56 * (len(text) - wide))
