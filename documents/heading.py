"""What opens a paper: the red header with its double rule (发文机关标志), the number, the title."""

import math

from documents.content import Content
from documents.sheet import (
    ASCENT,
    BODY,
    HEIGHT,
    MEASURE,
    MM,
    PITCH,
    RIGHT,
    TITLE,
    WIDTH,
    Bar,
    Element,
    Operation,
    Text,
    balanced,
    length,
    simple,
)

HEADER_TOP = HEIGHT - 30 * MM  # 发文机关标志, upper edge
HEADER_WIDTH = MEASURE * 0.94
LARGEST, SMALLEST = 46.0, 26.0  # points, of the header
DOUBLE_RULE = 170 * MM
THICK, THIN, BETWEEN = 2.4, 0.75, 1.3
TITLE_STEP = 33.0
TITLE_LINE = 20  # characters of 2号 in the type area


def header_lines(name: str) -> tuple[list[str], float]:
    """The lines of the red header and their size in points: shrunk first, then set in more lines."""
    count = 1
    while count < 8 and HEADER_WIDTH / math.ceil(len(name) / count) < SMALLEST:
        count += 1
    parts = balanced(name, count)
    widest = max(length("title", part, 1.0) for part in parts)
    return parts, min(LARGEST, HEADER_WIDTH / widest)


def header(content: Content) -> tuple[list[Operation], float]:
    """Red header, first double rule and number; and the top of the title."""
    parts, size = header_lines(content.issuer.name)
    out: list[Operation] = []
    element = Element("P")
    top = HEADER_TOP
    for part in parts:
        spare = HEADER_WIDTH - length("title", part, size)
        tracking = min(spare / max(1, len(part) - 1), size * 0.35) if len(parts) == 1 else 0.0
        width = length("title", part, size, tracking)
        runs, _ = simple("title", part, (WIDTH - width) / 2, size, tracking)
        out.append(Text(top - 0.84 * size, size, runs, "red", element))
        top -= size * 1.2
    rule = top + size * 0.2 - 4 * MM
    out += double_rule(rule, thick_above=True)
    number_top = rule - THICK - BODY * 7 / 8
    if content.number:
        x = RIGHT - length("fang", content.number, BODY)
        out.append(Text(number_top - ASCENT * BODY, BODY, simple("fang", content.number, x, BODY)[0]))
    return out, number_top - BODY - 2 * PITCH


def double_rule(y: float, *, thick_above: bool) -> list[Operation]:
    """The red double rule: from `y` down when the thick one is above, from `y` up when it is below."""
    x = (WIDTH - DOUBLE_RULE) / 2
    if thick_above:
        thick, thin = y - THICK, y - THICK - BETWEEN - THIN
    else:
        thick, thin = y, y + THICK + BETWEEN
    return [Bar(x, thick, DOUBLE_RULE, THICK, "red"), Bar(x, thin, DOUBLE_RULE, THIN, "red")]


def title(text: str, top: float) -> tuple[list[Operation], float]:
    """The 2号 title, centred, several lines balanced; and the top of what follows."""
    out: list[Operation] = []
    element = Element("H1")
    for part in balanced(text, math.ceil(len(text) / TITLE_LINE)):
        runs, _ = simple("title", part, (WIDTH - length("title", part, TITLE)) / 2, TITLE)
        out.append(Text(top - ASCENT * TITLE, TITLE, runs, element=element))
        top -= TITLE_STEP
    return out, top
