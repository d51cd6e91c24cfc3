"""The timeline of a case: its events in words, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.kinds import kind_of
from mediation import hand_overs, letters, lifecycle, proceedings
from mediation.access import Role
from mediation.classification import Group, Satisfaction
from mediation.deadlines import RULES
from mediation.linkage import LABELS, MOVES
from mediation.models import Claim, Dispute, Event, Party
from mediation.models.written_rows import WrittenRows
from mediation.satisfaction import Means, Performance, Result
from mediation.steps import event_label
from mediation.views.clock_words import clock_words
from mediation.views.loading import attach
from mediation.views.next_steps import titled

PAGE = 50
NOTHING, LONGEST = "—", 80  # an amended value: none, and how much of a long one is shown
OF_PAPERS = ("draw_paper", "edit_paper", "discard_paper")
STATES = {
    "dispute": lifecycle.State, "proceeding": proceedings.State, "letter": letters.State,
    "hand_over": hand_overs.State,
}  # fmt: skip
SUBJECTS = {"proceedings": "proceeding", "letters": "letter", "hand_overs": "hand_over"}


def _all(case: int) -> QuerySet[Event]:
    """Those of a case, with who acted for which organisation; for an order the database would compare all columns."""
    named = Event.objects.annotate(who=F("by__display_name"), office=F("organisation__name"))
    return named.filter(dispute=case).order_by()


def _newest(case: int) -> QuerySet[Event]:
    newest = Event.objects.filter(dispute=case).order_by("-number").values("pk")[:PAGE]
    return _all(case).filter(Q(pk__in=newest) | Q(subject="dispute", kind__in=MOVES))


_ALL, _NEWEST = WrittenRows(_all, {"case": -1}), WrittenRows(_newest, {"case": -1})


@dataclass(frozen=True)
class Entry:
    """One event as the page shows it."""

    at: datetime
    title: str
    who: str
    role: str
    text: str
    state: str


def timeline(dispute: Dispute, *, complete: bool = False) -> tuple[list[Entry], int]:
    """The newest events, or all of them, and how many there are in all (numbers are dense).

    The case comes with its proceedings, letters and hand-overs, which events name; its moves are read along.
    """
    events = sorted((_ALL if complete else _NEWEST).ask(case=dispute.pk), key=lambda event: -event.number)
    for event in events:
        event.dispute = dispute
    dispute.moves = [event for event in reversed(events) if event.subject == "dispute" and event.kind in MOVES]
    for room, field in SUBJECTS.items():
        attach(events, field, {row.pk: row for row in getattr(dispute, room).all()})
    shown = events if complete else events[:PAGE]
    return [_entry(event) for event in shown], events[0].number if events else 0


def _entry(event: Any) -> Entry:
    return Entry(
        event.at,
        _title(event),
        event.who,
        _role(get_language(), event.role, event.office),
        "\n".join(filter(None, _words(event))),
        event.to_state,
    )


@lru_cache(maxsize=512)  # not stale: words made of what is given, per language
def _role(language: str | None, role: str, organisation: str) -> str:
    return _("%(role)s, %(organisation)s") % {"role": Role(role).label, "organisation": organisation}


def _words(event: Event) -> tuple[str, ...]:
    return (
        _states(event), *_amended(event), _told(event), *_recounted(event), *clock_words(event), _files(event),
        joint_words(event), _asked(event),
        _typed_by(event), event.reason,
    )  # fmt: skip


def _title(event: Event) -> str:
    label = str(event_label(event.subject, event.kind))
    if event.proceeding is not None:
        own = event.proceeding.row.names.get(event.kind, label)
        return titled(str(event.proceeding), str(own))
    if event.letter is not None:
        return titled(f"{event.letter.get_kind_display()} {event.letter.number}".strip(), label)
    if event.hand_over is not None:
        return titled(str(event.hand_over), label)
    if event.kind in OF_PAPERS or (event.kind == "reveal" and "paper" in event.data):
        return titled(str(kind_of(event.data["kind"]).label), label)
    return label


def _files(event: Event) -> str:
    """The names of the files that came with the act."""
    names = [row["name"] for row in event.data.get("attached") or ()]
    return titled(_("Files"), ", ".join(names)) if names else ""


def joint_words(event: Event) -> str:
    """Which offices sign a letter with the union, where the act changed or sealed it."""
    names = event.data.get("joint")
    return "" if names is None else titled(_("Issued jointly with"), "、".join(names) or NOTHING)


def _asked(event: Event) -> str:
    """Of a visit or a survey: by which way, and what was answered; never the remark."""
    if event.kind not in ("follow_up", "ask_survey", "answer_survey"):
        return ""
    data = event.data
    words = [data["party"]["label"]] if data.get("party") else []
    for name, codes in (
        ("means", Means),
        ("result", Result),
        ("satisfaction", Satisfaction),
        ("performance", Performance),
    ):
        words += [str(codes(data[name]).label)] if data.get(name) else []
    return " · ".join(words)


def _typed_by(event: Event) -> str:
    """Who acted by a one-time link, as typed there."""
    if event.hand_over is None:
        return ""
    return " · ".join(filter(None, (event.data.get("person", ""), event.data.get("post", ""))))


def _recounted(event: Event) -> Iterator[str]:
    """The old and the new due dates of the deadlines that were counted anew; of one that had none, the new."""
    for row in event.data.get("deadlines", ()) if event.kind == "recount" else ():
        rule = f"{row['rule']} {RULES[row['rule']].label}"
        dates = _("now final") if row["was"] == row["now"] else " → ".join(filter(None, (row["was"], row["now"])))
        yield titled(rule, dates)


def _amended(event: Event) -> Iterator[str]:
    """Whose record, and what was amended, from what to what; of private numbers only that they were."""
    if event.kind not in ("amend", "reveal"):
        return
    about = event.data.get("party") or event.data.get("claim") or {}
    if label := about.get("label"):
        yield label
    models: list[Any] = [Party] * ("party" in event.data) + [Claim] * ("claim" in event.data) + [Dispute]
    for name, pair in event.data.get("changes", {}).items():
        field = next(model._meta.get_field(name) for model in models if hasattr(model, name))
        words = " → ".join(_value(field, value) for value in pair) if pair else _("amended")
        yield titled(str(field.verbose_name), words)


def _value(field: Any, value: Any) -> str:
    """A value of an event's data as a reader knows it."""
    if isinstance(value, list):
        return " · ".join(str(dict(Group.choices).get(code, code)) for code in value) or NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value["label"] if isinstance(value, dict) else "" if value is None else value)
    return Truncator(str(dict(field.flatchoices).get(text, text))).chars(LONGEST) or NOTHING


