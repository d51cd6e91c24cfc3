"""Acts on the roster, on evidence, at an office that came by link, and those of every night."""

from datetime import timedelta
from decimal import Decimal

from mediation.access import Act
from mediation.models import EvidenceItem, HandOver, Party, User
from mediation.operations import links
from mediation.operations.clocks import rules_by_hand
from mediation.operations.clues import add_evidence, dismiss_support, strike_evidence
from mediation.operations.people import reveal
from mediation.operations.reminders import remind
from mediation.operations.roster_plan import EVERY, NEW, Entry
from mediation.operations.rosters import enrol, strike
from mediation.operations.rule_settings import set_length, why_fixed
from mediation.operations.steps import take_step

NAMES = ("蒋喆", "马骉", "赵一", "钱二", "孙三", "李四")


class RosterActs:
    """Part of `Creations`: each method returns the act as words and a call, or None when there is nothing to do."""

    def roster(self):
        case, by = self.case_and(Act.AMEND)
        given = {"by": by, "at": self.walk.now, "reason": self.mostly("补充名单。", ("",))}
        given |= {"version": self.mostly(case.version, [case.version + 1])}
        party = self.any_of(Party, dispute=case, role="applicant")
        if party is not None and self.random.random() < 0.2:
            return f"strike a worker of {case.pk} ({case.state}) by {by.username}", lambda: strike(party, **given)
        names = self.random.sample(NAMES, self.random.randrange(1, 4))
        entries = [
            Entry(number, name, phone=self.random.choice(("", "13800001234")), category=category, amount=amount)
            for number, name in enumerate(names, 1)
            for category, amount in [self.random.choice((("", None), ("02", Decimal(self.random.randrange(900)))))]
        ]
        choices = self.mostly({EVERY: NEW}, [{}])
        words = f"enrol {len(entries)} in {case.pk} ({case.state}) by {by.username}"
        return words, lambda: enrol(case, entries, choices=choices, contained=len(entries) < 3, **given)

    def evidence(self):
        case, by = self.case_and(Act.HANDLE)
        item, given = self.any_of(EvidenceItem, dispute=case), {"by": by, "at": self.walk.now}
        if item is not None and self.random.random() < 0.4:
            return f"strike evidence of {case.pk} by {by.username}", lambda: strike_evidence(
                item, reason=self.mostly("重复", ("",)), **given
            )
        if self.random.random() < 0.2:
            return f"dismiss {case.pk} by {by.username}", lambda: dismiss_support(case, reason="已支付", **given)
        if self.random.random() < 0.2:
            party = self.random.choice(list(Party.objects.order_by("pk")))
            return f"reveal in {case.pk} by {by.username}", lambda: reveal(case, party, reason="核对。", **given)
        day = self.walk.today - timedelta(days=self.random.randrange(-1, 30))
        title = self.random.choice(("工资条", "考勤表", ""))
        return f"evidence in {case.pk} ({case.state}) by {by.username}", lambda: add_evidence(
            case, title=title, source="申请人", dated=day, **given
        )

    def office(self):
        """An office opens its link, or acts in the two hours after."""
        if not self.walk.secrets:
            return self._link()
        secret, now = self.random.choice(self.walk.secrets), self.walk.now
        found = links.unopened(secret, at=now)
        row = self.any_of(HandOver, state__in=("sent", "accepted"))
        if found or row is None or self.random.random() < 0.2:
            return "open a link", lambda: links.open_link(secret, at=now)
        user = User.objects.filter(username=f"office-{row.agency.code}".lower()).first()
        if user is None:
            return self._link()
        verb = self.random.choice(("accept", "return_papers", "record_result"))
        answers = self.walk.answers.to(row, verb)
        return f"by link: {verb} of hand-over {row.pk} ({row.state})", lambda: take_step(
            row, verb, by=user, at=now, version=row.version, **answers
        )

    def _link(self):
        row = self.any_of(HandOver, state__in=("sent", "accepted"))
        if row is None:
            return None
        by = self.by(Act.HANDLE, row.dispute)

        def call():
            made = links.create_link(row, by=by, at=self.walk.now, valid_for=timedelta(days=20))
            self.walk.secrets.append(made.secret)
            links.office_user(row.agency, self.walk.now)

        return f"link to hand-over {row.pk} by {by.username}", call

    def night(self):
        """What nobody does by hand, and a length that the office sets."""
        if self.random.random() < 0.7:
            return "remind everybody", lambda: remind(at=self.walk.now)
        by = self.mostly(self.world.of_role("administrator")[0], self.world.people)
        rule = self.random.choice([rule for rule in rules_by_hand() if not why_fixed(rule)])
        length, since = self.random.randrange(0, 12), self.walk.today - timedelta(days=self.random.randrange(20))
        return f"set {rule.code} to {length} by {by.username}", lambda: set_length(
            rule.code, length, rule.unit, valid_from=since, reason="本地规定。", by=by, at=self.walk.now
        )
