"""Every page of the product, wide and narrow: accessible, without a complaint of the browser, and in its window."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pages import NO_PAGE, NOBODY, Visit, behind_the_link, furnished, questions_of, visits
from tests.security.table import OBJECTS, PAGES
from tests.walks.crowd import committed
from tests.walks.world import cheap_print

pytestmark = pytest.mark.browser
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "preload": False}
RULES = {  # colours, which cost most, are the same in both widths
    DESKTOP: LEVELS,
    PHONE: LEVELS | {"rules": {"color-contrast": {"enabled": False}}},
}
LOOK = """async (rules) => {
    const root = document.documentElement
    for (const part of document.querySelectorAll("main details")) part.open = true
    const { violations } = await axe.run(document, { ...rules, resultTypes: ["violations"] })
    return {
        axe: violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`)),
        overflow: root.scrollWidth - root.clientWidth,
        headings: document.querySelectorAll("h1").length,
        title: document.title.trim() !== "" && (document.querySelector("h1")?.innerText ?? "").trim() !== "",
    }
}"""
FINE = {"status": 200, "axe": [], "overflow": 0, "headings": 1, "title": True, "complaints": []}


@pytest.fixture
def world(page, monkeypatch):
    """Committed, because the server reads it in a thread of its own."""
    monkeypatch.setattr("documents.press.printed", cheap_print)
    with committed():
        yield furnished()
        page.goto("about:blank")


class Reader:
    """A browser that opens pages as anybody, and notes what the page complains of."""

    def __init__(self, page, server, script):
        self.page, self.server, self.script = page, server, script
        self.complaints, self.sessions = [], {}
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)

    def _note(self, line):
        if line.type in ("error", "warning"):
            self.complaints.append(line.text)

    def become(self, person):
        self.page.context.clear_cookies()
        if person is NOBODY:
            return
        if person not in self.sessions:
            client = Client()
            user = get_user_model().objects.get(username=person)
            client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
            self.sessions[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self.sessions[person], "url": self.server}
        self.page.context.add_cookies([cookie])

    def look(self, address):
        """What is wrong with the page at the address, by width; nothing with a fine one."""
        self.complaints.clear()
        answer = self.page.goto(address)
        self.page.evaluate(self.script)
        found = {}
        for width, rules in RULES.items():
            self.page.set_viewport_size({"width": width, "height": 900})
            seen = {"status": answer.status, **self.page.evaluate(LOOK, rules), "complaints": list(self.complaints)}
            if wrong := {key: value for key, value in seen.items() if value != FINE[key]}:
                found[width] = wrong
        return found


@pytest.mark.timeout(900)  # about 140 pages, a minute on an idle machine
def test_every_page_is_accessible_quiet_and_in_its_window(page, world, live_server, axe_source):
    reader, faults = Reader(page, live_server.url, axe_source), {}

    def look(stops):
        for stop in stops:
            if wrong := reader.look(stop.address):
                faults[stop.address, stop.person] = wrong

    people = {name: person.username for name, person in world.people.items()}
    by_person = {}
    for stop in visits(world):
        by_person.setdefault(stop.person, []).append(stop)
    for person, stops in by_person.items():
        reader.become(people[person])
        look(stops)
    reader.become(NOBODY)
    link, pages = behind_the_link(world)
    look([Visit("sign-in", NOBODY, reverse("sign-in")), questions_of(world), Visit("access-link", NOBODY, link)])
    page.click("main form button")
    look(pages)
    assert not faults, "\n".join(f"{place}: {wrong}" for place, wrong in faults.items())


@pytest.mark.django_db
def test_no_address_is_left_out(monkeypatch):
    monkeypatch.setattr("documents.press.printed", cheap_print)
    world = furnished()
    seen = {stop.name for stop in visits(world)} | {"sign-in", "access-link", "office", "office-step", "survey-answer"}
    assert seen & NO_PAGE.keys() == set()
    assert sorted(seen | NO_PAGE.keys()) == sorted({*PAGES, *OBJECTS})
