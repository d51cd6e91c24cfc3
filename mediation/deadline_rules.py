"""The deadline rules (期限表): what starts each, its length, whom it binds, on which article. No counting.

The codes are those of the deadline catalogue. Where a law gives no length, or the article was not read for
this project, the confidence says so and an office may set its own length (RuleSetting).
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Unit(TextChoices):
    """What a length is counted in."""

    HOUR = "hour", _("hours")
    DAY = "day", _("days")
    WORKING_DAY = "working_day", _("working days")
    MONTH = "month", _("months")
    YEAR = "year", _("years")
    DATE = "date", _("on the day agreed")  # 约定日期: nothing is counted


class Party(TextChoices):
    """Whom a deadline binds."""

    UNION = "union", _("union")
    MEDIATION = "mediation", _("mediation organisation")
    EMPLOYER = "employer", _("employer")
    WORKER = "worker", _("worker")
    PARTY = "party", _("the party concerned")
    BOTH = "both", _("both parties")
    COMMISSION = "commission", _("arbitration commission")
    HR = "hr", _("HR bureau")
    COURT = "court", _("court")
    PROCURATORATE = "procuratorate", _("procuratorate")
    LEGAL_AID = "legal_aid", _("legal aid agency")
    AGENCY = "agency", _("the office that has it")


class Confidence(TextChoices):
    """How well the article behind a rule is known."""

    VERIFIED = "verified", _("verified")
    EXCERPT = "excerpt", _("read in an excerpt")
    UNVERIFIED = "unverified", _("to be verified")
    INFERRED = "inferred", _("not fixed by law")


@dataclass(frozen=True)
class Extension:
    """Leave to extend (延长): `most` units of the rule in all, None where there is no cap; who grants it."""

    most: int | None
    grant: Promise


@dataclass(frozen=True)
class Rule:
    """One deadline rule (期限规则).

    `authority` cites law and article in Chinese; `local` is the decision of the office that set the length.
    """

    code: str
    label: Promise
    chinese: str
    trigger: Promise
    length: int
    unit: Unit
    party: Party
    authority: str
    consequence: Promise
    confidence: Confidence = Confidence.VERIFIED
    extension: Extension | None = None
    local: str = ""

    @property
    def adjustable(self) -> bool:
        """Whether an office may set the length: the law leaves it open, or nobody has verified it."""
        return self.confidence in {Confidence.UNVERIFIED, Confidence.INFERRED}


HOUR, DAY, WORKING, MONTH, YEAR = Unit.HOUR, Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR
DATE = Unit.DATE
EXCERPT, UNVERIFIED, INFERRED = Confidence.EXCERPT, Confidence.UNVERIFIED, Confidence.INFERRED

SUP, MA = "《浙江省工会劳动法律监督条例》", "《浙江省劳动人事争议调解仲裁条例》"
INS, NATIONAL_INS = "《浙江省劳动保障监察条例》", "《劳动保障监察条例》"
INS_RULES = "《关于实施〈劳动保障监察条例〉若干规定》"
LMA, CPL, CPL_JI = "《劳动争议调解仲裁法》", "《民事诉讼法》", "《民事诉讼法司法解释》"
RULES33, ENT17 = "《劳动人事争议仲裁办案规则》", "《企业劳动争议协商调解规定》"
LD_JI, CONFIRMATION = "《劳动争议司法解释（一）》", "《人民调解协议司法确认程序规定》"
ONLINE, INVITED = "《人民法院在线调解规则》", "《特邀调解规定》"

AGREED = Extension(None, _("both parties agree"))
APPROVED = _("approval in writing")
BREACH = _("The duty is breached; nothing follows by itself.")
SUE = _("The party may sue.")
LOST = _("The right to apply is lost.")
EFFECTIVE = _("The decision takes effect.")
LATE = _("The agency is late; ask it in writing.")
ENDED = _("Mediation counts as failed; the parties may go to arbitration.")

# A table reads better with a few lines a rule than with one line a field.
# fmt: off
_TABLE = (
    # Negotiation and mediation
    Rule("N1", _("Answer to a request to negotiate"), "协商回应", _("request to negotiate received"),
         5, DAY, Party.PARTY, f"{ENT17}第十条", _("Silence counts as unwilling to negotiate."), UNVERIFIED,
         AGREED),
    Rule("M1", _("Notice of non-acceptance of a complaint"), "不予受理告知",
         _("complaint to the union received"),
         5, WORKING, Party.UNION, f"{SUP}第十七条", BREACH),
    Rule("M2", _("Accept or refuse mediation"), "调解受理审查", _("mediation application received"),
         3, WORKING, Party.MEDIATION, f"{ENT17}第二十二条", BREACH, UNVERIFIED),
    Rule("M3", _("Mediation ends"), "调解期限", _("mediation application received"),
         15, DAY, Party.MEDIATION, f"{LMA}第十四条；{MA}第十条", ENDED, extension=AGREED),
    Rule("M4", _("One-stop mediation ends"), "新就业形态一站式调解期限", _("mediation accepted"),
         15, DAY, Party.MEDIATION, "人社厅发〔2024〕4号", ENDED, EXCERPT,
         Extension(15, _("both parties agree"))),
    Rule("M5", _("Court-assigned mediation ends"), "委派调解期限", _("mediator receives the assignment"),
         30, DAY, Party.MEDIATION, f"{INVITED}第二十七条；{ONLINE}第二十四条",
         _("The papers go back to the court, which files the case."), extension=AGREED),
    Rule("M6", _("Court-entrusted mediation ends"), "委托调解期限", _("mediator receives the entrustment"),
         15, DAY, Party.MEDIATION, f"{INVITED}第二十七条；{ONLINE}第二十四条", _("The trial goes on."),
         extension=AGREED),
    Rule("M7", _("Confirm an online assignment"), "在线委派确认", _("online assignment received"),
         3, WORKING, Party.MEDIATION, f"{ONLINE}第十二条", _("The court assigns another mediator.")),
    Rule("M9", _("Contact the other side"), "联系对方当事人", _("mediation accepted"),
         3, WORKING, Party.MEDIATION, f"{ONLINE}第十五条",
         _("Mediation ends: the other side cannot be reached.")),
    Rule("M12", _("Follow-up call"), "回访", _("case closed"),
         7, DAY, Party.UNION, "回访惯例，法律未定期限", _("A reminder is shown."), INFERRED),
    Rule("M11", _("Performance of the agreement"), "协议履行", _("agreement takes effect"),
         1, DATE, Party.EMPLOYER, f"{LMA}第十五条、第十六条",
         _("Arbitration, a payment order or, once confirmed, enforcement may follow.")),
    Rule("H1", _("The office accepts or returns the hand-over"), "移送接收", _("case handed over"),
         5, WORKING, Party.AGENCY, "法律未定期限，由各部门协商确定", LATE, INFERRED),
    Rule("H2", _("The office tells the result"), "移送结果反馈", _("hand-over accepted"),
         30, WORKING, Party.AGENCY, "法律未定期限，由各部门协商确定", LATE, INFERRED),
    Rule("U3", _("Task from a meeting or of the case"), "会商任务", _("task given"),
         1, DATE, Party.UNION, "联席会议决议，法律未定期限", _("A reminder is shown."), INFERRED),
    Rule("U1", _("Report on a delegated case"), "交办反馈", _("case delegated to the lower union"),
         30, WORKING, Party.UNION, "《工会劳动法律监督办法》（总工办发〔2021〕9号）",
         _("The upper union asks for the report."), UNVERIFIED),
    # One letter and two documents
    Rule("S1", _("Answer to the opinion letter"), "意见书答复", _("opinion letter served"),
         15, WORKING, Party.EMPLOYER, f"{SUP}第二十二条",
         _("The union may ask for a suggestion to the department (建议书).")),
    Rule("S2", _("Answer to the reminder letter"), "提示函回复", _("reminder letter served"),
         15, DAY, Party.EMPLOYER, "法律未定期限，由函件确定", _("The union may issue an opinion letter."),
         INFERRED),
    Rule("S3", _("Feedback on the suggestion: acceptance"), "建议书受理反馈", _("suggestion served"),
         5, WORKING, Party.HR, f"{SUP}第二十四条未定期限；参照{INS}第二十三条", LATE, INFERRED),
    # After an agreement
    Rule("A1", _("Apply for arbitration review"), "仲裁审查申请", _("agreement takes effect"),
         15, DAY, Party.BOTH, f"{RULES33}第七十四条", _("The commission does not accept the application."),
         EXCERPT),
    Rule("A2", _("Result of arbitration review"), "仲裁审查", _("application for review accepted"),
         5, WORKING, Party.COMMISSION, f"{RULES33}第七十六条", LATE, UNVERIFIED, Extension(5, APPROVED)),
    Rule("A3", _("Apply for judicial confirmation"), "司法确认申请", _("agreement takes effect"),
         30, DAY, Party.BOTH, f"{CPL}第二百零五条；《人民调解法》第三十三条", LOST),
    Rule("A4", _("Court accepts confirmation or not"), "司法确认受理",
         _("application received by the court"),
         3, DAY, Party.COURT, f"{CONFIRMATION}第四条", LATE),
    Rule("A5", _("Ruling on confirmation"), "司法确认审查", _("confirmation case filed"),
         30, DAY, Party.COURT, f"{CPL}第一百八十七条", LATE),
    Rule("A6", _("Objection to confirmation"), "司法确认异议", _("ruling received"),
         15, DAY, Party.PARTY, f"{CPL_JI}第三百七十二条", LOST),
    # Arbitration
    Rule("B1", _("Limitation for arbitration"), "仲裁时效", _("infringement known or should be known"),
         1, YEAR, Party.PARTY, f"{LMA}第二十七条", _("The employer may plead limitation.")),
    Rule("B1a", _("Limitation for wages after employment"), "拖欠劳动报酬仲裁时效", _("employment ends"),
         1, YEAR, Party.WORKER, f"{LMA}第二十七条第四款", _("The employer may plead limitation.")),
    Rule("B2", _("Commission accepts or refuses"), "仲裁受理审查", _("arbitration application received"),
         5, WORKING, Party.COMMISSION, f"{LMA}第二十九条；{RULES33}第七十八条", SUE, UNVERIFIED),
    Rule("B3", _("Copy to the respondent, notice of the tribunal"), "送达副本与组庭通知",
         _("arbitration accepted"),
         5, WORKING, Party.COMMISSION, f"{LMA}第三十条、第三十二条；{RULES33}第七十八条", LATE, UNVERIFIED),
    Rule("B4", _("Statement of defence"), "仲裁答辩", _("copy of the application received"),
         10, DAY, Party.PARTY, f"{LMA}第三十条", _("The procedure goes on."), UNVERIFIED),
    Rule("B8", _("Award"), "仲裁裁决", _("arbitration accepted"),
         45, DAY, Party.COMMISSION, f"{LMA}第四十三条；{RULES33}第四十五条", SUE,
         extension=Extension(15, APPROVED)),
    Rule("B8X", _("Award, extended"), "仲裁裁决（延期）", _("arbitration accepted"),
         60, DAY, Party.COMMISSION, f"{LMA}第四十三条；{RULES33}第四十五条", SUE),
    Rule("B9", _("Award, simplified procedure"), "简易仲裁裁决", _("arbitration accepted"),
         30, DAY, Party.COMMISSION, f"{MA}第三十九条", _("The ordinary procedure applies.")),
    Rule("B12", _("Worker sues against a final award"), "终局裁决劳动者起诉", _("award received"),
         15, DAY, Party.WORKER, f"{LMA}第四十八条", EFFECTIVE),
    Rule("B13", _("Employer asks to set a final award aside"), "申请撤销终局裁决", _("award received"),
         30, DAY, Party.EMPLOYER, f"{LMA}第四十九条", EFFECTIVE),
    Rule("B14", _("Sue after an award is set aside"), "撤销裁决后起诉", _("ruling received"),
         15, DAY, Party.PARTY, f"{LMA}第四十九条", LOST),
    Rule("B15", _("Sue against a non-final award"), "非终局裁决起诉", _("award received"),
         15, DAY, Party.PARTY, f"{LMA}第五十条", EFFECTIVE),
    Rule("B17", _("Sue after enforcement is refused"), "不予执行后起诉", _("ruling received"),
         30, DAY, Party.PARTY, f"{LD_JI}第二十四条", LOST),
    # Labour inspection
    Rule("I1", _("Inspection accepts the complaint or not"), "监察受理立案",
         _("complaint to the inspection received"),
         5, WORKING, Party.HR, f"{INS}第二十三条；{INS_RULES}第十八条", LATE),
    Rule("I2", _("Investigation complete"), "监察调查", _("inspection case filed"),
         60, WORKING, Party.HR, f"{NATIONAL_INS}第十七条；{INS}第三十条", LATE,
         extension=Extension(30, APPROVED)),
    Rule("I2X", _("Investigation complete, extended"), "监察调查（延期）", _("inspection case filed"),
         90, WORKING, Party.HR, f"{NATIONAL_INS}第十七条；{INS}第三十条", LATE),
    Rule("I3", _("Decision of the inspection"), "监察处理决定", _("investigation complete"),
         15, WORKING, Party.HR, INS_RULES, LATE, EXCERPT),
    # Court
    Rule("T1", _("Court files the suit or refuses"), "起诉立案审查", _("complaint received by the court"),
         7, DAY, Party.COURT, f"{CPL}第一百二十六条", LATE),
    Rule("T3", _("First instance, ordinary procedure"), "一审普通程序", _("suit filed"),
         6, MONTH, Party.COURT, f"{CPL}第一百五十二条", LATE, extension=Extension(None, APPROVED)),
    Rule("T4", _("First instance, simplified procedure"), "一审简易程序", _("suit filed"),
         3, MONTH, Party.COURT, f"{CPL}第一百六十四条", LATE, extension=Extension(1, APPROVED)),
    Rule("T5", _("Small claims"), "小额诉讼", _("suit filed"),
         2, MONTH, Party.COURT, f"{CPL}第一百六十八条", LATE, extension=Extension(1, APPROVED)),
    Rule("T6", _("Appeal against a judgment"), "判决上诉", _("judgment received"),
         15, DAY, Party.PARTY, f"{CPL}第一百七十一条", EFFECTIVE),
    Rule("T9", _("Apply for retrial"), "申请再审", _("judgment takes effect"),
         6, MONTH, Party.PARTY, f"{CPL}第二百一十六条", LOST),
    Rule("T10", _("Ruling on preservation before suit"), "诉前保全裁定",
         _("application received by the court"),
         48, HOUR, Party.COURT, f"{CPL}第一百零四条", LATE),
    Rule("T12", _("Apply for enforcement"), "申请执行", _("last day of performance"),
         2, YEAR, Party.PARTY, f"{CPL}第二百五十条", _("The debtor may object to enforcement.")),
    # Procuratorate, legal aid, work injury
    Rule("P1", _("Review of support for prosecution"), "支持起诉审查",
         _("application received by the procuratorate"),
         15, DAY, Party.PROCURATORATE,
         "法律未定期限（《关于办理民事支持起诉案件若干问题的指导意见》待核）", LATE, INFERRED),
    Rule("P2", _("Answer to a procuratorial suggestion"), "检察建议回复",
         _("procuratorial suggestion received"),
         2, MONTH, Party.PARTY, "《人民检察院检察建议工作规定》", _("The procuratorate may go further."),
         EXCERPT),
    Rule("P4", _("Review of civil supervision"), "民事检察监督审查",
         _("application received by the procuratorate"),
         3, MONTH, Party.PROCURATORATE, f"{CPL}第二百二十条", LATE),
    Rule("L1", _("Decision on legal aid"), "法律援助审查", _("legal aid application received"),
         7, DAY, Party.LEGAL_AID, "《法律援助法》第四十三条", LATE),
    Rule("L1b", _("Assign a legal aid lawyer"), "指派法律援助人员", _("legal aid granted"),
         3, DAY, Party.LEGAL_AID, "《法律援助法》第四十三条", LATE),
    Rule("L2", _("Objection to the refusal of legal aid"), "不予法律援助异议", _("refusal received"),
         5, DAY, Party.PARTY, "《法律援助法》第四十九条", LOST),
    Rule("W1", _("Worker, kin or union applies for injury recognition"), "工伤认定申请",
         _("accident or diagnosis"),
         1, YEAR, Party.WORKER, "《工伤保险条例》第十七条", LOST),
)
# fmt: on

RULES: dict[str, Rule] = {rule.code: rule for rule in _TABLE}
