"""The lists of the field: dispute types, channels, groups, closing codes, decline reasons.

Codes and mapping follow domain notes 3.1 to 3.4; a label is English for gettext, the Chinese term stands beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.machine import StrOrPromise


class Category(models.TextChoices):
    """Dispute type, first level (争议类型)."""

    PAY = "01", _("Pay")  # 劳动报酬
    COMPENSATION = "02", _("Severance and compensation")  # 经济补偿/赔偿金
    TERMINATION = "03", _("Dismissal and termination")  # 解除/终止
    RELATION = "04", _("Existence of a labour relation")  # 确认劳动关系
    INSURANCE = "05", _("Social insurance")  # 社会保险
    INJURY = "06", _("Work injury and occupational disease")  # 工伤/职业病
    HOURS = "07", _("Working hours and overtime")  # 工时/加班
    LEAVE = "08", _("Rest and leave")  # 休息休假
    PROTECTED = "09", _("Women, minors, disabled")  # 女职工/未成年工/残疾
    COMPETITION = "10", _("Non-competition, secrecy, training bond")  # 竞业限制/保密/培训服务期
    DISPATCH = "11", _("Labour dispatch and outsourcing")  # 劳务派遣/外包
    COLLECTIVE = "12", _("Collective contract, rules, workers' congress")  # 集体合同/规章制度/民主管理
    WELFARE = "13", _("Welfare, food and lodging")  # 福利/食宿
    SAFETY = "14", _("Safety and health")  # 安全卫生
    NEW_FORMS = "15", _("New forms of employment")  # 新就业形态
    OVER_AGE = "16", _("Workers over retirement age")  # 超龄劳动者
    OTHER = "99", pgettext_lazy("dispute type", "Other")  # 其他


class Channel(models.TextChoices):
    """How a matter reached the union (申请渠道)."""

    WALK_IN = "walk_in", _("Walk-in")  # 来访
    PHONE = "phone", _("Phone")  # 来电
    LETTER = "letter", pgettext_lazy("channel", "Letter")  # 来信
    ONLINE = "online", _("Online (浙江解纷码)")  # 网络/小程序
    HOTLINE_12351 = "12351", _("Hotline 12351")
    HOTLINE_12345 = "12345", _("Hotline 12345")
    PETITION = "petition", _("Petition")  # 信访
    SCREENING = "screening", _("Hazard screening")  # 排查发现
    INSPECTION = "visit", _("Round of inspection")  # 巡查/法治体检
    ENTERPRISE = "enterprise", _("Report of an enterprise union")  # 企业工会上报
    TOWN = "town", _("Report of a town union")  # 镇街上报
    HR = "hr", _("Transfer from the HR bureau")  # 人社移送
    ARBITRATION = "arbitration", _("Invitation of the arbitration commission")  # 仲裁委托
    COURT = "court", _("Assignment by the court")  # 法院委派
    PROCURATORATE = "procuratorate", _("Transfer from the procuratorate")  # 检察移送
    JUSTICE = "justice", _("Transfer from the justice bureau")  # 司法移送
    STATION = "station", _("Emotion station")  # 情绪管理服务站转介
    VOLUNTEER = "volunteer", _("Volunteer")  # 志愿者
    OTHER = "other", pgettext_lazy("channel", "Other")  # 其他


class Request(models.TextChoices):
    """What the applicant asks of the union."""

    MEDIATION = "mediation", _("Mediation")  # 调解申请
    SUPERVISION = "supervision", _("Labour-law supervision")  # 监督投诉


class Relation(models.TextChoices):
    """Legal relation (用工关系); kept apart from the type because the law on both moves."""

    LABOUR = "labour", _("Labour relation")  # 劳动关系
    SERVICE = "service", _("Service relation")  # 劳务关系
    PARTIAL = "partial", _("Not fully a labour relation")  # 不完全符合确立劳动关系情形
    UNCLEAR = "unclear", _("Not clear yet")


class Elsewhere(models.TextChoices):
    """Whether an authority already has the matter (ZJ-SUP 17)."""

    NO = "no", _("No")
    ADMINISTRATION = "administration", _("Accepted by an administration")
    ARBITRATION = "arbitration", _("Accepted by the arbitration commission")
    COURT = "court", _("Accepted by a court")


class Group(models.TextChoices):
    """Special groups of workers (特殊群体) of the 2024 notice."""

    WOMAN = "woman", _("Woman")  # 女职工
    MINOR = "minor", _("Minor")  # 未成年工
    DISABLED = "disabled", pgettext_lazy("special group", "Disabled")  # 残疾
    OLDER = "older", _("Older or over age")  # 老年/超龄
    HARDSHIP = "hardship", _("In hardship")  # 困难职工
    MIGRANT = "migrant", _("Migrant worker")  # 农民工
    PLATFORM = "platform", _("Platform worker")  # 新就业形态


class Decline(models.TextChoices):
    """Why a matter is not accepted (不予受理); details of R07."""

    NOT_LABOUR = "not_labour", _("Not a labour dispute")
    ELSEWHERE = "elsewhere", _("Already accepted by an administration, commission or court")
    PARTY = "party", _("The applicant or respondent is not a proper party")
    INCOMPLETE = "incomplete", _("Papers not completed")
    JURISDICTION = "jurisdiction", _("Outside the area")


class Suspension(models.TextChoices):
    """Why a case waits (中止事由)."""

    RESULT = "result", _("Waits for another result, an appraisal or a recognition")
    PARTY = "party", _("A party died or lost capacity; heirs or a guardian are awaited")
    FORCE = "force", _("Force majeure")
    MISSING = "missing", _("A party cannot be found")


class Service(models.TextChoices):
    """How a letter is served (送达方式)."""

    DIRECT = "direct", _("Handed over against a receipt")  # 直接送达
    LEFT = "left", _("Left in place before a witness")  # 留置送达
    POST = "post", _("By registered post")  # 邮寄送达
    ELECTRONIC = "electronic", _("Electronically, with consent")  # 电子送达
    ENTRUSTED = "entrusted", _("Through another office")  # 委托送达
    PUBLIC = "public", _("By public notice")  # 公告送达


class Reply(models.TextChoices):
    """How an answer to a letter came in (答复方式)."""

    HAND = "hand", _("By hand")  # 当面递交
    POST = "post", _("By post")  # 邮寄
    ELECTRONIC = "electronic", _("Electronically")  # 电子方式


class Fault(models.TextChoices):
    """Why a draft goes back to its drafter (退回原因)."""

    FACTS = "facts", _("Facts unclear")  # 事实不清
    LAW = "law", _("Law wrong")  # 法律依据有误
    AMOUNT = "amount", _("Amount wrong")  # 金额有误
    WORDING = "wording", _("Wording or tone")  # 措辞语气
    RECIPIENT = "recipient", _("Wrong recipient")  # 主送单位有误
    NAMES = "names", _("Names wrong")  # 名称有误
    SECRECY = "secrecy", _("Gives the complainant away")  # 泄露投诉人
    FORMAT = "format", pgettext_lazy("letter", "Layout")  # 格式
    OTHER = "other", pgettext_lazy("fault", "Something else")  # 其他


class Verification(models.TextChoices):
    """How a correction was verified (核验方式)."""

    ON_THE_SPOT = "on_the_spot", _("On the spot, by two people")  # 现场核验
    ON_PAPER = "on_paper", _("On paper")  # 书面核验


class Satisfaction(models.TextChoices):
    """Answer of the follow-up visit (满意度)."""

    SATISFIED = "satisfied", _("Satisfied")  # 满意
    FAIR = "fair", _("Fairly satisfied")  # 基本满意
    DISSATISFIED = "dissatisfied", _("Dissatisfied")  # 不满意
    NO_ANSWER = "no_answer", _("No answer")  # 未评价


class Counts(models.TextChoices):
    """How a closing code counts in the rates."""

    SUCCESS = "success", _("success")
    FAILURE = "failure", _("failure")
    REFERRAL = "referral", _("referral")
    EXCLUDED = "excluded", _("not counted")
    CONSULTATION = "consultation", _("consultation")


@dataclass(frozen=True)
class Closing:
    """A closing code (结案方式)."""

    code: str
    label: StrOrPromise
    chinese: str
    counts: str
    by_hand: bool = True  # may be chosen when closing; the others belong to a verb of their own


_CLOSINGS = (
    Closing("R01", _("Settled by written agreement"), "调解成功-书面协议", Counts.SUCCESS),
    Closing("R02", _("Settled orally or performed at once"), "调解成功-口头协议/即时履行", Counts.SUCCESS),
    Closing("R03", _("Settled by the parties"), "自行和解", Counts.SUCCESS),
    Closing("R04", _("Corrected after a letter"), "协商整改", Counts.SUCCESS),
    Closing("R05", pgettext_lazy("closing", "Mediation failed"), "调解不成", Counts.FAILURE),
    Closing("R06", _("Withdrawn by the applicant"), "申请人撤回", Counts.EXCLUDED, by_hand=False),
    Closing("R07", pgettext_lazy("closing", "Not accepted"), "不予受理", Counts.EXCLUDED, by_hand=False),
    Closing("R08", _("Referred to the HR department"), "移送人社", Counts.REFERRAL),
    Closing("R09", _("Referred to the procuratorate"), "移送检察/支持起诉", Counts.REFERRAL),
    Closing("R10", _("Referred to the court"), "移送法院/起诉", Counts.REFERRAL),
    Closing("R11", _("Referred to another authority"), "移送其他", Counts.REFERRAL),
    Closing("R12", _("Ended as sham or unlawful"), "终止-虚假调解/违法", Counts.EXCLUDED),
    Closing("R13", _("Merged into another case"), "合并办理", Counts.EXCLUDED, by_hand=False),
    Closing("R14", _("Party died or ceased to exist"), "当事人死亡/主体消灭", Counts.EXCLUDED),
    Closing("R15", _("Consultation only"), "咨询答复", Counts.CONSULTATION),
)
CLOSINGS: dict[str, Closing] = {row.code: row for row in _CLOSINGS}
CLOSING_CHOICES = [(row.code, row.label) for row in _CLOSINGS]


@dataclass(frozen=True)
class Failure:
    """Why a mediation ends without agreement, with its sentence in the notice to the applicant."""

    code: str
    label: StrOrPromise
    chinese: str


FAILURES = (
    Failure("disagreement", _("positions too far apart"), "双方分歧较大，经调解未能达成协议。"),
    Failure("expired", _("time limit passed"), "调解期限届满，双方未达成协议。"),
    Failure("refused", _("one side refuses to go on"), "一方当事人不同意继续调解。"),
    Failure("unreachable", _("one side cannot be reached"), "无法与一方当事人取得联系。"),
    Failure("not_signed", _("one side refuses to sign"), "一方当事人拒绝在调解协议上签名。"),
)
# The case closes with R12, not as failed.
SHAM = Failure("sham", _("sham or unlawful mediation, reported"), "存在虚假调解或者其他违法情形，终止调解。")
FAILURE_REASONS = [(row.code, row.label) for row in FAILURES]
COLLECTIVE_FROM = 10  # workers with a common claim (ZJ-MA 40)


def rules_for(categories: Iterable[str]) -> set[str]:
    """The limitations of claims of these types: wages have one of their own (LMA 27(4))."""
    return {"B1a" if category == Category.PAY else "B1" for category in categories}
