"""Every address by every person of the cast: 200, 302, 403, 404 or 405, as the table says; none is left out.

What is marked `once` runs on SQLite only: it judges step by step what a person may do with a row they see, which is
computed in Python. Who sees which row is SQL, and the pages of every list, case and letter are opened on both
databases.
"""

import pytest
from django.db import connection
from django.urls import URLResolver, get_resolver, reverse

from mediation.models import LetterComment, Reminder
from mediation.steps import TABLES
from tests import factories
from tests.factories import MONDAY
from tests.security import table
from tests.security.world import CITY_STAFF, PEOPLE, SEES

pytestmark = pytest.mark.django_db
MISSING = 999_999_999
ENOUGH = {"report-json": "?chapter=work"}  # whose figures they are does not hang on the chapter


def named_addresses(resolver=None, space=""):
    """Every named address of the project but those of the administration."""
    for entry in (resolver or get_resolver()).url_patterns:
        if not isinstance(entry, URLResolver):
            yield space + (entry.name or str(entry.pattern))
        elif entry.namespace != "admin":
            yield from named_addresses(entry, space)


def status(client, method, name, *args):
    response = getattr(client, method)(reverse(name, args=args) + ENOUGH.get(name, ""))
    if response.streaming:
        response.getvalue()
    return response.status_code


def statuses(sign_in, method, name, *args, people=PEOPLE):
    return {person: status(sign_in(person), method, name, *args) for person in people}


def near(seeing):
    """Who sees a case or letter, and some who do not.

    That nobody else sees a case is proved for each case, not for each step and row of it.
    """
    return sorted(seeing | {"other_town_mediator", "prosecutor", "worker_user", "administrator", "stranger"})


def asked(verbs, verb, seeing):
    """Who is asked about a step: of one that has no page, which nobody finds, only who may take most others."""
    return near(seeing) if verbs[verb] else ("city_mediator", "town_mediator", "reviewer")


# The table itself -------------------------------------------------------------------------------------------


def test_every_address_stands_in_the_table():
    assert sorted(named_addresses()) == sorted({*table.PAGES, *table.OBJECTS})


def test_every_step_stands_in_the_table():
    assert {machine: set(steps) for machine, steps in TABLES.items()} == {
        machine: set(verbs) for machine, verbs in table.VERBS.items()
    }


# Pages without an object ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", table.PAGES)
def test_pages(sign_in, name):
    """On PostgreSQL by one of each role: there the queries are asked, not the person."""
    allowed, done, _posting, _posted = table.PAGES[name]
    people = table.ONE_OF_EACH if connection.vendor == "postgresql" else PEOPLE
    expected = {person: done if person in allowed else 403 for person in people}
    assert statuses(sign_in, "get", name, people=people) == expected


@pytest.mark.once
@pytest.mark.parametrize("name", table.PAGES)
def test_pages_that_are_posted_to(sign_in, name):
    _allowed, _done, posting, posted = table.PAGES[name]
    people = PEOPLE if posting is not None else ("city_mediator", "stranger")
    expected = {person: posted if posting is None or person in posting else 403 for person in people}
    assert statuses(sign_in, "post", name, people=people) == expected


