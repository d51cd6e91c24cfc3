"""A batch of letters beside single signings: CPU and wall time, the calls, memory, the zip, and one that is refused.

Every letter is a reminder in a case of its own, copied from one real case, with other names in it. After each call on
the batch a few letters of the same kind are signed one by one, as from their own pages, so that a busy machine is busy
for both. One letter of the batch lacks its addressee. A fresh database: SQLite, or PostgreSQL with
`python -m tooling.postgresql python -m benchmarks.batch`. `python -m benchmarks.batch [--letters N]`.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from benchmarks.memory import peak
from hunts.ground import fresh_database

AT = datetime(2026, 3, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
SHARE = 4  # letters of the batch for each that is signed alone
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"


@dataclass
class Spent:
    """Seconds of process CPU and of the clock, one entry a call."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def measure(self, act: Callable[[], Any]) -> Any:
        """What the act returns; its time is noted."""
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            return act()
        finally:
            self.cpu.append(time.process_time() - cpu)
            self.wall.append(time.perf_counter() - wall)


def main(count: int) -> None:
    """Print what a batch of so many letters costs; fails when a letter is not as it must be."""
    with fresh_database() as vendor:
        from mediation.models import BatchAct, Letter  # noqa: PLC0415 - the ground comes first
        from mediation.operations import batches  # noqa: PLC0415
        from tests import cast  # noqa: PLC0415

        letters = _letters(count + max(1, count // SHARE))
        together, alone = letters[:count], letters[count:]
        _spoil(together[count // 2])
        signer = cast.chair()
        _sign(alone.pop(), signer)  # fonts and imports
        chosen = Letter.objects.filter(pk__in=[letter.pk for letter in together])
        before = peak()
        batch = batches.open_batch(BatchAct.SIGN, chosen, by=signer, at=AT)
        ours, single = _signed(batch, alone, signer)
        after = peak()
        _tell(vendor, count, ours, single)
        print(f"peak memory {before:.0f} MB before, {after:.0f} MB after the batch", end="; ")
        zipping = Spent()
        size = zipping.measure(lambda: _zipped(chosen))
        print(f"zip of {size / 1e6:.1f} MB in {zipping.wall[0]:.1f} s ({zipping.cpu[0]:.1f} s CPU), {peak():.0f} MB")
        _check(batch, together[count // 2])


def _signed(batch: Any, alone: list[Any], signer: Any) -> tuple[Spent, Spent]:
    """Work on the batch until it is done; after each call the same share of the single letters."""
    from mediation.operations import batches  # noqa: PLC0415

    together, single, rest, handled = Spent(), Spent(), list(alone), 0
    while True:
        progress = together.measure(lambda: batches.work(batch, by=signer, at=AT))
        share = len(alone) * progress.handled // progress.total - handled
        handled += share
        for _turn in range(share):
            single.measure(partial(_sign, rest.pop(), signer))
        if not progress.waiting:
            return together, single


def _sign(letter: Any, signer: Any) -> None:
    """From the page of the letter: read again, then signed."""
    from mediation.models import Letter  # noqa: PLC0415
    from mediation.operations.steps import take_step  # noqa: PLC0415

    row = Letter.objects.get(pk=letter.pk)
    take_step(row, "sign", by=signer, at=AT, version=row.version)


def _zipped(chosen: Any) -> int:
    """The bytes of the archive."""
    from mediation.operations.zipping import zipped  # noqa: PLC0415

    return sum(len(piece) for piece in zipped(chosen))


def _tell(vendor: str, count: int, ours: Spent, single: Spent) -> None:
    many = len(single.cpu)
    for name in ("cpu", "wall"):
        batch, one = sum(getattr(ours, name)), sum(getattr(single, name)) / many
        each = f"{batch / count * 1000:.1f} ms a letter, alone {one * 1000:.1f} ms ({many} letters)"
        print(f"{vendor}: {count} letters, {name} {batch:.1f} s: {each}; ratio {batch / count / one:.2f}")
    print(f"{len(ours.wall)} calls, the longest {max(ours.wall):.2f} s", end="; ")


def _check(batch: Any, spoilt: Any) -> None:
    """One stays approved with its words, all others are issued."""
    from mediation.models import ItemState, Letter  # noqa: PLC0415

    failed = list(batch.items.filter(state=ItemState.FAILED))
    issued = batch.items.filter(state=ItemState.DONE, letter__state="issued").count()
    numbers = Letter.objects.filter(issued__isnull=False, kind=spoilt.kind).values("issued__number").distinct().count()
    print(f"{issued} issued, {len(failed)} not done: {'; '.join(row.error for row in failed)}; {numbers} numbers")
    if [row.letter_id for row in failed] != [spoilt.pk] or issued != batch.items.count() - 1:
        raise SystemExit("The batch is not as it must be.")


def _letters(count: int) -> list[Any]:
    """Approved reminders, each in a case of its own."""
    from mediation.models import Claim, Dispute, Involvement, Letter, Party  # noqa: PLC0415
    from tests.factories import make_letter  # noqa: PLC0415

    first = make_letter("reminder", "approved")
    case = first.dispute
    cases = Dispute.objects.bulk_create(
        [Dispute(**_values(case) | {"number": f"COPY{n}", "intake_key": uuid4()}) for n in range(count)], 200
    )
    models: tuple[Any, ...] = (Involvement, Party, Claim)
    for model in models:
        rows = list(model.objects.filter(dispute=case))
        model.objects.bulk_create([model(**_values(row) | {"dispute_id": c.pk}) for c in cases for row in rows], 200)
    values = _values(first)
    letters = [Letter(**values | {"dispute_id": c.pk, "content": _named(first, n)}) for n, c in enumerate(cases)]
    letters = Letter.objects.bulk_create(letters, 200)
    for letter in letters:
        letter.supervisors.set(first.supervisors.all())
    return letters


def _named(first: Any, number: int) -> dict[str, Any]:
    surname = SURNAMES[number % len(SURNAMES)] + SURNAMES[number // len(SURNAMES) % len(SURNAMES)]
    return {**first.content, "contact": f"{surname}梅", "facts_found": f"未按约定日期支付{surname}等职工的工资。"}


def _spoil(letter: Any) -> None:
    letter.content = {**letter.content, "addressee": ""}
    letter.save()


def _values(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=int, default=1_000)
    main(options.parse_args().letters)
