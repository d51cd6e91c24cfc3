"""reportlab's TrueType embedding, three faults mended by subclasses; reportlab itself is not patched.

1. Every subset copied whole font tables again: tables are kept a face.
2. Every letter made and compressed the same subsets again: a finished font file is kept a subset.
3. Characters beyond U+FFFF got five-digit targets in ToUnicode, so that 𬭎 was copied as other signs.
Each has a test that fails when reportlab mends it, so that the code here can go.
"""

import threading
import zlib
from typing import Any

import reportlab
from reportlab.pdfbase import pdfdoc, ttfonts

if reportlab.__version__ != "5.1.0":  # the overridden methods are copies of this version's
    raise ImportError("documents.typeface was written for reportlab 5.1.0: check its three faults again.")

KEPT_SUBSETS = 512  # of about 20 KB each


class PressFace(ttfonts.TTFontFace):
    """A face that keeps its tables and its finished subsets."""

    def __init__(self, filename: str) -> None:
        self._tables: dict[str, bytes] = {}
        self._subsets: dict[tuple[int, ...], tuple[int, bytes]] = {}
        self._lock = threading.Lock()
        super().__init__(filename)

    def get_table(self, tag: str) -> bytes:
        """The bytes of a table, sliced out once."""
        table = self._tables.get(tag)
        if table is None:
            table = self._tables[tag] = super().get_table(tag)
        return table

    def subset_file(self, subset: list[int]) -> tuple[int, bytes]:
        """Length and compressed bytes of the font file that holds the characters of `subset`."""
        key = tuple(subset)
        with self._lock:  # makeSubset seeks in the face
            kept = self._subsets.get(key)
            if kept is None:
                plain = self.makeSubset(subset)
                if len(self._subsets) >= KEPT_SUBSETS:
                    self._subsets.pop(next(iter(self._subsets)))
                kept = self._subsets[key] = (len(plain), zlib.compress(plain, 6))
        return kept

    def addSubsetObjects(self, doc: Any, fontname: str, subset: list[int]) -> Any:  # noqa: N802
        """A reference to the descriptor of one embedded subset."""
        length, packed = self.subset_file(subset)
        stream = pdfdoc.PDFStream(content=packed)
        stream.dictionary["Length1"] = length
        stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
        descriptor = {
            "Type": "/FontDescriptor",
            "Ascent": self.ascent,
            "CapHeight": self.capHeight,
            "Descent": self.descent,
            "Flags": (self.flags & ~ttfonts.FF_NONSYMBOLIC) | ttfonts.FF_SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(self.bbox),
            "FontName": pdfdoc.PDFName(fontname),
            "ItalicAngle": self.italicAngle,
            "StemV": self.stemV,
            "FontFile2": doc.Reference(stream, f"fontFile:{self.filename}({fontname})"),
            "MissingWidth": self.defaultWidth,
        }
        return doc.Reference(pdfdoc.PDFDictionary(descriptor), "fontDescriptor:" + fontname)


def to_unicode(name: str, subset: list[int]) -> str:
    """The ToUnicode map of a subset: UTF-16BE targets, at most 100 a block."""
    rows = [f"<{i:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for i, code in enumerate(subset)]
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
        super().__init__(role, filename, asciiReadable=False, shapable=False)
        self.face = PressFace(filename)

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
            name = (ttfonts.SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            mapping = pdfdoc.PDFStream(content=to_unicode(name, subset))
            mapping.filters = [pdfdoc.PDFZCompress]
            font = pdfdoc.PDFTrueTypeFont()
            font.Name = self.getSubsetInternalName(number, doc)[1:]
            font.BaseFont = name
            font.FirstChar, font.LastChar = 0, len(subset) - 1
            font.Widths = pdfdoc.PDFArray([self.face.getCharWidth(code) for code in subset])
            font.ToUnicode = doc.Reference(mapping, "toUnicodeCMap:" + name)
            font.FontDescriptor = self.face.addSubsetObjects(doc, name, subset)
            doc.Reference(font, font.Name)
            fonts[font.Name] = font
        del self.state[doc]
