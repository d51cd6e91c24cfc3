"""What all tests share: the test database, and the browser tests' Chromium."""

import gc
import os

import pytest
from django.db import connections

from tests import emptying
from tests.migrated import copy_migrated
from tests.remembering import remembering
from tooling.checks import find_chromium

USING_THE_DATABASE = {"db", "transactional_db", "client", "admin_client", "live_server"}
COLLECTED = gc.get_threshold()
PAGES = "tests/mediation/views/"  # the matrix of rights opens every page on both databases
RULES = (  # tables of conditions on one case: the operations, journeys and walks ask them on both databases
    *(f"tests/mediation/test_{table}.py" for table in (
        "arbitration_failed", "checks", "closing", "clues", "copy_out", "disclosure", "dossier", "guards",
        "hand_overs", "letters", "lifecycle", "linkage", "notices", "papers", "proceedings", "reminding", "steps",
    )),
    "tests/mediation/preflight/", "tests/documents/signing/",
)  # fmt: skip
SEARCHING_PAGES = ("test_desk", "test_dispute_export", "test_dispute_list", "test_finder", "test_letter_list")


def pytest_collection_finish(session):
    _spare_the_collector()


def _spare_the_collector():
    """What was imported lives to the end: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Each test begins in an untouched database; one that may patch how cases are made makes its own."""
    remembering.begin(trusted=not _patches(item))


def _patches(item):
    """Whether the test or a fixture of ours replaces anything but the typesetting."""
    asked = item._fixtureinfo
    ours = (
        definition.argnames
        for name, definitions in asked.name2fixturedefs.items()
        for definition in definitions
        if definition.baseid and name != "cheap_letters"
    )
    return any("monkeypatch" in names for names in (asked.argnames, *ours))


def pytest_collection_modifyitems(config, items):
    """A test that uses no database, or is marked `once`, runs on SQLite; PostgreSQL would say the same again.

    So does a test of a page, or of a table of rules: what it asks the database, the operations, filters and figures
    behind it ask on both. Pages that search stay; figures and the cases behind them are counted by `reports`.
    """
    if connections["default"].vendor != "postgresql":
        return
    said = {item for item in items if _is_said_already(item)}
    config.hook.pytest_deselected(items=list(said))
    items[:] = [item for item in items if item not in said]


def _is_said_already(item):
    return item.get_closest_marker("once") or not _uses_the_database(item) or _is_of_a_page_or_rule(item)


def _is_of_a_page_or_rule(item):
    if item.nodeid.startswith(RULES):
        return True
    return item.nodeid.startswith(PAGES) and not item.path.name.startswith(SEARCHING_PAGES)


def _uses_the_database(item):
    return item.get_closest_marker("django_db") or USING_THE_DATABASE & set(item.fixturenames)


@pytest.fixture(scope="session")
def chromium():
    """The path of Chromium. Without one a browser test is skipped, or fails where REQUIRE_BROWSER=1."""
    path = find_chromium()
    if path:
        # Playwright keeps an event loop in the thread of the test, which Django takes for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        return path
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail("REQUIRE_BROWSER=1, but no Chromium was found.")
    return pytest.skip("no Chromium was found")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file: an in-memory database is shared by threads without any locking worth a test."""
    gc.set_threshold(*COLLECTED)  # migrations drop models that still listen to signals: twice as slow while they live
    database = connections["default"]
    if database.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        copy_migrated(file)
        database.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """The database is made; what tests commit there is taken away in a moment."""
    _spare_the_collector()
    emptying.install(connections["default"])


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The copy on SQLite is kept and only brought up to date; pytest clears its folder."""
    return connections["default"].vendor == "sqlite"
