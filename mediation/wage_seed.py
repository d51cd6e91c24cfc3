"""The minimum wages of Zhejiang on record (最低工资标准), monthly, in yuan.

Read in an excerpt of one announcement; which tier a county has and any later change is for the office to verify.
"""

from datetime import date
from decimal import Decimal
from typing import Any

SOURCE = "浙江省2024年1月1日起最低工资标准（新闻摘录，待核实；县（市）适用档次以当地公布为准）"
SINCE = date(2024, 1, 1)
TIERS = {"浙江省第一档": Decimal("2490.00"), "浙江省第二档": Decimal("2260.00"), "浙江省第三档": Decimal("2010.00")}


def seed_wages(apps: Any, schema_editor: Any) -> None:
    """Enter the tiers; what an office entered itself stays."""
    wages = apps.get_model("mediation", "MinimumWage")
    for area, amount in TIERS.items():
        wages.objects.get_or_create(area=area, valid_from=SINCE, defaults={"amount": amount, "source": SOURCE})
