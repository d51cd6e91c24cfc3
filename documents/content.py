"""What a letter says, before it has a shape: plain values between wording and paper."""

from dataclasses import dataclass
from datetime import datetime

from documents.han import Styled

PEN = "\ue002"  # stands for what is written by hand: a line of a paragraph, a cell of a form


@dataclass(frozen=True)
class Issuer:
    """The organisation in whose name a letter goes out (发文机关).

    code is unique; prefix opens the document number (机关代字); lengths of the seal are millimetres. Until
    seal_is_real is set by the organisation, the drawn seal carries the word 样章.
    """

    code: str
    name: str
    prefix: str
    seal_text: str = ""
    phone: str = ""
    address: str = ""
    seal_diameter: float = 42.0
    seal_border: float = 1.2
    seal_star: float = 14.0
    seal_is_real: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; level 1 to 4 opens as 一、（一） 1. （1）, 0 is body. A whole heading stays with what follows.

    One without runs is a line to write on.
    """

    runs: tuple[Styled, ...]
    level: int = 0


@dataclass(frozen=True)
class Content:
    """All that one letter prints; a draft has neither number nor verification.

    co_issuers sign with the issuer (联合行文), at most five; has_joint_header: the red header names them as well.
    """

    layout: str
    title: str
    issuer: Issuer
    paragraphs: tuple[Paragraph, ...]
    date: str
    number: str = ""
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    mediators: tuple[str, ...] = ()
    annex_title: str = ""
    annex: tuple[tuple[str, ...], ...] = ()  # rows of a table, the headings first
    further: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()  # name and rows of the tables after the first
    office: str = ""  # to which an application goes (此致)
    head: tuple[tuple[str, str], ...] = ()  # label and text: the table over a record, the cells of a form
    signers: tuple[str, ...] = ()  # who signs, as it stands before the line
    co_issuers: tuple[Issuer, ...] = ()
    has_joint_header: bool = False
    verify_url: str = ""
    verify_code: str = ""
    scan_url: str = ""  # what a sheet to be filled in opens on a phone
    draft: bool = False
    blank: bool = False  # printed to be filled in by hand
    at: datetime | None = None  # aware: when the letter was made, as its file says

    @property
    def name(self) -> str:
        """Title and number, as the file is called."""
        return f"{self.title} {self.number}".strip()
