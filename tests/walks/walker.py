"""Random walks through the one door: any person, any verb, also forbidden, stale and impossible ones.

A walk follows from its seed alone. After a refused act the database must be the same to the byte (I4); after a taken
one every invariant must hold. Anything the door raises beyond its own errors is a fault.
"""

import random
from collections import Counter
from datetime import datetime, timedelta

from mediation.integrity import violations
from mediation.models import Deadline, Dispute, Event, HandOver, Letter, Proceeding
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.steps import actor_for, take_step, unmet_now
from mediation.proceeding_kinds import KINDS
from mediation.steps import TABLES, machine_of
from tests.factories import SHANGHAI
from tests.walks.answers import Answers
from tests.walks.creations import Creations
from tests.walks.dump import Picture
from tests.walks.starts import all_starts

START = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)
STARTS = all_starts()
HEAVY = {"dispute": 2, "proceeding": 4, "letter": 4, "hand_over": 2}
RARE = {"lapse", "withdraw", "merge", "discard", "decline", "suspend", "delegate", "escalate", "transfer", "hand_back",
    "raise_alarm", "assign", "split", "report_result"}  # fmt: skip
FINISHING = {"discard", "serve", "verify", "close", "archive", "reopen", "sign", "conclude", "resume",
    "record_result"}  # fmt: skip
JUMP = 0.03  # how often the clock jumps, by a month to two years
ERRORS = (StepForbidden, StepStale, StepRefused)


class WalkError(AssertionError):
    """A fault that a walk met, with the way there."""


