"""T1, T4, T5: two people at once, one wins and the other is told; numbers stay dense when everybody signs at once."""

import random
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from documents.models import IssuedLetter
from mediation.integrity import violations
from mediation.models import Dispute, Employer, Event
from mediation.operations import links, steps
from mediation.operations.filing import register
from mediation.operations.letters import edit_letter
from mediation.operations.proceedings import prepare
from mediation.operations.steps import take_step
from mediation.operations.surveys import Answer, answer_by_link, ask, record_answer
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    filing,
    finish_papers,
    hand_over,
    later,
    make_dispute,
    make_letter,
    mediation_of,
    register_dispute,
)
from tests.walks.crowd import at_once, committed

DAY = later(MONDAY, 40)
ROUNDS = 2
SIGNERS, EACH = 4, 6


@pytest.fixture(autouse=True)
def emptied_afterwards(transactional_db, cheap_letters):
    with committed():
        yield


def act(subject, verb, by, *, seen=True, **answers):
    """The step as a call; on the version of the page, or on any."""
    version = subject.version if seen else None
    return lambda: take_step(subject, verb, by=by, at=at(DAY), version=version, **answers)


def twice(subject, verb, by, **answers):
    return [act(subject, verb, by, **answers), act(subject, verb, by, **answers)]


def accept_twice():
    return twice(make_dispute(), "accept", cast.reviewer())


def accept_or_decline():
    case = make_dispute(by=cast.second_city_mediator())
    decline = act(case, "decline", cast.reviewer(), decline_reason="party", reason="主体不适格。")
    return [act(case, "accept", cast.reviewer()), decline]


def suspend_or_transfer():
    case = make_dispute("accepted")
    move = act(case, "delegate", cast.reviewer(), holder=cast.town(), reason="就近办理。")
    return [act(case, "suspend", cast.city_mediator(), reason="等待鉴定。"), move]


def end_mediation_twice():
    mediation = mediation_of(make_dispute("mediating"))
    end = act(mediation, "conclude", cast.city_mediator(), outcome="disagreement", concluded_on=DAY)
    return [end, act(mediation, "withdraw", cast.city_mediator(), withdrawn_on=DAY, reason="申请人不愿继续。")]


def sign_twice():
    return twice(make_letter("reminder", "approved"), "sign", cast.chair())


def sign_or_return():
    letter = make_letter("opinion", "approved")
    back = act(letter, "return_for_changes", cast.reviewer(), reason="条文有误。")
    return [act(letter, "sign", cast.vice_chair()), back]


def submit_or_edit():
    letter = make_letter("reminder")
    edit = letter.content | {"contact": "骆斌"}
    return [
        act(letter, "submit", letter.drafter),
        lambda: edit_letter(letter, edit, by=letter.drafter, at=at(DAY), version=letter.version),
    ]


def merge_each_into_the_other():
    one, other = make_dispute("accepted"), make_dispute("accepted")
    finish_papers(one, cast.city_mediator(), later(MONDAY, 2))
    finish_papers(other, cast.city_mediator(), later(MONDAY, 2))
    one.refresh_from_db()
    other.refresh_from_db()
    there = act(one, "merge", cast.city_mediator(), merged_into=other, reason="同一请求。")
    return [there, act(other, "merge", cast.city_mediator(), merged_into=one, reason="同一请求。")]


STALE = [accept_twice, accept_or_decline, suspend_or_transfer, end_mediation_twice, sign_twice, sign_or_return,
    submit_or_edit, merge_each_into_the_other]  # fmt: skip


@pytest.mark.parametrize("pair", STALE)
def test_one_wins_and_the_other_is_told(pair):
    for _round in range(ROUNDS):
        acts = pair()
        before = Event.objects.count()
        winners = at_once(*acts)
        assert winners == ["StepStale", "done"]
        assert Event.objects.count() > before
        assert list(violations()) == []


def test_without_a_version_the_second_is_refused_by_the_state():
    case = make_dispute()
    acts = [act(case, "accept", cast.reviewer(), seen=False) for _index in range(4)]
    assert at_once(*acts) == ["StepRefused", "StepRefused", "StepRefused", "done"]
    assert Event.objects.filter(kind="accept").count() == 1
    assert list(violations()) == []


def test_of_one_kind_one_proceeding_is_prepared():
    case, by = make_dispute("accepted"), cast.city_mediator()
    acts = [lambda: prepare(case, "legal_aid", by=by, at=at(DAY), agency=cast.justice()) for _index in range(3)]
    cast.justice()  # it is there before the race
    assert at_once(*acts) == ["StepRefused", "StepRefused", "done"]
    assert case.proceedings.count() == 1


def test_two_clicks_at_intake_are_one_case():
    by, key, found = cast.city_mediator(), uuid4(), []
    papers = [filing(), filing()]
    acts = [
        lambda paper=paper: found.append(register(paper, holder=cast.city(), by=by, at=at(MONDAY), key=key))
        for paper in papers
    ]
    assert at_once(*acts) == ["done", "done"]
    assert found[0] == found[1] == Dispute.objects.get()
    assert list(violations()) == []


