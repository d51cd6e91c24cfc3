"""The structure tree: what reads a letter aloud finds its title, paragraphs, tables and figures in order.

ISO 32000-1, 14.7 and 14.8; PDF/UA-1 (ISO 14289-1). Operations carry their element; the order of the operations
on the pages is the reading order, whatever is drawn first.
"""

from collections.abc import Sequence
from typing import Any

from documents.pdfobjects import Raw, reference, string
from documents.sheet import ARTIFACT, Code, Element, Operation, Page, Picture, Seal, Text


def element_of(operation: Operation) -> Element:
    """The element an operation belongs to: rules and marks are artifacts, a text without one is a paragraph."""
    match operation:
        case Text(element=element):
            return element or Element("P")
        case Seal(text=text, note=note):
            return Element("Figure", alt=f"印章：{text}（{note}）" if note else f"印章：{text}")
        case Code(data=data, said=said):
            return Element("Figure", alt=f"{said}：{data}")
        case Picture(element=element):
            return element
    return ARTIFACT


def box_of(operation: Operation) -> bytes:
    """The bounding box attribute of a figure."""
    match operation:
        case Seal(x=x, y=y, diameter=size):
            box = (x - size / 2, y - size / 2, x + size / 2, y + size / 2)
        case Code(x=x, y=y, size=size):
            box = (x, y, x + size, y + size)
        case Picture(x=x, y=y, width=width, height=height):
            box = (x, y, x + width, y + height)
        case _:
            return b""
    return b"<< /O /Layout /Placement /Block /BBox [%.2f %.2f %.2f %.2f] >>" % box


def of_cell(element: Element) -> bytes:
    """The attributes of a table cell that differ from the usual."""
    scope = f"/Scope /{element.scope} " if element.kind == "TH" else ""
    span = f"/ColSpan {element.span} " if element.span > 1 else ""
    return f"<< /O /Table {scope}{span}>>".encode() if scope or span else b""


class Tree:
    """Collects the marked parts of the pages, then writes the tree into the document."""

    def __init__(self) -> None:
        self._children: dict[Element | None, list[Element]] = {None: []}
        self._parts: dict[Element, list[tuple[int, int]]] = {}  # (page index, MCID)
        self._marks: list[list[Element]] = []  # page index -> MCID -> element
        self._boxes: dict[Element, bytes] = {}

    def read(self, page: Page) -> list[tuple[Operation, Element]]:
        """Begin a page: its operations with their elements, entered in reading order."""
        self._marks.append([])
        out = []
        for operation in page.operations:
            element = element_of(operation)
            if element is not ARTIFACT:
                self._enter(element)
                if element.kind == "Figure":
                    self._boxes[element] = box_of(operation)
            out.append((operation, element))
        return out

    def _enter(self, element: Element) -> None:
        if element in self._parts:
            return
        if element.parent is not None:
            self._enter(element.parent)
        self._parts[element] = []
        self._children.setdefault(element.parent, []).append(element)

    def open(self, element: Element) -> str:
        """The operator that opens marked content on the page begun last; EMC closes it."""
        if element is ARTIFACT:
            return "/Artifact BMC"
        marks = self._marks[-1]
        self._parts[element].append((len(self._marks) - 1, len(marks)))
        marks.append(element)
        return f"/{element.kind} <</MCID {len(marks) - 1}>> BDC"

    def write(self, doc: Any, pages: Sequence[Any]) -> None:
        """Hang the tree into the catalog of `doc`; `pages` are its page objects."""
        root, top = Raw(), Raw()
        objects = {element: Raw() for element in self._parts}
        numbers = {element: reference(doc, item) for element, item in objects.items()}
        places = [reference(doc, page) for page in pages]
        parent_of = {None: reference(doc, top)} | numbers
        for element, item in objects.items():
            item.body = self._described(element, parent_of[element.parent], numbers, places)
        kids = b" ".join(numbers[element] for element in self._children[None])
        top.body = b"<< /Type /StructElem /S /Document /P %b /Lang (zh-CN) /K [%b] >>" % (reference(doc, root), kids)
        rows = [Raw(b"[%b]" % b" ".join(numbers[element] for element in marks)) for marks in self._marks]
        nums = b" ".join(b"%d %b" % (page, reference(doc, row)) for page, row in enumerate(rows))
        parents = Raw(b"<< /Nums [%b] >>" % nums)
        root.body = b"<< /Type /StructTreeRoot /K [%b] /ParentTree %b /ParentTreeNextKey %d >>" % (
            parent_of[None],
            reference(doc, parents),
            len(rows),
        )
        doc.Catalog.StructTreeRoot = root
        for number, page in enumerate(pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = number, "/S"

    def _described(
        self, element: Element, parent: bytes, numbers: dict[Element, bytes], places: Sequence[bytes]
    ) -> bytes:
        """The dictionary of a structure element."""
        parts = self._parts[element]
        home = parts[0][0] if parts else 0
        kids = [
            b"%d" % mark if page == home else b"<< /Type /MCR /Pg %b /MCID %d >>" % (places[page], mark)
            for page, mark in parts
        ]
        kids += [numbers[child] for child in self._children.get(element, ())]
        more = b"/Pg %b " % places[home] if parts else b""
        if element.alt:
            more += b"/Alt %b " % string(element.alt)
        attributes = self._boxes.get(element) or of_cell(element)
        if attributes:
            more += b"/A %b " % attributes
        kind = element.kind.encode()
        return b"<< /Type /StructElem /S /%b /P %b %b/K [%b] >>" % (kind, parent, more, b" ".join(kids))
