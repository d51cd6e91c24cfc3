"""The lock and the manifest of the letters' fonts; imports nothing, so that settings may ask it."""

import hashlib
import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCK_FILE = Path(__file__).with_name("fonts.lock")
MANIFEST = "manifest.json"


class FontsMissing(RuntimeError):
    """The converted fonts are not there, or are not what their manifest says."""


@dataclass(frozen=True)
class Face:
    """One row of the lock: a source file and what is kept of it."""

    role: str
    source: str
    file: str
    sha256: str
    cover: str
    substitute: str = ""
    spare: bool = False


@dataclass(frozen=True)
class Manifest:
    """What the foundry made: role -> file, file -> sha256, substituted roles, ranges of code points."""

    roles: dict[str, str]
    files: dict[str, str]
    substitutes: list[str]
    repertoire: list[tuple[int, int]]


def read_lock() -> dict[str, Any]:
    """The lock file as it stands."""
    return tomllib.loads(LOCK_FILE.read_text(encoding="utf-8"))


def faces() -> dict[str, Face]:
    """The faces of the lock by role."""
    return {role: Face(role=role, **row) for role, row in read_lock()["faces"].items()}


def lock_hash() -> str:
    """16 hexadecimal digits that change whenever the lock changes."""
    return hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest()[:16]


def cache_directory() -> Path:
    """Where the converted fonts of this lock belong: outside the checkout, shared by every copy of it."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(cache) / "labour-dispute-tracker" / "fonts" / lock_hash()


def read_manifest(directory: Path) -> Manifest:
    """The manifest in `directory`.

    Raises FontsMissing when there is none, or it cannot be read.
    """
    try:
        raw = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
        ranges = [(int(low), int(high)) for low, high in raw["repertoire"]]
        return Manifest(raw["roles"], raw["files"], raw["substitutes"], ranges)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FontsMissing(f"No fonts in {directory}: run `python -m documents.foundry`.") from error


def verify(directory: Path) -> Manifest:
    """The manifest, after every font file was found to have the recorded sha256.

    Raises FontsMissing when a file is absent or altered.
    """
    manifest = read_manifest(directory)
    for name, expected in manifest.files.items():
        path = directory / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise FontsMissing(f"{path} is not the font that was made: delete {directory} and run the foundry.")
    return manifest
