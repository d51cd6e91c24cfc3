"""Every invariant holds in real lives and is seen to break when the database is changed behind the door."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.utils import translation

from documents import freezing
from documents.models import IssuedLetter, Series
from mediation.integrity import INVARIANTS, violations
from mediation.integrity.history import EDGES
from mediation.letters import State as LetterState
from mediation.lifecycle import State
from mediation.models import (
    Agreement,
    Deadline,
    Dispute,
    Event,
    Instalment,
    Letter,
    Membership,
    Party,
    Payment,
    Proceeding,
    Upload,
)
from mediation.models.calendar import CalendarDay, CalendarYear
from mediation.operations.uploads import attach
from tests import cast
from tests.factories import MONDAY, at, later, make_dispute, make_letter
from tests.mediation.uploads.corpus import taken

pytestmark = pytest.mark.django_db


def broken():
    return {violation.invariant for violation in violations()}


@pytest.fixture
def thawed():
    """Events and issued letters as somebody with the owner's rights could change them."""
    for table in ("mediation_event", "documents_issuedletter", "mediation_upload"):
        freezing.remove(connection, table)


def test_lives_of_every_state_break_nothing():
    for state in State.values:
        make_dispute(state)
    for state in LetterState.values:
        make_letter("opinion", state)
    assert list(violations()) == []
    assert Dispute.objects.count() == len(State) + len(LetterState)


def test_the_graph_is_read_from_the_machines():
    assert ("accept", "registered", "accepted") in EDGES["dispute"]
    assert ("resume", "suspended", "agreed") in EDGES["dispute"]
    assert ("assign", "at_court", "at_court") in EDGES["dispute"]
    assert {verb for verb, _source, target in EDGES["letter"] if target == "issued"} == {"sign"}
    assert all(source != "withdrawn" for _verb, source, _target in EDGES["proceeding"])


# What each invariant sees: a change of the database that the door would never make -----------------------------


def unlawful_edge():
    make_dispute("accepted")
    Event.objects.filter(kind="accept").update(from_state="declined")


def lost_event():
    make_dispute("accepted")
    Event.objects.filter(kind="accept").update(kind="follow_up", from_state="accepted")


def gap_in_events():
    make_dispute("accepted")
    Event.objects.filter(kind="accept").update(number=7)


def version_of_a_letter():
    Letter.objects.filter(pk=make_letter("reminder", "in_review").pk).update(version=5)


def another_state():
    Dispute.objects.filter(pk=make_dispute("accepted").pk).update(state="mediating")


def another_handler():
    Dispute.objects.filter(pk=make_dispute("accepted").pk).update(handler=cast.second_city_mediator())


def another_stage():
    Dispute.objects.filter(pk=make_dispute("at_hr").pk).update(stage="court")


def reopened_without_reason():
    make_dispute("archived")
    Event.objects.filter(kind="archive").update(kind="accept", from_state="archived", to_state="accepted")


def running_after_closing():
    Proceeding.objects.filter(dispute=make_dispute("closed")).update(state="accepted")


def closed_before_acceptance():
    case = make_dispute("closed")
    day = case.accepted_on - timedelta(days=1)
    Dispute.objects.filter(pk=case.pk).update(closed_on=day, ended_on=day)


def declined_on_another_day():
    case = make_dispute("declined")
    Dispute.objects.filter(pk=case.pk).update(ended_on=case.ended_on + timedelta(days=1))


def open_deadline_after_closing():
    make_dispute("closed")
    Deadline.objects.update(status="open", ended_by=None)


def no_respondent():
    Party.objects.filter(dispute=make_dispute("accepted"), role="respondent").update(role="third")


def handler_of_another_town():
    Dispute.objects.filter(pk=make_dispute("accepted").pk).update(handler=cast.other_town_mediator())


def role_of_nobody():
    make_dispute("accepted")
    Event.objects.filter(kind="accept").update(role="archivist")


def membership_came_later():
    case = make_dispute("accepted")
    Membership.objects.update(since=case.accepted_on + timedelta(days=400))


def own_letter_approved():
    letter = make_letter("reminder", "approved")
    Letter.objects.filter(pk=letter.pk).update(drafter=letter.reviewer)


