"""The four machines read from the code: states, and verbs with from, to, who, needs, papers and deadlines.

The map page, docs/lifecycle.md and `manage.py print_lifecycle` all show what stands here and nothing else.
"""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation import hand_overs, letters, lifecycle, proceedings
from mediation.access import GRANTS, Role
from mediation.deadlines import RULES
from mediation.deadlines.reasons import length_text
from mediation.letters import ROWS
from mediation.machine import StrOrPromise
from mediation.models import Dispute, HandOver, Letter, OrganisationKind, Proceeding
from mediation.proceeding_kinds import KINDS, Kind, Opens
from mediation.steps import DISPUTE_STEPS, TABLES, Step

MODELS: dict[str, Any] = {
    "dispute": Dispute, "proceeding": Proceeding, "letter": Letter, "hand_over": HandOver,
}  # fmt: skip
STATES: dict[str, Any] = {
    "dispute": lifecycle.State, "proceeding": proceedings.State, "letter": letters.State, "hand_over": hand_overs.State,
}  # fmt: skip
TITLES: dict[str, StrOrPromise] = {
    "dispute": gettext_lazy("The case"),  # 案件
    "proceeding": gettext_lazy("A proceeding"),  # 子程序
    "letter": gettext_lazy("A letter"),  # 文书
    "hand_over": gettext_lazy("A hand-over"),  # 移送
}


@dataclass(frozen=True)
class State:
    """A state of a machine."""

    code: str
    label: StrOrPromise


@dataclass(frozen=True)
class Arrow:
    """A verb of a machine; no targets when it leaves the state as it is."""

    verb: str
    label: StrOrPromise
    chinese: str  # the term before the colon of the verb's docstring
    led: bool  # follows from another step, nobody's button
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    who: tuple[StrOrPromise, ...]
    needs: tuple[StrOrPromise, ...]
    papers: tuple[StrOrPromise, ...]
    opens: tuple[str, ...]  # codes of deadline rules
    meets: tuple[str, ...]


@dataclass(frozen=True)
class Graph:
    """One machine."""

    name: str
    title: StrOrPromise
    states: tuple[State, ...]
    arrows: tuple[Arrow, ...]

    def label_of(self, code: str) -> StrOrPromise:
        """The word of a state; KeyError for a code the machine does not have."""
        return {state.code: state.label for state in self.states}[code]


def read_graphs() -> list[Graph]:
    """Dispute, proceeding, letter and hand-over, in the order of the states and of the table of steps."""
    return [read_graph(name) for name in TABLES]


def read_graph(name: str) -> Graph:
    """One machine by its name in `steps.TABLES`; KeyError for another name."""
    states = tuple(State(code, label) for code, label in STATES[name].choices)
    moves = MODELS[name]._meta.get_field("state").get_all_transitions(MODELS[name])
    found: dict[str, list[Any]] = {}
    for move in moves:
        found.setdefault(move.name, []).append(move)
    order = [state.code for state in states]
    arrows = [_arrow(name, step, found[verb], order) for verb, step in TABLES[name].items() if verb in found]
    return Graph(name, TITLES[name], states, tuple(arrows))


def _arrow(name: str, step: Step, moves: list[Any], order: list[str]) -> Arrow:
    verb = step.verb
    requirements = [row.what for row in (*moves[0].conditions, *step.duties, *step.checks)]
    reason: list[StrOrPromise] = [gettext_lazy("a reason is given")] if step.reason else []
    return Arrow(
        verb=verb, label=step.label, chinese=chinese_of(getattr(MODELS[name], verb)), led=step.led,
        sources=tuple(sorted({str(move.source) for move in moves}, key=order.index)),
        targets=tuple(sorted({code for move in moves for code in _targets(move)}, key=order.index)),
        who=() if step.led else _roles(step), needs=(*requirements, *reason),
        papers=tuple(ROWS[kind].label for kind in step.drafts),
        opens=tuple(row.rule for row in step.opens), meets=step.meets,
    )  # fmt: skip


