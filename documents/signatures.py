"""Lines on which others sign: after an application or a form, or at the foot of every page of a record."""

import math
from collections.abc import Sequence

from documents.body import attachment_rows, kept
from documents.content import Content
from documents.sheet import (
    ASCENT,
    BODY,
    BOTTOM,
    CELL,
    HAIR,
    LEFT,
    MEASURE,
    RIGHT,
    SMALL,
    Bar,
    Element,
    Operation,
    Row,
    Text,
    balanced,
    length,
    lines,
    paragraph,
    simple,
)

UNDATED = "　　　　年　　月　　日"
ROOM = 7 * CELL  # to sign on
FOOT_STEP = 26.0  # between the signature lines of a page's foot


def signed_rows(content: Content, last: Sequence[Row] = ()) -> list[Row]:
    """`last` (rows of text that stay with them), 此致 and the office, the lines to sign on, and the attachments.

    Each signs and dates for himself, unless the paper bears its date.
    """
    rows: list[Row] = []
    if content.office:
        rows += paragraph([("fang", "此致")]) + paragraph([("fang", content.office)], indent=0)
    if content.signers:
        rows.append(Row())
    labels = [f"{signer}：" for signer in content.signers]
    x = min([LEFT + MEASURE / 2 - 2 * CELL, *(RIGHT - ROOM - length("fang", label, BODY) for label in labels)])
    for label in labels:
        rows += _line(label, max(x, LEFT + 2 * CELL))
        rows += [] if content.date else [_dated(UNDATED)]
    rows += [_dated(content.date)] if content.date else []
    rows = kept([*last, *rows])
    if content.attachments:
        rows += [Row(), *attachment_rows(content.attachments)]
    return rows


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


def foot_depth(content: Content) -> float:
    """How high the signature lines at the foot of a page are, in points."""
    return sum(len(_foot_label(signer)) for signer in content.signers) * FOOT_STEP + (10 if content.signers else 0)


def foot(content: Content) -> list[Operation]:
    """The signature lines of one page of a record, on the bottom of the type area: label, line, day."""
    out: list[Operation] = []
    base = BOTTOM + foot_depth(content) - 10 - ASCENT * SMALL - 6
    day = content.date or UNDATED
    day_x = RIGHT - length("fang", day, SMALL)
    for signer in content.signers:
        element = Element("P")
        parts = [simple("fang", part, LEFT, SMALL) for part in _foot_label(signer)]
        for number, (runs, _end) in enumerate(parts):
            out.append(Text(base - number * FOOT_STEP, SMALL, runs, element=element))
        base -= (len(parts) - 1) * FOOT_STEP
        out.append(Bar(parts[-1][1], base - 3, day_x - parts[-1][1] - 4, HAIR))
        out.append(Text(base, SMALL, simple("fang", day, day_x, SMALL)[0], element=element))
        base -= FOOT_STEP
    return out


def _foot_label(signer: str) -> list[str]:
    """The label in lines that leave room to sign beside them."""
    most = int((MEASURE - length("fang", UNDATED, SMALL) - ROOM) / SMALL)
    text = f"{signer}："
    return balanced(text, math.ceil(len(text) / most))
