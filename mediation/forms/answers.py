"""What all step forms share: fields named as the answers of the step, and the version of the page.

A form checks only that an answer can be read; whether the step may be taken is for the one door to say.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import DecimalValidator
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation.access import Act, may
from mediation.forms.files import FilesField
from mediation.machine import StrOrPromise
from mediation.models import Dispute, Membership, User
from mediation.steps import Step

CHOOSE = ("", _("Choose…"))
LONG = 2_000
TOO_MUCH = _("This amount is too large: please check it.")


class DayField(forms.DateField):
    """A legal date, today unless told otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", timezone.localdate)
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


BESIDE = dict.fromkeys(map(ord, ",，¥￥元 \u3000"))  # what people type beside the digits of an amount


class MoneyField(forms.DecimalField):
    """Less than ten billion yuan, two places; thousands separators and the sign of the currency may be typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_digits=12, decimal_places=2, min_value=Decimal("0.00"), **kwargs)
        for rule in self.validators:
            if isinstance(rule, DecimalValidator):
                rule.messages = {**rule.messages, **dict.fromkeys(("max_digits", "max_whole_digits"), TOO_MUCH)}  # type: ignore[arg-type]

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        typed = str(value or "").translate(BESIDE)
        return super().to_python(typed)


class LongField(forms.CharField):
    """Several lines of text."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONG)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PersonField(forms.ModelChoiceField):
    """One of some people, each shown with the organisations that `people` loaded."""

    def label_from_instance(self, obj: Any) -> str:
        units = dict.fromkeys(post.organisation.short_name for post in obj.posts)
        return f"{obj} ({', '.join(units)})"


def people(dispute: Dispute, *roles: str) -> QuerySet[User]:
    """People with one of the roles in the holding union or one above it, without those recused in the case."""
    posts = Membership.objects.valid_on(timezone.localdate()).filter(
        role__in=roles, organisation__in=dispute.holder.lineage
    )
    found = User.objects.filter(is_active=True, pk__in=posts.values("user")).exclude(pk__in=dispute.recused_ids)
    return found.order_by("display_name").prefetch_related(
        Prefetch("memberships", posts.select_related("organisation"), to_attr="posts")
    )


def choice(label: StrOrPromise, options: Any, **kwargs: Any) -> forms.ChoiceField:
    """A field for one of some codes that starts with none chosen."""
    return forms.ChoiceField(label=label, choices=[CHOOSE, *options], **kwargs)


class StepForm(forms.Form):
    """The answers to one step; `version` is that of the subject on the page the person saw."""

    template = "mediation/_step_fields.html"
    reason_label = _("Reason")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, subject: Any, user: User, step: Step) -> None:
        super().__init__(data)
        self.subject, self.user, self.step = subject, user, step
        self.fields["version"].initial = subject.version
        self.fit()
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = str(CHOOSE[1])
            if isinstance(field, FilesField) and not may(user, Act.HANDLE, subject):
                field.allow(settings.UPLOAD_MOST_BYTES_OUTSIDE)
        if step.reason:
            self.fields["reason"] = LongField(label=self.reason_label)

    @property
    def dispute(self) -> Dispute:
        dispute: Dispute = self.subject.dispute
        return dispute

    def fit(self) -> None:
        """Choices and fields that depend on the subject."""

    def drop(self, *names: str) -> None:
        """Leave out fields that mean nothing for the subject."""
        for name in names:
            del self.fields[name]

    def answers(self) -> dict[str, Any]:
        """What was answered, by name; what was left empty is left out."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version" and value is not None and value != "" and value != []
        }


class PlainForm(StepForm):
    """No answer but the reason, where the step asks for one."""
