"""Forms of the calendar page: a notice as text or file, and a single day."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation.forms.answers import DayField, LongField
from mediation.models import CalendarDay
from mediation.notice_files import FileUnreadable, read_file
from mediation.notices import Sheet, read_notice, signed_on, year_of
from mediation.operations.calendar import FIRST_YEAR, Notice, corrects, faults_of

LAST_YEAR = 2100
Day = date  # a form has a field of this name
EARLIEST, LATEST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
MOST_BYTES = 500_000
LONGEST_TEXT = 20_000


class PublishForm(forms.Form):
    """What is known of a notice, with its days as a table; `sheet` is there once the form is valid."""

    sheet: Sheet
    days = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=forms.HiddenInput)
    year = forms.IntegerField(
        label=gettext_lazy("Year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR,
        help_text=gettext_lazy("Only needed where the title of the notice is left out."),
    )  # fmt: skip
    notice = forms.CharField(label=gettext_lazy("Title of the notice"), required=False, max_length=200)
    source = forms.CharField(label=gettext_lazy("Where it was read"), required=False, max_length=200)
    published_on = DayField(label=gettext_lazy("Signed on"), required=False, initial=None)
    reason = LongField(
        label=gettext_lazy("Reason"), required=False, rows=2,
        help_text=gettext_lazy("Only needed where the year is published already and changes."),
    )  # fmt: skip

    def clean_published_on(self) -> date | None:
        day: date | None = self.cleaned_data["published_on"] or signed_on(str(self.data.get("text", "")))
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The day it was signed lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            self._read(given)
        if not self.errors and not given["reason"].strip() and corrects(self.sheet):
            self.add_error("reason", _("Give a reason: this year is published already."))
        return given

    def known(self) -> Notice:
        """Title, source and day; of a valid form."""
        given = self.cleaned_data
        return Notice(given["notice"].strip(), given["source"].strip(), given["published_on"])

    def _read(self, given: dict[str, Any]) -> None:
        if not given["days"]:
            self.add_error(None, _("Paste the text of the notice, or choose a file."))
        else:
            self._read_file(given["days"].encode(), given["year"], "days")

    def _read_file(self, content: bytes, year: int | None, field: str) -> None:
        try:
            self._take(read_file(content, year), field)
        except FileUnreadable as error:
            self.add_error(field, str(error))

    def _take(self, sheet: Sheet, field: str) -> None:
        for fault in faults_of(sheet, timezone.localdate()):
            self.add_error(field, fault)
        self.sheet = sheet


class NoticeForm(PublishForm):
    """The notice as it was pasted, or a file with the days."""

    text = forms.CharField(
        label=gettext_lazy("Text of the notice"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("The whole text as the State Council published it, with its title."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or a file"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ".csv,.ics"}),
        help_text=gettext_lazy("A table (CSV: date, rest or work, name of the festival) or a calendar (ICS)."),
    )  # fmt: skip
    field_order = ("text", "file", "year")

    def _read(self, given: dict[str, Any]) -> None:
        if given.get("file"):
            self._read_upload(given)
        elif given["text"].strip():
            year = given["year"] or year_of(given["text"])
            if year is None:
                self.add_error("year", _("The text has no title: which year is it for?"))
            else:
                self._take(read_notice(given["text"], year), "text")
        elif given["days"]:
            super()._read(given)
        else:
            self.add_error("text", _("Paste the text of the notice, or choose a file."))

    def _read_upload(self, given: dict[str, Any]) -> None:
        if given["file"].size > MOST_BYTES:
            self.add_error("file", _("This file is too large for a calendar."))
        else:
            self._read_file(given["file"].read(), given["year"], "file")


class CorrectDayForm(forms.Form):
    """One day that is off, worked or ordinary against what the calendar says."""

    date = DayField(label=gettext_lazy("Date"), initial=None)
    kind = forms.ChoiceField(
        label=gettext_lazy("The day is"), required=False,
        choices=[*CalendarDay.Kind.choices, ("", gettext_lazy("an ordinary day of its week"))],
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Name of the festival"), required=False, max_length=60,
        help_text=gettext_lazy("In Chinese, as in the notice. Not needed for an ordinary day."),
    )  # fmt: skip
    reason = LongField(label=gettext_lazy("Reason"), rows=2)

    def clean_date(self) -> Day:
        day: Day = self.cleaned_data["date"]
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("These years are not in the calendar."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") and not given.get("name", "").strip():
            self.add_error("name", _("Name the festival, or say what the day is."))
        return given
