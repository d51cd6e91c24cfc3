"""Recordings (mp4, m4a, mp3): the frame of the file is followed to its end; nothing is decoded."""

from mediation.uploads.refusal import Refusal

_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)  # kbit/s, MPEG 1 layer III
_RATES2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)  # MPEG 2 and 2.5
_SAMPLES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
FRAMES = 4  # that must follow one another


def check(data: bytes, code: str) -> None:
    """Raises Refusal unless the file is what its first bytes claim."""
    if not (_is_mp3(data) if code == "mp3" else _is_mp4(data)):
        raise Refusal("damaged")


def _is_mp4(data: bytes) -> bool:
    """Boxes, one after the other, that fill the file and hold both the index and the sound or picture."""
    at, found = 0, set()
    while at < len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        size = len(data) - at if size == 0 else size
        if size < 8 or at + size > len(data) or not (name.isascii() and name.strip().isalnum()):
            return False
        found.add(name)
        at += size
    return {b"ftyp", b"moov", b"mdat"} <= found


def _is_mp3(data: bytes) -> bool:
    at = 0
    if data.startswith(b"ID3"):
        sizes = data[6:10]
        if len(sizes) < 4 or max(sizes) > 127:
            return False
        at = 10 + (sizes[0] << 21 | sizes[1] << 14 | sizes[2] << 7 | sizes[3])
        while at < len(data) and data[at] == 0:
            at += 1
    for _ in range(FRAMES):
        length = _frame(data[at : at + 4])
        if not length or at + length > len(data):
            return False
        at += length
    return True


def _frame(head: bytes) -> int:
    """The length of the frame in bytes; 0 where there is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer, rate, sample = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != 1 or sample == 3:
        return 0
    kbits = (_RATES if version == 3 else _RATES2)[rate]
    factor = 144 if version == 3 else 72
    return factor * kbits * 1_000 // _SAMPLES[version][sample] + (head[2] >> 1 & 1) if kbits else 0
