import pytest

from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("person", [cast.city_mediator, cast.worker_user, cast.prosecutor, cast.administrator])
def test_everybody_who_signs_in_reads_the_map(client, person):
    client.force_login(person())
    response = client.get("/map/")
    assert response.status_code == 200
    assert [machine["picture"].name for machine in response.context["machines"]] == [
        "dispute",
        "proceeding",
        "letter",
        "hand_over",
    ]
    assert response.content.decode().count('<svg class="machine"') == 4


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/map/").url == "/sign-in/?next=/map/"


def test_the_map_says_in_both_languages_what_stands_in_the_code(client, settings):
    client.force_login(cast.city_mediator())
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    text = client.get("/map/").content.decode()
    shown = ("Record that no answer came", "With the procuratorate", "S1 Answer to the opinion letter")
    assert [word for word in shown if word not in text] == []
