"""Supervision (工会劳动法律监督): the letter and the two documents, and the clue to the procuratorate."""

from django.utils.translation import gettext_lazy as _

from documents.fields import Choice, Field
from documents.kinds.kind import LetterKind
from documents.kinds.shared import (
    CONSEQUENCE,
    CONTACT,
    EMPLOYER,
    ENCLOSED,
    EVIDENCE,
    FACTS,
    JOINT,
    LEGAL_BASIS,
    MATTER_SOURCE,
    SHAPE,
    addressee,
    demands,
    reply_fields,
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

REMINDER = LetterKind(
    code="reminder",
    title="工会劳动法律监督提示函",
    label=_("Reminder letter"),
    layout="letter",
    number="{prefix}劳监提〔{year}〕{serial}号",
    wording="reminder.txt",
    answered=True,
    fields=(
        addressee(), MATTER_SOURCE, FACTS, LEGAL_BASIS, demands(_("Advice"), "提示事项"),
        *reply_fields(15, "days"), CONSEQUENCE, *CONTACT, *ENCLOSED, SHAPE, JOINT,
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
        addressee(), MATTER_SOURCE,
        Field("investigated_on", _("Investigated on"), "调查时间", required=False),
        Field("heard", _("Heard"), "听取意见的对象", "lines", required=False),
        FACTS, LEGAL_BASIS, demands(_("Corrections required"), "监督意见"),
        *reply_fields(15, "working_days"), CONSEQUENCE, *CONTACT, *ENCLOSED, SHAPE, JOINT,
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
        addressee(), EMPLOYER, FACTS,
        Field("opinion_number", _("Number of the opinion"), "意见书文号", source="case"),
        Field("opinion_served_on", _("Opinion served or refused on"), "意见书送达日", "date", source="case"),
        Field("ground", _("Ground"), "提请理由", "choice", source="case", choices=GROUNDS),
        Field("history", _("Answer and corrections so far"), "答复和整改情况", "text", required=False),
        LEGAL_BASIS, demands(_("Measures suggested"), "建议事项"), *reply_fields(None, "working_days"),
        *CONTACT, *ENCLOSED, SHAPE, JOINT,
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
        addressee(), EMPLOYER, Field("workers_concerned", _("Workers concerned"), "涉及的劳动者群体"),
        FACTS, Field("history", _("What the union did"), "工会监督经过", "text"),
        LEGAL_BASIS, demands(_("Requests"), "移送请求"), *reply_fields(None, "working_days"), *CONTACT, *ENCLOSED,
        EVIDENCE,
    ),
)  # fmt: skip
