"""Whether a file may come in, and as what: size, kind by content, verdict of the child, a tidy name."""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation import confined
from mediation.uploads.kinds import MB, MEDIA, Media, kind_of

LONGEST_NAME = 120
PATIENCE = 14  # seconds of wall time for one file
WORDS: dict[str, Promise] = {
    "kind": gettext_lazy("This kind of file is not taken: only photos, PDF, Word, Excel, OFD and recordings are."),
    "heic": gettext_lazy("This photo is a HEIC file. Set the camera to “Most compatible”, or send a JPEG."),
    "old_office": gettext_lazy("This is an old (.doc, .xls) or a locked Office file. Save it as .docx, .xlsx or PDF."),
    "damaged": gettext_lazy("The file is damaged or not what it seems to be. Open it, save it anew, send it again."),
    "encrypted": gettext_lazy("The PDF is locked with a password. Print it to a new PDF without one and send that."),
    "pages": gettext_lazy("The PDF has more than 500 pages. Divide it."),
    "objects": gettext_lazy("The PDF is too complicated to be looked through. Print it to a new PDF and send that."),
    "portfolio": gettext_lazy("The PDF is a folder of other files. Send the files one by one."),
    "signed_active": gettext_lazy("The signed PDF holds programs or files. Print it to a new PDF, or send a scan."),
    "pixels": gettext_lazy("The picture has more than 60 million pixels. Send it smaller."),
    "macros": gettext_lazy("The file holds macros or other files. Save it without them, or as a PDF."),
    "links": gettext_lazy("The file fetches parts from elsewhere. Save it with everything inside, or as a PDF."),
    "time": gettext_lazy("There was no time left to look into it. Send fewer files at once, or make it smaller."),
    "bomb": gettext_lazy("The file is far larger inside than outside. Save it anew, or as a PDF."),
}  # fmt: skip


class Refused(ValueError):
    """The file cannot be taken; the message says why and what helps."""


@dataclass(frozen=True)
class Judged:
    """A file that may be kept: what was typed as its name, and what of it is kept."""

    typed_name: str
    name: str
    media: Media
    content: bytes
    small: bytes
    sha256: str  # of what is kept
    received_sha256: str  # of what came

    @property
    def size(self) -> int:
        return len(self.content)

    def told(self) -> dict[str, Any]:
        """What the history keeps of it."""
        return {"name": self.name, "size": self.size, "sha256": self.sha256, "received": self.received_sha256}


def judge(name: str, data: bytes, *, most: int | None = None) -> Judged:
    """The file as it may be kept; `most` bytes, by the settings unless told. Raises Refused."""
    most = most or settings.UPLOAD_MOST_BYTES
    if len(data) > most:
        raise Refused(_("The file is larger than %(most)d MB.") % {"most": most // MB})
    if not data:
        raise Refused(_("The file is empty."))
    claimed = kind_of(data)
    if claimed != "zip" and claimed not in MEDIA:
        raise Refused(str(WORDS[claimed or "kind"]))
    code, kept, small = _verdict(data)
    if len(kept) > settings.UPLOAD_MOST_BYTES:
        raise Refused(_("The file is larger than %(most)d MB.") % {"most": most // MB})
    hashed = partial(hashlib.sha256, usedforsecurity=True)
    media = MEDIA[code]
    return Judged(
        name[:255], tidy_name(name, media), media, kept, small, hashed(kept).hexdigest(), hashed(data).hexdigest(),
    )  # fmt: skip


def _verdict(data: bytes) -> tuple[str, bytes, bytes]:
    try:
        answer = confined.run("mediation.uploads.child", data, seconds=PATIENCE)
    except confined.TooLong as error:
        raise Refused(str(WORDS["time"])) from error
    except confined.Failed as error:
        raise Refused(str(WORDS["damaged"])) from error
    head, _newline, rest = answer.partition(b"\n")
    told = json.loads(head)
    if "refused" in told:
        raise Refused(str(WORDS[told["refused"]]))
    first, second = told["sizes"]
    return told["code"], rest[:first], rest[first : first + second]


def tidy_name(name: str, media: Media) -> str:
    """The name as it is shown and saved under: no path, nothing invisible, and the ending of what the file is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(" " if character.isspace() else character for character in last if is_shown(character))
    stem = re.sub(r'[<>:"|?*\s]+', " ", re.sub(r"\.[A-Za-z0-9]{1,5}$", "", shown.strip())).strip(" .")
    return (stem[:LONGEST_NAME].strip(" .") or _("file")) + media.suffix


def is_shown(character: str) -> bool:
    """Whether a character of a name stays: no control, no mark that turns the direction of what follows."""
    return character.isspace() or unicodedata.category(character)[0] != "C"
