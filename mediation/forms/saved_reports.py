"""Forms of snapshots and saved reports: they check that an answer can be read, not whether the act is allowed."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mediation.classification import Category, Channel
from mediation.forms.identifiers import validate_printable
from mediation.forms.reports import FILTERS
from mediation.forms.ticks import TicksField
from mediation.models import LEVEL_CHOICES, Organisation, OrganisationKind, Rhythm, SavedReport, Span, User
from mediation.operations.reporting import colleagues
from mediation.reports.divisions import COMMA, division_of, is_joint
from mediation.reports.groups import GROUPS
from mediation.reports.indicators import CHAPTERS

PRINTED = [validate_printable]
MOST_GROUPS = 4
PLAIN = ("name", "is_shared", "span", "indicators", "rhythm", "day")  # as the model names them
WEEK, MONTH = 7, 28  # last days on which a report may be sent
Units = list[Organisation]


class LineField(forms.CharField):
    """One line, also where several were pasted: it becomes the subject of an e-mail."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class UnionField(forms.ModelChoiceField):
    """The union whose figures these are; hidden where there is only one."""

    def offer(self, units: Units) -> None:
        self.queryset = Organisation.objects.filter(pk__in=[unit.pk for unit in units])
        self.initial = units[0].pk if units else None
        if len(units) == 1:
            self.widget = forms.HiddenInput()


class SnapshotForm(forms.Form):
    """Why a report is frozen, and for whom."""

    union = UnionField(Organisation.objects.none(), label=_("Union"), empty_label=None)
    title = LineField(label=_("Title"), max_length=100, validators=PRINTED)
    reason = LineField(
        label=_("Reason"), max_length=300, validators=PRINTED,
        help_text=_("For whom or for what it is reported, for example: monthly report to the city committee."),
    )  # fmt: skip
    hides = forms.BooleanField(
        label=_("It goes outside the union: hide counts of one to four people"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *, units: Units, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        union = self.fields["union"]
        assert isinstance(union, UnionField)
        union.offer(units)


class SavedReportForm(forms.Form):
    """A saved report: what it counts, of which period, and when it is sent to whom."""

    name = LineField(label=_("Name"), max_length=100, validators=PRINTED)
    union = UnionField(Organisation.objects.none(), label=_("Union"), empty_label=None)
    is_shared = forms.BooleanField(
        label=_("Shared: colleagues of the union who read figures may open it"), required=False
    )
    span = forms.ChoiceField(label=_("Period"), choices=Span.choices, initial=Span.LAST_MONTH)
    groups = forms.MultipleChoiceField(
        label=_("Rows by"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code, group.label) for code, group in GROUPS.items()],
    )  # fmt: skip
    are_joint = forms.BooleanField(
        label=_("Count these groups together"), required=False,
        help_text=_("One table with a row for each combination that occurs, such as month, town and type; three groups "
            "at most. Otherwise a table for each group."),
    )  # fmt: skip
    town = forms.ModelChoiceField(
        Organisation.objects.filter(kind=OrganisationKind.TOWN_UNION), label=_("Town"), required=False,
        empty_label=_("All towns"),
    )  # fmt: skip
    category = forms.ChoiceField(
        label=_("Dispute type"), required=False, choices=[("", _("All types")), *Category.choices]
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All levels")), *LEVEL_CHOICES])
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[("", _("All channels")), *Channel.choices])
    indicators = forms.MultipleChoiceField(
        label=_("Indicators"), widget=forms.CheckboxSelectMultiple,
        choices=[(chapter.label, [(row.code, row.label) for row in chapter.indicators]) for chapter in CHAPTERS],
        error_messages={"required": _("Choose at least one indicator.")},
    )  # fmt: skip
    rhythm = forms.ChoiceField(label=_("Sent by e-mail"), required=False, choices=Rhythm.choices)
    day = forms.IntegerField(
        label=_("On day"), min_value=1, max_value=MONTH, initial=1,
        help_text=_("Of the month (1 to 28) or of the week (1 is Monday); on a day off, the next working day."),
    )  # fmt: skip
    receivers = TicksField(User.objects.none(), label=_("Receivers besides you"), required=False)

    def __init__(self, data: Any = None, *, units: Units, owner: User, today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        union, receivers = self.fields["union"], self.fields["receivers"]
        assert isinstance(union, UnionField)
        assert isinstance(receivers, TicksField)
        union.offer(units)
        self.today = today
        near = User.objects.none()
        for unit in units:
            near = near | colleagues(unit, today)
        receivers.queryset = near.exclude(pk=owner.pk).distinct()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        groups = values.get("groups") or []
        if values.get("are_joint"):
            try:
                division_of(COMMA.join(groups))
            except ValidationError as error:
                self.add_error("groups", error)
        elif len(groups) > MOST_GROUPS:
            self.add_error("groups", _("Choose at most four: each is counted by itself."))
        if values.get("rhythm") == Rhythm.WEEKLY and (values.get("day") or 0) > WEEK:
            self.add_error("day", _("A week has seven days: 1 is Monday."))
        unit, chosen = values.get("union"), values.get("receivers")
        if unit and chosen and set(chosen) - set(colleagues(unit, self.today)):
            self.add_error("receivers", _("Choose people who read the figures of this union."))
        return values

    def filters(self) -> list[Any]:
        """The fields that narrow the report."""
        return [self[name] for name in FILTERS]

    def chapters(self) -> list[tuple[Any, list[Any]]]:
        """The boxes of the indicators by chapter."""
        boxes = {box.data["value"]: box for box in self["indicators"]}
        return [(chapter.label, [boxes[row.code] for row in chapter.indicators]) for chapter in CHAPTERS]

    def put_into(self, saved: SavedReport) -> SavedReport:
        """The saved report with the answers; of a valid form."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in FILTERS if data[name]}
        saved.organisation = data["union"]
        saved.filters = {name: str(getattr(value, "pk", value)) for name, value in chosen.items()}
        saved.groups = [COMMA.join(data["groups"])] if data["are_joint"] and data["groups"] else data["groups"]
        for name in PLAIN:
            setattr(saved, name, data[name])
        return saved


def groups_in(groups: list[str]) -> dict[str, Any]:
    """What the form shows of the groups of a report, of which those counted together are one."""
    return {"groups": [code for by in groups for code in by.split(COMMA)], "are_joint": any(map(is_joint, groups))}


def initial_of(saved: SavedReport) -> dict[str, Any]:
    """What the form shows of a saved report."""
    return {name: getattr(saved, name) for name in PLAIN} | groups_in(saved.groups) | {
        "union": saved.organisation_id, "receivers": list(saved.receivers.values_list("pk", flat=True)),
        **saved.filters,
    }  # fmt: skip