def arguments(world):
    """Arguments of every address with an object, of things that exist."""
    case, letter = world.cases["town"].pk, world.letters["served"]
    party, claim = world.cases["town"].parties.first(), world.cases["town"].claims.first()
    limit, entry = world.cases["town"].deadlines.open().get(rule="M3").pk, world.entry.pk
    parcel = world.proceedings["at_court"].hand_overs.get().pk
    return {
        **dict.fromkeys(("meeting-detail", "meeting-agenda", "meeting-amend", "agenda-add", "meeting-hold",
            "meeting-cancel", "meeting-minutes", "minutes-issue"), (world.meeting.pk,)),
        "agenda-item": (world.meeting.items.get().pk,), "task-new": (case,), "task-detail": (world.task.pk,),
        "hand-over-new": (case,), "hand-over-step": (parcel, "accept"), "hand-over-link": (parcel,),
        "hand-over-revoke": (parcel,), "copy-out": (world.proceedings["at_court"].pk,), "access-link": ("x" * 43,),
        "office-step": ("accept",),
        **dict.fromkeys(("roster-detail", "roster-template", "roster-export", "roster-enrol", "roster-confirm",
            "roster-marked", "mandate-new"), (case,)),
        "survey-ask": (party.pk,), "survey-record": (party.pk,), "survey-answer": ("x" * 43,),
        "mandate-end": (MISSING,), "consent-withdraw": (MISSING,), "party-strike": (party.pk,),
        "agreement-divide": (world.instalment.agreement_id,), "share-record": (world.instalment.pk,),
        "dispute-amend": (case,), "party-new": (case,), "party-amend": (party.pk,), "claim-new": (case,),
        "claim-amend": (claim.pk,), "dispute-reveal": (case,), "dispute-deadlines": (case,), "deadline-new": (case,),
        "deadline-detail": (limit,), "deadline-step": (limit, "correct_clock"), "limitation": (case,),
        "limitation-new": (case,), "limitation-step": (entry, "strike_limitation"),
        "dispute-detail": (case,), "dispute-step": (case, "accept"), "proceeding-prepare": (case, "arbitration"),
        "proceeding-step": (world.proceedings["town"].pk, "accept"), "performance-record": (world.instalment.pk,),
        "payment-strike": (world.instalment.pk, 1), "debtor-remind": (world.instalment.agreement_id,),
        "dispute-default": (case,), "dispute-confirmation": (case,),
        "letter-detail": (letter.pk,), "letter-preview": (letter.pk,), "letter-pdf": (letter.pk,),
        **dict.fromkeys(("letter-sketch", "letter-unsaved", "comment-new", "letter-redline"), (letter.pk,)),
        "comment-resolve": (MISSING,),
        **dict.fromkeys(("batch-detail", "batch-run", "batch-retry", "batch-zip"), (MISSING,)),
        **dict.fromkeys(("snapshot-detail", "snapshot-file", "saved-report-detail", "saved-report-file",
            "saved-report-amend", "saved-report-delete"), (MISSING,)),
        "letter-step": (letter.pk, "verify"), "letter-new": (case, "reminder"), "rule-detail": ("M2",),
        "rule-set": ("M2",), "rule-check": ("M2",),
        **dict.fromkeys(("law-detail", "law-compare"), ("劳动法",)), "article-detail": ("劳动法", "50"),
        "letter-articles": (letter.pk,),
        "paper-new": (case,),
        **dict.fromkeys(("paper-detail", "paper-open", "paper-pdf", "paper-discard"), (world.paper.pk,)),
        "letter-paper": (letter.pk, "service_receipt"), "file-list": (case,), "file-new": (case,),
        "dossier": (case,),
        **dict.fromkeys(("file-bytes", "file-small", "file-strike"), (world.upload.pk,)),
        "clue-pack": (case,), "evidence-new": (case,), "evidence-strike": (MISSING,), "support-dismiss": (case,),
        "radar-employer": (MISSING,),
        "verify": ("NO-SUCH-CODE",), "reminder-read": (MISSING,), "feed": ("no-such-secret",),
    }  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_sent_to_the_sign_in_page_but_from_what_is_open(world, sign_in, method):
    client, found = sign_in(None), {}
    given = arguments(world)
    assert set(given) == table.OBJECTS
    for name in (*table.PAGES, *table.OBJECTS):
        response = getattr(client, method)(reverse(name, args=given.get(name, ())))
        found[name] = response.status_code
        if name not in table.OPEN:
            assert response.url.startswith(reverse("sign-in")), name
    place = 0 if method == "get" else 1
    assert found == {name: table.OPEN[name][place] if name in table.OPEN else 302 for name in found}


def test_a_reminder_is_its_readers_alone(world, sign_in):
    deadline = world.cases["town"].deadlines.open().first()
    reader = world.people["city_mediator"]
    reminder = Reminder.objects.create(user=reader, deadline=deadline, stage="today", made_at=factories.at(MONDAY))
    expected = {person: 302 if person == "city_mediator" else 404 for person in PEOPLE}
    assert statuses(sign_in, "post", "reminder-read", reminder.pk) == expected
    assert status(sign_in("city_mediator"), "get", "reminder-read", reminder.pk) == 405


# Cases ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("relation", SEES)
def test_the_page_of_a_case(world, sign_in, relation):
    case = world.cases[relation].pk
    assert statuses(sign_in, "get", "dispute-detail", case) == {
        person: 200 if person in SEES[relation] else 404 for person in PEOPLE
    }
    assert statuses(sign_in, "post", "dispute-detail", case, people=PEOPLE[:2]) == dict.fromkeys(PEOPLE[:2], 405)


