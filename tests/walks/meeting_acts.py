"""Acts on joint meetings: convened, amended, filled, held, written, cancelled, ended by minutes."""

from datetime import timedelta

from mediation.access import Act
from mediation.models import AgendaItem, Meeting
from mediation.operations import meetings
from mediation.operations.meeting_plans import Entry, Plan
from mediation.operations.minutes import issue_minutes
from mediation.operations.tasks import Order, open_task


class MeetingActs:
    """Part of `Creations`: each method returns the act as words and a call."""

    def meeting(self):
        meeting = self.any_of(Meeting, cancelled_on=None, minutes=None)
        if meeting is None or self.random.random() < 0.1:
            return self._convene()
        leaders = [one for one in self.world.people if meetings.leads(one, meeting)]
        given = {"at": self.walk.now, "version": self.mostly(meeting.version, [meeting.version + 1])}
        given |= {"by": self.mostly(self.random.choice(leaders), self.world.people)}
        acts = [self._hold] if meeting.held_on is None else [self._write, self._write, self._issue]
        act = self.random.choice([*acts, *acts, self._add, self._take_off, self._amend, self._cancel])
        words, call = act(meeting, given)
        return f"{words} meeting {meeting.pk} by {given['by'].username}", call

    def _convene(self):
        by = self.mostly(self.random.choice(self.world.of_role("manager", "mediator")), self.world.people)
        convener = self.random.choice(meetings.conveners(by) or self.world.unions)
        entries, plan = self._entries(by), self._plan()
        return f"convene a meeting of {len(entries)} items by {by.username}", lambda: meetings.convene(
            plan, entries, convener=convener, by=by, at=self.walk.now
        )

    def _plan(self):
        day = self.walk.now + timedelta(days=self.mostly(self.random.randrange(1, 20), (900,)))
        invited = tuple(self.mostly(self.random.sample(self.world.partners, 2), ((),)))
        return Plan("consultation", self.mostly("个案会商", ("",)), day, "三楼会议室", "沈丽", invited)

    def _entries(self, by):
        cases = self.random.sample(self.walk.disputes(), 1)
        return self.random.choice(([Entry(case) for case in cases], [Entry(topic=self.mostly("欠薪形势", ("",)))]))

    def _amend(self, meeting, given):
        plan = self._plan()
        return "amend", lambda: meetings.amend_meeting(meeting, plan, **given)

    def _add(self, meeting, given):
        entries = self._entries(given["by"])
        return "add to", lambda: meetings.add_items(meeting, entries, **given)

    def _take_off(self, meeting, given):
        item = self.any_of(AgendaItem, meeting=meeting)
        if item is None:
            return self._add(meeting, given)
        return "take off", lambda: meetings.remove_item(item, **given)

    def _hold(self, meeting, given):
        came = {row.pk: (True, self.mostly("刘颖", ("",))) for row in meeting.attendances.order_by("pk")}
        day = self.walk.today + timedelta(days=self.mostly(0, (1,)))
        return "hold", lambda: meetings.hold(meeting, held_on=day, chair="沈丽", came=came, remarks="", **given)

    def _write(self, meeting, given):
        """The resolution on an item, or the task that carries it out."""
        item = self.any_of(AgendaItem, meeting=meeting)
        if item is None:
            return self._add(meeting, given)
        if item.dispute is not None and self.random.random() < 0.4:
            unit, by = self.mostly(item.dispute.holder, self.world.partners), self.by(Act.HANDLE, item.dispute)
            order = Order("落实会议意见", unit, self.walk.today + timedelta(days=9))
            return "give a task of", lambda: open_task(item.dispute, order, by=by, at=self.walk.now, agenda_item=item)
        number = self.random.randrange(100)
        return "write", lambda: meetings.record_item(
            item, discussion=f"讨论{number}", resolution=self.mostly("督促支付", ("",)), **given
        )

    def _issue(self, meeting, given):
        return "issue the minutes of", lambda: issue_minutes(meeting, **given)

    def _cancel(self, meeting, given):
        return "cancel", lambda: meetings.cancel(meeting, reason=self.mostly("改期", ("",)), **given)
