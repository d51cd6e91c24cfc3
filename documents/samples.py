"""Invented facts for a sample of every kind: the city of 江州 does not exist, and neither do its people."""

from datetime import UTC, datetime
from typing import Any

from documents.content import Issuer

ISSUER = Issuer(code="sample", name="江州市总工会", prefix="江总工", phone="0000—12351")
AT = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
CODE = "7F3K-9Q2M-XW4T"
VERIFY_URL = "https://example.org/verify"

CONTACT = {"contact": "龚喆", "phone": "0000—12351"}
COMPANY = "江州云帆电子科技有限公司"
WAGE_LAW = "《中华人民共和国劳动法》第五十条：工资应当以货币形式按月支付给劳动者本人"
HOURS_LAW = "《中华人民共和国劳动法》第四十一条"
WORKER = {"addressee": "李喆", "respondent": COMPANY, "matter": "拖欠劳动报酬", "applied_on": "2026-03-02"}

SAMPLES: dict[str, dict[str, Any]] = {
    "reminder": {
        "addressee": COMPANY,
        "matter_source": "近日，我会在走访中了解到你单位在工资支付和工时管理方面存在风险隐患",
        "facts_found": "你单位2026年1月至2月的工资未按约定日期发放，涉及职工37人；部分车间连续两个月安排职工周末加班。",
        "legal_basis": [WAGE_LAW, HOURS_LAW],
        "demands": [
            "核对工资支付台账，按约定日期足额发放工资",
            "与工会和职工协商工时安排，依法支付加班费或者安排补休",
        ],
        **CONTACT,
    },
    "opinion": {
        "addressee": COMPANY,
        "matter_source": "2026年3月2日，我会接到职工反映，你单位存在拖欠工资、超时加班等问题",
        "investigated_on": "2026年3月5日至10日",
        "heard": ["职工代表", "你单位人力资源部负责人"],
        "facts_found": "2025年11月至2026年1月，你单位拖欠装配车间37名职工工资，"
        "合计人民币428,560.50元，生产主管龚䶮对此予以确认。\n"
        "抽查的62份考勤记录中，有41人月加班超过36小时（最高达98小时），均由车间主任赵𬭎安排，未与工会和劳动者协商。",
        "legal_basis": [WAGE_LAW, HOURS_LAW],
        "demands": [
            "足额支付拖欠的劳动报酬，并将支付凭证报我会备查",
            "停止违法延长工作时间，与工会协商制定工时管理制度",
        ],
        "copies_to": ["江州市人力资源和社会保障局"],
        **CONTACT,
    },
    "suggestion": {
        "addressee": "江州市人力资源和社会保障局",
        "employer": COMPANY,
        "facts_found": "2025年11月至2026年1月，该单位拖欠装配车间37名职工工资，合计人民币428,560.50元。",
        "opinion_number": "江总工劳监意〔2026〕3号",
        "opinion_served_on": "2026-03-17",
        "ground": "no_answer",
        "history": "答复期限于2026年4月8日届满，我会两次电话催告，该单位仍未答复，也未支付拖欠的工资。",
        "legal_basis": [WAGE_LAW, "《浙江省劳动保障监察条例》第十七条"],
        "demands": ["对该单位拖欠工资的行为立案调查，责令限期支付", "将其纳入劳动保障守法诚信重点监管范围"],
        "attachments": ["《工会劳动法律监督意见书》及送达回证", "调查笔录和工资明细表"],
        "copies_to": ["江州市人民检察院"],
        **CONTACT,
    },
    "clue_transfer": {
        "addressee": "江州市人民检察院",
        "employer": COMPANY,
        "workers_concerned": "37名职工（其中女职工21名）",
        "facts_found": "该单位拖欠37名职工三个月工资，合计人民币428,560.50元，并为逃避支付转移设备。",
        "history": "我会先后发出提示函、意见书，并向市人力资源和社会保障局提出建议书，该单位至今拒不支付。",
        "legal_basis": ["《中华人民共和国民事诉讼法》第十五条"],
        "demands": ["依法支持职工提起民事诉讼", "对监管履职情况进行监督"],
        "attachments": ["材料清单"],
        **CONTACT,
    },
    "acceptance_notice": {
        **WORKER,
        "accepted_on": "2026-03-04",
        "mediators": ["王建国", "龚䶮"],
        "ends_on": "2026-03-17",
        **CONTACT,
    },
    "non_acceptance_notice": {
        **WORKER,
        "reason": "你已于2026年2月就同一事项向江州市劳动人事争议仲裁委员会申请仲裁，并已受理。",
        "legal_basis": ["《浙江省工会劳动法律监督条例》第十七条"],
        "routes": ["继续参加已经受理的仲裁程序", "向江州市法律援助中心申请法律援助"],
        **CONTACT,
    },
    "completion_notice": {
        **WORKER,
        "missing_items": ["身份证复印件", "劳动合同或者其他能够证明劳动关系的材料", "工资支付记录"],
        "complete_by": "2026-03-23",
        **CONTACT,
    },
    "mediation_end_notice": {
        **WORKER,
        "ended_on": "2026-03-16",
        "reason": "调解期限届满，双方对加班费的数额未能达成一致。",
        "limitation_date": "2027-01-31",
        **CONTACT,
    },
    "agreement": {
        "worker": "李喆",
        "worker_details": "女，1990年5月出生，住江州市云溪区",
        "employer": COMPANY,
        "employer_details": "统一社会信用代码91990000MA00000000，法定代表人赵𬭎，住所地江州市云溪区工业路8号",
        "matter": "拖欠劳动报酬",
        "facts_found": "甲方于2024年3月1日入职，任装配工。乙方未支付甲方2025年11月至2026年1月的工资。",
        "terms": ["乙方支付甲方2025年11月至2026年1月工资18,600.00元", "乙方支付甲方加班费3,250.50元"],
        "amount": "21850.50",
        "perform_by": "2026-03-31",
        "performance": "转账至甲方工资账户",
        "review_within": "十五日",
        "confirm_within": "三十日",
        "mediators": ["王建国", "龚䶮"],
    },
    "rights_notice": {
        "addressee": f"李喆、{COMPANY}",
        "applicant": "李喆",
        "respondent": COMPANY,
        "matter": "拖欠劳动报酬争议",
        "mediators": ["王建国", "龚䶮"],
        "ends_on": "2026-03-17",
        "review_within": "十五日",
        "confirm_within": "三十日",
        "limitation_period": "一年",
        **CONTACT,
    },
    "inquiry": {
        "addressee": COMPANY,
        "applicant": "李喆",
        "matter": "拖欠劳动报酬争议",
        "applied_on": "2026-03-02",
        "claims": ["支付2025年11月至2026年1月工资18,600.00元", "支付加班费3,250.50元"],
        "answer_by": "2026-03-09",
        **CONTACT,
    },
    "mediation_opinion": {
        "addressee": f"李喆、{COMPANY}",
        "applicant": "李喆",
        "respondent": COMPANY,
        "matter": "拖欠劳动报酬争议",
        "applied_on": "2026-03-02",
        "facts_found": "李喆于2024年3月1日入职，任装配工。单位未支付2025年11月至2026年1月的工资。",
        "reason": "双方对加班时数的计算未能达成一致。",
        "advice": "单位应当先行支付无争议的工资18,600.00元；加班费以经双方确认的考勤记录为准计算。",
        "legal_basis": [WAGE_LAW],
        "limitation_date": "2027-01-31",
        "mediators": ["王建国", "龚䶮"],
        **CONTACT,
    },
    "minutes": {
        "meeting": "江州市劳动争议四方协调联席会议（2026年第一次）",
        "held_on": "2026-03-12",
        "place": "江州市社会治理中心三楼会议室",
        "chair": "龚喆",
        "present": [
            "江州市总工会：龚喆、王建国",
            "江州市人力资源和社会保障局：赵𬭎",
            "江州市人民法院：龚䶮",
        ],
        "absent": ["江州市司法局"],
        "matters": "1.江劳调〔2026〕12号（江州云帆电子科技有限公司，劳动报酬）。列入议程：移送后逾期未反馈。\n"
        "讨论情况：人社局说明已完成现场检查，企业资金链紧张，愿意分期支付。\n"
        "议定意见：由人社局督促企业在三月底前支付首期工资，工会跟进调解。",
        "tasks": "1.江州市人力资源和社会保障局于2026年3月31日前：督促企业支付首期工资，并反馈结果。\n"
        "2.江州市总工会（王建国）于2026年3月20日前：回访职工代表。",
        "remarks": "下一次联席会议定于2026年6月召开。",
        "copies_to": ["江州市人力资源和社会保障局", "江州市司法局", "江州市人民法院"],
    },
}
