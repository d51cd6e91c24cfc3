"""The map against the machines themselves, and the document against the map."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from mediation.management.commands.print_lifecycle import lifecycle_text
from mediation.models import Dispute, HandOver, Letter, Proceeding
from mediation.reports.lifecycle import letter_rows, proceeding_rows, read_graph, read_graphs
from mediation.reports.lifecycle_chart import draw

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "lifecycle.md"
MODELS = {"dispute": Dispute, "proceeding": Proceeding, "letter": Letter, "hand_over": HandOver}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("name", MODELS)
def test_every_transition_of_the_code_is_on_the_map_and_no_other(name):
    coded = set()
    for move in MODELS[name]._meta.get_field("state").get_all_transitions(MODELS[name]):
        targets = [None] if move.target is None else getattr(move.target, "allowed_states", [move.target])
        coded |= {(move.name, str(move.source), target and str(target)) for target in targets}
    graph = read_graph(name)
    drawn = {
        (arrow.verb, source, target)
        for arrow in graph.arrows
        for source in arrow.sources
        for target in arrow.targets or [None]
    }
    assert drawn == coded


def test_the_row_of_acceptance():
    accept = next(arrow for arrow in read_graph("dispute").arrows if arrow.verb == "accept")
    assert (accept.sources, accept.targets, accept.chinese) == (("registered",), ("accepted",), "受理")
    assert [str(role) for role in accept.who] == ["Mediator", "Reviewer"]
    assert [str(paper) for paper in accept.papers] == ["Notice of acceptance"]
    assert accept.meets == ("M1", "M2")


def test_kinds_of_proceedings_and_letters_tell_outcomes_and_grounds():
    confirmation = next(row for row in proceeding_rows() if row.code == "judicial_confirmation")
    assert [str(agency) for agency in confirmation.agencies] == ["Court"]
    opinion = next(row for row in letter_rows() if row.code == "opinion")
    assert (opinion.reviewed, opinion.supervisors) == (True, 2)
    assert opinion.reply == "S1 Answer to the opinion letter (15 working days)"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", MODELS)
def test_the_picture_has_a_line_a_state_and_a_row_a_verb_inside_its_frame(name, language):
    with translation.override(language):
        graph = read_graph(name)
        picture = draw(graph)
    assert len({column.x for column in picture.columns}) == len(graph.states)
    assert len({lane.y for lane in picture.lanes}) == len(graph.arrows)
    places = {column.x for column in picture.columns}
    for lane in picture.lanes:
        assert {*lane.starts, *lane.ends, lane.left, lane.right} <= places
        assert 0 < lane.left <= lane.right < picture.width
        assert picture.head < lane.y < picture.height
        assert bool(lane.heads) == any(start != end for start in lane.starts for end in lane.ends)


def test_a_step_back_is_drawn_as_one():
    lanes = {lane.label: lane for lane in draw(read_graph("dispute")).lanes}
    assert (lanes["Reopen"].backwards, lanes["Close the case"].backwards) == (True, False)
    assert (lanes["Assign a handler"].stays, lanes["Assign a handler"].heads) == (True, ())


def test_the_document_is_what_the_command_prints(capsys):
    call_command("print_lifecycle")
    printed = capsys.readouterr().out
    assert printed == lifecycle_text()
    assert DOCUMENT.read_text(encoding="utf-8") == printed, "run manage.py print_lifecycle > docs/lifecycle.md"


def test_the_document_has_a_row_a_verb():
    rows = [line for line in lifecycle_text().splitlines() if line.startswith("| ")]
    verbs = [arrow.verb for graph in read_graphs() for arrow in graph.arrows]
    assert [verb for verb in verbs if not any(f"| `{verb}` |" in row for row in rows)] == []
