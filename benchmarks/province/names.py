"""Invented Chinese names of people and enterprises."""

from random import Random

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文楼俞寿骆宣边斯戚祝虞"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国志海林秀珍春梅云飞鹏宇欣怡浩然子轩梦婷雪晓燕文博佳"
    "俊峰永康振东荣富贵成龙德胜金花银凤美玲小青雅琴彩娥炳炎水根土生阿毛仁义忠信良才"
)
_WORDS = [
    "恒达", "鑫源", "永盛", "宏图", "嘉禾", "锦绣", "天工", "华瑞", "金泰", "瑞丰", "越美", "枫林",
    "浣纱", "西施", "五泄", "香榧", "明珠", "聚力", "博远", "正大", "同创", "顺达", "百川", "万里",
    "东升", "新世纪", "长青", "优品", "立信", "卓越", "美佳", "祥云", "海纳", "星辰", "汇通", "兴隆",
    "宝利", "众诚", "凯达", "丰华", "中远", "润泽", "亿家", "福临", "力拓", "思源", "佳音", "飞扬",
    "尚品", "德润",
]  # fmt: skip
_TRADES = (
    ("服饰", "C"), ("电子", "C"), ("袜业", "C"), ("针织", "C"), ("五金制造", "C"), ("管业", "C"), ("机械", "C"),
    ("珠宝", "C"), ("纺织", "C"), ("食品", "C"), ("物流", "G"), ("网络科技", "I"), ("酒店管理", "H"), ("餐饮", "H"),
    ("建设工程", "E"), ("装饰工程", "E"), ("商贸", "F"), ("电子商务", "F"), ("物业管理", "K"), ("家政服务", "O"),
    ("环保设备", "C"), ("汽配", "C"), ("教育培训", "P"), ("人力资源", "L"),
)  # fmt: skip


def person(rng: Random) -> str:
    """A name of two or three characters; common surnames and characters come more often."""
    surname = _SURNAMES[int(len(_SURNAMES) * rng.random() ** 2)]
    given = _GIVEN[int(len(_GIVEN) * rng.random() ** 1.5)]
    return surname + given + (rng.choice(_GIVEN) if rng.random() < 0.7 else "")


def enterprise(rng: Random, town: str) -> tuple[str, str, str]:
    """Name, the word people call it by, and the section of GB/T 4754; not unique."""
    word = rng.choice(_WORDS) + (rng.choice(_GIVEN) if rng.random() < 0.4 else "")
    trade, industry = rng.choice(_TRADES)
    place = rng.choice(("浙江", "诸暨市", "诸暨市", f"诸暨市{town[:2]}"))
    return f"{place}{word}{trade}有限公司", word + trade, industry
