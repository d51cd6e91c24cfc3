"""The pages of the questions after closing: given out, answered behind the link, typed in, read by who leads."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mediation.models import Dispute, FollowUp, SurveyAttempt
from mediation.operations.people import plan_visit
from mediation.operations.surveys import Answer, ask, record_answer
from tests import cast
from tests.factories import later, make_dispute
from tests.refusals import unchanged

pytestmark = pytest.mark.django_db
SAID = {"satisfaction": "fair", "conduct": "good", "performance": "part", "note": "还差一半没有付。"}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def closed(today):
    return make_dispute("closed", on=later(today, -20))


def worker_of(dispute):
    return party_of(dispute, "worker")


def party_of(dispute, side):
    return Dispute.objects.get(pk=dispute.pk).parties.get(kind=side)


def address(secret):
    return reverse("survey-answer", args=[secret])


def secret_of(dispute, on=None, side="worker"):
    made = ask(
        party_of(dispute, side), by=cast.city_mediator(), at=on or timezone.now(), means="link", made_from="192.0.2.1"
    )
    return made.secret


def page_of(client, dispute):
    return client.get(reverse("dispute-detail", args=[dispute.pk])).content.decode()


class TestBehindTheLink:
    def test_three_questions_and_nothing_of_the_case(self, closed):
        client, url = Client(**ELSEWHERE), address(secret_of(closed))
        for _time in range(7):
            page = client.get(url)
            assert page.status_code == 200
        text = page.content.decode()
        for word in (closed.number, closed.employer.name, "蒋喆", "王梅", closed.summary):
            assert word not in text
        assert closed.holder.name in text
        assert (page.headers["Referrer-Policy"], "noindex" in page.headers["X-Robots-Tag"]) == ("strict-origin", True)
        assert client.get(url, headers={"accept-language": "en"}).status_code == 200
        done = client.post(url, SAID)
        row = FollowUp.objects.get()
        assert (done.status_code, row.performance, row.note, row.note_is_open) == (200, "part", SAID["note"], False)
        assert not row.survey.from_same_place
        with unchanged():
            assert client.post(url, SAID).status_code == 404

    @pytest.mark.parametrize(
        "typed", [{}, {**SAID, "satisfaction": "no_answer"}, {**SAID, "conduct": "x"}, {**SAID, "note": "长" * 501}]
    )
    def test_what_cannot_be_read_is_said_at_the_field_and_uses_nothing_up(self, closed, typed):
        client, url = Client(**ELSEWHERE), address(secret_of(closed))
        with unchanged():
            page = client.post(url, typed)
        assert (page.status_code, bool(page.context["form"].errors)) == (422, True)
        assert client.get(url).status_code == 200

    def test_dead_links_look_alike_and_guessing_is_counted(self, closed):
        used = secret_of(closed, on=timezone.now() - timedelta(days=15))  # has run out
        live, bodies, client = secret_of(closed), set(), Client(**ELSEWHERE)
        with unchanged():
            for secret in (used, "x" * 43, "z", "y" * 300, "guess"):
                page = client.get(address(secret))
                assert page.status_code == 404
                bodies.add(page.content.decode().split("<main")[1])
            assert (client.get(address(live)).status_code, client.post(address(live), SAID).status_code) == (429, 429)
        assert len(bodies) == 1
        assert not AccessAttempt.objects.filter(path_info__contains="guess").exists()
        Client(REMOTE_ADDR="192.0.2.98").post(address(used), SAID)
        assert SAID["note"] not in "".join(AccessAttempt.objects.values_list("post_data", flat=True))
        assert Client(REMOTE_ADDR="192.0.2.99").get(address(live)).status_code == 200

    @pytest.mark.parametrize("side", ["worker", "employer"])
    def test_who_is_signed_in_at_the_union_or_of_the_other_side_does_not_answer(self, client, closed, side):
        url = address(secret_of(closed, side=side))
        people = {"worker": cast.worker_user(), "employer": cast.employer_user()}
        own = people.pop(side)
        for person in (closed.handler, cast.manager(), *people.values()):
            client.force_login(person)
            with unchanged():
                assert (client.get(url).status_code, client.post(url, SAID).status_code) == (403, 403)
        client.force_login(own)
        assert client.post(url, SAID).status_code == 200

    def test_answers_are_protected_against_forged_requests(self, closed):
        url = address(secret_of(closed))
        with unchanged():
            assert Client(enforce_csrf_checks=True).post(url, SAID).status_code == 403


class TestAtTheCase:
    def test_a_link_is_shown_once_with_its_code(self, client, closed):
        client.force_login(closed.handler)
        url = reverse("survey-ask", args=[worker_of(closed).pk])
        assert client.get(url).status_code == 200
        page = client.post(url, {"version": closed.version, "means": "link"})
        assert "http://testserver/survey/" in page.context["address"]
        assert '<path d="M' in page.content.decode()
        assert Client(**ELSEWHERE).post(page.context["address"], SAID).status_code == 200
        text = page_of(client, closed)
        assert "还差一半" not in text
        assert reverse("dispute-default", args=[closed.pk]) in text, "what was agreed is not performed"
        again = client.post(url, {"version": closed.version, "means": "link"})
        assert (again.status_code, SurveyAttempt.objects.count()) == (422, 1)
        client.force_login(cast.manager())
        assert "还差一半" in page_of(client, closed)

    def test_a_sheet_with_the_questions(self, client, closed, monkeypatch):
        client.force_login(closed.handler)
        sheets = []
        monkeypatch.setattr(
            "mediation.operations.survey_paper.issuing.print_blank",
            lambda kind, facts, **given: sheets.append((kind, facts, given["scan_url"])) or b"%PDF-",
        )
        url = reverse("survey-ask", args=[worker_of(closed).pk])
        page = client.post(url, {"version": closed.version, "means": "paper"})
        assert page.headers["Content-Type"] == "application/pdf"
        ((kind, facts, link),) = sheets
        assert (kind, facts["respondent"], facts["case_number"]) == ("survey_form", "蒋喆", closed.number)
        assert Client(**ELSEWHERE).get(link).status_code == 200

    @pytest.mark.parametrize(
        ("typed", "status", "rows"),
        [
            ({"came": "not_reached"}, 302, (1, 0)),
            ({"came": "phone", "satisfaction": "satisfied", "conduct": "good", "performance": "unknown"}, 302, (0, 1)),
            ({"came": "paper", "satisfaction": "satisfied"}, 422, (0, 0)),
            ({"came": "x", **SAID}, 422, (0, 0)),
            ({"came": "phone", **SAID, "answered_on": "31.02.2026"}, 422, (0, 0)),
            ({"came": "phone", **SAID, "answered_on": "2999-01-01"}, 422, (0, 0)),
        ],
    )
    def test_typing_in(self, client, closed, today, typed, status, rows):
        client.force_login(closed.handler)
        url = reverse("survey-record", args=[worker_of(closed).pk])
        page = client.post(url, {"version": closed.version, "answered_on": today.isoformat(), **typed})
        assert (page.status_code, (SurveyAttempt.objects.count(), FollowUp.objects.count())) == (status, rows)
        assert {row.by for row in FollowUp.objects.all()} <= {closed.handler}

    def test_a_remark_for_those_who_lead_is_theirs_and_of_who_typed_it(self, client, closed, today):
        said = Answer("dissatisfied", "poor", "none", "不敢当面说。", note_is_open=False)
        second = cast.second_city_mediator()
        record_answer(worker_of(closed), said, by=second, at=timezone.now(), means="paper", answered_on=today)
        shown = {}
        for person in (closed.handler, second, cast.manager(), cast.chair(), cast.reviewer(), cast.auditor()):
            client.force_login(person)
            shown[person.username] = "不敢当面说" in page_of(client, closed)
        assert [name for name, seen in shown.items() if not seen] == [
            closed.handler.username, cast.reviewer().username, cast.auditor().username,
        ]  # fmt: skip

    def test_the_desk_names_the_visit_until_it_is_planned_for_later(self, client, closed, today):
        client.force_login(closed.handler)

        def named():
            sections = client.get(reverse("desk")).context["sections"]
            return [section.key for section in sections for row in section.rows if row.number == closed.number]

        assert named() == ["visits"], "and not among the deadlines as well"
        plan_visit(closed, by=closed.handler, at=timezone.now(), planned_on=later(today, 20))
        assert named() == []


class TestList:
    def test_rates_with_what_they_count_and_only_of_the_own_unions(self, client, closed, today):
        town = make_dispute("closed", on=later(today, -20), holder=cast.town())
        for case, said in ((closed, Answer("fair", "good", "full")), (town, Answer("satisfied", "poor", "none"))):
            record_answer(worker_of(case), said, by=cast.city_mediator(), at=timezone.now(), means="phone",
                answered_on=today)  # fmt: skip
        said = Answer("dissatisfied", "poor", note="赔得太多。")
        record_answer(party_of(closed, "employer"), said, by=cast.city_mediator(), at=timezone.now(), means="phone",
            answered_on=today)  # fmt: skip
        secret_of(make_dispute("closed", on=later(today, -20)))
        found = {}
        for person in (cast.manager(), cast.town_chair()):
            client.force_login(person)
            page = client.get(reverse("survey-list"), {"shown": "poor"})
            sides = [(row.asked, row.answered, row.content, row.told, row.performed) for row in page.context["sides"]]
            found[person.username] = (*sides, len(page.context["page"].object_list))
        assert list(found.values()) == [
            ((3, 2, 2, 2, 1), (1, 1, 0, 0, 0), 2), ((1, 1, 1, 1, 0), (0, 0, 0, 0, 0), 1),
        ]  # fmt: skip
        client.force_login(cast.manager())
        page = client.get(reverse("survey-list"), {"shown": "employer"})
        assert [row.note for row in page.context["page"].object_list] == ["赔得太多。"]
        assert client.get(reverse("survey-list"), {"last": "2020-01-01"}).status_code == 422
        client.force_login(closed.handler)
        assert client.get(reverse("survey-list")).status_code == 403
