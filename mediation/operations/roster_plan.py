"""What a list of workers would change on the roster of a case: who is new, who is known, and where one must choose.

Planning changes nothing; `operations.rosters.enrol` carries a plan out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from mediation import collective
from mediation.collective import ZERO
from mediation.models import Claim, Dispute, Party
from mediation.operations.letter_terms import MATTERS

NEW = "new"  # the choice: another person of the same name
EVERY = 0  # in place of a line: the choice for every line with one namesake


@dataclass(frozen=True)
class Entry:
    """One checked row of a list: a worker, and what the worker claims; what is empty says nothing.

    `line` is the row in the file, from 1. Amounts are yuan.
    """

    line: int
    name: str
    id_number: str = ""
    phone: str = ""
    job: str = ""
    hired_on: date | None = None
    address: str = ""
    is_member: bool | None = None
    groups: tuple[str, ...] = ()
    is_representative: bool | None = None
    category: str = ""
    claim: str = ""
    amount: Decimal | None = None

    @property
    def has_claim(self) -> bool:
        return bool(self.category or self.claim or self.amount is not None)


PERSON = ("name", "id_number", "phone", "job", "hired_on", "address", "is_member", "groups", "is_representative")


@dataclass
class Line:
    """What becomes of an entry: the person it is about, what differs on record, and the claim it brings.

    `namesakes` are the people on record one must choose from; `repeats` is the line that says the same already.
    """

    entry: Entry
    party: Party
    is_new: bool = False
    changes: dict[str, Any] = field(default_factory=dict)
    claim: Claim | None = None
    claim_amount: Decimal | None = None  # what a claim on record is amended to
    namesakes: list[Party] = field(default_factory=list)
    may_be_new: bool = True
    repeats: int = 0
    chosen: str = ""  # what the person at the page chose among the namesakes

    @property
    def labels(self) -> str:
        """What differs from the record, in words."""
        return ", ".join(str(getattr(Party._meta.get_field(name), "verbose_name", name)) for name in self.changes)

    @property
    def raises(self) -> Decimal:
        """By how many yuan the own claim changes."""
        if self.claim is None:
            return ZERO
        return self.claim.amount if self.claim_amount is None else self.claim_amount - self.claim.amount

    @property
    def is_open(self) -> bool:
        """Whether a person must choose, or another row says the same."""
        return bool(self.namesakes or self.repeats)

    @property
    def is_idle(self) -> bool:
        """Whether all of it is on record already."""
        return not (self.is_new or self.changes or self.claim or self.claim_amount is not None or self.is_open)


class _People:
    """The roster by number, by name with telephone, and by name; it grows by the new people of the list."""

    def __init__(self, people: Sequence[Party]) -> None:
        self.by_number: dict[str, Party] = {}
        self.by_contact: dict[tuple[str, str], Party] = {}
        self.by_name: dict[str, list[Party]] = defaultdict(list)
        self.told: dict[int, str] = {}  # the number that a line of the list gave a person
        for person in people:
            self.add(person)

    def add(self, person: Party) -> None:
        if person.id_number:
            self.by_number[person.id_number] = person
        if person.phone:
            self.by_contact[person.name, person.phone] = person
        self.by_name[person.name].append(person)

    def meet(self, person: Party, entry: Entry) -> None:
        """Further lines know the person by what this one says."""
        if entry.id_number:
            self.by_number[entry.id_number] = person
            self.told[id(person)] = entry.id_number
        if entry.phone:
            self.by_contact[person.name, entry.phone] = person

    def find(self, entry: Entry) -> tuple[Party | None, list[Party], bool]:
        """The person for certain, else those it may be, and whether it may be nobody of them."""
        if known := self.by_number.get(entry.id_number) if entry.id_number else None:
            return (known, [], True) if known.name == entry.name else (None, [known], False)
        known = self.by_contact.get((entry.name, entry.phone)) if entry.phone else None
        if known is not None and not self._contradict(known, entry):
            return known, [], True
        return None, [person for person in self.by_name[entry.name] if not self._contradict(person, entry)], True

    def _contradict(self, person: Party, entry: Entry) -> bool:
        number = self.told.get(id(person), person.id_number)
        return bool(number and entry.id_number and number != entry.id_number)


def plan(dispute: Dispute, entries: Sequence[Entry], choices: Mapping[int, str]) -> list[Line]:
    """What each entry would change.

    `choices` says by line which of the namesakes is meant: its place among them, or NEW.
    """
    people = _People(collective.workers(dispute))
    claims = _Claims(dispute, entries)
    said: dict[tuple[int, str, str], int] = {}  # the person's claim -> the line that brought it
    seen: dict[int, int] = {}  # the person -> the first line
    lines = []
    for entry in entries:
        line = _who(dispute, people, entry, choices)
        lines.append(line)
        if line.namesakes:
            continue
        first = seen.setdefault(id(line.party), entry.line)
        _claim(line, claims, said)
        if first != entry.line and not entry.has_claim:
            line.repeats = first
    return lines


def _who(dispute: Dispute, people: _People, entry: Entry, choices: Mapping[int, str]) -> Line:
    known, namesakes, may_be_new = people.find(entry)
    choice = choices.get(entry.line) or (choices.get(EVERY, "") if len(namesakes) == 1 else "")
    if namesakes and choice in map(str, range(len(namesakes))):
        known, namesakes = namesakes[int(choice)], []
    elif namesakes and choice == NEW and may_be_new:
        namesakes = []
    if known is not None:
        people.meet(known, entry)
        return Line(entry, known, changes=_changes(known, entry))
    given = {name: value for name in PERSON if (value := getattr(entry, name)) not in (None, "")}
    given |= {"groups": list(entry.groups)}
    person = Party(dispute=dispute, role=Party.Role.APPLICANT, kind=Party.Kind.WORKER, **given)
    if namesakes:
        return Line(entry, person, namesakes=namesakes, may_be_new=may_be_new)
    people.add(person)
    return Line(entry, person, is_new=True)


def _changes(person: Party, entry: Entry) -> dict[str, Any]:
    """What the entry says otherwise than the record; what it leaves empty stays."""
    changes: dict[str, Any] = {}
    for name in PERSON:
        new = getattr(entry, name)
        if name == "groups":
            new = sorted(new)
        old = sorted(person.groups) if name == "groups" else getattr(person, name)
        if new not in (None, "", []) and new != old:
            changes[name] = new
    return changes


class _Claims:
    """What each worker claims on record, and the words in which the list names claims."""

    def __init__(self, dispute: Dispute, entries: Sequence[Entry]) -> None:
        self.dispute = dispute
        self.owned: dict[tuple[int, str], dict[str, Claim]] = defaultdict(dict)
        owners = collective.claimants(dispute)
        for claim in dispute.claims.all():
            if (owner := owners[claim.pk]) is not None:
                self.owned[owner, claim.category][claim.text] = claim
        self.named = {(entry.category or dispute.category, entry.claim) for entry in entries if entry.claim}

    def find(self, line: Line, category: str) -> tuple[str, Claim | None]:
        """The words of a claim and the claim on record; without words the person's only one of the type is meant."""
        owned = self.owned.get((line.party.pk, category), {}) if line.party.pk else {}
        if not line.entry.claim and len(owned) == 1 and (category, text := next(iter(owned))) not in self.named:
            return text, owned[text]
        text = line.entry.claim or MATTERS[category]  # type: ignore[index]
        return text, owned.get(text)


def _claim(line: Line, claims: _Claims, said: dict[tuple[int, str, str], int]) -> None:
    entry = line.entry
    if not entry.has_claim:
        return
    category = entry.category or claims.dispute.category
    text, known = claims.find(line, category)
    key = (id(line.party), category, text)
    if key in said:
        line.repeats = said[key]
        return
    said[key] = entry.line
    if known is None:
        amount = entry.amount if entry.amount is not None else ZERO
        line.claim = Claim(dispute=claims.dispute, party=line.party, category=category, text=text, amount=amount)
    elif entry.amount is not None and known.amount != entry.amount:
        line.claim, line.claim_amount = known, entry.amount
