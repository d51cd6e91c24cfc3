"""A port for electronic signatures: none, PAdES with the union's certificate, or an external e-seal service.

A signer adds to a PDF and changes none of its bytes: the unsigned letter is a prefix of the signed one. What stands
here is proof that a file is whole and who signed it; we do not claim art. 13 of the E-Signature Law (电子签名法) or
GB/T 38540.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from documents.fields import Text
from documents.sheet import Code, Page, Seal


class SigningRefused(Exception):
    """The letter cannot be signed now; message says why."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True)
class Place:
    """Where the signature shows: page index, box in points (left, bottom, right, top), and the seal drawn there."""

    page: int
    box: tuple[float, float, float, float]
    seal: Seal | None = None


@dataclass(frozen=True)
class Signed:
    """The signed file, and the name in the certificate."""

    pdf: bytes
    signer: str


class Signer(Protocol):
    """What can sign a letter; both methods raise SigningRefused."""

    def ready(self, at: datetime) -> None:
        """Refuse now what could not be signed at the instant `at`: no number is taken for it then."""

    def sign(self, pdf: bytes, place: Place | None, *, title: str, at: datetime) -> Signed:
        """The file with a signature appended."""


def configured() -> Signer | None:
    """The signer that the settings ask for; None where letters are not signed."""
    if settings.SIGNING == "pades":
        from documents.signing.pades import Pades  # noqa: PLC0415 - pyHanko is there only where it is wanted

        return Pades(settings.SIGNING_PKCS12, settings.SIGNING_PASSPHRASE_FILE)
    if settings.SIGNING == "service":
        from documents.signing.e_seal import ESealService  # noqa: PLC0415

        return ESealService(settings.SIGNING_URL, settings.SIGNING_TOKEN_FILE, settings.SIGNING_TIMEOUT)
    return None


def ready(at: datetime) -> Signer | None:
    """The signer of the settings, which can sign at the instant `at`; raises SigningRefused."""
    signer = configured()
    if signer is not None:
        signer.ready(at)
    return signer


def frozen(signer: Signer | None, pdf: bytes, place: Place | None, *, title: str, at: datetime) -> dict[str, Any]:
    """The columns of an issued letter: its bytes and their hash; of a signed one also those before the signature.

    Raises SigningRefused.
    """
    if signer is None:
        return {"pdf": pdf, "sha256": hashlib.sha256(pdf).hexdigest()}
    signed = signer.sign(pdf, place, title=title, at=at)
    return {
        "pdf": signed.pdf,
        "sha256": hashlib.sha256(signed.pdf).hexdigest(),
        "signed_by": signed.signer,
        "unsigned_length": len(pdf),
        "unsigned_sha256": hashlib.sha256(pdf).hexdigest(),
    }


def appended(pdf: bytes, signed: Signed) -> Signed:
    """`signed`, when it only adds to `pdf`; raises SigningRefused when it is another file."""
    if len(signed.pdf) <= len(pdf) or not signed.pdf.startswith(pdf):
        raise SigningRefused(_("The signature changed the letter instead of adding to it."))
    return signed


def place_of(pages: Sequence[Page]) -> Place | None:
    """The first seal; without one the QR code, where the signature then shows nothing of its own."""
    marks = [(number, mark) for number, page in enumerate(pages) for mark in page.operations]
    for number, mark in marks:
        if isinstance(mark, Seal):
            reach = mark.diameter / 2
            return Place(number, (mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach), mark)
    for number, mark in marks:
        if isinstance(mark, Code):
            return Place(number, (mark.x, mark.y, mark.x + mark.size, mark.y + mark.size))
    return None
