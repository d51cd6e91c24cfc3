"""Forms of what an agency does while a proceeding is under way: longer, paused, anew, another procedure, a stage."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation.deadline_rules import RULES
from mediation.forms.answers import CHOOSE, DayField, StepForm, choice
from mediation.forms.extending import beyond_text, room_text
from mediation.proceeding_checks import MOST
from mediation.proceeding_kinds import Option

PAPER = _("Number and date of the paper that proves it; not needed when the agency records it itself.")


def paper_field() -> forms.CharField:
    return forms.CharField(label=_("Paper of the agency"), max_length=200, required=False, help_text=PAPER)


def options(rows: Any) -> list[tuple[Any, Any]]:
    """Rows of a table as choices, with none chosen first."""
    return [CHOOSE, *((row.code, row.label) for row in rows)]


class PaperForm(StepForm):
    """Asks for the paper of the agency unless a union is the agency."""

    def fit(self) -> None:
        if self.subject.agency.is_union:
            self.drop("paper")


class ExtendForm(StepForm):
    extra = forms.IntegerField(label=_("Extended by"), min_value=1)
    agreed = forms.BooleanField(
        label=_("Both sides signed the extension, or it is approved in writing"), required=False
    )

    def fit(self) -> None:
        clock, room = self.subject.clock, self.subject.extension_room
        most = MOST if room is None else max(room, 1)
        field: Any = self.fields["extra"]
        words = format_lazy(_("Enter a whole number from 1 to {most}."), most=most)
        field.error_messages |= dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)
        rule = RULES[clock.rule] if clock is not None else None
        if rule is not None and room:
            field.error_messages["max_value"] = beyond_text(rule, room)
        self.fields["extra"] = forms.IntegerField(
            label=field.label, min_value=1, max_value=most, error_messages=field.error_messages, initial=room
        )
        if rule is not None:
            self.fields["extra"].label = format_lazy(_("Extended by ({unit})"), unit=clock.get_unit_display())
            self.fields["extra"].help_text = room_text(rule, room)


class SuspendForm(StepForm):
    suspended_on = DayField(label=_("Suspended on"))
    cause = choice(_("Cause by law"), [])

    def fit(self) -> None:
        self.fields["cause"].choices = options(self.subject.row.pauses)  # type: ignore[attr-defined]
        if not self.subject.row.pauses:
            self.drop("cause")


class ResumeForm(StepForm):
    resumed_on = DayField(label=_("Resumed on"))


class WithdrawForm(StepForm):
    withdrawn_on = DayField(label=_("Withdrawn on"))


class RestartForm(PaperForm):
    restarted_on = DayField(label=_("Counted anew from"))
    cause = choice(_("Cause by law"), [])
    paper = paper_field()

    def fit(self) -> None:
        super().fit()
        now = self.subject.restart_now
        causes: tuple[Option, ...] = now.causes if now else ()
        self.fields["cause"].choices = options(causes)  # type: ignore[attr-defined]


class ConvertForm(PaperForm):
    converted_on = DayField(label=_("Changed on"))
    procedure = choice(_("Goes on in"), [])
    paper = paper_field()

    def fit(self) -> None:
        super().fit()
        self.fields["procedure"].choices = options(self.subject.procedures_left)  # type: ignore[attr-defined]


class MarkForm(PaperForm):
    stage = choice(_("Stage"), [])
    happened_on = DayField(label=_("Happened on"))
    performance_ends_on = DayField(
        label=_("Last day of performance"), initial=None, required=False,
        help_text=_("If the paper sets one: the two years for enforcement run from it."),
    )  # fmt: skip
    paper = paper_field()

    def fit(self) -> None:
        super().fit()
        left = self.subject.stages_left
        self.fields["stage"].choices = options(left)  # type: ignore[attr-defined]
        if not any(row.performance for row in left):
            self.drop("performance_ends_on")
