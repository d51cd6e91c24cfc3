"""Fetch and convert the fonts of the letters: `python -m documents.foundry [DIRECTORY]`.

Run once a machine: the result is kept outside the checkout under the hash of fonts.lock, and is verified by
its manifest. Fandol is taken out of a Debian package that apt-get downloads without root and without
installing it; Noto out of a locked PyPI package. Where Debian cannot be reached the substitutes of the lock
stand in, and the manifest says so.
"""

import gc
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from documents import fontlock
from documents.casting import cast, hanzi
from documents.fontlock import Face

DEBIAN_DIRECTORY = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
APT_OPTIONS = (
    "-qq",
    "-o",
    "Acquire::Retries=1",
    "-o",
    "Acquire::http::Timeout=20",
    "-o",
    "APT::Sandbox::User=root",
)


def say(text: str) -> None:
    """One line of progress, at once."""
    print(f"fonts: {text}", flush=True)


def is_right(path: Path, face: Face) -> bool:
    """True when the file is there with the sha256 of the lock."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == face.sha256


def from_pypi(package: str, needed: Iterable[Face]) -> dict[str, Path]:
    """Role -> file inside an installed Python package; only files with the right sha256."""
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    return {face.role: folder / face.file for face in needed if is_right(folder / face.file, face)}


def from_debian(package: str, needed: list[Face], scratch: Path) -> dict[str, Path]:
    """Role -> file of a Debian package: installed, named by FANDOL_DIR, or else downloaded into `scratch`."""
    for folder in (Path(os.environ.get("FANDOL_DIR", "/nonexistent")), DEBIAN_DIRECTORY):
        if all(is_right(folder / face.file, face) for face in needed):
            return {face.role: folder / face.file for face in needed}
    archive = download(package, scratch)
    if archive is None:
        return {}
    unpack(archive, {face.file for face in needed}, scratch)
    return {face.role: scratch / face.file for face in needed if is_right(scratch / face.file, face)}


def download(package: str, scratch: Path) -> Path | None:
    """The .deb of `package`, or None; first with the machine's package lists, then with lists of our own."""
    apt = shutil.which("apt-get")
    if apt is None:
        say("apt-get is not here")
        return None
    lists = scratch / "lists"
    (lists / "partial").mkdir(parents=True)
    own = ("-o", f"Dir::State::Lists={lists}", "-o", f"Dir::Cache={scratch / 'apt'}")
    say(f"downloading {package} (49 MB)")
    for command in (("download", package), (*own, "update"), (*own, "download", package)):
        run([apt, *APT_OPTIONS, *command], scratch)
        found = next(scratch.glob("*.deb"), None)
        if found:
            return found
    return None


def run(command: list[str], folder: Path) -> None:
    """Run apt-get; what it could not do shows in the missing file."""
    try:
        subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=150)  # noqa: S603
    except subprocess.TimeoutExpired:
        say("apt-get did not answer in time")


def unpack(archive: Path, names: set[str], target: Path) -> None:
    """Write the named files of a .deb (an ar archive that holds a tar) into `target`."""
    with archive.open("rb") as deb:
        deb.seek(8)  # the magic of ar
        while header := deb.read(60):
            member, size = header[:16].decode("ascii").strip(), int(header[48:58])
            if member.startswith("data.tar"):
                # the streaming reader: the seeking one stumbles over archives of several xz blocks
                with tarfile.open(fileobj=deb, mode="r|*") as tar:
                    for entry in tar:
                        content = tar.extractfile(entry) if Path(entry.name).name in names else None
                        if content:
                            (target / Path(entry.name).name).write_bytes(content.read())
                return
            deb.seek(size + size % 2, os.SEEK_CUR)


def gather(scratch: Path) -> dict[str, Path]:
    """Role -> source file, for every role whose source could be had.

    Raises SystemExit when not even the locked Python package is installed.
    """
    lock, faces = fontlock.read_lock()["sources"], fontlock.faces()
    local = [face for face in faces.values() if face.source == "pypi"]
    files = from_pypi(lock["pypi"], local)
    if len(files) < len(local):
        raise SystemExit(f"fonts: the Python package {lock['pypi']} of requirements.txt is missing or altered.")
    files |= from_debian(lock["debian"], [face for face in faces.values() if face.source == "debian"], scratch)
    return files


def plan(files: dict[str, Path]) -> tuple[dict[str, str], list[str]]:
    """Role -> role whose file it uses, and the roles that are substituted."""
    faces = [face for face in fontlock.faces().values() if not face.spare]
    uses = {face.role: face.role if face.role in files else face.substitute for face in faces}
    return uses, sorted(role for role, used in uses.items() if role != used)


@dataclass(frozen=True)
class Job:
    """One face to convert; the Hanzi of `beside` are left out, because that font has them."""

    role: str
    source: Path
    target: Path
    cover: str
    beside: Path | None = None


def convert(job: Job) -> tuple[str, list[int]]:
    """Convert one face, in a process of its own; returns its role and its code points."""
    role = job.role
    without = hanzi(job.beside) if job.beside else frozenset()
    codes = cast(job.source, job.target, job.cover, lambda text: say(f"{role}: {text}"), without)
    say(f"{role}: done, {len(codes):,} characters")
    return role, codes


def ranges(codes: Iterable[int]) -> list[list[int]]:
    """Code points as a list of [first, last]."""
    out: list[list[int]] = []
    for code in sorted(set(codes)):
        if out and code == out[-1][1] + 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return out


def make(directory: Path) -> None:
    """Fetch, convert and write the fonts with their manifest into `directory`, all or nothing."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory.parent, prefix="making-") as name:
        scratch, made = Path(name), Path(name) / "made"
        made.mkdir()
        files = gather(scratch)
        uses, substitutes = plan(files)
        say(f"converting {len(set(uses.values()))} fonts on 2 processes; this happens once")
        faces = fontlock.faces()
        beside = {"rare": files.get("fang")}
        jobs = [
            Job(role, files[role], made / f"{role}.ttf", faces[role].cover, beside.get(role))
            for role in dict.fromkeys(uses.values())
        ]
        # nothing made here is ever garbage: collecting costs a sixth of the time
        with ProcessPoolExecutor(max_workers=2, initializer=gc.disable) as pool:
            covered = dict(pool.map(convert, jobs))
        manifest = {
            "roles": {role: f"{used}.ttf" for role, used in uses.items()},
            "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(made.iterdir())},
            "substitutes": substitutes,
            "repertoire": ranges([*covered["rare"], *covered[uses["fang"]]]),
        }
        (made / fontlock.MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        if directory.exists():
            shutil.rmtree(directory)
        made.rename(directory)


def main(arguments: list[str]) -> None:
    """Make the fonts unless they are there and right; a substituted set is tried again."""
    directory = Path(arguments[0]) if arguments else fontlock.cache_directory()
    try:
        manifest = fontlock.verify(directory)
    except fontlock.FontsMissing:
        manifest = None
    if manifest is None or (manifest.substitutes and shutil.which("apt-get")):
        make(directory)
        manifest = fontlock.verify(directory)
    say(f"ready in {directory}")
    if manifest.substitutes:
        say(f"NOTE: Debian's archive was out of reach; Noto stands in for: {', '.join(manifest.substitutes)}")


if __name__ == "__main__":
    main(sys.argv[1:])
