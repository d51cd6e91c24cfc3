"""Forms of meetings and tasks. They check that an answer can be read; whether the act is allowed is not theirs."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.forms.answers import CHOOSE, DayField, LongField, PersonField
from mediation.forms.identifiers import validate_printable
from mediation.forms.ticks import TicksField
from mediation.models import AgendaItem, Dispute, Meeting, Membership, Organisation, User
from mediation.operations.meeting_plans import Entry, Plan
from mediation.operations.stuck import Stuck
from mediation.operations.tasks import Order

MOST_ENTRIES = 50
TASK_ROLES = ("mediator", "reviewer", "manager", "liaison")  # who may report a task as done
PRINTED = [validate_printable]


class VersionForm(forms.Form):
    """Knows the version of the meeting on the page the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, version: int = 0, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["version"].initial = version


class PlanForm(VersionForm):
    """When and where, and who is invited: partners of any number, and other unions."""

    convener = forms.ModelChoiceField(
        label=_("Convening union"), queryset=Organisation.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=200, validators=PRINTED)
    planned_at = forms.DateTimeField(
        label=_("Date and hour"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Place"), max_length=200, validators=PRINTED)
    chair = forms.CharField(label=_("Chair of the meeting"), max_length=80, required=False, validators=PRINTED)
    partners = TicksField(label=_("Partners invited"), queryset=Organisation.objects.none(), required=False)
    unions = TicksField(label=_("Unions invited"), queryset=Organisation.objects.none(), required=False)

    def __init__(
        self, data: Any = None, *, conveners: list[Organisation], meeting: Meeting | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        active = Organisation.objects.active()
        fields["partners"].queryset = active.partners()
        fields["unions"].queryset = active.filter(kind__in=("city_union", "town_union"))
        fields["convener"].queryset = Organisation.objects.filter(pk__in=[unit.pk for unit in conveners])
        if meeting is None:
            return
        del self.fields["convener"]
        for name in ("kind", "title", "place", "chair"):
            fields[name].initial = getattr(meeting, name)
        fields["planned_at"].initial = timezone.localtime(meeting.planned_at)
        invited = [row.organisation_id for row in meeting.attendances.all()]
        fields["partners"].initial = fields["unions"].initial = invited

    def plan(self) -> Plan:
        data = self.cleaned_data
        invited = (*data["partners"], *data["unions"])
        return Plan(data["kind"], data["title"], data["planned_at"], data["place"], data["chair"], invited)


class AgendaForm(VersionForm):
    """Stuck cases by tick, other cases by number, topics by words."""

    cases = forms.MultipleChoiceField(label=_("Stuck cases"), required=False)
    numbers = LongField(
        label=_("Further cases"), required=False, help_text=_("Case numbers, one a line."), max_length=5_000
    )
    topics = LongField(label=_("Topics without a case"), required=False, help_text=_("One a line."), validators=PRINTED)

    def __init__(self, data: Any = None, *, stuck: list[Stuck], user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.stuck, self.user = {str(row.dispute.pk): row for row in stuck}, user
        choices: Any = self.fields["cases"]
        choices.choices = [(pk, row.dispute.number) for pk, row in self.stuck.items()]

    def ticked(self) -> set[str]:
        """What is ticked on the page."""
        return set(self["cases"].value() or ())

    def clean_numbers(self) -> list[Dispute]:
        numbers = list(
            dict.fromkeys(line.strip() for line in self.cleaned_data["numbers"].splitlines() if line.strip())
        )
        found = {
            row.number: row for row in Dispute.objects.visible_to(self.user).filter(number__in=numbers[:MOST_ENTRIES])
        }
        if missing := [number for number in numbers if number not in found]:
            words = _("There is no such case among those you see: %(number)s.")
            raise forms.ValidationError(words, params={"number": missing[0][:40]})
        return [found[number] for number in numbers]

    def clean_topics(self) -> list[str]:
        topics = [line.strip() for line in self.cleaned_data["topics"].splitlines() if line.strip()]
        if any(len(topic) > 200 for topic in topics):
            raise forms.ValidationError(_("A topic has at most 200 characters."))
        if len(topics) > MOST_ENTRIES:
            raise forms.ValidationError(_("Enter at most %(most)d topics.") % {"most": MOST_ENTRIES})
        return topics

    def entries(self) -> list[Entry]:
        """In the order of the page; a case that is ticked and typed stands once."""
        chosen = [self.stuck[pk] for pk in self.cleaned_data["cases"]]
        found = [Entry(row.dispute, why=row.why[:300]) for row in chosen]
        known = {row.dispute.pk for row in chosen}
        found += [Entry(row) for row in self.cleaned_data["numbers"] if row.pk not in known]
        return found + [Entry(topic=topic) for topic in self.cleaned_data["topics"]]


class HoldForm(VersionForm):
    """The attendance list: each organisation, whether it came, and who."""

    held_on = DayField(label=_("Held on"))
    chair = forms.CharField(label=_("Chair of the meeting"), max_length=80, validators=PRINTED)
    remarks = LongField(label=_("Other matters"), required=False, max_length=10_000, validators=PRINTED)

    def __init__(self, data: Any = None, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, version=meeting.version, **kwargs)
        for name in ("chair", "remarks"):
            self.fields[name].initial = getattr(meeting, name)
        self.fields["held_on"].initial = meeting.held_on or min(
            timezone.localdate(), timezone.localtime(meeting.planned_at).date()
        )
        self.attendances = list(meeting.attendances.select_related("organisation").order_by("pk"))
        for row in self.attendances:
            self.fields[f"came_{row.pk}"] = forms.BooleanField(
                label=row.organisation.name, required=False, initial=row.came
            )
            self.fields[f"people_{row.pk}"] = forms.CharField(
                label=_("Who came from %(unit)s") % {"unit": row.organisation.short_name}, required=False,
                max_length=300, initial=row.people, validators=PRINTED,
            )  # fmt: skip

    def rows(self) -> list[tuple[Any, Any]]:
        """Tick and names of every organisation, for the page."""
        return [(self[f"came_{row.pk}"], self[f"people_{row.pk}"]) for row in self.attendances]

    def came(self) -> dict[int, tuple[bool, str]]:
        data = self.cleaned_data
        return {row.pk: (data[f"came_{row.pk}"], data[f"people_{row.pk}"]) for row in self.attendances}


class ItemForm(VersionForm):
    discussion = LongField(label=_("Discussion"), rows=5, required=False, max_length=10_000, validators=PRINTED)
    resolution = LongField(
        label=pgettext_lazy("meeting", "Resolution"), rows=4, required=False, max_length=5_000, validators=PRINTED
    )  # fmt: skip

    def __init__(self, data: Any = None, *, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(data, version=item.meeting.version, **kwargs)
        self.fields["discussion"].initial, self.fields["resolution"].initial = item.discussion, item.resolution


class CancelForm(VersionForm):
    reason = LongField(label=_("Reason"))


class TaskForm(forms.Form):
    """What somebody is to do in a case, and by when."""

    text = LongField(label=pgettext_lazy("task", "What is to be done"), max_length=500, validators=PRINTED)
    unit = forms.ModelChoiceField(label=_("Responsible organisation"), queryset=Organisation.objects.none())
    owner = PersonField(
        label=_("Responsible person"), queryset=User.objects.none(), required=False,
        help_text=_("Empty: anybody of the organisation."),
    )  # fmt: skip
    due_on = DayField(label=_("To be done by"), initial=None)

    def __init__(self, data: Any = None, *, dispute: Dispute, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        active = Organisation.objects.active()
        own = active.filter(employer=dispute.employer_id) if dispute.employer_id else active.none()
        fields["unit"].queryset = (
            active.partners() | active.filter(kind__in=("city_union", "town_union")) | own
        ).order_by("code")
        fields["unit"].initial = dispute.holder_id
        fields["unit"].empty_label = str(CHOOSE[1])
        fields["owner"].queryset = _able(dispute)
        fields["owner"].empty_label = "—"

    def order(self) -> Order:
        data = self.cleaned_data
        return Order(data["text"], data["unit"], data["due_on"], data["owner"])


class TaskDoneForm(forms.Form):
    done_on = DayField(label=_("Done on"))
    result = LongField(label=_("What came of it"), max_length=500)

    def answers(self) -> dict[str, date | str]:
        return dict(self.cleaned_data)


def _able(dispute: Dispute) -> Any:
    """People of the unions that see the case and of the offices it was handed over to, without those recused."""
    involved: Iterable[int] = dispute.involvements.values_list("organisation", flat=True)
    units = {*involved, *dispute.holder.lineage}
    posts = Membership.objects.valid_on(timezone.localdate()).filter(role__in=TASK_ROLES, organisation__in=units)
    found = User.objects.filter(is_active=True, pk__in=posts.values("user")).exclude(pk__in=dispute.recused_ids)
    return found.order_by("display_name").prefetch_related(
        Prefetch("memberships", posts.select_related("organisation"), to_attr="posts")
    )
