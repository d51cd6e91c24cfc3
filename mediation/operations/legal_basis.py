"""The articles an employer most often breaks, by type of dispute: what a reminder or an opinion opens with.

The drafter chooses among them. Full titles and article numbers as in force in 2026; a type without a settled provision
has none.
"""

from collections.abc import Collection

from mediation.classification import Category, Group

_LABOUR = "《中华人民共和国劳动法》"
_CONTRACT = "《中华人民共和国劳动合同法》"

BASIS: dict[str, tuple[str, ...]] = {
    Category.PAY: (f"{_LABOUR}第五十条", f"{_CONTRACT}第三十条"),
    Category.COMPENSATION: (f"{_CONTRACT}第四十六条、第四十七条、第八十七条",),
    Category.TERMINATION: (f"{_CONTRACT}第四十三条、第四十八条",),
    Category.RELATION: (f"{_CONTRACT}第七条、第十条",),
    Category.INSURANCE: (f"{_LABOUR}第七十二条", "《中华人民共和国社会保险法》第五十八条"),
    Category.INJURY: ("《工伤保险条例》第十七条、第六十二条",),
    Category.HOURS: (f"{_LABOUR}第四十一条、第四十四条",),
    Category.LEAVE: (f"{_LABOUR}第三十八条、第四十五条", "《职工带薪年休假条例》第三条、第五条"),
    Category.PROTECTED: (f"{_LABOUR}第五十八条",),
    Category.COMPETITION: (f"{_CONTRACT}第二十二条、第二十三条、第二十四条",),
    Category.DISPATCH: (f"{_CONTRACT}第五十八条、第六十二条、第六十三条",),
    Category.COLLECTIVE: (f"{_CONTRACT}第四条、第五十一条",),
    Category.WELFARE: (f"{_LABOUR}第七十六条",),
    Category.SAFETY: (
        f"{_LABOUR}第五十二条、第五十四条",
        "《中华人民共和国安全生产法》第六条",
        "《中华人民共和国职业病防治法》第四条",
    ),
}
FOR_GROUPS: dict[tuple[str, str], tuple[str, ...]] = {
    (Category.PAY, Group.MIGRANT): ("《保障农民工工资支付条例》第三条",),
    (Category.PROTECTED, Group.WOMAN): (
        "《中华人民共和国妇女权益保障法》第四十八条",
        "《女职工劳动保护特别规定》第五条",
    ),
    (Category.PROTECTED, Group.MINOR): (f"{_LABOUR}第六十四条、第六十五条",),
}


def legal_basis(category: str, groups: Collection[str] = ()) -> list[str]:
    """The articles for a dispute of this type among workers of these special groups; one law a line, may be empty."""
    special = (
        row for (kind, group), rows in FOR_GROUPS.items() if kind == category and group in groups for row in rows
    )
    return [*BASIS.get(category, ()), *special]
