"""The sheet of GB/T 9704-2012: its grid, and the operations drawn on it.

All lengths are points (1/72 inch) from the lower left corner, unless a name says mm.
"""

from dataclasses import dataclass, field
from typing import Any

from documents.justify import Run

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, TOP = 28 * MM, HEIGHT - 37 * MM  # 订口, 天头
MEASURE, DEPTH = 156 * MM, 225 * MM  # 版心
RIGHT, BOTTOM = LEFT + MEASURE, TOP - DEPTH
CELL = MEASURE / 28  # 28 characters a line
BODY = 16.0  # 3号 (15.75 pt; word processors use 16)
SMALL = 14.0  # 4号
TITLE = 22.0  # 2号
PITCH = (DEPTH - CELL) / 21  # 22 lines a page
# Pitches tried in turn so that no page holds only the signature (7.3.5.5): the standard one first.
PITCHES = (PITCH, 29.0, 28.4, 27.8, 30.4, 31.2)
ASCENT = 0.88  # em, of every font used


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """What an operation is part of, for those who have the letter read to them; one object is one element.

    kind is a structure type of ISO 32000-1, 14.8.4: H1, P, L, LI, LBody, Table, TR, TH, TD, Figure. Of a table cell:
    scope is what a TH heads, span how many columns it takes.
    """

    kind: str
    parent: "Element | None" = None
    alt: str = ""
    scope: str = "Column"
    span: int = 1


ARTIFACT = Element("Artifact")  # page numbers, repeated headings: nobody wants them read out


@dataclass(frozen=True, slots=True)
class Text:
    """Runs on one base line; without an element it is a paragraph by itself."""

    y: float
    size: float
    runs: tuple[Run, ...]
    colour: str = "black"
    element: Element | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle: rules and table lines."""

    x: float
    y: float
    width: float
    height: float
    colour: str = "black"


@dataclass(frozen=True, slots=True)
class Seal:
    """A drawn seal with its centre; lengths in points. It lies under the text."""

    x: float
    y: float
    text: str
    diameter: float
    border: float
    star: float
    note: str


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code, lower left corner at x, y; `said` is what it is for who has it read out."""

    x: float
    y: float
    size: float
    data: str
    said: str = "核验二维码"


@dataclass(frozen=True, slots=True)
class Mark:
    """A large grey word across the page."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of reportlab.graphics, lower left corner at x, y; it holds no text. `element` is its Figure.

    Of the operations of a figure it comes last.
    """

    x: float
    y: float
    width: float
    height: float
    drawing: Any
    element: Element


Operation = Text | Bar | Seal | Code | Mark | Picture


@dataclass
class Page:
    """The operations of one page."""

    operations: list[Operation] = field(default_factory=list)