def test_two_clicks_on_the_page_lead_to_one_case_with_one_new_employer():
    cast.city_mediator()
    typed = {
        "key": str(uuid4()), "request": "mediation", "channel": "walk_in", "received_on": "2026-03-02",
        "elsewhere": "no", "employer_name": "诸暨市甲制衣厂", "employer_id": "", "is_new": "on", "worker_name": "蒋喆",
        "category": "01", "relation": "labour", "summary": "拖欠工资", "holder": str(cast.city().pk),
        "claims-TOTAL_FORMS": "0", "claims-INITIAL_FORMS": "0",
    }  # fmt: skip
    found = []

    def click():
        client = Client()
        client.force_login(cast.city_mediator())
        found.append(client.post(reverse("dispute-new"), typed))

    assert at_once(click, click, click) == ["done"] * 3
    assert [answer.status_code for answer in found] == [302] * 3
    assert {answer.url for answer in found} == {reverse("dispute-detail", args=[Dispute.objects.get().pk])}
    assert Employer.objects.filter(name="诸暨市甲制衣厂").count() == 1


def test_case_numbers_are_dense_when_everybody_registers_at_once():
    by = cast.city_mediator()
    cast.employer()

    def register():
        for _index in range(5):
            register_dispute(MONDAY, holder=cast.city(), by=by)

    assert at_once(*[register] * SIGNERS) == ["done"] * SIGNERS
    assert Dispute.objects.count() == SIGNERS * 5
    assert list(violations()) == []


class Undone(Exception):
    """Thrown to roll a signature back."""


def test_letter_numbers_are_dense_when_everybody_signs_at_once():
    """Some signatures are rolled back and taken again."""
    case = make_dispute("accepted")
    papers = [[make_letter("agreement", dispute=case) for _turn in range(EACH)] for _signer in range(SIGNERS)]
    undone = []

    def sign_all(letters, seed):
        chance = random.Random(seed)
        for letter in letters:
            while True:
                try:
                    with transaction.atomic():
                        take_step(letter, "sign", by=letter.drafter, at=at(DAY))
                        if chance.random() < 0.15:
                            raise Undone
                    break
                except Undone:
                    undone.append(letter.pk)

    acts = [lambda pair=pair: sign_all(pair[1], pair[0]) for pair in enumerate(papers)]
    assert at_once(*acts) == ["done"] * SIGNERS
    serials = IssuedLetter.objects.filter(kind="agreement").order_by("serial").values_list("serial", flat=True)
    assert list(serials) == list(range(1, SIGNERS * EACH + 1))
    assert undone
    assert list(violations()) == []


def test_the_race_is_real(monkeypatch):
    """Negative control: without the lock both see the same case, and the second is told nothing sensible."""
    acts = accept_twice()
    gate = threading.Barrier(2)

    def look_without_lock(subject, answers):
        fresh = Dispute.objects.get(pk=subject.pk)
        gate.wait(timeout=10)
        return fresh, answers

    monkeypatch.setattr(steps, "lock_all", look_without_lock)
    if connection.vendor == "sqlite":  # whose transactions take the lock as they begin
        wrapper = type(connections["default"])
        monkeypatch.setattr(wrapper, "_start_transaction_under_autocommit", lambda self: self.cursor().execute("BEGIN"))
    winners = at_once(*acts)
    assert winners in (["IntegrityError", "done"], ["OperationalError", "done"], ["done", "done"])


def test_of_many_who_open_a_link_exactly_one_gets_in():
    row = hand_over(make_dispute("accepted"), DAY)
    link = links.create_link(row, by=cast.city_mediator(), at=at(DAY), valid_for=timedelta(days=1))
    opened = []
    assert at_once(*[lambda: opened.append(links.open_link(link.secret, at=at(DAY)))] * 4) == ["done"] * 4
    assert [found is not None for found in opened].count(True) == 1
    assert row.events.filter(kind="open_link").count() == 1


def test_a_worker_who_answers_by_link_while_two_type_it_in_has_answered_once():
    case, by, said, found = make_dispute("closed"), cast.city_mediator(), Answer("fair", "good"), []
    worker = case.parties.get(kind="worker")
    made = ask(worker, by=by, at=at(DAY), means="link")

    def by_link():
        found.append(answer_by_link(made.secret, said, at=at(DAY), came_from=""))

    def by_phone():
        found.append(record_answer(worker, said, by=by, at=at(DAY), means="phone", answered_on=DAY))

    told = at_once(by_link, by_link, by_phone, by_phone)
    assert [row for row in found if row is not None] == [case.follow_ups.get()]
    assert set(told) == {"StepRefused", "done"}
    assert list(violations()) == []
