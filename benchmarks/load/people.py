"""Who is there, and what each opens, one page after the other."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import cycle
from random import Random
from urllib.parse import quote, urlencode

PASSWORD = "zhuji-1234-demo"  # noqa: S105 - of the demo, printed on its sign-in page
CASE, NEXT = re.compile(r'href="(/cases/\d+/)"'), re.compile(r'href="(\?[^"]*after=[^"]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
GOOD, TOO_COSTLY = {200}, {200, 422, 503}
DESK, LIST, FILTERED, FOUND, FURTHER, ONE_CASE = "desk", "list", "list, filtered", "list, searched", "next page", "case"
LETTERS, DASHBOARD, REPORT, COSTLY, READ = "letters", "dashboard", "report", "costly", "reminders read"
Day = tuple[str, ...]

AT_WORK: Day = (DESK, LIST, ONE_CASE, FOUND, ONE_CASE, FILTERED, FURTHER, ONE_CASE, LETTERS, READ)
LOOKING: Day = (DESK, LIST, ONE_CASE, FOUND, FURTHER)
MANAGING: Day = (DESK, DASHBOARD, REPORT, LIST, FILTERED, FURTHER, ONE_CASE, FOUND)
ASKING: Day = (COSTLY,)
PEOPLE: tuple[tuple[str, Day], ...] = (
    ("wang.mei", AT_WORK), ("chen.tao", AT_WORK), ("lou.jun", AT_WORK), ("wang.mei", AT_WORK), ("chen.tao", AT_WORK),
    ("zhou.min", AT_WORK), ("jin.weidong", AT_WORK), ("he.ping", AT_WORK), ("shen.li", MANAGING), ("shen.li", MANAGING),
    ("hr.liu", LOOKING), ("court.fang", LOOKING), ("procurator.yu", LOOKING), ("justice.ding", LOOKING),
    ("audit.qian", LOOKING), ("shen.li", ASKING),
)  # fmt: skip
WORDS = ("张伟", "公司", "王芳", "恒达", "工资", "2025", "髙髙")
FILTERS = ("state=mediating", "category=06", "open=1&sort=due", "received_from=2024-03-01&received_to=2024-03-31")
QUESTIONS = (
    "/cases/?" + urlencode({"q": "公司", "overdue": "on", "sort": "due"}), "/cases/?exact=1&q=" + quote("有限"),
    "/cases/?collective=on&sort=-amount&exact=1", "/reports/figures/?first=2018-01-01&last=2026-11-30&by=handler",
)  # fmt: skip
ADDRESSES = {DESK: "/", LIST: "/cases/", LETTERS: "/letters/", DASHBOARD: "/reports/", REPORT: "/reports/figures/"}


@dataclass
class Answer:
    """One answer: the page, when it came (seconds of the run), how long it took (milliseconds), and its status."""

    page: str
    at: float
    took: float
    status: int
    address: str

    @property
    def is_error(self) -> bool:
        return self.status not in (TOO_COSTLY if self.page == COSTLY else GOOD)


@dataclass
class Person:
    """Somebody with a browser."""

    username: str
    day: Day
    port: int
    rng: Random
    began: float
    answers: list[Answer] = field(default_factory=list)
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    cases: list[str] = field(default_factory=list)
    further: str = ""

    def sign_in(self) -> None:
        """Raises AssertionError when that fails."""
        token = TOKEN.search(self._ask("GET", "/sign-in/")[1])
        given = {"username": self.username, "password": PASSWORD, "csrfmiddlewaretoken": token and token[1]}
        status, _text = self._ask("POST", "/sign-in/", urlencode(given))
        assert status == 302, f"{self.username}: {status}"

    def work(self, until: float, pause: float) -> None:
        """Open one page after the other until then (seconds of the run), thinking about each."""
        time.sleep(self.rng.random() * pause)
        for page in cycle(self.day):
            if time.monotonic() - self.began > until:
                return
            self.open(page)
            time.sleep(self.rng.random() * 2 * pause)

    def open(self, page: str) -> None:
        """Open a page and remember how it went."""
        address = next(self._addresses(page))
        method = "POST" if page == READ else "GET"
        given = urlencode({"csrfmiddlewaretoken": self._token()}) if page == READ else ""
        began = time.perf_counter()
        status, text = self._ask(method, address, given)
        took = (time.perf_counter() - began) * 1000
        status = 200 if page == READ and status == 302 else status
        self.answers.append(Answer(page, time.monotonic() - self.began, took, status, address))
        if address.startswith("/cases/?") or address == "/cases/":
            self.cases = CASE.findall(text) or self.cases
            following = NEXT.search(text)
            self.further = "/cases/" + following[1].replace("&amp;", "&") if following else ""

    def _addresses(self, page: str) -> Iterator[str]:
        choose = self.rng.choice
        if page == FOUND:
            yield "/cases/?q=" + quote(choose(WORDS))
        elif page == FILTERED:
            yield "/cases/?" + choose(FILTERS)
        elif page == FURTHER:
            yield self.further or "/cases/"
        elif page == ONE_CASE:
            yield choose(self.cases) if self.cases else "/cases/"
        elif page == COSTLY:
            yield choose(QUESTIONS)
        yield ADDRESSES.get(page, "/reminders/read/")

    def _token(self) -> str:
        return self.cookies["csrftoken"].value if "csrftoken" in self.cookies else ""

    def _ask(self, method: str, address: str, given: str = "") -> tuple[int, str]:
        """Status and text; status 0 when there was no answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
        try:
            connection.request(method, address, given.encode(), headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies.load(line)
            return answer.status, answer.read().decode(errors="replace")
        except (OSError, HTTPException):
            return 0, ""
        finally:
            connection.close()
