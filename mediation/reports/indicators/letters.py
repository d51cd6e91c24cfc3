"""Letters (一函两书): issued, answered, followed by a correction or by the next rung."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.letter_kinds import REPLY_RULES, ROWS, State
from mediation.machine import StrOrPromise
from mediation.models import Deadline, Letter
from mediation.reports.expressions import OneOf
from mediation.reports.indicators.indicator import Indicator, Within

ENDED = Deadline.Status.ENDED
VOID = (State.WITHDRAWN, State.SUPERSEDED)
ASKING = [code for code, row in ROWS.items() if row.answered]
_IN_FORCE = ~Q(state__in=VOID)
_SPARED = Q(Exists(Deadline.objects.filter(Q(OneOf("rule", REPLY_RULES)), letter=OuterRef("pk"), status=ENDED)))
_WAITED = Q(kind__in=ASKING) & ~Q(state__in=(State.SERVED, *VOID))
_ANSWERED_LETTERS = _WAITED & Q(answered_on__isnull=False)
_VERIFIED = Q(kind__in=ASKING, state=State.VERIFIED)
_VOID_LEFT_OUT = _("letters withdrawn, and letters replaced by another one")

# A limit that ended without an answer because the case did is not the silence of the addressee.
_FELL_DUE = ~Q(letter__state__in=VOID) & (~Q(status=ENDED) | Q(letter__answered_on__isnull=False))
_ANSWERED = _FELL_DUE & Q(letter__answered_on__isnull=False)
_LIMIT = _("letters whose limit for the answer fell due in the period")
_ENDED_LEFT_OUT = _("letters withdrawn or replaced, and limits that ended with the case before an answer")


def _issued(code: str, kind: str, label: StrOrPromise, chinese: str) -> Indicator:
    return Indicator(
        code, label, chinese, "letters", "letters", Within("issued_on", Q(kind=kind) & _IN_FORCE),
        formula=_("letters of this kind issued in the period"), exclusions=_VOID_LEFT_OUT,
    )  # fmt: skip


def _climbed(code: str, kind: str, rung: str, label: StrOrPromise, chinese: str) -> Indicator:
    later = Letter.objects.filter(
        _IN_FORCE, dispute=OuterRef("dispute"), kind=rung, issued_on__gte=OuterRef("issued_on")
    )
    issued = Q(kind=kind) & _IN_FORCE
    return Indicator(
        code, label, chinese, "letters", "letters", Within("issued_on", issued & Q(Exists(later)), apart=True),
        Within("issued_on", issued),
        formula=_("letters followed by the next rung of the ladder in the same case ÷ letters of this kind issued in "
            "the period"),
        numerator=_("of these, with a letter of the next rung issued since, by now"),
        denominator=_("letters of this kind issued in the period"), exclusions=_VOID_LEFT_OUT,
        source=_("提示函 → 意见书 → 建议书; our own definition"),
    )  # fmt: skip


LETTERS = (
    _issued("reminders", "reminder", _("Reminder letters issued"), "发出提示函"),
    _issued("opinions", "opinion", _("Opinion letters issued"), "发出意见书"),
    _issued("suggestions", "suggestion", _("Suggestion letters issued"), "发出建议书"),
    _issued("clues", "clue_transfer", _("Clues to the procuratorate issued"), "移送检察线索"),
    Indicator(
        "answering", _("Answers to letters"), "答复率", "letters", "letters",
        Within("served_on", _ANSWERED_LETTERS),
        Within("served_on", _WAITED & (Q(answered_on__isnull=False) | ~_SPARED), apart=True),
        formula=_("letters answered, also late ÷ letters that ask for an answer and were served or refused in the "
            "period"),
        numerator=_("of these, answered, in time or late"),
        denominator=_("letters that ask for an answer, served or refused in the period, and no longer waiting for it"),
        exclusions=_("letters still waiting for the answer, withdrawn and replaced ones, and those whose limit ended "
            "before an answer, with the case or by a verification on the spot"), version="2",
    ),
    Indicator(
        "reply_on_time", _("Answers in time"), "按期回复率", "letters", "replies",
        Within("due_on", _ANSWERED & Q(letter__answered_on__lte=F("due_on"))), Within("due_on", _FELL_DUE),
        per=lambda prefix: F("letter"),
        formula=_("letters answered by the day of the limit ÷ letters whose limit fell due in the period"),
        numerator=_("of these, answered by that day"), denominator=_LIMIT, exclusions=_ENDED_LEFT_OUT,
        source=_("整改回复率 is reported; the denominator is our own"),
    ),
    Indicator(
        "replies_late", _("Answers late"), "逾期回复", "letters", "replies",
        Within("due_on", _ANSWERED & Q(letter__answered_on__gt=F("due_on"))), per=lambda prefix: F("letter"),
        formula=_("letters whose limit fell due in the period and that were answered after it"),
        exclusions=_ENDED_LEFT_OUT,
    ),
    Indicator(
        "unanswered", pgettext_lazy("figure", "Not answered"), "未回复", "letters", "replies",
        Within("due_on", _FELL_DUE & Q(letter__answered_on__isnull=True)), per=lambda prefix: F("letter"),
        formula=_("letters whose limit fell due in the period and that have no answer"), exclusions=_ENDED_LEFT_OUT,
    ),
    Indicator(
        "correction", _("Corrections"), "整改率", "letters", "letters",
        Within("verified_on", _VERIFIED & Q(corrected=True)), Within("verified_on", _VERIFIED),
        formula=_("letters whose breach was corrected ÷ letters verified in the period"),
        numerator=_("of these, with the breach corrected"), denominator=_("letters verified in the period"),
        exclusions=_("of several verifications of a letter all but the last"),
    ),
    _climbed("reminders_climbed", "reminder", "opinion", _("Reminders followed by an opinion"), "提示函升级率"),
    _climbed("opinions_climbed", "opinion", "suggestion", _("Opinions followed by a suggestion"), "意见书升级率"),
)  # fmt: skip
