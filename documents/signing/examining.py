"""Is the signature in a PDF whole, and whose is it?"""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

WORKS, BROKEN, ABSENT, UNKNOWN = "works", "broken", "absent", "unknown"


@dataclass(frozen=True)
class Examination:
    """What was found: WORKS, BROKEN, ABSENT (no signature), UNKNOWN (not to be checked here); who signed, and when."""

    result: str
    signer: str = ""
    at: datetime | None = None


def examine(pdf: bytes) -> Examination:
    """The last signature of a file; it works when it covers the whole file and no byte has changed since.

    Whether the certificate is to be trusted is not judged: the register says who issued the letter. A signature of a
    kind that pyHanko does not know (SM2) is UNKNOWN, and so is every one where pyHanko is not installed.
    """
    if b"/ByteRange" not in pdf:
        return Examination(ABSENT)
    try:
        from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - there only where it is wanted
    except ImportError:
        return Examination(UNKNOWN)
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        return _judged(signatures[-1]) if signatures else Examination(BROKEN)
    except Exception:  # a broken file may break a reader in any way
        return Examination(BROKEN)


def _judged(signature: Any) -> Examination:
    from pyhanko.sign.general import UnacceptableSignerError  # noqa: PLC0415
    from pyhanko.sign.validation import SignatureCoverageLevel  # noqa: PLC0415
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity  # noqa: PLC0415

    signature.compute_integrity_info(skip_diff=True)
    certificate, digest = signature.signer_cert, signature.compute_digest()
    try:
        intact, valid = validate_sig_integrity(signature.signer_info, certificate, "data", digest)
    except (NotImplementedError, UnacceptableSignerError):  # an algorithm or certificate that pyHanko does not judge
        return Examination(UNKNOWN)
    whole = intact and valid and signature.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return Examination(WORKS if whole else BROKEN, owner_of(certificate), signature.self_reported_timestamp)


def owner_of(certificate: Any) -> str:
    """The common name of the owner of a certificate, or the organisation."""
    subject = certificate.subject.native
    name = subject.get("common_name") or subject.get("organization_name") or ""
    return (name if isinstance(name, str) else name[0])[:200]
