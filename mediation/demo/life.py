"""One life of the demo: a case, the people who work on it, and the acts its story is told with.

Acts that take time are generators; a story runs them with `yield from`.
"""

from collections.abc import Generator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from mediation.classification import COLLECTIVE_FROM, Channel, Satisfaction
from mediation.demo.clock import Now, Wait
from mediation.demo.enterprises import BY_NAME, ENTERPRISES, Enterprise
from mediation.demo.matters import JOBS, MATTERS, Matter
from mediation.demo.names import id_number, person_name, phone
from mediation.demo.world import World
from mediation.models import Dispute, Organisation, Party, Proceeding, User
from mediation.operations.filing import Filing, register
from mediation.operations.mandates import record_consents, record_mandate
from mediation.operations.people import follow_up
from mediation.operations.performance import record_performance
from mediation.operations.proceedings import hold_session, prepare
from mediation.operations.steps import take_step
from mediation.proceeding_kinds import KINDS
from mediation.satisfaction import Means, Performance

Pause = Generator[Wait, None, None]
MEDIATION_CHANNELS = (
    Channel.WALK_IN, Channel.WALK_IN, Channel.PHONE, Channel.ONLINE, Channel.HOTLINE_12351, Channel.HOTLINE_12345,
    Channel.PETITION, Channel.TOWN, Channel.ENTERPRISE, Channel.HR, Channel.STATION,
)  # fmt: skip
SCREENING_CHANNELS = (
    Channel.SCREENING,
    Channel.SCREENING,
    Channel.INSPECTION,
    Channel.ENTERPRISE,
    Channel.HOTLINE_12351,
)


