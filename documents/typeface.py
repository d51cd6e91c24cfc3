"""reportlab's TrueType embedding, three faults mended by subclasses; reportlab itself is not patched.

1. Every subset copied whole font tables again: tables are kept a face.
2. Every letter made and compressed the same subsets again: a finished font file is kept a subset.
3. Characters beyond U+FFFF got five-digit targets in ToUnicode, so that 𬭎 was copied as other signs.
Each has a test that fails when reportlab mends it, so that the code here can go.
"""

import struct
import threading
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import reportlab
from reportlab.pdfbase import ttfonts

from documents import pdfobjects

if reportlab.__version__ != "5.1.0":  # the overridden methods are copies of this version's
    raise ImportError("documents.typeface was written for reportlab 5.1.0: check its three faults again.")

_SHORT, _LONG = struct.Struct(">H").unpack_from, struct.Struct(">L").unpack_from
KEPT_SUBSETS = 512  # of about 20 KB each


@dataclass(frozen=True, slots=True)
class Parts:
    """Of a subset: the streams of font file and Unicode map, the widths, and the length of the plain font file."""

    file: bytes
    mapping: bytes
    widths: bytes
    length: int


class PressFace(ttfonts.TTFontFace):
    """A face that keeps its tables and its finished subsets."""

    _pos: int

    def __init__(self, filename: str) -> None:
        self._tables: dict[str, bytes] = {}
        self._subsets: dict[tuple[int, ...], Parts] = {}
        self._lock = threading.Lock()
        super().__init__(filename)

    def read_ushort(self) -> int:
        """The next unsigned short; a font has thousands, and all are read at its loading."""
        place = self._pos
        self._pos = place + 2
        return _SHORT(self._ttf_data, place)[0]

    def read_ulong(self) -> int:
        """The next unsigned long."""
        place = self._pos
        self._pos = place + 4
        return _LONG(self._ttf_data, place)[0]

    def get_table(self, tag: str) -> bytes:
        """The bytes of a table, sliced out once."""
        table = self._tables.get(tag)
        if table is None:
            table = self._tables[tag] = super().get_table(tag)
        return table

    def subset_parts(self, subset: list[int]) -> Parts:
        """What a PDF needs of the characters of `subset`, finished."""
        key = tuple(subset)
        with self._lock:  # makeSubset seeks in the face
            kept = self._subsets.get(key)
            if kept is None:
                if len(self._subsets) >= KEPT_SUBSETS:
                    self._subsets.pop(next(iter(self._subsets)))
                kept = self._subsets[key] = self._parts(subset)
        return kept

    def _parts(self, subset: list[int]) -> Parts:
        plain = self.makeSubset(subset)
        widths = b" ".join(b"%g" % self.getCharWidth(code) for code in subset)
        mapping = pdfobjects.packed(to_unicode(self.name.decode("ascii"), subset).encode()).body
        file = pdfobjects.packed(plain, b"/Length1 %d" % len(plain)).body
        return Parts(file, mapping, widths, len(plain))

    def describe(self, fontname: bytes, file: bytes) -> bytes:
        """The descriptor of one embedded subset; `file` refers to its font file."""
        flags = (self.flags & ~ttfonts.FF_NONSYMBOLIC) | ttfonts.FF_SYMBOLIC
        box = b" ".join(b"%g" % edge for edge in self.bbox)
        numbers = {
            b"Ascent": self.ascent,
            b"CapHeight": self.capHeight,
            b"Descent": self.descent,
            b"Flags": flags,
            b"ItalicAngle": self.italicAngle,
            b"StemV": self.stemV,
            b"MissingWidth": self.defaultWidth,
        }
        rows = b" ".join(b"/%b %g" % row for row in numbers.items())
        return b"<< /Type /FontDescriptor /FontName /%b /FontBBox [%b] %b /FontFile2 %b >>" % (
            fontname,
            box,
            rows,
            file,
        )


def to_unicode(name: str, subset: list[int]) -> str:
    """The ToUnicode map of a subset: UTF-16BE targets, at most 100 a block."""
    # .notdef stands for no character: PDF/A-2 allows no target of zero
    rows = [f"<{i:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for i, code in enumerate(subset) if code]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    head = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
        f"<< /Registry ({name})\n/Ordering ({name})\n/Supplement 0\n>> def\n/CMapName /{name} def\n"
        f"/CMapType 2 def\n1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange\n"
    )
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return head + body + "\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


class PressFont(ttfonts.TTFont):
    """A font of the print shop, registered under its role."""

    def __init__(self, role: str, filename: str) -> None:
        self.fontName = role  # not by super(): it would parse the whole font for a face of its own
        self.face = PressFace(filename)
        self.encoding = ttfonts.TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = False
        self.shapable = False

    def seed(self, doc: Any, text: str) -> None:
        """Put the fixed text of a wording first and close its subsets, so that letters share them."""
        if not text:
            return
        self.splitString(text, doc)
        state = self.state[doc]
        if state.nextCode & 0xFF:
            state.nextCode = len(state.subsets) * 256

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Add one font object for each subset used in the document."""
        state = self.state[doc]
        state.frozen = 1
        fonts = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            parts = self.face.subset_parts(subset)
            name = ttfonts.SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX
            internal = self.getSubsetInternalName(number, doc)[1:]
            file = pdfobjects.reference(doc, pdfobjects.Raw(parts.file))
            descriptor = pdfobjects.Raw(self.face.describe(name, file))
            font = pdfobjects.Raw(
                b"<< /Type /Font /Subtype /TrueType /BaseFont /%b /FirstChar 0 /LastChar %d /Widths [%b] "
                b"/ToUnicode %b /FontDescriptor %b >>"
                % (
                    name,
                    len(subset) - 1,
                    parts.widths,
                    pdfobjects.reference(doc, pdfobjects.Raw(parts.mapping)),
                    pdfobjects.reference(doc, descriptor),
                )
            )
            doc.Reference(font, internal)
            fonts[internal] = font
        del self.state[doc]
