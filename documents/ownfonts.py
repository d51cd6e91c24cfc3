"""Fonts that an office owns (方正仿宋, 方正小标宋 …): a file for a role, judged before anything is set in it.

None is ever copied or sent on by us: letters embed the few characters that they print.
"""

import hashlib
from pathlib import Path

from django.conf import settings


def configured() -> dict[str, Path]:
    """Role -> file, as the settings have it."""
    return dict(getattr(settings, "OWN_FONTS", {}))


def sha256(path: Path) -> str:
    """The sha256 of a font file: of what a letter was set in."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def problems(path: Path) -> list[str]:
    """Why letters cannot be set in the font of a file; empty when they can."""
    from documents import fontjudge  # noqa: PLC0415 - few offices own fonts, and every worker would load fontTools

    try:
        with path.open("rb") as file:
            return fontjudge.faults(file)
    except OSError:
        return ["The file cannot be read."]
