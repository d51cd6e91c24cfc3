"""Several rows of a table to be ticked: a key that cannot be one is told at the field, and no database is asked."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)  # SQLite takes no greater number


def keys_of(values: Iterable[str]) -> list[int]:
    """The keys among what was ticked; of thousands of digits Python makes no number."""
    return [int(value) for value in values if KEY.fullmatch(value)]


class TicksField(forms.ModelMultipleChoiceField):
    """Boxes, one a row."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not KEY.fullmatch(str(key)):
                words, code = self.error_messages["invalid_pk_value"], "invalid_pk_value"
                raise forms.ValidationError(words, code=code, params={"pk": str(key)[:20]})
        return super().clean(value)
