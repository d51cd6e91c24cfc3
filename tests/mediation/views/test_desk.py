"""My desk: each role finds what waits for it, nobody finds more, and it costs the same on a full desk."""

from copy import copy

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from mediation.models import Deadline, Dispute
from mediation.paging import MOST
from tests import cast, factories
from tests.factories import later, report, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def open_desk(client, user):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    answer = client.get(reverse("desk"))
    assert answer.status_code == 200
    return answer


def desk(client, user):
    """The rows of the desk by section: number and what to do."""
    sections = open_desk(client, user).context["sections"]
    with translation.override("en"):
        return {section.key: [(row.number, str(row.note)) for row in section.rows] for section in sections}


class TestEmpty:
    @pytest.mark.parametrize("person", cast.EVERYBODY)
    def test_it_says_so_kindly(self, client, person):
        answer = open_desk(client, person())
        assert answer.context["sections"] == []
        assert "Nothing waits for you" in answer.content.decode()


class TestMediator:
    def test_new_cases_of_the_own_union(self, client, today):
        new = factories.register_dispute(later(today, -1))
        factories.register_dispute(later(today, -1), holder=cast.town())
        assert desk(client, cast.city_mediator())["new"] == [(new.number, "accept or return")]

    def test_who_changes_posts_finds_the_desk_of_the_new_one(self, client, today):
        factories.register_dispute(later(today, -1))
        user = cast.city_mediator()
        assert "new" in desk(client, user)
        user.memberships.update(organisation=cast.other_town())
        assert desk(client, user) == {}

    def test_a_case_without_handler_is_to_be_assigned(self, client, today):
        dispute = factories.make_dispute("accepted", on=later(today, -3))
        take(dispute, "hand_back", cast.city_mediator(), today, reason="工作调整。")
        assert desk(client, cast.second_city_mediator())["new"] == [(dispute.number, "assign a handler")]

    def test_own_cases_and_their_deadlines(self, client, today):
        mine = factories.make_dispute("mediating", on=later(today, -8))
        factories.make_dispute("mediating", on=later(today, -8), handler=cast.second_city_mediator())
        found = desk(client, cast.city_mediator())
        assert [number for number, _ in found["mine"]] == [mine.number]
        assert {number for number, _ in found["deadlines"]} == {mine.number}

    def test_overdue_comes_first_and_is_counted(self, client, today):
        soon = factories.make_dispute("mediating", on=later(today, -8))
        late = factories.make_dispute("mediating", on=later(today, -30))
        answer = open_desk(client, cast.city_mediator())
        rows = next(section for section in answer.context["sections"] if section.key == "deadlines").rows
        assert [row.number for row in rows] == [late.number, soon.number]
        assert answer.context["counts"] == {"overdue": 1, "week": 1}
        assert "1 deadline overdue" in answer.content.decode()
        late.deadlines.all().delete()
        assert "overdue</span>" not in open_desk(client, cast.city_mediator()).content.decode()

    def test_rights_of_the_parties_stand_apart_and_are_never_overdue(self, client, today):
        dispute = factories.make_dispute("agreed", on=later(today, -12))
        found = desk(client, cast.city_mediator())
        rights = Deadline.objects.running().filter(rule__in=("A1", "A3"), dispute=dispute)
        assert [number for number, _ in found["limitation"]] == [dispute.number] * rights.count() != []
        assert found["deadlines"] == [(dispute.number, "to be done by: employer")]  # the payment, M11

    def test_letters_to_write_issue_and_serve(self, client, today):
        dispute = factories.make_dispute("accepted", on=later(today, -6))
        dispute.letters.all().delete()
        factories.make_letter("reminder", "draft", dispute=dispute, on=later(today, -4))
        served = factories.make_letter("reminder", "issued", dispute=dispute, on=later(today, -4))
        assert sorted(note for _, note in desk(client, cast.city_mediator())["letters"]) == ["serve", "write"]
        assert desk(client, cast.second_city_mediator()).get("letters", []) == []
        assert served.number

    def test_answers_and_partners_waited_for(self, client, today):
        dispute = factories.make_dispute("at_hr", on=later(today, -10))
        letter = factories.make_letter(
            "reminder", "served", dispute=factories.make_dispute("accepted", on=later(today, -6)), on=later(today, -4)
        )
        found = desk(client, cast.city_mediator())
        assert found["answers"] == [(letter.number, f"served on {later(today, -4)}")]
        assert found["partners"] == [(dispute.number, "for 7 days")]

    def test_what_was_delegated_and_the_result_reported(self, client, today):
        dispute = factories.make_dispute("accepted", on=later(today, -9))
        take(dispute, "delegate", cast.city_mediator(), later(today, -7), holder=cast.town(), reason="就近办理。")
        assert desk(client, cast.reviewer())["delegated"] == [
            (dispute.number, f"with 枫桥镇, last act on {later(today, -7)}")
        ]
        dispute = Dispute.objects.get()
        take(dispute, "assign", cast.town_mediator(), later(today, -6), handler=cast.town_mediator())
        take(dispute, "report_result", cast.town_mediator(), later(today, -2), **report("双方已和解。"))
        assert desk(client, cast.reviewer())["delegated"] == [(dispute.number, "reported: approve or send back")]


