"""The browser tests' harness: Chromium, a page that fails on console errors, axe, signing in, keyboard."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.migrated import put_back

DESKTOP, PHONE = 1280, 390
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
FINDINGS = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false })
    return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html}`))
}"""  # lines alone: what axe tells beside them takes longer to bring over than to find
AXE = Path(os.environ.get("AXE_PATH") or settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js")


@pytest.fixture(scope="session", autouse=True)
def rows_come_back_at_once(django_db_setup):
    """Before each test SQLite takes back the pages of the migrated file, where Django would save object by object."""
    if connection.vendor == "sqlite":
        connection.creation.deserialize_db_from_string = lambda contents: put_back(connection.connection)


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def width():
    """The width of the window; a test parametrizes it with DESKTOP and PHONE."""
    return DESKTOP


@pytest.fixture
def language():
    """The language of the pages; a test parametrizes it with "zh-hans" and "en"."""
    return settings.LANGUAGE_CODE


@pytest.fixture
def page(browser, django_db_serialized_rollback, live_server, width, language):
    """A page on the live server; script errors, policy refusals and lost files fail the test."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if _is_fault(message, page) else None)
    yield page
    context.close()
    assert complaints == []


def _is_fault(message, page):
    asked_for = message.location["url"] == page.url and "status of 4" in message.text  # the test visits a 403
    return message.type in ("error", "warning") and not asked_for


@pytest.fixture
def sign_in(live_server):
    """sign_in(page, username): the next pages are read by that person."""

    def sign_in(page, username):
        client = Client()
        user = get_user_model().objects.get(username=username)
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return sign_in


@pytest.fixture(scope="session")
def axe_source():
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def axe(axe_source):
    """axe(page): the findings of axe-core, as lines "rule: element"."""

    def axe(page):
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(axe_source)
        return page.evaluate(FINDINGS)

    return axe


@pytest.fixture(scope="session")
def faults(axe, overflow):
    """faults(page): the findings and the pixels too many of an open page, by width; nothing of a fine one."""

    def faults(page):
        found = {}
        for width in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            found[width] = axe(page), overflow(page)
        return {width: wrong for width, wrong in found.items() if wrong != ([], 0)}

    return faults


@pytest.fixture(scope="session")
def tab_to():
    """tab_to(page, selector): press Tab until the element has the focus; fails when it cannot be reached."""

    def tab_to(page, selector):
        for _ in range(120):
            if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
                return
            page.keyboard.press("Tab")
        pytest.fail(f"{selector} cannot be reached by the Tab key.")

    return tab_to


@pytest.fixture(scope="session")
def overflow():
    """overflow(page): how many pixels the page is wider than its window."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return lambda page: page.evaluate(width)
