"""The package of a dossier (资料包): the volume, the single files, a manifest of their hashes, and how to check it.

It is checked offline with `sha256sum -c SHA256SUMS`; the hash of the manifest stands on the cover of the volume.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone

from documents.binding import Bound
from mediation.dossier import Piece
from mediation.operations.dossier_pieces import suffix_of
from mediation.operations.dossier_volume import Keeper, Order, write_volume
from mediation.operations.filenames import fit

VOLUME, FOLDER, MANIFEST, SUMS, README = "卷宗.pdf", "单件", "manifest.json", "SHA256SUMS", "README.txt"
LONGEST = 60  # characters of a name
CHUNK = 1024 * 1024


class Packer(Keeper):
    """Puts each single file into the zip while the volume is bound."""

    def __init__(self, order: Order, package: zipfile.ZipFile) -> None:
        super().__init__()
        self.package, self.rows = package, list[dict[str, Any]]()
        self._order = order

    def keep(self, piece: Piece, content: bytes) -> None:
        super().keep(piece, content)
        title = fit(f"{piece.title} {piece.number}".strip(), LONGEST)
        name = f"{FOLDER}/{len(self.rows) + 1:03d}-{title}{suffix_of(piece)}"
        self.package.writestr(self._entry(name), content)
        row = {"name": name, "sha256": self.hashes[piece.key], "size": len(content), "title": piece.title}
        self.rows.append({**row, "number": piece.number, "kind": piece.kind, "date": piece.on.isoformat()})

    def manifest(self) -> bytes:
        """The list of the single files as JSON, in UTF-8."""
        dispute = self._order.dispute
        told = {"case": dispute.number, "title": self._order.title, "made_at": self._order.at.isoformat()}
        return json.dumps({**told, "files": self.rows}, ensure_ascii=False, indent=1).encode()

    def notes(self) -> list[str]:
        digest = hashlib.sha256(self.manifest()).hexdigest()
        return [f"资料包清单{MANIFEST}的SHA-256校验值：", digest[:32], digest[32:]]

    def add(self, name: str, content: bytes) -> tuple[str, str]:
        """Put a file of ours into the zip; its name and hash."""
        self.package.writestr(self._entry(name), content)
        return name, hashlib.sha256(content).hexdigest()

    def add_volume(self, volume: IO[bytes]) -> tuple[str, str]:
        """Put the volume into the zip piece by piece."""
        digest = hashlib.sha256()
        volume.seek(0)
        with self.package.open(self._entry(VOLUME), "w", force_zip64=True) as entry:
            while chunk := volume.read(CHUNK):
                digest.update(chunk)
                entry.write(chunk)
        return VOLUME, digest.hexdigest()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        """An entry of the day of the dossier, readable for all; scans do not shrink, so nothing is deflated."""
        day = timezone.localtime(self._order.at).timetuple()[:6]
        entry = zipfile.ZipInfo(name, day)
        entry.external_attr = 0o644 << 16
        return entry


def write_package(order: Order, out: IO[bytes], scratch: IO[bytes]) -> tuple[Bound, dict[str, str]]:
    """Write the zip to `out`, with `scratch` for the volume meanwhile; the pages and the hash of each piece by key."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as package:
        packer = Packer(order, package)
        bound = write_volume(order, scratch, packer)
        told = {"number": order.dispute.number, "title": order.title, "count": len(packer.rows)}
        rows = [
            packer.add_volume(scratch),
            packer.add(MANIFEST, packer.manifest()),
            packer.add(README, render_to_string("mediation/dossier_readme.txt", told).encode()),
            *((row["name"], row["sha256"]) for row in packer.rows),
        ]
        packer.add(SUMS, "".join(_lines(rows)).encode())
    return bound, packer.hashes


def _lines(rows: list[tuple[str, str]]) -> Iterator[str]:
    for name, digest in rows:
        yield f"{digest}  {name}\n"
