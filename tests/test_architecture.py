"""The import order of docs/architecture.md, sizes, and the one door, read from the source."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = [
    ["documents"],
    [
        f"mediation.{name}"
        for name in (
            "machine", "classification", "hours", "workdays", "notices", "notice_files", "deadline_rules",
            "deadlines", "limitation", "ages", "awards",
            "access", "guards", "grounds", "collective", "linkage", "lifecycle", "proceeding_kinds",
            "proceeding_guards", "proceedings", "letter_kinds", "letters", "hand_overs", "disclosure", "purposes",
            "copy_out", "papers", "paper_checks", "dossier", "dossier_checks",
            "performance", "default_routes", "confirmation", "checks", "linkage_checks", "proceeding_checks",
            "conclusion_checks", "closing", "steps", "calendar_seed", "wage_seed", "masking", "clues",
            "reminding", "feeds", "zhuji", "confined", "uploads", "service", "lawbook",
            "preflight", "satisfaction", "charts", "words", "word_index",
        )
    ],
    ["mediation.models"],
    ["mediation.operations", "mediation.reports", "mediation.demo", "mediation.integrity"],
    [
        "mediation.forms", "mediation.paging", "mediation.opening", "mediation.counts", "mediation.listing",
        "mediation.behind", "mediation.chips", "mediation.filter_rows", "mediation.filters", "mediation.exports",
        "mediation.outputs", "mediation.imports",
    ],
    ["mediation.views", "mediation.templatetags", "mediation.admin", "mediation.management", "mediation.urls"],
]  # fmt: skip
TABLES = {"mediation.lifecycle"}  # one table, which two files would only hide
FREE = {"mediation", "mediation.apps", "mediation.migrations"}


def modules():
    for room in ("documents", "mediation", "config"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(name):
    for number, prefixes in enumerate(LAYERS):
        if any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes):
            return number
    return None


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def length_of_body(function):
    """Lines of the body without the docstring; a long signature is no fault."""
    first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
    return function.end_lineno - first.lineno + 1


def test_every_module_has_a_layer():
    homeless = [
        name
        for path in modules()
        if not (name := name_of(path)).startswith("config") and name not in FREE and layer_of(name) is None
    ]
    assert homeless == []


def test_imports_go_downwards():
    wrong = []
    for path in modules():
        own = layer_of(name_of(path))
        if own is None:
            continue
        for imported in imports_of(path):
            other = layer_of(imported)
            if other is not None and other > own:
                wrong.append(f"{name_of(path)} imports {imported}")
    assert wrong == []


def test_documents_knows_nothing_of_disputes():
    wrong = [
        f"{name_of(path)} imports {imported}"
        for path in modules()
        if name_of(path).startswith("documents")
        for imported in imports_of(path)
        if imported.split(".")[0] == "mediation"
    ]
    assert wrong == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "services", "managers"])
def test_no_junk_drawer(word):
    assert [name_of(path) for path in modules() if path.stem == word or word in path.parts] == []


def test_files_and_functions_stay_small():
    long_files, long_functions = [], []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 250 and name_of(path) not in TABLES:
            long_files.append(name_of(path))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and length_of_body(node) > 40:
                long_functions.append(f"{name_of(path)}.{node.name}")
    assert (long_files, long_functions) == ([], [])


def test_only_the_door_calls_verbs_and_no_signal_or_save_override():
    """States change behind the one door; nothing listens to signals, nothing overrides save."""
    wrong = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if "post_transition" in text or "pre_transition" in text or "post_save" in text or "pre_save" in text:
            wrong.append(f"{name_of(path)}: signal")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name == "save":
                wrong.append(f"{name_of(path)}: save()")
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
                names = {keyword.arg for keyword in node.keywords}
                wrong += [f"{name_of(path)}: update({name}=)" for name in names & {"state", "stage"}]
    assert wrong == []
