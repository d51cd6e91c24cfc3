"""Looks into one file in a process of its own. Run as `python -m mediation.uploads.child`: bytes in, verdict out.

The answer is one line of JSON, {"code", "sizes"} or {"refused"}, followed by the bytes to keep and the small picture.
"""

import json
import sys

from mediation import confined
from mediation.uploads.kinds import MEDIA, kind_of
from mediation.uploads.refusal import Refusal

SECONDS, MEMORY = 20, 1024 * 1024 * 1024


def verdict(data: bytes) -> tuple[str, bytes, bytes]:
    """The code of the kind, the bytes to keep, and a small picture (empty where there is none). Raises Refusal."""
    code = kind_of(data)
    if code == "zip":
        from mediation.uploads import archives  # noqa: PLC0415 - each kind loads what it needs alone

        return archives.judged(data), data, b""
    if code not in MEDIA:
        raise Refusal(code or "kind")
    if code == "pdf":
        from mediation.uploads import pdfs  # noqa: PLC0415

        return code, pdfs.rewritten(data), b""
    if MEDIA[code].is_picture:
        from mediation.uploads import pictures  # noqa: PLC0415

        return code, *pictures.rewritten(data, code)
    from mediation.uploads import recordings  # noqa: PLC0415

    recordings.check(data, code)
    return code, data, b""


def main() -> None:
    data = sys.stdin.buffer.read()
    answer: dict[str, str | list[int]]
    try:
        code, kept, small = verdict(data)
    except Refusal as refusal:
        answer, kept, small = {"refused": refusal.code}, b"", b""
    else:
        answer = {"code": code, "sizes": [len(kept), len(small)]}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + kept + small)


if __name__ == "__main__":
    confined.limit(seconds=SECONDS, memory=MEMORY)
    main()
