"""Joint signatures (联合行文): names under seals, side by side in their order (GB/T 9704-2012, 7.3.5.1)."""

import math

from documents.content import Content, Issuer
from documents.rows import balanced, length, simple
from documents.sheet import ASCENT, BODY, CELL, DEPTH, MEASURE, MM, PITCH, RIGHT, SMALL, Element, Operation, Seal, Text

MOST = 3  # in a row
APART = 1 * MM  # between two seals at least: they neither cut nor touch each other
NAME_SIZES = (BODY, SMALL, 12.0, 10.5, 9.0)  # of a name, the smaller the longer it is
NAME_STEP = 1.4  # em between its lines
DEEPEST = 0.6 * DEPTH  # all rows of names
ROW_GAP = 4.0
SAMPLE = "样章"


def seal_of(issuer: Issuer, x: float, y: float) -> Seal:
    """The seal of an organisation around x, y; not yet a real one, it says so."""
    note = "" if issuer.seal_is_real else SAMPLE
    text, size = issuer.seal_text or issuer.name, issuer.seal_diameter * MM
    return Seal(x, y, text, size, issuer.seal_border * MM, issuer.seal_star * MM, note)


def name_lines(name: str, width: float, deepest: float) -> tuple[list[str], float]:
    """A name in lines of at most `width`, and its size: smaller where the lines would be higher than `deepest`."""
    for size in NAME_SIZES:
        parts = balanced(name, math.ceil(len(name) / int(width / size)))
        if len(parts) * size * NAME_STEP <= deepest:
            break
    return parts, size


def joint_signature(content: Content, top: float) -> tuple[list[Operation], float, float]:
    """Names and seals in rows of at most three from `top` down, the date under the last name.

    Returns the operations, the base line of the date and the foot of the block.
    """
    issuers = (content.issuer, *content.co_issuers)
    largest = max(issuer.seal_diameter for issuer in issuers) * MM
    most = max(1, min(MOST, int(MEASURE / (largest + APART))))
    count = math.ceil(len(issuers) / math.ceil(len(issuers) / most))
    deepest = DEEPEST / math.ceil(len(issuers) / count)
    out: list[Operation] = []
    foot = top
    for start in range(0, len(issuers), count):
        row = issuers[start : start + count]
        width = MEASURE / count
        left = RIGHT - len(row) * width  # a short last row ends at the right, where the date stands
        centres = [left + (place + 0.5) * width for place in range(len(row))]
        names = [name_lines(issuer.name, width - CELL, deepest) for issuer in row]
        drawn, base, foot = _row(row, centres, names, foot - (ROW_GAP if start else 0), draft=content.draft)
        out += drawn
    date_width = length("fang", content.date, BODY)
    date_x = min(centres[-1] - date_width / 2, RIGHT - CELL - date_width)
    out.append(Text(base - PITCH, BODY, simple("fang", content.date, date_x, BODY)[0]))
    return out, base - PITCH, min(foot, base - PITCH - 4)


def _row(
    issuers: tuple[Issuer, ...],
    centres: list[float],
    names: list[tuple[list[str], float]],
    top: float,
    *,
    draft: bool,
) -> tuple[list[Operation], float, float]:
    """One row: operations, the base line of the last line of the names, and the foot of the seals."""
    tall = max((len(parts) - 1) * size * NAME_STEP for parts, size in names)
    radius = max(issuer.seal_diameter for issuer in issuers) * MM / 2
    under = 1.5 + ASCENT * BODY * 0.4  # from the centre of a seal to the base line of its name
    middle = top - max(radius, tall + BODY - under)
    base = middle - under
    out: list[Operation] = []
    for issuer, centre, (parts, size) in zip(issuers, centres, names, strict=True):
        if not draft:
            out.append(seal_of(issuer, centre, middle))
        element = Element("P")
        for number, part in enumerate(parts):
            runs, _ = simple("fang", part, centre - length("fang", part, size) / 2, size)
            up = (len(parts) - 1 - number) * size * NAME_STEP
            out.append(Text(base + up, size, runs, element=element))
    return out, base, min(middle - radius, base - 4)