def _told(event: Event) -> str:
    """What a meeting resolved, a task asks or came to, on which ground a case went up, what was paid or demanded."""
    data = event.data
    parts = [data.get(name) for name in _TOLD.get(event.kind, ())]
    words = [str(part["label"] if isinstance(part, dict) else part) for part in parts if part]
    if event.kind == "escalate" and data.get("ground") in LABELS:
        words.append(str(LABELS[data["ground"]]))
    return " · ".join(words)


_TOLD = {
    "discuss": ("meeting", "resolution"), "open_task": ("unit", "text", "due_on"), "close_task": ("task", "result"),
    "record_performance": ("paid_on", "paid_amount", "proof"), "strike_payment": ("paid_on", "paid_amount", "proof"),
    "remind_debtor": ("reminded_on", "words"),
    "plan_visit": ("planned_on",),
    "delegate": ("holder",), "escalate": ("holder",), "transfer": ("holder",),
}  # fmt: skip


def _states(event: Event) -> str:
    if not event.to_state or event.from_state == event.to_state:
        return ""
    return _change(get_language(), event.subject, event.from_state, event.to_state)


@lru_cache(maxsize=512)  # not stale: words of the code, per language
def _change(language: str | None, subject: str, before: str, now: str) -> str:
    states = STATES[subject]
    label = str(states(now).label)
    if not before:
        return label
    # Translators: a change of state, from one to another
    return _("%(before)s → %(now)s") % {"before": states(before).label, "now": label}
