"""The kinds of letters: what each is called, numbered, filled with and answered."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.fields import Choice, Field, Text


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter (文书种类).

    title is printed; layout is "letter" (信函格式 of GB/T 9704-2012, 10.1), "agreement" or "minutes" (纪要格式,
    10.3); number is the pattern of the document number; wording is a file of templates/documents; answered: an
    answer is due.
    """

    code: str
    title: str
    label: Text
    layout: str
    number: str
    wording: str
    fields: tuple[Field, ...]
    answered: bool = False

    def field(self, name: str) -> Field:
        """The field of that name; raises KeyError when the kind has none."""
        return {field.name: field for field in self.fields}[name]


UNITS = (
    Choice("working_days", _("Working days"), "个工作日"),
    Choice("days", _("Days"), "日"),
)

# Zhejiang regulation on trade-union labour-law supervision (浙江省工会劳动法律监督条例), article 23
GROUNDS = (
    Choice("refused", _("Refused to receive the opinion"), "拒收《工会劳动法律监督意见书》"),
    Choice("no_answer", _("No answer in time"), "逾期未对《工会劳动法律监督意见书》作出书面答复"),
    Choice(
        "not_corrected",
        _("Not corrected without good reason"),
        "无正当理由未按照《工会劳动法律监督意见书》改正",
    ),
)


EVIDENCE = Field("evidence", _("List of evidence"), "证据目录", "rows", required=False, source="case")
ROSTER = Field("roster", _("List of workers"), "职工名单", "rows", required=False, source="case")
DIVISIONS = (
    Choice("claims", _("In proportion to what each claims"), "按照各自请求金额的比例分配"),
    Choice("equal", _("In equal parts"), "平均分配"),
)


def _addressee(source: str = "case") -> Field:
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


def _demands(label: Text, chinese: str) -> Field:
    return Field("demands", label, chinese, "lines")


def _reply(days: int | None, unit: str) -> tuple[Field, Field]:
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

REMINDER = LetterKind(
    code="reminder",
    title="工会劳动法律监督提示函",
    label=_("Reminder letter"),
    layout="letter",
    number="{prefix}劳监提〔{year}〕{serial}号",
    wording="reminder.txt",
    answered=True,
    fields=(
        _addressee(), MATTER_SOURCE, FACTS, LEGAL_BASIS, _demands(_("Advice"), "提示事项"),
        *_reply(15, "days"), CONSEQUENCE, *CONTACT, *ENCLOSED,
    ),
)  # fmt: skip

OPINION = LetterKind(
    code="opinion",
    title="工会劳动法律监督意见书",
    label=_("Opinion"),
    layout="letter",
    number="{prefix}劳监意〔{year}〕{serial}号",
    wording="opinion.txt",
    answered=True,
    fields=(
        _addressee(), MATTER_SOURCE,
        Field("investigated_on", _("Investigated on"), "调查时间", required=False),
        Field("heard", _("Heard"), "听取意见的对象", "lines", required=False),
        FACTS, LEGAL_BASIS, _demands(_("Corrections required"), "监督意见"),
        *_reply(15, "working_days"), CONSEQUENCE, *CONTACT, *ENCLOSED,
    ),
)  # fmt: skip

SUGGESTION = LetterKind(
    code="suggestion",
    title="工会劳动法律监督建议书",
    label=_("Suggestion"),
    layout="letter",
    number="{prefix}劳监建〔{year}〕{serial}号",
    wording="suggestion.txt",
    answered=True,
    fields=(
        _addressee(), EMPLOYER, FACTS,
        Field("opinion_number", _("Number of the opinion"), "意见书文号", source="case"),
        Field("opinion_served_on", _("Opinion served or refused on"), "意见书送达日", "date", source="case"),
        Field("ground", _("Ground"), "提请理由", "choice", source="case", choices=GROUNDS),
        Field("history", _("Answer and corrections so far"), "答复和整改情况", "text", required=False),
        LEGAL_BASIS, _demands(_("Measures suggested"), "建议事项"), *_reply(None, "working_days"),
        *CONTACT, *ENCLOSED,
    ),
)  # fmt: skip

CLUE_TRANSFER = LetterKind(
    code="clue_transfer",
    title="劳动者权益保障线索移送函",
    label=_("Clue to the procuratorate"),
    layout="letter",
    number="{prefix}劳监移〔{year}〕{serial}号",
    wording="clue_transfer.txt",
    answered=True,
    fields=(
        _addressee(), EMPLOYER, Field("workers_concerned", _("Workers concerned"), "涉及的劳动者群体"),
        FACTS, Field("history", _("What the union did"), "工会监督经过", "text"),
        LEGAL_BASIS, _demands(_("Requests"), "移送请求"), *_reply(None, "working_days"), *CONTACT, *ENCLOSED, EVIDENCE,
    ),
)  # fmt: skip

