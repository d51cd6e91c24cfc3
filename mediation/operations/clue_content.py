"""What the clue letter (线索移送函) says of the case, taken from the clue pack: in Chinese, as letters are."""

from collections import Counter
from datetime import date
from typing import Any

from documents.fields import chinese_date
from mediation.classification import Group
from mediation.clues.evidence import NAMES, departments_silent, issued, sent_to_departments
from mediation.clues.pack import examine
from mediation.models import Dispute, Letter

GROUPS = {
    Group.PLATFORM: "新就业形态劳动者", Group.WOMAN: "女职工", Group.MINOR: "未成年工", Group.DISABLED: "残疾职工",
    Group.OLDER: "老年劳动者", Group.MIGRANT: "农民工", Group.HARDSHIP: "困难职工",
}  # fmt: skip
DEMANDS = {
    "suggestion": "依法审查线索，向该单位或者有关主管部门提出检察建议，督促改正",
    "support": "依法支持职工提起民事诉讼",
    "public_interest": "对有关主管部门履行监管职责的情况依法开展行政公益诉讼检察监督",
}
CPL_15 = "《中华人民共和国民事诉讼法》第十五条"  # 支持起诉
ALP_25 = "《中华人民共和国行政诉讼法》第二十五条第四款"  # 行政公益诉讼


def clue(dispute: Dispute, on: date) -> dict[str, Any]:
    """Workers, what the union did, the law besides the opinion's, the requests that the pack supports, the annex."""
    pack = examine(dispute, on)
    fitting = [fit.instrument.code for fit in pack.fits() if not fit.missing]
    law = [CPL_15] * ("support" in fitting) + [ALP_25] * ("public_interest" in fitting)
    return {
        "workers_concerned": workers_words(dispute),
        "history": history(dispute, on),
        "legal_basis": law,
        "demands": [DEMANDS[code] for code in fitting],
        "attachments": ["证据目录及目录所列材料"] if pack.exhibits else [],
    }


def workers_words(dispute: Dispute) -> str:
    """12名职工（其中农民工12名、女职工3名）; nobody is named."""
    people = [party for party in dispute.parties.all() if party.role == "applicant"]
    found = Counter(code for party in people for code in party.groups_on(dispute.received_on))
    parts = [f"{words}{found[code]}名" for code, words in GROUPS.items() if found[code]]
    detail = f"（其中{'、'.join(parts)}）" if parts else ""
    return f"{dispute.worker_count}名职工{detail}"


def history(dispute: Dispute, on: date) -> str:
    """What the union did and what came of it, a sentence a letter and a parcel."""
    lines = [_letter(row) for row in issued(dispute, *NAMES)]
    lines += [
        f"{chinese_date(row.sent_on)}，我会将有关情况移送{row.agency.name}。" for row in sent_to_departments(dispute)
    ]
    lines += [f"{row.title}。" for row in departments_silent(dispute, on)]
    return "\n".join(lines)


def _letter(row: Letter) -> str:
    assert row.issued_on is not None
    parts = [f"{chinese_date(row.issued_on)}，我会向{row.addressee}制发《{NAMES[row.kind]}》（{row.number}）"]
    if row.served_on:
        parts.append(f"{chinese_date(row.served_on)}" + ("送达" if row.served_to else "送达时被拒收"))
    if row.answered_on:
        parts.append(f"{chinese_date(row.answered_on)}收到书面答复")
    elif row.state == "unanswered":
        parts.append("逾期未作书面答复")
    if row.verified_on:
        parts.append(f"{chinese_date(row.verified_on)}核查，" + ("已改正" if row.corrected else "未改正"))
    return "，".join(parts) + "。"
