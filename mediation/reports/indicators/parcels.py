"""Hand-overs (移送): parcels to other offices, how long they wait and how many come back."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mediation.hand_overs import State
from mediation.reports.expressions import Days
from mediation.reports.indicators.indicator import Indicator, Standing, Within

_TAKEN = Within("taken_on", ~Q(state=State.WITHDRAWN))

PARCELS = (
    Indicator(
        "parcels_sent", _("Hand-overs sent"), "移送数", "parcels", "parcels", Within("sent_on"),
        formula=_("hand-overs sent in the period"),
    ),
    Indicator(
        "parcels_waiting", _("Hand-overs waiting"), "待接收移送", "parcels", "parcels",
        Standing("sent_on", "taken_on", begun="end", stays="end"),
        formula=_("hand-overs sent by the end of the period that the office had not taken up or sent back by then"),
    ),
    Indicator(
        "parcel_days", _("Days until a hand-over is taken up"), "移送等待天数", "days", "parcels", _TAKEN,
        spread=lambda period: Days(F("taken_on"), F("sent_on")),
        formula=_("days from sending until the office takes the hand-over up, answers it or sends it back, of those it "
            "did so with in the period"),
        exclusions=_("hand-overs that the union took back"),
    ),
    Indicator(
        "bounces", _("Hand-overs sent back"), "移送退回率", "parcels", "parcels",
        Within("sent_on", Q(state=State.RETURNED)), Within("sent_on"),
        formula=_("hand-overs sent back by the office ÷ hand-overs sent in the period"),
        numerator=_("of these, sent back by now"), denominator=_("hand-overs sent in the period"),
    ),
)  # fmt: skip
