"""Acts on clocks by hand and on the limitation, with days and papers now and then wrong on purpose."""

from datetime import timedelta

from mediation.access import Act
from mediation.deadlines import RULES
from mediation.models import LimitationEvent
from mediation.operations.clocks import (
    correct_clock,
    end_clock,
    extend_clock,
    meet_clock,
    rules_by_hand,
    start_clock,
)
from mediation.operations.limitation import end_limitation, record_limitation, strike_limitation


class ClockActs:
    """Part of `Creations`: each method returns the act as words and a call."""

    def clock(self):
        case, by = self.case_and(Act.HANDLE)
        row = self.random.choice([None, *case.deadlines.open().order_by("pk")])
        given = {"by": by, "at": self.walk.now}
        if row is None:
            return self._start(case, given)
        paper, day = self.mostly("有关文书", ("", " ")), self._day(row.trigger_on)
        words, call = self.random.choice((
            ("meet", lambda: meet_clock(row, met_on=day, paper=paper, **given)),
            ("extend", lambda: extend_clock(row, extra=self.random.choice((1, 5, 40)), paper=paper, **given)),
            ("correct", lambda: correct_clock(row, trigger_on=day, paper=paper, reason="看错回执。", **given)),
            ("end", lambda: end_clock(row, reason=paper, **given)),
        ))  # fmt: skip
        return f"{words} {row.rule} of {case.pk} ({case.state}) by {by.username}", call

    def _start(self, case, given):
        rule = self.mostly(self.random.choice(rules_by_hand()).code, RULES)
        day = {"trigger_on": self._day(self.walk.today - timedelta(days=20))}
        if RULES[rule].unit == "hour":
            day = {"trigger_at": self.walk.now - timedelta(hours=self.random.choice((-1, 1, 30)))}
        words = f"start {rule} in {case.pk} ({case.state}) by {given['by'].username}"
        return words, lambda: start_clock(case, rule, paper=self.mostly("有关文书", ("",)), **day, **given)

    def _day(self, first):
        """A day between the first one and today as a rule."""
        back = self.random.randrange(-1, max((self.walk.today - first).days, 1) + 2)
        return self.walk.today - timedelta(days=back)

    def limitation(self):
        case, by = self.case_and(Act.HANDLE)
        entry = self.random.choice([None, *case.limitation_events.order_by("pk")])
        given = {"by": by, "at": self.walk.now}
        first = case.knew_on or self.walk.today
        day, proof = self._day(first), self.mostly("书面凭证", ("",))
        if entry is None:
            cause, end = self.random.choice(LimitationEvent.Cause.values), self.random.choice((None, self._day(day)))
            return f"record {cause} in {case.pk} ({case.state}) by {by.username}", lambda: record_limitation(
                case, cause=cause, happened_on=day, ended_on=end, proof=proof, **given
            )
        if self.random.random() < 0.5:
            return f"end an entry of {case.pk} by {by.username}", lambda: end_limitation(
                entry, ended_on=day, proof=proof, **given
            )
        return f"strike an entry of {case.pk} by {by.username}", lambda: strike_limitation(entry, reason=proof, **given)
