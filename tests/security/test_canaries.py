"""No page, file or list shows a person a word of a case, or of a part of one, that is not theirs.

The crawls run once, on SQLite: what is shown is decided by the templates and by rights computed in Python. Which rows
are found at all is a question to the database; the searches below, the matrix's pages and the tests of the scopes
ask it on both.
"""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.models import Dispute, Instalment, Letter, Meeting
from tests import cast, factories
from tests.security import table
from tests.security.canaries import every_canary, plant, text_of
from tests.security.world import PEOPLE, SEES

pytestmark = pytest.mark.django_db

# Which parts of a case the people see who do not work on it (minimum disclosure).
CASE = {
    ("dispute", "summary"), ("dispute", "facts"), ("parties", "name"), ("parties", "agent"), ("claims", "text"),
}  # fmt: skip
MEETING = {("agenda_items", field) for field in ("topic", "why", "discussion", "resolution")}  # of who is invited
COMPLAINT = {("dispute", "summary"), ("dispute", "facts"), ("claims", "text")}  # not who complained
IDENTITY = {("parties", field) for field in ("name", "id_number", "phone", "address")}
PARTS = {
    "volunteer": CASE,
    # Partners: what the kind of the filed proceeding needs.
    "inspector": COMPLAINT | MEETING, "hr_liaison": COMPLAINT | MEETING,
    "court_liaison": IDENTITY | {("instalments", "what")},
    "prosecutor": IDENTITY | {("dispute", "facts"), ("claims", "text")},
    "employer_user": {("letters", "answer")},
    "worker_user": {("instalments", "what")},
}  # fmt: skip
OUTSIDE = [name for name in PEOPLE if name in PARTS or not any(name in seeing for seeing in SEES.values())]
PAGES = [name for name in table.PAGES if name not in ("sign-out", "set_language", "sign-in")]


@pytest.fixture(scope="module", autouse=True)
def planted(world, django_db_blocker):
    with django_db_blocker.unblock():
        world.people["second"] = cast.second_city_mediator()
        plant(world)


def addresses():
    """The pages, and those of every case there is, seen or not."""
    yield from (reverse(name) for name in PAGES)
    yield from (f"{reverse('letter-list')}?tab=all", f"{reverse('dispute-list')}?sort=-amount")
    cases = Dispute.objects.values_list("pk", flat=True)
    yield from (f"{reverse('dispute-detail', args=[pk])}?parties=all&timeline=all" for pk in cases)


def letters_read(client):
    """Every letter, seen or not: its page, its file, and what else a page that opens leads to."""
    for pk in Letter.objects.values_list("pk", flat=True):
        page = client.get(reverse("letter-detail", args=[pk]))
        yield text_of(page)
        yield read(client, reverse("letter-pdf", args=[pk]))
        if page.status_code == 200:  # the matrix asks for these where it does not
            yield read(client, reverse("letter-preview", args=[pk]))
            yield read(client, reverse("letter-step", args=[pk, "answer_letter"]))


def rows_for(world, person):
    """The rows of every case that the person sees, and of one that they do not (`test_matrix` has all the others)."""
    unseen = next(relation for relation in ("complaint", "at_court", "town") if person not in SEES[relation])
    relations = [*(name for name in SEES if person in SEES[name]), unseen]
    return dict.fromkeys(address for name in relations for address in rows_of(world.cases[name].pk))


def rows_of(pk):
    """The pages of a case, and of its rows, on which its limits, workers, money, evidence and meetings stand."""
    case = Dispute.objects.get(pk=pk)
    yield from (reverse("dispute-step", args=[pk, verb]) for verb in ("merge", "assign", "reveal"))
    yield from (reverse("proceeding-step", args=[row.pk, "conclude"]) for row in case.proceedings.all())
    yield reverse("dispute-amend", args=[pk])
    for name in ("clue-pack", "limitation", "dispute-deadlines", "roster-detail", "roster-export", "file-list",
            "dossier", "dispute-default", "dispute-confirmation", "task-new"):  # fmt: skip
        yield reverse(name, args=[pk])
    rows = {
        "party-amend": case.parties, "claim-amend": case.claims, "evidence-strike": case.evidence,
        "mandate-end": case.mandates, "consent-withdraw": case.consents,
        "task-detail": case.tasks, "agenda-item": case.agenda_items, "party-strike": case.parties,
        "agreement-divide": case.agreements,
    }  # fmt: skip
    for name in ("file-bytes", "file-strike"):
        yield from (reverse(name, args=[row.pk]) for row in case.uploads.all())
    for name in ("paper-detail", "paper-pdf"):
        yield from (reverse(name, args=[row.pk]) for row in case.papers.all())
    for name, found in rows.items():
        yield from (reverse(name, args=[row.pk]) for row in found.all())
    yield from (reverse("limitation-step", args=[row.pk, "strike_limitation"]) for row in case.limitation_events.all())
    for row in Instalment.objects.filter(agreement__dispute=case):
        yield from (reverse(name, args=[row.pk]) for name in ("share-record", "performance-record"))
        yield reverse("payment-strike", args=[row.pk, 1])
    for row in Meeting.objects.filter(items__dispute=case):
        yield from (reverse(name, args=[row.pk]) for name in ("meeting-detail", "meeting-agenda", "meeting-minutes"))


