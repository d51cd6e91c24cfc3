"""Meetings and tasks by every person of the cast, and words planted in them.

Runs on SQLite only: the rows of meetings and tasks that a person finds are asked on both in operations.
"""

import pytest
from django.urls import reverse

from mediation.models import AgendaItem, Meeting, Task
from tests import cast, factories
from tests.security import table
from tests.security.canaries import text_of
from tests.security.test_matrix import statuses
from tests.security.world import CITY_STAFF, PEOPLE, SEES, TOWN_STAFF

pytestmark = [pytest.mark.django_db, pytest.mark.once]
READING = (CITY_STAFF - {"archivist"}) | TOWN_STAFF | {"hr_liaison"}  # the town's meeting, with the HR bureau
LEADING = {"city_mediator", "reviewer", "manager", "town_mediator"}


def get(seeing, acting=None, done=200):
    acting = seeing if acting is None else acting
    return {person: table.expected(frozenset(seeing), frozenset(acting), person, done) for person in PEOPLE}


@pytest.mark.parametrize("name", ["meeting-detail", "meeting-agenda"])
def test_a_meeting_is_read_by_its_unions_and_who_is_invited(world, sign_in, name):
    assert statuses(sign_in, "get", name, world.meeting.pk) == get(READING)


@pytest.mark.parametrize("name", ["meeting-amend", "agenda-add", "meeting-hold", "meeting-cancel"])
@pytest.mark.parametrize(("method", "done"), [("get", 200), ("post", 422)])
def test_and_written_by_who_leads_it(world, sign_in, name, method, done):
    assert statuses(sign_in, method, name, world.meeting.pk) == get(READING, LEADING, done)


def test_minutes_are_issued_by_who_leads(world, sign_in):
    assert statuses(sign_in, "post", "minutes-issue", world.meeting.pk) == get(READING, LEADING, 409)
    assert set(statuses(sign_in, "get", "meeting-minutes", world.meeting.pk).values()) == {404}  # nothing held yet


def test_an_item_is_written_by_who_leads_and_sees_the_case(world, sign_in):
    item = world.meeting.items.get().pk
    seeing = (READING & SEES["town"]) - {"hr_liaison"}
    assert statuses(sign_in, "get", "agenda-item", item) == get(seeing, LEADING)


def test_a_task_is_read_by_who_sees_the_case_and_given_by_who_works_on_it(world, sign_in):
    assert statuses(sign_in, "get", "task-detail", world.task.pk) == get(SEES["town"])
    reporting = frozenset(LEADING)
    assert statuses(sign_in, "post", "task-detail", world.task.pk) == get(SEES["town"], reporting, 422)
    assert statuses(sign_in, "post", "task-new", world.cases["town"].pk) == get(SEES["town"], reporting, 422)


class TestCanaries:
    @pytest.fixture(autouse=True)
    def planted(self, left_as_found, world):
        """One meeting of the city about every case, to which three partners are invited; a task in every case."""
        by = world.people["manager"]
        self.meeting = Meeting.objects.create(
            kind="joint", title="联席会议", convener=cast.city(), planned_at=factories.at(factories.MONDAY),
            place="社会治理中心", created_by=by, held_on=factories.MONDAY, remarks="Qremarks",
        )  # fmt: skip
        for unit in (cast.hr(), cast.court(), cast.procuratorate()):
            self.meeting.attendances.create(organisation=unit, came=True, people="Qpeople")
        for position, (relation, case) in enumerate(world.cases.items(), 1):
            words = {field: f"Q{relation}-{field}" for field in ("why", "discussion", "resolution")}
            AgendaItem.objects.create(meeting=self.meeting, dispute=case, position=position, **words)
            Task.objects.create(
                dispute=case, text=f"Q{relation}-text", unit=case.holder, due_on=factories.MONDAY,
                result=f"Q{relation}-result", opened_by=case.events.first(),
            )  # fmt: skip

    def addresses(self):
        yield from (reverse("desk"), reverse("meeting-list"))
        for meeting in Meeting.objects.all():
            yield from (
                reverse(name, args=[meeting.pk]) for name in ("meeting-detail", "meeting-agenda", "meeting-minutes")
            )
        yield from (reverse("agenda-item", args=[pk]) for pk in AgendaItem.objects.values_list("pk", flat=True))
        yield from (reverse("task-detail", args=[pk]) for pk in Task.objects.values_list("pk", flat=True))

    def read(self, client):
        return "".join(text_of(client.get(address)) for address in self.addresses())

    @pytest.mark.parametrize("person", ["hr_liaison", "court_liaison", "prosecutor"])
    def test_a_partner_reads_of_the_agenda_what_it_sees_and_no_task_of_others(self, world, sign_in, person):
        text = self.read(sign_in(person))
        seen = {relation for relation in SEES for field in ("why", "resolution") if f"Q{relation}-{field}" in text}
        assert seen == {relation for relation in SEES if person in SEES[relation]} != set()
        assert not [r for r in SEES for field in ("text", "result") if f"Q{r}-{field}" in text]
        assert "Qremarks" not in text
        assert "Qpeople" not in text

    @pytest.mark.parametrize(
        "person", ["volunteer", "employer_user", "worker_user", "administrator", "stranger", "superuser", "inspector"]
    )
    def test_who_was_not_invited_reads_nothing(self, sign_in, person):
        text = self.read(sign_in(person))
        assert not [relation for relation in SEES if f"Q{relation}-" in text]

    @pytest.mark.parametrize("person", ["town_mediator", "enterprise_mediator"])
    def test_a_lower_union_reads_the_tasks_of_its_cases_alone(self, sign_in, person):
        text = self.read(sign_in(person))
        tasks = {relation for relation in SEES if f"Q{relation}-text" in text}
        assert tasks == {relation for relation in SEES if person in SEES[relation]}
        assert not [relation for relation in SEES if f"Q{relation}-why" in text]

    def test_recused_people_read_nothing_of_the_case(self, sign_in):
        assert "Qrecused-" not in self.read(sign_in("city_mediator"))
        assert "Qrecused-" in self.read(sign_in("manager"))
