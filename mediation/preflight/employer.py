"""The employer of the case as the text calls it: its credit code, and names that are almost its own."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from mediation.preflight.draft import Draft, Finding

LABELLED = re.compile(r"统一社会信用代码[：:\s]*([0-9A-Za-z]{15,20})")
_CODE = r"(?<![0-9A-Za-z])[0-9A-Za-z]{2}(?:\s?[0-9]){6}(?:\s?[0-9A-Za-z]){10}(?![0-9A-Za-z])"
CODE = re.compile(_CODE, re.ASCII)  # GB 32100-2015
OF_FIGURES = re.compile(r"9[123][0-9]{16}")  # else 18 figures may be an ID or account number
SLIPS = 2  # characters by which a name is almost the same
LEAST = 6  # characters of a name of which so much may be a slip
TAIL = re.compile(r"..(?:股份有限公司|有限责任公司|有限公司|公司|厂|店|合作社|中心)\Z")  # trade and legal form
_HAN = r"[\u3400-\u9fff]"


def credit_code(draft: Draft) -> Iterator[Finding]:
    """Another 统一社会信用代码 than that of the employer, in whatever field."""
    right = draft.dispute.employer.credit_code
    known = {right.upper(), *(row.id_number.upper() for row in draft.dispute.people)}
    for field, text in draft.texts():
        if right and not codes(text) <= known:
            yield draft.found(field.name, _("The credit code of the case is %(code)s.") % {"code": right})


def codes(text: str) -> set[str]:
    """What stands there as a credit code, or looks like one."""
    found = {"".join(row.split()).upper() for row in CODE.findall(text)}
    shaped = {row for row in found if OF_FIGURES.fullmatch(row) or not row[:-1].isdigit()}
    return shaped | {row.upper() for row in LABELLED.findall(text)}


def near_name(draft: Draft) -> Iterator[Finding]:
    """A name that differs from the employer's by a slip, or has another middle between its place and its trade."""
    right, checked = draft.dispute.employer.name, draft.letter.right_names()
    for field, text in draft.texts():
        if field.name in checked or len(right) < LEAST:
            continue
        for name in {right, *(row.name for row in draft.dispute.people)}:
            text = text.replace(name, "\n")
        if written := almost(right, text):
            words = _("It reads “%(written)s”; the employer is called “%(name)s”.")
            yield draft.found(field.name, words % {"written": written, "name": right})


def almost(name: str, text: str) -> str:
    """The place of a text that is the name with a slip or with another middle; empty: none."""
    if written := _slip(name, text):
        return written
    tail = TAIL.search(name)
    if tail is None or tail.start() < 3:
        return ""
    found = re.search(rf"{re.escape(name[:2])}{_HAN}{{1,10}}?{re.escape(tail[0])}", text)
    return found[0] if found else ""


def _slip(name: str, text: str) -> str:
    """Where the name stands but for one or two characters (the distances of Sellers, 1980)."""
    row = [(place, 0) for place in range(len(name) + 1)]  # distance, start of the place in the text
    best, found = SLIPS + 1, ""
    for end, character in enumerate(text, 1):
        before, row = row, [(0, end)]
        for place, wanted in enumerate(name, 1):
            other, left, above = before[place - 1], row[place - 1], before[place]
            row.append(
                min(
                    (other[0] + (wanted != character), other[1]),
                    (left[0] + 1, left[1]),
                    (above[0] + 1, above[1]),
                    key=lambda cell: cell[0],
                )
            )
        distance, start = row[-1]
        if distance < best and "\n" not in text[start:end]:
            best, found = distance, text[start:end]
    return found
