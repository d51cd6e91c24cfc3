"""The words of choices are those of the fields, in the language of the reader."""

import pytest
from django.apps import apps
from django.utils import translation

from mediation.models import Dispute, Letter

CHOOSING = [
    (model, field)
    for model in apps.get_app_config("mediation").get_models()
    for field in model._meta.local_concrete_fields
    if field.choices
]


@pytest.mark.once
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_choice_is_shown_with_its_word(language):
    assert len(CHOOSING) > 40
    with translation.override(language):
        for model, field in CHOOSING:
            for value, word in field.flatchoices:
                assert getattr(model(**{field.attname: value}), f"get_{field.name}_display")() == str(word)


@pytest.mark.once
def test_the_word_is_that_of_the_language_of_the_moment_and_what_is_no_choice_shows_itself():
    letter = Letter(kind="opinion")
    with translation.override("en"):
        english = letter.get_kind_display()
    with translation.override("zh-hans"):
        assert letter.get_kind_display() not in ("opinion", english)
    assert Letter(kind="none such").get_kind_display() == "none such"
    assert Dispute(channel=None).get_channel_display() is None
