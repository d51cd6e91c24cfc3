"""The field for files that come in: several at once, each judged; a refused one is named with its reason."""

import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation.uploads.judging import WORDS, Judged, Refused, judge
from mediation.uploads.kinds import ACCEPT, MB

MOST_AT_ONCE = 10
PATIENCE = 12.0  # seconds after which no further file of a request is begun; the server ends a request after 30
LIMITS = gettext_lazy("Up to 10 files of {most} MB: photos, PDF, Word, Excel, OFD, recordings.")


class FilesInput(forms.FileInput):
    """A file picker that takes several; on a phone it offers the camera."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPT, "multiple": True, "data-files": ""})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else [files[name]] * (name in files)


class FilesField(forms.FileField):
    """Judged files, in the order in which they were chosen; `most` bytes each."""

    widget = FilesInput
    patience = PATIENCE

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Photos and files"))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.allow(settings.UPLOAD_MOST_BYTES)

    def allow(self, most: int) -> None:
        """So many bytes a file; people from outside the union may send less."""
        self.most = most
        self.widget.attrs["data-most"] = most
        self.help_text = format_lazy(LIMITS, most=most // MB)

    def clean(self, data: Any, initial: Any = None) -> list[Judged]:
        """Raises ValidationError with one message a refused file."""
        sent = data if isinstance(data, list) else [data] * (data is not None)
        if self.required and not sent:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(sent) > MOST_AT_ONCE:
            raise forms.ValidationError(_("At most %(most)d files at once.") % {"most": MOST_AT_ONCE})
        found, wrong, began = [], [], time.monotonic()
        for file in sent:
            try:
                if time.monotonic() - began > self.patience:
                    raise Refused(str(WORDS["time"]))
                found.append(self._judged(file))
            except Refused as error:
                wrong.append(forms.ValidationError(f"{file.name}: {error}"))
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def _judged(self, file: Any) -> Judged:
        if file.size > self.most:  # the handler has not kept more of it than that
            raise Refused(_("The file is larger than %(most)d MB.") % {"most": self.most // MB})
        return judge(file.name, file.read(), most=self.most)
