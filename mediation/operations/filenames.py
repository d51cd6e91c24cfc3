"""Names of files inside an archive, which hold on every system."""

import re

from mediation.uploads.judging import is_shown

UNFIT = re.compile(r"[\x00-\x1f\x7f\\/:*?\"<>|\s]+")  # no file system or checker stumbles over the rest


def fit(text: str, longest: int) -> str:
    """The text as a name of at most so many characters; a file system counts 255 bytes."""
    return UNFIT.sub("_", "".join(filter(is_shown, text)))[:longest].strip(" ._") or "文件"
