"""What a lower union reports and the upper one looks at: whole, so that the door takes it."""

from mediation.linkage import Quality

QUALITY = {"quality": Quality.values}
FALLS_SHORT = {"shortcomings": ["facts"]}


def report(result):
    """A complete report of the lower union."""
    return {
        "heard": "职工蒋喆、企业人事负责人", "found": "拖欠两个月工资属实。", "result_report": result,
        "enclosed": "询问笔录\n付款凭证",
    }  # fmt: skip
