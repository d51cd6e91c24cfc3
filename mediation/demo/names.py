"""Invented people: names, with rare characters among them, and numbers that belong to nobody."""

from random import Random

SURNAMES = (
    "陈", "楼", "赵", "何", "周", "俞", "寿", "骆", "徐", "蔡", "郭", "宣", "边", "斯", "傅", "许", "杨", "吴",
    "孟", "戚", "冯", "祝", "虞", "金", "章", "方", "蒋", "黄", "张", "王", "李", "刘", "马", "石", "田", "罗",
    "龙", "韦",
)  # fmt: skip
GIVEN = (
    "建国", "丽娟", "海燕", "国良", "小红", "志强", "美芳", "永康", "秀兰", "文斌", "雪梅", "东升", "晓东", "金凤",
    "伯军", "春花", "立新", "桂英", "正方", "爱珍", "明亮", "玉兰", "家豪", "子涵", "雨欣", "浩然", "思琪", "宇轩",
    "梦婷", "俊杰", "佳怡", "天佑",
)  # fmt: skip
RARE = ("喆", "䶮", "雨喆", "䶮飞", "喆轩")
RARE_EVERY = 23  # about one name in so many has a rare character


def person_name(rng: Random) -> str:
    """A name of two to four characters."""
    return rng.choice(SURNAMES) + rng.choice(RARE if rng.randrange(RARE_EVERY) == 0 else GIVEN)


def id_number(rng: Random, born: int = 0) -> str:
    """Eighteen characters of the right shape with a wrong check character; of a person born in the year, or any."""
    year = born or rng.randint(1966, 2004)
    stem = f"330681{year}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(1, 999):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    right = sum(int(digit) * weight for digit, weight in zip(stem, weights, strict=True)) % 11
    return stem + "10X98765432"[(right + 1) % 11]


def phone(rng: Random) -> str:
    """Eleven digits in a range that is not in use."""
    return f"1200575{rng.randint(0, 9999):04d}"
