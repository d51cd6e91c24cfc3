"""Acts on the calendar: the notice of a year that nobody knew, and a day corrected; both count open deadlines anew."""

from datetime import date, timedelta

from mediation.models import CalendarYear
from mediation.notices import EVERY_YEAR, REST, WORK, NoticeDay, sheet_of
from mediation.operations.calendar import Notice, correct, publish


class CalendarActs:
    """Part of `Creations`: each method returns the act as words and a call."""

    def calendar(self):
        by = self.mostly(self.world.of_role("administrator")[0], self.world.people)
        known = set(CalendarYear.objects.values_list("pk", flat=True))
        year = self.walk.now.year + self.random.choice((0, 1))
        if year not in known:
            return f"publish {year} by {by.username}", lambda: publish(
                self._sheet(year), Notice(), by=by, at=self.walk.now
            )
        day = self.walk.today + timedelta(days=self.random.randrange(1, 60))
        kind, reason = self.random.choice((REST, WORK, "")), self.mostly("临时放假。", ("",))
        return f"correct {day} to {kind or 'nothing'} by {by.username}", lambda: correct(
            day, kind, "国庆节" if kind else "", reason=reason, by=by, at=self.walk.now
        )

    def _sheet(self, year):
        """Three days off a festival, somewhere in its month; now and then a festival forgotten."""
        names = self.mostly(EVERY_YEAR, (EVERY_YEAR[1:],))
        starts = {name: date(year, month, self.random.randrange(1, 25)) for month, name in enumerate(names, 1)}
        return sheet_of(
            year, [NoticeDay(day + timedelta(days=n), REST, name) for name, day in starts.items() for n in range(3)]
        )
