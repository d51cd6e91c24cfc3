"""The choice of groups that a report is divided by: up to three counted together, one value joined by commas."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mediation.forms.filtering import JoinedSelect
from mediation.reports.divisions import COMMA, MOST_JOINED, division_of
from mediation.reports.groups import GROUPS

NAMES = (_("Rows by"), _("Rows by, second group"), _("Rows by, third group"))
NOTHING = (_("No rows, totals only"), _("and by…"), _("and by…"))


class GroupsSelect(forms.Widget):
    """As many selects of one name; an address may have the groups in one of them or in several."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        return COMMA.join(filter(None, given))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = [*(value or "").split(COMMA), "", ""]
        return format_html_join("", "{}", ((self._select(name, place, chosen[place], attrs or {}),)
            for place in range(MOST_JOINED)))  # fmt: skip

    def _select(self, name: str, place: int, chosen: str, attrs: dict[str, Any]) -> SafeString:
        choices = [("", NOTHING[place]), *((code, group.label) for code, group in GROUPS.items())]
        own = {**self.attrs, **attrs, "aria-label": NAMES[place]}
        if place:
            own["id"] = f"{own.get('id', name)}_{place + 1}"
        return JoinedSelect(choices=choices).render(name, chosen, own)


class GroupsField(forms.CharField):
    """The codes of groups that go together, joined by commas."""

    widget = GroupsSelect

    def validate(self, value: str) -> None:
        super().validate(value)
        if unknown := [code for code in value.split(COMMA) if code and code not in GROUPS]:
            raise ValidationError(
                _("There is no group “%(group)s”: choose from the list.") % {"group": COMMA.join(unknown)}
            )
        division_of(value)