class Life(Now):
    """A case being lived; `dispute` exists once it is registered."""

    dispute: Dispute

    def __init__(self, world: World, rng: Random, *, request: str = "mediation", level: str = "", **given: Any) -> None:
        super().__init__(rng)
        self.world, self.request = world, request
        self.enterprise: Enterprise = BY_NAME[given["employer"]] if "employer" in given else self._any_enterprise(level)
        self.matter: Matter = given.get("matter") or self._any_matter(labour=given.get("labour", False))
        self.count = given.get("count") or self._any_count()
        self.groups = given.get("groups", list(self.matter.groups))
        self.account: User | None = given.get("account")
        self.born: int = given.get("born", 0)  # year of birth of the workers, 0 for any
        self.amount = given.get("amount") or self._any_amount()
        self.holder = self._holder(level)
        self.handler: User = given.get("handler") or rng.choice(world.mediators(self.holder))

    # What it is about -----------------------------------------------------------------------------------

    def _any_enterprise(self, level: str) -> Enterprise:
        return self.rng.choice([row for row in ENTERPRISES if level != "enterprise" or row.union])

    def _any_matter(self, labour: bool) -> Matter:
        """Safety is supervised, service relations are mediated; `labour` leaves only what arbitration takes."""
        rows = [row for row in MATTERS if self.request in row.requests and (row.is_labour or not labour)]
        return self.rng.choices(rows, [row.weight for row in rows])[0]

    def _any_count(self) -> int:
        if self.request == "supervision":
            return self.rng.choice((1, 2, 2, 3, 4, 5, 6, 8))
        return self.rng.choice((1,) * 14 + (2, 2, 3, 5))

    def _any_amount(self) -> Decimal:
        if not self.matter.most:
            return Decimal("0.00")
        each = self.rng.randint(self.matter.least, max(self.matter.most, self.matter.least))
        return Decimal(each * self.count // 10 * 10) + Decimal(self.rng.choice(("0.00", "0.00", "0.00", "5.50")))

    def _holder(self, level: str) -> Organisation:
        level = level or self.rng.choice(("city", "city", "town", "town", "town"))
        if level == "city" or self.count >= COLLECTIVE_FROM:
            return self.world.city
        return self.world.union_of(self.enterprise) if level == "enterprise" else self.world.town_of(self.enterprise)

    @property
    def employer(self) -> Any:
        return self.world.employers[self.enterprise.name]

    @property
    def words(self) -> dict[str, Any]:
        """What the sentences of the matter take."""
        months = 1 + self.count % 3
        return {
            "job": JOBS[len(self.enterprise.name) * 7 % len(JOBS)], "months": months, "amount": f"{self.amount:,.2f}",
            "count": self.count,
        }  # fmt: skip

    @property
    def facts(self) -> str:
        return self.matter.facts.format(**self.words)

    @property
    def findings(self) -> str:
        """The same for the employer: neither job nor number of workers, which would tell who complained."""
        matter = self.matter.summary.format(**self.words)
        return f"经核查，你单位在劳动用工中存在“{matter}”的问题，部分职工的合法权益受到影响。"

    # Acts -----------------------------------------------------------------------------------------------

    def take(self, subject: Any, verb: str, by: User, **answers: Any) -> Any:
        """Take a step now."""
        return take_step(subject, verb, by=by, at=self.now, **answers)

    def refresh(self) -> Dispute:
        self.dispute = Dispute.objects.get(pk=self.dispute.pk)
        return self.dispute

    def reviewer(self) -> User:
        return self.rng.choice(self.world.reviewers(self.dispute.holder))

    def register(self, by: User | None = None, **fields: Any) -> None:
        rng, arose = self.rng, self.today - timedelta(days=self.rng.randint(10, 90))
        channels = MEDIATION_CHANNELS if self.request == "mediation" else SCREENING_CHANNELS
        values = {
            "request": self.request, "channel": rng.choice(channels), "received_on": self.today,
            "category": self.matter.category, "relation": self.matter.relation,
            "summary": f"{self.enterprise.name}{self.matter.summary.format(**self.words)}", "facts": self.facts,
            "occurred_on": arose, "knew_on": arose, "worker_count": self.count, "employer": self.employer,
            "town": self.world.town_of(self.enterprise),
            "employment_ended_on": arose + timedelta(days=5) if rng.random() < 0.7 else None,
        }  # fmt: skip
        claims = [
            {"category": self.matter.category, "text": self.matter.claim.format(**self.words), "amount": self.amount}
        ]
        filing = Filing(values | fields, [*self._applicants(), self._respondent()], claims)
        key = UUID(int=rng.getrandbits(128), version=4)
        self.dispute = register(filing, holder=self.holder, by=by or self.handler, at=self.now, key=key)

    def _applicants(self) -> list[dict[str, Any]]:
        rng, listed = self.rng, min(self.count, 12 if self.count > 20 else self.count)
        rows = [
            {
                "role": Party.Role.APPLICANT, "kind": Party.Kind.WORKER, "name": person_name(rng),
                "id_number": id_number(rng, self.born), "phone": phone(rng), "job": rng.choice(JOBS),
                "hired_on": self.today - timedelta(days=rng.randint(200, 3000)), "is_member": rng.random() < 0.7,
                "groups": self.groups, "is_representative": self.count >= 10 and index < 4,
            }
            for index in range(listed)
        ]  # fmt: skip
        if self.account is not None:
            rows[0] |= {"name": self.account.display_name, "account": self.account}
        return rows

    def _respondent(self) -> dict[str, Any]:
        return {
            "role": Party.Role.RESPONDENT, "kind": Party.Kind.EMPLOYER, "name": self.employer.name,
            "employer": self.employer, "address": self.employer.address,
        }  # fmt: skip

    def accept(self, handler: User | None) -> None:
        self.dispute = self.take(self.dispute, "accept", self.reviewer(), handler=handler)

    def prepare(self, kind: str, agency: Organisation, basis: str = "") -> Proceeding:
        basis = basis or next((option.code for option in KINDS[kind].bases), "")
        return prepare(self.dispute, kind, by=self.handler, at=self.now, agency=agency, basis=basis)

    def elect(self) -> None:
        """A group names its representatives on paper (ZJ-MA 40); once."""
        if self.count >= COLLECTIVE_FROM and not self.dispute.mandates.exists():
            chosen = self.dispute.parties.filter(is_representative=True)
            record_mandate(
                self.dispute, chosen, by=self.handler, at=self.now, extent="general", given_on=self.today,
                paper="职工推选代表授权书",
            )  # fmt: skip

    def consent(self, purpose: str) -> bool:
        """Each worker of the roster signs the sheet; what to answer where consent is told by a tick."""
        if self.count < COLLECTIVE_FROM:
            return False
        record_consents(
            self.dispute, None, by=self.handler, at=self.now, purpose=purpose, given_on=self.today,
            paper="职工同意书签名表",
        )  # fmt: skip
        return True

    def file(self, proceeding: Proceeding) -> Proceeding:
        if proceeding.kind == "arbitration":
            self.elect()
        papers = [paper.code for paper in proceeding.row.papers]
        asked = [row for row in proceeding.row.questions_at("file", proceeding.basis) if not row.optional]
        facts = {row.code: (*row.must, *(option.code for option in row.choices), f"{self.amount}")[0] for row in asked}
        return self.take(proceeding, "file", self.handler, filed_on=self.today, papers=papers, facts=facts)

    def open_mediation(self, proceeding: Proceeding) -> Proceeding:
        papers = [paper.code for paper in proceeding.row.papers]
        return self.take(proceeding, "accept", self.handler, accepted_on=self.today, papers=papers)

    def hold_session(self, proceeding: Proceeding, record: str) -> None:
        hold_session(
            proceeding, by=self.handler, at=self.now, held_at=self.now - timedelta(hours=1),
            place=f"{self.dispute.holder.short_name}调解室", attendees="申请人、单位委托代理人、调解员", record=record,
        )  # fmt: skip

    def follow_up(self) -> None:
        answers = (
            (Satisfaction.SATISFIED,) * 17
            + (Satisfaction.FAIR,) * 4
            + (Satisfaction.DISSATISFIED, Satisfaction.NO_ANSWER)
        )
        follow_up(
            self.dispute, by=self.handler, at=self.now, visited_on=self.today, satisfaction=self.rng.choice(answers),
            means=Means.PHONE, performance=Performance.FULL if self.dispute.agreements.exists() else "",
            note="电话回访。",
        )  # fmt: skip

    def close(self, outcome: str, **answers: Any) -> None:
        self.dispute = self.take(self.dispute, "close", self.handler, outcome=outcome, **answers)

    def pay(self, row: Any) -> None:
        proof = "银行转账回单" if row.amount else "离职证明签收单"
        record_performance(row, by=self.handler, at=self.now, paid_on=self.today, paid_amount=row.amount, proof=proof)

    def in_days(self, number: int) -> date:
        return self.today + timedelta(days=number)
