"""Papers of the house itself (内部文书)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.fields import Field
from documents.kinds.kind import LetterKind
from documents.kinds.shared import ENCLOSED

MINUTES = LetterKind(
    code="minutes",
    title="会议纪要",
    label=_("Minutes of a meeting"),
    layout="minutes",
    number="{prefix}劳监纪〔{year}〕{serial}号",
    wording="minutes.txt",
    fields=(
        Field("meeting", _("Meeting"), "会议名称", source="case"),
        Field("held_on", _("Held on"), "会议日期", "date", source="case"),
        Field("place", _("Place"), "会议地点", source="case"),
        Field("chair", _("Chair of the meeting"), "主持人", source="case"),
        Field("present", _("Present"), "出席单位和人员", "lines", source="case"),
        Field("absent", _("Absent"), "缺席单位", "lines", required=False, source="case"),
        Field("matters", _("Matters resolved"), "议定事项", "text", source="case"),
        Field("tasks", pgettext_lazy("minutes", "Tasks"), "任务分工", "text", required=False, source="case"),
        Field("remarks", _("Other matters"), "其他事项", "text", required=False, source="case"),
        ENCLOSED[1],
    ),
)  # fmt: skip
