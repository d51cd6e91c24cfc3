"""The filters of the case list: allow-listed fields and orders, the same for the page and its Excel export."""

from datetime import date
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.core.validators import MinLengthValidator, RegexValidator
from django.db.models import Exists, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mediation.access import Act, may
from mediation.behind import Behind
from mediation.chips import Chip, chips_of
from mediation.classification import CLOSING_CHOICES, CLOSINGS, Category, Channel, Counts
from mediation.filter_rows import FilterRows, filter_rows
from mediation.forms.filtering import choice_filter, day_filter, row_filter, text_filter, tick_filter
from mediation.lifecycle import Stage, State
from mediation.listing import NEWEST, ORDERS, SORT_LABELS, SORT_NEEDS, own_hand_overs, sections_of
from mediation.models import LEVEL_CHOICES, Dispute, User
from mediation.operations.reporting import reads_outside, reported_to
from mediation.paging import Order
from mediation.reports.cells import cell_from
from mediation.reports.facts import ended_within

SHORTEST = 2  # characters of free text: one matches half the city
MINE, NOBODY = "me", "none"
PERSON = rf"^({MINE}|{NOBODY}|[0-9]{{1,18}})\Z"  # or the id of somebody
FIRST, TICKS = ("q", "open", "state", "handler"), ("overdue", "collective")  # always on screen; the others fold away
# Filters and orders that would tell what a section of the case page hides from the reader.
NEEDS_SECTION = {
    "handler": "timeline", "overdue": "deadlines", "channel": "facts", "town": "facts", "level": "facts",
    "outcome": "agreement", "collective": "parties",
}  # fmt: skip
# A partner filters by what its list shows: number, type, and the employer where it was disclosed.
FOR_PARTNERS = ("q", "category")


class CaseForm(forms.Form):
    """What is asked for in the address."""

    def clean_figure(self) -> str:
        """With a figure, all parameters of the cell are judged."""
        cell_from(self.data)
        return str(self.cleaned_data["figure"])