@pytest.mark.once
@pytest.mark.parametrize("relation", SEES)
@pytest.mark.parametrize("verb", ["assign", "archive"])
def test_steps_of_a_case_by_relation(world, sign_in, relation, verb):
    acting = table.DISPUTE_VERBS[verb] & table.ACTS_ON[relation]
    assert statuses(sign_in, "post", "dispute-step", world.cases[relation].pk, verb) == {
        person: table.expected(SEES[relation], acting, person, 422) for person in PEOPLE
    }


@pytest.mark.once
@pytest.mark.parametrize("verb", table.DISPUTE_VERBS)
@pytest.mark.parametrize(("method", "done"), [("get", 200), ("post", 422)])
def test_every_step_of_a_case(world, sign_in, verb, method, done):
    people = asked(table.DISPUTE_VERBS, verb, SEES["town"])
    if method == "get":
        people = ("town_mediator", "reviewer", "archivist", "court_liaison")
    acting = table.DISPUTE_VERBS[verb]
    expected = {
        person: 404 if verb in table.NO_PAGE else table.expected(SEES["town"], acting, person, done)
        for person in people
    }
    assert statuses(sign_in, method, "dispute-step", world.cases["town"].pk, verb, people=people) == expected


@pytest.mark.once
@pytest.mark.parametrize("relation", ["town", "passed_up", "at_court", "served", "recused"])
@pytest.mark.parametrize(("method", "done"), [("get", 200), ("post", 422)])
def test_opening_a_proceeding(world, sign_in, relation, method, done):
    acting = table.MEDIATORS & table.ACTS_ON[relation]
    found = statuses(
        sign_in, method, "proceeding-prepare", world.cases[relation].pk, "arbitration", people=near(SEES[relation])
    )
    assert found == {person: table.expected(SEES[relation], acting, person, done) for person in near(SEES[relation])}


@pytest.mark.once
@pytest.mark.parametrize(
    ("relation", "method", "done"),
    [("town", "get", 200), *((name, "post", 422) for name in ("town", "passed_up", "at_court", "served", "recused"))],
)
def test_amending_a_party_and_a_claim(world, sign_in, relation, method, done):
    """Both methods are one view: of the other cases what changes something is asked."""
    case = world.cases[relation]
    acting = table.DISPUTE_VERBS["amend"] & table.ACTS_ON[relation]
    expected = {
        person: table.expected(SEES[relation], acting, person, done)
        for person in (*near(SEES[relation]), "city_mediator", "reviewer", "chair", "archivist")
    }
    for name, pk in (
        ("party-new", case.pk), ("claim-new", case.pk), ("party-amend", case.parties.first().pk),
        ("claim-amend", case.claims.first().pk),
    ):  # fmt: skip
        assert statuses(sign_in, method, name, pk, people=expected) == expected, name


@pytest.mark.once
@pytest.mark.parametrize("relation", ["town", "served", "at_court", "recused"])
def test_the_roster_is_read_by_who_works_on_the_case_and_written_by_who_may_amend_it(world, sign_in, relation):
    case, party = world.cases[relation], world.cases[relation].parties.filter(kind="worker").first()
    reading = table.READS_ROSTER
    people = (*near(SEES[relation]), "city_mediator", "reviewer", "chair", "archivist", "auditor")
    read = {person: table.expected(SEES[relation], reading, person, 200) for person in people}
    for name in ("roster-detail", "roster-template"):
        assert statuses(sign_in, "get", name, case.pk, people=people) == read, name
    taken = {person: table.expected(SEES[relation], reading & table.OVERSEERS, person, 200) for person in people}
    assert statuses(sign_in, "get", "roster-export", case.pk, people=people) == taken
    amending = table.DISPUTE_VERBS["amend"] & table.ACTS_ON[relation]
    mandating = table.MEDIATORS & table.ACTS_ON[relation]
    for method, done in (("get", 200), ("post", 422))[relation != "town" :]:
        for name, pk, acting in (
            ("roster-enrol", case.pk, amending), ("party-strike", party.pk, amending),
            ("mandate-new", case.pk, mandating), ("survey-ask", party.pk, mandating),
            ("survey-record", party.pk, mandating),
        ):  # fmt: skip
            expected = {person: table.expected(SEES[relation], acting, person, done) for person in people}
            assert statuses(sign_in, method, name, pk, people=people) == expected, (name, method)