class TestLetters:
    @pytest.fixture
    def letter(self, today):
        def letter(state):
            dispute = factories.make_dispute("accepted", on=later(today, -6))
            return factories.make_letter("reminder", state, dispute=dispute, on=later(today, -4))

        return letter

    def notes(self, client, user):
        return [note for _, note in desk(client, user).get("letters", [])]

    def test_the_reviewer_reviews(self, client, letter):
        letter("in_review")
        assert self.notes(client, cast.reviewer()) == ["review"]
        assert self.notes(client, cast.chair()) == ["check and issue"]  # the notice of acceptance

    def test_a_reviewer_finds_what_is_to_be_reviewed_first(self, client, today, letter):
        letter("in_review")
        factories.make_dispute("mediating", on=later(today, -30))
        assert list(desk(client, cast.reviewer()))[:2] == ["letters", "deadlines"]
        assert next(iter(desk(client, cast.city_mediator()))) == "deadlines"

    def test_the_chair_and_the_vice_chair_sign(self, client, letter):
        letter("approved")
        for signer in (cast.chair(), cast.vice_chair()):
            assert sorted(self.notes(client, signer)) == ["check and issue", "sign"]
            answer = client.get(reverse("letter-list"), {"tab": "sign"})
            assert {row.kind for row in answer.context["page"].object_list} == {"reminder", "acceptance_notice"}
        assert self.notes(client, cast.town_chair()) == []
        assert self.notes(client, cast.reviewer()) == []

    def test_a_volunteer_writes_what_they_were_asked_to(self, client, today):
        dispute = factories.make_dispute("accepted", on=later(today, -6))
        factories.draft("reminder", dispute, later(today, -4), drafter=cast.volunteer())
        assert self.notes(client, cast.volunteer()) == ["write"]
        assert desk(client, cast.second_volunteer()) == {}


class TestOthers:
    def test_a_manager_sees_who_is_late(self, client, today):
        factories.make_dispute("mediating", on=later(today, -30))
        factories.make_dispute("mediating", on=later(today, -31))
        answer = open_desk(client, cast.manager())
        late = next(section for section in answer.context["sections"] if section.key == "late").rows
        assert [(row.number, row.text) for row in late] == [("王梅", "2 cases with an overdue deadline")]
        assert client.get(late[0].url).context["page"].total == 2

    def test_what_is_late_by_the_thousand_is_counted_no_further_and_says_so(self, client, today):
        oldest = factories.make_dispute("mediating", on=later(today, -60))
        late = factories.make_dispute("mediating", on=later(today, -30), handler=cast.second_city_mediator())
        clock = late.deadlines.overdue(today).earliest("due_on")
        clock.pk = None
        Deadline.objects.bulk_create(copy(clock) for _turn in range(MOST))
        answer = open_desk(client, cast.manager())
        assert answer.context["counts"] == {"overdue": MOST + 1, "week": 0}
        assert "1000+ deadlines overdue" in answer.content.decode()
        section = next(section for section in answer.context["sections"] if section.key == "late")
        assert section.hint == "Counted among the 1000 deadlines that are overdue longest."
        assert {row.text for row in section.rows} == {"1 cases with an overdue deadline"}
        assert len(section.rows) == len({oldest.handler_id, late.handler_id})

    def test_a_partner_sees_what_is_at_their_agency(self, client, today):
        dispute = factories.make_dispute("at_hr", on=later(today, -10))
        factories.make_dispute("mediating", on=later(today, -10))
        for liaison in (cast.inspector, cast.hr_liaison):
            assert desk(client, liaison()) == {"agency": [(dispute.number, "for 7 days")]}
        assert desk(client, cast.arbitrator()) == {}
        assert desk(client, cast.court_liaison()) == {}

    def test_an_employer_sees_the_letters_served_on_it(self, client, today):
        dispute = factories.make_dispute("accepted", on=later(today, -6))
        factories.make_letter("reminder", "issued", dispute=dispute, on=later(today, -4))
        assert desk(client, cast.employer_user()) == {}
        served = factories.make_letter("reminder", "served", dispute=dispute, on=later(today, -4))
        assert desk(client, cast.employer_user()) == {"received": [(served.number, f"served on {later(today, -4)}")]}

    def test_a_worker_sees_their_case(self, client, today):
        dispute = factories.register_dispute(later(today, -3))
        dispute.parties.filter(role="applicant").update(account=cast.worker_user())
        factories.register_dispute(later(today, -3))
        assert desk(client, cast.worker_user()) == {"own": [(dispute.number, "see where it stands")]}

    def test_an_archivist_sees_closed_cases(self, client, today):
        dispute = factories.make_dispute("closed", on=later(today, -40))
        assert [number for number, _ in desk(client, cast.archivist())["archive"]] == [dispute.number]

    def test_a_recused_person_sees_nothing_of_the_case(self, client, today):
        factories.register_dispute(later(today, -1))
        user = cast.second_city_mediator()
        user.interests.create(employer=cast.employer(), note="配偶任职")
        assert desk(client, user) == {}


def test_names_of_workers_are_not_on_the_desk(client, today):
    factories.register_dispute(later(today, -1), workers=("欧阳建国",))
    assert "欧阳建国" not in open_desk(client, cast.city_mediator()).content.decode()


def test_a_stranger_signs_in_first(client):
    assert client.get(reverse("desk")).url == f"{reverse('sign-in')}?next=/"
