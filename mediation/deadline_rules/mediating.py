"""Negotiation and mediation (协商、调解), and what follows an agreement: catalogue 2.2 and 2.3."""

from django.utils.translation import gettext_lazy as _

from mediation.deadline_rules.instruments import CONFIRMATION, CPL, CPL_JI, ENT17, INVITED, LMA, MA, ONLINE, RULES33
from mediation.deadline_rules.rule import Extension, Party, Rule
from mediation.deadline_rules.wording import (
    AGREED,
    APPROVED,
    BREACH,
    DATE,
    DAY,
    ENDED,
    EXCERPT,
    LATE,
    LOST,
    MONTH,
    RIGHT,
    UNVERIFIED,
    WORKING,
)  # fmt: skip

# A table reads better with a few lines a rule than with one line a field.
# fmt: off
MEDIATION = (
    Rule("N1", _("Answer to a request to negotiate"), "协商回应", _("request to negotiate received"),
         5, DAY, Party.PARTY, f"{ENT17}第十条", _("Silence counts as unwilling to negotiate."), UNVERIFIED,
         AGREED, nature=RIGHT),
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
    Rule("M6b", _("Court-entrusted mediation ends, simplified procedure"), "委托调解期限（简易程序）",
         _("mediator receives the entrustment"),
         7, DAY, Party.MEDIATION, f"{INVITED}第二十七条；{ONLINE}第二十四条", _("The trial goes on."),
         extension=AGREED),
    Rule("M7", _("Confirm an online assignment"), "在线委派确认", _("online assignment received"),
         3, WORKING, Party.MEDIATION, f"{ONLINE}第十二条", _("The court assigns another mediator.")),
    Rule("M8", _("The parties choose a mediator"), "共同选定调解员", _("asked to choose online"),
         2, WORKING, Party.BOTH, f"{ONLINE}第十条", _("The court appoints a mediator."), nature=RIGHT),
    Rule("M8b", _("The court appoints a mediator"), "指定调解员", _("no mediator chosen in time"),
         3, WORKING, Party.COURT, f"{ONLINE}第十条", LATE),
    Rule("M9", _("Contact the other side"), "联系对方当事人", _("mediation accepted"),
         3, WORKING, Party.MEDIATION, f"{ONLINE}第十五条",
         _("Mediation ends: the other side cannot be reached.")),
    Rule("M11", _("Performance of the agreement"), "协议履行", _("agreement takes effect"),
         1, DATE, Party.EMPLOYER, f"{LMA}第十五条、第十六条",
         _("Arbitration, a payment order or, once confirmed, enforcement may follow.")),
)

AGREEMENT = (
    Rule("A1", _("Apply for arbitration review"), "仲裁审查申请", _("agreement takes effect"),
         15, DAY, Party.BOTH, f"{RULES33}第七十四条", _("The commission does not accept the application."),
         EXCERPT, nature=RIGHT),
    Rule("A2", _("Result of arbitration review"), "仲裁审查", _("application for review accepted"),
         5, WORKING, Party.COMMISSION, f"{RULES33}第七十六条", LATE, UNVERIFIED, Extension(5, APPROVED)),
    Rule("A3", _("Apply for judicial confirmation"), "司法确认申请", _("agreement takes effect"),
         30, DAY, Party.BOTH, f"{CPL}第二百零五条；《人民调解法》第三十三条", LOST, nature=RIGHT),
    Rule("A4", _("Court accepts confirmation or not"), "司法确认受理",
         _("application received by the court"),
         3, DAY, Party.COURT, f"{CONFIRMATION}第四条", LATE),
    Rule("A5", _("Ruling on confirmation"), "司法确认审查", _("confirmation case filed"),
         30, DAY, Party.COURT, f"{CPL}第一百八十七条", LATE),
    Rule("A6", _("Objection to confirmation"), "司法确认异议", _("ruling received"),
         15, DAY, Party.PARTY, f"{CPL_JI}第三百七十二条", LOST, nature=RIGHT),
    Rule("A6b", _("Objection of a third party to confirmation"), "司法确认利害关系人异议",
         _("third party knew or should have known"),
         6, MONTH, Party.PARTY, f"{CPL_JI}第三百七十二条", LOST, nature=RIGHT),
)
# fmt: on
