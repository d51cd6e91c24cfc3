"""Text that is typed and not saved: kept a person and draft, found again, compared, dropped."""

import pytest
from django.urls import reverse
from django.utils import translation

from mediation.models import LetterAutosave
from mediation.operations.letters import edit_letter
from tests import cast
from tests.factories import at, fresh, later, make_letter, take
from tests.mediation.views.test_letter_detail import page, trace, typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    with translation.override("en"):
        yield


def keep(client, letter, **changes):
    return client.post(reverse("letter-unsaved", args=[letter.pk]), typed(letter, **changes))


def shown(response):
    """What stands in the fields of the page."""
    form = response.context["form"]
    return {name: form[name].value() for name in ("facts_found", "demands")}


def test_what_was_typed_is_found_again_and_changes_nothing_else(client):
    letter = make_letter("opinion")
    before = trace(letter)
    client.force_login(letter.drafter)
    assert keep(client, letter, facts_found="打了\r\n一半").json()["at"] != ""
    assert trace(letter) == before
    response = client.get(page(letter))
    assert shown(response)["facts_found"] == "打了\n一半"
    assert [change.name for change in response.context["unsaved_changes"]] == ["facts_found"]
    assert "is not saved yet" in response.content.decode()
    client.force_login(cast.city_mediator() if letter.drafter != cast.city_mediator() else cast.reviewer())
    assert "打了" not in client.get(page(letter)).content.decode()


def test_the_last_text_counts_and_the_saved_one_is_not_kept(client):
    letter = make_letter("opinion")
    client.force_login(letter.drafter)
    for text in ("一", "一二", "一二三"):
        keep(client, letter, facts_found=text)
    assert [row.typed["facts_found"] for row in LetterAutosave.objects.all()] == ["一二三"]
    assert keep(client, letter).json() == {"at": ""}
    assert not LetterAutosave.objects.exists()


def test_saving_and_going_back_drop_it(client):
    letter = make_letter("opinion")
    client.force_login(letter.drafter)
    keep(client, letter, facts_found="改过。")
    client.post(reverse("letter-unsaved", args=[letter.pk]), {"discard": "yes"})
    assert (LetterAutosave.objects.count(), shown(client.get(page(letter)))["facts_found"]) == (
        0, letter.content["facts_found"],
    )  # fmt: skip
    keep(client, letter, facts_found="改过。")
    client.post(page(letter), typed(letter, facts_found="改过。"))
    assert (LetterAutosave.objects.count(), fresh(letter).content["facts_found"]) == (0, "改过。")


def test_two_people_lose_nothing(client):
    """One types, the other saves meanwhile: the page shows both, and saving is then asked for knowingly."""
    letter = make_letter("opinion")
    client.force_login(letter.drafter)
    keep(client, letter, facts_found="我打的。")
    theirs = {**letter.content, "facts_found": "他存的。"}
    edit_letter(letter, theirs, by=letter.drafter, at=at(later(letter.drafted_at.date(), 1)))
    response = client.get(page(letter))
    assert shown(response)["facts_found"] == "我打的。"
    other = next(box.other for box in response.context["boxes"] if box.bound.name == "facts_found")
    assert {part.text for part in other} >= {"他存"}
    assert "Somebody else has saved this draft since" in response.content.decode()
    assert response.context["form"]["version"].value() == fresh(letter).version


def test_a_discarded_letter_keeps_no_unsaved_text(client):
    letter = make_letter("opinion")
    client.force_login(letter.drafter)
    keep(client, letter, facts_found="改过。")
    take(letter, "discard", letter.drafter, later(letter.drafted_at.date(), 1), reason="不需要。")
    assert not LetterAutosave.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"version": "x"}, 400), ({"version": ""}, 400), ({"facts_found": "长" * 250_001}, 413)],
)
def test_bad_input_is_refused_and_keeps_what_was_kept(client, changes, status):
    letter = make_letter("opinion")
    client.force_login(letter.drafter)
    keep(client, letter, facts_found="好的。")
    assert keep(client, letter, **changes).status_code == status
    assert LetterAutosave.objects.get().typed["facts_found"] == "好的。"


def test_a_letter_that_left_the_drafter_keeps_nothing(client):
    letter = make_letter("opinion", "in_review")
    client.force_login(letter.drafter)
    assert keep(client, letter, facts_found="晚了。").status_code == 403
    assert not LetterAutosave.objects.exists()


NO_KEYS = ["9" * 23, "-1", "x", "٣", "1.0"]


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_no_form_sends_is_not_kept(client, key):
    letter = make_letter("opinion")
    client.force_login(letter.drafter)
    assert keep(client, letter, facts_found="甲\0乙", supervisors=[key]).status_code == 200
    row = LetterAutosave.objects.get()
    assert (row.typed["facts_found"], row.typed["supervisors"]) == ("甲乙", [])
    assert shown(client.get(page(letter)))["facts_found"] == "甲乙"


@pytest.mark.parametrize("key", NO_KEYS)
def test_nor_is_it_a_supervisor(client, key):
    letter = make_letter("opinion")
    client.force_login(letter.drafter)
    before = trace(letter)
    assert client.post(page(letter), typed(letter, supervisors=[key])).status_code == 422
    sketch = client.post(reverse("letter-sketch", args=[letter.pk]), typed(letter, supervisors=[key]))
    assert sketch.status_code == 200
    assert trace(letter) == before
