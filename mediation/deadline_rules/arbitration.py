"""Arbitration and labour inspection (仲裁、劳动保障监察): catalogue 2.4 and 2.5.

Where the law says three, five or ten days of the commission, its rules are believed to mean working days
(catalogue R10, not read again), so those rows count working days and are marked to be verified.
"""

from django.utils.translation import gettext_lazy as _

from mediation.deadline_rules.instruments import INS, INS_RULES, LD_JI, LMA, MA, NATIONAL_INS, RULES33
from mediation.deadline_rules.rule import Extension, Party, Rule
from mediation.deadline_rules.wording import (
    APPROVED,
    DAY,
    EFFECTIVE,
    EXCERPT,
    FINAL_AWARD,
    GOES_ON,
    LATE,
    LOST,
    MONTH,
    PLEA,
    RIGHT,
    SUE,
    UNVERIFIED,
    WORKING,
    YEAR,
)  # fmt: skip

# fmt: off
ARBITRATION = (
    Rule("B1", _("Limitation for arbitration"), "仲裁时效", _("infringement known or should be known"),
         1, YEAR, Party.PARTY, f"{LMA}第二十七条", PLEA, nature=RIGHT),
    Rule("B1a", _("Limitation for wages after employment"), "拖欠劳动报酬仲裁时效", _("employment ends"),
         1, YEAR, Party.WORKER, f"{LMA}第二十七条第四款", PLEA, nature=RIGHT),
    Rule("B2", _("Commission accepts or refuses"), "仲裁受理审查", _("arbitration application received"),
         5, WORKING, Party.COMMISSION, f"{LMA}第二十九条；{RULES33}第七十八条", SUE, UNVERIFIED),
    Rule("B3", _("Copy to the respondent, notice of the tribunal"), "送达副本与组庭通知",
         _("arbitration accepted"),
         5, WORKING, Party.COMMISSION, f"{LMA}第三十条、第三十二条；{RULES33}第七十八条", LATE, UNVERIFIED),
    Rule("B4", _("Statement of defence"), "仲裁答辩", _("copy of the application received"),
         10, DAY, Party.PARTY, f"{LMA}第三十条", GOES_ON, UNVERIFIED, nature=RIGHT),
    Rule("B5", _("Copy of the defence to the applicant"), "送达答辩书副本", _("statement of defence received"),
         5, WORKING, Party.COMMISSION, f"{LMA}第三十条；{RULES33}第七十八条", LATE, UNVERIFIED),
    Rule("B6", _("Notice of the hearing"), "开庭通知", _("day of the hearing"),
         5, WORKING, Party.COMMISSION, f"{LMA}第三十五条；{RULES33}第七十八条",
         _("The party may ask for another day."), UNVERIFIED, before=True),
    Rule("B6b", _("Ask to postpone the hearing"), "申请延期开庭", _("day of the hearing"),
         3, WORKING, Party.PARTY, f"{LMA}第三十五条；{RULES33}第七十八条", _("The hearing takes place."),
         UNVERIFIED, before=True, nature=RIGHT),
    Rule("B8", _("Award"), "仲裁裁决", _("arbitration accepted"),
         45, DAY, Party.COMMISSION, f"{LMA}第四十三条；{RULES33}第四十五条", SUE,
         extension=Extension(15, APPROVED)),
    Rule("B8X", _("Award, extended"), "仲裁裁决（延期）", _("arbitration accepted"),
         60, DAY, Party.COMMISSION, f"{LMA}第四十三条；{RULES33}第四十五条", SUE),
    Rule("B9", _("Award, simplified procedure"), "简易仲裁裁决", _("arbitration accepted"),
         30, DAY, Party.COMMISSION, f"{MA}第三十九条", _("The ordinary procedure applies.")),
    Rule("B10", _("Service by public notice"), "仲裁公告送达", _("notice published"),
         30, DAY, Party.COMMISSION, f"{MA}第三十五条", _("The paper counts as served on the employer.")),
    Rule("B10b", _("Service by public notice, collective case"), "集体争议公告送达", _("notice published"),
         10, DAY, Party.COMMISSION, f"{MA}第四十一条", _("The paper counts as served on the employer.")),
    Rule("B12", _("Worker sues against a final award"), "终局裁决劳动者起诉", _("award received"),
         15, DAY, Party.WORKER, f"{LMA}第四十七条、第四十八条", FINAL_AWARD, nature=RIGHT),
    Rule("B13", _("Employer asks to set a final award aside"), "申请撤销终局裁决", _("award received"),
         30, DAY, Party.EMPLOYER, f"{LMA}第四十七条、第四十九条", FINAL_AWARD, nature=RIGHT),
    Rule("B13b", _("Employer asks to set aside after the worker's suit ended"), "劳动者撤诉后申请撤销",
         _("ruling on the worker's suit received"),
         30, DAY, Party.EMPLOYER, f"{LD_JI}第二十一条", FINAL_AWARD, nature=RIGHT),
    Rule("B14", _("Sue after an award is set aside"), "撤销裁决后起诉", _("ruling received"),
         15, DAY, Party.PARTY, f"{LMA}第四十九条", LOST, nature=RIGHT),
    Rule("B15", _("Sue against a non-final award"), "非终局裁决起诉", _("award received"),
         15, DAY, Party.PARTY, f"{LMA}第五十条", EFFECTIVE, nature=RIGHT),
    Rule("B17", _("Sue after enforcement is refused"), "不予执行后起诉", _("ruling received"),
         30, DAY, Party.PARTY, f"{LD_JI}第二十四条", LOST, nature=RIGHT),
    Rule("B18", _("Apply for enforcement while assets are kept"), "保全期内申请执行",
         _("award or judgment takes effect"),
         3, MONTH, Party.WORKER, f"{LD_JI}第四十九条", _("The preservation is lifted."), nature=RIGHT),
)

INSPECTION = (
    Rule("I1", _("Inspection accepts the complaint or not"), "监察受理立案",
         _("complaint to the inspection received"),
         5, WORKING, Party.HR, f"{INS}第二十三条；{INS_RULES}第十八条", LATE),
    Rule("I2", _("Investigation complete"), "监察调查", _("inspection case filed"),
         60, WORKING, Party.HR, f"{NATIONAL_INS}第十七条；{INS}第三十条", LATE,
         extension=Extension(30, APPROVED)),
    Rule("I2X", _("Investigation complete, extended"), "监察调查（延期）", _("inspection case filed"),
         90, WORKING, Party.HR, f"{NATIONAL_INS}第十七条；{INS}第三十条", LATE),
    Rule("I2b", _("Complainant told of the extension or suspension"), "延期、中止告知投诉人",
         _("investigation extended or suspended"),
         3, DAY, Party.HR, f"{INS}第三十条", LATE),
    Rule("I3", _("Decision of the inspection"), "监察处理决定", _("investigation complete"),
         15, WORKING, Party.HR, INS_RULES, LATE, EXCERPT),
    Rule("I3b", _("Decision of the inspection served"), "监察决定送达", _("decision made"),
         7, DAY, Party.HR, INS_RULES, LATE, EXCERPT),
    Rule("I4", _("Complain to the inspection"), "监察查处期限", _("breach, or the end of one that goes on"),
         2, YEAR, Party.WORKER, f"{NATIONAL_INS}第二十条", _("The inspection no longer investigates."),
         nature=RIGHT),
    Rule("I5", _("Decide on evidence registered for safekeeping"), "证据先行登记保存处理",
         _("evidence registered"),
         7, DAY, Party.HR, f"{INS}第二十九条", LATE),
)
# fmt: on
