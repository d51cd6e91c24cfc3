"""Mediation (调解): the notices that go with its steps, and the agreement."""

from django.utils.translation import gettext_lazy as _

from documents.fields import Choice, Field
from documents.kinds.kind import LetterKind
from documents.kinds.shared import (
    APPLICANT,
    APPLIED_ON,
    CLAIMS,
    CONTACT,
    ENCLOSED,
    FACTS,
    LEGAL_BASIS,
    MATTER,
    MEDIATORS,
    RESPONDENT,
    ROSTER,
    SHAPE,
    addressee,
)

DIVISIONS = (
    Choice("claims", _("In proportion to what each claims"), "按照各自请求金额的比例分配"),
    Choice("equal", _("In equal parts"), "平均分配"),
)

WITHIN = (  # 期限, in words: of the rules in force
    Field("review_within", _("Time to apply for arbitration review"), "申请仲裁审查的期限", source="case"),
    Field("confirm_within", _("Time to apply for judicial confirmation"), "申请司法确认的期限", source="case"),
)

ACCEPTANCE_NOTICE = LetterKind(
    code="acceptance_notice",
    title="劳动争议调解受理通知书",
    label=_("Notice of acceptance"),
    layout="letter",
    number="（{year}）{prefix}调受字第{serial}号",
    wording="acceptance_notice.txt",
    fields=(
        addressee(), RESPONDENT, MATTER, APPLIED_ON,
        Field("accepted_on", _("Accepted on"), "受理日期", "date", source="case"),
        Field("mediators", _("Mediators"), "调解员", "lines", source="case"),
        Field("ends_on", _("Mediation ends by"), "调解期限届满日", "date", source="case"),
        *CONTACT, *ENCLOSED, SHAPE, ROSTER,
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
        addressee(), RESPONDENT, MATTER, APPLIED_ON,
        Field("reason", _("Reason"), "不予受理的理由", "text"),
        LEGAL_BASIS, Field("routes", _("Other routes"), "其他救济途径", "lines"), *CONTACT, *ENCLOSED, SHAPE, ROSTER,
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
        addressee(), RESPONDENT, MATTER, APPLIED_ON,
        Field("missing_items", _("What is missing"), "需要补正的材料", "lines"),
        Field("complete_by", _("Complete by"), "补正期限", "date"), *CONTACT, *ENCLOSED, SHAPE, ROSTER,
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
        addressee(), RESPONDENT, MATTER, APPLIED_ON,
        Field("ended_on", _("Ended on"), "终止日期", "date", source="case"),
        Field("reason", _("Reason"), "终止原因", "text"),
        Field("limitation_date", _("Apply for arbitration by"), "仲裁时效届满日", "date", source="case"),
        *CONTACT, *ENCLOSED, SHAPE, ROSTER,
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
        *WITHIN, Field("copies", _("Copies"), "份数", "number", default=3),
        Field("contact", _("Contact person"), "联系人", required=False, source="union"),
        Field("phone", _("Telephone"), "联系电话", required=False, source="union"),
    ),
)  # fmt: skip

RIGHTS_NOTICE = LetterKind(
    code="rights_notice",
    title="调解当事人权利义务告知书",
    label=_("Notice of rights and duties"),
    layout="letter",
    number="（{year}）{prefix}调告字第{serial}号",
    wording="rights_notice.txt",
    fields=(
        addressee(), APPLICANT, RESPONDENT, MATTER, MEDIATORS,
        Field("ends_on", _("Mediation ends by"), "调解期限届满日", "date", required=False, source="case"),
        *WITHIN, Field("limitation_period", _("Limitation of arbitration"), "申请仲裁的时效期间", source="case"),
        *CONTACT, *ENCLOSED, SHAPE, ROSTER,
    ),
)  # fmt: skip

INQUIRY = LetterKind(
    code="inquiry",
    title="征求调解意见书",
    label=_("Question whether mediation is wanted"),
    layout="letter",
    number="（{year}）{prefix}调询字第{serial}号",
    wording="inquiry.txt",
    fields=(
        addressee(), APPLICANT, MATTER, APPLIED_ON, CLAIMS,
        Field("answer_by", _("Answer by"), "答复日期", "date"), *CONTACT, *ENCLOSED,
    ),
)  # fmt: skip

MEDIATION_OPINION = LetterKind(
    code="mediation_opinion",
    title="劳动争议调解意见书",
    label=_("Opinion of the mediators"),
    layout="letter",
    number="（{year}）{prefix}调意字第{serial}号",
    wording="mediation_opinion.txt",
    fields=(
        addressee(), APPLICANT, RESPONDENT, MATTER, APPLIED_ON, FACTS,
        Field("reason", _("Why there was no agreement"), "未达成协议的原因", "text", source="case"),
        Field("advice", _("Opinion of the mediators"), "调解意见", "text"), LEGAL_BASIS,
        Field("limitation_date", _("Apply for arbitration by"), "仲裁时效届满日", "date", False, "case"),
        MEDIATORS, *CONTACT, *ENCLOSED, ROSTER,
    ),
)  # fmt: skip
