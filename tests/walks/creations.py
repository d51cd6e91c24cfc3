"""Acts that make rows of their own: cases, proceedings, letters, edits, sessions, payments, recusals."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from mediation.access import Act, may
from mediation.classification import Category, Channel, Elsewhere, Relation
from mediation.letters import LADDER, ROWS, unmet_grounds
from mediation.lifecycle import FINISHED, State
from mediation.models import Instalment, Letter, Party, Proceeding
from mediation.operations.amending import amend, amend_claim, amend_party
from mediation.operations.filing import register, split
from mediation.operations.hand_overs import send_hand_over
from mediation.operations.letters import draft_letter, edit_letter
from mediation.operations.people import recuse
from mediation.operations.performance import record_performance
from mediation.operations.proceedings import hold_session, prepare, unmet_to_prepare
from mediation.proceeding_kinds import KINDS
from mediation.purposes import OTHER, PURPOSES, open_to, usual
from tests.factories import CONTENT, filing
from tests.walks.calendar_acts import CalendarActs
from tests.walks.clock_acts import ClockActs
from tests.walks.closing_acts import ClosingActs
from tests.walks.group_acts import GroupActs
from tests.walks.meeting_acts import MeetingActs
from tests.walks.roster_acts import RosterActs

WORKERS = ("蒋喆", "马骉", "欧阳娜", "陈䶮", "李想", "寿山", "周周", "何田田", "金鑫", "傅强", "斯琴", "宣木", "郦道")
MISSING = {
    "limitation_date": "2027-01-31", "complete_by": "2026-12-31", "phone": "0575-87012351", "ends_on": "2026-12-31",
    "mediators": ["王梅"],
}  # fmt: skip
AGREED = {"facts_found": "用人单位拖欠工资。", "amount": "1800.00"}


class Creations(ClockActs, GroupActs, CalendarActs, MeetingActs, RosterActs, ClosingActs):
    """Each method returns the act as words and a call."""

    def __init__(self, walk):
        self.walk, self.random, self.world = walk, walk.random, walk.world

    def any(self):
        """One of the acts that the cases at hand allow; the first is always a registration."""
        cases = self.walk.disputes()
        self.walk.label = "register"
        if not cases:
            return self.register()
        over = any(row.state in FINISHED for row in cases)
        acts = {
            "register": 1 if len(cases) < 3 else 0, "prepare": 8, "draft": 7, "edit": 4, "session": 2, "perform": 4,
            "hand_over": 2, "recuse": 1, "visit": 2, "split": 2, "amend": 3, "clock": 3, "limitation": 3, "task": 2,
            "mandate": 2, "consent": 2, "shares": 2, "debtor": 2, "parcel": 2, "calendar": 1,
            "meeting": 6, "roster": 2, "evidence": 2, "office": 3, "night": 2, "after": 12 * over,
        }  # fmt: skip
        self.walk.label = self.random.choices(list(acts), list(acts.values()))[0]
        if found := getattr(self, self.walk.label)():
            return found
        self.walk.label = "prepare"
        return self.prepare()

    def by(self, act, case=None):
        """Somebody with the right as a rule, anybody now and then."""
        entitled = [one for one in self.world.people if may(one, act, case)]
        everybody = self.random.random() < 0.08 or not entitled
        return self.random.choice(self.world.people if everybody else entitled)

    def case_and(self, act):
        case = self.random.choice(self.walk.disputes())
        return case, self.by(act, case)

    def registrar(self, holder):
        """A mediator of the union or above it as a rule."""
        near = [
            one
            for one in self.world.of_role("mediator")
            if {m.organisation_id for m in one.memberships_now} & holder.lineage
        ]
        return self.mostly(self.random.choice(near), self.world.people)

    def any_of(self, model, **wanted):
        rows = list(model.objects.filter(**wanted).order_by("pk"))
        return self.random.choice(rows) if rows else None

    def mostly(self, right, other):
        return right if self.random.random() < 0.85 else self.random.choice(list(other))

    def key(self):
        return UUID(int=self.random.getrandbits(128))

    # ---------------------------------------------------------------------------------------------------------

    def register(self):
        chance, today = self.random, self.walk.today
        holder = chance.choice(self.world.unions)
        by, key = self.registrar(holder), self.key()
        workers = WORKERS[: chance.choice((1, 1, 2, 12))]
        paper = filing(
            today - timedelta(days=chance.randrange(3)), workers=workers, groups=chance.choice(((), ("migrant",))),
            employer=self.mostly(self.world.employers[0], self.world.employers),
            request=self.mostly("mediation", ("mediation", "supervision")), channel=chance.choice(Channel.values),
            category=self.mostly("01", Category.values), relation=self.mostly("labour", Relation.values),
            elsewhere=self.mostly("no", Elsewhere.values),
        )  # fmt: skip
        words = f"register for {holder.short_name} by {by.username}"
        return words, lambda: register(paper, holder=holder, by=by, at=self.walk.now, key=key)

    def prepare(self):
        case, by = self.case_and(Act.HANDLE)
        open_kinds = [kind for kind in KINDS if not unmet_to_prepare(case, kind)]
        if "union_mediation" in open_kinds:
            open_kinds += ["union_mediation"] * 4
        kind = self.mostly(self.random.choice(open_kinds or list(KINDS)), KINDS)
        agencies = self.world.agencies(KINDS[kind].agencies)
        agency = self.mostly(self.random.choice(agencies), [*self.world.unions, *self.world.partners])
        basis = self.random.choice([option.code for option in KINDS[kind].bases] or [""])
        claims = list(case.claims.all())[: self.random.choice((0, 1))]
        agent = self.random.choice((None, None, self.random.choice(self.world.people)))
        words = f"prepare {kind} in {case.pk} ({case.state}) at {agency.short_name} by {by.username}"
        return words, lambda: prepare(
            case, kind, by=by, at=self.walk.now, agency=agency, basis=basis, claims=claims, agent=agent
        )

    def draft(self):
        case, by = self.case_and(Act.DRAFT)
        rungs = [kind for kind in LADDER[::-1] if not unmet_grounds(kind, case)]
        wished = ["agreement"] * 2 * (case.state == State.MEDIATING) + rungs[:2] * 2
        kind = self.mostly(self.random.choice(wished or ["agreement"]), ROWS)
        agencies = self.world.agencies(ROWS[kind].to_agencies)
        replaces = self.any_of(Letter, kind=kind, dispute=case) if self.random.random() < 0.25 else None
        given = {
            "agency": self.random.choice(agencies) if agencies else None, "replaces": replaces,
            "drafter": self.mostly(None, self.world.of_role("volunteer")),
            "supervisors": tuple(self.world.people[:2]) if self.random.random() < 0.9 else (),
            "content": CONTENT.get(kind, {}) | (AGREED if kind == "agreement" else {}),
        }  # fmt: skip
        words = f"draft {kind} in {case.pk} ({case.state}) for {replaces and replaces.pk} by {by.username}"
        return words, lambda: draft_letter(case, kind, by=by, at=self.walk.now, **given)

    def edit(self):
        letter = self.any_of(Letter)
        if letter is None:
            return None
        by = self.mostly(letter.drafter, self.world.people)
        content = letter.content | CONTENT.get(letter.kind, {})
        content |= {finding.field: MISSING.get(finding.field, "补充说明") for finding in letter.findings()}
        content |= self.mostly({}, [{"contact": "𰻞"}, {"phone": ""}, {"contact": "王梅、骆斌"}])
        version = self.mostly(letter.version, [letter.version + 1, None])
        words = f"edit letter {letter.pk} ({letter.kind} {letter.state}) by {by.username}"
        return words, lambda: edit_letter(letter, content, by=by, at=self.walk.now, version=version)

    def session(self):
        mediation = self.any_of(Proceeding, kind="union_mediation")
        if mediation is None:
            return None
        by, held = (
            self.by(Act.HANDLE, mediation.dispute),
            self.walk.now + timedelta(hours=self.random.choice((-5, -2, 2))),
        )
        return f"session of {mediation.pk} ({mediation.state}) by {by.username}", lambda: hold_session(
            mediation, by=by, at=self.walk.now, held_at=held, place="调解室", attendees="双方", record="双方陈述。"
        )

    def perform(self):
        part = self.any_of(Instalment)
        if part is None:
            return None
        by, paid = self.by(Act.HANDLE, part.agreement.dispute), part.amount * self.random.choice((1, 1, 2)) / Decimal(1)
        return f"perform {part.pk} by {by.username}", lambda: record_performance(
            part, by=by, at=self.walk.now, paid_on=self.walk.today, paid_amount=paid, proof="银行回单"
        )

    def recuse(self):
        (case, by), person = self.case_and(Act.RECUSE), self.random.choice(self.world.people)
        words = f"recuse {person.username} in {case.pk} by {by.username}"
        return words, lambda: recuse(case, person, by=by, at=self.walk.now, reason="系当事人近亲属。")

    def amend(self):
        """A field of the case, a party or a claim; now and then nothing new, a day to come or a missing reason."""
        case, by = self.case_and(Act.AMEND)
        chance, today = self.random, self.walk.today
        how = {
            "by": by, "at": self.walk.now, "version": self.mostly(case.version, [case.version + 1]),
            "reason": self.mostly("登记时笔误。", [""]),
        }  # fmt: skip
        fields = chance.choice((
            {"category": chance.choice(Category.values)}, {"relation": chance.choice(Relation.values)},
            {"knew_on": today - timedelta(days=chance.randrange(-2, 90))}, {"employment_ended_on": None},
            {"elsewhere": chance.choice(Elsewhere.values)}, {"worker_count": chance.randrange(1, 14)},
        ))  # fmt: skip
        party, claim = (chance.choice((None, *rows.order_by("pk"))) for rows in (case.parties, case.claims))
        name = {"name": chance.choice((*WORKERS, "")), "phone": chance.choice(("", "13800001234"))}
        text = {"text": chance.choice(("支付加班工资", "")), "category": "07", "amount": Decimal(chance.randrange(99))}
        new = {"role": chance.choice(("applicant", "third")), "kind": "worker"} if party is None else {}
        words, call = chance.choice((
            ("case", lambda: amend(case, fields=fields, **how)),
            ("party", lambda: amend_party(case, party, fields={**name, **new}, **how)),
            ("claim", lambda: amend_claim(case, claim, fields=text, **how)),
        ))  # fmt: skip
        return f"amend {words} of {case.pk} ({case.state}) by {by.username}: {fields}", call

    def hand_over(self):
        """To a partner as a rule, with what the purpose needs; now and then without the paper of the consent."""
        case, by = self.case_and(Act.HANDLE)
        agency = self.mostly(self.random.choice(self.world.partners), self.world.unions)
        known = [row.code for row in open_to(agency.kind)]
        aim = self.random.choice(self.mostly(known, [list(PURPOSES)]) or [OTHER])
        fields, ground = usual(aim)
        given = {
            "aim": aim, "purpose": PURPOSES[aim].chinese, "ground": ground,
            "consent_paper": self.mostly("同意书", [""]), "fields": self.mostly(fields, [["nonsense"]]),
        }  # fmt: skip
        words = f"hand {case.pk} ({case.state}) over to {agency.short_name} by {by.username}"
        return words, lambda: send_hand_over(case, agency, by=by, at=self.walk.now, **given)

    def split(self):
        case, by = self.case_and(Act.MOVE)
        workers = list(Party.objects.filter(dispute=case, role="applicant").order_by("pk"))
        leaving = workers[: self.random.randrange(0, len(workers) + 1)]
        version = self.mostly(case.version, [case.version + 1])
        return f"split {len(leaving)} of {case.pk} ({case.state}) by {by.username}", lambda: split(
            case, leaving, by=by, at=self.walk.now, version=version, reason="另行处理。"
        )
