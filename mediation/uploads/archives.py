"""Office files (docx, xlsx, ofd): looked through without being opened, kept as they came when nothing in them acts."""

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Any

from defusedxml import DefusedXmlException, ElementTree

from mediation.uploads.refusal import Refusal

MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO, SMALL = 3_000, 120 * 1024 * 1024, 200, 256 * 1024
MARKS = {"docx": ("[Content_Types].xml", "word/document.xml"), "xlsx": ("[Content_Types].xml", "xl/workbook.xml"),
    "ofd": ("OFD.xml",)}  # fmt: skip
INERT = {
    "xml", "rels", "vml", "txt", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "jb2", "svg",
    "odttf", "ttf", "otf", "ttc", "fntdata", "dat", "esl", "wdp", "xsd", "thmx",
}  # fmt: skip
ACTS = re.compile(r"(vbaproject|vbadata|activex|/embeddings/|externallinks/|macrosheets/|customui/|ctrlprops/)", re.I)
FIELDS = re.compile(b"i\0?n\0?s\0?t\0?r\0?T\0?e\0?x\0?t|f\0?l\0?d\0?S\0?i\0?m\0?p\0?l\0?e")  # UTF-8 and UTF-16
FETCHES = re.compile(r"\s*(DDE(AUTO)?|INCLUDE(TEXT|PICTURE)?|LINK|IMPORT|QUOTE\s+\d+)\b", re.I)
SETTINGS = re.compile(r"^(xl|word)/(printersettings|metadata)/[^/]+\.bin$", re.I)


def judged(data: bytes) -> str:
    """Which of the office files it is. Raises Refusal."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            entries = book.infolist()
            _check_sizes(entries)
            _check_ends(book, data)
            names = {entry.filename for entry in entries}
            if len({name.lower() for name in names}) < len(entries):  # which of the two would be read?
                raise Refusal("damaged")
            code = next((code for code, marks in MARKS.items() if names.issuperset(marks)), "")
            if not code:
                raise Refusal("kind")
            for entry in entries:
                _check_name(entry)
            for entry in entries:
                _check_part(entry.filename, book.read(entry))
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError, EOFError, zlib.error,
            RuntimeError, OSError) as error:  # fmt: skip
        raise Refusal("damaged") from error
    return code


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    tight = any(
        entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if len(entries) > MOST_ENTRIES or tight or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refusal("bomb")


def _check_ends(book: zipfile.ZipFile, data: bytes) -> None:
    """Nothing before the archive and nothing behind it."""
    tail = len(data) - data.rfind(b"PK\x05\x06") - 22 - len(book.comment)
    if tail or min((entry.header_offset for entry in book.infolist()), default=0):
        raise Refusal("damaged")


def _check_name(entry: zipfile.ZipInfo) -> None:
    name, path = entry.filename, PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or entry.flag_bits & 1:
        raise Refusal("damaged")
    if ACTS.search(f"/{name}"):
        raise Refusal("macros")
    ending = path.name.rpartition(".")[2].lower()
    if not name.endswith("/") and ending not in INERT and not SETTINGS.match(name):
        raise Refusal("macros")


def _check_part(name: str, data: bytes) -> None:
    """No part fetches or starts anything by itself: not by a relation, not by a field of the text."""
    if name.lower().endswith(".rels"):
        for link in _tree(data):
            _check_link(link)
    elif FIELDS.search(data):
        _check_fields(_tree(data))


def _tree(data: bytes) -> Any:
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise Refusal("damaged") from error


def _check_link(link: Any) -> None:
    """No template, picture or object from elsewhere, no foreign text inside; a hyperlink waits for a click."""
    kind = str(link.get("Type")).lower().rpartition("/")[2]
    if str(link.get("TargetMode")).lower() == "external" and kind != "hyperlink":
        raise Refusal("links")
    if kind == "afchunk":
        raise Refusal("macros")


def _check_fields(root: Any) -> None:
    """No field that reads another file or asks another program; its code may be cut up into many runs."""
    codes = [""]
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        told = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        if name == "fldChar":
            codes.append("")
        elif name in ("instrText", "delInstrText"):
            codes[-1] += element.text or ""
        elif name == "fldSimple":
            codes.append(told.get("instr", ""))
    if any(FETCHES.match(code) for code in codes):
        raise Refusal("links")
