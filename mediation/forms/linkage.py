"""Forms of the steps between the three levels: delegate, escalate, transfer, report and review."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation.deadline_rules.groups import MEDIATION
from mediation.forms.answers import CHOOSE, LongField, StepForm, choice
from mediation.forms.ticks import KEY
from mediation.linkage import FREE_GROUNDS, GROUNDS, LABELS, LONGEST_LIMIT, REPORT, BackBecause, Quality, came_from
from mediation.models import Organisation
from mediation.models.calendar import load_calendar, rule_on
from mediation.workdays import ONE_DAY


class HolderForm(StepForm):
    """Hands the case to another union; `unions` says which come into question."""

    holder = forms.ModelChoiceField(label=_("Union"), queryset=Organisation.objects.none())

    def fit(self) -> None:
        unions = Organisation.objects.active().unions().with_lineage().exclude(pk=self.dispute.holder_id)
        self.fields["holder"].queryset = unions.filter(self.unions())  # type: ignore[attr-defined]

    def unions(self) -> Q:
        """The unions that come into question; each form knows its own."""
        raise NotImplementedError


class ListField(forms.MultipleChoiceField):
    """Some of a few codes, ticked."""

    widget = forms.CheckboxSelectMultiple


class LimitForm(StepForm):
    """A limit for the report, in working days; beyond the running time limit of mediation only knowingly.

    The law does not forbid it: the parties may agree on more time (LMA 14; ENT17 22).
    """

    limit_days = forms.IntegerField(
        label=_("Report within (working days)"), min_value=1, max_value=LONGEST_LIMIT,
        help_text=_("The lower union's own clock; it sees the date at once."),
    )  # fmt: skip
    beyond = forms.BooleanField(label=_("The report may come after mediation must have ended"), required=False)

    def fit(self) -> None:
        super().fit()
        self.today = timezone.localdate()
        open_ones = self.dispute.deadlines.open().filter(rule__in=MEDIATION, due_on__gte=self.today)
        self.ends: Any = open_ones.order_by("due_on").first()
        if not (self.ends and self._is_beyond(self._typed())):
            self.drop("beyond")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "beyond" in self.fields and not data.pop("beyond", False) and data.get("limit_days"):
            self.add_error("limit_days", self._warning(data["limit_days"]))
        return data

    def _typed(self) -> int | None:
        typed = str((self.data.get("limit_days") if self.is_bound else self.fields["limit_days"].initial) or "")
        return int(typed) if KEY.fullmatch(typed) and 0 < int(typed) <= LONGEST_LIMIT else None

    def _day(self, days: int) -> date:
        return load_calendar(self.today).add_working_days(self.today, days)

    def _is_beyond(self, days: int | None) -> bool:
        return days is not None and self._day(days) > self.ends.due_on

    def _warning(self, days: int) -> str:
        """Both days, and why each is what it is."""
        law = self.ends.law
        words = _(
            "The report would be due on %(report)s (%(days)s working days from today), but mediation ends on %(end)s"
            " (%(rule)s, %(source)s). Shorten the limit, or tick the box below."
        )
        return str(words) % {
            "report": self._day(days), "days": days, "rule": law.label,
            "end": self.ends.due_on, "source": law.authority,
        }  # fmt: skip


class DelegateForm(LimitForm, HolderForm):
    """The limit that is proposed lies within that of mediation."""

    ORDER = ("version", "holder", "limit_days", "beyond", "instructions", "keep_secret", "reason")
    instructions = LongField(label=_("What the lower union shall do"), required=False)
    keep_secret = forms.BooleanField(
        label=_("The lower union keeps secret who complained"), required=False, initial=True
    )

    def fit(self) -> None:
        usual = rule_on("U1", timezone.localdate()).length
        self.fields["limit_days"].initial = usual
        super().fit()
        if self.ends is not None:
            within = load_calendar(self.today).working_days(self.today + ONE_DAY, self.ends.due_on + ONE_DAY)
            self.fields["limit_days"].help_text = self._room(within)
            if 0 < within < usual and not self.is_bound:
                self.fields["limit_days"].initial = within
                self.fields.pop("beyond", None)
        self.order_fields(self.ORDER)

    def _room(self, within: int) -> str:
        words = _("It sees the date at once. Mediation ends on %(end)s, in %(days)s working days.")
        return str(words) % {"end": self.ends.due_on, "days": within}

    def unions(self) -> Q:
        """Those below; of the enterprise unions, the employer's own and those of several enterprises."""
        below = Q(parent=self.dispute.holder_id) | Q(parent__parent=self.dispute.holder_id)
        concerned = Q(employer=self.dispute.employer_id) | Q(employer__isnull=True)
        return below & concerned


class EscalateForm(HolderForm):
    """The ground is chosen already where one stands, and so is the union it asks for."""

    reason_label = _("The circumstances of this case")
    ground = choice(_("Ground of escalation"), ())

    def fit(self) -> None:
        super().fit()
        grounds = [row for row in GROUNDS.values() if row.test(self.dispute)]
        codes = [row.code for row in grounds] + list(FREE_GROUNDS)
        self.fields["ground"].choices = [CHOOSE, *((code, LABELS[code]) for code in codes)]  # type: ignore[attr-defined]
        if grounds:
            self.fields["ground"].initial = grounds[0].code
            field: Any = self.fields["holder"]
            field.initial = next((unit.pk for unit in field.queryset if unit.level == grounds[0].level), None)

    def unions(self) -> Q:
        return Q(pk__in=self.dispute.holder.lineage)


class TransferForm(HolderForm):
    back_because = choice(_("If it goes back to the union it came from: why"), BackBecause.choices, required=False)

    def fit(self) -> None:
        super().fit()
        if came_from(self.dispute) is None:
            self.drop("back_because")

    def unions(self) -> Q:
        return Q(kind=self.dispute.holder.kind)


class ReportResultForm(StepForm):
    """The four items that the upper union reviews (`linkage.REPORT`)."""

    heard = LongField(label=REPORT["heard"], help_text=_("Worker, employer, witnesses; one a line."))
    found = LongField(label=REPORT["found"])
    result_report = LongField(label=REPORT["result_report"], rows=5)
    enclosed = LongField(label=REPORT["enclosed"], help_text=_("Records, agreement, proof of payment; one a line."))


class ApproveResultForm(StepForm):
    quality = ListField(
        label=_("Quality of the result"), choices=Quality.choices, required=False,
        help_text=_("If one is missing, send the case back."),
    )  # fmt: skip


class SendBackForm(LimitForm):
    shortcomings = ListField(label=_("What falls short"), choices=Quality.choices)

    def fit(self) -> None:
        super().fit()
        self.fields["limit_days"].required = False
        self.fields["limit_days"].help_text = _("Empty: as long as before.")
        self.order_fields(("version", "shortcomings", "limit_days", "beyond"))
