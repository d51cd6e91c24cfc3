"""What closes a letter: signature, date, seal, QR code, contact, copies; or an agreement's table.

Operations are placed below y = 0, the foot of the last line of text; paper moves them where they belong.
"""

from dataclasses import dataclass, field

from documents.content import Content
from documents.joint import NAME_STEP, joint_signature, name_lines, seal_of
from documents.justify import Run
from documents.rows import Row, length, lines, paragraph, simple
from documents.sheet import ASCENT, BODY, CELL, LEFT, MEASURE, MM, PITCH, RIGHT, Bar, Code, Element, Operation, Text

QR_SIZE = 20 * MM
CAPTION = 8.0  # points
LINE = 0.5  # points, table lines
PAD = 6.0
DEEPEST = 5 * PITCH  # a name in the signature
MOST_NAMED = 3  # lines of mediators' names in their cell


@dataclass(frozen=True)
class Closing:
    """Operations, their depth in points, and the rows of the note that follows."""

    operations: list[Operation]
    depth: float
    note: list[Row] = field(default_factory=list)


def sealed_signature(content: Content, top: float, wide: float = 20 * BODY) -> tuple[list[Operation], float, float]:
    """Name and date with the seal over both (7.3.5.1), seal top at `top`.

    Returns the operations, the base line of the date and the foot of the block. The date stands four
    characters in from the right; the name is centred over it, and moves left to stay in the type area. A name
    wider than `wide` is set in several lines.
    """
    issuer = content.issuer
    diameter = issuer.seal_diameter * MM
    width = length("fang", content.date, BODY)
    date_x = RIGHT - 4 * CELL - width
    centre = date_x + width / 2
    parts, size = name_lines(issuer.name, wide, DEEPEST)
    widths, step = [length("fang", part, size) for part in parts], size * NAME_STEP
    centre = min(centre, RIGHT - max(widths) / 2)
    # both lie slightly below the centre of the seal; a name of several lines pushes the seal down
    middle = top - diameter / 2
    name_y = middle - 1.5 - ASCENT * BODY * 0.4
    middle -= max(0.0, name_y + (len(parts) - 1) * step + size - top)
    name_y = middle - 1.5 - ASCENT * BODY * 0.4
    out: list[Operation] = []
    if not content.draft:
        out.append(seal_of(issuer, centre, middle))
    element = Element("P")
    for number, (part, width_of_part) in enumerate(zip(parts, widths, strict=True)):
        runs, _ = simple("fang", part, centre - width_of_part / 2, size)
        out.append(Text(name_y + (len(parts) - 1 - number) * step, size, runs, element=element))
    date_y = name_y - PITCH
    date_x = min(date_x, centre - width / 2) if centre < date_x + width / 2 else date_x
    out.append(Text(date_y, BODY, simple("fang", content.date, date_x, BODY)[0]))
    return out, date_y, min(middle - diameter / 2, date_y - 4)


def verification(content: Content, x: float, y: float) -> list[Operation]:
    """QR code with its caption; nothing for a draft."""
    if content.draft or not content.verify_url:
        return []
    beside = x + QR_SIZE + 4
    return [
        Code(x, y, QR_SIZE, content.verify_url),
        Text(y + 16, CAPTION, simple("fang", "扫码核验本文书", beside, CAPTION)[0]),
        Text(y + 4, CAPTION, simple("fang", f"核验码 {content.verify_code}", beside, CAPTION)[0]),
    ]


def letter_closing(content: Content) -> Closing:
    """Signature with seal, QR code at its left, contact note under it; under joint signatures the QR code too."""
    top = -0.55 * PITCH
    if content.co_issuers:
        out, _date_y, foot = joint_signature(content, top)
        code = verification(content, LEFT, foot - QR_SIZE - 4)
        out, foot = out + code, foot - QR_SIZE - 4 if code else foot
    else:
        out, date_y, foot = sealed_signature(content, top)
        out += verification(content, LEFT, date_y - 4)
    said = "，".join(part for part in (_said("联系人", content.contact), _said("联系电话", content.phone)) if part)
    return Closing(out, -foot + 2, paragraph([("fang", f"（{said}）")]) if said else [])


def _said(label: str, value: str) -> str:
    return f"{label}：{value}" if value else ""


def agreement_closing(content: Content) -> Closing:
    """The table in which parties, mediators and mediation body sign (劳动争议调解仲裁法, art. 14)."""
    half, gap = LEFT + MEASURE / 2, 0.55 * PITCH
    out: list[Operation] = []
    named, note = _mediators(content)
    parties, mediators = 3.3 * PITCH, (len(named) + 0.5) * PITCH
    y = -gap
    out += _cell(LEFT, y, ["甲方（签名）："]) + _cell(half, y, ["乙方（盖章）：", "代表人（签名）："])
    for x in (LEFT, half):
        runs, _ = simple("fang", "年　　月　　日", x + MEASURE / 2 - 8 * CELL, BODY)
        out.append(Text(y - parties + PAD + 4, BODY, runs))
    element = Element("P")
    for number, runs in enumerate(named):
        out.append(Text(y - parties - PAD - ASCENT * BODY - number * PITCH, BODY, runs, element=element))
    signature, date_y, foot = sealed_signature(content, y - parties - mediators - PAD, wide=14 * BODY)
    out += _cell(LEFT, y - parties - mediators, ["调解组织（盖章）："]) + signature
    out += verification(content, LEFT + PAD, date_y - 12)
    foot = min(foot, date_y - 18) - PAD
    for level in (y, y - parties, y - parties - mediators, foot):
        out.append(Bar(LEFT, level, MEASURE, LINE))
    out += [Bar(x, foot, LINE, y - foot + LINE) for x in (LEFT, RIGHT - LINE)]
    out.append(Bar(half, y - parties, LINE, parties))
    return Closing(out, -foot + 2, [*note, *letter_closing(content).note])


def minutes_closing(content: Content) -> Closing:
    """Only the QR code: minutes bear neither signature nor seal (GB/T 9704-2012, 10.3)."""
    if content.draft:
        return Closing([], 0)
    depth = PITCH / 2 + QR_SIZE
    return Closing(verification(content, LEFT, -depth), depth)


def _mediators(content: Content) -> tuple[list[tuple[Run, ...]], list[Row]]:
    """Where the mediators sign, with their names in brackets for those who read the signatures later.

    Names that need more room than their cell has follow in rows under the table.
    """
    label, names = "调解员（签名）：", "、".join(content.mediators)
    runs = [("fang", f"{label}（{names}）" if names else label)]
    placed = lines(runs, LEFT + PAD, MEASURE - 2 * PAD, justify=False)
    if len(placed) <= MOST_NAMED:
        return placed, []
    return [simple("fang", label, LEFT + PAD, BODY)[0]], paragraph([("fang", f"（调解员：{names}）")])


def _cell(x: float, y: float, texts: list[str]) -> list[Operation]:
    """Lines of text in a table cell whose upper left corner is x, y."""
    return [
        Text(y - PAD - ASCENT * BODY - number * PITCH, BODY, simple("fang", text, x + PAD, BODY)[0])
        for number, text in enumerate(texts)
    ]
