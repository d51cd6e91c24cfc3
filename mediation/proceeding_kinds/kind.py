"""What a kind of proceeding (子程序种类) consists of; the rows stand in the modules of the agencies."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mediation.grounds import Ground
from mediation.lifecycle import HANDLED
from mediation.machine import StrOrPromise, Unmet
from mediation.proceeding_kinds.question import Option, Question


@dataclass(frozen=True)
class Opens:
    """A deadline that a verb starts: its rule and the answer that holds its trigger date, or the one that does else."""

    rule: str
    since: str
    unless_open: bool = False
    request: str = ""  # only in cases that ask this of the union
    otherwise: str = ""


Clocks = Mapping[str, tuple[Opens, ...]]  # by verb
Codes = Mapping[str, tuple[str, ...]]  # by verb: codes of deadline rules


@dataclass(frozen=True)
class Paper(Option):
    """A paper that an application needs; `bases` names the legal bases that ask for it, none means all of them."""

    bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Basis(Option):
    """A legal basis for going to an agency.

    `within` are the rules one of whose deadlines the filing must keep. `proved` tests proceeding and answers on
    filing, `lacking` says what is missing else. `opens` and `meets` take the place of the kind's own at their verb;
    `ends` are deadlines that the verb makes void, `revives` those that run after all when nothing is decided: each
    with the rule it then follows. `against` is the kind of proceeding whose deadlines these are; `once`: what was
    accepted cannot be asked for again.
    """

    within: tuple[str, ...] = ()
    proved: Callable[[Any, Mapping[str, Any]], bool] | None = None
    lacking: StrOrPromise = ""
    opens: Clocks = field(default_factory=dict)
    meets: Codes = field(default_factory=dict)
    ends: Codes = field(default_factory=dict)
    revives: Mapping[str, str] = field(default_factory=dict)
    against: str = ""
    once: bool = False


@dataclass(frozen=True)
class Outcome(Option):
    """How a proceeding can end; `leads` is the verb of the dispute that follows, empty when the case stays."""

    leads: str = ""
    opens: tuple[Opens, ...] = ()
    received: bool = False  # the day the parties received the paper starts their own limits
    past: tuple[str, ...] = ()  # the deadline of one of these rules has passed
    after: str = ""  # a stage that is recorded before
    undecided: bool = False  # as if nobody had asked


@dataclass(frozen=True)
class Procedure(Option):
    """A procedure (审理程序) chosen at acceptance: its clock, its outcomes (none named: all), what it may become."""

    opens: tuple[Opens, ...] = ()
    bases: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stage(Option):
    """An act of the agency between its main steps (节点): under way, or after one of the `outcomes`."""

    outcomes: tuple[str, ...] = ()
    after: str = ""
    opens: tuple[Opens, ...] = ()
    meets: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    performance: bool = False  # the paper may name a last day of performance


@dataclass(frozen=True)
class Restart:
    """Causes for which the clock of an agency starts anew (重新计算) in a state; `rules` becomes a rule anew."""

    state: str
    rules: Mapping[str, str]
    causes: tuple[Option, ...]


@dataclass(frozen=True)
class Kind:
    """One kind of proceeding."""

    code: str
    label: StrOrPromise
    chinese: str
    agencies: tuple[str, ...]
    allowed_from: tuple[str, ...] = HANDLED
    stage_verb: str = ""
    is_filed: bool = True
    grounds: tuple[Ground, ...] = ()
    papers: tuple[Paper, ...] = ()
    bases: tuple[Basis, ...] = ()
    questions: tuple[Question, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    stages: tuple[Stage, ...] = ()
    restarts: tuple[Restart, ...] = ()
    pauses: tuple[Option, ...] = ()  # why the clock of the agency stands still
    opens: Clocks = field(default_factory=dict)
    meets: Codes = field(default_factory=dict)
    within: str = ""  # rule whose deadline the filing must keep
    extends: tuple[str, ...] = ()  # rules whose deadline may be extended, as far as the rule allows
    names: Mapping[str, StrOrPromise] = field(default_factory=dict)  # labels of verbs where the kind has its own

    def basis(self, code: str) -> Basis | None:
        return next((row for row in self.bases if row.code == code), None)

    def limits(self, basis: str) -> tuple[str, ...]:
        """The rules of which the filing must keep the one that runs: the kind's own, and those of the basis."""
        found = self.basis(basis)
        return (self.within,) if self.within else found.within if found else ()

    def papers_for(self, basis: str) -> list[Paper]:
        return [paper for paper in self.papers if not paper.bases or basis in paper.bases]

    def questions_at(self, verb: str, basis: str) -> list[Question]:
        """What is asked with the verb, given the basis."""
        return [row for row in self.questions if row.at == verb and (not row.bases or basis in row.bases)]

    def procedures_for(self, basis: str) -> list[Procedure]:
        """The procedures the agency may take; the ordinary one stands first."""
        return [row for row in self.procedures if not row.bases or basis in row.bases]

    def procedure(self, code: str) -> Procedure | None:
        return next((row for row in self.procedures if row.code == code), None)

    def outcome(self, code: str) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.code == code)

    def outcomes_of(self, procedure: str) -> list[Outcome]:
        """The outcomes that the procedure can have."""
        own = self.procedure(procedure)
        return [row for row in self.outcomes if own is None or not own.outcomes or row.code in own.outcomes]

    def stage(self, code: str) -> Stage:
        return next(stage for stage in self.stages if stage.code == code)

    def opens_at(self, verb: str, basis: str, procedure: str) -> tuple[Opens, ...]:
        """The deadlines that a verb starts, those of the chosen procedure with acceptance."""
        own, chosen = self.basis(basis), self.procedure(procedure)
        rows = own.opens[verb] if own and verb in own.opens else self.opens.get(verb, ())
        return tuple(rows) + (chosen.opens if chosen and verb == "accept" else ())

    def meets_at(self, verb: str, basis: str) -> tuple[str, ...]:
        own = self.basis(basis)
        return tuple(self.meets.get(verb, ())) + tuple(own.meets.get(verb, ()) if own else ())

    @property
    def refusal_is_received(self) -> bool:
        """Whether a limit of the parties runs from the day they received the refusal."""
        return any(opens.since == "received_on" for opens in self.opens.get("refuse", ()))

    def all_opens(self) -> Iterator[tuple[str, Opens]]:
        """Every deadline that some verb may start, with the verb."""
        for rows in (self.opens, *(basis.opens for basis in self.bases)):
            yield from ((verb, opens) for verb, found in rows.items() for opens in found)
        yield from (("accept", opens) for procedure in self.procedures for opens in procedure.opens)
        yield from (("mark", opens) for stage in self.stages for opens in stage.opens)
        yield from (("conclude", opens) for outcome in self.outcomes for opens in outcome.opens)

    def unmet(self, dispute: Any, proceeding: Any | None = None) -> list[Unmet]:
        """The grounds that the case does not give (yet)."""
        is_filed = proceeding is not None and proceeding.filed_on is not None
        asked = [ground for ground in self.grounds if not (ground.until_filed and is_filed)]
        return [Unmet(ground.what, ground.who) for ground in asked if not ground.test(dispute, proceeding)]
