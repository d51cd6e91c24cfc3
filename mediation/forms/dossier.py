"""The form of a dossier: to whom, why, on which ground, as what, and which pieces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.dossier import Form, Recipient
from mediation.forms.answers import CHOOSE, LongField
from mediation.hand_overs import Ground


class DossierForm(forms.Form):
    """What is asked depends on the recipient: of the archive a reason where something is missing, else the disclosure.

    Whether what was answered suffices is for `operations.dossier` to say. The pieces are ticked in the list.
    """

    recipient = forms.ChoiceField(choices=Recipient.choices, widget=forms.HiddenInput)
    addressee = forms.CharField(
        label=_("Who receives it"), max_length=200, required=False, help_text=_("The office or the person by name.")
    )
    purpose = forms.CharField(label=_("Purpose"), max_length=200, required=False)
    ground = forms.ChoiceField(label=_("Legal ground"), choices=[CHOOSE, *Ground.choices], required=False)
    consent_paper = forms.CharField(
        label=_("Paper of the worker's consent"), max_length=200, required=False,
        help_text=_("Needed where the ground is consent."),
    )  # fmt: skip
    reason = LongField(
        label=_("Why it goes on without what is missing"), max_length=300, required=False, rows=2,
        help_text=_("For example: the originals are in the paper volume. It is printed in the notes at the end."),
    )  # fmt: skip
    form = forms.ChoiceField(label=_("Form"), choices=Form.choices, initial=Form.VOLUME, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, recipient: str, is_missing: bool, addressee: str = "") -> None:
        super().__init__(data, initial={"recipient": recipient, "addressee": addressee})
        if recipient == Recipient.ARCHIVE:
            outside = ("addressee", "purpose", "ground", "consent_paper")
            for name in (*outside, *(() if is_missing else ("reason",))):
                del self.fields[name]
        else:
            del self.fields["reason"]
            for name in ("addressee", "purpose", "ground"):
                self.fields[name].required = True
            self.fields["addressee"].disabled = recipient == Recipient.EMPLOYER
        if "reason" in self.fields:
            self.fields["reason"].required = True

    def answers(self) -> dict[str, str]:
        """The answers of a valid form, by name."""
        return {name: str(value) for name, value in self.cleaned_data.items()}