def other_bytes():
    make_letter("reminder", "issued")
    IssuedLetter.objects.update(pdf=b"%PDF-1.4 forged")


def other_bytes_before_the_signature():
    make_letter("reminder", "issued")
    IssuedLetter.objects.update(unsigned_length=100, unsigned_sha256="0" * 64)


def no_pdf():
    make_letter("reminder", "issued")
    IssuedLetter.objects.update(pdf=b"", sha256="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")


def other_bytes_of_a_file():
    attach(make_dispute("accepted"), [taken()], purpose="other", by=cast.city_mediator(), at=at(later(MONDAY, 5)))
    Upload.objects.update(content=b"%PDF-1.4 forged")


def file_that_nobody_sent():
    attach(make_dispute("accepted"), [taken()], purpose="other", by=cast.city_mediator(), at=at(later(MONDAY, 5)))
    Upload.objects.update(event=Event.objects.earliest("pk"))


def gap_in_numbers():
    make_letter("reminder", "issued")
    Series.objects.filter(kind="reminder").update(last=2)


def gap_in_case_numbers():
    Dispute.objects.filter(pk=make_dispute().pk).update(number="诸总工调〔2026〕2号")


def falling_dates():
    first = make_letter("reminder", "issued")
    make_letter("reminder", "issued")
    IssuedLetter.objects.filter(pk=first.issued_id).update(issued_on=first.issued_on + timedelta(days=90))


def record_taken_away():
    letter = make_letter("reminder", "withdrawn")
    Letter.objects.filter(pk=letter.pk).update(issued=None)


def replaced_by_nothing():
    Letter.objects.filter(pk=make_letter("reminder", "issued").pk).update(state="superseded")


def notice_without_its_step():
    make_dispute("accepted")
    Letter.objects.filter(kind="acceptance_notice").update(origin=None)


def step_without_its_notice():
    case = make_dispute("accepted")
    Letter.objects.filter(dispute=case).delete()


def agreement_without_mediation():
    make_dispute("agreed")
    Deadline.objects.filter(rule="M11").delete()
    Instalment.objects.all().delete()
    Agreement.objects.all().delete()


def agreement_paper_of_earlier_days():
    case = make_dispute("agreed")
    Letter.objects.filter(dispute=case, kind="agreement").update(issued_on=case.received_on)


def other_text_than_printed():
    letter = make_letter("reminder", "issued")
    Letter.objects.filter(pk=letter.pk).update(content=letter.content | {"contact": "他人"})


def letter_of_another_employer():
    letter = make_letter("reminder", "issued")
    Dispute.objects.filter(pk=letter.dispute_id).update(employer=cast.other_employer())
    Party.objects.filter(role="respondent").update(name="诸暨市店口恒固管业有限公司")


def two_clocks():
    row = Deadline.objects.open().filter(dispute=make_dispute("accepted")).first()
    row.pk = None
    row.save()


def mediation_without_a_clock():
    Deadline.objects.filter(dispute=make_dispute("mediating"), rule="M3").update(rule="M9")


def mediation_with_two_clocks():
    row = Deadline.objects.open().get(dispute=make_dispute("mediating"), rule="M3")
    row.pk, row.rule = None, "M6"
    row.save()


def deadline_replaced_by_nothing():
    Deadline.objects.filter(dispute=make_dispute("accepted"), status="met").update(status="superseded")


def deadline_ended_before_it_began():
    row = Deadline.objects.filter(dispute=make_dispute("agreed")).order_by("opened_by__number").last()
    first = Event.objects.filter(dispute=row.dispute).order_by("number").first()
    Deadline.objects.filter(pk=row.pk).update(status="ended", ended_by=first)


def another_due_date():
    row = Deadline.objects.open().filter(dispute=make_dispute("accepted")).first()
    Deadline.objects.filter(pk=row.pk).update(due_on=row.due_on + timedelta(days=1))


def extended_beyond_the_law():
    Deadline.objects.open().filter(dispute=make_dispute("accepted")).update(rule="S1", extended=1)


def firm_by_mistake():
    Deadline.objects.open().filter(dispute=make_dispute("accepted"), provisional=True).update(provisional=False)


