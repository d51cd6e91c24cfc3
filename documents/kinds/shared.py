"""Fields, and lines for signatures, that several kinds of paper have."""

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
# 信函格式 unless chosen otherwise (GB/T 9704-2012, 7 and 10.1)
SHAPE = Field(
    "shape", _("Format"), "公文格式", "choice", required=False, empty=_("Letter format"),
    choices=(Choice("file", _("Document format"), "文件格式"),),
)  # fmt: skip
JOINT = Field("joint", _("Issued jointly with"), "联合发文机关", "offices", required=False)
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

CASE_NUMBER = Field("case_number", _("Case number"), "案号", source="case")
APPLICANT = Field("applicant", _("Applicant"), "申请人", source="case")
APPLICANT_DETAILS = Field("applicant_details", _("Applicant: particulars"), "申请人基本情况", "text", source="case")
OPPONENT = Field("respondent", _("Respondent"), "被申请人", source="case")
OPPONENT_DETAILS = Field("respondent_details", _("Respondent: particulars"), "被申请人基本情况", "text", source="case")
AGENT = Field("agent", _("Agent and extent of the mandate"), "委托代理人及代理权限", required=False, source="case")
CLAIMS = Field("claims", _("Claims"), "请求事项", "lines", source="case")
REASONS = Field("facts_found", _("Facts and reasons"), "事实和理由", "text", source="case")
WITNESSES = Field(
    "witnesses", _("Witnesses: name, address, telephone"), "证人姓名、住所和联系电话", "lines", required=False
)
OFFICE = Field("office", _("Office it goes to"), "受理机关", source="case")
HELD_AT = Field("held_at", _("Date and time"), "时间")
PLACE = Field("place", _("Place"), "地点")
RECORDER = Field("recorder", _("Taken down by"), "记录人", source="case")
MEDIATORS = Field("mediators", _("Mediators"), "调解员", "lines", source="case")
BODY = Field("mediation_body", _("Mediation body"), "调解组织", source="union")
PERFORM_BY = Field("perform_by", _("To be performed by"), "履行期限", "date", source="case")
PERFORMANCE = Field("performance", _("How it is performed"), "履行方式", source="case")
TERMS = Field("terms", _("Terms agreed"), "协议事项", "lines", source="case")
REMARKS = Field("remarks", _("Remarks"), "备注", "text", required=False)

SIGNS_APPLICANT = Choice("applicant", _("Applicant"), "申请人（签名或者捺印）")
SIGNS_RESPONDENT = Choice("respondent", _("Respondent"), "被申请人（签名或者盖章）")
SIGNS_MEDIATOR = Choice("mediator", _("Mediator"), "调解员（签名）")
SIGNS_RECORDER = Choice("recorder", _("Taken down by"), "记录人（签名）")
