"""The note under a letter that another face stands in for one of the standard."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from documents import fonts
from mediation.templatetags.press import FACES, letter_faces

DRAFT = SimpleNamespace(issued=None)


def noted(letter):
    with translation.override("en"):
        return render_to_string("mediation/_letter_faces.html", letter_faces(letter)).strip()


def test_a_draft_tells_what_stands_in_now():
    assert "title" in fonts.substitutes()
    assert "Xiaobiaosong (red header and title)" in noted(DRAFT)


def test_nothing_is_told_where_the_office_owns_the_face(settings):
    settings.OWN_FONTS = {role: Path("own.ttf") for role in FACES}
    assert noted(DRAFT) == ""


@pytest.mark.parametrize(
    ("engine", "faces"), [({}, []), ({"substitutes": []}, []), ({"substitutes": ["fang", "song"]}, ["fang"])]
)
def test_an_issued_letter_tells_what_stood_in_at_its_issue(engine, faces):
    letter = SimpleNamespace(issued=SimpleNamespace(engine=engine))
    assert letter_faces(letter) == {"faces": [FACES[role] for role in faces]}
    assert bool(noted(letter)) == bool(faces)
