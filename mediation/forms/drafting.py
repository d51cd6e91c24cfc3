"""Form of one kind of letter for many cases."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation.access import Act, Role, grants
from mediation.forms.answers import CHOOSE, PersonField
from mediation.forms.letters import choose_among
from mediation.letters import ROWS
from mediation.models import Membership, Organisation, User

KINDS = [(row.code, row.label) for row in ROWS.values() if not row.led]


class ManyLettersForm(forms.Form):
    """Which letter, who issues and who writes it; whether a case may have it is asked case by case."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # one rendered form opens one batch
    kind = forms.ChoiceField(label=_("Kind of letter"), choices=[CHOOSE, *KINDS])
    issuer = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Issuing union"), required=False,
        empty_label=_("The union that holds the case; the city union where the law asks for it"),
    )  # fmt: skip
    drafter = PersonField(User.objects.none(), label=_("Drafter"), empty_label=None)
    agency = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Addressed department"), required=False, empty_label=_("None"),
        help_text=_("Only for a letter that goes to a department."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, user: User, kind: str = "") -> None:
        super().__init__(data, initial={"drafter": user.pk, "kind": kind})
        units = {pk for post in grants(user, Act.DRAFT) for pk in post.organisation.lineage}
        kinds = {kind for row in ROWS.values() if not row.led for kind in row.to_agencies}
        choose_among(self, "issuer", Organisation.objects.filter(pk__in=units))
        choose_among(self, "agency", Organisation.objects.active().filter(kind__in=kinds))
        choose_among(self, "drafter", writers(units))
        for name, field in self.fields.items():
            if name != "key":
                field.widget.attrs["class"] = "form-select"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        row, agency = ROWS.get(data.get("kind", "")), data.get("agency")
        if row is not None and not row.to_agencies:
            data["agency"] = None
        elif row is not None and (agency is None or agency.kind not in row.to_agencies):
            self.add_error("agency", _("Choose a department this letter may go to."))
        return data


def writers(units: set[int]) -> Any:
    """Mediators and volunteers of these unions."""
    posts = Membership.objects.valid_on(timezone.localdate()).filter(
        role__in=(Role.MEDIATOR, Role.VOLUNTEER), organisation__in=units
    )
    found = User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("display_name")
    return found.prefetch_related(Prefetch("memberships", posts.select_related("organisation"), to_attr="posts"))
