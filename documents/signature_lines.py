"""Lines on which others sign: after an application or a form, or at the foot of every page of a record."""

import math
from collections.abc import Sequence

from documents.body import attachment_rows, kept
from documents.content import Content
from documents.rows import Row, balanced, draw_rows, flow, length, lines, paragraph, simple
from documents.sheet import BODY, BOTTOM, CELL, LEFT, MEASURE, RIGHT, SMALL, Element, Page

UNDATED = "　　年　　月　　日"
ROOM = 7 * CELL  # to sign on
SHORT_ROOM = 5.5 * CELL  # where label, line and day share a row
STEP = 26.0  # between such rows
ABOVE = 16.0  # between the text of a record and the signatures of its page


def closing_rows(
    content: Content, signatures: Sequence[Row], last: Sequence[Row] = (), size: float = BODY
) -> list[Row]:
    """`last` (rows of text that stay with them), 此致 and the office, signatures, and the list of attachments."""
    rows: list[Row] = []
    if content.office:
        rows += paragraph([("fang", "此致")], size=size) + paragraph([("fang", content.office)], indent=0, size=size)
    rows += [Row(), *signatures] if signatures else []
    rows = kept([*last, *rows])
    if content.attachments:
        rows += [Row(), *attachment_rows(content.attachments)]
    return rows


def signature_rows(content: Content) -> list[Row]:
    """The lines to sign on; each signs and dates for himself, unless the paper bears its date."""
    rows: list[Row] = []
    labels = [f"{signer}：" for signer in content.signers]
    x = min([LEFT + MEASURE / 2 - 2 * CELL, *(RIGHT - ROOM - length("fang", label, BODY) for label in labels)])
    for label in labels:
        rows += _line(label, max(x, LEFT + 2 * CELL))
        rows += [] if content.date else [_dated(UNDATED)]
    return rows + ([_dated(content.date)] if content.date else [])


def _line(label: str, x: float) -> list[Row]:
    """A label and the line after it; one too long for that has the line under it."""
    element = Element("P")
    runs, end = simple("fang", label, x, BODY)
    if end + ROOM <= RIGHT + 1:
        return [Row(runs, element=element, rule=(end, RIGHT))]
    placed = lines([("fang", label)], x, RIGHT - x, justify=False)
    return [*(Row(line, element=element) for line in placed), Row(rule=(RIGHT - ROOM, RIGHT))]


def _dated(text: str) -> Row:
    return Row(simple("fang", text, RIGHT - CELL - length("fang", text, BODY), BODY)[0], element=Element("P"))


def short_rows(content: Content) -> list[Row]:
    """Signatures of one row each across the type area, in 4号: label, line, day."""
    day = content.date or UNDATED
    day_x = RIGHT - length("fang", day, SMALL)
    most = int((day_x - LEFT - SHORT_ROOM) / SMALL)
    rows: list[Row] = []
    for signer in content.signers:
        element, text = Element("P"), f"{signer}："
        *lead, (runs, end) = (simple("fang", part, LEFT, SMALL) for part in balanced(text, math.ceil(len(text) / most)))
        rows += [Row(part, keep=True, element=element, size=SMALL) for part, _end in lead]
        dated = (*runs, *simple("fang", day, day_x, SMALL)[0])
        rows.append(Row(dated, element=element, rule=(end, day_x - 4), size=SMALL))
    return rows


def foot_depth(content: Content) -> float:
    """How high the signatures at the foot of a page are, in points."""
    rows = short_rows(content)
    return len(rows) * STEP + ABOVE if rows else 0.0


def draw_foot(content: Content, page: Page) -> None:
    """The signatures of one page of a record, on the bottom of the type area."""
    rows = short_rows(content)
    draw_rows([page], flow(rows, BOTTOM + len(rows) * STEP, STEP, bottom=0))
