"""The organisations of Zhuji (诸暨): the union tree with its 23 towns and streets, and the partners beside it.

Plain data. Codes are the area code 330681 with the three digits of the town (as of 2024-11), or a letter code for
a partner. Prefixes of letter numbers, addresses and telephone numbers are proposals: nothing public fixes them.
"""

from dataclasses import dataclass

AREA = "330681"
CITY = AREA
CITY_PHONE = "0575-87012351"


@dataclass(frozen=True)
class Unit:
    """One organisation (单位); `kind` as in `models.OrganisationKind`, `parent` the code of the one above."""

    code: str
    name: str
    short_name: str
    kind: str
    parent: str = ""
    letter_prefix: str = ""  # 机关代字, unique: it opens the numbers of letters
    address: str = ""
    phone: str = ""


# Three digits, name, prefix. Where two towns begin with the same character, two characters tell them apart.
_TOWNS = (
    ("001", "暨阳街道", "暨阳总工"),
    ("002", "浣东街道", "浣总工"),
    ("003", "陶朱街道", "陶总工"),
    ("004", "暨南街道", "暨南总工"),
    ("005", "大唐街道", "大总工"),
    ("102", "应店街镇", "应总工"),
    ("103", "次坞镇", "次总工"),
    ("104", "店口镇", "店总工"),
    ("106", "姚江镇", "姚总工"),
    ("108", "山下湖镇", "山总工"),
    ("109", "枫桥镇", "枫总工"),
    ("110", "赵家镇", "赵总工"),
    ("111", "马剑镇", "马总工"),
    ("112", "五泄镇", "五总工"),
    ("115", "牌头镇", "牌总工"),
    ("116", "同山镇", "同总工"),
    ("117", "安华镇", "安总工"),
    ("119", "璜山镇", "璜总工"),
    ("120", "陈宅镇", "陈总工"),
    ("121", "岭北镇", "岭总工"),
    ("122", "浬浦镇", "浬总工"),
    ("124", "东白湖镇", "东白总工"),
    ("201", "东和乡", "东和总工"),
)


def town_code(name: str) -> str:
    """The code of a town by its name; StopIteration when there is none."""
    return AREA + next(digits for digits, town, _prefix in _TOWNS if town == name)


def _town(digits: str, name: str, prefix: str) -> Unit:
    return Unit(
        AREA + digits, f"诸暨市{name}总工会", name, "town_union", CITY, prefix,
        f"诸暨市{name}人民政府驻地" if not name.endswith("街道") else f"诸暨市{name}办事处驻地",
        f"0575-87{digits}351",
    )  # fmt: skip


CITY_UNION = Unit(
    CITY, "诸暨市总工会", "市总工会", "city_union", "", "诸总工", "诸暨市社会治理中心工会工作站", CITY_PHONE
)
TOWN_UNIONS = tuple(_town(*row) for row in _TOWNS)
PARTNERS = (
    Unit(f"{AREA}HR", "诸暨市人力资源和社会保障局", "市人社局", "hr_bureau", phone="0575-87012333"),
    Unit(f"{AREA}HR-I", "诸暨市劳动保障监察大队", "监察大队", "inspection", f"{AREA}HR", phone="0575-87012334"),
    Unit(
        f"{AREA}HR-A",
        "诸暨市劳动人事争议仲裁委员会",
        "仲裁委",
        "arbitration",
        f"{AREA}HR",
        phone="0575-87012335",
    ),
    Unit(f"{AREA}COURT", "诸暨市人民法院", "市法院", "court", phone="0575-87012368"),
    Unit(f"{AREA}PROC", "诸暨市人民检察院", "市检察院", "procuratorate", phone="0575-87012309"),
    Unit(f"{AREA}JUST", "诸暨市司法局", "市司法局", "justice_bureau", phone="0575-87012348"),
    Unit(f"{AREA}HOUS", "诸暨市住房和城乡建设局", "市住建局", "other_department", phone="0575-87012329"),
    Unit(f"{AREA}EMER", "诸暨市应急管理局", "市应急局", "other_department", phone="0575-87012350"),
    Unit(f"{AREA}POL", "诸暨市公安局", "市公安局", "other_department"),
    Unit(f"{AREA}PETI", "诸暨市信访局", "市信访局", "other_department"),
    Unit(f"{AREA}HEAL", "诸暨市卫生健康局", "市卫健局", "other_department"),
)
UNITS = (CITY_UNION, *TOWN_UNIONS, *PARTNERS)
BY_CODE = {unit.code: unit for unit in UNITS}
