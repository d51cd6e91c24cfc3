"""Which cases against one employer become one collective case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.forms.answers import LongField
from mediation.machine import StrOrPromise
from mediation.models import Dispute


class GatherForm(forms.Form):
    """The case that goes on, and those that are merged into it, among the open cases offered."""

    going_on = forms.ChoiceField(label=_("Case that goes on"))
    others = forms.MultipleChoiceField(label=_("Merged into it"), widget=forms.CheckboxSelectMultiple)
    reason = LongField(label=_("Reason"))

    def __init__(self, data: Any = None, *, offered: list[Dispute]) -> None:
        super().__init__(data)
        self.offered = {str(dispute.pk): dispute for dispute in offered}
        choices = [(key, dispute.number) for key, dispute in self.offered.items()]
        for name in ("going_on", "others"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        first, *rest = _alike(offered) or [""]
        self.fields["going_on"].initial, self.fields["others"].initial = first, rest
        self.fields["reason"].widget.attrs["class"] = "form-control"

    def differences(self, dispute: Dispute) -> list[StrOrPromise]:
        """What speaks against merging a case offered into the one that is chosen to go on."""
        chosen = self.offered.get(str(self["going_on"].value()))
        found: list[StrOrPromise] = []
        if chosen and dispute.category != chosen.category:
            found.append(_("other dispute type than %(number)s") % {"number": chosen.number})
        return [*found, _("has an agreement already")] if dispute.has_agreement else found

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("going_on") in values.get("others", []):
            self.add_error("others", _("The case that goes on cannot be merged into itself."))
        return values

    @property
    def case(self) -> Dispute:
        """The case that goes on; of a valid form."""
        return self.offered[self.cleaned_data["going_on"]]

    @property
    def merged(self) -> list[Dispute]:
        """The other cases; of a valid form."""
        return [self.offered[key] for key in self.cleaned_data["others"]]


def _alike(offered: list[Dispute]) -> list[str]:
    """The ids of the first cases of one dispute type without an agreement; empty when no two are such."""
    free = [dispute for dispute in offered if not dispute.has_agreement]
    for first in free:
        keys = [str(dispute.pk) for dispute in free if dispute.category == first.category]
        if len(keys) > 1:
            return keys
    return []
