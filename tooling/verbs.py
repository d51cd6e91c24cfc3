"""The verbs of `./dev`."""

import sys
from collections.abc import Callable, Sequence

from tooling import checks, product
from tooling.console import SetupError, say, start
from tooling.packages import PYTHON, is_set_up


def demo(arguments: Sequence[str]) -> int:
    """Serve the demo; `--fresh` empties its database first."""
    if set(arguments) - {"--fresh"}:
        raise SetupError("./dev demo takes only --fresh, which empties the demo database first.")
    return product.demo(fresh="--fresh" in arguments)


def test(arguments: Sequence[str]) -> int:
    """Run every test and check, or pytest with `arguments`."""
    return checks.test(arguments)


def check(arguments: Sequence[str]) -> int:
    """Run the static checks."""
    _none(arguments)
    return checks.check()


def tidy(arguments: Sequence[str]) -> int:
    """Format the code and mend what can be mended."""
    _none(arguments)
    return checks.tidy()


def manage(arguments: Sequence[str]) -> int:
    """Run manage.py with the settings of the demo."""
    if not is_set_up():
        raise SetupError("Nothing is set up yet. Run ./dev demo first.")
    environment = product.demo_environment(product.port())
    return start([PYTHON, "manage.py", *arguments], env=environment).wait()


def build(arguments: Sequence[str]) -> int:
    """Make what a server needs beside its database and settings."""
    _none(arguments)
    product.prepare(with_tests=False)
    product.collect_static(product.production_environment())
    return 0


VERBS: dict[str, tuple[Callable[[Sequence[str]], int], str]] = {
    "demo": (
        demo,
        "set up, fill and serve the demo on 127.0.0.1, port 8000 or PORT (--fresh: from an empty database)",
    ),
    "test": (
        test,
        "all tests and checks, as CI runs them (with arguments: only pytest, on SQLite, with these)",
    ),
    "check": (check, "ruff, format, mypy, missing migrations, deploy settings"),
    "tidy": (tidy, "format the code and mend what ruff can mend"),
    "manage": (manage, "manage.py with the settings of the demo, e.g. ./dev manage due --list"),
    "build": (build, "what a server needs beside its database and settings: packages, fonts, static files"),
}


def main(arguments: list[str]) -> int:
    """Run the verb that the first argument names; return the exit code."""
    if not arguments:
        say("\n".join(["./dev VERB", "", *(f"  {name:8} {line}" for name, (_, line) in VERBS.items())]))
        return 0
    name, *rest = arguments
    try:
        if name not in VERBS:
            raise SetupError(f"There is no verb {name!r}. ./dev alone lists the verbs.")
        act, _ = VERBS[name]
        return act(rest)
    except SetupError as stop:
        sys.stderr.write(f"\n{stop}\n")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


def _none(arguments: Sequence[str]) -> None:
    if arguments:
        raise SetupError(f"This verb takes no arguments: {' '.join(arguments)}")
