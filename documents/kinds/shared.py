"""Fields that several kinds of paper have."""

from django.utils.translation import gettext_lazy as _

from documents.fields import Choice, Field, Text

UNITS = (
    Choice("working_days", _("Working days"), "个工作日"),
    Choice("days", _("Days"), "日"),
)

EVIDENCE = Field("evidence", _("List of evidence"), "证据目录", "rows", required=False, source="case")
ROSTER = Field("roster", _("List of workers"), "职工名单", "rows", required=False, source="case")


def addressee(source: str = "case") -> Field:
    """To whom a letter goes (主送单位)."""
    return Field("addressee", _("Addressee"), "主送单位", source=source)


CONTACT = (
    Field("contact", _("Contact person"), "联系人", source="union"),
    Field("phone", _("Telephone"), "联系电话", source="union"),
)
ENCLOSED = (
    Field("attachments", _("Attachments"), "附件", "lines", required=False),
    Field("copies_to", _("Copies to"), "抄送", "lines", required=False),
)
MATTER_SOURCE = Field("matter_source", _("Source of the matter"), "来源", source="case")
FACTS = Field("facts_found", _("Facts found"), "事实", "text")
LEGAL_BASIS = Field("legal_basis", _("Legal basis"), "法律依据", "lines")
EMPLOYER = Field("employer", _("Employer"), "用人单位", source="case")


def demands(label: Text, chinese: str) -> Field:
    """What a letter asks for, one item a line."""
    return Field("demands", label, chinese, "lines")


def reply_fields(days: int | None, unit: str) -> tuple[Field, Field]:
    """The time for the answer; not required where no number is proposed."""
    required = days is not None
    return (
        Field("reply_days", _("Answer within"), "回复期限", "number", required=required, default=days),
        Field(
            "reply_unit",
            _("Counted in"),
            "期限单位",
            "choice",
            required=required,
            default=unit,
            choices=UNITS,
        ),
    )


CONSEQUENCE = Field("consequence", _("Further consequences"), "其他后果告知", "text", required=False)

RESPONDENT = Field("respondent", _("Other party"), "对方当事人", source="case")
MATTER = Field("matter", _("Matter in dispute"), "争议事项", source="case")
APPLIED_ON = Field("applied_on", _("Applied on"), "申请日期", "date", source="case")
