"""Records of talks (笔录), and forms that go with the service of a letter; others sign them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.fields import Choice, Field
from documents.kinds.kind import LetterKind
from documents.kinds.shared import (
    APPLICANT,
    APPLICANT_DETAILS,
    CASE_NUMBER,
    CLAIMS,
    HELD_AT,
    MATTER,
    MEDIATORS,
    OPPONENT,
    OPPONENT_DETAILS,
    PERFORM_BY,
    PERFORMANCE,
    PLACE,
    REASONS,
    RECORDER,
    REMARKS,
    ROSTER,
    SIGNS_APPLICANT,
    SIGNS_MEDIATOR,
    SIGNS_RECORDER,
    SIGNS_RESPONDENT,
    TERMS,
)

ORAL_APPLICATION = LetterKind(
    code="oral_application",
    title="口头申请调解笔录",
    label=_("Record of an oral application"),
    layout="record",
    number="",
    wording="oral_application.txt",
    fields=(
        HELD_AT, PLACE, APPLICANT, APPLICANT_DETAILS, OPPONENT, OPPONENT_DETAILS, RECORDER, CLAIMS, REASONS, ROSTER,
    ),
    head=("held_at", "place", "applicant", "applicant_details", "respondent", "respondent_details", "recorder"),
    signers=(SIGNS_APPLICANT, SIGNS_RECORDER),
)  # fmt: skip

HOW_ASKED = (
    Choice("in_person", _("In person"), "当面征求"),
    Choice("telephone", pgettext_lazy("how asked", "By telephone"), "电话征求"),
    Choice("writing", _("In writing"), "书面征求"),
    Choice("online", pgettext_lazy("how asked", "Online"), "网络征求"),
)
WILL = (
    Choice("agrees", _("Agrees to mediation"), "同意调解"),
    Choice("refuses", _("Refuses mediation"), "不同意调解"),
)
CONSENT_RECORD = LetterKind(
    code="consent_record",
    title="征求调解意愿记录",
    label=_("Record of consent or refusal"),
    layout="record",
    number="",
    wording="consent_record.txt",
    fields=(
        HELD_AT, Field("manner", _("How asked"), "征求方式", "choice", choices=HOW_ASKED),
        Field("asked", _("Who was asked"), "被征求意见人", source="case"),
        Field("counterpart", _("Other party"), "对方当事人", source="case"), MATTER, RECORDER,
        Field("will", _("Answer"), "意见", "choice", choices=WILL),
        Field("reason", _("Reason"), "理由", "text", required=False),
        Field("told_on", _("Other party told on"), "告知对方当事人的日期", "date", required=False),
    ),
    head=("held_at", "manner", "asked", "counterpart", "matter", "recorder"),
    signers=(Choice("asked", _("Who was asked"), "被征求意见人（签名或者盖章）"), SIGNS_RECORDER),
)  # fmt: skip

INVESTIGATION_RECORD = LetterKind(
    code="investigation_record",
    title="调查笔录",
    label=_("Record of an investigation"),
    layout="record",
    number="",
    wording="investigation_record.txt",
    fields=(
        HELD_AT, PLACE,
        Field("investigators", _("Investigators and their cards"), "调查人及监督员证号", "lines", source="case"),
        RECORDER, Field("asked", _("Who was questioned"), "被调查人"),
        Field("asked_details", _("Who was questioned: particulars"), "被调查人基本情况", "text"), MATTER,
        Field("questions", _("Questions and answers"), "问答", "text"),
    ),
    head=("held_at", "place", "investigators", "recorder", "asked", "asked_details", "matter"),
    signers=(
        Choice("asked", _("Who was questioned"), "被调查人（签名或者捺印）"),
        Choice("investigators", _("Two investigators"), "调查人（两人签名）"), SIGNS_RECORDER,
    ),
)  # fmt: skip

SESSION_RECORD = LetterKind(
    code="session_record",
    title="调解笔录",
    label=_("Record of a mediation session"),
    layout="record",
    number="",
    wording="session_record.txt",
    fields=(
        HELD_AT, PLACE, MATTER, MEDIATORS, RECORDER, APPLICANT, OPPONENT,
        Field("present", _("Present"), "参加人", "lines", source="case"), CLAIMS,
        Field("statements", _("What was said"), "调解情况", "text", source="case"),
        Field("proposals", _("Proposals"), "调解方案", "text", required=False),
        Field("result", _("Result"), "调解结果", "text"), ROSTER,
    ),
    head=("held_at", "place", "matter", "mediators", "recorder", "applicant", "respondent", "present"),
    signers=(SIGNS_APPLICANT, SIGNS_RESPONDENT, SIGNS_MEDIATOR, SIGNS_RECORDER),
)  # fmt: skip

ORAL_AGREEMENT = LetterKind(
    code="oral_agreement",
    title="口头协议登记表",
    label=_("Register of an oral agreement"),
    layout="form",
    number="",
    wording="oral_agreement.txt",
    fields=(
        Field("committee", _("People's mediation committee"), "人民调解委员会"), CASE_NUMBER, APPLICANT,
        APPLICANT_DETAILS,
        OPPONENT, OPPONENT_DETAILS, REASONS, TERMS,
        Field("amount", _("Total amount in yuan"), "给付总额", "amount", required=False),
        Field("agreed_on", _("Agreed on"), "达成协议日期", "date"), PERFORM_BY, PERFORMANCE, MEDIATORS, RECORDER,
        ROSTER,
    ),
    head=(
        "committee", "case_number", "当事人情况", "applicant", "applicant_details", "respondent", "respondent_details",
        "协议内容", "facts_found", "terms", "amount", "agreed_on", "perform_by", "performance", "mediators", "recorder",
    ),
    signers=(SIGNS_MEDIATOR, SIGNS_RECORDER),
)  # fmt: skip

ELECTRONIC = (
    Choice("yes", _("Agrees to service by electronic means"), "同意电子送达"),
    Choice("no", _("Does not agree to service by electronic means"), "不同意电子送达"),
)
ADDRESS_CONFIRMATION = LetterKind(  # the party may fill in the address by hand
    code="address_confirmation",
    title="送达地址确认书",
    label=_("Confirmation of the address for service"),
    layout="form",
    number="",
    wording="address_confirmation.txt",
    fields=(
        CASE_NUMBER, MATTER, Field("party", _("Party"), "当事人", source="case"),
        Field("address", _("Address for service"), "送达地址", required=False, source="case"),
        Field("recipient", _("Recipient"), "收件人", required=False, source="case"),
        Field("phone", _("Telephone"), "联系电话", required=False, source="case"),
        Field("proxy", _("Who may receive it for the party"), "代收人及与当事人的关系", required=False),
        Field("electronic", _("Service by electronic means"), "是否同意电子送达", "choice", False, choices=ELECTRONIC),
        Field("electronic_address", _("Electronic address"), "电子送达地址", required=False), REMARKS,
    ),
    head=(
        "case_number", "matter", "party", "address", "recipient", "phone", "proxy", "electronic", "electronic_address",
        "remarks",
    ),
    signers=(Choice("party", _("Party"), "当事人（签名或者盖章）"),),
)  # fmt: skip

SERVED_HOW = (
    Choice("direct", _("Handed over against a receipt"), "直接送达"),
    Choice("left", _("Left in place before a witness"), "留置送达"),
    Choice("post", _("By registered post"), "邮寄送达"),
    Choice("electronic", _("Electronically, with consent"), "电子送达"),
    Choice("entrusted", _("Through another office"), "委托送达"),
    Choice("public", _("By public notice"), "公告送达"),
)
LETTER_NUMBER = Field("letter_number", _("Number of the letter"), "文书文号", source="case")
SERVICE_RECEIPT = LetterKind(
    code="service_receipt",
    title="送达回证",
    label=_("Service receipt"),
    layout="form",
    number="",
    wording="service_receipt.txt",
    fields=(
        LETTER_NUMBER, Field("matter", _("Matter in dispute"), "案由", source="case"),
        Field("recipient", _("Addressee of the service"), "受送达人", source="case"),
        Field("unit", _("Serving organisation"), "送达单位", source="union"),
        Field("place", _("Place of service"), "送达地点", required=False, source="case"),
        Field("served", _("Papers served"), "送达文件", "lines", source="case"),
        Field("signer", _("Signed by"), "签发人", source="case"),
        Field("server", _("Served by"), "送达人", source="case"),
        Field("manner", _("Way of service"), "送达方式", "choice", required=False, source="case", choices=SERVED_HOW),
        Field("received_at", _("Received on, to the hour"), "收到日期（精确到时）", required=False),
        Field("proxy", _("Who received it for the addressee"), "代收人及与受送达人的关系", "line", False, "case"),
        Field("refusal", _("Why it was refused"), "拒收事由", required=False),
        Field("witness", _("Witness or proof"), "见证人或者照片、录像", required=False, source="case"),
        Field("post_number", _("Number of the parcel"), "邮单号", required=False),
        Field("electronic_address", _("Electronic address"), "电子送达地址", required=False), REMARKS,
    ),
    head=(
        "letter_number", "matter", "recipient", "unit", "place", "served", "signer", "server", "manner",
        "received_at", "proxy", "refusal", "witness", "post_number", "electronic_address", "remarks",
    ),
    signers=(
        Choice("recipient", _("Addressee of the service"), "受送达人（签名或者盖章）"),
        Choice("server", _("Served by"), "送达人（签名）"),
    ),
)  # fmt: skip

RECORDS = (
    ORAL_APPLICATION, CONSENT_RECORD, INVESTIGATION_RECORD, SESSION_RECORD, ORAL_AGREEMENT, ADDRESS_CONFIRMATION,
    SERVICE_RECEIPT,
)  # fmt: skip
