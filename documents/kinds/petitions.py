"""Applications (申请书) that parties sign and hand in at an office; the union helps to write them."""

from django.utils.translation import gettext_lazy as _

from documents.fields import Choice, Field
from documents.kinds.kind import LetterKind
from documents.kinds.shared import (
    AGENT,
    APPLICANT,
    APPLICANT_DETAILS,
    BODY,
    CLAIMS,
    ENCLOSED,
    EVIDENCE,
    OFFICE,
    OPPONENT,
    OPPONENT_DETAILS,
    REASONS,
    ROSTER,
    SIGNS_APPLICANT,
    SIGNS_RESPONDENT,
    TERMS,
    WITNESSES,
)

PARTIES = (APPLICANT, APPLICANT_DETAILS, AGENT, OPPONENT, OPPONENT_DETAILS)
ATTACHMENTS = ENCLOSED[0]
COPIES = Field("copies", _("Copies, one for each on the other side"), "副本份数", "number", default=1)
AGREEMENT_NUMBER = Field("agreement_number", _("Number of the agreement"), "调解协议书文号", source="case")
AGREED_ON = Field("agreed_on", _("Agreement effective on"), "调解协议生效日期", "date", source="case")
OWED = Field("amount", _("Amount in yuan"), "金额", "amount", source="case")
TOGETHER = (  # both sides apply jointly
    Choice("first", _("Applicant (worker)"), "申请人（签名或者捺印）"),
    Choice("second", _("Applicant (employer)"), "申请人（单位盖章、代表人签名）"),
)

APPLICATION = LetterKind(
    code="application",
    title="劳动争议调解申请书",
    label=_("Application for mediation"),
    layout="petition",
    number="",
    wording="application.txt",
    fields=(*PARTIES, CLAIMS, REASONS, OFFICE, ATTACHMENTS, EVIDENCE, ROSTER),
    signers=(SIGNS_APPLICANT,),
)

EXTENSION_CONSENT = LetterKind(
    code="extension_consent",
    title="延长调解期限同意书",
    label=_("Consent to extend mediation"),
    layout="petition",
    number="",
    wording="extension_consent.txt",
    fields=(
        APPLICANT, OPPONENT, Field("matter", _("Matter in dispute"), "争议事项", source="case"),
        Field("applied_on", _("Applied on"), "申请日期", "date", source="case"),
        Field("ends_on", _("Mediation ends by"), "原调解期限届满日", "date", source="case"),
        Field("extended_to", _("Extended until"), "延长后的届满日", "date"),
        Field("reason", _("Reason"), "延长理由", "text"), BODY, ROSTER,
    ),
    signers=(SIGNS_APPLICANT, SIGNS_RESPONDENT, Choice("mediator", _("Mediator"), "调解员（签名）")),
)  # fmt: skip

CONFIRMATION_PETITION = LetterKind(
    code="confirmation_petition",
    title="司法确认申请书",
    label=_("Application for judicial confirmation"),
    layout="petition",
    number="",
    wording="confirmation_petition.txt",
    fields=(*PARTIES, BODY, AGREEMENT_NUMBER, AGREED_ON, REASONS, TERMS, OFFICE, ATTACHMENTS, ROSTER),
    signers=TOGETHER,
)

REVIEW_PETITION = LetterKind(
    code="review_petition",
    title="调解协议仲裁审查申请书",
    label=_("Application for review by the commission"),
    layout="petition",
    number="",
    wording="review_petition.txt",
    fields=(*PARTIES, BODY, AGREEMENT_NUMBER, AGREED_ON, REASONS, TERMS, OFFICE, ATTACHMENTS, ROSTER),
    signers=TOGETHER,
)

ARBITRATION_PETITION = LetterKind(
    code="arbitration_petition",
    title="劳动人事争议仲裁申请书",
    label=_("Application for arbitration"),
    layout="petition",
    number="",
    wording="arbitration_petition.txt",
    fields=(*PARTIES, CLAIMS, REASONS, WITNESSES, COPIES, OFFICE, ATTACHMENTS, EVIDENCE, ROSTER),
    signers=(SIGNS_APPLICANT,),
)

