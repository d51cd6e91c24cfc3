"""Why this date?, the sheet of a case, clocks by hand, and the page of the limitation."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from mediation.models import Deadline
from mediation.operations.clocks import extend_clock, start_clock
from mediation.operations.deadlines import calendar_of, due_of
from mediation.operations.limitation import record_limitation, strike_limitation
from mediation.views.day_strip import strip
from mediation.views.deadlines import chain_of
from mediation.views.limitation import limitation_of
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute, make_letter, take
from tests.mediation.views.stepping import send, shown_errors
from tests.refusals import unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
ON = later(MONDAY, 10)


def page(client, name, *args, user=None, **query):
    client.force_login(user or cast.city_mediator())
    client.cookies["django_language"] = "en"
    return client.get(reverse(name, args=args), query)


def appraisal(dispute=None):
    """60 days, extended by 30."""
    row = start_clock(
        dispute or make_dispute("accepted"), "W3", trigger_on=MONDAY, paper="鉴定申请受理单", by=cast.city_mediator(),
        at=at(ON),
    )  # fmt: skip
    return extend_clock(row, extra=30, paper="延期通知书", by=cast.city_mediator(), at=at(ON))


class TestWhyThisDate:
    def test_tells_everything_that_makes_the_date(self, client):
        row = appraisal()
        text = page(client, "deadline-detail", row.pk).content.decode()
        for words in (
            "2026-06-01", "鉴定申请受理单", "60 days", "《工伤保险条例》第二十五条",
            "An extension of 30 days is included.",
            "What it replaced", "2026-05-06", "Extend the time limit",
        ):  # fmt: skip
            assert words in text, words

    def test_an_act_is_offered_as_long_as_it_is_possible(self, client):
        dispute = make_dispute("accepted")
        labels = [button.label for button in page(client, "deadline-detail", appraisal(dispute).pk).context["buttons"]]
        assert labels == ["Record that the time limit is met", "Correct the first day", "End the time limit"]
        mediation = dispute.deadlines.open().get(rule="M3")
        labels = [button.label for button in page(client, "deadline-detail", mediation.pk).context["buttons"]]
        assert labels == ["Correct the first day"]
        assert page(client, "deadline-detail", mediation.pk, user=cast.auditor()).context["buttons"] == []

    def test_the_limitation_names_its_interruptions(self, client):
        dispute = make_dispute("accepted", category="02")
        record_limitation(
            dispute, cause="claim", happened_on=later(MONDAY, 2), proof="催告函", by=cast.city_mediator(), at=at(ON)
        )
        row = dispute.deadlines.open().get(rule="B1")
        text = page(client, "deadline-detail", row.pk).content.decode()
        assert "Interrupted on 2026-03-04" in text

    def test_queries_do_not_grow_with_the_chain(self, client):
        row = appraisal()
        page(client, "deadline-detail", row.pk)  # what is loaded once a process
        url = reverse("deadline-detail", args=[row.pk])
        with CaptureQueriesContext(connection) as first:
            client.get(url)
        for extra in range(3):
            make_letter("reminder", "served", dispute=fresh(row.dispute), on=later(ON, extra))
        row.dispute.deadlines.filter(rule="S2").update(status="open")
        with CaptureQueriesContext(connection) as second:
            client.get(url)
        assert len(second) == len(first) <= 15

    def test_the_sheet_has_every_one(self, client):
        dispute = fresh(appraisal().dispute)
        answer = page(client, "dispute-deadlines", dispute.pk)
        assert len(answer.context["running"]) == dispute.deadlines.open().count()
        assert len(answer.context["ended"]) == dispute.deadlines.exclude(status="open").count()
        for entry in (*answer.context["running"], *answer.context["ended"]):
            assert reverse("deadline-detail", args=[entry.row.pk]) in answer.content.decode()


class TestStrip:
    def marks(self, row):
        months = strip(row, due_of(row), calendar_of([row]))
        return {
            f"{month.label}-{day.number:02}": day.mark
            for month in months for week in month.weeks for day in week if day is not None
        }  # fmt: skip

    def test_working_days_skip_days_off_and_weekends(self):
        dispute = make_dispute("accepted", on=date(2026, 4, 20), request="supervision", employment_ended_on=None)
        row = Deadline.objects.get(dispute=dispute, rule="M1")
        row.trigger_on, row.due_on = date(2026, 4, 30), date(2026, 5, 11)
        marks = self.marks(row)
        assert [marks[f"2026-{day}"] for day in ("04-30", "05-01", "05-06", "05-09", "05-10", "05-11", "05-12")] == [
            "trigger", "off", "counted", "work", "off", "due", "",
        ]  # fmt: skip

    def test_pauses_and_the_roll_of_the_last_day(self):
        dispute = make_dispute("suspended")
        take(dispute, "resume", cast.city_mediator(), date(2026, 3, 23))
        marks = self.marks(dispute.deadlines.open().get(rule="M3"))
        assert [marks[f"2026-{day}"] for day in ("03-05", "03-06", "03-22", "03-23", "04-03")] == [
            "counted", "paused", "paused", "counted", "due",
        ]  # fmt: skip

    def test_what_stands_still_has_no_last_day(self, client):
        row = make_dispute("suspended").deadlines.open().get(rule="M3")
        marks = self.marks(row)
        assert [marks[f"2026-{day}"] for day in ("03-05", "03-06", "03-17")] == ["counted", "paused", "paused"]
        assert "the last day moves by as many days" in page(client, "deadline-detail", row.pk).content.decode()

    def test_a_long_limit_shows_its_two_ends(self):
        row = make_dispute("accepted").deadlines.open().get(rule="B1a")
        months = sorted({day[:7] for day in self.marks(row)})
        assert months == ["2026-02", "2026-03", "2026-12", "2027-01", "2027-02"]


class TestClocksByHand:
    def test_started_from_the_page(self, client):
        dispute = make_dispute("accepted")
        answer = send(
            client, cast.city_mediator(), reverse("deadline-new", args=[dispute.pk]), dispute, rule="W2",
            trigger_on="2026-03-02", paper="受理通知书",
        )  # fmt: skip
        assert answer.status_code == 302
        assert dispute.deadlines.get(rule="W2").due_on == date(2026, 5, 6)

    def test_choices_stand_in_chapters(self, client):
        form = page(client, "deadline-new", make_dispute("accepted").pk).context["form"]
        with translation.override("en"):
            chapters = {str(name): len(rows) for name, rows in form.fields["rule"].choices[1:]}
        assert {"Work injury", "Court", "Arbitration"} <= chapters.keys()
        assert all(chapters.values())

    @pytest.mark.parametrize(
        ("given", "field", "message"),
        [
            ({"trigger_on": "2026-02-31"}, "trigger_on", "Enter a valid date."),
            ({"trigger_on": "2999-01-01"}, "trigger_on", "This day is in the future."),
            ({"rule": "T10"}, "trigger_time", "The law counts hours here: give the hour."),
            ({"paper": "纸" * 201}, "paper", "Ensure this value has at most 200 characters (it has 201)."),
        ],
    )
    def test_a_wrong_answer_is_named_at_its_field_and_kept(self, client, given, field, message):
        dispute = make_dispute("accepted")
        typed = {"rule": "W2", "trigger_on": "2026-03-02", "paper": "受理通知书", "note": "备注"} | given
        with unchanged():
            answer = send(
                client, cast.city_mediator(), reverse("deadline-new", args=[dispute.pk]), dispute, **typed
            )  # fmt: skip
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert message in answer.content.decode()
        assert "备注" in answer.content.decode()

    def test_extension_beyond_the_cap(self, client):
        row = start_clock(
            make_dispute("accepted"), "W3", trigger_on=MONDAY, paper="受理单", by=cast.city_mediator(), at=at(ON)
        )
        url = reverse("deadline-step", args=[row.pk, "extend_clock"])
        with unchanged():
            answer = send(client, cast.city_mediator(), url, row.dispute, extra="31", paper="延期通知书")
        words = "《工伤保险条例》第二十五条 allows 30 in all; at most 30 are left."
        assert (answer.status_code, shown_errors(answer)) == (422, ({"extra": [words]}, []))
        assert 'value="31"' in answer.content.decode()

    def test_at_the_cap_the_button_is_gone_and_the_hint_says_what_is_left_before(self, client):
        by = cast.city_mediator()
        row = start_clock(make_dispute("accepted"), "W3", trigger_on=MONDAY, paper="受理单", by=by, at=at(ON))
        form = page(client, "deadline-step", row.pk, "extend_clock").context["form"]
        assert form["extra"].help_text.startswith("At most 30 (《工伤保险条例》第二十五条)")
        assert "extend_clock" in page(client, "deadline-detail", row.pk).content.decode()
        longer = extend_clock(row, extra=30, paper="延期通知书", by=by, at=at(ON))
        assert "extend_clock/" not in page(client, "deadline-detail", longer.pk).content.decode()
        url = reverse("deadline-step", args=[longer.pk, "extend_clock"])
        with unchanged():
            answer = send(client, by, url, fresh(row.dispute), extra="1", paper="延期通知书")
        assert (answer.status_code, shown_errors(answer)[1]) == (422, ["the law allows a (further) extension here"])

    def test_without_a_cap_the_field_says_so(self, client):
        mediation = make_dispute("mediating").proceedings.get()
        form = page(client, "proceeding-step", mediation.pk, "extend").context["form"]
        assert form["extra"].help_text.startswith("The law sets no longest extension (《劳动争议调解仲裁法》第十四条")

    def test_met_extended_corrected_and_ended(self, client):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        for verb, given, status in (
            ("meet_clock", {"met_on": "2026-03-09", "paper": "决定书"}, "met"),
            ("extend_clock", {"extra": "5", "paper": "延期通知书"}, "superseded"),
            ("correct_clock", {"trigger_on": "2026-03-03", "paper": "回执", "reason": "看错。"}, "superseded"),
            ("end_clock", {"reason": "撤回申请。"}, "ended"),
        ):
            dispute.deadlines.open().filter(rule="W3").update(status="ended", ended_by=dispute.events.first())
            row = start_clock(dispute, "W3", trigger_on=MONDAY, paper="受理单", by=by, at=at(ON))
            answer = send(client, by, reverse("deadline-step", args=[row.pk, verb]), dispute, **given)
            assert (answer.status_code, fresh(row).status) == (302, status), verb

    def test_no_such_act(self, client):
        row = appraisal()
        assert page(client, "deadline-step", row.pk, "delete_clock").status_code == 404


class TestLimitation:
    def test_page_tells_record_reasons_and_what_the_case_proves(self, client):
        dispute = make_dispute("unresolved", category="02")
        given = {"proof": "催告函", "by": cast.city_mediator(), "at": at(ON)}
        record_limitation(dispute, cause="claim", happened_on=later(MONDAY, 1), **given)
        entry = record_limitation(dispute, cause="admission", happened_on=later(MONDAY, 2), **given)
        strike_limitation(entry, reason="误录。", by=cast.city_mediator(), at=at(ON))
        answer = page(client, "limitation", dispute.pk)
        text = answer.content.decode()
        assert "Interrupted on 2026-03-03" in text
        assert "<s>the other side agreed to perform</s>" in text
        assert "误录。" in text
        assert [row["hint"].cause for row in answer.context["hints"]] == ["relief"]

    def test_a_hint_opens_the_form_filled_in(self, client):
        dispute = make_dispute("unresolved", category="02")
        (hint,) = page(client, "limitation", dispute.pk).context["hints"]
        form = client.get(hint["url"]).context["form"]
        assert [form[name].value() for name in ("cause", "happened_on", "ended_on", "proof")] == [
            "relief", "2026-03-02", "2026-03-10", "调解申请",
        ]  # fmt: skip
        answer = send(
            client, cast.city_mediator(), hint["url"], dispute, cause="relief", happened_on="2026-03-02",
            ended_on="2026-03-10", proof="调解申请书",
        )  # fmt: skip
        assert answer.status_code == 302
        assert dispute.deadlines.open().get(rule="B1").trigger_on == date(2026, 3, 10)

    @pytest.mark.parametrize(
        ("given", "field", "message"),
        [
            ({"happened_on": "2999-01-01"}, "happened_on", "This day is in the future."),
            ({"happened_on": "2026-02-31"}, "happened_on", "Enter a valid date."),
            ({"ended_on": "2026-03-01"}, "ended_on", "It ends before it begins."),
            ({"proof": ""}, "proof", "This field is required."),
        ],
    )
    def test_a_wrong_answer_is_named_at_its_field(self, client, given, field, message):
        dispute = make_dispute("accepted", category="02")
        typed = {"cause": "relief", "happened_on": "2026-03-02", "proof": "投诉受理单"} | given
        with unchanged():
            answer = send(
                client, cast.city_mediator(), reverse("limitation-new", args=[dispute.pk]), dispute, **typed
            )  # fmt: skip
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert message in answer.content.decode()


class TestLastSafeDay:
    @pytest.mark.parametrize(
        ("left", "tone", "words"),
        [
            (30, "tone-active", "30 days left"),
            (29, "tone-warning", "29 days left"),
            (7, "tone-warning", "7 days left"),
            (6, "tone-bad", "Urgent: apply for arbitration now."),
            (0, "tone-bad", "today is the last day"),
            (-1, "tone-bad", "only the employer may raise this as a defence"),
        ],
    )
    @pytest.mark.parametrize(("name", "args"), [("dispute-detail", ()), ("dispute-step", ("withdraw",))])
    def test_says_how_many_days_are_left_and_what_to_do(self, client, left, tone, words, name, args):
        dispute = make_dispute("accepted", category="02")
        day = timezone.localdate() + timedelta(days=left)
        dispute.deadlines.filter(rule="B1").update(due_on=day)
        text = page(client, name, dispute.pk, *args).content.decode()
        for part in (tone, words, f"{day:%Y-%m-%d}", "Counted from 2026-01-31."):
            assert part in text, part

    def test_standing_still_and_met(self):
        dispute = make_dispute("accepted", category="02")
        record_limitation(
            dispute, cause="force_majeure", happened_on=MONDAY, proof="通告", by=cast.city_mediator(), at=at(ON)
        )
        found = limitation_of(fresh(dispute), ON)
        assert (found.stands_since, found.runs, found.entries) == (MONDAY, False, 1)
        dispute.deadlines.open().filter(rule="B1").update(status="met", ended_by=dispute.events.first())
        assert limitation_of(fresh(dispute), ON).on is None

    def test_a_partner_is_not_shown_it(self, client):
        dispute = make_dispute("at_hr", category="02")
        inspection = dispute.proceedings.get(kind="inspection")
        user = cast.inspector()
        assert page(client, "proceeding-step", inspection.pk, "conclude", user=user).context["limitation"] is None


def test_the_chain_follows_what_was_replaced():
    row = appraisal()
    rows = list(row.dispute.deadlines.order_by("pk"))
    assert [(old.rule, str(old.due_on)) for old in chain_of(row, rows)] == [("W3", "2026-05-06")]