@pytest.mark.once
@pytest.mark.parametrize("relation", ["town", "passed_up", "served", "at_court", "recused"])
def test_time_limits_are_read_in_the_unions(world, sign_in, relation):
    case, reading = world.cases[relation], SEES[relation] & table.READS_DEADLINES
    expected = {person: 200 if person in reading else 404 for person in near(SEES[relation])}
    limit = case.deadlines.order_by("pk").last().pk
    for name, pk in (("dispute-deadlines", case.pk), ("limitation", case.pk), ("deadline-detail", limit)):
        assert statuses(sign_in, "get", name, pk, people=near(SEES[relation])) == expected, name


@pytest.mark.once
@pytest.mark.parametrize(("method", "done"), [("get", 200), ("post", 422)])
def test_clocks_by_hand_and_the_limitation_are_for_who_works_on_the_case(world, sign_in, method, done):
    given, acting = arguments(world), table.MEDIATORS & table.ACTS_ON["town"]
    people = (*near(SEES["town"]), "city_mediator", "chair", "archivist")
    for name in ("deadline-new", "deadline-step", "limitation-new", "limitation-step"):
        expected = {person: table.expected(SEES["town"], acting, person, done) for person in people}
        assert statuses(sign_in, method, name, *given[name], people=expected) == expected, name


@pytest.mark.once
@pytest.mark.parametrize("relation", ["town", "served", "at_court", "recused"])
def test_files_are_listed_for_who_works_on_the_case_and_added_by_who_handles_it(world, sign_in, relation):
    case = world.cases[relation]
    reading, acting = SEES[relation] & table.READS_ROSTER, table.MEDIATORS & table.ACTS_ON[relation]
    assert statuses(sign_in, "get", "file-list", case.pk, people=near(SEES[relation])) == {
        person: 200 if person in reading else 404 for person in near(SEES[relation])
    }
    for method, done in (("get", 200), ("post", 422)):
        expected = {person: table.expected(SEES[relation], acting, person, done) for person in near(SEES[relation])}
        assert statuses(sign_in, method, "file-new", case.pk, people=near(SEES[relation])) == expected, method


@pytest.mark.once
@pytest.mark.parametrize("relation", ["town", "served", "at_court", "recused"])
def test_the_dossier_is_read_by_who_works_on_the_case_and_given_out_by_handler_and_archivist(world, sign_in, relation):
    case = world.cases[relation].pk
    reading = SEES[relation] & table.READS_ROSTER
    acting = (table.MEDIATORS & table.ACTS_ON[relation]) | {"archivist"}
    assert statuses(sign_in, "get", "dossier", case, people=near(SEES[relation])) == {
        person: 200 if person in reading else 404 for person in near(SEES[relation])
    }
    assert statuses(sign_in, "post", "dossier", case, people=near(SEES[relation])) == {
        person: 404 if person not in reading else 422 if person in acting else 403 for person in near(SEES[relation])
    }


def test_a_file_is_sent_to_who_works_on_the_case(world, sign_in):
    pk = world.upload.pk
    for name in ("file-bytes", "file-small"):
        assert statuses(sign_in, "get", name, pk, people=near(SEES["town"])) == {
            person: 200 if person in SEES["town"] else 404 for person in near(SEES["town"])
        }, name
        assert statuses(sign_in, "post", name, pk, people=PEOPLE[:2]) == dict.fromkeys(PEOPLE[:2], 405)
    for method, done in (("get", 200), ("post", 422)):
        expected = {
            person: table.expected(SEES["town"], table.MEDIATORS, person, done) for person in near(SEES["town"])
        }
        assert statuses(sign_in, method, "file-strike", pk, people=near(SEES["town"])) == expected, method


@pytest.mark.once
@pytest.mark.parametrize("relation", ["town", "served", "at_court", "recused"])
def test_papers_are_drawn_up_by_who_handles_the_case(world, sign_in, relation):
    case, acting = world.cases[relation].pk, table.MEDIATORS & table.ACTS_ON[relation]
    for method, done in (("get", 200), ("post", 422)):
        expected = {person: table.expected(SEES[relation], acting, person, done) for person in near(SEES[relation])}
        assert statuses(sign_in, method, "paper-new", case, people=near(SEES[relation])) == expected, method


