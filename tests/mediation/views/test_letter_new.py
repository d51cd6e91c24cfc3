import pytest
from django.urls import reverse
from django.utils import translation

from mediation.forms.letters import LetterForm
from mediation.models import Dispute, Letter
from tests import cast
from tests.factories import draft, fresh, issue, later, make_dispute, make_letter, serve, take

pytestmark = pytest.mark.django_db


def page(dispute, kind):
    return reverse("letter-new", args=[dispute.pk, kind])


def trace(dispute):
    return Letter.objects.count(), dispute.events.count(), fresh(dispute).version


@pytest.fixture
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    with translation.override("en"):
        yield


def test_a_draft_for_a_volunteer_is_filled_from_the_case(client):
    dispute = make_dispute("accepted")
    client.force_login(cast.city_mediator())
    people = [person.pk for person in cast.supervisors()]
    key = client.get(page(dispute, "opinion")).context["form"]["key"].value()
    sent = {"key": str(key), "drafter": cast.volunteer().pk, "supervisors": people}
    once, twice = (client.post(page(dispute, "opinion"), sent) for _click in range(2))
    letter = Letter.objects.get(kind="opinion")
    assert (once.status_code, once.url) == (302, reverse("letter-detail", args=[letter.pk]))
    assert (twice.status_code, twice.url) == (302, once.url)
    assert (letter.drafter, letter.issuer, letter.state) == (cast.volunteer(), cast.city(), "draft")
    assert letter.content["addressee"] == dispute.employer.name
    assert set(letter.supervisors.all()) == set(cast.supervisors())


@pytest.mark.parametrize(
    ("workers", "content", "asked"), [(1, {}, False), (2, {}, True), (1, {"division": "equal"}, True)]
)
def test_one_worker_is_not_asked_how_to_divide(workers, content, asked):
    letter = Letter(kind="agreement", dispute=Dispute(worker_count=workers), content=content)
    assert ("division" in LetterForm(letter=letter).fields) is asked


def test_a_rung_without_its_ground_names_the_ground_and_opens_nothing(client, english):
    dispute = make_dispute("accepted")
    before = trace(dispute)
    client.force_login(cast.city_mediator())
    assert [str(row.who) for row in client.get(page(dispute, "suggestion")).context["unmet"]] == [
        "the employer's conduct after a served opinion letter"
    ]
    response = client.post(page(dispute, "suggestion"), {"drafter": cast.city_mediator().pk, "agency": cast.hr().pk})
    assert response.status_code == 422
    assert "an opinion letter was refused" in response.content.decode()
    assert trace(dispute) == before


def test_the_department_must_be_one_the_letter_may_go_to(client, english):
    dispute = make_dispute("accepted")
    opinion = make_letter("opinion", "unanswered", dispute=dispute)
    before = trace(dispute)
    client.force_login(cast.city_mediator())
    sent = {"drafter": cast.second_city_mediator().pk, "agency": cast.court().pk}
    response = client.post(page(dispute, "suggestion"), sent)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["agency"]
    assert response.context["form"]["drafter"].value() == str(cast.second_city_mediator().pk)
    assert trace(dispute) == before
    client.post(page(dispute, "suggestion"), sent | {"agency": cast.inspection().pk})
    letter = Letter.objects.get(kind="suggestion")
    assert (letter.agency, letter.ground) == (cast.inspection(), opinion)


def test_a_drafter_of_another_union_is_no_choice(client):
    dispute = make_dispute("accepted")
    before = trace(dispute)
    client.force_login(cast.city_mediator())
    response = client.post(page(dispute, "reminder"), {"drafter": cast.other_town_mediator().pk})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["drafter"])
    assert trace(dispute) == before


def test_a_new_letter_may_replace_an_issued_one(client):
    issued = make_letter("reminder", "issued")
    client.force_login(cast.city_mediator())
    client.post(page(issued.dispute, "reminder"), {"drafter": cast.city_mediator().pk, "replaces": issued.pk})
    assert Letter.objects.get(replaces=issued).state == "draft"
    assert fresh(issued).state == "issued"


@pytest.mark.parametrize("kind", ["acceptance_notice", "poem"])
def test_kinds_that_are_not_drafted_by_hand_are_not_found(client, kind):
    dispute = make_dispute("accepted")
    client.force_login(cast.city_mediator())
    assert client.get(page(dispute, kind)).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"),
    [(cast.manager, 403), (cast.auditor, 403), (cast.volunteer, 404), (cast.inspector, 404), (cast.worker_user, 404)],
)
def test_who_may_not_draft_is_refused(client, person, status):
    dispute = make_dispute("accepted")
    before = trace(dispute)
    client.force_login(person())
    assert client.get(page(dispute, "reminder")).status_code == status
    assert client.post(page(dispute, "reminder"), {"drafter": cast.city_mediator().pk}).status_code == status
    assert trace(dispute) == before


def test_the_town_drafts_a_suggestion_in_the_name_of_the_city(client):
    dispute = make_dispute("accepted", holder=cast.town())
    day = dispute.accepted_on
    opinion = serve(issue(draft("opinion", dispute, day), day, by=cast.town_chair()), day)
    take(opinion, "mark_unanswered", cast.town_mediator(), later(day, 30))
    client.force_login(cast.town_mediator())
    assert client.get(page(dispute, "suggestion")).context["issuer"] == cast.city()
    client.post(page(dispute, "suggestion"), {"drafter": cast.town_mediator().pk, "agency": cast.hr().pk})
    assert Letter.objects.get(kind="suggestion").issuer == cast.city()
