"""Forms of the lawbook: a wording that the office enters, and the comparison of wordings with the official text."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation.forms.answers import DayField, LongField
from mediation.forms.identifiers import validate_printable
from mediation.lawbook import ArticleText
from mediation.lawbook.numerals import kept, order
from mediation.models import LawText

FIRST_LAW = date(1949, 10, 1)


class ArticleField(forms.CharField):
    """38, 第三十八条 or 第三十八条之一; cleaned as it is kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return kept(typed) if typed else ""
        except ValueError as error:
            raise forms.ValidationError(_("Write the number of the article like 38 or 第三十八条.")) from error


class LawTextForm(forms.ModelForm):
    """A wording of an article from a day on."""

    article = ArticleField(label=gettext_lazy("Article"))
    text = LongField(label=gettext_lazy("Wording"), rows=8, max_length=10_000,
                     help_text=gettext_lazy("A paragraph of the article a line, without its number."))  # fmt: skip
    since = DayField(label=gettext_lazy("In force from"), initial=None)
    until = DayField(
        label=gettext_lazy("In force until"), initial=None, required=False,
        help_text=gettext_lazy("Only when the article was repealed; an amendment is a new wording."),
    )  # fmt: skip

    class Meta:
        model = LawText
        fields = ("title", "rank", "article", "text", "since", "until", "source")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["title"].widget.attrs |= {"list": "laws", "autocomplete": "off"}
        self.fields["source"].help_text = _("Gazette and number, or the address of the official text.")
        for name in ("title", "text", "source"):
            self.fields[name].validators.append(validate_printable)

    def clean_since(self) -> date:
        day: date = self.cleaned_data["since"]
        if not FIRST_LAW <= day <= timezone.localdate().replace(year=timezone.localdate().year + 5, day=1):
            raise forms.ValidationError(_("This day is too far away."))
        return day

    def _post_clean(self) -> None:
        """The operation checks the row, once it has tidied it."""
        for name, value in self.cleaned_data.items():
            setattr(self.instance, name, value)


class RangeForm(forms.Form):
    """From which article to which; empty ends are open."""

    first = ArticleField(label=gettext_lazy("From article"), required=False)
    last = ArticleField(label=gettext_lazy("To article"), required=False)

    def chosen(self, texts: Sequence[ArticleText]) -> list[ArticleText]:
        """Those of the range; none when the numbers cannot be read."""
        if not self.is_valid():
            return []
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return [
            text
            for text in texts
            if (not first or order(first) <= order(text.article)) and (not last or order(text.article) <= order(last))
        ]


class CompareForm(forms.Form):
    """With what the wordings on the page were compared; `read` says which wordings those were."""

    source = forms.CharField(
        label=gettext_lazy("Compared with"), max_length=200, validators=[validate_printable],
        help_text=gettext_lazy("The official text: gazette and number, or the national database of laws and the day."),
    )  # fmt: skip
    read = forms.CharField(widget=forms.HiddenInput, max_length=64)


def digest(texts: Sequence[ArticleText]) -> str:
    """What `CompareForm.read` holds for these wordings."""
    return hashlib.sha256("\n".join(text.sha256 for text in texts).encode("ascii")).hexdigest()