def test_a_paper_is_read_by_who_works_on_the_case_and_changed_by_who_handles_it(world, sign_in):
    pk, seeing = world.paper.pk, SEES["town"] - {"auditor"}
    assert statuses(sign_in, "get", "paper-detail", pk, people=near(SEES["town"])) == {
        person: 200 if person in seeing else 404 for person in near(SEES["town"])
    }
    handling = table.MEDIATORS & table.ACTS_ON["town"]
    assert statuses(sign_in, "get", "paper-pdf", pk, people=near(SEES["town"])) == {
        person: table.expected(seeing, handling, person, 200) for person in near(SEES["town"])
    }
    assert statuses(sign_in, "post", "paper-open", pk, people=near(SEES["town"])) == {
        person: table.expected(seeing, handling, person, 302) for person in near(SEES["town"])
    }
    for method, name in (("post", "paper-pdf"), ("get", "paper-open")):
        assert statuses(sign_in, method, name, pk, people=PEOPLE[:2]) == dict.fromkeys(PEOPLE[:2], 405)
    for method, name, done in (
        ("post", "paper-detail", 422), ("get", "paper-discard", 200), ("post", "paper-discard", 422),
    ):  # fmt: skip
        expected = {person: table.expected(seeing, table.MEDIATORS, person, done) for person in near(SEES["town"])}
        assert statuses(sign_in, method, name, pk, people=near(SEES["town"])) == expected, (method, name)


@pytest.mark.once
@pytest.mark.parametrize("relation", ["complaint", "served"])
def test_the_receipt_of_a_letter_is_printed_by_who_handles_the_case(world, sign_in, relation):
    letter, acting = world.letters[relation].pk, table.MEDIATORS & table.ACTS_ON_LETTER[relation]
    expected = {
        person: table.expected(table.SEES_LETTER[relation], acting, person, 302)
        for person in near(table.SEES_LETTER[relation])
    }
    assert (
        statuses(sign_in, "post", "letter-paper", letter, "service_receipt", people=near(table.SEES_LETTER[relation]))
        == expected
    )
    assert statuses(sign_in, "get", "letter-paper", letter, "service_receipt", people=PEOPLE[:1]) == {PEOPLE[0]: 405}


# Proceedings ------------------------------------------------------------------------------------------------

LIAISONS = {
    "town": frozenset(), "at_hr": {"inspector", "hr_liaison"}, "at_court": {"court_liaison"},
    "at_procuratorate": {"prosecutor"},
}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(
    ("relation", "verb"),
    [*(("at_hr", verb) for verb in table.PROCEEDING_VERBS), *((relation, "conclude") for relation in LIAISONS)],
)
def test_every_step_of_a_proceeding(world, sign_in, relation, verb):
    seeing = table.SEES_PROCEEDING[relation]
    acting = table.PROCEEDING_VERBS[verb] & (table.ACTS_ON[relation] | LIAISONS[relation])
    expected = {
        person: 404 if not table.PROCEEDING_VERBS[verb] else table.expected(seeing, acting, person, 422)
        for person in asked(table.PROCEEDING_VERBS, verb, SEES[relation])
    }
    case = world.proceedings[relation].pk
    assert statuses(sign_in, "post", "proceeding-step", case, verb, people=expected) == expected


def test_a_proceeding_that_is_being_prepared_is_missing_for_its_partner(world, sign_in):
    case = world.proceedings["unfiled"].pk
    found = statuses(sign_in, "post", "proceeding-step", case, "withdraw")
    assert found == {
        person: table.expected(table.SEES_PROCEEDING["unfiled"], table.MEDIATORS, person, 422) for person in PEOPLE
    }


@pytest.mark.once
@pytest.mark.parametrize(("method", "done"), [("get", 200), ("post", 422)])
def test_recording_performance(world, sign_in, method, done):
    acting = table.MEDIATORS & table.ACTS_ON["at_court"]
    found = statuses(sign_in, method, "performance-record", world.instalment.pk)
    assert found == {person: table.expected(CITY_STAFF, acting, person, done) for person in PEOPLE}


@pytest.mark.once
@pytest.mark.parametrize(("method", "done"), [("get", 200), ("post", 422)])
def test_taking_a_payment_back_and_reminding_the_debtor(world, sign_in, method, done):
    acting = table.MEDIATORS & table.ACTS_ON["at_court"]
    expected = {person: table.expected(CITY_STAFF, acting, person, done) for person in PEOPLE}
    assert statuses(sign_in, method, "payment-strike", world.instalment.pk, 1) == expected
    assert statuses(sign_in, method, "debtor-remind", world.instalment.agreement_id) == expected


