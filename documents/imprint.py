"""The foot of the last page: copies of a letter (抄送), the whole imprint of a file (版记; GB/T 9704-2012, 7.4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.content import Content
from documents.justify import Run
from documents.rows import length, lines, simple
from documents.sheet import BOTTOM, LEFT, MEASURE, MM, RIGHT, SMALL, TOP, Bar, Element, Operation, Page, Text

STEP = 24.5  # points between the lines of the imprint
OUTER, INNER = 0.35 * MM, 0.25 * MM  # its rules


@dataclass(frozen=True, slots=True)
class FootRow:
    """A line of the imprint; over it a rule of that thickness."""

    runs: tuple[Run, ...]
    element: Element
    rule: float = 0.0


def copies_rows(content: Content, rule: float = 0.0) -> list[FootRow]:
    """抄送 in 4号, one character in, turned lines under the first name, a full stop at the end (7.4.2)."""
    if not content.copies:
        return []
    lead, x = simple("fang", "抄送：", LEFT + SMALL, SMALL)
    placed = lines([("fang", "，".join(content.copies) + "。")], x, RIGHT - SMALL - x, size=SMALL)
    element = Element("P")
    first = FootRow((*lead, *placed[0]), element, rule)
    return [first, *(FootRow(runs, element) for runs in placed[1:])]


def imprint_rows(content: Content) -> list[FootRow]:
    """Copies, the issuing office one character in, and when it was printed, one character from the right (7.4.3)."""
    rows = copies_rows(content, OUTER)
    said = f"{content.date}印发"
    x = RIGHT - SMALL - length("fang", said, SMALL)
    element = Element("P")
    name = lines([("fang", content.issuer.name)], LEFT + SMALL, x - LEFT - 2 * SMALL, size=SMALL, justify=False)
    name[-1] = (*name[-1], *simple("fang", said, x, SMALL)[0])
    rules = [INNER if rows else OUTER] + [0.0] * (len(name) - 1)
    return rows + [FootRow(runs, element, rule) for runs, rule in zip(name, rules, strict=True)]


def draw_foot(pages: list[Page], rows: Sequence[FootRow], low: float) -> None:
    """The rows at the foot of the last page, whose text ends at `low`, or of pages of their own when they are many."""
    rows, is_ruled = list(rows), any(row.rule for row in rows)
    while rows:
        room = int((low - BOTTOM) // STEP)
        taken, rows = (rows, []) if len(rows) <= room else ([], rows) if low < TOP else (rows[:room], rows[room:])
        pages[-1].operations += _standing(taken)
        if rows:
            pages.append(Page())
            low = TOP
    if is_ruled:
        pages[-1].operations.append(Bar(LEFT, BOTTOM, MEASURE, OUTER))


def _standing(rows: Sequence[FootRow]) -> list[Operation]:
    """The rows on the bottom of the type area."""
    out: list[Operation] = []
    for number, row in zip(range(len(rows) - 1, -1, -1), rows, strict=True):
        out.append(Text(BOTTOM + (number + 0.3) * STEP, SMALL, row.runs, element=row.element))
        if row.rule:
            out.append(Bar(LEFT, BOTTOM + (number + 1) * STEP, MEASURE, row.rule))
    return out
