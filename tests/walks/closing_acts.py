"""Acts after a closing: a visit or a plan of one, the questions given out, tried in vain, answered by whatever way."""

from datetime import timedelta

from mediation.access import Act
from mediation.classification import Satisfaction
from mediation.lifecycle import FINISHED
from mediation.operations.people import follow_up, plan_visit
from mediation.operations.surveys import Answer, answer_by_link, ask, record_answer, record_attempt
from mediation.satisfaction import Conduct, Means, Performance


class ClosingActs:
    """Part of `Creations`: each method returns the act as words and a call."""

    def visit(self):
        case, by = self.case_and(Act.HANDLE)
        answer = self.random.choice(Satisfaction.values)
        return f"visit of {case.pk} ({case.state}) by {by.username}", lambda: follow_up(
            case, by=by, at=self.walk.now, visited_on=self.walk.today, satisfaction=answer
        )

    def after(self):
        """In a case that has ended as a rule: a plan of a visit, or the questions to a worker."""
        cases = self.walk.disputes()
        over = [row for row in cases if row.state in FINISHED]
        case = self.mostly(self.random.choice(over or cases), cases)
        by = self.by(Act.HANDLE, case)
        given = {"by": by, "at": self.walk.now}
        if self.random.random() < 0.2:
            day = self.walk.today + timedelta(days=self.mostly(9, (-1, 500)))
            return f"plan a visit of {case.pk} by {by.username}", lambda: plan_visit(case, planned_on=day, **given)
        words, call = self._survey(case, given)
        return f"{words} case {case.pk} ({case.state}) by {by.username}", call

    def _survey(self, case, given):
        parties = list(case.parties.order_by("pk"))
        party = self.mostly(self.random.choice([row for row in parties if row.is_asked] or parties), parties)
        act = self.random.choice((self._ask, self._ask, self._try, self._type, self._answer, self._answer))
        return act(party, given)

    def _ask(self, party, given):
        means = self.random.choice((Means.LINK, Means.PAPER))

        def act():
            self.walk.questions.append(ask(party, means=means, made_from="192.0.2.1", **given).secret)

        return f"ask by {means} in", act

    def _try(self, party, given):
        result = self.mostly("not_reached", ("refused",))
        return f"{result} in", lambda: record_attempt(party, result=result, **given)

    def _type(self, party, given):
        means, on = (
            self.random.choice((Means.PHONE, Means.PAPER)),
            self.walk.today - timedelta(days=self.mostly(0, (99,))),
        )
        answer = self._words()
        return f"type an answer by {means} in", lambda: record_answer(
            party, answer, means=means, answered_on=on, **given
        )

    def _answer(self, party, given):
        """Through the link given out last as a rule; through an older one, or one used up, nothing happens."""
        links, answer = self.walk.questions, self._words()
        if not links:
            return self._ask(party, given)
        secret, place = self.mostly(links[-1], links), self.random.choice(("192.0.2.1", "198.51.100.7"))
        return "answer a link, not", lambda: answer_by_link(secret, answer, at=self.walk.now, came_from=place)

    def _words(self):
        performance, note = self.random.choice((*Performance.values, "")), self.random.choice(("", "谢谢。"))
        return Answer(
            self.random.choice(Satisfaction.values), self.random.choice(Conduct.values), performance, note,
            note_is_open=self.random.random() < 0.5,
        )  # fmt: skip
