"""Issued letters as one zip file, made while it is sent: the stored bytes under safe names, and their hashes."""

import zipfile
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from mediation.models import Letter
from mediation.operations.filenames import fit

SUMS = "SHA256SUMS"  # as sha256sum -c reads it
AT_ONCE = 10  # letters in memory


class _Sink:
    """What the archive writes to; it is emptied after each letter."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def zipped(letters: QuerySet[Letter]) -> Iterator[bytes]:
    """The issued ones among the letters, by number, a piece at a time."""
    sink, sums = _Sink(), []
    rows = letters.filter(issued__isnull=False).order_by("issued__number").values_list(
        "issued__number", "issued__code", "issued__pdf", "issued__sha256", "issued__issued_at"
    )  # fmt: skip
    with zipfile.ZipFile(sink, "w") as archive:  # type: ignore[call-overload]  # a sink that cannot seek will do
        for number, code, pdf, digest, at in rows.iterator(chunk_size=AT_ONCE):
            name = f"{fit(number, 80)} {code}.pdf"
            archive.writestr(zipfile.ZipInfo(name, timezone.localtime(at).timetuple()[:6]), bytes(pdf))
            sums.append(f"{digest}  {name}\n")
            yield sink.taken()
        archive.writestr(SUMS, "".join(sums))
    yield sink.taken()
