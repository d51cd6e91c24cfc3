"""Forms of what follows an agreement: a payment, and a reminder to the side that owes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.forms.answers import DayField, LongField, MoneyField, StepForm, choice
from mediation.forms.files import FilesField
from mediation.models import Instalment
from mediation.performance import Reminding


class InstalmentForm(StepForm):
    """About one `instalment`."""

    def __init__(self, data: Any = None, *, instalment: Instalment, **kwargs: Any) -> None:
        self.instalment = instalment
        super().__init__(data, **kwargs)


class PerformanceForm(InstalmentForm):
    """One payment on `instalment`; its subject is the proceeding."""

    paid_on = DayField(label=_("Performed on"))
    paid_amount = MoneyField(
        label=_("Amount of this payment (yuan)"), help_text=_("What was paid before stays and is added.")
    )
    proof = forms.CharField(
        label=_("Proof"), max_length=200, help_text=_("A receipt, a bank record, the worker's own statement.")
    )
    attached = FilesField()

    def fit(self) -> None:
        self.fields["paid_amount"].initial = self.instalment.rest


class StrikeForm(InstalmentForm):
    """A payment of `instalment` is taken back; `seen` is how many payments the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def fit(self) -> None:
        self.fields["seen"].initial = len(self.instalment.ledger)


class RemindForm(StepForm):
    reminded_on = DayField(label=_("Reminded on"))
    how = choice(_("How"), Reminding.choices)
    words = LongField(
        label=_("What was said and answered"), help_text=_("Who spoke, what is overdue, until when it was promised.")
    )
