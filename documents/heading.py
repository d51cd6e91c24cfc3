"""What opens a paper: the red header with its double rule (发文机关标志), the number, the title."""

import math

from documents.content import Content
from documents.rows import balanced, length, simple
from documents.sheet import (
    ASCENT,
    BODY,
    HEIGHT,
    LEFT,
    MEASURE,
    MM,
    PITCH,
    RIGHT,
    TITLE,
    TOP,
    WIDTH,
    Bar,
    Element,
    Operation,
    Text,
)

HEADER_TOP = HEIGHT - 30 * MM  # 发文机关标志, upper edge
HEADER_WIDTH = MEASURE * 0.94
LARGEST, SMALLEST = 46.0, 26.0  # points, of the header
LARGEST_JOINT = 36.0  # of a header of several organisations
FINEST = 10.0
DEEPEST = 90 * MM  # all its lines together: the first page has room for text (7.3.2)
STEP = 1.2  # em between its lines
FILE_TOP = TOP - 35 * MM
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


def _several(content: Content, width: float) -> tuple[list[str], float]:
    """The lines of a header of several organisations, each on lines of its own, and their size: all fill `width`.

    Very long names are set smaller, so that the first page has room for text.
    """
    names = [issuer.name for issuer in (content.issuer, *content.co_issuers)]
    parts, size = names, SMALLEST
    while size >= FINEST:
        most = int(width / size)
        parts = [part for name in names for part in balanced(name, math.ceil(len(name) / most))]
        if len(parts) * size * STEP <= DEEPEST:
            break
        size -= 2
    widest = max(length("title", part, 1.0) for part in parts)
    return parts, min(LARGEST_JOINT, width / widest, DEEPEST / STEP / len(parts))


def _spread(parts: list[str], size: float, width: float, top: float) -> list[Text]:
    """Lines of a joint header, each spread over the width of the widest, in the middle of `width` from its left."""
    widest = max(length("title", part, size) for part in parts)
    left = (WIDTH - HEADER_WIDTH) / 2 + (width - widest) / 2
    element = Element("P")
    out: list[Text] = []
    for part in parts:
        spare = widest - length("title", part, size)
        tracking = spare / (len(part) - 1) if len(part) > 1 else 0.0
        out.append(Text(top - 0.84 * size, size, simple("title", part, left, size, tracking)[0], "red", element))
        top -= size * STEP
    return out


def _mark(content: Content, top: float) -> tuple[list[Text], float]:
    """The red name or names of a letter from `top` down; and where they end."""
    if content.has_joint_header and content.co_issuers:
        parts, size = _several(content, HEADER_WIDTH)
        return _spread(parts, size, HEADER_WIDTH, top), top - size * STEP * len(parts)
    return _single(content.issuer.name, top)


def _single(name: str, top: float) -> tuple[list[Text], float]:
    """A red name in one spaced line, or in several."""
    parts, size = header_lines(name)
    out: list[Text] = []
    element = Element("P")
    for part in parts:
        spare = HEADER_WIDTH - length("title", part, size)
        tracking = min(spare / max(1, len(part) - 1), size * 0.35) if len(parts) == 1 else 0.0
        width = length("title", part, size, tracking)
        runs, _ = simple("title", part, (WIDTH - width) / 2, size, tracking)
        out.append(Text(top - 0.84 * size, size, runs, "red", element))
        top -= size * STEP
    return out, top


def _joint_file(content: Content) -> tuple[list[Text], float]:
    """The names of several organisations, 文件 at their right in the middle of the lines; and where they end."""
    width = HEADER_WIDTH - 2.4 * LARGEST_JOINT
    parts, size = _several(content, width)
    out = _spread(parts, size, width, FILE_TOP)
    foot = FILE_TOP - size * STEP * len(parts)
    middle = (FILE_TOP + foot + size * (STEP - 1)) / 2
    x = (WIDTH + HEADER_WIDTH) / 2 - 2 * LARGEST_JOINT
    runs, _ = simple("title", "文件", x, LARGEST_JOINT)
    return [*out, Text(middle - 0.34 * LARGEST_JOINT, LARGEST_JOINT, runs, "red", out[0].element)], foot


def file_header(content: Content) -> tuple[list[Operation], float]:
    """The red <机关名>文件 35 mm under the top of the type area, number, rule (7.2.4-7.2.7); the title's top."""
    if content.has_joint_header and content.co_issuers:
        mark, foot = _joint_file(content)
    else:
        mark, foot = _single(f"{content.issuer.name}文件", FILE_TOP)
    out: list[Operation] = [*mark]
    number_top = foot - 2 * PITCH
    if content.number:
        x = (WIDTH - length("fang", content.number, BODY)) / 2
        out.append(Text(number_top - ASCENT * BODY, BODY, simple("fang", content.number, x, BODY)[0]))
    rule = number_top - BODY - 4 * MM
    out.append(Bar(LEFT, rule - THICK, MEASURE, THICK, "red"))
    return out, rule - THICK - 2 * PITCH


def header(content: Content) -> tuple[list[Operation], float]:
    """Red header, first double rule and number; and the top of the title."""
    mark, top = _mark(content, HEADER_TOP)
    rule = top + mark[0].size * (STEP - 1) - 4 * MM
    out: list[Operation] = [*mark, *double_rule(rule, thick_above=True)]
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
