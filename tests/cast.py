"""The people and organisations of the tests: call a person by the role, and the row is there.

Everybody holds the one role named, since 2020. Each call gives a fresh instance, as each request would.
"""

from datetime import date

from mediation.models import Employer, Organisation, User
from mediation.operations.foundation import enlist, found
from mediation.zhuji import AREA, BY_CODE, CITY, Unit, town_code
from tests.remembering import remembered

SINCE = date(2020, 1, 1)
FENGQIAO, DIANKOU = town_code("枫桥镇"), town_code("店口镇")
SHIRTS = Unit(
    f"{FENGQIAO}E01", "浙江枫裳服饰有限公司工会委员会", "枫裳服饰工会", "enterprise_union", FENGQIAO, "枫裳工",
    phone="0575-87109001",
)  # fmt: skip


# Organisations ----------------------------------------------------------------------------------------------


@remembered
def place(code: str) -> Organisation:
    """An organisation of Zhuji by its code, with those above it."""
    known = Organisation.objects.select_related("parent__parent").filter(code=code).first()
    if known is not None:
        return known
    unit = BY_CODE[code]
    if unit.parent:
        place(unit.parent)
    found(unit)
    return Organisation.objects.select_related("parent__parent").get(code=code)


def city() -> Organisation:
    return place(CITY)


def town() -> Organisation:
    """枫桥镇"""
    return place(FENGQIAO)


def other_town() -> Organisation:
    """店口镇"""
    return place(DIANKOU)


@remembered
def enterprise() -> Organisation:
    """The enterprise union of the shirt maker in 枫桥镇."""
    known = Organisation.objects.select_related("parent__parent").filter(code=SHIRTS.code).first()
    if known is None:
        town()
        found(SHIRTS, employer())
        known = Organisation.objects.select_related("parent__parent").get(code=SHIRTS.code)
    return known


def hr() -> Organisation:
    return place(f"{AREA}HR")


def inspection() -> Organisation:
    return place(f"{AREA}HR-I")


def arbitration() -> Organisation:
    return place(f"{AREA}HR-A")


def court() -> Organisation:
    return place(f"{AREA}COURT")


def procuratorate() -> Organisation:
    return place(f"{AREA}PROC")


def justice() -> Organisation:
    return place(f"{AREA}JUST")


@remembered
def employer() -> Employer:
    """The shirt maker of 枫桥镇, respondent of most cases."""
    return Employer.objects.get_or_create(
        credit_code="91330681MA2FENG01X",
        defaults={
            "name": "浙江枫裳服饰有限公司", "town": town(), "representative": "骆永康", "industry": "C",
            "staff_count": 320,
        },
    )[0]  # fmt: skip


@remembered
def other_employer() -> Employer:
    return Employer.objects.get_or_create(
        credit_code="91330681MA2DIAN02X", defaults={"name": "诸暨市店口恒固管业有限公司", "town": other_town()}
    )[0]


# People -----------------------------------------------------------------------------------------------------


@remembered
def _person(username: str, name: str, unit: Organisation, role: str, *, position: str = "", card: str = "") -> User:
    known = User.objects.filter(username=username).first()
    return known or enlist(username, name, unit, role, since=SINCE, position=position, supervisor_card=card)


def city_mediator() -> User:
    """Carries a supervisor's card."""
    return _person("wang.mei", "王梅", city(), "mediator", card="诸劳监0001")


def second_city_mediator() -> User:
    """Carries a supervisor's card."""
    return _person("luo.bin", "骆斌", city(), "mediator", card="诸劳监0002")


def town_mediator() -> User:
    """Carries a supervisor's card."""
    return _person("chen.tao", "陈涛", town(), "mediator", card="诸劳监0109")


def other_town_mediator() -> User:
    return _person("he.jian", "何剑", other_town(), "mediator")


def enterprise_mediator() -> User:
    return _person("lou.jun", "楼君", enterprise(), "mediator")


def volunteer() -> User:
    return _person("xu.lan", "徐岚", city(), "volunteer")


def second_volunteer() -> User:
    return _person("shou.yi", "寿毅", city(), "volunteer")


def reviewer() -> User:
    return _person("zhou.min", "周敏", city(), "reviewer")


def second_reviewer() -> User:
    return _person("bian.hong", "边虹", city(), "reviewer")


def town_reviewer() -> User:
    return _person("feng.review", "宣立", town(), "reviewer")


def chair() -> User:
    return _person("jin.weidong", "金卫东", city(), "signer", position="chair")


def vice_chair() -> User:
    return _person("he.ping", "何萍", city(), "signer", position="vice_chair")


def town_chair() -> User:
    return _person("feng.chair", "杨枫", town(), "signer", position="chair")


def manager() -> User:
    return _person("shen.li", "沈丽", city(), "manager")


def inspector() -> User:
    """Liaison of the labour inspection."""
    return _person("hr.inspection", "刘洋", inspection(), "liaison")


def arbitrator() -> User:
    """Liaison of the arbitration commission."""
    return _person("hr.arbitration", "钱仲", arbitration(), "liaison")


def hr_liaison() -> User:
    """Liaison of the HR bureau, above both its arms."""
    return _person("hr.liu", "刘颖", hr(), "liaison")


def court_liaison() -> User:
    return _person("court.fang", "方园", court(), "liaison")


def prosecutor() -> User:
    return _person("procurator.yu", "俞洁", procuratorate(), "liaison")


def justice_liaison() -> User:
    return _person("justice.ding", "丁义", justice(), "liaison")


def employer_user() -> User:
    """Signs in for the shirt maker, through its enterprise union's organisation."""
    return _person("employer.demo", "骆永康", enterprise(), "employer")


def worker_user() -> User:
    return _person("worker.demo", "蒋喆", city(), "worker")


def auditor() -> User:
    return _person("audit.qian", "钱审", city(), "auditor")


def archivist() -> User:
    return _person("archive.sun", "孙兰", city(), "archivist")


def administrator() -> User:
    return _person("admin.zhu", "朱凯", city(), "administrator")


def supervisors() -> tuple[User, User]:
    """Two carded supervisors of the city."""
    return city_mediator(), second_city_mediator()


EVERYBODY = (
    city_mediator, second_city_mediator, town_mediator, other_town_mediator, enterprise_mediator, volunteer,
    second_volunteer, reviewer, second_reviewer, town_reviewer, chair, vice_chair, town_chair, manager, inspector,
    arbitrator, hr_liaison, court_liaison, prosecutor, justice_liaison, employer_user, worker_user, auditor,
    archivist, administrator,
)  # fmt: skip
