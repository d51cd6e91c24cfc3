"""Acts on the workers of a group, on tasks, money and parcels; days and papers now and then wrong on purpose."""

from datetime import timedelta
from decimal import Decimal

from mediation.access import Act
from mediation.models import Agreement, Consent, HandOver, Instalment, Mandate, Proceeding, Task
from mediation.operations.copying import copy_out, record_number
from mediation.operations.links import create_link, revoke_links
from mediation.operations.mandates import end_mandate, record_consents, record_mandate, withdraw_consent
from mediation.operations.performance import remind_debtor, strike_payment
from mediation.operations.shares import Rule, divide, record_share_payments
from mediation.operations.tasks import Order, close_task, open_task
from mediation.performance import Reminding

CENT = Decimal("0.01")


class GroupActs:
    """Part of `Creations`: each method returns the act as words and a call, or None when there is nothing to do."""

    def task(self):
        today, row = self.walk.today, self.any_of(Task, done_on=None)
        if row is None or self.random.random() < 0.5:
            case, by = self.case_and(Act.HANDLE)
            unit = self.mostly(case.holder, [*self.world.unions, *self.world.partners])
            owner = self.random.choice((None, None, by))
            order = Order("催促企业付款", unit, today + timedelta(days=self.random.randrange(-1, 20)), owner)
            words = f"give a task in {case.pk} ({case.state}) to {unit.short_name} by {by.username}"
            return words, lambda: open_task(case, order, by=by, at=self.walk.now)
        by, result = self.by(Act.HANDLE, row.dispute), self.mostly("已催促。", ("",))
        return f"task {row.pk} done by {by.username}", lambda: close_task(
            row, done_on=today - timedelta(days=self.random.randrange(-1, 2)), result=result, by=by, at=self.walk.now
        )

    def mandate(self):
        in_force = self.any_of(Mandate, ended_on=None)
        if in_force is not None and self.random.random() < 0.4:
            by = self.by(Act.HANDLE, in_force.dispute)
            return f"end the mandate {in_force.pk} by {by.username}", lambda: end_mandate(
                in_force, by=by, at=self.walk.now, ended_on=self.walk.today, reason=self.mostly("职工撤回。", ("",))
            )
        case, by = self.case_and(Act.HANDLE)
        chosen = list(case.parties.order_by("pk"))[: self.random.randrange(0, 7)]
        given = {"extent": self.mostly("general", ("special", "nonsense")), "paper": self.mostly("推选书", ("",))}
        day = self.walk.today - timedelta(days=self.random.randrange(-1, 5))
        return f"mandate of {len(chosen)} in {case.pk} ({case.state}) by {by.username}", lambda: record_mandate(
            case, chosen, by=by, at=self.walk.now, given_on=day, **given
        )

    def consent(self):
        given = self.any_of(Consent, withdrawn_on=None)
        if given is not None and self.random.random() < 0.3:
            by = self.by(Act.HANDLE, given.dispute)
            return f"consent {given.pk} taken back by {by.username}", lambda: withdraw_consent(
                given,
                by=by,
                at=self.walk.now,
                withdrawn_on=self.walk.today,
                reason=self.mostly("本人改变主意。", ("",)),
            )
        case, by = self.case_and(Act.HANDLE)
        workers = self.random.choice((None, None, list(case.parties.order_by("pk"))[:2]))
        what = self.mostly(self.random.choice(Consent.Purpose.values), ("nonsense",))
        paper, day = self.mostly("签名表", ("",)), self.walk.today - timedelta(days=self.random.randrange(-1, 5))
        return f"consent to {what} in {case.pk} ({case.state}) by {by.username}", lambda: record_consents(
            case, workers, by=by, at=self.walk.now, purpose=what, given_on=day, paper=paper
        )

    def shares(self):
        agreement = self.any_of(Agreement)
        if agreement is None:
            return None
        by, part = self.by(Act.HANDLE, agreement.dispute), agreement.instalments.order_by("pk").first()
        shares = list(part.shares.order_by("pk")) if part else []
        if not shares or self.random.random() < 0.2:
            return self._divide(agreement, by)
        paid = {row.pk: row.amount * self.random.choice((1, 1, 2)) for row in shares[: self.random.randrange(4)]}
        return f"pay {len(paid)} workers of instalment {part.pk} by {by.username}", lambda: record_share_payments(
            part, paid, by=by, at=self.walk.now, paid_on=self.walk.today, proof=self.mostly("工资表", ("",))
        )

    def _divide(self, agreement, by):
        rule = self.mostly(Rule.EQUAL, Rule)
        people = list(agreement.dispute.parties.filter(role="applicant", kind="worker").order_by("pk"))
        listed = dict.fromkeys((person.pk for person in people), CENT)
        if people:
            listed[people[0].pk] = agreement.amount - CENT * (len(people) - 1)
        return f"divide {agreement.pk} by {rule} by {by.username}", lambda: divide(
            agreement, rule, by=by, at=self.walk.now, amounts=listed
        )

    def debtor(self):
        """A payment taken back, or the employer reminded of one."""
        part = self.any_of(Instalment)
        if part is None:
            return None
        by = self.by(Act.HANDLE, part.agreement.dispute)
        if part.paid_on and self.random.random() < 0.5:
            number, reason = self.random.choice((1, 1, 2)), self.mostly("汇款被退回。", ("",))
            return f"strike payment {number} of {part.pk} by {by.username}", lambda: strike_payment(
                part, number, by=by, at=self.walk.now, reason=reason
            )
        return f"remind of {part.pk} by {by.username}", lambda: remind_debtor(
            part.agreement, by=by, at=self.walk.now, reminded_on=self.walk.today, how=Reminding.PHONE, words="请付款"
        )

    def parcel(self):
        """A one-time link to a hand-over, or what a proceeding is called at its office."""
        rows = [row for row in self.walk.subjects() if isinstance(row, Proceeding | HandOver)]
        if not rows:
            return None
        row, now = self.random.choice(rows), self.walk.now
        by = self.by(Act.HANDLE, row.dispute)
        if isinstance(row, HandOver):
            acts = (
                ("link", lambda: create_link(row, by=by, at=now, valid_for=timedelta(days=self.mostly(7, (0, 60))))),
                ("revoke", lambda: revoke_links(row, by=by, at=now)),
            )
        else:
            acts = (
                ("copy", lambda: copy_out(row, by=by, at=now)),
                ("number", lambda: record_number(row, self.mostly("浙诸劳人仲案〔2026〕3号", ("",)), by=by, at=now)),
            )
        words, call = self.random.choice(acts)
        return f"{words} {row.pk} by {by.username}", call
