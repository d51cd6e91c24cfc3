"""The words of choices, from a table that is kept: Django makes one of all choices anew for each word it shows."""

from collections.abc import Iterable
from functools import partialmethod
from typing import Any

from django.db.models import Model
from django.utils.encoding import force_str


def keep_labels(models: Iterable[type[Model]]) -> None:
    """Replaces the `get_…_display` that Django made for fields with choices; a model's own stays."""
    for model in models:
        for field in model._meta.local_concrete_fields:
            made = f"get_{field.name}_display"
            if isinstance(vars(model).get(made), partialmethod):
                setattr(model, made, _looking_up(field.attname, dict(field.flatchoices)))


def _looking_up(name: str, labels: dict[Any, Any]) -> Any:
    def display(row: Model) -> Any:
        value = getattr(row, name)
        return force_str(labels.get(value, value), strings_only=True)

    return display