def allowed(person):
    found = set()
    for relation, room, field in every_canary():
        if person in SEES[relation] and (room, field) in PARTS[person]:
            found.add((relation, room, field))
    return found


def read(client, address):
    return text_of(client.get(address, follow=address.endswith("preview.pdf")))


@pytest.fixture(scope="module")
def readings():
    """What `crawl` found, by person: each test leaves the world as it was, so one reading serves them all."""
    return {}


@pytest.fixture
def crawl(readings, world, sign_in):
    """crawl(person): the planted words, and the numbers of cases and letters, that all addresses show the person."""

    def crawl(person):
        if person not in readings:
            client, words, numbers = sign_in(person), every_canary(), every_number()
            shown, told = set(), set()
            told_of = (read(client, address) for address in (*addresses(), *rows_for(world, person)))
            for text in (*told_of, *letters_read(client)):
                shown |= {place for place, word in words.items() if word in text}
                told |= {number for number in numbers if number in text}
            readings[person] = shown, told
        return readings[person]

    return crawl


def every_number():
    cases = Dispute.objects.values_list("number", flat=True)
    return {*cases, *Letter.objects.filter(issued__isnull=False).values_list("issued__number", flat=True)}


@pytest.mark.once
@pytest.mark.parametrize("person", OUTSIDE)
def test_partners_parties_and_outsiders_read_their_part_and_no_more(crawl, person):
    seen, _told = crawl(person)
    expected = allowed(person) if person in PARTS else set()
    assert seen - expected == set()
    if person in PARTS and person != "volunteer":
        assert seen, "the crawl read nothing: it proves nothing"


@pytest.mark.once
@pytest.mark.parametrize("person", ["town_mediator", "other_town_mediator", "enterprise_mediator", "town_chair"])
def test_unions_read_nothing_of_cases_outside_their_tree(crawl, person):
    seen, _told = crawl(person)
    assert {relation for relation, _room, _field in seen} == {name for name in SEES if person in SEES[name]}
    assert not [place for place in seen if place[2] in ("id_number", "phone")]


@pytest.mark.once
def test_the_rows_planted_are_read_by_who_works_on_the_case(crawl):
    """Else that nobody outside reads them would prove nothing. No page names the paper of a consent."""
    seen, _told = crawl("town_mediator")
    rooms = {"evidence", "limitation_events", "mandates", "tasks", "agenda_items"}
    assert rooms - {room for _relation, room, _field in seen} == set()


@pytest.mark.once
def test_recused_people_read_nothing_of_the_case(world, sign_in):
    words = [word for place, word in every_canary().items() if place[0] == "recused"]
    case = world.cases["recused"].pk
    for person, common in (("city_mediator", PAGES), ("town_chair", ())):  # whom the crawl has seen open them
        client = sign_in(person)
        pages = [reverse(name) for name in common]
        pages += [
            reverse("dispute-detail", args=[case]),
            reverse("dispute-step", args=[case, "accept"]),
            *rows_of(case),
        ]
        text = "".join(read(client, page) for page in pages)
        assert not [word for word in words if word in text]


@pytest.mark.once
def test_whole_identity_numbers_and_telephones_are_shown_to_nobody(world, sign_in):
    hidden = [word for place, word in every_canary().items() if place[2] in ("id_number", "phone")]
    for person in ("city_mediator", "auditor", "archivist"):
        client = sign_in(person)
        pages = [reverse("dispute-list"), reverse("dispute-export")]
        pages += [f"{reverse('dispute-detail', args=[case.pk])}?parties=all" for case in world.cases.values()]
        text = "".join(read(client, page) for page in pages)
        assert not [word for word in hidden if word in text]


# Search is no oracle ----------------------------------------------------------------------------------------


def rows_found(client, **query):
    page = client.get(reverse("dispute-list"), query).content.decode()
    return set(re.findall(r'href="/cases/(\d+)/"', page))


@pytest.mark.parametrize("person", ["other_town_mediator", "inspector", "employer_user", "worker_user", "volunteer"])
def test_searching_for_words_of_unseen_cases_finds_nothing(world, sign_in, person):
    client = sign_in(person)
    for relation, case in world.cases.items():
        if person in SEES[relation]:
            continue
        for words in (f"Q{relation}-parties-name".replace("_", ""), Dispute.objects.get(pk=case.pk).number):
            assert rows_found(client, q=words) == set(), (relation, words)


