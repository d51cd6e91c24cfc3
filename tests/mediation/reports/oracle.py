"""The figures once more, slowly: rows read one by one, counted by the words of the definitions.

Nothing of `mediation.reports` is used here. `counted` gives what each side of an indicator counts, as marks: the case,
what makes the mark a different one, and an amount or a number of days.
"""

from collections import namedtuple
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from mediation.models import (
    Agreement,
    Claim,
    Deadline,
    Dispute,
    Event,
    FollowUp,
    HandOver,
    Letter,
    MediationSession,
    Party,
    Proceeding,
    Survey,
)  # fmt: skip

CHINA, DAY = ZoneInfo("Asia/Shanghai"), timedelta(days=1)
Mark = namedtuple("Mark", "case key worth")
SUCCESS, REFERRED = ("R01", "R02", "R03", "R04"), ("R08", "R09", "R10", "R11")
CLOCKS, REPLIES = ("M3", "M4", "M5", "M6", "M6b"), ("S1", "S2", "S3")
NO_DUTY = ("B1",)  # of the rules that the made lives have
RUNGS = {"reminder": "opinion", "opinion": "suggestion"}
ASKING = ("reminder", "opinion", "suggestion")
STUCK, RETURN = 30, 180


def local(instant):
    return instant.astimezone(CHINA).date()


