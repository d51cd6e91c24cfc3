"""A list of what each worker gets (分配表), read against the roster."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mediation.imports.columns import narrow, read_amount, read_id_number, read_name
from mediation.imports.tables import Cell, Table, Unreadable
from mediation.models import Party

HEADINGS = {
    "name": ("姓名", "职工姓名"), "id_number": ("证件号码", "身份证号", "身份证号码"),
    "amount": ("金额", "应得金额", "分配金额", "请求金额"),
}  # fmt: skip
MOST_TOLD = 10


def read_amounts(table: Table, people: Sequence[Party]) -> dict[int, Decimal]:
    """Yuan by the id of the worker. Raises Unreadable with the lines that cannot be taken."""
    columns, body = _columns(table)
    by_number = {person.id_number: person for person in people if person.id_number}
    by_name: dict[str, list[Party]] = defaultdict(list)
    for person in people:
        by_name[person.name].append(person)
    found: dict[int, Decimal] = {}
    wrong = []
    for line, cells in body:
        try:
            person, amount = _row(cells, columns, by_number, by_name)
            if person.pk in found:
                raise ValidationError(_("%(name)s stands in the list twice.") % {"name": person.name})
            found[person.pk] = amount
        except ValidationError as error:
            wrong.append(_("line %(line)d: %(words)s") % {"line": line, "words": " ".join(error.messages)})
    if wrong:
        raise Unreadable(" ".join(wrong[:MOST_TOLD]) + (" …" if len(wrong) > MOST_TOLD else ""))
    return found


def _columns(table: Table) -> tuple[dict[str, int], Table]:
    """The place of each column; without headings: name and amount, or name, number and amount."""
    cells = ["".join(cell.text.split()).removesuffix("（元）").removesuffix("(元)") for cell in table[0][1]]
    columns = {code: place for code, words in HEADINGS.items() for place, text in enumerate(cells) if text in words}
    if {"name", "amount"} <= columns.keys():
        return columns, table[1:]
    wide = len(cells) > 2
    return {"name": 0, "amount": 2, "id_number": 1} if wide else {"name": 0, "amount": 1}, table


def _row(
    cells: list[Cell], columns: dict[str, int], by_number: dict[str, Party], by_name: dict[str, list[Party]]
) -> tuple[Party, Decimal]:
    given = {code: cells[place] if place < len(cells) else Cell() for code, place in columns.items()}
    name, number = read_name(given["name"]), read_id_number(given.get("id_number", Cell()))
    if not narrow(given["amount"]):
        raise ValidationError(_("The amount is missing."))
    amount = read_amount(given["amount"]) or Decimal("0.00")
    if number in by_number and by_number[number].name == name:
        return by_number[number], amount
    namesakes = by_name.get(name, [])
    if len(namesakes) > 1 and not number:
        raise ValidationError(_("Several workers are called %(name)s: give the ID number.") % {"name": name})
    if len(namesakes) != 1 or (number and namesakes[0].id_number):
        raise ValidationError(_("%(name)s is not on the roster with this ID number.") % {"name": name})
    return namesakes[0], amount
