from datetime import date

import pytest
from django.urls import reverse

from mediation.models import Batch, Letter
from tests import cast
from tests.factories import fresh, make_dispute, make_letter

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # the acts are proved in operations


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})


def test_a_signer_signs_what_the_list_finds_and_takes_the_zip(client):
    letters = [make_letter("reminder", "approved") for _place in range(2)]
    client.force_login(cast.chair())
    assert (
        "all 2 of this list" in client.get(reverse("letter-list"), {"tab": "sign", "kind": "reminder"}).content.decode()
    )
    client.post(reverse("batch-new"), {"act": "sign", "tab": "sign", "kind": "reminder", "all": "1"})
    batch = Batch.objects.get()
    page = reverse("batch-detail", args=[batch.pk])
    assert "0 of 2 letters done" in client.get(page).content.decode()
    assert page in client.get(reverse("letter-list")).content.decode()  # to go on after the browser was closed
    assert client.post(reverse("batch-run", args=[batch.pk])).status_code == 302
    done = client.post(reverse("batch-run", args=[batch.pk]), headers={"HX-Request": "true"})
    assert "2 of 2 letters done" in done.content.decode()
    assert done["HX-Refresh"] == "true"
    assert [fresh(letter).state for letter in letters] == ["issued"] * 2
    archive = b"".join(client.get(reverse("batch-zip", args=[batch.pk])).streaming_content)
    assert archive.count(b"%PDF-") == 2


def test_ticked_letters_only_and_an_error_is_shown_with_its_letter(client):
    letter, other = (make_letter("reminder", "approved") for _place in range(2))
    client.force_login(cast.chair())
    client.post(reverse("batch-new"), {"act": "sign", "tab": "sign", "letter": [letter.pk, "x"]})
    batch = Batch.objects.get()
    letter.version += 1
    letter.save()
    client.post(reverse("batch-run", args=[batch.pk]))
    page = client.get(reverse("batch-detail", args=[batch.pk])).content.decode()
    assert "Somebody else has taken a step here meanwhile" in page
    assert reverse("letter-detail", args=[letter.pk]) in page
    assert (fresh(letter).state, fresh(other).state) == ("approved", "approved")
    client.post(reverse("batch-retry", args=[batch.pk]))
    client.post(reverse("batch-run", args=[batch.pk]))
    assert (fresh(letter).state, fresh(other).state) == ("approved", "approved")  # nobody looked at what is new


def test_a_batch_is_its_owners(client):
    make_letter("reminder", "approved")
    client.force_login(cast.chair())
    client.post(reverse("batch-new"), {"act": "sign", "tab": "sign", "all": "1"})
    batch = Batch.objects.get()
    client.force_login(cast.reviewer())
    assert client.get(reverse("batch-detail", args=[batch.pk])).status_code == 404
    assert client.post(reverse("batch-run", args=[batch.pk])).status_code == 404
    client.force_login(cast.volunteer())
    assert client.post(reverse("batch-new"), {"act": "sign", "tab": "sign", "all": "1"}).status_code == 403


@pytest.mark.parametrize(
    "data",
    [{"act": "sign", "tab": "sign"}, {"act": "withdraw", "all": "1"}, {}, {"act": "sign", "letter": ["9" * 5000, "٣"]}],
)
def test_nothing_chosen_leads_back_to_the_list(client, data):
    client.force_login(cast.chair())
    assert client.post(reverse("batch-new"), data).status_code == 302
    assert Batch.objects.count() == 0


def test_ticked_cases_get_one_letter_each_by_one_form(client):
    cases = [make_dispute("accepted"), make_dispute("registered")]
    client.force_login(cast.city_mediator())
    asked = f"{reverse('letter-many')}?case={cases[0].pk}&case={cases[1].pk}&case=x&kind=reminder"
    assert 'form="draft-form"' in client.get(reverse("dispute-list")).content.decode()
    form = client.get(asked).context["form"]
    sent = {"key": str(form["key"].value()), "kind": form["kind"].value(), "drafter": cast.city_mediator().pk}
    first, second = client.post(asked, sent), client.post(asked, sent)
    batch = Batch.objects.get()
    assert first.url == second.url == reverse("batch-detail", args=[batch.pk])
    client.post(reverse("batch-run", args=[batch.pk]))
    page = client.get(first.url).content.decode()
    letter = Letter.objects.get(kind="reminder")
    assert reverse("letter-detail", args=[letter.pk]) in page
    assert reverse("dispute-detail", args=[cases[1].pk]) in page
    assert "the case is accepted" in page
    cast.city_mediator().memberships.update(until=date(2026, 1, 1))
    later = client.get(first.url).content.decode()
    assert not any(case.number in later or str(case.employer) in later for case in cases)


def test_all_cases_found_and_a_department_where_the_letter_needs_one(client):
    make_dispute("accepted", holder=cast.other_town())
    unseen = make_dispute("accepted", holder=cast.town())
    client.force_login(cast.other_town_mediator())
    found = client.get(reverse("letter-many"), {"all": "1", "state": "accepted", "case": unseen.pk})
    assert found.context["total"] == 1
    assert client.get(reverse("letter-many"), {"all": "1", "state": "nonsense"}).context["total"] == 0
    sent = {"key": str(found.context["form"]["key"].value()), "kind": "suggestion", "drafter": "9" * 25, "agency": "x"}
    refused = client.post(f"{reverse('letter-many')}?all=1", sent)
    assert refused.status_code == 422
    assert sorted(refused.context["form"].errors) == ["agency", "drafter"]
    assert Batch.objects.count() == 0
