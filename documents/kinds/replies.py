"""Reply forms (回执) that go with a letter: what the addressee fills in and sends back."""

from django.utils.translation import gettext_lazy as _

from documents.fields import Choice, Field, Text
from documents.kinds.kind import LetterKind
from documents.kinds.shared import REMARKS

KNOWN = (
    Field("letter_number", _("Number of the letter"), "文书文号", source="case"),
    Field("issuer_name", _("Reply to"), "回复单位", source="union"),
    Field("unit", _("Who replies"), "填报单位", source="case"),
    Field("reply_by", _("Reply by"), "回复期限届满日", "date", required=False, source="case"),
)
PERSON = (
    Field("contact", _("Contact person"), "联系人", required=False),
    Field("phone", _("Telephone"), "联系电话", required=False),
    REMARKS,
)
DONE_ON = Field("done_on", _("Done on"), "完成时间", required=False)
PROOF = Field("proof", _("Proof"), "证明材料", "text", required=False)
SIGNED = (
    Choice("unit", _("Who replies"), "填报单位（盖章）"),
    Choice("head", _("Person in charge"), "负责人（签名）"),
)


def _reply(code: str, title: str, label: Text, *own: Field) -> LetterKind:
    """A reply form: number and days are printed, the cells of its own are left to the addressee."""
    fields = (*KNOWN, *own, *PERSON)
    return LetterKind(
        code=code,
        title=title,
        label=label,
        layout="form",
        number="",
        wording=f"{code}.txt",
        fields=fields,
        head=tuple(field.name for field in fields),
        signers=SIGNED,
    )


REPLY_REMINDER = _reply(
    "reply_reminder",
    "工会劳动法律监督提示函回执",
    _("Reply form to the reminder"),
    Field("situation", _("Result of the self-check"), "自查情况", "text", required=False),
    Field("measures", _("Measures taken"), "整改措施", "text", required=False),
    DONE_ON,
    PROOF,
)

REPLY_OPINION = _reply(
    "reply_opinion",
    "工会劳动法律监督意见书回执",
    _("Reply form to the opinion"),
    Field("situation", _("Situation"), "有关情况", "text", required=False),
    Field("measures", _("Corrections made"), "改正措施", "text", required=False),
    DONE_ON,
    Field("objection", _("Why the opinion is thought wrong"), "认为意见书有误的理由", "text", required=False),
    PROOF,
)

FILED = (
    Choice("filed", _("Taken up"), "已立案"),
    Choice("not_filed", _("Not taken up"), "不予立案"),
)
REPLY_SUGGESTION = _reply(
    "reply_suggestion",
    "工会劳动法律监督建议书办理情况反馈表",
    _("Feedback form to the suggestion"),
    Field("filed", _("Whether it is taken up"), "是否立案", "choice", required=False, choices=FILED),
    Field("filed_on", _("Taken up on"), "立案日期", required=False),
    Field("result", _("Investigation and result"), "调查处理情况和结果", "text", required=False),
    DONE_ON,
)

REPLIES = (REPLY_REMINDER, REPLY_OPINION, REPLY_SUGGESTION)
