"""The lengths an office sets where the law leaves them open (本地期限), rehearsed before they are switched on.

And what else an office keeps of the rules: which ones it verified, the minimum wage of its area.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from mediation.deadlines import RULES, Rule, Unit
from mediation.machine import StrOrPromise, Unmet
from mediation.models import Deadline, MinimumWage, RuleCheck, RuleSetting, User
from mediation.models.calendar import load_settings
from mediation.operations.administering import administrator
from mediation.operations.errors import StepRefused
from mediation.operations.locking import hold_calendar
from mediation.operations.recounting import (
    Move,
    Rows,
    keeps_own_length,
    moves_with,
    recount,
    relengthened_by,
)


@dataclass(frozen=True)
class Rehearsal:
    """Every open deadline of a rule under a length that is not switched on yet.

    `moving` are those it would move; `keeping` those that stay as they are although they are open, each counted as
    if it did not, with the reason.
    """

    moving: list[Move]
    keeping: list[tuple[Move, StrOrPromise]]

    @property
    def all(self) -> list[Move]:
        return [*self.moving, *(move for move, _why in self.keeping)]


def why_fixed(rule: Rule) -> str:
    """Why this office cannot set the length; empty where it can."""
    if rule.unit == Unit.DATE:
        return _("The parties or the meeting name the day: nothing is counted.")
    if not rule.adjustable:
        return _("The law fixes the length, and the article was read.")
    return ""


def rehearse_length(code: str, length: int, unit: str, valid_from: date) -> Rehearsal:
    """All open deadlines of the rule under the length; changes nothing. Raises StepRefused."""
    new = RuleSetting(code=code, length=length, unit=unit, valid_from=valid_from)
    _refuse_twice(new)
    _refuse(new, exclude=("reason", "set_by"))
    rows = _open_rows(code)
    until = min((row.valid_from for row in load_settings() if row.code == code and row.valid_from > valid_from),
                default=date.max)  # fmt: skip
    moving = relengthened_by(_with(new))(rows.filter(trigger_on__gte=valid_from))
    moved = {move.row.pk for move in moving}
    others = list(rows.exclude(pk__in=moved).select_related("dispute", "letter").order_by("dispute", "pk"))
    counted = moves_with((row, {"length": length, "unit": unit}) for row in others)
    return Rehearsal(moving, [(move, _why_kept(move.row, valid_from, until)) for move in counted])


def set_length(code: str, length: int, unit: str, *, valid_from: date, reason: str, by: User, at: datetime) -> int:
    """启用: set the length of a rule from a day on; how many open deadlines were counted anew.

    Those that began before the day keep their rule. Raises StepForbidden, StepRefused.
    """
    actor = administrator(by, _("You may not change the rules."))
    row = RuleSetting(
        code=code, length=length, unit=unit, valid_from=valid_from, reason=reason.strip(), by=by, set_by=str(by),
        set_at=at,
    )  # fmt: skip
    with transaction.atomic():
        hold_calendar()
        _refuse_twice(row)
        _refuse(row)
        row.save()
        words = f"{code} {RULES[code].chinese}：{row.reason}"
        rows = _open_rows(code).filter(trigger_on__gte=valid_from)
        return recount(rows, relengthened_by(load_settings()), actor=actor, at=at, reason=words)


def check_rule(code: str, source: str, *, by: User, at: datetime) -> RuleCheck:
    """核对: somebody read the article of a rule that is to be verified. Raises StepForbidden, StepRefused."""
    administrator(by, _("You may not change the rules."))
    if code not in RULES:
        raise StepRefused([Unmet(_("There is no such rule."), _("you"))])
    row = RuleCheck(code=code, source=source.strip(), by=by, checked_by=str(by), checked_at=at)
    _refuse(row)
    row.save()
    return row


def add_minimum_wage(
    area: str, amount: Decimal, valid_from: date, source: str, *, by: User, at: datetime
) -> MinimumWage:
    """最低工资标准: the amount of an area from a day on, in yuan a month. Raises StepForbidden, StepRefused."""
    administrator(by, _("You may not change the rules."))
    row = MinimumWage(area=area.strip(), amount=amount, valid_from=valid_from, source=source.strip(), by=by, at=at)
    _refuse(row)
    row.save()
    return row


def _refuse_twice(new: RuleSetting) -> None:
    if RuleSetting.objects.filter(code=new.code, valid_from=new.valid_from).exists():
        words = _("A length from %(day)s is set already: choose another day, and the later one holds from then on.")
        raise StepRefused([Unmet(words % {"day": new.valid_from}, _("you"))])


def _refuse(row: models.Model, exclude: tuple[str, ...] = ()) -> None:
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        raise StepRefused([Unmet(message, _("you")) for message in error.messages]) from error


def _open_rows(code: str) -> Rows:
    """Also those that stand still: they run on under the new length."""
    return Deadline.objects.open().filter(rule=code)


def _with(new: RuleSetting) -> list[RuleSetting]:
    return sorted([*load_settings(), new], key=lambda row: row.valid_from)


def _why_kept(row: Deadline, valid_from: date, until: date) -> str:
    if row.trigger_on < valid_from:
        return _("began before")
    if row.trigger_on >= until:
        return _("a later setting holds")
    return _("its own length holds") if keeps_own_length(row) else _("has this length already")
