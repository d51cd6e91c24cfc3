"""CPU of one warm letter: our typesetter against reportlab's own Platypus with CJK wrapping, same text, one run.

Each maker runs in processes of its own, in turn (our speed patches must not help the other); both embed subset fonts
from the same files. `python -m benchmarks.letters [TURNS]`; times are process CPU after three letters of warming.
"""

import io
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import django

TURNS, LETTERS = 5, 20
NAMES = "喆䶮昇珺赟旻堃犇龑㛃"


def main(turns: int) -> None:
    """Print the median CPU milliseconds of both and the ratio turn by turn."""
    times: dict[str, list[float]] = {name: [] for name in MAKERS}
    for _turn in range(turns):
        for name in MAKERS:
            command = [sys.executable, "-m", "benchmarks.letters", name]
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this module itself
            times[name].append(float(done.stdout))
    for name, values in times.items():
        low, high = min(values), max(values)
        print(f"{name:<10}{statistics.median(values):6.1f} ms of CPU a letter (turns from {low:.1f} to {high:.1f})")
    ratios = [ours / other for ours, other in zip(times["ours"], times["platypus"], strict=True)]
    print(f"ours / platypus {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")


def measure(make: Callable[[str], bytes]) -> float:
    """Median CPU milliseconds of a warm letter."""
    times = []
    for number in range(-3, LETTERS):
        start = time.process_time()
        make(NAMES[number % len(NAMES)])
        if number >= 0:
            times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def _ours() -> Callable[[str], bytes]:
    from documents import samples  # noqa: PLC0415 - Django is set up first
    from documents.issuing import printed_letter  # noqa: PLC0415

    def make(name: str) -> bytes:
        facts = {**samples.SAMPLES["opinion"], "contact": f"龚{name}"}
        return printed_letter(
            "opinion", facts, samples.ISSUER, samples.AT, number="江总工劳监意〔2026〕3号",
            verify_url=f"{samples.VERIFY_URL}/{name}", code=samples.CODE[:-1] + name,
        )  # fmt: skip

    return make


def _platypus() -> Callable[[str], bytes]:
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415

    from documents import fontlock, samples  # noqa: PLC0415

    pdfmetrics.registerFont(TTFont("bench", str(fontlock.cache_directory() / "rare.ttf")))
    style = ParagraphStyle("body", fontName="bench", fontSize=16, leading=29, wordWrap="CJK", firstLineIndent=32)
    texts = [
        part
        for value in samples.SAMPLES["opinion"].values()
        for part in (value if isinstance(value, list) else [str(value)])
    ] * 2

    def make(name: str) -> bytes:
        stream = io.BytesIO()
        document = SimpleDocTemplate(stream, pagesize=A4, initialFontName="bench")
        document.build([Paragraph(text.replace("\n", "<br/>") + name, style) for text in texts])
        return stream.getvalue()

    return make


MAKERS = {"ours": _ours, "platypus": _platypus}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    argument = sys.argv[1] if len(sys.argv) > 1 else str(TURNS)
    if argument in MAKERS:
        django.setup()
        print(measure(MAKERS[argument]()))
    else:
        main(int(argument))