def _targets(move: Any) -> list[str]:
    """A state, the states a verb may return to, or none."""
    if move.target is None:
        return []
    return [str(code) for code in getattr(move.target, "allowed_states", None) or [move.target]]


def _roles(step: Step) -> tuple[StrOrPromise, ...]:
    return tuple(role.label for role in Role if any(act in GRANTS[role] for act in step.acts))


def chinese_of(verb: Any) -> str:
    """受理 of the docstring "受理: in scope …"."""
    return (inspect.getdoc(verb) or "").split(":", 1)[0]


def rule_words(code: str) -> str:
    """M3 Mediation ends (15 days)."""
    rule = RULES[code]
    words = {"code": code, "label": rule.label, "length": length_text(rule.length, rule.unit)}
    return _("%(code)s %(label)s (%(length)s)") % words


def deadline_words(arrow: Arrow) -> Iterator[str]:
    """What a verb starts and meets, in words."""
    for code in dict.fromkeys(arrow.opens):
        yield _("starts %(rule)s") % {"rule": rule_words(code)}
    for code in arrow.meets:
        yield _("meets %(rule)s") % {"rule": rule_words(code)}


# What varies by kind ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class KindRow:
    """One kind of proceeding in words."""

    code: str
    label: StrOrPromise
    chinese: str
    agencies: tuple[StrOrPromise, ...]
    allowed_from: tuple[StrOrPromise, ...]
    needs: tuple[StrOrPromise, ...]
    deadlines: tuple[str, ...]
    outcomes: tuple[str, ...]


def proceeding_rows() -> list[KindRow]:
    """The table of kinds of proceedings."""
    labels = dict(OrganisationKind.choices)
    return [
        KindRow(
            row.code, row.label, row.chinese,
            agencies=tuple(labels[kind] for kind in row.agencies),
            allowed_from=tuple(lifecycle.State(code).label for code in row.allowed_from),
            needs=(
                *(ground.what for ground in row.grounds), *(paper.label for paper in row.papers),
                *(question.label for question in row.questions if question.at == "file"),
            ),
            deadlines=tuple(_kind_deadlines(row)), outcomes=tuple(_outcomes(row)),
        )
        for row in KINDS.values()
    ]  # fmt: skip


def _kind_deadlines(row: Kind) -> Iterator[str]:
    for verb, rule in dict.fromkeys((verb, opens.rule) for verb, opens in row.all_opens()):
        words = {"step": TABLES["proceeding"][verb].label, "rule": rule_words(rule)}
        yield _("%(step)s: starts %(rule)s") % words
    for rule in dict.fromkeys([row.within, *(rule for basis in row.bases for rule in basis.within)]):
        if rule:
            yield _("to be filed within %(rule)s") % {"rule": rule_words(rule)}


def _outcomes(row: Kind) -> Iterator[str]:
    for outcome in row.outcomes:
        follows = [str(DISPUTE_STEPS[outcome.leads].label)] if outcome.leads else []
        follows += [_("starts %(rule)s") % {"rule": rule_words(rule)} for rule in _codes(outcome.opens)]
        yield f"{outcome.label} → {'; '.join(follows)}" if follows else str(outcome.label)


def _codes(opens: Iterable[Opens]) -> list[str]:
    return list(dict.fromkeys(row.rule for row in opens))


@dataclass(frozen=True)
class LetterKindRow:
    """One kind of letter in words."""

    code: str
    label: StrOrPromise
    reviewed: bool
    supervisors: int
    grounds: tuple[StrOrPromise, ...]
    reply: str


def letter_rows() -> list[LetterKindRow]:
    """The table of kinds of letters."""
    return [
        LetterKindRow(
            row.code, row.label, row.reviewed, row.supervisors, tuple(ground.what for ground in row.grounds),
            rule_words(row.reply_rule) if row.reply_rule else "",
        )
        for row in ROWS.values()
    ]  # fmt: skip