class Oracle:
    """Everything, read once."""

    def __init__(self):
        self.cases = list(Dispute.objects.select_related("employer").order_by("pk"))
        self.events = self._of(Event.objects.order_by("number"))
        self.parties, self.claims = self._of(Party.objects.all()), self._of(Claim.objects.all())
        self.clocks = self._of(Deadline.objects.select_related("letter").order_by("pk"))
        self.mediations = self._of(Proceeding.objects.filter(kind="union_mediation"))
        self.agreements = self._of(Agreement.objects.prefetch_related("instalments__shares"))
        self.sessions, self.letters = self._of(MediationSession.objects.all()), self._of(Letter.objects.all())
        self.parcels = self._of(HandOver.objects.all())
        self.visits = self._of(FollowUp.objects.select_related("survey__party"))
        self.surveys = self._of(Survey.objects.select_related("party"))
        self.ends = {case.pk: self._end(case) for case in self.cases}

    def _of(self, rows):
        found = {case.pk: [] for case in self.cases}
        for row in rows:
            found[row.dispute_id].append(row)
        return found

    def _end(self, case):
        """The day a case ended; None while it is open."""
        if case.state == "declined":
            return local([event.at for event in self.events[case.pk] if event.kind == "decline"][-1])
        return case.closed_on if case.state in ("closed", "archived") else None

    def counted(self, code, first, last):
        """Marks of the numerator and of the denominator, which only a rate has."""
        found = getattr(self, f"_{code.split('_')[0]}" if code.startswith("outcome_") else f"_{code}")
        self.code, self.first, self.last = code, first, last
        made = found()
        return made if isinstance(made, tuple) else (made, None)

    # Shared -------------------------------------------------------------------------------------------------

    def within(self, day):
        return day is not None and self.first <= day <= self.last

    def marked(self, test, worth=lambda case: None):
        return [Mark(case.pk, case.pk, worth(case)) for case in self.cases if test(case)]

    def ended(self, *codes):
        return self.marked(lambda case: self.within(self.ends[case.pk]) and (not codes or case.outcome in codes))

    def open_on(self, case, day):
        """When the day begins."""
        return case.received_on < day and (self.ends[case.pk] is None or self.ends[case.pk] >= day)

    def open_after(self, case):
        return self.open_on(case, self.last + DAY)

    def rows_of(self, table, test, per_case=False, worth=lambda row: None):
        return [
            Mark(case, case if per_case else f"{type(row).__name__} {row.pk}", worth(row))
            for case, rows in table.items() for row in rows if test(row)
        ]  # fmt: skip

    # Work -----------------------------------------------------------------------------------------------------

    def _received(self):
        return self.marked(lambda case: self.within(case.received_on))

    def _carried_over(self):
        return self.marked(lambda case: self.open_on(case, self.first))

    def _closed(self):
        return self.ended()

    def _not_accepted(self):
        return self.ended("R07")

    def _open_at_end(self):
        return self.marked(self.open_after)

    def _overdue(self):
        def late(row):
            unmet = row.ended_on is None or row.ended_on > self.last
            counts = row.rule not in NO_DUTY and row.status != "superseded"
            return counts and row.paused_on is None and row.due_on < self.last and unmet

        return self.marked(lambda case: self.open_after(case) and any(late(row) for row in self.clocks[case.pk]))

    def _stuck(self):
        def acted(case):
            return any(0 <= (self.last - local(event.at)).days < STUCK for event in self.events[case.pk])

        return self.marked(lambda case: self.open_after(case) and case.state != "suspended" and not acted(case))

    def _clearance(self):
        return self.ended(), self._received()

    def _closing(self):
        return self.ended(), self._carried_over() + self._received()

    def _on_time(self):
        met, due = [], []
        for case in self.cases:
            rows = [row for row in self.clocks[case.pk] if row.rule in CLOCKS and row.status != "superseded"]
            if rows and rows[-1].paused_on is None and self.within(rows[-1].due_on):
                due.append(Mark(case.pk, case.pk, None))
                if rows[-1].ended_on is not None and rows[-1].ended_on <= rows[-1].due_on:
                    met.append(due[-1])
        return met, due

    # Outcome ------------------------------------------------------------------------------------------------

    def _resolution(self):
        return self.ended(*SUCCESS), self.ended(*SUCCESS, "R05")

    def _mediation_success(self):
        def done(row):
            return row.state == "concluded" and self.within(row.ended_on)

        agreed = self.rows_of(self.mediations, lambda row: done(row) and row.outcome in ("agreement", "oral"), True)
        return agreed, self.rows_of(self.mediations, done, True)

    def _performance(self):
        def last_day(row):
            return max((part.due_on for part in row.instalments.all()), default=None)

        def kept(row):
            return self.within(last_day(row)) and row.performed_on is not None and row.performed_on <= last_day(row)

        due = self.rows_of(self.agreements, lambda row: self.within(last_day(row)), True)
        return self.rows_of(self.agreements, kept, True), due

    def _returned(self):
        back, closed = [], []
        for case in self.cases:
            again = self._reopenings(case)
            ended = self.within(self.ends[case.pk]) and case.outcome in (*SUCCESS, "R05", *REFERRED)
            if ended or again:
                closed.append(Mark(case.pk, case.pk, None))
                if (ended and self._followed(case)) or any(length <= timedelta(days=RETURN) for length in again):
                    back.append(closed[-1])
        return back, closed

    def _reopenings(self, case):
        """How long after each closing in the period the case was opened again."""
        found, closed = [], None
        for event in self.events[case.pk]:
            if event.to_state == "closed" != event.from_state:
                closed = event.at
            if event.kind == "reopen" and self.within(local(closed)):
                found.append(event.at - closed)
        return found

    def _followed(self, case):
        end = self.ends[case.pk]
        return any(
            other.pk != case.pk and other.employer_id == case.employer_id and end <= other.received_on
            and (other.received_on - end).days <= RETURN and self._share_a_worker(case, other)
            for other in self.cases
        )  # fmt: skip

    def _share_a_worker(self, case, other):
        return any(
            one.role == two.role == "applicant" and one.name == two.name
            and len({one.id_number, two.id_number} - {""}) < 2
            for one in self.parties[case.pk] for two in self.parties[other.pk]
        )  # fmt: skip

    def _hazards(self):
        def found(case):
            return self.within(case.received_on) and case.channel in ("screening", "visit")

        return self.marked(lambda case: found(case) and case.outcome in SUCCESS), self.marked(found)

    def _outcome(self):
        codes = {
            "agreement": ("R01", "R02"), "settled": ("R03",), "corrected": ("R04",), "failed": ("R05",),
            "withdrawn": ("R06",), "not_accepted": ("R07",), "referred": REFERRED, "ended": ("R12", "R13", "R14"),
            "consultation": ("R15",),
        }[self.code.removeprefix("outcome_")]  # fmt: skip
        return self.ended(*codes), self.ended()

    # Time -----------------------------------------------------------------------------------------------------

    def _open_age(self):
        return self.marked(self.open_after, lambda case: (self.last - case.received_on).days)

    def _gross(self, case):
        return (self.ends[case.pk] - case.received_on).days

    def _with_result(self, case):
        return self.within(self.ends[case.pk]) and case.outcome not in ("R07", "R13")

    def _days_gross(self):
        return self.marked(self._with_result, self._gross)

    def _days_net(self):
        def paused(case):
            found, since = 0, None
            for event in self.events[case.pk]:
                if event.kind == "suspend":
                    since = local(event.at)
                elif event.kind == "resume":
                    found += (local(event.at) - since).days
            return found

        return self.marked(self._with_result, lambda case: self._gross(case) - paused(case))

    def _days_to_contact(self):
        def contact(case):
            served = [row.served_on for row in self.letters[case.pk] if row.kind in ("reminder", "opinion")]
            held = [local(row.held_at) for row in self.sessions[case.pk]]
            return min((day for day in (*held, *served) if day), default=None)

        return self.marked(
            lambda case: self.within(case.received_on) and contact(case), lambda c: (contact(c) - c.received_on).days
        )

    def _days_to_agreement(self):
        received = {case.pk: case.received_on for case in self.cases}
        return self.rows_of(
            self.agreements, lambda row: self.within(row.effective_on),
            worth=lambda row: (row.effective_on - received[row.dispute_id]).days,
        )  # fmt: skip

    # Letters ------------------------------------------------------------------------------------------------

    def _issued(self, kind):
        def counts(row):
            return row.kind == kind and self.within(row.issued_on) and row.state not in ("withdrawn", "superseded")

        return self.rows_of(self.letters, counts)

    def _reminders(self):
        return self._issued("reminder")

    def _opinions(self):
        return self._issued("opinion")

    def _suggestions(self):
        return self._issued("suggestion")

    def _clues(self):
        return self._issued("clue_transfer")

    def _answering(self):
        clocks = [row for rows in self.clocks.values() for row in rows if row.rule in REPLIES]
        ended = {row.letter_id for row in clocks if row.status == "ended"}

        def spared(row):
            return row.answered_on is None and row.pk in ended

        def waited(row):
            over = row.state not in ("served", "withdrawn", "superseded")
            return row.kind in ASKING and self.within(row.served_on) and over and not spared(row)

        answered = self.rows_of(self.letters, lambda row: waited(row) and row.answered_on)
        return answered, self.rows_of(self.letters, waited)

    def _replies(self, test):
        def due(row):
            letter = row.letter
            if letter is None or row.rule not in REPLIES or row.status == "superseded" or not self.within(row.due_on):
                return False
            ended_with_the_case = row.status == "ended" and letter.answered_on is None
            return letter.state not in ("withdrawn", "superseded") and not ended_with_the_case

        rows = self.rows_of(self.clocks, lambda row: due(row) and test(row.letter.answered_on, row.due_on))
        letters = {f"Deadline {row.pk}": row.letter_id for limits in self.clocks.values() for row in limits}
        return [mark._replace(key=letters[mark.key]) for mark in rows]  # a letter counts once, whatever its limits

    def _reply_on_time(self):
        return self._replies(lambda on, due: on and on <= due), self._replies(lambda on, due: True)

    def _replies_late(self):
        return self._replies(lambda on, due: on and on > due)

    def _unanswered(self):
        return self._replies(lambda on, due: on is None)

    def _correction(self):
        def verified(row):
            return row.kind in ASKING and row.state == "verified" and self.within(row.verified_on)

        return self.rows_of(self.letters, lambda row: verified(row) and row.corrected), self.rows_of(
            self.letters, verified
        )

    def _climbed(self, kind):
        def followed(row):
            return row.kind == kind and any(
                other.kind == RUNGS[kind] and other.issued_on and other.issued_on >= row.issued_on
                and other.state not in ("withdrawn", "superseded")
                for other in self.letters[row.dispute_id]
            )  # fmt: skip

        issued = self._issued(kind)
        known = {mark.key for mark in issued}
        climbed = self.rows_of(self.letters, lambda row: f"Letter {row.pk}" in known and followed(row))
        return climbed, issued

    def _reminders_climbed(self):
        return self._climbed("reminder")

    def _opinions_climbed(self):
        return self._climbed("opinion")

    # Stages, hand-overs ---------------------------------------------------------------------------------------

    def _reached_union(self):
        return self.marked(lambda case: self.within(case.received_on) and case.accepted_on)

    def _reached(self, state):
        return self.marked(
            lambda case: self.within(case.received_on) and any(e.to_state == state for e in self.events[case.pk])
        )

    def _reached_hr(self):
        return self._reached("at_hr")

    def _reached_court(self):
        return self._reached("at_court")

    def _reached_procuratorate(self):
        return self._reached("at_procuratorate")

    def _delegated(self):
        return self.rows_of(self.events, lambda row: row.kind == "delegate" and self.within(local(row.at)), True)

    def _escalated(self):
        return self.rows_of(self.events, lambda row: row.kind == "escalate" and self.within(local(row.at)), True)

    def _parcels_sent(self):
        return self.rows_of(self.parcels, lambda row: self.within(row.sent_on))

    def _taken(self, row):
        return row.accepted_on or row.ended_on

    def _parcels_waiting(self):
        def waits(row):
            return row.sent_on <= self.last and (self._taken(row) is None or self._taken(row) > self.last)

        return self.rows_of(self.parcels, waits)

    def _parcel_days(self):
        return self.rows_of(
            self.parcels, lambda row: row.state != "withdrawn" and self.within(self._taken(row)),
            worth=lambda row: (self._taken(row) - row.sent_on).days,
        )  # fmt: skip

    def _bounces(self):
        sent = self._parcels_sent()
        return self.rows_of(self.parcels, lambda row: self.within(row.sent_on) and row.state == "returned"), sent

    # Money, persons -------------------------------------------------------------------------------------------

    def _money_claimed(self):
        taken = {case.pk for case in self.cases if self.within(case.received_on) and case.merged_into_id is None}
        return self.rows_of(self.claims, lambda row: row.dispute_id in taken, worth=lambda row: row.amount)

    def _money_agreed(self):
        return self.rows_of(
            self.agreements, lambda row: self.within(row.effective_on) and row.breached_on is None,
            worth=lambda row: row.amount,
        )  # fmt: skip

    def _agreed(self, has_money, has_more):
        def held(row):
            return self.within(row.effective_on) and row.breached_on is None

        def is_such(row):
            more = any(part.amount == 0 for part in row.instalments.all())
            return held(row) and (row.amount > 0) == has_money and (not has_money or more == has_more)

        return self.rows_of(self.agreements, is_such, True), self.rows_of(self.agreements, held, True)

    def _agreed_money(self):
        return self._agreed(True, False)

    def _agreed_other(self):
        return self._agreed(False, False)

    def _agreed_both(self):
        return self._agreed(True, True)

    def _money_received(self):
        """From the list of each instalment, its shares, or what was recorded before there was a list."""
        found = []
        for case, rows in self.agreements.items():
            for part in (part for row in rows for part in row.instalments.all()):
                paid = [(share.paid_on, share.paid_amount) for share in part.shares.all()]
                listed = [(date.fromisoformat(line["on"]), Decimal(line["amount"])) for line in part.payments]
                known = [(part.paid_on, part.paid_amount)] if part.paid_on else []
                for number, (on, amount) in enumerate(paid or listed or known):
                    if self.within(on):
                        found.append(Mark(case, f"{part.pk} {number}", amount))
        return found

    def _many(self, case):
        return self.within(case.received_on) and case.worker_count >= 10

    def _collective(self):
        return self.marked(self._many)

    def _collective_groups(self):
        marks = self.marked(self._many)
        group = {case.pk: case.merged_into_id or case.split_from_id or case.pk for case in self.cases}
        return [Mark(mark.case, group[mark.case], None) for mark in marks]

    def _collective_persons(self):
        return self.marked(lambda case: self._many(case) and case.merged_into_id is None, lambda c: c.worker_count)

    def _workers(self):
        return self.marked(
            lambda case: self.within(case.received_on) and case.merged_into_id is None, lambda c: c.worker_count
        )

    # Satisfaction -------------------------------------------------------------------------------------------

    def _visited(self, test=lambda row: True, of_employers=False):
        def counts(row):
            is_employer = row.survey is not None and row.survey.party.kind == "employer"
            return self.within(row.visited_on) and is_employer == of_employers and test(row)

        return self.rows_of(self.visits, counts)

    def _surveyed(self, side):
        asked = self.rows_of(self.surveys, lambda row: self.within(row.asked_on) and row.party.kind == side)
        answered = self.rows_of(
            self.surveys,
            lambda row: self.within(row.asked_on) and row.party.kind == side and row.state == "answered",
        )
        return answered, asked

    def _visits(self):
        return self._visited()

    def _satisfaction(self):
        content = self._visited(lambda row: row.satisfaction in ("satisfied", "fair"))
        return content, self._visited(lambda row: row.satisfaction != "no_answer")

    def _response(self):
        return self._visited(lambda row: row.satisfaction != "no_answer"), self._visited()

    def _survey_response(self):
        return self._surveyed("worker")

    def _employer_satisfaction(self):
        content = self._visited(lambda row: row.satisfaction in ("satisfied", "fair"), of_employers=True)
        return content, self._visited(lambda row: row.satisfaction != "no_answer", of_employers=True)

    def _employer_response(self):
        return self._surveyed("employer")

    def _performed_at_visit(self):
        return self._visited(lambda row: row.performed is True), self._visited(lambda row: row.performed is not None)
