"""Programs of others that judge our files: poppler, qpdf, PDFBox Preflight. CI has them all and may not do without."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

JARS = [
    "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api",
]  # fmt: skip
JAVA = Path("/usr/share/java")


def say(*command, check=True):
    """What the command prints; the test is skipped when it is not installed, or fails where it must be."""
    if shutil.which(command[0]) is None:
        _do_without(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, check=False)
    out = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert not check or done.returncode == 0, out
    return out


def preflight(*files):
    """What PDFBox says of each file as PDF/A-1b (Debian: libpdfbox2-java and what .ci/run names beside it)."""
    jars = [JAVA / f"{name}.jar" for name in JARS]
    absent = [jar.name for jar in jars if not jar.exists()]
    if absent:
        _do_without(f"PDFBox Preflight lacks {', '.join(absent)}")
    judge = ("-XX:TieredStopAtLevel=1", "-cp", ":".join(map(str, jars)), "org.apache.pdfbox.preflight.Validator_A1b")
    with tempfile.TemporaryDirectory() as folder:  # one start of Java for all
        for number, file in enumerate(files):
            shutil.copy(file, Path(folder) / f"{number}.pdf")
        out = say("java", *judge, "group", folder, check=False)
    said = re.split(r"(?m)^The file (\d+)\.pdf ", out)
    found = dict(zip(map(int, said[1::2]), said[2::2], strict=True))
    return [f"The file {file} {found[number]}" for number, file in enumerate(files)]


def _do_without(reason):
    if os.environ.get("REQUIRE_PREFLIGHT") == "1":
        pytest.fail(reason)
    pytest.skip(f"{reason}: NOT CHECKED")
