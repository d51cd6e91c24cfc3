"""Papers of the house itself (内部文书)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.fields import Choice, Field
from documents.kinds.kind import LetterKind
from documents.kinds.shared import (
    APPLICANT,
    APPLICANT_DETAILS,
    CASE_NUMBER,
    CLAIMS,
    ENCLOSED,
    HELD_AT,
    OPPONENT,
    OPPONENT_DETAILS,
    PLACE,
    RECORDER,
    REMARKS,
    ROSTER,
)

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

DECISION = (
    Choice("accept", _("Accept"), "拟受理"),
    Choice("decline", _("Do not accept"), "拟不予受理"),
    Choice("complete", _("Papers to be completed"), "通知补正"),
)
SIGNS_REVIEWER = Choice("reviewer", _("Reviewer"), "审批人（签名）")
REGISTRAR = Field("registrar", _("Registered by"), "登记人", source="case")
INTAKE_FORM = LetterKind(
    code="intake_form",
    title="劳动争议受理登记表",
    label=_("Register of acceptance"),
    layout="form",
    number="",
    wording="intake_form.txt",
    fields=(
        CASE_NUMBER, Field("received_on", _("Received on"), "收到日期", "date", source="case"),
        Field("channel", _("Source"), "案件来源", source="case"), APPLICANT, APPLICANT_DETAILS, OPPONENT,
        OPPONENT_DETAILS,
        Field("matter", _("Dispute type"), "争议类型", source="case"),
        Field("summary", _("Brief"), "案情摘要", "text", source="case"), CLAIMS,
        Field("amount", _("Amount claimed in yuan"), "请求金额", "amount", required=False, source="case"),
        Field("decision", _("Proposal"), "拟办意见", "choice", choices=DECISION),
        Field("approval", _("Decision of the reviewer"), "审批意见", "text", required=False), REGISTRAR,
        Field("registered_on", _("Registered on"), "登记日期", "date", source="case"), ROSTER,
    ),
    head=(
        "case_number", "received_on", "channel", "当事人情况", "applicant", "applicant_details", "respondent",
        "respondent_details", "案件情况", "matter", "summary", "claims", "amount", "受理审批", "decision", "approval",
        "registrar", "registered_on",
    ),
    signers=(Choice("registrar", _("Registered by"), "登记人（签名）"), SIGNS_REVIEWER),
)  # fmt: skip

RISKS = (
    Choice("low", pgettext_lazy("risk", "Low"), "低"),
    Choice("medium", pgettext_lazy("risk", "Medium"), "中"),
    Choice("high", pgettext_lazy("risk", "High"), "高"),
    Choice("crisis", pgettext_lazy("risk", "Crisis, reported at once"), "危机，已立即上报"),
)
AGREED = (
    Choice("yes", _("The worker agreed to the talk and to this record"), "已征得本人同意"),
    Choice("no", _("The worker did not agree"), "本人不同意"),
)
EMOTION_RECORD = LetterKind(  # a summary only: what the worker confided stays out (个人信息保护法 28, 29)
    code="emotion_record",
    title="职工情绪疏导记录",
    label=_("Record of emotional support"),
    layout="record",
    number="",
    wording="emotion_record.txt",
    fields=(
        HELD_AT, PLACE, Field("worker", _("Worker"), "职工", source="case"),
        Field("talked_by", _("Talk led by"), "疏导人员", source="case"),
        Field("consent", _("Consent of the worker"), "本人同意情况", "choice", choices=AGREED),
        Field("risk", _("Risk"), "风险等级", "choice", choices=RISKS),
        Field("summary", _("Summary, without details of health"), "情况摘要", "text"),
        Field("referral", _("Referred to"), "转介情况", "text", required=False),
    ),
    head=("held_at", "place", "worker", "talked_by", "consent", "risk"),
    signers=(Choice("talked_by", _("Talk led by"), "疏导人员（签名）"),),
)  # fmt: skip

PERFORMED = (
    Choice("whole", _("Performed in full"), "已全部履行"),
    Choice("part", _("Performed in part"), "部分履行"),
    Choice("none", _("Not performed"), "未履行"),
    Choice("no_agreement", _("There was no agreement"), "无协议"),
)
CONTENTMENT = (
    Choice("satisfied", _("Satisfied"), "满意"),
    Choice("fair", _("Fairly satisfied"), "基本满意"),
    Choice("dissatisfied", _("Dissatisfied"), "不满意"),
    Choice("no_answer", _("No answer"), "未评价"),
)
FOLLOW_UP_RECORD = LetterKind(
    code="follow_up_record",
    title="回访记录",
    label=_("Record of a follow-up visit"),
    layout="form",
    number="",
    wording="follow_up_record.txt",
    fields=(
        CASE_NUMBER, Field("visited_on", _("Visited on"), "回访日期", "date", source="case"),
        Field("manner", _("How"), "回访方式"), Field("visited", _("Who was visited"), "回访对象", source="case"),
        Field("performed", _("Performance"), "协议履行情况", "choice", source="case", choices=PERFORMED),
        Field("satisfaction", _("Satisfaction"), "满意度", "choice", source="case", choices=CONTENTMENT),
        Field("hidden_risk", _("Hidden risk"), "有无隐患苗头", "text"),
        Field("note", _("What was said"), "回访情况", "text", required=False, source="case"), RECORDER,
    ),
    head=(
        "case_number", "visited_on", "manner", "visited", "performed", "satisfaction", "hidden_risk", "note",
        "recorder",
    ),
    signers=(Choice("recorder", _("Visited by"), "回访人（签名）"),),
)  # fmt: skip

CLOSING_REPORT = LetterKind(
    code="closing_report",
    title="结案报告表",
    label=_("Closing report"),
    layout="form",
    number="",
    wording="closing_report.txt",
    fields=(
        CASE_NUMBER, Field("unit", _("Unit"), "承办单位", source="union"),
        Field("handler", _("Handler"), "承办人", source="case"),
        Field("accepted_on", _("Accepted on"), "受理日期", "date", required=False, source="case"),
        Field("closed_on", _("Closed on"), "结案日期", "date", source="case"),
        Field("channel", _("Source"), "案件来源", source="case"), APPLICANT, OPPONENT,
        Field("summary", _("Facts"), "案情", "text", source="case"),
        Field("work", _("What was done"), "办理经过", "text", source="case"),
        Field("outcome", _("How it was closed"), "结案方式", source="case"),
        Field("result", _("Result"), "处理结果", "text", source="case"),
        Field("amount", _("Amount agreed in yuan"), "达成金额", "amount", required=False, source="case"),
        Field("paid", _("Amount received in yuan"), "实际履行金额", "amount", required=False, source="case"),
        Field("approval", _("Decision of the reviewer"), "审批意见", "text", required=False), REMARKS,
    ),
    head=(
        "case_number", "unit", "handler", "accepted_on", "closed_on", "channel", "applicant", "respondent", "summary",
        "work", "outcome", "result", "amount", "paid", "approval", "remarks",
    ),
    signers=(Choice("handler", _("Handler"), "承办人（签名）"), SIGNS_REVIEWER),
)  # fmt: skip

# Given to a party after closing, filled in by hand and typed in; nothing of it is kept as a paper of the case.
SURVEY_FORM = LetterKind(
    code="survey_form",
    title="满意度调查表",
    label=_("Satisfaction form"),
    layout="form",
    number="",
    wording="survey_form.txt",
    fields=(
        Field("unit", _("Unit"), "调解组织", source="union"), CASE_NUMBER,
        Field("respondent", _("Party asked"), "受访人", source="case"),
        Field("closed_on", _("Closed on"), "结案日期", "date", source="case"),
        Field("satisfaction", _("Satisfaction"), "您对本次调解是否满意", "choice", choices=CONTENTMENT[:3]),
        Field(
            "conduct", _("Mediator fair and clear"), "调解员是否公正，是否讲得清楚", "choice",
            choices=(
                Choice("good", _("Yes"), "是"), Choice("mixed", _("Partly"), "一般"), Choice("poor", _("No"), "否"),
            ),
        ),
        Field("performed", _("Performance"), "约定的事项是否履行", "choice", choices=PERFORMED),
        Field("note", _("What was said"), "其他意见", "text"),
        Field(
            "note_is_open", _("The mediator may read it"), "意见可否由调解员阅看", "choice",
            choices=(Choice("yes", _("Yes"), "可以"), Choice("no", _("No"), "不可以，仅由工会负责人阅看")),
        ),
    ),
    head=(
        "unit", "case_number", "respondent", "closed_on", "satisfaction", "conduct", "performed", "note",
        "note_is_open",
    ),
    signers=(Choice("respondent", _("Party asked"), "受访人（签名）"),),
)  # fmt: skip

INSIDE = (INTAKE_FORM, EMOTION_RECORD, FOLLOW_UP_RECORD, CLOSING_REPORT)
