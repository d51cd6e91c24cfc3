"""PDF files: written anew without programs, actions, forms of XFA and files inside; a signed one is kept as it came.

Writing a signed file anew would break its signature, so a signed file that holds anything active is refused.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from mediation.uploads.refusal import Refusal

MOST_PAGES, MOST_OBJECTS = 500, 200_000
ACTIVE = frozenset({
    "/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/RichMediaContent",
    "/RichMediaSettings", "/Rendition", "/Renditions", "/AlternatePresentations", "/Movie", "/Sound", "/3DD", "/PA",
})  # fmt: skip
HARMLESS = ("/GoTo", "/Named", "/URI")  # a jump within the file, and a link that waits for a click
LINK = re.compile(r"(https?|mailto):", re.I)
TAIL = 1_024  # bytes that may follow the end mark


def rewritten(data: bytes) -> bytes:
    """The file without anything active. Raises Refusal."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _judged(pdf, data)
    except pikepdf.PasswordError as error:
        raise Refusal("encrypted") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, AttributeError, TypeError, KeyError) as error:
        raise Refusal("damaged") from error


def _judged(pdf: pikepdf.Pdf, data: bytes) -> bytes:
    if pdf.is_encrypted:
        raise Refusal("encrypted")
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refusal("objects")
    if len(pdf.pages) > MOST_PAGES:
        raise Refusal("pages")
    if not len(pdf.pages):
        raise Refusal("damaged")
    if "/Collection" in pdf.Root:
        raise Refusal("portfolio")
    if _is_signed(pdf):
        if any(True for _ in _active(pdf)) or len(data) - data.rfind(b"%%EOF") > TAIL:
            raise Refusal("signed_active")
        return data
    for holder, key in list(_active(pdf)):
        del holder[key]
    pdf.remove_unreferenced_resources()
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    return any(
        isinstance(row, pikepdf.Dictionary) and "/ByteRange" in row and "/Contents" in row for row in pdf.objects
    )


def _active(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, str]]:
    """Every place of the file that makes a reader do something: the dictionary that holds it, and its key."""
    for row in pdf.objects:
        for holder in _dictionaries(row):
            for key in list(holder):
                if key in ACTIVE or (key == "/A" and _leads_out(holder[key])):
                    yield holder, key


def _leads_out(action: Any) -> bool:
    """An action that does more than that; the chain of actions after it counts too."""
    if not isinstance(action, pikepdf.Dictionary):
        return isinstance(action, pikepdf.Array)
    if "/URI" in action and not LINK.match(str(action["/URI"])):
        return True
    return "/S" in action and (str(action["/S"]) not in HARMLESS or "/Next" in action)


def _dictionaries(row: Any, depth: int = 0) -> Iterator[Any]:
    """The dictionaries of an object; what it refers to has its own turn."""
    if depth > 20:
        raise Refusal("damaged")
    if isinstance(row, pikepdf.Stream):
        yield row
        row = row.stream_dict
    if isinstance(row, pikepdf.Dictionary):
        yield row
        parts = [row[key] for key in row.keys()]  # noqa: SIM118 - a pikepdf dictionary
    else:
        parts = list(row) if isinstance(row, pikepdf.Array) else []
    for part in parts:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
            yield from _dictionaries(part, depth + 1)
