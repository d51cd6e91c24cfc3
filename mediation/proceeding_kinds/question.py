"""Questions of eligibility (受理条件): what a kind asks before it is filed or accepted, and which answers open the way.

An answer is kept as text: a code, "yes" or "no", a date as ISO, money in yuan with a point.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation.grounds import HANDLER
from mediation.machine import StrOrPromise, Unmet

YES_NO, CHOICE, MONEY, DATE, TEXT = "yes_no", "choice", "money", "date", "text"


@dataclass(frozen=True)
class Option:
    """A code with its words: an outcome, a legal basis, a paper or an answer."""

    code: str
    label: StrOrPromise


YES, NO = Option("yes", _("Yes")), Option("no", _("No"))


@dataclass(frozen=True)
class Question:
    """One question; `must` are the answers that open the way (none named: any), `lacking` says what is missing else."""

    code: str
    label: StrOrPromise
    asks: str = YES_NO
    options: tuple[Option, ...] = ()
    bases: tuple[str, ...] = ()  # asked only on these legal bases; none named: always
    must: tuple[str, ...] = ()
    lacking: StrOrPromise = ""
    optional: bool = False
    at: str = "file"  # the verb it is asked with

    @property
    def choices(self) -> tuple[Option, ...]:
        return (YES, NO) if self.asks == YES_NO else self.options

    def unmet(self, facts: Mapping[str, str], today: date) -> list[Unmet]:
        """What stands in the way: no answer, one that cannot be read, or one that closes the way."""
        given = str(facts.get(self.code) or "").strip()
        if not given:
            return (
                [] if self.optional else [Unmet(format_lazy(_("answered: {question}"), question=self.label), HANDLER)]
            )
        if not self._is_readable(given, today):
            return [Unmet(format_lazy(_("a usable answer: {question}"), question=self.label), HANDLER)]
        return [] if not self.must or given in self.must else [Unmet(self.lacking, HANDLER)]

    def _is_readable(self, given: str, today: date) -> bool:
        """A day is not in the future, an amount is above zero, a code is one of the list."""
        try:
            match self.asks:
                case "date":
                    return date.fromisoformat(given) <= today
                case "money":
                    return Decimal(given).is_finite() and Decimal(given) > 0
                case "text":
                    return len(given) <= 200
        except (ValueError, InvalidOperation):
            return False
        return given in {option.code for option in self.choices}

    def words(self, given: str) -> StrOrPromise:
        """The answer in words."""
        return next((option.label for option in self.choices if option.code == given), given)