def provisional_by_mistake():
    Deadline.objects.open().filter(dispute=make_dispute("accepted"), provisional=False).update(provisional=True)


def calendar_corrected_behind_the_door():
    make_dispute("accepted")
    CalendarDay.objects.filter(kind="rest").delete()
    CalendarYear.objects.all().delete()


def renamed_behind_the_door():
    Party.objects.filter(dispute=make_dispute(), role="applicant").update(name="司马娜")


def without_words():
    make_dispute().words.delete()


def visit_without_an_event():
    case = make_dispute("closed")
    case.follow_ups.create(visited_on=case.closed_on, satisfaction="fair", by=case.handler)


def payment_of_another_amount():
    make_dispute("closed")
    Payment.objects.update(amount=F("amount") + 1)


def pause_that_nobody_made():
    make_dispute("accepted")
    Dispute.objects.update(suspended_days=3)


BREACHES = [
    ("I1", unlawful_edge), ("I2", lost_event), ("I2", gap_in_events), ("I2", version_of_a_letter),
    ("I3", another_state), ("I3", another_handler), ("I3", another_stage), ("I5", reopened_without_reason),
    ("I6", running_after_closing), ("I6", closed_before_acceptance), ("I6", open_deadline_after_closing),
    ("I6", declined_on_another_day),
    ("I7", no_respondent), ("I7", handler_of_another_town), ("I8", role_of_nobody), ("I8", membership_came_later),
    ("I8", own_letter_approved), ("I9", other_bytes), ("I9", no_pdf),
    ("I9", other_bytes_before_the_signature), ("I9", other_bytes_of_a_file), ("I9", file_that_nobody_sent),
    ("I10", gap_in_numbers), ("I10", gap_in_case_numbers), ("I11", falling_dates),
    ("I12", record_taken_away), ("I12", replaced_by_nothing),
    ("I13", notice_without_its_step), ("I13", step_without_its_notice), ("I13", agreement_without_mediation),
    ("I13", agreement_paper_of_earlier_days), ("I14", other_text_than_printed), ("I14", letter_of_another_employer),
    ("I15", two_clocks), ("I15", mediation_without_a_clock), ("I15", mediation_with_two_clocks),
    ("I15", deadline_replaced_by_nothing), ("I15", deadline_ended_before_it_began), ("I18", another_due_date),
    ("I18", extended_beyond_the_law), ("I18", firm_by_mistake), ("I18", provisional_by_mistake),
    ("I18", calendar_corrected_behind_the_door),
    ("I31", renamed_behind_the_door), ("I31", without_words), ("I32", visit_without_an_event),
    ("I33", payment_of_another_amount), ("I33", pause_that_nobody_made),
]  # fmt: skip


@pytest.mark.usefixtures("thawed")
@pytest.mark.parametrize(("invariant", "change"), BREACHES, ids=[change.__name__ for _code, change in BREACHES])
def test_a_breach_is_seen(invariant, change):
    change()
    assert invariant in broken()


def test_every_invariant_has_a_breach_that_shows_it():
    assert {code for code, _change in BREACHES} == set(INVARIANTS)


def test_the_command_names_what_is_wrong_and_fails():
    case = make_dispute("accepted")
    out = StringIO()
    with translation.override("en"):
        call_command("check_integrity", stdout=out)
        assert out.getvalue().splitlines()[-1] == "1 cases, no violation."
        Dispute.objects.filter(pk=case.pk).update(handler=cast.other_town_mediator())
        with pytest.raises(CommandError, match="2 violations in 1 cases"):
            call_command("check_integrity", sample=5, stdout=out)
        call_command("check_integrity", sample=0, stdout=out)
        assert out.getvalue().splitlines()[-1] == "0 cases, no violation."
    assert f"{case.number}: the handler 何剑 is no mediator" in out.getvalue()


def test_the_number_of_queries_does_not_grow_with_cases(django_assert_max_num_queries, django_assert_num_queries):
    make_dispute("agreed")
    with django_assert_max_num_queries(31) as of_one:
        assert list(violations()) == []
    for _index in range(4):
        make_dispute("agreed")
    with django_assert_num_queries(len(of_one)):
        assert list(violations()) == []
