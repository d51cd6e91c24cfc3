"""Office files (docx, xlsx, ofd): looked through without being opened, kept as they came when nothing in them acts."""

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath

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
            if book.testzip() is not None:
                raise Refusal("damaged")
            _check_links(book, entries)
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


def _check_links(book: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """No template, picture or object that a reader would fetch from elsewhere; a hyperlink waits for a click."""
    for entry in entries:
        if not entry.filename.endswith(".rels"):
            continue
        try:
            root = ElementTree.fromstring(book.read(entry))
        except (ElementTree.ParseError, DefusedXmlException) as error:
            raise Refusal("damaged") from error
        for link in root:
            if link.get("TargetMode") == "External" and not str(link.get("Type")).endswith("/hyperlink"):
                raise Refusal("links")
