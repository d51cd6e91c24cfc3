"""Invented facts for a sample of every paper that is neither numbered nor sealed."""

from typing import Any

from documents.samples import COMPANY, ISSUER

PARTIES = {
    "applicant": "李喆",
    "applicant_details": "女，1990年5月6日出生，住江州市云溪区云帆街道工业路8号，联系电话0000—55551234。",
    "respondent": COMPANY,
    "respondent_details": "统一社会信用代码91990000MA00000000，住所江州市云溪区工业路8号，法定代表人赵𬭎（董事长）。",
}
CLAIMS = ["支付2025年11月至2026年1月工资18,600.00元", "支付加班费3,250.50元"]
REASONS = (
    "申请人于2024年3月1日入职被申请人处，任装配工，月工资6,200.00元。\n"
    "被申请人未支付2025年11月至2026年1月的工资，连续两个月安排周末加班而未支付加班费。"
)
EVIDENCE = [
    ["序号", "证据名称", "来源", "日期", "份数", "备注"],
    ["1", "劳动合同", "申请人", "2024年3月1日", "1（复印件）", ""],
    ["2", "工资卡交易明细", "银行", "2026年2月10日", "1（原件）", "证明2025年10月后未发工资"],
    ["3", "考勤记录", "申请人", "", "3（复印件）", ""],
]
TERMS = ["被申请人于2026年3月31日前一次性支付申请人工资18,600.00元", "被申请人于同日支付申请人加班费3,250.50元"]
PLACE = "江州市社会治理中心二楼调解室"
MATTER = "拖欠劳动报酬争议"
NUMBER = "江劳调〔2026〕12号"
COURT, COMMISSION = "江州市人民法院", "江州市劳动人事争议仲裁委员会"
JOINT = {
    **PARTIES,
    "mediation_body": ISSUER.name,
    "agreement_number": "（2026）江总工调字第3号",
    "agreed_on": "2026-03-16",
    "facts_found": REASONS,
    "terms": TERMS,
    "attachments": ["调解协议书", "调解组织主持调解的证明", "双方身份证明、主体资格证明"],
}
SUIT = {**PARTIES, "claims": CLAIMS, "facts_found": REASONS, "evidence": EVIDENCE}
REPLY = {"issuer_name": ISSUER.name, "unit": COMPANY, "reply_by": "2026-04-08"}