@pytest.mark.once
@pytest.mark.parametrize("name", ["dispute-default", "dispute-confirmation"])
def test_the_ways_out_and_the_path_are_read_by_who_works_on_the_case(world, sign_in, name):
    for relation in ("at_court", "town"):
        found = statuses(sign_in, "get", name, world.cases[relation].pk, people=near(SEES[relation]))
        assert found == {
            person: table.expected(SEES[relation], table.READS_ROSTER, person, 200) for person in near(SEES[relation])
        }


# Letters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("relation", table.SEES_LETTER)
def test_the_page_of_a_letter(world, sign_in, relation):
    letter, seeing = world.letters[relation].pk, table.SEES_LETTER[relation]
    writing = (table.MEDIATORS | {"volunteer"}) & table.ACTS_ON_LETTER[relation]
    assert statuses(sign_in, "get", "letter-detail", letter, people=near(seeing)) == {
        person: 200 if person in seeing else 404 for person in near(seeing)
    }
    colleagues = seeing - {"employer_user"}  # who is served reads the letter, not how it came about
    assert statuses(sign_in, "get", "letter-redline", letter, people=near(seeing)) == {
        person: table.expected(seeing, colleagues, person, 200) for person in near(seeing)
    }
    assert statuses(sign_in, "post", "letter-detail", letter, people=near(seeing)) == {
        person: table.expected(seeing, writing, person, 422) for person in near(seeing)
    }


@pytest.mark.once
@pytest.mark.parametrize("relation", table.SEES_LETTER)
def test_the_desk_of_a_letter(world, sign_in, relation):
    letter, seeing = world.letters[relation].pk, table.SEES_LETTER[relation]
    writing = (table.MEDIATORS | {"volunteer"}) & table.ACTS_ON_LETTER[relation]
    writing = writing if relation == "drafted" else frozenset()  # the others have left the drafter
    for name, done in {"letter-sketch": 200, "letter-unsaved": 400}.items():
        assert statuses(sign_in, "get", name, letter, people=PEOPLE[:2]) == dict.fromkeys(PEOPLE[:2], 405)
        assert statuses(sign_in, "post", name, letter, people=near(seeing)) == {
            person: table.expected(seeing, writing, person, done) for person in near(seeing)
        }


@pytest.mark.once
@pytest.mark.parametrize("relation", table.SEES_LETTER)
def test_commenting_on_a_letter(world, sign_in, relation):
    letter, seeing = world.letters[relation], table.SEES_LETTER[relation]
    commenting = table.COMMENTS_ON[relation] if relation == "drafted" else frozenset()  # the others are issued
    assert statuses(sign_in, "post", "comment-new", letter.pk, people=near(seeing)) == {
        person: table.expected(seeing, commenting, person, 422) for person in near(seeing)
    }
    comment = LetterComment.objects.create(
        letter=letter, revision=1, text="月份不清。", by=letter.drafter, at=letter.drafted_at
    )
    commenting = table.COMMENTS_ON[relation]
    assert statuses(sign_in, "post", "comment-resolve", comment.pk, people=near(seeing)) == {
        person: table.expected(seeing, commenting, person, 302) for person in near(seeing)
    }


@pytest.mark.once
@pytest.mark.parametrize("relation", ["drafted", "served"])
def test_citing_the_law_anew(world, sign_in, relation):
    letter, seeing = world.letters[relation].pk, table.SEES_LETTER[relation]
    writing = (table.MEDIATORS | {"volunteer"}) & table.ACTS_ON_LETTER[relation]
    assert statuses(sign_in, "post", "letter-articles", letter, people=near(seeing)) == {
        person: table.expected(seeing, writing, person, 302) for person in near(seeing)
    }
    assert status(sign_in("city_mediator"), "get", "letter-articles", letter) == 405


@pytest.mark.once
def test_the_law_is_read_by_who_works_with_cases_and_compared_by_the_administrator(sign_in):
    reading, comparing = table.PAGES["lawbook"][0], table.ADMINISTRATORS
    for name, args in (("law-detail", ["劳动法"]), ("article-detail", ["劳动法", "50"])):
        expected = {person: 200 if person in reading else 403 for person in PEOPLE}
        assert statuses(sign_in, "get", name, *args) == expected, name
    for method, done in (("get", 200), ("post", 422)):
        expected = {person: done if person in comparing else 403 for person in PEOPLE}
        assert statuses(sign_in, method, "law-compare", "劳动法") == expected, method