class DisputeFilter(django_filters.FilterSet):
    """Filters of the case list by name in the address. Needs `user` and `today`; `data` may hold anything."""

    q = text_filter(
        gettext_lazy("Name, employer, number or summary"), "filter_text", max_length=100,
        validators=[MinLengthValidator(SHORTEST, gettext_lazy("Enter at least two characters to search for."))],
    )  # fmt: skip
    open = choice_filter(
        gettext_lazy("Open or ended"), method="filter_open",
        choices=[("1", pgettext_lazy("cases", "Open")), ("0", pgettext_lazy("cases", "Ended"))],
    )  # fmt: skip
    stage = choice_filter(gettext_lazy("Stage"), choices=Stage.choices)
    state = choice_filter(gettext_lazy("State"), choices=State.choices)
    handler = django_filters.CharFilter(
        label=gettext_lazy("Handler"),
        method="filter_handler",
        validators=[RegexValidator(PERSON, gettext_lazy("Choose one of the people offered."))],
    )
    category = choice_filter(gettext_lazy("Type"), choices=Category.choices)
    town = row_filter(gettext_lazy("Town"))
    level = choice_filter(gettext_lazy("Level"), choices=LEVEL_CHOICES)
    channel = choice_filter(gettext_lazy("Channel"), choices=Channel.choices)
    outcome = choice_filter(
        gettext_lazy("Outcome"), method="filter_outcome",
        choices=[(gettext_lazy("How it counts"), Counts.choices), (gettext_lazy("Closing code"), CLOSING_CHOICES)],
    )  # fmt: skip
    received_from = day_filter(gettext_lazy("Received from"), field_name="received_on", lookup_expr="gte")
    received_to = day_filter(gettext_lazy("Received until"), field_name="received_on", lookup_expr="lte")
    closed_from = day_filter(gettext_lazy("Closed from"), method="filter_closed_from")
    closed_to = day_filter(gettext_lazy("Closed until"), method="filter_closed_to")
    overdue = tick_filter(gettext_lazy("Overdue"), "filter_overdue")
    collective = tick_filter(gettext_lazy("Collective"), "filter_collective")
    figure = django_filters.CharFilter(
        label=gettext_lazy("Behind the figure"), method="filter_figure", widget=forms.HiddenInput
    )

    base_filters: dict[str, Any]  # by the library: those declared above

    class Meta:
        model = Dispute
        fields: list[str] = []
        form = CaseForm

    def __init__(self, data: QueryDict, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        self.user, self.today, self.sections = user, today, sections_of(user)
        self.offered = tuple(name for name in self.base_filters if self._may_filter(name))
        # The library copies each filter that it is given: it is given those in use.
        self.base_filters = {name: self.base_filters[name] for name in self.offered if data.get(name)}
        super().__init__(data, *args, **kwargs)
        if "town" in self.base_filters:
            self.form.fields["town"].choices = self.town_choices[1:]  # it has a choice of all of its own

    def _may_filter(self, name: str) -> bool:
        if "disclosed" in self.sections and name not in FOR_PARTNERS:
            return False
        if name == "figure" and not may(self.user, Act.REPORT):
            return False
        return name not in NEEDS_SECTION or NEEDS_SECTION[name] in self.sections

    def get_form_class(self) -> type[forms.Form]:
        """Of the filters in use: what nobody filled in needs no form."""
        return form_of(tuple(self.base_filters))

    def filter_queryset(self, queryset: Any) -> Any:
        for name, narrowing in self.filters.items():
            queryset = narrowing.filter(queryset, self.form.cleaned_data[name])
        return queryset

    @cached_property
    def choices(self) -> FilterRows:
        """The towns and people offered."""
        return filter_rows(self.user, self.today, with_people="handler" in self.offered)

    @property
    def town_choices(self) -> list[tuple[str, str]]:
        return [("", _("All")), *((str(pk), name) for pk, (name, _short) in self.choices.towns.items())]

    @property
    def sort(self) -> str:
        """The order asked for if it is one we know, else newest first."""
        asked = self.data.get("sort", "")
        return asked if asked in ORDERS and self._may_sort(asked) else NEWEST

    def _may_sort(self, name: str) -> bool:
        needed = SORT_NEEDS.get(name.lstrip("-"))
        return needed is None or needed in self.sections

    @property
    def cases(self) -> QuerySet[Dispute]:
        """The filtered cases; none at all when a filter is wrong."""
        return self.qs if self.form.is_valid() else self.queryset.none()

    @property
    def order(self) -> Order:
        return ORDERS[self.sort]

    @cached_property
    def handler_choices(self) -> list[tuple[str, str]]:
        """Oneself, nobody, the mediators of one's own unions, and the person chosen."""
        people, chosen = dict(self.choices.people), self.data.get("handler", "")
        if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19 and int(chosen) not in people:
            seen = self.queryset.filter(handler_id=int(chosen)).values_list("handler_id", "handler__display_name")
            people |= dict(seen.order_by()[:1])
        known = [(str(pk), name) for pk, name in people.items()]
        return [("", _("All")), (MINE, _("Me")), (NOBODY, _("Nobody")), *known]

    def chips(self) -> list[Chip]:
        """The filters that are on, in words."""
        return chips_of(self)

    @property
    def first_fields(self) -> list[str]:
        return [name for name in FIRST if name in self.offered]

    @property
    def tick_fields(self) -> list[str]:
        return [name for name in TICKS if name in self.offered]

    @property
    def more_fields(self) -> list[str]:
        return [name for name in self.offered if name not in (*FIRST, *TICKS, "figure")]

    @property
    def more_in_use(self) -> bool:
        return any(name in self.form.fields for name in self.more_fields)

    @property
    def behind(self) -> Behind | None:
        """The figure whose cases these are, if the address names one."""
        cell = cell_from(self.data) if "figure" in self.form.fields and self.form.is_valid() else None
        return None if cell is None else Behind(cell, self.queryset)

    def sort_choices(self) -> list[tuple[str, str]]:
        """The orders offered; one that was asked for by address is among them. The first has no name in the address."""
        labels = SORT_LABELS | ({} if self.sort in SORT_LABELS else {self.sort: self.sort})
        return [("" if name == NEWEST else name, str(label)) for name, label in labels.items() if self._may_sort(name)]

    @property
    def sort_chosen(self) -> str:
        return "" if self.sort == NEWEST else self.sort

    def filter_text(self, disputes: QuerySet[Dispute], name: str, value: str) -> QuerySet[Dispute]:
        text = value.strip()
        if "parties" in self.sections:
            return disputes.search(text)  # type: ignore[attr-defined]
        disputes = disputes.search(text)  # type: ignore[attr-defined]  # by the index; of these, what may be seen
        if "disclosed" in self.sections:
            known = Exists(own_hand_overs(self.user).disclosing("employer"))
            return disputes.filter(Q(number__contains=text) | Q(known, employer__name__contains=text))
        return disputes.filter(Q(number__contains=text) | Q(employer__name__contains=text))

    def filter_figure(self, disputes: QuerySet[Dispute], name: str, value: str) -> QuerySet[Dispute]:
        if self.behind is None:
            return disputes
        return disputes.none() if self.is_withheld else self.behind.narrow(reported_to(self.user, disputes))

    @cached_property
    def is_withheld(self) -> bool:
        """Whether the figure is of few people, so that its cases are none to who does not work on them."""
        if self.behind is None or not reads_outside(self.user):
            return False
        asked = self.form.cleaned_data
        narrowed_by = [
            name for name in self.form.fields if name != "figure" and asked.get(name) not in (None, "", False)
        ]
        return self.behind.is_of_few(reported_to(self.user, self.queryset), narrowed_by)

    def filter_open(self, disputes: QuerySet[Dispute], name: str, value: str) -> QuerySet[Dispute]:
        return disputes.filter(ended_on__isnull=value == "1")

    def filter_handler(self, disputes: QuerySet[Dispute], name: str, value: str) -> QuerySet[Dispute]:
        if value == NOBODY:
            return disputes.filter(handler__isnull=True)
        return disputes.filter(handler_id=self.user.pk if value == MINE else int(value))

    def filter_outcome(self, disputes: QuerySet[Dispute], name: str, value: str) -> QuerySet[Dispute]:
        codes = [code for code, row in CLOSINGS.items() if value in (code, row.counts)]
        return disputes.filter(outcome__in=codes)

    def filter_closed_from(self, disputes: QuerySet[Dispute], name: str, value: date) -> QuerySet[Dispute]:
        return ended_within(disputes, first=value)

    def filter_closed_to(self, disputes: QuerySet[Dispute], name: str, value: date) -> QuerySet[Dispute]:
        return ended_within(disputes, last=value)

    def filter_overdue(self, disputes: Any, name: str, value: bool) -> QuerySet[Dispute]:
        return disputes.overdue(self.today) if value else disputes

    def filter_collective(self, disputes: Any, name: str, value: bool) -> QuerySet[Dispute]:
        return disputes.collective() if value else disputes


@cache  # the fields stand in the code; each form works on copies of them
def form_of(names: tuple[str, ...]) -> type[forms.Form]:
    """The form of these filters."""
    return type("AskedForm", (CaseForm,), {name: DisputeFilter.base_filters[name].field for name in names})
