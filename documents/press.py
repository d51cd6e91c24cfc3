"""The press: what a letter says becomes an archive file, and the versions that decide its bytes."""

import functools
from typing import Any

import reportlab
import segno

from documents import fontlock, fonts
from documents.archive import EPOCH, Record
from documents.content import Content
from documents.kinds import LetterKind, kind_of
from documents.paper import lay_out
from documents.render import render
from documents.wording import paragraphs, wording_hash

PRESS = 3  # of what draws and archives: raised when the same letter would get other bytes
FIXED = {
    "fang": "（联系人：，联系电话：）附件：抄送：。；年月日〔〕号第（）扫码核验本文书",
    "song": "0123456789,.— -",
}


def engine(kind: LetterKind) -> dict[str, Any]:
    """The versions that decide what the bytes are."""
    return {
        "press": PRESS,
        "reportlab": reportlab.__version__,
        "segno": segno.__version__,
        "fonts": fontlock.lock_hash(),
        "substitutes": fonts.substitutes(),
        "own_fonts": fonts.owned(),
        "wording": wording_hash(kind),
    }


def printed(kind: LetterKind, content: Content) -> bytes:
    """The archive file of what a letter or a paper says."""
    record = Record(content.name, content.issuer.name, content.at or EPOCH)
    return render(lay_out(content), record, seed=_seed(kind.code))


@functools.cache
def _seed(kind: str) -> dict[str, str]:
    """Font role -> the characters of the fixed text, which every letter of the kind embeds first."""
    row = kind_of(kind)
    styled = [run for block in paragraphs(row, {}, "") for run in block.runs]
    styled += [("title", row.title), *FIXED.items()]
    seed: dict[str, dict[str, None]] = {}
    for style, text in styled:
        for character in text:
            seed.setdefault(fonts.glyph(style, character).font, {})[character] = None
    return {role: "".join(characters) for role, characters in seed.items()}
