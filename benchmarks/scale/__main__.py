"""`python -m benchmarks.scale --database URL [--smaller URL] [--only CHAPTERS] [--rounds N]`."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

CHAPTERS = ("lists", "search", "filters", "report", "case_page", "exports", "imports", "steps")


def main() -> int:
    """Run the chapters and print the goals of each; 1 when one of them failed, which does not stop the others."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    options.add_argument("--database", required=True)
    options.add_argument("--smaller")
    options.add_argument("--only", default=",".join(CHAPTERS))
    options.add_argument("--rounds", type=int, default=9)
    given = options.parse_args()
    settings = "benchmarks.scale.settings"
    os.environ.update(DATABASE_URL=given.database, DJANGO_SETTINGS_MODULE=settings, LOG_LEVEL="ERROR", DEBUG="0")
    import_module("config.wsgi")  # the process stands as that of a server does
    return _run(given)


def _run(given: argparse.Namespace) -> int:
    from django.db import connection  # noqa: PLC0415 - Django is set up first

    from benchmarks.scale import case_page, exports, filters, growth, imports, lists, report, search, steps  # noqa: PLC0415
    from mediation.models import Dispute  # noqa: PLC0415

    chapters: dict[str, Callable[[int], list[Any]]] = {
        "lists": lists.measure, "search": search.measure, "filters": filters.measure, "report": report.measure,
        "case_page": case_page.measure, "exports": exports.measure, "imports": imports.measure, "steps": steps.measure,
    }  # fmt: skip
    print(f"{connection.vendor}, {Dispute.objects.count()} cases")
    chapters = {name: chapters[name] for name in given.only.split(",") if name in chapters}
    if given.smaller:
        chapters["growth"] = partial(growth.measure, given.smaller, given.database)
    failed = 0
    for name, measure in chapters.items():
        print(f"\n{name}")
        try:
            print("\n".join(map(str, measure(given.rounds))), flush=True)
        except Exception:
            traceback.print_exc()
            print(f"{name}: failed", flush=True)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
