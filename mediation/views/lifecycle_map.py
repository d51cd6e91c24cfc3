"""The map of the four machines, made from the code."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from mediation.reports.lifecycle import Graph, deadline_words, letter_rows, proceeding_rows, read_graphs
from mediation.reports.lifecycle_chart import draw


@require_safe
def lifecycle_map(request):
    """States and steps for everybody who signs in; holds nothing of any case."""
    graphs = read_graphs()
    context = {
        "machines": [{"picture": draw(graph), "rows": _rows(graph)} for graph in graphs],
        "kinds": proceeding_rows(), "letters": letter_rows(),
    }  # fmt: skip
    return render(request, "mediation/lifecycle_map.html", context)


def _rows(graph: Graph) -> list[dict[str, object]]:
    return [
        {
            "arrow": arrow,
            "sources": [graph.label_of(code) for code in arrow.sources],
            "targets": [graph.label_of(code) for code in arrow.targets],
            "deadlines": list(deadline_words(arrow)),
        }
        for arrow in graph.arrows
    ]