RESPONDENT = Field("respondent", _("Other party"), "对方当事人", source="case")
MATTER = Field("matter", _("Matter in dispute"), "争议事项", source="case")
APPLIED_ON = Field("applied_on", _("Applied on"), "申请日期", "date", source="case")

ACCEPTANCE_NOTICE = LetterKind(
    code="acceptance_notice",
    title="劳动争议调解受理通知书",
    label=_("Notice of acceptance"),
    layout="letter",
    number="（{year}）{prefix}调受字第{serial}号",
    wording="acceptance_notice.txt",
    fields=(
        _addressee(), RESPONDENT, MATTER, APPLIED_ON,
        Field("accepted_on", _("Accepted on"), "受理日期", "date", source="case"),
        Field("mediators", _("Mediators"), "调解员", "lines", source="case"),
        Field("ends_on", _("Mediation ends by"), "调解期限届满日", "date", source="case"),
        *CONTACT, *ENCLOSED, ROSTER,
    ),
)  # fmt: skip

NON_ACCEPTANCE_NOTICE = LetterKind(
    code="non_acceptance_notice",
    title="不予受理告知书",
    label=_("Notice of non-acceptance"),
    layout="letter",
    number="（{year}）{prefix}调不受字第{serial}号",
    wording="non_acceptance_notice.txt",
    fields=(
        _addressee(), RESPONDENT, MATTER, APPLIED_ON,
        Field("reason", _("Reason"), "不予受理的理由", "text"),
        LEGAL_BASIS, Field("routes", _("Other routes"), "其他救济途径", "lines"), *CONTACT, *ENCLOSED, ROSTER,
    ),
)  # fmt: skip

COMPLETION_NOTICE = LetterKind(
    code="completion_notice",
    title="补正材料通知书",
    label=_("Notice to complete the papers"),
    layout="letter",
    number="（{year}）{prefix}调补字第{serial}号",
    wording="completion_notice.txt",
    fields=(
        _addressee(), RESPONDENT, MATTER, APPLIED_ON,
        Field("missing_items", _("What is missing"), "需要补正的材料", "lines"),
        Field("complete_by", _("Complete by"), "补正期限", "date"), *CONTACT, *ENCLOSED, ROSTER,
    ),
)  # fmt: skip

MEDIATION_END_NOTICE = LetterKind(
    code="mediation_end_notice",
    title="终止调解告知书",
    label=_("Notice that mediation has ended"),
    layout="letter",
    number="（{year}）{prefix}调终字第{serial}号",
    wording="mediation_end_notice.txt",
    fields=(
        _addressee(), RESPONDENT, MATTER, APPLIED_ON,
        Field("ended_on", _("Ended on"), "终止日期", "date", source="case"),
        Field("reason", _("Reason"), "终止原因", "text"),
        Field("limitation_date", _("Apply for arbitration by"), "仲裁时效届满日", "date", source="case"),
        *CONTACT, *ENCLOSED, ROSTER,
    ),
)  # fmt: skip

AGREEMENT = LetterKind(
    code="agreement",
    title="调解协议书",
    label=_("Mediation agreement"),
    layout="agreement",
    number="（{year}）{prefix}调字第{serial}号",
    wording="agreement.txt",
    fields=(
        Field("worker", _("Worker"), "劳动者", source="case"),
        Field("worker_details", _("Worker: particulars"), "劳动者基本情况", "text", required=False, source="case"),
        Field("employer", _("Employer"), "用人单位", source="case"),
        Field("employer_details", _("Employer: particulars"), "单位基本情况", "text", required=False, source="case"),
        MATTER, FACTS,
        Field("terms", _("Terms agreed"), "协议事项", "lines"),
        Field("amount", _("Total amount in yuan"), "给付总额", "amount", required=False),
        Field("division", _("Division among the workers"), "分配方式", "choice", required=False, choices=DIVISIONS),
        ROSTER,
        Field("perform_by", _("To be performed by"), "履行期限", "date"),
        Field("performance", _("How it is performed"), "履行方式"),
        Field("mediators", _("Mediators"), "调解员", "lines", source="case"),
        Field("copies", _("Copies"), "份数", "number", default=3),
        Field("contact", _("Contact person"), "联系人", required=False, source="union"),
        Field("phone", _("Telephone"), "联系电话", required=False, source="union"),
    ),
)  # fmt: skip

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

KINDS: dict[str, LetterKind] = {
    kind.code: kind
    for kind in (
        REMINDER, OPINION, SUGGESTION, CLUE_TRANSFER, ACCEPTANCE_NOTICE, NON_ACCEPTANCE_NOTICE,
        COMPLETION_NOTICE, MEDIATION_END_NOTICE, AGREEMENT, MINUTES,
    )
}  # fmt: skip


def title_of(kind: str) -> str:
    """The Chinese title printed on letters of a kind; raises KeyError for an unknown kind."""
    return KINDS[kind].title