STATEMENT_OF_CLAIM = LetterKind(
    code="statement_of_claim",
    title="民事起诉状",
    label=_("Statement of claim"),
    layout="petition",
    number="",
    wording="statement_of_claim.txt",
    fields=(*PARTIES, CLAIMS, REASONS, WITNESSES, COPIES, OFFICE, ATTACHMENTS, EVIDENCE, ROSTER),
    signers=(Choice("applicant", _("Plaintiff"), "起诉人（签名或者捺印）"),),
)

PAYMENT_PETITION = LetterKind(
    code="payment_petition",
    title="支付令申请书",
    label=_("Application for a payment order"),
    layout="petition",
    number="",
    wording="payment_petition.txt",
    fields=(*PARTIES, OWED, REASONS, COPIES, OFFICE, ATTACHMENTS, EVIDENCE, ROSTER),
    signers=(SIGNS_APPLICANT,),
)

SUPPORT_PETITION = LetterKind(
    code="support_petition",
    title="支持起诉申请书",
    label=_("Application for support of a suit"),
    layout="petition",
    number="",
    wording="support_petition.txt",
    fields=(
        *PARTIES, CLAIMS, REASONS,
        Field("weakness", _("Why the applicant cannot sue alone"), "难以独立起诉的原因", "text"),
        WITNESSES, OFFICE, ATTACHMENTS, EVIDENCE, ROSTER,
    ),
    signers=(SIGNS_APPLICANT,),
)  # fmt: skip

MEANS = (  # 法律援助法 41, 42
    Choice("statement", _("Statement of means"), "如实说明经济困难状况，附经济困难状况说明表"),
    Choice("pledge", _("Pledge of means"), "个人诚信承诺符合经济困难标准"),
    Choice("exempt", _("No test of means"), "依法免予核查经济困难状况"),
)
AID_FORM = LetterKind(
    code="aid_form",
    title="法律援助申请表",
    label=_("Application for legal aid"),
    layout="form",
    number="",
    wording="aid_form.txt",
    fields=(
        APPLICANT, APPLICANT_DETAILS, Field("groups", _("Special groups"), "人员类别", required=False, source="case"),
        AGENT,
        OPPONENT, OPPONENT_DETAILS, Field("matter", _("Matter in dispute"), "申请事项", source="case"),
        Field("stage", _("Stage of the matter"), "案件所处阶段", source="case"), CLAIMS, REASONS,
        Field("means", _("Means"), "经济状况", "choice", choices=MEANS),
        Field("exemption", _("Ground of the exemption"), "免予核查的事由", required=False, source="case"),
        OFFICE, ATTACHMENTS, ROSTER,
    ),
    head=(
        "申请人情况", "applicant", "applicant_details", "groups", "agent", "对方当事人情况", "respondent",
        "respondent_details", "申请事项", "matter", "stage", "claims", "facts_found", "经济状况", "means", "exemption",
    ),
    signers=(SIGNS_APPLICANT,),
)  # fmt: skip

RELIEF_FORM = LetterKind(
    code="relief_form",
    title="困难职工帮扶申请表",
    label=_("Application for hardship relief"),
    layout="form",
    number="",
    wording="relief_form.txt",
    fields=(
        APPLICANT, APPLICANT_DETAILS, Field("employer", _("Employer"), "工作单位", source="case"),
        Field("file_number", _("Number of the hardship file"), "困难职工档案编号", required=False),
        Field("family", _("Family members and their income"), "家庭成员及收入情况", "text"),
        Field("income", _("Income of the family a month, in yuan"), "家庭月收入", "amount"),
        Field("event", _("What caused the hardship"), "致困原因", "text"),
        Field("amount", _("Amount asked for, in yuan"), "申请帮扶金额", "amount"),
        Field("bank", _("Bank"), "开户银行"), Field("account", _("Account number"), "银行账号"),
        Field("opinion", _("Opinion of the grassroots union"), "基层工会意见", "text", required=False),
        OFFICE, ATTACHMENTS,
    ),
    head=(
        "applicant", "applicant_details", "employer", "file_number", "family", "income", "event", "amount", "bank",
        "account", "opinion",
    ),
    signers=(SIGNS_APPLICANT,),
)  # fmt: skip

PETITIONS = (
    APPLICATION, EXTENSION_CONSENT, CONFIRMATION_PETITION, REVIEW_PETITION, ARBITRATION_PETITION, STATEMENT_OF_CLAIM,
    PAYMENT_PETITION, SUPPORT_PETITION, AID_FORM, RELIEF_FORM,
)  # fmt: skip
