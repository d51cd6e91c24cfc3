"""Forms of the rules page: what is looked for, a length of the office, a verification, a minimum wage."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mediation.deadline_rules import Chapter
from mediation.deadlines import RULES, Confidence, Party, Rule, Unit
from mediation.forms.answers import DayField, LongField, MoneyField
from mediation.forms.identifiers import validate_printable
from mediation.models import MinimumWage

LONGEST = {Unit.HOUR: 24 * 90, Unit.DAY: 1_000, Unit.WORKING_DAY: 750, Unit.MONTH: 60, Unit.YEAR: 10}
FIRST_WAGE = date(1994, 1, 1)  # the year of the labour law that made minimum wages a duty
EARLIEST = date(2008, 1, 1)  # when the law on mediation and arbitration came into force
ALL = ("", pgettext_lazy("rules", "All"))


class RuleFilter(forms.Form):
    """What of the catalogue is shown; from the address, where anything may stand."""

    q = forms.CharField(
        label=gettext_lazy("Code, name or article"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    chapter = forms.ChoiceField(label=gettext_lazy("Chapter"), required=False, choices=[ALL, *Chapter.choices])
    party = forms.ChoiceField(label=gettext_lazy("Who is bound"), required=False, choices=[ALL, *Party.choices])
    standing = forms.ChoiceField(label=gettext_lazy("Standing"), required=False, choices=[ALL, *Confidence.choices])

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"

    def apply(self, rules: Iterable[Rule]) -> list[Rule]:
        """The rules asked for; none when the address asks for what is not there."""
        if not self.is_valid():
            return []
        given = self.cleaned_data
        return [
            rule
            for rule in rules
            if given["chapter"] in ("", rule.chapter)
            and given["party"] in ("", rule.party)
            and given["standing"] in ("", rule.confidence)
            and _mentions(rule, given["q"].strip().casefold())
        ]


class LengthForm(forms.Form):
    """A length for a rule that the law leaves open."""

    length = forms.IntegerField(label=gettext_lazy("Length"), min_value=1)
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"), choices=[choice for choice in Unit.choices if choice[0] != Unit.DATE]
    )
    valid_from = DayField(
        label=gettext_lazy("Valid from"),
        help_text=gettext_lazy("For what begins on this day or later; what began before keeps its rule."),
    )
    reason = LongField(label=gettext_lazy("Reason"), rows=2, max_length=500)

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if not EARLIEST <= day <= timezone.localdate().replace(month=12, day=31, year=timezone.localdate().year + 2):
            raise forms.ValidationError(_("This day is too far away."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        unit, length = given.get("unit"), given.get("length")
        if unit and length and length > LONGEST[Unit(unit)]:
            self.add_error("length", _("This is too long: please check length and unit."))
        return given


class CheckForm(forms.Form):
    """Where the article of a rule was read."""

    source = forms.CharField(
        label=gettext_lazy("Where the article was read"), max_length=200,
        help_text=gettext_lazy("Law, article and edition, or the address of the page."),
    )  # fmt: skip


class MinimumWageForm(forms.ModelForm):
    """The monthly minimum wage of an area from a day on."""

    amount = MoneyField(label=gettext_lazy("Yuan a month"))
    valid_from = DayField(label=gettext_lazy("Valid from"), initial=None)

    class Meta:
        model = MinimumWage
        fields = ("area", "amount", "valid_from", "source")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name in ("area", "source"):
            self.fields[name].validators.append(validate_printable)

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if not 100 <= amount <= 100_000:
            raise forms.ValidationError(_("This is no monthly minimum wage: please check the amount."))
        return amount

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        last = date(timezone.localdate().year + 1, 12, 31)
        if not FIRST_WAGE <= day <= last:
            words = _("A minimum wage is valid from a day between %(first)s and %(last)s.")
            raise forms.ValidationError(words % {"first": FIRST_WAGE, "last": last})
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        area, day = given.get("area"), given.get("valid_from")
        known = MinimumWage.objects.filter(area=area, valid_from=day).first() if area and day else None
        if known is not None:
            words = _("%(area)s has a minimum wage from this day already: %(amount)s yuan.")
            self.add_error("valid_from", words % {"area": known.area, "amount": f"{known.amount:,.2f}"})
        return given


def _mentions(rule: Rule, text: str) -> bool:
    found = (rule.code, str(rule.label), rule.chinese, rule.authority, str(rule.trigger))
    return rule.code in RULES and any(text in part.casefold() for part in found)
