"""Other makers of PDF on the text of our letter, with our font files; in an environment of its own, without Django.

`python peers.py NAME TEXT FONTS [LETTERS]` prints the median of CPU milliseconds of a warm letter. TEXT is a JSON
file: a title and paragraphs; FONTS a folder. Each letter holds another name. All set plain text: no seal, no code.
"""

import html
import io
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

NAMES = "喆䶮昇珺赟旻堃犇龑㛃"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
WARM = 3
SLOW = {"fpdf2": (1, 2), "libreoffice": (1, 3)}  # warming and counted letters of those that take seconds
Maker = Callable[[str], bytes]


def names(count: int, warm: int) -> list[str]:
    """Names of which no two are alike, for `warm` letters and `count` more."""
    return [SURNAMES[n % len(SURNAMES)] + NAMES[n % len(NAMES)] + chr(0x4E00 + 37 * n) for n in range(count + warm)]


def measure(make: Maker, count: int, warm: int = WARM) -> float:
    """Median CPU milliseconds of a warm letter, this process and its children together."""
    times = []
    for number, name in enumerate(names(count, warm)):
        start = _cpu()
        if not make(name).startswith(b"%PDF"):
            raise ValueError("This is no PDF.")
        if number >= warm:
            times.append((_cpu() - start) * 1000)
    return statistics.median(times)


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _platypus(title: str, texts: list[str], fonts: Path) -> Maker:
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415

    for font in ("fang", "rare", "title"):
        pdfmetrics.registerFont(TTFont(font, str(fonts / f"{font}.ttf")))
    known = pdfmetrics.getFont("fang").face.charToGlyph
    body = ParagraphStyle("body", fontName="fang", fontSize=16, leading=29, wordWrap="CJK", firstLineIndent=32)
    head = ParagraphStyle("head", fontName="title", fontSize=22, leading=33, wordWrap="CJK")

    def marked(text: str) -> str:
        """It knows no fallback: a character the font lacks is marked, or it would be a blank."""
        parts = (c if ord(c) in known else f'<font name="rare">{c}</font>' for c in html.escape(text))
        return "".join(parts)

    def make(name: str) -> bytes:
        stream = io.BytesIO()
        story = [Paragraph(html.escape(title), head)]
        story += [Paragraph(marked(text), body) for text in [*texts, name]]
        SimpleDocTemplate(stream, pagesize=A4, initialFontName="fang").build(story)
        return stream.getvalue()

    return make


def _typst(title: str, texts: list[str], fonts: Path) -> Maker:
    """The fonts are loaded once, which its command line does for each file."""
    import typst  # noqa: PLC0415

    kept = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    families = kept.families()
    fang, rare, bold = (
        next(name for name in families if part in name.replace(" ", "").lower())
        for part in ("fandolfang", "notoserif", "fandolsong")
    )
    head = (
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))\n'
        f'#set text(font: ({json.dumps(fang)}, {json.dumps(rare)}), size: 16pt, lang: "zh")\n'
        "#set par(justify: true, leading: 13.6pt, spacing: 13.6pt, first-line-indent: (amount: 32pt, all: true))\n"
        f"#align(center, text(font: {json.dumps(bold)}, size: 22pt, {_quoted(title)}))\n"
    )

    def make(name: str) -> bytes:
        body = "\n\n".join(f"#{_quoted(text)}" for text in [*texts, name])
        return typst.compile((head + body).encode(), font_paths=kept)

    return make


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _page(title: str, texts: list[str], fonts: Path) -> tuple[str, str]:
    faces = "".join(
        f"@font-face {{ font-family: {name}; src: url({(fonts / name).as_uri()}.ttf) }}\n"
        for name in ("fang", "rare", "title")
    )
    style = faces + (
        "@page { size: A4; margin: 37mm 26mm 35mm 28mm }\nbody { font: 16pt/29pt fang, rare; text-align: justify }\n"
        "p { text-indent: 2em; margin: 0 } h1 { font: 22pt title; text-align: center }"
    )
    return style, f"<h1>{html.escape(title)}</h1>" + "".join(f"<p>{html.escape(text)}</p>" for text in texts)


def _weasyprint(title: str, texts: list[str], fonts: Path) -> Maker:
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    style, page = _page(title, texts, fonts)
    kept = FontConfiguration()
    sheet = CSS(string=style, font_config=kept)

    def make(name: str) -> bytes:
        return HTML(string=f"{page}<p>{name}</p>").write_pdf(stylesheets=[sheet], font_config=kept)

    return make


def _fpdf2(title: str, texts: list[str], fonts: Path) -> Maker:
    from fpdf import FPDF  # noqa: PLC0415

    def make(name: str) -> bytes:
        pdf = FPDF(format="A4")
        for font in ("fang", "rare", "title"):
            pdf.add_font(font, fname=str(fonts / f"{font}.ttf"))
        pdf.set_margins(28, 37, 26)
        pdf.add_page()
        pdf.set_font("title", size=22)
        pdf.multi_cell(0, 12, title, align="C", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("fang", size=16)
        pdf.set_fallback_fonts(["rare"])
        for text in [*texts, name]:
            pdf.multi_cell(0, 10.2, text, align="J", new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
        return bytes(pdf.output())

    return make


def _libreoffice(title: str, texts: list[str], fonts: Path) -> Maker:
    """A process a letter, as it is used; its fonts are those of the system."""
    program = shutil.which("soffice")
    if program is None:
        raise ImportError("LibreOffice is not installed")
    folder = Path(tempfile.mkdtemp())
    _style, page = _page(title, texts, fonts)

    def make(name: str) -> bytes:
        (folder / "letter.html").write_text(f"<meta charset=utf-8>{page}<p>{name}</p>", encoding="utf-8")
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
        command += ["pdf:writer_web_pdf_Export", "--outdir", str(folder), str(folder / "letter.html")]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - the path comes from the system
        return (folder / "letter.pdf").read_bytes()

    return make


PEERS = {
    "typst": _typst,
    "platypus": _platypus,
    "weasyprint": _weasyprint,
    "fpdf2": _fpdf2,
    "libreoffice": _libreoffice,
}

if __name__ == "__main__":
    peer, text, folder, *rest = sys.argv[1:]
    letter = json.loads(Path(text).read_text(encoding="utf-8"))
    try:
        maker = PEERS[peer](letter["title"], letter["paragraphs"], Path(folder))
    except (ImportError, OSError) as absent:
        sys.exit(f"{peer}: {absent}")
    warm, count = SLOW.get(peer, (WARM, int(rest[0]) if rest else 20))
    print(measure(maker, count, warm))
