"""Hand-overs by every person of the cast, and every undisclosed word of a case before every page of its partner.

What is marked `once` runs on SQLite only: which fields a package holds and which steps a person may take is computed
in Python. Who finds the row at all is asked on both databases, by the other tests here and in the matrix.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mediation.disclosure import FIELDS
from mediation.models import Dispute, Employer, Event, HandOver
from mediation.operations import links
from mediation.purposes import BY_KIND
from tests import cast, factories
from tests.security import table
from tests.security.canaries import text_of
from tests.security.test_matrix import LIAISONS, near, statuses
from tests.security.world import PEOPLE, SEES

pytestmark = pytest.mark.django_db


def parcel_of(world, relation):
    return world.proceedings[relation].hand_overs.get()


@pytest.mark.once
@pytest.mark.parametrize(
    ("relation", "verb"),
    [*(("at_hr", verb) for verb in table.HAND_OVER_VERBS), ("at_court", "accept"), ("at_procuratorate", "accept")],
)
@pytest.mark.parametrize(("method", "done"), [("get", 200), ("post", 422)])
def test_every_step_of_a_hand_over(world, sign_in, relation, verb, method, done):
    acting = table.HAND_OVER_VERBS[verb] & (table.ACTS_ON[relation] | LIAISONS[relation])
    expected = {
        person: 404 if not table.HAND_OVER_VERBS[verb] else table.expected(SEES_PARCEL[relation], acting, person, done)
        for person in near(SEES[relation])
    }
    pk = parcel_of(world, relation).pk
    assert statuses(sign_in, method, "hand-over-step", pk, verb, people=expected) == expected


SEES_PARCEL = {relation: SEES[relation] - {"worker_user"} for relation in SEES}


@pytest.mark.parametrize("relation", ["town", "passed_up", "at_court", "served", "recused"])
def test_sending(world, sign_in, relation):
    acting = table.MEDIATORS & table.ACTS_ON[relation]
    for method, done in (("get", 200), ("post", 422)):
        found = statuses(sign_in, method, "hand-over-new", world.cases[relation].pk)
        assert found == {person: table.expected(SEES[relation], acting, person, done) for person in PEOPLE}


def test_links_and_cards(world, sign_in):
    seeing, acting = SEES_PARCEL["at_court"], table.MEDIATORS & table.ACTS_ON["at_court"]
    proceeding = world.proceedings["at_court"]
    parcel = parcel_of(world, "at_court")
    for name, pk, method, done in (
        ("hand-over-link", parcel.pk, "get", 200), ("hand-over-link", parcel.pk, "post", 422),
        ("hand-over-revoke", parcel.pk, "get", None), ("hand-over-revoke", parcel.pk, "post", 302),
        ("copy-out", proceeding.pk, "get", 200), ("copy-out", proceeding.pk, "post", 200),
    ):  # fmt: skip
        expected = {person: (done and table.expected(seeing, acting, person, done)) or 405 for person in PEOPLE}
        if name == "copy-out" or done is not None:
            assert statuses(sign_in, method, name, pk) == expected, (name, method)


# Every undisclosed word -------------------------------------------------------------------------------------

WORDS = {
    "employer": "Q-employer", "employer_contact": "Q-contact", "summary": "Q-summary", "facts": "Q-facts",
    "claims": "Q-claim", "applicants": "Q-name", "ids": "Q-id-number-0000000000", "phones": "Q-phone-0000000000",
    "addresses": "Q-address", "jobs": "Q-job", "agents": "Q-agent", "agreement": "Q-instalment",
}  # fmt: skip
NEVER = ("Q-record", "Q-attendees", "Q-note", "Q-reason", "Q-missing", "Q-report")
SEARCHED = (WORDS["applicants"], WORDS["employer"], WORDS["facts"], NEVER[0])  # each lists the case as all others do
ROSTER = ("applicants", "roster")  # either tells the names


def planted(today):
    """A case with a word in every field that can be disclosed, and in others that never are."""
    employer = Employer.objects.create(
        name=WORDS["employer"], address=WORDS["employer_contact"], credit_code="", town=cast.town()
    )
    case = factories.make_dispute("agreed", on=today, employer=employer)
    Dispute.objects.filter(pk=case.pk).update(
        summary=WORDS["summary"], facts=WORDS["facts"], missing_items="Q-missing", result_report="Q-report"
    )
    case.parties.filter(role="applicant").update(
        name=WORDS["applicants"], id_number=WORDS["ids"], phone=WORDS["phones"], address=WORDS["addresses"],
        job=WORDS["jobs"], agent=WORDS["agents"],
    )  # fmt: skip
    case.parties.filter(role="respondent").update(name=WORDS["employer"])
    case.claims.update(text=WORDS["claims"])
    case.agreements.get().instalments.update(what=WORDS["agreement"])
    mediation = factories.mediation_of(case)
    mediation.note = "Q-note"
    mediation.save(update_fields=["note"])
    case.sessions.create(
        proceeding=mediation, held_at=timezone.now(), place="调解室", attendees="Q-attendees", record="Q-record",
        by=cast.city_mediator(),
    )  # fmt: skip
    Event.objects.create(
        dispute=case, number=case.events.count() + 1, subject="dispute", kind="raise_alarm", at=timezone.now(),
        by=cast.reviewer(), role="reviewer", organisation=case.holder, reason="Q-reason",
    )  # fmt: skip
    return Dispute.objects.get(pk=case.pk)


def pages(case, person):
    """Every page on which the case could stand, searches for its words among them.

    The matrix has the pages and steps that the person (None: nobody who is signed in) is refused.
    """
    for name, (allowed, *_rest) in table.PAGES.items():
        if name not in ("sign-out", "set_language") and (person in allowed or (person is None and name in table.OPEN)):
            yield reverse(name)
    yield from (f"{reverse('dispute-list')}?q={word}" for word in SEARCHED)
    yield from (f"{reverse('dispute-list')}?sort={name}" for name in ("-amount", "due", "received"))
    yield f"{reverse('dispute-detail', args=[case.pk])}?parties=all&timeline=all"
    for row in case.hand_overs.all():
        yield from (reverse("hand-over-step", args=[row.pk, verb]) for verb in taken(table.HAND_OVER_VERBS, person))
        yield reverse("hand-over-link", args=[row.pk])
    for row in case.proceedings.all():
        yield from (reverse("proceeding-step", args=[row.pk, verb]) for verb in taken(table.PROCEEDING_VERBS, person))
        yield reverse("copy-out", args=[row.pk])
    for row in case.letters.all():
        yield from (reverse(name, args=[row.pk]) for name in ("letter-detail", "letter-preview", "letter-pdf"))
    yield from (reverse(name, args=[row.pk]) for row in case.deadlines.all() for name in ("deadline-detail",))
    for name in ("dispute-deadlines", "limitation", "roster-detail", "roster-export"):
        yield reverse(name, args=[case.pk])


def taken(verbs, person):
    return [verb for verb, people in verbs.items() if person in people]


def seen(client, case, person):
    """The words in all pages, but not those that a search form repeats from its own address."""
    found = set()
    for address in pages(case, person):
        text = text_of(client.get(address))
        asked = address.rsplit("?q=", 1)[1] if "?q=" in address else ""
        found |= {word for word in (*WORDS.values(), *NEVER) if word in text and word != asked}
    return found


def expected(codes):
    words = {word for code, word in WORDS.items() if code in codes}
    return words | ({WORDS["applicants"]} if set(ROSTER) & set(codes) else set())


SETS = {
    "nothing": [], "employer": ["employer"], "emotional": ["applicants", "phones"], "facts": ["facts", "claims"],
    "all": list(FIELDS), "roster": ["roster"], "agreement": ["agreement", "amount", "outcome", "limitation", "letters"],
}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize("name", SETS)
def test_a_partner_reads_the_disclosed_fields_and_no_other_word(world, sign_in, name):
    today = factories.MONDAY
    case = planted(today)
    factories.hand_over(
        case, factories.later(today, 10), agency=cast.court(), fields=SETS[name], ground="consent",
        consent_paper=factories.PAPER, purpose="移送",
    )  # fmt: skip
    assert seen(sign_in("court_liaison"), case, "court_liaison") == expected(SETS[name])
    if name == "all":  # what another partner does not read of everything, they do not read of a part
        assert seen(sign_in("prosecutor"), case, "prosecutor") == set()


@pytest.mark.once
@pytest.mark.parametrize("kind", ["judicial_confirmation", "arbitration_review"])
def test_what_is_filed_tells_what_its_kind_needs(world, sign_in, kind):
    day = factories.later(factories.MONDAY, 10)
    case, agency = planted(factories.MONDAY), {"judicial_confirmation": cast.court}.get(kind, cast.arbitration)
    factories.file_proceeding(case, kind, agency(), cast.city_mediator(), day)
    person = "court_liaison" if agency is cast.court else "hr_liaison"
    assert seen(sign_in(person), case, person) == expected(BY_KIND[kind][0])


def test_the_page_behind_a_link_tells_the_disclosed_fields_and_no_other_word(world):
    case = planted(factories.MONDAY)
    row = factories.hand_over(
        case, factories.later(factories.MONDAY, 10), agency=cast.court(), fields=["employer", "claims"], ground="duty",
        purpose="移送",
    )  # fmt: skip
    made = links.create_link(row, by=cast.city_mediator(), at=timezone.now(), valid_for=timedelta(days=1))
    client = Client()
    client.post(reverse("access-link", args=[made.secret]))
    addresses = [reverse("office"), *(reverse("office-step", args=[verb]) for verb in ("accept", "return_papers"))]
    text = "".join(text_of(client.get(address)) for address in addresses)
    assert {word for word in (*WORDS.values(), *NEVER) if word in text} == {WORDS["employer"], WORDS["claims"]}
    assert seen(client, case, None) == {WORDS["employer"], WORDS["claims"]}, "the office's own page among them"


def test_what_came_back_is_read_by_nobody_outside(world, sign_in):
    case = planted(factories.MONDAY)
    day = factories.later(factories.MONDAY, 10)
    row = factories.hand_over(
        case, day, agency=cast.court(), fields=list(FIELDS), ground="consent", consent_paper=factories.PAPER,
        purpose="移送",
    )  # fmt: skip
    factories.return_hand_over(row, day, by=cast.court_liaison())
    assert seen(sign_in("court_liaison"), case, "court_liaison") == set()
    assert HandOver.objects.get(pk=row.pk).state == "returned"