PAPER_SAMPLES: dict[str, dict[str, Any]] = {
    "application": {**SUIT, "office": ISSUER.name, "attachments": ["身份证复印件"]},
    "extension_consent": {
        **PARTIES,
        "matter": MATTER,
        "applied_on": "2026-03-02",
        "ends_on": "2026-03-17",
        "extended_to": "2026-03-31",
        "reason": "双方需要核对考勤记录。",
        "mediation_body": ISSUER.name,
    },
    "confirmation_petition": {**JOINT, "office": COURT},
    "review_petition": {**JOINT, "office": COMMISSION},
    "arbitration_petition": {
        **SUIT,
        "office": COMMISSION,
        "witnesses": ["王小花，住江州市云溪区，联系电话0000—55550001"],
    },
    "statement_of_claim": {**SUIT, "office": COURT, "attachments": ["身份证复印件", "仲裁裁决书"]},
    "payment_petition": {**SUIT, "amount": "21850.50", "office": COURT, "attachments": ["调解协议书"]},
    "support_petition": {
        **SUIT,
        "office": "江州市人民检察院",
        "weakness": "申请人怀孕六个月，收入中断，不掌握单位保管的考勤资料，无力独立起诉。",
        "attachments": ["身份证复印件", "民事起诉状（草稿）"],
    },
    "aid_form": {
        **PARTIES,
        "groups": "女职工、农民工",
        "matter": MATTER,
        "stage": "劳动仲裁",
        "claims": CLAIMS,
        "facts_found": REASONS,
        "means": "exempt",
        "exemption": "进城务工人员请求支付劳动报酬",
        "office": "江州市法律援助中心",
    },
    "relief_form": {
        "applicant": "李喆",
        "applicant_details": PARTIES["applicant_details"],
        "employer": COMPANY,
        "family": "丈夫赵某，务工，月收入3,000.00元；子女一人，在读小学。",
        "income": "3000.00",
        "event": "单位三个月未发工资，本人怀孕。",
        "amount": "2000.00",
        "bank": "江州农商银行云溪支行",
        "account": "6200 0000 0000 0000",
        "office": ISSUER.name,
    },
    "oral_application": {
        **PARTIES,
        "held_at": "2026年3月2日9时30分",
        "place": PLACE,
        "recorder": "王建国",
        "claims": CLAIMS,
        "facts_found": REASONS,
    },
    "consent_record": {
        "held_at": "2026年3月4日14时",
        "manner": "telephone",
        "asked": COMPANY,
        "counterpart": "李喆",
        "matter": MATTER,
        "recorder": "王建国",
        "will": "refuses",
        "reason": "单位认为加班费已经包含在月工资中。",
        "told_on": "2026-03-05",
    },
    "investigation_record": {
        "held_at": "2026年3月5日9时至10时20分",
        "place": f"{COMPANY}会议室",
        "investigators": ["王建国（监督员证号0001）", "龚䶮（监督员证号0002）"],
        "recorder": "龚䶮",
        "asked": "赵𬭎",
        "asked_details": "男，1975年8月出生，董事长，联系电话0000—55559999。",
        "matter": MATTER,
        "questions": "问：单位是否按月支付工资？\n答：2025年11月以后资金紧张，没有按时支付。\n"
        "问：加班是否与工会和职工协商？\n答：没有，由车间主任安排。",
    },
    "session_record": {
        **PARTIES,
        "held_at": "2026年3月10日14时至16时",
        "place": PLACE,
        "matter": MATTER,
        "mediators": ["王建国", "龚䶮"],
        "recorder": "龚喆",
        "present": ["李喆", f"{COMPANY}：赵𬭎"],
        "claims": CLAIMS,
        "statements": "申请人：单位三个月没有发工资。\n被申请人：愿意支付工资，对加班时数有异议。",
        "proposals": "工资一次性付清，加班费按考勤记录计算。",
        "result": "双方同意上述方案，另行签订调解协议书。",
    },
    "oral_agreement": {
        **PARTIES,
        "committee": "云帆街道人民调解委员会",
        "case_number": NUMBER,
        "facts_found": REASONS,
        "terms": TERMS,
        "amount": "21850.50",
        "agreed_on": "2026-03-10",
        "perform_by": "2026-03-31",
        "performance": "转账至申请人工资账户",
        "mediators": ["王建国"],
        "recorder": "王建国",
    },
    "address_confirmation": {
        "case_number": NUMBER,
        "matter": MATTER,
        "party": "李喆",
        "address": "江州市云溪区云帆街道工业路8号",
        "recipient": "李喆",
        "phone": "0000—55551234",
        "electronic": "yes",
        "electronic_address": "lizhe@example.org",
    },
    "service_receipt": {
        "letter_number": "江总工劳监意〔2026〕3号",
        "matter": MATTER,
        "recipient": COMPANY,
        "unit": ISSUER.name,
        "place": "江州市云溪区工业路8号",
        "served": ["《工会劳动法律监督意见书》（江总工劳监意〔2026〕3号）", "意见书回执"],
        "signer": "龚喆",
        "server": "王建国",
        "manner": "direct",
    },
    "reply_reminder": {**REPLY, "letter_number": "江总工劳监提〔2026〕12号"},
    "reply_opinion": {**REPLY, "letter_number": "江总工劳监意〔2026〕3号"},
    "reply_suggestion": {**REPLY, "letter_number": "江总工劳监建〔2026〕1号", "unit": "江州市人力资源和社会保障局"},
    "intake_form": {
        **PARTIES,
        "case_number": NUMBER,
        "received_on": "2026-03-02",
        "channel": "来访",
        "matter": "劳动报酬",
        "summary": REASONS,
        "claims": CLAIMS,
        "amount": "21850.50",
        "decision": "accept",
        "registrar": "王建国",
        "registered_on": "2026-03-02",
    },
    "emotion_record": {
        "held_at": "2026年3月6日15时至16时",
        "place": "云帆街道职工情绪管理服务站",
        "worker": "李喆",
        "talked_by": "龚䶮",
        "consent": "yes",
        "risk": "low",
        "summary": "因工资被拖欠而焦虑，交谈后情绪平稳。",
        "referral": "未转介，两周后电话回访。",
    },
    "follow_up_record": {
        "case_number": NUMBER,
        "visited_on": "2026-04-10",
        "manner": "电话",
        "visited": "李喆",
        "performed": "whole",
        "satisfaction": "satisfied",
        "hidden_risk": "无。",
        "note": "款项已于2026年3月30日到账。",
        "recorder": "王建国",
    },
    "closing_report": {
        **PARTIES,
        "case_number": NUMBER,
        "unit": ISSUER.name,
        "handler": "王建国",
        "accepted_on": "2026-03-04",
        "closed_on": "2026-04-01",
        "channel": "来访",
        "summary": REASONS,
        "work": "2026年3月4日受理，3月10日主持调解一次。",
        "outcome": "调解成功-书面协议",
        "result": "双方达成调解协议，款项已付清。",
        "amount": "21850.50",
        "paid": "21850.50",
    },
}
