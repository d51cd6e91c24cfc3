"""Goal 8, the import: a list of workers as an Excel file, beside full_clean and save row by row; all rolled back.

A list has at most `MOST_ROWS` rows, so 10,000 rows are five such files. Counted is everything from the bytes of the
file to the rows in the database and the words about each wrong row, the process that reads the file included.
"""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import openpyxl
import xlsxwriter
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.scale.race import Goal, race, ratio
from mediation.access import Act, may
from mediation.forms.identifiers import is_identity_number
from mediation.imports.columns import BY_CODE
from mediation.imports.roster import MOST_ROWS, read_roster
from mediation.imports.tables import read_file
from mediation.models import Claim, Dispute, Membership, Party, User
from mediation.operations.rosters import enrol

LEAST = {"postgresql": 15, "sqlite": 10}
FEWEST_ROUNDS = 3  # of one alone the ratio swings by a quarter
EVERY = 10  # which row of the other file is wrong
CODES = ("name", "id_number", "phone", "job", "hired_on", "claim", "amount")
WRONG = {"hired_on": "二月三十日", "amount": "很多"}


def measure(rounds: int) -> list[Goal]:
    """A good file, and one in which every tenth row is wrong, into one case."""
    case, by = _place()
    good, mixed = _file(0), _file(EVERY)
    found = {name: act() for name, act in _acts(case, by, mixed).items()}
    if found != {"ours": (1_800, 200), "rows": (1_800, 200)}:
        raise AssertionError(f"Rows taken, rows told to be wrong: {found}")
    goals = []
    for words, data in (("good rows", good), ("every tenth row wrong", mixed)):
        times = race(_acts(case, by, data), max(FEWEST_ROUNDS, rounds // 3), warm=0)
        print(f"{MOST_ROWS} rows, {words}: {times.median('ours'):.0f} ms, row by row {times.median('rows'):.0f} ms")
        share = ratio(times, ["rows"], ["ours"])
        goals.append(Goal(f"goal 8: row by row / import, {words}", share, LEAST[connection.vendor], at_least=True))
    return goals


def _place() -> tuple[Dispute, User]:
    """A registered case, and a person who may amend it."""
    for case in Dispute.objects.filter(state="registered").select_related("holder__parent__parent")[:40]:
        for one in Membership.objects.filter(organisation__in=case.holder.lineage).select_related("user"):
            if may(one.user, Act.AMEND, case):
                return case, one.user
    raise AssertionError("No registered case can be amended.")


def _file(every: int) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [BY_CODE[code].heading for code in CODES])
    for line in range(1, MOST_ROWS + 1):
        row = dict(zip(CODES, _worker(line), strict=True))
        if every and line % every == 0:
            row |= dict([list(WRONG.items())[line // every % len(WRONG)]])
        sheet.write_row(line, 0, row.values())
    book.close()
    return target.getvalue()


def _worker(line: int) -> tuple[Any, ...]:
    number = f"330681{1970 + line % 30}0{1 + line % 9}{10 + line % 18}{line % 1000:03}"
    last = next(digit for digit in "0123456789X" if is_identity_number(number + digit))
    name = "赵钱孙李周吴郑王冯陈"[line % 10] + chr(0x4E00 + line)
    return (
        name, number + last, f"138{line:08}", "操作工", f"{2010 + line % 14}-03-01",
        "支付2026年6月至8月的工资", 1_000 + line / 100,
    )  # fmt: skip


def _acts(case: Dispute, by: User, data: bytes) -> dict[str, Callable[[], tuple[int, int]]]:
    return {"ours": partial(_rolled_back, _ours, case, by, data), "rows": partial(_rolled_back, _rows, case, by, data)}


def _rolled_back(act: Callable[..., tuple[int, int]], *given: Any) -> tuple[int, int]:
    with transaction.atomic():
        found = act(*given)
        transaction.set_rollback(True)
    return found


def _ours(case: Dispute, by: User, data: bytes) -> tuple[int, int]:
    roster = read_roster(read_file(data))
    told = [row.problems for row in roster.faulty]
    done = enrol(case, roster.entries, by=User.objects.get(pk=by.pk), at=timezone.now(), version=case.version,
        reason="名单", contained=False)  # fmt: skip
    return done.added, len(told)


def _rows(case: Dispute, by: User, data: bytes) -> tuple[int, int]:
    """As a tutorial has it: openpyxl, is it there already, full_clean, save."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    added, told = 0, []
    for name, number, phone, job, hired_on, text, amount in sheet.iter_rows(min_row=2, values_only=True):
        if Party.objects.filter(dispute=case, name=name, id_number=number).exists():
            continue
        party = Party(dispute=case, role="applicant", kind="worker", name=name, id_number=number, phone=phone, job=job)
        try:
            party.hired_on = date.fromisoformat(hired_on)
            money = Decimal(amount).quantize(Decimal("0.01"))
            party.full_clean()
            party.save()
            claim = Claim(dispute=case, party=party, category=case.category, text=text, amount=money)
            claim.full_clean()
            claim.save()
        except (ValidationError, ValueError, ArithmeticError, TypeError) as error:
            told.append(str(error))
            continue
        added += 1
    return added, len(told)