@pytest.mark.parametrize("relation", table.SEES_LETTER)
def test_the_pdf_of_a_letter(world, sign_in, relation):
    letter, seeing = world.letters[relation].pk, table.SEES_LETTER[relation]
    shown, stored = (200, 404) if relation == "drafted" else (302, 200)
    assert statuses(sign_in, "get", "letter-preview", letter, people=near(seeing)) == {
        person: shown if person in seeing else 404 for person in near(seeing)
    }
    assert statuses(sign_in, "get", "letter-pdf", letter, people=near(seeing)) == {
        person: stored if person in seeing else 404 for person in near(seeing)
    }
    for name in ("letter-pdf", "letter-preview"):
        assert statuses(sign_in, "post", name, letter, people=PEOPLE[:2]) == dict.fromkeys(PEOPLE[:2], 405)


@pytest.mark.once
@pytest.mark.parametrize("verb", table.LETTER_VERBS)
@pytest.mark.parametrize("relation", ["served", "drafted"])
def test_every_step_of_a_letter(world, sign_in, relation, verb):
    seeing = table.SEES_LETTER[relation]
    acting = table.LETTER_VERBS[verb] & table.ACTS_ON_LETTER[relation]
    expected = {
        person: 404 if not table.LETTER_VERBS[verb] else table.expected(seeing, acting, person, 422)
        for person in asked(table.LETTER_VERBS, verb, seeing)
    }
    letter = world.letters[relation].pk
    assert statuses(sign_in, "post", "letter-step", letter, verb, people=expected) == expected


@pytest.mark.once
@pytest.mark.parametrize("relation", ["town", "served", "passed_up"])
@pytest.mark.parametrize(("method", "done"), [("get", 200), ("post", 422)])
def test_drafting_a_letter(world, sign_in, relation, method, done):
    acting = table.MEDIATORS & table.ACTS_ON[relation]
    found = statuses(sign_in, method, "letter-new", world.cases[relation].pk, "suggestion")
    assert found == {person: table.expected(SEES[relation], acting, person, done) for person in PEOPLE}


@pytest.mark.once
@pytest.mark.parametrize("name", ["rule-set", "rule-check"])
def test_the_pages_of_a_rule(sign_in, name):
    for method, done in (("get", 200), ("post", 422)):
        assert statuses(sign_in, method, name, "M2") == {
            person: done if person in table.ADMINISTRATORS else 403 for person in PEOPLE
        }
    assert statuses(sign_in, "get", "rule-detail", "M2") == dict.fromkeys(PEOPLE, 200)
    assert statuses(sign_in, "post", "rule-detail", "M2") == dict.fromkeys(PEOPLE, 405)


# What is unseen is missing ----------------------------------------------------------------------------------


OF_NO_CASE = (
    "verify",
    "access-link",
    "office-step",
    "survey-answer",
    "law-detail",
    "law-compare",
    "article-detail",
)  # laws are no secret
OWN_CASE = ("agreement-divide", "share-record")  # the case of the agreement is at this court, and this worker's
OWN = {
    "court_liaison": (*OWN_CASE, "hand-over-step", "hand-over-link", "hand-over-revoke", "copy-out"),
    "worker_user": OWN_CASE,
}


@pytest.mark.once
@pytest.mark.parametrize(
    ("person", "method"),
    [
        *((person, "get") for person in (
            "other_town_mediator", "court_liaison", "worker_user", "administrator", "stranger",
        )),
        ("other_town_mediator", "post"), ("court_liaison", "post"),
    ],
)  # fmt: skip
def test_an_unseen_row_answers_as_a_missing_one_byte_for_byte(world, sign_in, person, method):
    client = sign_in(person)
    for name, args in arguments(world).items():
        if name in OF_NO_CASE or name.startswith("rule-") or (name == "dispute-detail" and method == "post"):
            continue  # open to everybody; of no case; no such method
        if name in OWN.get(person, ()):
            continue
        first = MISSING if isinstance(args[0], int) else args[0]
        unseen = getattr(client, method)(reverse(name, args=args))
        missing = getattr(client, method)(reverse(name, args=(first, *args[1:])))
        assert unseen.status_code == missing.status_code, name
        assert unseen.content == missing.content, name
        assert unseen.headers == missing.headers, name
