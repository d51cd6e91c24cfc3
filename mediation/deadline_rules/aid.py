"""Legal aid, work injury, petition and employment papers (法律援助、工伤、信访及其他): catalogue 2.8."""

from django.utils.translation import gettext_lazy as _

from mediation.deadline_rules import instruments as law
from mediation.deadline_rules.rule import Extension, Party, Rule
from mediation.deadline_rules.wording import APPROVED, BREACH, DAY, KEPT, LATE, LOST, OPENS, RIGHT, WORKING, YEAR

FINAL = _("The handling becomes final.")
DESTROYED = _("From this day the employer may destroy it: secure evidence before.")

# fmt: off
AID = (
    Rule("L1", _("Decision on legal aid"), "法律援助审查", _("legal aid application received"),
         7, DAY, Party.LEGAL_AID, f"{law.AID}第四十三条", LATE),
    Rule("L1b", _("Assign a legal aid lawyer"), "指派法律援助人员", _("legal aid granted"),
         3, DAY, Party.LEGAL_AID, f"{law.AID}第四十三条", LATE),
    Rule("L2", _("Objection to the refusal of legal aid"), "不予法律援助异议", _("refusal received"),
         5, DAY, Party.PARTY, f"{law.AID}第四十九条", LOST, nature=RIGHT),
    Rule("L3", _("Legal aid first, papers later"), "紧急先行法律援助", _("last day of the limitation"),
         7, DAY, Party.WORKER, f"{law.AID}第四十四条", _("From this day legal aid is urgent: papers may follow later."),
         before=True, nature=OPENS),
    Rule("L5", _("Report of the legal aid lawyer"), "法律援助结案报告", _("aid completed"),
         15, DAY, Party.LEGAL_AID, f"{law.ZJ_AID}第十九条", LATE),
)

INJURY = (
    Rule("W1", _("Worker, kin or union applies for injury recognition"), "工伤认定申请",
         _("accident or diagnosis"),
         1, YEAR, Party.WORKER, f"{law.INJURY}第十七条", LOST, nature=RIGHT),
    Rule("W1b", _("Employer applies for injury recognition"), "用人单位工伤认定申请", _("accident or diagnosis"),
         30, DAY, Party.EMPLOYER, f"{law.INJURY}第十七条",
         _("The employer bears the benefits until it applies; worker, kin or union may apply.")),
    Rule("W2", _("Decision on injury recognition"), "工伤认定决定", _("application for recognition accepted"),
         60, DAY, Party.HR, f"{law.INJURY}第二十条", LATE),
    Rule("W2b", _("Decision on injury recognition, clear facts"), "工伤认定决定（事实清楚）",
         _("application for recognition accepted"),
         15, DAY, Party.HR, f"{law.INJURY}第二十条", LATE),
    Rule("W3", _("Appraisal of working capacity"), "劳动能力鉴定", _("application for appraisal received"),
         60, DAY, Party.HR, f"{law.INJURY}第二十五条", LATE, extension=Extension(30, APPROVED)),
    Rule("W3b", _("Apply for a second appraisal"), "再次鉴定申请", _("appraisal received"),
         15, DAY, Party.PARTY, f"{law.INJURY}第二十六条", _("The appraisal becomes final."), nature=RIGHT),
    Rule("W3c", _("Review of the appraisal possible"), "劳动能力复查鉴定", _("appraisal made"),
         1, YEAR, Party.PARTY, f"{law.INJURY}第二十八条", _("From this day a review may be asked for."),
         nature=OPENS),
)

PETITION = (
    Rule("X1", _("Petition passed on or accepted"), "信访受理转送", _("petition received"),
         15, DAY, Party.AGENCY, f"{law.PETITION}第二十二条", LATE),
    Rule("X1b", _("Objection to a petition passed on"), "信访退回异议", _("petition received from another office"),
         5, WORKING, Party.AGENCY, f"{law.PETITION}第二十三条", _("The office has to handle it.")),
    Rule("X2", _("Petition handled"), "信访办理", _("petition accepted"),
         60, DAY, Party.AGENCY, f"{law.PETITION}第三十四条", LATE, extension=Extension(30, APPROVED)),
    Rule("X2b", _("Ask for a review of the petition"), "信访复查申请", _("handling opinion received"),
         30, DAY, Party.PARTY, f"{law.PETITION}第三十五条", FINAL, nature=RIGHT),
    Rule("X2c", _("Review of the petition"), "信访复查", _("request for review received"),
         30, DAY, Party.AGENCY, f"{law.PETITION}第三十五条", LATE),
    Rule("X2d", _("Ask for a second review of the petition"), "信访复核申请", _("review opinion received"),
         30, DAY, Party.PARTY, f"{law.PETITION}第三十六条", FINAL, nature=RIGHT),
    Rule("X2e", _("Second review of the petition"), "信访复核", _("request for second review received"),
         30, DAY, Party.AGENCY, f"{law.PETITION}第三十六条", LATE),
    Rule("X3", _("Transfer of file and social insurance"), "档案和社保转移", _("employment ends"),
         15, DAY, Party.EMPLOYER, f"{law.CONTRACT}第五十条", BREACH),
    Rule("X4", _("Wage ledger kept"), "工资支付台账保存", _("wages paid"),
         3, YEAR, Party.EMPLOYER, f"{law.WAGES}第十五条", DESTROYED, nature=KEPT),
    Rule("X4b", _("Text of an ended contract kept"), "已终止劳动合同保存", _("employment ends"),
         2, YEAR, Party.EMPLOYER, f"{law.CONTRACT}第五十条", DESTROYED, nature=KEPT),
)
# fmt: on
