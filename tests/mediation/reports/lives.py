"""Made lives for the figures: rows written directly, with everything that figures trip over.

Instants on both sides of midnight, cases opened again, clocks replaced, payments in a list, by worker and from before
there was a list, letters that are void, answers that never came. Only what figures read is right about these cases.
"""

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, cycle
from uuid import uuid4

from documents.models import IssuedLetter
from mediation.models import (
    Agreement,
    Claim,
    Deadline,
    Dispute,
    Employer,
    Event,
    FollowUp,
    HandOver,
    Instalment,
    Involvement,
    Letter,
    MediationSession,
    Party,
    Payment,
    Proceeding,
    Share,
    Survey,
)  # fmt: skip
from tests import cast
from tests.factories import at

START, DAY = date(2025, 1, 1), timedelta(days=1)
HOURS = (0, 7, 8, 23)  # both sides of midnight in UTC
NAMES = (("陈一", ""), ("陈一", "330681199001011234"), ("陈一", "330681198001011234"), ("王二", "330681196001011234"),
    ("李三", ""), ("赵四", ""))  # fmt: skip
GROUPS = ([], [], ["migrant"], ["woman", "migrant"], ["disabled"])
OUTCOMES = ("R01", "R02", "R03", "R04", "R05", "R05", "R05", "R06", "R08", "R12", "R13", "R14", "R15")
# Days with which the periods of the tests begin and end, and the days beside them.
FIRSTS = [date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 13)), date(2027, 1, 1)]
EDGES = sorted([*FIRSTS, *(day - DAY for day in FIRSTS), *(START + n * DAY for n in (315, 316, 474, 475))])
RULES = {"reminder": "S2", "opinion": "S1", "suggestion": "S3"}


def become(case, state, outcome=""):
    """As no verb does it."""
    vars(case)["state"], case.outcome = state, outcome


