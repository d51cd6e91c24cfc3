"""People of the roster by their names, one a line."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _

from mediation.models import Party


def people_named(text: str, people: Sequence[Party]) -> list[Party]:
    """The people whom the lines name, each once; with the end of the ID number where two have one name.

    Raises ValidationError.
    """
    lines = [line.split() for line in text.splitlines() if line.strip()]
    found = [_found(line[0], line[1] if len(line) > 1 else "", people) for line in lines]
    return list({person.pk: person for person in found}.values())


def _found(name: str, ending: str, people: Sequence[Party]) -> Party:
    found = [row for row in people if row.name == name and row.id_number.endswith(ending)]
    if not found:
        raise forms.ValidationError(_("%(name)s does not stand on the roster.") % {"name": name})
    if len(found) > 1:
        words = _("Several workers are called %(name)s: add the last four of the ID number.")
        raise forms.ValidationError(words % {"name": name})
    return found[0]
