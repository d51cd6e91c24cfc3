"""The people of the demo: the accounts shown on the sign-in page, and the colleagues who only fill the year."""

from dataclasses import dataclass
from itertools import cycle

from mediation.access import Role
from mediation.demo.enterprises import BY_NAME, ENTERPRISES, UNIONS, union_unit
from mediation.machine import StrOrPromise
from mediation.models import Membership
from mediation.zhuji import AREA, CITY, TOWN_UNIONS, UNITS, town_code

PASSWORD = "zhuji-1234-demo"  # noqa: S105 - printed on the sign-in page of the demo, and nowhere else of use
FENGQIAO = town_code("枫桥镇")
SHIRT_MAKER = union_unit(BY_NAME["浙江枫裳服饰有限公司"]).code
_NAMES = {unit.code: unit.name for unit in (*UNITS, *UNIONS)}


@dataclass(frozen=True)
class Account:
    """A person of the demo with one role in one organisation (by its code)."""

    username: str
    name: str
    kind: str  # of Role
    unit: str
    position: str = ""
    card: str = ""  # 监督员证

    @property
    def password(self) -> str:
        return PASSWORD

    @property
    def role(self) -> StrOrPromise:
        """The role in words; for a signer the position, which is what signs."""
        return Membership.Position(self.position).label if self.position else Role(self.kind).label

    @property
    def organisation(self) -> str:
        return _NAMES[self.unit]


ACCOUNTS = (
    Account("wang.mei", "王梅", Role.MEDIATOR, CITY, card="诸劳监0001"),
    Account("chen.tao", "陈涛", Role.MEDIATOR, FENGQIAO, card="诸劳监0109"),
    Account("lou.jun", "楼君", Role.MEDIATOR, SHIRT_MAKER),
    Account("xu.lan", "徐岚", Role.VOLUNTEER, CITY),
    Account("zhou.min", "周敏", Role.REVIEWER, CITY),
    Account("jin.weidong", "金卫东", Role.SIGNER, CITY, position="chair"),
    Account("he.ping", "何萍", Role.SIGNER, CITY, position="vice_chair"),
    Account("shen.li", "沈丽", Role.MANAGER, CITY),
    Account("hr.liu", "刘颖", Role.LIAISON, f"{AREA}HR"),
    Account("court.fang", "方园", Role.LIAISON, f"{AREA}COURT"),
    Account("procurator.yu", "俞洁", Role.LIAISON, f"{AREA}PROC"),
    Account("justice.ding", "丁义", Role.LIAISON, f"{AREA}JUST"),
    Account("employer.demo", "骆永康", Role.EMPLOYER, SHIRT_MAKER),
    Account("worker.demo", "蒋喆", Role.WORKER, CITY),
    Account("audit.qian", "钱审言", Role.AUDITOR, CITY),
    Account("archive.sun", "孙兰芳", Role.ARCHIVIST, CITY),
    Account("admin.zhu", "朱凯", Role.ADMINISTRATOR, CITY),
)

_SURNAMES = "陈楼赵何周俞寿骆徐蔡郭宣边斯傅许杨吴孟戚冯祝虞金章方"
_GIVEN = ("国平", "雅芳", "建锋", "丽君", "志明", "晓燕", "伟强", "秀珍", "海江", "银华", "永明", "飞燕")


def colleagues() -> list[Account]:
    """Those without a demo account: more people in the city, and a mediator, reviewer and chair in every town."""
    names = (surname + given for surname, given in zip(cycle(_SURNAMES), cycle(_GIVEN), strict=False))
    people = [
        Account("luo.bin", "骆斌", Role.MEDIATOR, CITY, card="诸劳监0002"),
        Account("shi.yun", "斯云", Role.MEDIATOR, CITY, card="诸劳监0003"),
        Account("bian.hong", "边虹", Role.REVIEWER, CITY),
        Account("shou.yi", "寿毅", Role.VOLUNTEER, CITY),
        Account("meng.qi", "孟琪", Role.VOLUNTEER, CITY),
    ]
    for unit in TOWN_UNIONS:
        digits = unit.code[-3:]
        if unit.code != FENGQIAO:
            people.append(Account(f"mediator.{digits}", next(names), Role.MEDIATOR, unit.code, card=f"诸劳监0{digits}"))
        people.append(Account(f"reviewer.{digits}", next(names), Role.REVIEWER, unit.code))
        people.append(Account(f"chair.{digits}", next(names), Role.SIGNER, unit.code, position="chair"))
    for enterprise in ENTERPRISES:
        if enterprise.union and union_unit(enterprise).code != SHIRT_MAKER:
            code = union_unit(enterprise).code
            people.append(Account(f"mediator.{code[-6:].lower()}", next(names), Role.MEDIATOR, code))
    return people
