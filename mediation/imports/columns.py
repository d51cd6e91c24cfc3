"""The columns of a list of workers, each with its heading, its hint, and how a cell of it is read.

Headings and answers are Chinese, as the template prints them. A reader raises ValidationError with what is wrong.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.fields import tidy
from mediation.classification import Category, Group
from mediation.forms.answers import TOO_MUCH, MoneyField
from mediation.forms.employers import validate_phone
from mediation.forms.identifiers import (
    validate_identity_number,
    validate_person_name,
    validate_printable,
    validate_reachable,
)
from mediation.imports.cells import DAY, FAULT, FORMULA, NUMBER
from mediation.imports.tables import Cell
from mediation.operations.letter_terms import MATTERS

GROUPS = {
    Group.WOMAN: "女职工", Group.MINOR: "未成年工", Group.DISABLED: "残疾", Group.OLDER: "超龄",
    Group.HARDSHIP: "困难职工", Group.MIGRANT: "农民工", Group.PLATFORM: "新就业形态",
}  # fmt: skip
GROUP_WORDS = {word: code for code, word in GROUPS.items()} | {"老年": Group.OLDER, "老年/超龄": Group.OLDER}
SHORT = {"工资": Category.PAY, "经济补偿": Category.COMPENSATION, "社保": Category.INSURANCE, "加班": Category.HOURS}
CATEGORY_WORDS = {word: code for code, word in MATTERS.items()} | {code: code for code in Category} | SHORT
TRUE, FALSE = {"是", "√", "✓", "1", "有", "y", "yes"}, {"否", "×", "✗", "0", "不是", "n", "no"}
NONE = {"", "-", "—", "——", "/", "无", "暂无"}
FORMULA_STARTS = ("=", "@", "+", "-")
EARLIEST, EARLIEST_BIRTH = date(1950, 1, 1), "19000101"
LONG_BORN = "2020"  # whoever was born before was born before today: the clock need not be asked
EXCEL_EPOCH, SERIALS = date(1899, 12, 30), range(18_000, 80_000)
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
ROUNDED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
EXACT = re.compile(r"\d{1,15}\.\d+", re.ASCII)
WITHIN_HAN = re.compile(r"(?<=[^\x00-\u2e7f])\s+(?=[^\x00-\u2e7f])")  # from the radicals on: CJK
LONGEST_NAME = 80
MONEY = MoneyField(required=False)
MOST_OWN = Decimal("1000000000")  # yuan: ten digits are no claim of one worker


@dataclass(frozen=True)
class Column:
    """One column; `code` is the name in roster_plan.Entry."""

    code: str
    heading: str
    read: Callable[[Cell], Any]
    hint: str
    width: int = 12
    choices: tuple[str, ...] = ()
    required: bool = False
    also: tuple[str, ...] = ()  # other headings people use


def plain(cell: Cell) -> str:
    """The text of a cell: no formula, no fault of Excel, no invisible character, no leading apostrophe."""
    if cell.kind == FORMULA:
        raise ValidationError(_("This cell holds a formula: put its value in."))
    if cell.kind == FAULT:
        raise ValidationError(_("Excel shows a fault in this cell: %(text)s.") % {"text": cell.text[:20]})
    text = " ".join(tidy(cell.text).split()).removeprefix("'").strip()
    if text in NONE:
        return ""
    if cell.kind != NUMBER and text.startswith(FORMULA_STARTS):
        raise ValidationError(_("This begins like a formula: %(text)s.") % {"text": text[:20]})
    return text


def narrow(cell: Cell) -> str:
    """The text with full-width digits and letters made ordinary ones."""
    return unicodedata.normalize("NFKC", plain(cell))


def read_name(cell: Cell) -> str:
    """A name; the spaces with which lists make short Chinese names as wide as long ones are no part of it."""
    text = WITHIN_HAN.sub("", plain(cell))
    if cell.kind in (NUMBER, DAY):
        raise ValidationError(_("This is no name: %(text)s.") % {"text": text[:20]})
    _most(text, LONGEST_NAME)
    validate_person_name(text)
    validate_printable(text)
    return text


def read_id_number(cell: Cell) -> str:
    """公民身份号码: kept as text, never as a number, of which Excel loses the last digits."""
    text = narrow(cell).replace(" ", "").upper()
    if text and (cell.kind == NUMBER or ROUNDED.fullmatch(text)):
        raise ValidationError(
            _("Excel made a number of this and lost its last digits: format the column as text and type it again.")
        )
    if text:
        validate_identity_number(text)
        born = text[6:14]
        if born < EARLIEST_BIRTH or (born > LONG_BORN and born > f"{timezone.localdate():%Y%m%d}"):
            raise ValidationError(_("This ID number has a typing error: nobody was born on that day."))
    return text


def read_phone(cell: Cell) -> str:
    text = narrow(cell._replace(text=cell.text.strip().removeprefix("+86")))
    _most(text, 40)
    if text:
        validate_phone(text)
        validate_reachable(text)
    return text


def read_day(cell: Cell) -> date | None:
    text = narrow(cell)
    if not text:
        return None
    if cell.kind == NUMBER and text.isdecimal() and int(text) in SERIALS:  # a date in a cell without its format
        text = (EXCEL_EPOCH + timedelta(days=int(text))).isoformat()
    digits = DATE.fullmatch(text) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    try:
        day = date(*(int(part) for part in digits.groups())) if digits else date.fromisoformat(text)
    except ValueError as error:
        words = _("This is no date: %(text)s. Write it like 2024-03-01.")
        raise ValidationError(words % {"text": text[:20]}) from error
    if not EARLIEST <= day <= timezone.localdate():
        raise ValidationError(_("The date %(day)s is in the future, or before 1950.") % {"day": day})
    return day


def read_truth(cell: Cell) -> bool | None:
    text = narrow(cell).lower()
    if text in TRUE | FALSE:
        return text in TRUE
    if text:
        raise ValidationError(_("Write 是 or 否, not %(text)s.") % {"text": text[:20]})
    return None


def read_groups(cell: Cell) -> tuple[str, ...]:
    words = [word for word in re.split(r"[、,，;；\s]+", plain(cell)) if word]
    if unknown := [word for word in words if word not in GROUP_WORDS]:
        known = "、".join(GROUPS.values())
        words_ = _("Not known: %(text)s. One or more of: %(known)s.")
        raise ValidationError(words_ % {"text": unknown[0][:20], "known": known})
    return tuple(sorted({str(GROUP_WORDS[word]) for word in words}))


def read_category(cell: Cell) -> str:
    text = narrow(cell)
    if not text:
        return ""
    code = CATEGORY_WORDS.get(text.zfill(2) if text.isdecimal() else text)
    if code is None:
        raise ValidationError(_("This type is not known: %(text)s. Choose one of the list.") % {"text": text[:20]})
    return str(code)


def read_claim(cell: Cell) -> str:
    text = plain(cell)
    _most(text, 500)
    validate_printable(text)
    return text


def read_amount(cell: Cell) -> Decimal | None:
    """Yuan; what Excel adds to a number of two places when it calculates is cut off."""
    text = narrow(cell)
    if cell.kind == NUMBER and EXACT.fullmatch(text):
        rounded = round(Decimal(text), 2)
        text = str(rounded) if abs(rounded - Decimal(text)) < Decimal("0.000001") else text
    amount: Decimal | None = MONEY.clean(text)
    if amount is not None and amount >= MOST_OWN:
        raise ValidationError(TOO_MUCH)
    return amount


def _line(most: int) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        text = plain(cell)
        _most(text, most)
        validate_printable(text)
        return text

    return read


def _most(text: str, most: int) -> None:
    if len(text) > most:
        raise ValidationError(_("At most %(most)d characters are possible here.") % {"most": most})


YES_NO = ("是", "否")
COLUMNS = (
    Column("name", "姓名", read_name, "必填。", 12, required=True, also=("职工姓名", "劳动者姓名", "劳动者")),
    Column("id_number", "证件号码", read_id_number, "18位公民身份号码；不清楚可留空。", 22,
        also=("身份证号", "身份证号码", "公民身份号码")),
    Column("phone", "电话", read_phone, "手机或者固定电话。", 15, also=("联系电话", "手机", "手机号", "手机号码")),
    Column("job", "岗位", _line(80), "工种或者岗位。", 12, also=("工种",)),
    Column("hired_on", "入职日期", read_day, "如2024-03-01。", 13),
    Column("address", "住址", _line(200), "送达地址。", 26, also=("住所", "地址", "联系地址")),
    Column("is_member", "是否会员", read_truth, "是或者否。", 10, YES_NO, also=("工会会员",)),
    Column("groups", "特殊群体", read_groups, "可填多项，用顿号隔开：" + "、".join(GROUPS.values()) + "。", 14),
    Column("is_representative", "代表人", read_truth, "推选的代表人填是，最多五名。", 9, YES_NO,
        also=("是否代表人", "职工代表")),
    Column("category", "请求类型", read_category, "不填即为本案争议类型。", 16, tuple(MATTERS.values())),
    Column("claim", "请求事项", read_claim, "个人请求；共同请求不必填。一人多项请求的，每项一行。", 26),
    Column("amount", "请求金额", read_amount, "单位：元，最多两位小数。", 13, also=("金额", "请求金额(元)")),
)  # fmt: skip
BY_CODE = {column.code: column for column in COLUMNS}
