"""PDF objects given as their bytes: quicker than reportlab's dictionaries, and streams end as PDF/A asks."""

import zlib
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc

rl_config.pdfComments = 0  # a line of comment before each object helps nobody


class Raw(pdfdoc.PDFObject):
    """An indirect object whose bytes are known, or filled in before the document is written."""

    __RefOnly__ = 1

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, _document: Any) -> bytes:
        """The bytes of the object."""
        return self.body


def stream(data: bytes, entries: bytes = b"") -> Raw:
    """A stream object; `entries` are further entries of its dictionary.

    reportlab 5.1 writes no end of line before `endstream`, which PDF/A demands (ISO 19005-2, 6.1.7.1).
    """
    return Raw(b"<< %b/Length %d >>\nstream\n%b\nendstream\n" % (entries and entries + b" ", len(data), data))


def packed(data: bytes, entries: bytes = b"") -> Raw:
    """A stream object, deflated."""
    return stream(zlib.compress(data, 6), b"/Filter /FlateDecode " + entries)


def reference(doc: Any, item: pdfdoc.PDFObject) -> bytes:
    """What points at `item` in the file, such as b"12 0 R"; numbers the object when it has no number yet."""
    return b"%d 0 R" % doc.idToObjectNumberAndVersion[doc.Reference(item).name][0]


def string(text: str) -> bytes:
    """A text string: ASCII as it is, anything else in UTF-16."""
    return pdfdoc.PDFString(text).format(pdfdoc.DummyDoc())
