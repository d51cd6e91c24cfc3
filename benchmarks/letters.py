"""CPU of one warm letter: ours, with everything on, against other makers of PDF on the same text in one run.

Each maker runs in processes of its own, in turn, so that a busy machine is busy for all. Ours is the sample opinion:
two pages, tags, PDF/A-2a, QR code and seal, other names, code and address each time. The peers set its text and no
more; they live in var/peers, made by `--install` from requirements-bench.txt. Absent ones are named and left out.
`python -m benchmarks.letters [--install] [TURNS]`; times are process CPU after three letters of warming.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.peers import PEERS, measure
from benchmarks.scale.race import Goal

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "peers"
PYTHON, LOCK = HOME / "bin" / "python", ROOT / "requirements-bench.txt"
TURNS, LETTERS = 5, 20
MOST_MS, OF_TYPST = 12, 1.5


def main(turns: int) -> None:
    """Print the median CPU milliseconds of each and our share of it, turn by turn."""
    times: dict[str, list[float]] = {name: [] for name in ("ours", *PEERS)}
    cold: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "letter.json"
        _run(sys.executable, "-m", "benchmarks.letters", "text", str(text))
        fonts = _run(sys.executable, "-m", "benchmarks.letters", "fonts")
        for _turn in range(turns):
            cold.append(float(_run(sys.executable, "-m", "benchmarks.letters", "cold")))
            times["ours"].append(float(_run(sys.executable, "-m", "benchmarks.letters", "ours")))
            for name in [name for name in PEERS if name in times]:
                try:
                    times[name].append(float(_run(str(PYTHON), "benchmarks/peers.py", name, str(text), fonts)))
                except (subprocess.CalledProcessError, FileNotFoundError) as absent:
                    del times[name]
                    print(f"left out: {getattr(absent, 'stderr', absent) or absent}".strip())
    for name, values in times.items():
        shares = [ours / other for ours, other in zip(times["ours"], values, strict=True)]
        print(f"{name:<12}{_spread(values, '8.1f')} ms of CPU a letter; ours / it {_spread(shares, '.3f')}")
    print(f"cold start  {_spread(cold, '8.0f')} ms of CPU: imports, fonts, first letter")
    print("\n".join(map(str, _goals(times))))


def _goals(times: dict[str, list[float]]) -> Iterator[Goal]:
    """Goal 9: the time itself, typst, and the quickest of the others."""
    medians = {name: statistics.median(values) for name, values in times.items()}
    ours, typst = medians.pop("ours"), medians.pop("typst", None)
    yield Goal("goal 9: milliseconds of a letter", ours, MOST_MS)
    if typst is not None:
        yield Goal("goal 9: letter / typst", ours / typst, OF_TYPST)
    if medians:
        yield Goal("goal 9: letter / the quickest of the others", ours / min(medians.values()), 1)


def _spread(values: list[float], form: str) -> str:
    low, high = (format(value, form.lstrip("8")) for value in (min(values), max(values)))
    return f"{statistics.median(values):{form}} (from {low} to {high})"


def _run(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - our own
    return done.stdout.strip()


def install() -> None:
    """Make the environment of the peers from its lock."""
    venv.create(HOME, with_pip=True)
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--require-hashes", "-r", str(LOCK)]
    subprocess.run(command, check=True)  # noqa: S603


def _ours() -> Callable[[str], bytes]:
    from documents import samples  # noqa: PLC0415 - Django is set up first
    from documents.issuing import printed_letter  # noqa: PLC0415

    def make(name: str) -> bytes:
        facts = {**samples.SAMPLES["opinion"], "contact": name}
        return printed_letter(
            "opinion", facts, samples.ISSUER, samples.AT, number=f"江总工劳监意〔2026〕{ord(name[-1])}号",
            verify_url=f"{samples.VERIFY_URL}/{ord(name[-1])}", code=f"7F3K-9Q2M-{ord(name[-1]):04X}",
        )  # fmt: skip

    return make


def _text(file: Path) -> None:
    """Write what the letter says for the peers."""
    from documents import samples  # noqa: PLC0415
    from documents.kinds import KINDS  # noqa: PLC0415
    from documents.wording import cleaned, compose  # noqa: PLC0415

    kind = KINDS["opinion"]
    kept, _findings = cleaned(kind, samples.SAMPLES["opinion"])
    letter = compose(kind, kept, samples.ISSUER, "2026年3月16日", number="江总工劳监意〔2026〕3号")
    said = ["".join(text for _style, text in block.runs) for block in letter.paragraphs]
    said = [letter.issuer.name, letter.number, f"{letter.addressee}：", *said, letter.issuer.name, letter.date]
    file.write_text(json.dumps({"title": letter.title, "paragraphs": said}, ensure_ascii=False), encoding="utf-8")


def _child(argument: str, rest: list[str]) -> None:
    """What a process of its own does for the run."""
    import django  # noqa: PLC0415

    if argument == "cold":  # the product's other applications are not the print shop's
        from django.conf import settings  # noqa: PLC0415

        from documents.fontlock import cache_directory  # noqa: PLC0415

        settings.configure(BASE_DIR=ROOT, FONT_DIR=cache_directory(), INSTALLED_APPS=["documents"], USE_I18N=False)
        django.setup()
        start = time.process_time()
        _ours()("龚喆")
        print((time.process_time() - start) * 1000)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    if argument == "ours":
        print(measure(_ours(), LETTERS))
    elif argument == "fonts":
        from django.conf import settings  # noqa: PLC0415

        print(settings.FONT_DIR)
    else:
        _text(Path(*rest))


if __name__ == "__main__":
    given = sys.argv[1:]
    if given and given[0] in ("ours", "cold", "fonts", "text"):
        _child(given[0], given[1:])
    else:
        if "--install" in given:
            given.remove("--install")
            install()
        main(int(given[0]) if given else TURNS)
