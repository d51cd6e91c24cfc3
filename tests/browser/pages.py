"""Every page of the product by name, with who looks at it and what it is about; and what is no page, with the reason.

The world is that of the table of rights, with long names, and what it lacks: a mandate, a payment, a paper, a link.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from mediation.models import Employer, Letter, Party
from mediation.operations.batches import open_batch
from mediation.operations.clues import add_evidence
from mediation.operations.links import create_link
from mediation.operations.performance import record_performance
from mediation.operations.reminders import remind
from mediation.operations.shares import Rule, divide
from mediation.operations.surveys import ask
from mediation.steps import TABLES
from tests import cast, factories
from tests.factories import MONDAY, later
from tests.factories.reports import frozen_report, kept_report
from tests.security.table import DISPUTE_VERBS, HAND_OVER_VERBS, LETTER_VERBS, PAGES, PROCEEDING_VERBS, ROLE_OF
from tests.security.world import World, make_world

LONG_EMPLOYER = "浙江诸暨大唐街道国际袜业跨境电商直播供应链管理股份有限公司第二分公司"
LONG_WORKER = "阿卜杜热西提·麦麦提敏·阿卜杜拉热合曼江"
NO_PAGE = {
    **dict.fromkeys(("dispute-export", "finder-export", "roster-template", "roster-export"), "a spreadsheet"),
    **dict.fromkeys(("report-export", "snapshot-file", "saved-report-file"), "figures to take away"),
    "saved-report-delete": "POST alone",
    **dict.fromkeys(("file-bytes", "file-small"), "a file that came in"),
    **dict.fromkeys(("letter-preview", "letter-pdf", "meeting-minutes", "paper-pdf", "letter-paper"), "a PDF"),
    **dict.fromkeys(
        ("sign-out", "reminders-read", "reminder-read", "feed-renew", "feed-off", "roster-confirm", "roster-marked",
         "minutes-issue", "hand-over-revoke", "letter-articles", "letter-sketch",
         "letter-unsaved", "comment-new", "comment-resolve", "batch-new", "batch-run", "batch-retry",
         "paper-open"),
        "POST alone",
    ),
    "set_language": "leads back", "employer-lookup": "a part of the page of intake",
    "law-lookup": "a part of the page of a letter", "report-json": "JSON", "feed": "a calendar file",
    "batch-zip": "a zip file",
}  # fmt: skip
READERS = ("city_mediator", "manager", "administrator")  # the first who may opens a page without an object
NOBODY = None
FILTERED = (  # what the other visits of a page do not show
    ("dispute-list", "city_mediator", "?overdue=1&channel=walk_in&q=诸暨"),
    ("dispute-list", "city_mediator", "?state=archived"), ("calendar", "administrator", "?year=2031"),
)  # fmt: skip
WHOLE = {"dashboard": "?all=1", "report": "?all=1&by=town"}  # pages that ask for their parts by themselves


@dataclass(frozen=True)
class Visit:
    """One address as one person sees it."""

    name: str
    person: str | None
    address: str


def furnished() -> World:
    """The world of the table of rights, and what its pages still lack."""
    world = make_world()
    group = factories.make_dispute("mediating", workers=tuple(f"工友{number}" for number in range(12)))
    factories.mandate_of(group, later(MONDAY, 3))
    factories.consent_of_all(group, later(MONDAY, 3))
    world.cases["group"] = group
    agreed = world.cases["agreed"] = factories.make_dispute("agreed")
    by, at = cast.city_mediator(), factories.at(later(MONDAY, 30))
    world.cases["evidence"] = add_evidence(
        agreed, by=by, at=at, title="工资条、考勤表与银行流水", source="蒋喆", dated=MONDAY
    )
    line = agreed.agreements.get().instalments.first()
    record_performance(line, by=by, at=at, paid_on=later(MONDAY, 25), paid_amount=Decimal("1000.50"), proof="银行回单")
    shared = factories.make_dispute("agreed", workers=(LONG_WORKER, "何青")).agreements.get()
    divide(shared, Rule.EQUAL, by=by, at=at, amounts={})
    world.cases["shared"] = shared.dispute
    world.cases["closed"] = factories.make_dispute("closed")
    for workers in (("甲",), (LONG_WORKER, "何青")):
        world.cases["radar"] = factories.make_dispute("registered", on=timezone.localdate(), workers=workers)
    Employer.objects.update(name=LONG_EMPLOYER)
    Party.objects.filter(kind="worker", name="蒋喆").update(name=LONG_WORKER)
    remind(at=factories.at(later(MONDAY, 11)))
    return world


def visits(world: World) -> Iterator[Visit]:
    """Every page at least once, the steps of the four machines one by one."""
    for name, (allowed, _status, *_posting) in PAGES.items():
        if name not in NO_PAGE and name not in ("desk", "sign-in", "office"):
            yield visit(name, next(person for person in READERS if person in allowed))
    for person in {role: person for person, role in ROLE_OF.items()}.values():
        yield visit("desk", person)
    for name, person, args in (*_of_cases(world), *_of_rows(world), *_steps(world)):
        yield visit(name, person, *args)
    yield from (Visit(name, person, reverse(name) + query) for name, person, query in FILTERED)


def visit(name: str, person: str | None, *args: Any) -> Visit:
    return Visit(name, person, reverse(name, args=args) + WHOLE.get(name, ""))


Row = tuple[str, str, tuple[Any, ...]]


def _of_cases(world: World) -> Iterator[Row]:
    for relation, reader in (
        ("closed", "city_mediator"),
        ("group", "city_mediator"), ("agreed", "city_mediator"), ("at_court", "city_mediator"),
        ("served", "city_mediator"), ("passed_up", "city_mediator"), ("served", "employer_user"),
        ("served", "volunteer"), ("at_court", "worker_user"), ("at_hr", "hr_liaison"),
        ("at_procuratorate", "prosecutor"), ("town", "archivist"), ("town", "auditor"),
    ):  # fmt: skip
        yield "dispute-detail", reader, (world.cases[relation].pk,)
    for name in (
        "dispute-amend", "dispute-reveal", "party-new", "claim-new", "dispute-deadlines", "deadline-new",
        "limitation", "limitation-new", "hand-over-new", "roster-detail", "roster-enrol", "mandate-new", "clue-pack",
        "evidence-new", "support-dismiss", "dispute-default", "dispute-confirmation", "task-new",
        "paper-new", "dossier",
    ):  # fmt: skip
        yield name, "city_mediator", (world.cases["group"].pk,)
    for name in ("clue-pack", "dispute-default", "dispute-confirmation"):
        yield name, "city_mediator", (world.cases["agreed"].pk,)
    yield "radar-employer", "city_mediator", (world.cases["radar"].employer_id,)
    for name in ("survey-ask", "survey-record"):
        yield name, "city_mediator", (world.cases["closed"].parties.get(kind="worker").pk,)
    for name in ("file-list", "file-new"):
        yield name, "town_mediator", (world.cases["town"].pk,)


def _of_rows(world: World) -> Iterator[Row]:
    group, agreed, by = world.cases["group"], world.cases["agreed"], "city_mediator"
    agreement = agreed.agreements.get()
    line = agreement.instalments.first()
    divided = world.cases["shared"].agreements.get().instalments.first()
    for name, args in {
        "party-amend": (group.parties.first().pk,), "party-strike": (group.parties.filter(kind="worker").last().pk,),
        "claim-amend": (group.claims.first().pk,), "mandate-end": (group.mandates.first().pk,),
        "consent-withdraw": (group.consents.first().pk,), "agreement-divide": (agreement.pk,),
        "evidence-strike": (world.cases["evidence"].pk,), "share-record": (divided.pk,),
        "performance-record": (line.pk,), "payment-strike": (line.pk, 1), "debtor-remind": (agreement.pk,),
        "limitation-step": (world.entry.pk, "strike_limitation"), "task-detail": (world.task.pk,),
        "paper-discard": (world.paper.pk,), "verify": (world.letters["served"].issued.code,),
    }.items():  # fmt: skip
        yield name, by, args
    deadline = group.deadlines.open().get(rule="M3").pk
    yield "deadline-detail", by, (deadline,)
    for verb in ("meet_clock", "extend_clock", "correct_clock", "end_clock"):
        yield "deadline-step", by, (deadline, verb)
    for name in ("meeting-detail", "meeting-agenda", "meeting-amend", "agenda-add", "meeting-hold", "meeting-cancel"):
        yield name, "town_mediator", (world.meeting.pk,)
    yield "meeting-detail", "hr_liaison", (world.meeting.pk,)
    yield "agenda-item", "town_mediator", (world.meeting.items.get().pk,)
    for name, reader in (("rule-detail", "auditor"), ("rule-set", "administrator"), ("rule-check", "administrator")):
        for code in ("M2", "M1"):
            yield name, reader, (code,)
    for name, person, args in (
        ("law-detail", "volunteer", ("劳动法",)), ("article-detail", "volunteer", ("妇女权益保障法", "48")),
        ("article-detail", "administrator", ("劳动法", "50")), ("law-compare", "administrator", ("劳动法",)),
    ):  # fmt: skip
        yield name, person, args
    for reader in ("city_mediator", "reviewer"):
        yield "paper-detail", reader, (world.paper.pk,)
    for relation in ("served", "drafted"):
        yield "letter-detail", by, (world.letters[relation].pk,)
    yield "letter-redline", by, (world.letters["drafted"].pk,)
    drafted = Letter.objects.filter(pk=world.letters["drafted"].pk)
    yield "batch-detail", by, (open_batch("submit", drafted, by=cast.city_mediator(), at=timezone.now()).pk,)
    for kind in ("reminder", "suggestion"):
        yield "letter-new", by, (world.cases["served"].pk, kind)
    yield "file-strike", "town_mediator", (world.upload.pk,)
    saved, snapshot = kept_report(), frozen_report()
    for name in ("saved-report-detail", "saved-report-amend"):
        yield name, "manager", (saved.pk,)
    yield "snapshot-detail", "manager", (snapshot.pk,)
    yield "copy-out", by, (world.proceedings["at_court"].pk,)
    for kind in ("arbitration", "payment_order", "support_for_prosecution"):
        yield "proceeding-prepare", by, (agreed.pk, kind)


def _steps(world: World) -> Iterator[Row]:
    """The page of every verb that has one, whether the state allows it or not."""
    parcel = world.proceedings["at_court"].hand_overs.get()
    for name, machine, verbs, subject in (
        ("dispute-step", "dispute", DISPUTE_VERBS, world.cases["city"]),
        ("proceeding-step", "proceeding", PROCEEDING_VERBS, world.proceedings["at_court"]),
        ("letter-step", "letter", LETTER_VERBS, world.letters["served"]),
        ("hand-over-step", "hand_over", HAND_OVER_VERBS, parcel),
    ):  # fmt: skip
        for verb, people in verbs.items():
            known = [person for person in ("city_mediator", "reviewer", "chair", "archivist") if person in people]
            if known and verb in TABLES[machine] and verb != "amend" and verb != "reveal":
                yield name, known[0], (subject.pk, verb)
    yield "hand-over-link", "city_mediator", (parcel.pk,)
    yield "proceeding-step", "city_mediator", (world.proceedings["unfiled"].pk, "file")
    yield "proceeding-step", "city_mediator", (factories.mediation_of(world.cases["group"]).pk, "conclude")


def questions_of(world: World) -> Visit:
    """The questions after closing, behind a link of their own."""
    worker = world.cases["closed"].parties.get(kind="worker")
    made = ask(worker, by=cast.city_mediator(), at=timezone.now(), means="link")
    return visit("survey-answer", NOBODY, made.secret)


def behind_the_link(world: World) -> tuple[str, list[Visit]]:
    """The address of a one-time link, and the pages it opens for a browser without an account."""
    parcel = world.proceedings["at_court"].hand_overs.get()
    made = create_link(parcel, by=cast.city_mediator(), at=timezone.now(), valid_for=timedelta(days=7))
    pages = [visit("office", NOBODY), *(visit("office-step", NOBODY, verb) for verb in ("accept", "return_papers"))]
    return reverse("access-link", args=[made.secret]), pages