class Walk:
    """One walk; `edges` counts the edges of all events at its end, `refusals` the errors by name.

    `acts` counts what was done by its label: the sort of act, or the verb with its machine or kind of proceeding.
    """

    def __init__(self, seed, world, start=None):
        self.seed, self.world = seed, world
        self.random = random.Random(seed)
        self.now = START + timedelta(days=self.random.randrange(30))
        self.answers, self.creations = Answers(self), Creations(self)
        self.refusals, self.taken = Counter(), 0
        self.trace, self.finishing = [], False
        self.acts, self.label, self.secrets, self.questions = Counter(), "", [], []
        self.picture = Picture()
        self.seen = None
        self.set_out(start)
        self.last_picture = self.picture.take()

    @property
    def today(self):
        return self.now.date()

    def run(self, steps):
        for _number in range(steps):
            self.step()
        self.edges = edges_taken()
        self.acts["provisional clock"] = Deadline.objects.filter(provisional=True).count()
        return self

    def set_out(self, start):
        """Three walks of ten begin with an empty desk, the others in the midst of a life.

        Half of those begin with a proceeding of the kind whose turn it is: each kind comes again and again.
        """
        if start is None and self.random.random() < 0.7:
            turn = list(KINDS)[self.seed % len(KINDS)]
            of_kind = [name for name in STARTS if name.startswith(f"{turn} ")]
            start = self.random.choice(self.random.choice((of_kind, list(STARTS))))
        if start is not None:
            STARTS[start](self.today)
            self.trace.append(start)
        self.now += timedelta(days=40)

    def step(self):
        self.now += timedelta(
            days=self.random.choice((0, 0, 0, 1, 1, 2, 4, 9, 25)), minutes=self.random.randrange(1, 60)
        )
        if self.random.random() < JUMP:
            self.now += timedelta(days=self.random.randrange(30, 730))
            self.trace.append(f"the clock jumps to {self.now:%Y-%m-%d}")
            self.acts["clock jump"] += 1
        if self.random.random() < 0.08:
            self.finishing = not self.finishing
        if not self.subjects() or self.random.random() < 0.4:
            name, act = self.creations.any()
        else:
            name, act = self.any_verb()
        self.trace.append(f"{self.now:%Y-%m-%d %H:%M} {name}")
        self.judge(name, act)

    def judge(self, name, act):
        """Take the act; a refusal leaves the database as it was, anything else leaves the invariants whole."""
        try:
            act()
        except ERRORS as error:
            self.refusals[type(error).__name__] += 1
            self.trace[-1] += f" -> {type(error).__name__}: {error}"
            if self.picture.take() != self.last_picture:
                raise WalkError(self.report("I4: a refused act changed the database")) from error
            return
        except Exception as error:
            raise WalkError(self.report(f"{type(error).__name__}: {error}")) from error
        self.taken += 1
        self.acts[self.label] += 1
        self.seen, self.last_picture = None, self.picture.take()
        if broken := [str(violation) for violation in violations()]:
            raise WalkError(self.report("\n".join(broken)))

    def report(self, fault):
        return f"walk {self.seed}, step {len(self.trace)}\n" + "\n".join(self.trace) + f"\n{fault}"

    # What there is to act on --------------------------------------------------------------------------------

    def disputes(self):
        return [row for row in self.subjects() if isinstance(row, Dispute)]

    def subjects(self):
        """Everything there is to act on, read anew after each act that changed something."""
        if self.seen is None:
            units = {unit.pk: unit for unit in (*self.world.unions, *self.world.partners)}
            employers = {employer.pk: employer for employer in self.world.employers}
            disputes = {row.pk: row for row in Dispute.objects.order_by("pk")}
            for row in disputes.values():
                row.holder, row.employer = units[row.holder_id], employers[row.employer_id]
            parts = [
                *Proceeding.objects.order_by("pk"), *Letter.objects.order_by("pk"), *HandOver.objects.order_by("pk"),
            ]  # fmt: skip
            for row in parts:
                row.dispute = disputes[row.dispute_id]
            self.seen = [*disputes.values(), *parts]
        return self.seen

    def any_verb(self):
        """A verb on a subject: as a rule a possible one, by somebody who may, on the version just seen."""
        wild = self.random.random() < 0.12
        subject, verb, by = self.wild() if wild else self.sensible()
        stale = self.random.random() < 0.05
        version = self.random.choice((None, subject.version)) if not stale else subject.version + 1
        answers = self.answers.to(subject, verb)
        self.label = f"{getattr(subject, 'kind', '') or machine_of(subject)} {verb}"
        words = f"{machine_of(subject)} {subject.pk} ({getattr(subject, 'kind', '')} {subject.state}) {verb}"
        return f"{words} by {by.username}", lambda: self.take(subject, verb, by, version, stale, answers)

    def take(self, subject, verb, by, version, stale, answers):
        forbidden = not stale and not has_right(by, subject, verb)
        take_step(subject, verb, by=by, at=self.now, version=version, **answers)
        if stale or forbidden:
            raise WalkError(self.report("the door let a stale or forbidden step through"))

    def wild(self):
        subject = self.random.choice(self.subjects())
        return subject, self.random.choice(list(TABLES[machine_of(subject)])), self.random.choice(self.world.people)

    def sensible(self):
        """A possible verb by somebody entitled; of a few, the first that nothing stands in the way of."""
        moves = [(subject, verb) for subject in self.subjects() for verb in possible(subject)]
        if not moves:
            return self.wild()
        weights = [self.weight(*move) for move in moves]
        for subject, verb in self.random.choices(moves, weights, k=self.random.choice((1, 6, 6))):
            by = self.person_for(subject, verb)
            if not unmet_now(subject, verb, by):
                break
        return subject, verb, by

    def weight(self, subject, verb):
        base = HEAVY[machine_of(subject)]
        if self.finishing and verb in FINISHING:
            return base * 12
        return base / 4 if verb in RARE else base

    def person_for(self, subject, verb):
        """Somebody with the right as a rule, anybody now and then."""
        people = self.random.sample(self.world.people, len(self.world.people))
        if self.random.random() < 0.1:
            return people[0]
        entitled = [one for one in people if has_right(one, subject, verb)]
        duties = TABLES[machine_of(subject)][verb].duties
        dutiful = [one for one in entitled if all(duty.test(subject, one) for duty in duties)]
        return (dutiful or entitled or people)[0]


def edges_taken():
    """Machine, verb, from and to of every event there is, with how often; the led ones and those of the start too."""
    return Counter(Event.objects.values_list("subject", "kind", "from_state", "to_state"))


def possible(subject):
    """The verbs that the graph offers in the present state; led steps and creations are no verbs of a person."""
    for verb, step in TABLES[machine_of(subject)].items():
        if not (step.led or step.creates) and getattr(type(subject), verb)._django_fsm.get_transition(subject.state):
            yield verb


def has_right(person, subject, verb):
    try:
        actor_for(person, subject, verb)
    except StepForbidden:
        return False
    return True
