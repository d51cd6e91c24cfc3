"""The working hours of the office (工作时间): only then is anybody reminded. Pure, and free of settings."""

from datetime import datetime, time
from typing import NamedTuple

from mediation.workdays import SHANGHAI


class Hours(NamedTuple):
    """From and until, in Asia/Shanghai."""

    opens: time
    closes: time

    def holds(self, at: datetime) -> bool:
        """Whether the instant lies in them on its day; the closing minute does not."""
        return self.opens <= at.astimezone(SHANGHAI).time() < self.closes


def read_hours(text: str) -> Hours:
    """Hours written as 09:00-17:30. ValueError for anything else, or for a day that ends before it begins."""
    opens, _dash, closes = text.partition("-")
    hours = Hours(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
    if any(end.tzinfo for end in hours) or hours.opens >= hours.closes:
        raise ValueError("the working day ends before it begins")
    return hours
