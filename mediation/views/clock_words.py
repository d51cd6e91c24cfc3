"""What an event of a clock by hand or of the limitation says in the timeline: which, from when, by which paper."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mediation.deadlines import RULES
from mediation.models import Event, LimitationEvent

CLOCKS = ("start_clock", "meet_clock", "extend_clock", "correct_clock", "end_clock")
ENTRIES = ("record_limitation", "end_limitation", "strike_limitation")


def clock_words(event: Event) -> Iterator[str]:
    """The lines of such an event; none of another."""
    if event.kind not in (*CLOCKS, *ENTRIES):
        return
    told = event.data
    if event.kind in CLOCKS:
        yield str(RULES[told["rule"]].label)
    else:
        yield str(LimitationEvent.Cause(told["cause"]).label)
    days = {
        "was": _("was counted from: %(day)s"), "trigger_on": _("counted from: %(day)s"), "met_on": _("met on: %(day)s"),
        "happened_on": _("happened on: %(day)s"), "ended_on": _("ended on: %(day)s"),
    }  # fmt: skip
    found = [words % {"day": told[name]} for name, words in days.items() if told.get(name)]
    if told.get("extra"):
        found.append(_("longer by: %(number)s") % {"number": told["extra"]})
    if told.get("late"):
        found.append(_("late"))
    yield " · ".join([*found, *filter(None, (told.get("paper") or told.get("proof"), told.get("note")))])
