"""Binding: pieces of many kinds as one PDF with running numbers and bookmarks, through files: memory stays flat.

A bound volume is a copy: signatures and structure trees of its pieces hold in the single files alone.
"""

import io
import itertools
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, BinaryIO, cast

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem, Pdf, Stream
from PIL import Image

from documents.sheet import HEIGHT, MM, WIDTH
from documents.volume import NUMBER_BOX, number_pages, printed

EDGE = 12 * MM  # of the number, from the edges of its page
MARGIN = 22 * MM  # around a picture
QUALITY = 90
STREAMED = pikepdf.AccessMode.stream  # what is not needed stays in the file
LEFT_BEHIND = ("/StructParents", "/Tabs", "/Annots", "/AA", "/B", "/Metadata")  # of a page: leads nowhere in a copy


FAULTS = (  # what a broken or hostile file makes its reader raise
    pikepdf.PdfError, pikepdf.PasswordError, TypeError, ValueError, RuntimeError, AttributeError, LookupError,
    ArithmeticError,
)  # fmt: skip


class Unbindable(ValueError):
    """The bytes are no PDF that can be bound."""


@dataclass(frozen=True)
class Leaf:
    """One piece: its heading and name among the bookmarks, and how to get its PDF when its turn comes."""

    section: str
    name: str
    load: Callable[[], bytes]


@dataclass(frozen=True)
class Bound:
    """How many pages a volume has, without cover, index and notes, and (first, last) of each piece."""

    count: int
    places: tuple[tuple[int, int], ...]


