"""Print the four machines as Markdown: the text of docs/lifecycle.md."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from mediation.machine import StrOrPromise
from mediation.reports.lifecycle import Graph, deadline_words, letter_rows, proceeding_rows, read_graphs

INTRODUCTION = """\
# The four machines

Made from the code by `manage.py print_lifecycle`; do not edit by hand. The verbs are the methods of
`mediation/lifecycle.py`, `proceedings.py`, `letters.py` and `hand_overs.py`; needs, papers and deadlines come from
`steps`, `proceeding_kinds` and `letters.py`. "Led" is a step that follows from another one.
"""


class Command(BaseCommand):
    help = "Print the states and steps of the four machines as Markdown (docs/lifecycle.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(lifecycle_text(), ending="")


def lifecycle_text() -> str:
    """The whole document, English with the Chinese terms beside it."""
    with translation.override("en"):
        parts = [INTRODUCTION, *(_machine(graph) for graph in read_graphs()), _proceedings(), _letters()]
    return "\n".join(parts)


def _machine(graph: Graph) -> str:
    states = ", ".join(f"`{state.code}` {_both(state.label)}" for state in graph.states)
    rows = [
        (
            f"{arrow.label} {arrow.chinese}", f"`{arrow.verb}`", _list(f"`{code}`" for code in arrow.sources),
            _list(f"`{code}`" for code in arrow.targets) or "stays", "led" if arrow.led else _list(arrow.who),
            _list(arrow.needs), _list(arrow.papers), _list(deadline_words(arrow)),
        )
        for arrow in graph.arrows
    ]  # fmt: skip
    table = _table(("Step", "Verb", "From", "To", "Who", "Needs", "Papers", "Deadlines"), rows)
    return f"## {graph.title}\n\nStates: {states}.\n\n{table}"


def _proceedings() -> str:
    rows = [
        (
            f"{row.label} {row.chinese}", _list(row.agencies), _list(row.allowed_from), _list(row.needs),
            _list(row.deadlines), _list(row.outcomes),
        )
        for row in proceeding_rows()
    ]  # fmt: skip
    return "## Kinds of proceedings\n\n" + _table(("Kind", "Agency", "From", "Needs", "Deadlines", "Outcomes"), rows)


def _letters() -> str:
    rows = [
        (_both(row.label), "yes" if row.reviewed else "no", str(row.supervisors), _list(row.grounds), row.reply)
        for row in letter_rows()
    ]
    return "## Kinds of letters\n\n" + _table(("Kind", "Reviewed", "Supervisors", "Grounds", "Answer"), rows)


def _both(label: StrOrPromise) -> str:
    """The English word and, once it is translated, the Chinese one."""
    english = str(label)
    with translation.override("zh-hans"):
        chinese = str(label)
    return english if chinese == english else f"{english} {chinese}"


def _list(parts: Iterable[StrOrPromise]) -> str:
    return "; ".join(str(part) for part in parts)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell or "—" for cell in line) + " |\n" for line in lines)
