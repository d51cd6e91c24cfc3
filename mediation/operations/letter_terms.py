"""The Chinese terms of the lists as letters and papers have them, whatever the language of the page."""

from mediation.classification import FAILURES, SHAM, Category, Channel
from mediation.deadline_rules.rule import Unit

# A channel opens the first sentence of a letter.
CHANNELS = {
    Channel.WALK_IN: "我会在接待职工来访中了解到", Channel.PHONE: "我会接到职工来电反映",
    Channel.LETTER: "我会收到职工来信反映", Channel.ONLINE: "我会通过网络平台收到职工反映",
    Channel.HOTLINE_12351: "我会通过12351职工服务热线收到职工反映",
    Channel.HOTLINE_12345: "我会通过12345政务服务热线收到职工反映", Channel.PETITION: "我会在办理信访事项中了解到",
    Channel.SCREENING: "我会在工会隐患排查中发现", Channel.INSPECTION: "我会在工会劳动法律监督巡查中发现",
    Channel.ENTERPRISE: "我会收到企业工会报告", Channel.TOWN: "我会收到镇街总工会报告",
    Channel.HR: "我会收到人社部门移送的材料，其中反映", Channel.ARBITRATION: "我会接受仲裁机构委托，从中了解到",
    Channel.COURT: "我会接受人民法院委派，从中了解到", Channel.PROCURATORATE: "我会收到人民检察院移送的材料，其中反映",
    Channel.JUSTICE: "我会收到司法行政部门移送的材料，其中反映",
    Channel.STATION: "我会通过情绪管理服务站了解到", Channel.VOLUNTEER: "我会收到工会志愿者反映",
    Channel.OTHER: "我会在工作中了解到",
}  # fmt: skip
MATTERS = {
    Category.PAY: "劳动报酬", Category.COMPENSATION: "经济补偿或者赔偿金",
    Category.TERMINATION: "解除或者终止劳动合同", Category.RELATION: "确认劳动关系",
    Category.INSURANCE: "社会保险", Category.INJURY: "工伤或者职业病待遇",
    Category.HOURS: "工作时间和加班", Category.LEAVE: "休息休假",
    Category.PROTECTED: "女职工、未成年工和残疾职工特殊保护", Category.COMPETITION: "竞业限制、保密或者服务期",
    Category.DISPATCH: "劳务派遣或者外包用工", Category.COLLECTIVE: "集体合同、规章制度或者民主管理",
    Category.WELFARE: "福利待遇", Category.SAFETY: "劳动安全卫生", Category.NEW_FORMS: "新就业形态用工",
    Category.OVER_AGE: "超龄劳动者用工", Category.OTHER: "其他劳动",
}  # fmt: skip
UNITS = {Unit.DAY: "日", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月", Unit.YEAR: "年"}
FAILED = {row.code: row.chinese for row in (*FAILURES, SHAM)}
ROUTE_TAKEN = "当事人已依法选择仲裁、投诉、起诉等其他途径处理本争议，调解终止。"
DECLINES = {
    "not_labour": "所反映的事项不属于劳动争议处理和工会劳动法律监督的范围。",
    "elsewhere": "所反映的事项已由行政机关、劳动人事争议仲裁机构或者人民法院受理。",
    "party": "申请人或者被申请人主体不适格。",
    "incomplete": "材料不齐，逾期未补正。",
    "jurisdiction": "所反映的事项不属于本地区管辖。",
}
ROUTES = [
    "向劳动合同履行地或者用人单位所在地的劳动人事争议仲裁委员会申请仲裁",
    "向人力资源社会保障行政部门投诉举报",
    "依法可以直接起诉的，向人民法院提起诉讼",
]
ARTICLE_17 = ["《浙江省工会劳动法律监督条例》第十七条"]