def bind(
    leaves: Sequence[Leaf], out: IO[bytes], folder: Path, *, title: str,
    front: Callable[[Bound], Sequence[tuple[str, bytes]]], back: Sequence[tuple[str, bytes]] = (),
) -> Bound:  # fmt: skip
    """Write the volume to `out`; `folder` holds the pieces while it is made.

    front: named PDFs before the first piece (cover, index), made when the numbers are known; back: those after the
    last. Raises Unbindable when a piece is no PDF.
    """
    counts = [_put_by(leaf.load(), folder / f"{number}.pdf") for number, leaf in enumerate(leaves)]
    bound, start, marks = _placed(counts), 0, []
    opening, closing = list(front(bound)), list(back)
    for number, (name, content) in enumerate(opening):
        marks.append(OutlineItem(name, start))
        start += _put_by(content, folder / f"front-{number}.pdf")
    marks += _bookmarks(leaves, bound, start)
    last = start + bound.count
    for number, (name, content) in enumerate(closing):
        marks.append(OutlineItem(name, last))
        last += _put_by(content, folder / f"back-{number}.pdf")
    names = [f"front-{n}" for n in range(len(opening))] + [str(n) for n in range(len(leaves))]
    names += [f"back-{n}" for n in range(len(closing))]
    whole = folder / "whole.pdf"
    files = [str(folder / f"{name}.pdf") for name in names]
    pikepdf.Job(["qpdf", "--empty", "--pages", *files, "--", str(whole)]).run()
    numbers = printed(number_pages(bound.count), title, "")
    with pikepdf.open(whole, access_mode=STREAMED) as book, pikepdf.open(io.BytesIO(numbers)) as printed_numbers:
        for index, number_page in enumerate(printed_numbers.pages, start):
            _stamp(book.pages[index], number_page)
        _finish(book, title, marks, start, bound.count)
        book.save(cast(BinaryIO, out), object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return bound


def _put_by(content: bytes, path: Path) -> int:
    """Write a piece to a file of its own, what is drawn over its pages (a seal) made part of them; how many it has.

    Only one piece is in memory at a time; pages taken over from an open file would bring their bytes along.
    """
    path.write_bytes(content)
    try:
        with pikepdf.open(path, access_mode=STREAMED, allow_overwriting_input=True) as found:
            if any("/Annots" in page for page in found.pages):
                found.flatten_annotations("all")
                found.save(path)
            count = len(found.pages)
    except FAULTS as error:
        raise Unbindable(str(error)) from error
    if not count:
        raise Unbindable("no pages")
    return count


def is_bindable(content: bytes) -> bool:
    """Whether the bytes are a PDF that opens without a password and whose pages all take a number: it is tried."""
    try:
        with pikepdf.open(io.BytesIO(content)) as found, pikepdf.new() as blank:
            found.flatten_annotations("all")
            for page in found.pages:
                _stamp(page, blank.add_blank_page(page_size=NUMBER_BOX))
            return len(found.pages) > 0
    except FAULTS:
        return False


def _placed(counts: Sequence[int]) -> Bound:
    ends = list(itertools.accumulate(counts))
    return Bound(sum(counts), tuple((end - count + 1, end) for end, count in zip(ends, counts, strict=True)))


def _stamp(page: pikepdf.Page, number: pikepdf.Page) -> None:
    """The number in the upper right corner, as the page is read."""
    wide, high = NUMBER_BOX
    number.MediaBox = [0, 0, wide, high]
    number.CropBox = number.MediaBox
    page.add_overlay(number, _corner(page, wide, high))


def _corner(page: pikepdf.Page, wide: float, high: float) -> pikepdf.Rectangle:
    """Where the number stands on a page that may be turned, in the coordinates of the page."""
    box = pikepdf.Rectangle(page.cropbox)  # some programs write the upper corner first
    left, low, right, top = box.llx, box.lly, box.urx, box.ury
    turn = page.obj.get("/Rotate", 0)
    turn = int(turn) % 360 if isinstance(turn, (int, Decimal)) else 0
    edge = min(EDGE, (right - left) / 10, (top - low) / 10)
    match turn:
        case 90:
            return pikepdf.Rectangle(left + edge, top - edge - wide, left + edge + high, top - edge)
        case 180:
            return pikepdf.Rectangle(left + edge, low + edge, left + edge + wide, low + edge + high)
        case 270:
            return pikepdf.Rectangle(right - edge - high, low + edge, right - edge, low + edge + wide)
    return pikepdf.Rectangle(right - edge - wide, top - edge - high, right - edge, top - edge)


def _bookmarks(leaves: Sequence[Leaf], bound: Bound, start: int) -> Iterator[OutlineItem]:
    """One a section, under it one a piece."""
    section: OutlineItem | None = None
    for leaf, (first, _last) in zip(leaves, bound.places, strict=True):
        if section is None or section.title != leaf.section:
            if section is not None:
                yield section
            section = OutlineItem(leaf.section, start + first - 1)
        section.children.append(OutlineItem(leaf.name, start + first - 1))
    if section is not None:
        yield section


def _finish(book: Pdf, title: str, marks: Sequence[OutlineItem], start: int, count: int) -> None:
    """Bookmarks, the numbers a reader shows for the pages, the title."""
    for page in book.pages:
        for key in LEFT_BEHIND:
            if key in page:
                del page[key]
    with book.open_outline() as outline:
        outline.root.extend(marks)
    numbered = [0, Dictionary(S=Name.r), start, Dictionary(S=Name.D, St=1)]
    book.Root.PageLabels = Dictionary(Nums=[*numbered, start + count, Dictionary(P="+")])
    book.Root.PageMode = Name.UseOutlines
    book.Root.Lang = "zh-CN"
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    book.docinfo["/Title"] = title


def picture_page(content: bytes) -> bytes:
    """A picture on a page of A4, lying where it is wider than high. Raises OSError for what is no picture."""
    with Image.open(io.BytesIO(content)) as picture:
        wide, high = picture.size
        data = content if picture.format == "JPEG" and picture.mode == "RGB" else _as_jpeg(picture)
    page_wide, page_high = (HEIGHT, WIDTH) if wide > high else (WIDTH, HEIGHT)
    scale = min((page_wide - 2 * MARGIN) / wide, (page_high - 2 * MARGIN) / high)
    x, y = (page_wide - wide * scale) / 2, (page_high - high * scale) / 2
    with pikepdf.new() as book:
        image = Stream(
            book, data, Type=Name.XObject, Subtype=Name.Image, Width=wide, Height=high, ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
        drawn = f"q {wide * scale:.3f} 0 0 {high * scale:.3f} {x:.3f} {y:.3f} cm /I Do Q".encode()
        contents = Stream(book, zlib.compress(drawn), Filter=Name.FlateDecode)
        page = Dictionary(
            Type=Name.Page, MediaBox=[0, 0, page_wide, page_high], Resources=Dictionary(XObject=Dictionary(I=image)),
            Contents=book.make_indirect(contents),
        )  # fmt: skip
        book.pages.append(pikepdf.Page(book.make_indirect(page)))
        out = io.BytesIO()
        book.save(out, deterministic_id=True)
    return out.getvalue()


def _as_jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
