"""Is a file the letter that was issued? Only its bytes are compared, and nothing of it is kept."""

import hashlib
from enum import StrEnum

from django.core.cache import cache
from django.db.models import Q

from documents.models import IssuedLetter
from documents.signing.examining import examine

HOUR = 3_600  # seconds


class Likeness(StrEnum):
    """What a file is beside an issued letter."""

    SAME = "same"  # byte for byte
    UNSIGNED = "unsigned"  # as it was printed, before the electronic signature
    ADDED = "added"  # the letter, with something behind it: a note, a further signature
    OTHER = "other"


def likeness(data: bytes, letter: IssuedLetter) -> Likeness:
    """How a file compares with the frozen bytes of a letter."""
    digest = _sha256(data)
    if digest == letter.sha256:
        return Likeness.SAME
    if digest == letter.unsigned_sha256:
        return Likeness.UNSIGNED
    if _sha256(data[: len(letter.pdf)]) == letter.sha256:
        return Likeness.ADDED
    return Likeness.OTHER


def letter_of(data: bytes) -> IssuedLetter | None:
    """The letter whose bytes these are, with or without its signature; None when the register holds none."""
    digest = _sha256(data)
    return IssuedLetter.objects.filter(Q(sha256=digest) | Q(unsigned_sha256=digest)).order_by("pk").first()


def signature_of(letter: IssuedLetter) -> str:
    """What `examining` finds of the signature of a letter, kept for an hour; empty for one that is not signed."""
    if not letter.signed_by:
        return ""
    pdf = bytes(letter.pdf)
    return str(cache.get_or_set(f"signature-{_sha256(pdf)}", lambda: examine(pdf).result, HOUR))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data, usedforsecurity=True).hexdigest()
