"""What may come in: the kinds of files by their first bytes, and why anything else is refused. No Django here."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Media:
    """A kind of file: how it is stored and sent, and which module of ours looks into it."""

    code: str
    suffix: str
    type: str  # the media type we send it as
    is_picture: bool = False
    is_recording: bool = False


_MEDIA = (
    Media("jpeg", ".jpg", "image/jpeg", is_picture=True),
    Media("png", ".png", "image/png", is_picture=True),
    Media("webp", ".jpg", "image/jpeg", is_picture=True),  # stored as a JPEG
    Media("pdf", ".pdf", "application/pdf"),
    Media("docx", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Media("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Media("ofd", ".ofd", "application/ofd"),
    Media("mp4", ".mp4", "video/mp4", is_recording=True),
    Media("m4a", ".m4a", "audio/mp4", is_recording=True),
    Media("mp3", ".mp3", "audio/mpeg", is_recording=True),
)
MEDIA = {row.code: row for row in _MEDIA}
ACCEPT = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx,.ofd,.mp4,.mov,.m4a,.mp3"  # of the file picker

_BRANDS = {b"M4A ": "m4a", b"M4B ": "m4a"}
_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


def kind_of(data: bytes) -> str:
    """The code of the kind that the first bytes claim: one of `MEDIA`, `zip`, or what has words of its own; else ''."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "old_office"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in _HEIF else _BRANDS.get(data[8:12], "mp4")
    if data.startswith(b"ID3") or (len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2):
        return "mp3"
    return ""