def test_who_may_not_see_the_parties_does_not_find_by_their_names(world, sign_in):
    name = "Qserved-parties-nameZ"
    assert rows_found(sign_in("city_mediator"), q=name) == {str(world.cases["served"].pk)}
    assert rows_found(sign_in("employer_user"), q=name) == set()
    world.people["enterprise_mediator"].memberships.create(
        organisation=cast.enterprise(), role="employer", since=cast.SINCE
    )
    both = sign_in("enterprise_mediator")
    assert rows_found(both) == {str(world.cases[relation].pk) for relation in ("enterprise", "served")}
    assert rows_found(both, q=name) == set()


@pytest.mark.parametrize("person", [name for name in PEOPLE if name in table.READERS])
def test_list_search_report_and_page_agree_on_what_is_seen(world, sign_in, person):
    client = sign_in(person)
    seen = {str(case.pk) for relation, case in world.cases.items() if person in SEES[relation]}
    assert rows_found(client) == seen
    if person in table.OVERSEERS:
        report = client.get(reverse("report-json"), {"first": "2026-01-01", "last": "2026-12-31"}).json()
        assert report["total"]["figures"]["received"]["numerator"] == len(seen)


# A complaint against the enterprise -------------------------------------------------------------------------

INSIDE = ("employer_user", "enterprise_mediator")


@pytest.mark.once
@pytest.mark.parametrize("person", INSIDE)
def test_a_complaint_is_invisible_to_the_enterprise_until_something_is_served(world, crawl, person):
    case = Dispute.objects.get(pk=world.cases["complaint"].pk)
    letter = Letter.objects.get(pk=world.letters["complaint"].pk)
    _seen, told = crawl(person)
    assert told & {case.number, letter.number} == set()
    assert {case.number, letter.number} <= crawl("town_mediator")[1], "the numbers are told to whom they concern"


def test_after_service_the_employer_sees_the_case_and_the_letter(world, sign_in):
    client, case = sign_in("employer_user"), world.cases["complaint"].pk
    assert client.get(reverse("dispute-detail", args=[case])).status_code == 404
    factories.serve(world.letters["complaint"], factories.later(factories.MONDAY, 3), by=cast.town_mediator())
    assert client.get(reverse("dispute-detail", args=[case])).status_code == 200
    assert str(case) in rows_found(client)


def intake(employer, worker):
    return {
        "key": str(uuid4()), "employer_name": employer.name, "employer_id": employer.pk, "worker_name": worker,
        "request": "mediation", "channel": "walk_in", "received_on": "2026-03-02", "category": "01",
        "relation": "labour", "elsewhere": "no", "summary": "拖欠工资", "claims-TOTAL_FORMS": "1",
        "claims-INITIAL_FORMS": "0", "claims-0-text": "支付工资", "claims-0-amount": "100",
    }  # fmt: skip


@pytest.mark.parametrize(("person", "status"), [("enterprise_mediator", 302), ("town_mediator", 422)])
def test_the_warning_of_duplicates_tells_the_enterprise_union_nothing(world, sign_in, person, status):
    """The same worker, the same employer: the town is warned of the complaint, the enterprise union is not."""
    case = world.cases["complaint"]
    case.parties.filter(role="applicant").update(name="蒋喆二")
    Dispute.objects.filter(pk=case.pk).update(received_on=timezone.localdate())
    membership = world.people[person].memberships.get()
    answer = sign_in(person).post(
        reverse("dispute-new"),
        {**intake(case.employer, "蒋喆二"), "holder": membership.organisation_id, "town": cast.town().pk},
    )
    assert answer.status_code == status, answer.context and answer.context["intake"].non_field_errors
    if status == 422:
        assert [row.pk for row in answer.context["duplicates"]] == [case.pk]


def test_the_look_up_of_employers_says_nothing_of_cases(world, sign_in):
    """The same bytes for an employer with complaints as after their number changed."""
    address = reverse("employer-lookup")
    client = sign_in("enterprise_mediator")
    before = client.get(address, {"employer_name": "枫裳"}).content
    Dispute.objects.filter(pk=world.cases["complaint"].pk).update(employer=cast.other_employer())
    assert client.get(address, {"employer_name": "枫裳"}).content == before


def test_the_page_behind_the_code_tells_nothing_of_the_case(world, sign_in):
    letter = Letter.objects.select_related("issued", "dispute__employer").get(pk=world.letters["complaint"].pk)
    text = read(sign_in(None), reverse("verify", args=[letter.issued.code]))
    assert letter.number in text
    for secret in (letter.dispute.number, letter.dispute.employer.name, "蒋喆", *every_canary().values()):
        assert secret not in text
