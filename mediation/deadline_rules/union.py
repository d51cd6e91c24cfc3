"""The union's own limits: supervision with one letter and two documents, delegation, hand-overs, practice."""

from django.utils.translation import gettext_lazy as _

from mediation.deadline_rules.instruments import INS, NATIONAL_INS, SUP
from mediation.deadline_rules.rule import Extension, Party, Rule
from mediation.deadline_rules.wording import (
    APPROVED,
    BREACH,
    COURTESY,
    DATE,
    DAY,
    INFERRED,
    LATE,
    REMINDER,
    UNVERIFIED,
    WORKING,
)  # fmt: skip

BY_AGREEMENT = "法律未定期限，由各部门协商确定"

# fmt: off
UNION = (
    Rule("M1", _("Notice of non-acceptance of a complaint"), "不予受理告知",
         _("complaint to the union received"),
         5, WORKING, Party.UNION, f"{SUP}第十七条", BREACH),
    Rule("S1", _("Answer to the opinion letter"), "意见书答复", _("opinion letter served"),
         15, WORKING, Party.EMPLOYER, f"{SUP}第二十二条",
         _("The union may ask for a suggestion to the department (建议书).")),
    Rule("S2", _("Answer to the reminder letter"), "提示函回复", _("reminder letter served"),
         15, DAY, Party.EMPLOYER, "法律未定期限，由函件确定", _("The union may issue an opinion letter."),
         INFERRED),
    Rule("S3", _("Feedback on the suggestion: acceptance"), "建议书受理反馈", _("suggestion served"),
         5, WORKING, Party.HR, f"{SUP}第二十四条未定期限；参照{INS}第二十三条", LATE, INFERRED),
    Rule("S4", _("Feedback on the suggestion: investigation"), "建议书处理反馈", _("suggestion accepted"),
         60, WORKING, Party.HR, f"{SUP}第二十四条未定期限；参照{NATIONAL_INS}第十七条", LATE, INFERRED,
         Extension(30, APPROVED)),
    Rule("S5", _("Recheck of the correction"), "整改复查", _("day of the recheck set"),
         1, DATE, Party.UNION, "法律未定期限，由工会确定", REMINDER, INFERRED),
    Rule("M12", _("Follow-up call"), "回访", _("case closed"),
         7, DAY, Party.UNION, "回访惯例，法律未定期限", REMINDER, INFERRED, nature=COURTESY),
    Rule("U1", _("Report on a delegated case"), "交办反馈", _("case delegated to the lower union"),
         30, WORKING, Party.UNION, "《工会劳动法律监督办法》（总工办发〔2021〕9号）",
         _("The upper union asks for the report."), UNVERIFIED),
    Rule("U3", _("Task from a meeting or of the case"), "会商任务", _("task given"),
         1, DATE, Party.UNION, "联席会议决议，法律未定期限", REMINDER, INFERRED),
    Rule("H1", _("The office accepts or returns the hand-over"), "移送接收", _("case handed over"),
         5, WORKING, Party.AGENCY, BY_AGREEMENT, LATE, INFERRED),
    Rule("H2", _("The office tells the result"), "移送结果反馈", _("hand-over accepted"),
         30, WORKING, Party.AGENCY, BY_AGREEMENT, LATE, INFERRED),
)
# fmt: on