class Lives:
    """Writes cases by seed; all kinds of rows at once in the end."""

    def __init__(self, seed, cases):
        self.chance, self.rows, self.serial = random.Random(seed), defaultdict(list), count(1)
        self.turns, self.outcomes, self.last = count(), cycle(OUTCOMES), None
        self.me, self.office = cast.city_mediator(), cast.hr()
        self.mediators = [self.me, cast.second_city_mediator(), None]
        self.towns, self.holders = [cast.town(), cast.other_town(), None], [cast.city(), cast.town()]
        self.post = self.me.memberships.get()
        self.employers = [
            Employer.objects.create(name=f"单位{number}", industry=industry, staff_count=staff)
            for number, (industry, staff) in enumerate((("C", 9), ("C", 10), ("", None), ("X", 1000)))
        ]
        for _case in range(cases):
            self.life()
        answers = self.rows.pop(FollowUp, [])  # some are of surveys, which must be there first
        for model, rows in [*self.rows.items(), (FollowUp, answers)]:
            model.objects.bulk_create(rows)

    def yes(self, share):
        return self.chance.random() < share

    def days(self, most):
        return timedelta(days=self.chance.randrange(most))

    def some(self, *values):
        return self.chance.choice(values)

    def edge(self, day):
        """The day, or every third time one of the next two with which a period begins or ends."""
        turn, ahead = next(self.turns), [edge for edge in EDGES if edge >= day][:2]
        is_near = bool(ahead) and (ahead[0] - day).days < 31
        return ahead[turn % len(ahead)] if turn % 3 == 0 and is_near else day

    def life(self):
        self.before = self.last if self.last and self.yes(0.4) else None  # whose workers come back
        received = self.edge(START + self.days(700))
        if self.before:
            received = self.before.ended_on + DAY * self.some(0, 180, 180, 181)
        case = Dispute(
            number=f"案{next(self.serial)}", intake_key=uuid4(), received_on=received, registered_at=at(received),
            registered_by=self.me, category=self.some("01", "06"), summary="-",
            level=self.some("city", "town"), channel=self.some("walk_in", "screening", "visit", "12351"),
            worker_count=self.some(1, 2, 9, 10, 150),
            employer=self.before.employer if self.before else self.some(*self.employers),
            holder=self.some(*self.holders), town=self.some(*self.towns), handler=self.some(*self.mediators),
            merged_into=self.another(0.4), split_from=self.another(0.4),
        )  # fmt: skip
        self.number, self.day = 0, received
        self.history(case)
        case.save()
        self.rows[Involvement].append(Involvement(
            dispute=case, organisation=case.holder, role="holder", since=case.received_on
        ))  # fmt: skip
        for add in (self.people, self.clocks, self.mediation, self.letters, self.parcels, self.answers):
            add(case)
        self.last = case if case.ended_on else None

    def another(self, share):
        """A case of many workers, so that groups stand behind several cases."""
        many = Dispute.objects.filter(worker_count__gte=10).order_by("-pk")[:3]
        return self.some(*many, None) if self.yes(share) else None

    # History ------------------------------------------------------------------------------------------------

    def event(self, case, kind, later, to="accepted", start="accepted"):
        self.day = self.edge(self.day + later)
        self.number += 1
        self.rows[Event].append(Event(
            dispute=case, number=self.number, subject="dispute", kind=kind, from_state=start, to_state=to,
            at=at(self.day, self.some(*HOURS)), by=self.me, role=self.post.role,
            organisation=self.post.organisation,
        ))  # fmt: skip
        return self.day

    def history(self, case):
        self.event(case, "register", timedelta(), "registered")
        if self.yes(0.2):
            case.ended_on = self.event(case, "decline", self.days(20), "declined", "registered")
            become(case, "declined", "R07")
            if self.yes(0.6):
                return
            self.event(case, "reconsider", self.days(20), "registered", "declined")
        become(case, "accepted")
        case.ended_on = None
        case.accepted_on = self.event(case, "accept", self.some(0, 0, 1, 5) * DAY)
        for kind, to, share in (
            ("delegate", "accepted", 0.2), ("escalate", "accepted", 0.2), ("refer_to_hr", "at_hr", 0.2),
            ("refer_to_court", "at_court", 0.1), ("refer_to_procuratorate", "at_procuratorate", 0.2),
        ):  # fmt: skip
            if self.yes(share):
                self.event(case, kind, self.days(40), to)
        self.pauses(case)
        if case.state != "suspended" and self.yes(0.75):
            self.closings(case)
        elif self.yes(0.5):
            self.event(case, "draw_paper", self.days(60))

    def pauses(self, case):
        while self.yes(0.25):
            case.suspended_on = self.event(case, "suspend", self.days(30), "suspended")
            if self.yes(0.3):
                become(case, "suspended")
                return
            since, case.suspended_on = case.suspended_on, None
            case.suspended_days += (self.event(case, "resume", self.days(40), start="suspended") - since).days

    def closings(self, case):
        case.ended_on = case.closed_on = self.event(case, "close", self.some(0 * DAY, self.days(90)), "closed")
        become(case, self.some("closed", "closed", "archived"), next(self.outcomes))
        if self.yes(0.6):
            self.event(case, "ask_survey", self.days(9), "closed", "closed")
        if self.yes(0.25):
            self.event(case, "reopen", timedelta(days=self.some(1, 175, 179, 180, 181, 250)), "accepted", "closed")
            become(case, "accepted")
            case.ended_on = case.closed_on = None
            if self.yes(0.5):
                self.closings(case)

    # What hangs on a case -------------------------------------------------------------------------------------

    def people(self, case):
        if not self.before:  # else the worker comes back
            self.name = self.some(*NAMES) if self.yes(0.4) else (f"工友{next(self.serial)}", "")
        for place, role in enumerate(self.some(["applicant"], ["applicant", "applicant"], ["applicant", "respondent"])):
            name, id_number = self.some(*NAMES) if place else self.name
            self.rows[Party].append(Party(
                dispute=case, role=role, kind="worker", name=name, id_number=id_number, groups=self.some(*GROUPS)
            ))  # fmt: skip
        for _claim in range(self.chance.randrange(3)):
            amount = Decimal(self.chance.randrange(10**7)) / 100
            self.rows[Claim].append(Claim(dispute=case, category="01", text="-", amount=amount))

    def clock(self, case, rule, trigger, due, **given):
        status = self.some("open", "met", "met", "ended", "superseded")
        due = self.edge(due)
        ended = None if status == "open" else self.some(due, self.edge(trigger + self.days(30)))
        opener = next(row for row in reversed(self.rows[Event]) if row.dispute is case)
        self.rows[Deadline].append(Deadline(
            dispute=case, rule=rule, trigger_on=trigger, length=15, unit="days", due_on=due, status=status,
            ended_on=ended, opened_by=opener, ended_by=opener if ended else None,
            paused_on=trigger if status == "open" and self.yes(0.7) else None, **given,
        ))  # fmt: skip

    def clocks(self, case):
        for rule in self.some(["M3"], ["M3", "M4"], ["M3", "M3"], ["M1"], ["B1"], ["B1"], []):
            self.clock(case, rule, case.received_on, case.received_on + timedelta(days=self.some(14, 15, 16)))

    def mediation(self, case):
        for _try in range(self.some(0, 1, 2, 2)):
            ended = case.received_on + self.days(60)
            state = self.some("concluded", "concluded", "concluded", "refused", "withdrawn")
            proceeding = Proceeding.objects.create(
                dispute=case, kind=self.some("union_mediation", "union_mediation", "inspection"), prepared_on=ended,
                agency=case.holder, state=state, ended_on=ended,
                outcome=self.some("agreement", "agreement", "oral", "expired") if state == "concluded" else "",
            )  # fmt: skip
            for _session in range(self.chance.randrange(3)):
                held = at(case.received_on + self.days(30), self.some(*HOURS))
                self.rows[MediationSession].append(MediationSession(
                    proceeding=proceeding, dispute=case, held_at=held, place="-", attendees="-", record="-",
                    by=self.me,
                ))  # fmt: skip
            if proceeding.outcome == "agreement":
                self.agreement(case, proceeding, ended)

    def agreement(self, case, proceeding, on):
        cents = self.chance.randrange(10**7)
        agreement = Agreement.objects.create(
            proceeding=proceeding, dispute=case, amount=Decimal(cents if cents % 4 else 0) / 100, effective_on=on,
            applicant_signed_on=on, respondent_signed_on=on, mediator_signed_on=on,
            performed_on=on + DAY * self.some(10, 20, 30, 45) if self.yes(0.8) else None,
            breached_on=on + self.days(60) if self.yes(0.4) else None,
        )  # fmt: skip
        worker = Party.objects.create(dispute=case, role="third", kind="worker", name="-")
        for amount in (100, 0)[: self.chance.randrange(3)]:
            part = Instalment(agreement=agreement, due_on=on + DAY * self.some(10, 20, 30, 40), amount=amount)
            self.pay(part, on, self.some("list", "before", "shares", "nothing"), worker)

    def pay(self, part, on, how, worker):
        days = [on + self.days(90) for _payment in range(self.some(1, 2))]
        amounts = [Decimal(self.chance.randrange(10**6)) / 100 for _day in days]
        if how == "list":
            part.payments = [
                {"on": day.isoformat(), "amount": str(amount), "proof": "-"}
                for day, amount in zip(days, amounts, strict=True)
            ]
        if how != "nothing":
            part.paid_on, part.paid_amount = max(days), sum(amounts)
        part.save()
        if how == "shares":
            Share.objects.create(
                instalment=part, party=worker, amount=amounts[0], paid_on=days[0], paid_amount=amounts[0]
            )
        self.rows[Payment] += [
            Payment(dispute=part.agreement.dispute, instalment=part, paid_on=day, amount=amount)
            for day, amount in part.receipts()
        ]

    def letters(self, case):
        for kind in self.some([], ["reminder"], ["reminder", "opinion"], ["opinion", "suggestion"], ["clue_transfer"]):
            state = self.some(
                "draft", "issued", "served", "answered", "unanswered", "verified", "withdrawn", "superseded"
            )
            issued = case.received_on + self.days(40)
            served = None if state in ("draft", "issued") else issued + self.days(5)
            letter = Letter.objects.create(
                dispute=case, kind=kind, issuer=case.holder, drafter=self.me, drafted_at=at(issued),
                state=state, issued=None if state == "draft" else self.paper(kind, issued),
                issued_on=None if state == "draft" else issued, served_on=served,
                answered_on=served + self.some(DAY * 15, self.days(30)) if state in ("answered", "verified") else None,
                verified_on=served + self.days(60) if state == "verified" else None,
                corrected=self.yes(0.5) if state == "verified" else None,
            )  # fmt: skip
            if served and kind in RULES:
                for days in self.some((15,), (15,), (15, 40)):
                    self.clock(case, RULES[kind], served, served + days * DAY, letter=letter)

    def paper(self, kind, on):
        serial = next(self.serial)
        return IssuedLetter.objects.create(
            kind=kind, issuer_code="-", year=on.year, serial=serial, number=f"号{serial}", facts={}, issuer={},
            verify_url="-", code=f"{serial}", pdf=b"", sha256="-", issued_at=at(on), issued_on=on, issued_by="-",
            engine={},
        )  # fmt: skip

    def parcels(self, case):
        for state in self.some([], [], ["sent"], ["accepted"], ["returned"], ["answered"], ["withdrawn", "sent"]):
            sent = case.received_on + self.days(60)
            taken = sent + self.days(9) if state in ("accepted", "answered") and self.yes(0.8) else None
            self.rows[HandOver].append(HandOver(
                dispute=case, agency=self.office, purpose="-", ground="duty", sent_on=sent, sent_by=self.me,
                state=state, accepted_on=taken,
                ended_on=None if state in ("sent", "accepted") else sent + timedelta(days=12),
            ))  # fmt: skip

    def answers(self, case):
        for _visit in range(self.chance.randrange(3) if case.closed_on else 0):
            self.rows[FollowUp].append(FollowUp(
                dispute=case, visited_on=case.closed_on + self.days(40), by=self.me,
                satisfaction=self.some("satisfied", "fair", "dissatisfied", "no_answer"),
                performed=self.some(True, False, None),
            ))  # fmt: skip
        if case.closed_on and self.yes(0.4):
            self.asked(case, "worker", self.days(9), self.some("asked", "answered", "refused"))
        if case.closed_on:
            self.asked(case, "employer", timedelta(days=3), "answered" if len(self.rows[Survey]) % 3 else "refused")

    def asked(self, case, side, later, state):
        """A survey, and its answer; who is asked is no other kind of party, for other figures count those."""
        survey = Survey(
            dispute=case, party=Party.objects.create(dispute=case, role="third", kind=side, name="-"),
            closed_on=case.closed_on, unit=case.holder, asked_on=case.closed_on + later, asked_by=self.me, state=state,
        )  # fmt: skip
        self.rows[Survey].append(survey)
        if state == "answered":
            said = ("satisfied", "dissatisfied", "no_answer", "fair")[len(self.rows[FollowUp]) % 4]
            self.rows[FollowUp].append(FollowUp(
                dispute=case, survey=survey, visited_on=survey.asked_on + timedelta(days=9), by=self.me,
                satisfaction=said, performed=said == "satisfied",
            ))  # fmt: skip
