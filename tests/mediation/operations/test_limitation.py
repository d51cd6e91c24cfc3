"""What interrupts or suspends the limitation of arbitration: counted anew with its proof, refused with nothing changed.

The first day is 2025-11-12; the year ends on 2026-11-12. No day here is a holiday.
"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mediation.integrity import violations
from mediation.models import LimitationEvent
from mediation.operations.amending import amend, amend_claim, amend_party
from mediation.operations.filing import split
from mediation.operations.limitation import end_limitation, record_limitation, strike_limitation
from mediation.operations.limitation_course import courses_of, courses_of_people
from mediation.operations.limitation_hints import hints
from mediation.views.limitation import CLAIMS, limitation_of, named_limitation_of
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    file_proceeding,
    fresh,
    later,
    make_dispute,
    make_letter,
    take,
)
from tests.refusals import forbidden, refused, stale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
KNEW = date(2025, 11, 12)
ON = date(2026, 4, 20)
IN_TIME = {"category": "02", "knew_on": KNEW, "occurred_on": KNEW}


def limited(state="accepted", **given):
    return make_dispute(state, **IN_TIME | given)


def record(dispute, cause="claim", happened_on=date(2026, 3, 4), *, on=ON, by=None, **given):
    given = {"proof": "催告函及邮单", "by": by or cast.city_mediator(), "at": at(on)} | given
    return record_limitation(dispute, cause=cause, happened_on=happened_on, **given)


def course(dispute):
    """The rows of the limitation in order: first day, last day, standing since, status."""
    rows = dispute.deadlines.filter(rule__in=["B1", "B1a"]).order_by("pk")
    return [
        " ".join(str(part) for part in (row.trigger_on, row.due_on, row.paused_on or "", row.status) if part)
        for row in rows
    ]


class TestRecording:
    def test_an_interruption_starts_the_year_anew(self):
        dispute = limited()
        before = dispute.version
        entry = record(dispute)
        assert course(dispute) == ["2025-11-12 2026-11-12 superseded", "2026-03-04 2027-03-04 open"]
        row = dispute.deadlines.open().get(rule="B1")
        assert (row.trigger_paper, row.opened_by, entry.event.kind) == (
            "催告函及邮单",
            entry.event,
            "record_limitation",
        )
        assert entry.event.data == {
            "cause": "claim", "happened_on": "2026-03-04", "ended_on": None, "proof": "催告函及邮单",
        }  # fmt: skip
        assert (fresh(dispute).version, list(violations())) == (before, [])

    def test_a_procedure_counts_from_its_end(self):
        dispute = limited()
        record(dispute, "relief", date(2026, 3, 4), ended_on=date(2026, 3, 18))
        assert course(dispute)[1:] == ["2026-03-18 2027-03-18 open"]

    @pytest.mark.parametrize("cause", ["force_majeure", "no_guardian", "just_cause"])
    def test_a_suspension_adds_exactly_its_days(self, cause):
        dispute = limited()
        record(dispute, cause, date(2026, 3, 4), ended_on=date(2026, 3, 11))
        assert course(dispute)[1:] == ["2025-11-12 2026-11-19 open"]
        assert dispute.deadlines.open().get(rule="B1").pauses == [["2026-03-04", "2026-03-11"]]

    def test_a_suspension_that_goes_on_lets_the_year_stand_still_until_its_end_is_recorded(self):
        dispute = limited()
        entry = record(dispute, "force_majeure", date(2026, 3, 4))
        assert course(dispute)[1:] == ["2025-11-12 2026-11-12 2026-03-04 open"]
        end_limitation(entry, ended_on=date(2026, 3, 11), proof="解除通告", by=cast.city_mediator(), at=at(ON))
        assert course(dispute)[1:] == ["2025-11-12 2026-11-12 superseded", "2025-11-12 2026-11-19 open"]
        assert fresh(entry).proof == "催告函及邮单；解除通告"
        assert list(violations()) == []

    def test_wages_after_employment_are_counted_alike(self):
        dispute = make_dispute("accepted", employment_ended_on=KNEW)
        record(dispute, "admission")
        assert course(dispute)[1:] == ["2026-03-04 2027-03-04 open"]

    def test_an_entry_between_two_others_does_not_move_the_day_back(self):
        dispute = limited()
        record(dispute, "claim", date(2026, 3, 18))
        record(dispute, "admission", date(2026, 3, 4))
        assert course(dispute)[1:] == ["2026-03-18 2027-03-18 open"]

    def test_a_year_that_was_met_stays_met_and_counts_the_entry_when_it_runs_again(self):
        dispute = limited()
        application = file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), MONDAY)
        record(dispute)
        assert course(dispute) == ["2025-11-12 2026-11-12 met"]
        take(
            application, "refuse", cast.city_mediator(), ON, refused_on=ON, reason="材料不齐。", paper="不予受理通知书"
        )
        assert course(dispute)[1:] == ["2026-03-04 2027-03-04 open"]

    def test_amending_the_first_day_keeps_what_is_on_record(self):
        dispute = limited()
        record(dispute, "force_majeure", date(2026, 3, 4), ended_on=date(2026, 3, 11))
        dispute = fresh(dispute)
        amend(
            dispute, fields={"knew_on": date(2025, 11, 19)}, by=cast.city_mediator(), at=at(ON),
            version=dispute.version, reason="核对了离职证明。",
        )  # fmt: skip
        assert course(dispute)[-1] == "2025-11-19 2026-11-26 open"

    def test_a_worker_who_goes_on_in_another_case_keeps_it(self):
        dispute = limited(workers=("蒋喆", "马骉"))
        record(dispute)
        dispute = fresh(dispute)
        child = split(
            dispute, [dispute.parties.get(name="马骉")], by=cast.reviewer(), at=at(ON), version=dispute.version,
            reason="诉求不同。",
        )  # fmt: skip
        assert course(child)[-1] == course(dispute)[-1] == "2026-03-04 2027-03-04 open"
        assert list(violations()) == []


class TestRefusals:
    @pytest.mark.parametrize(
        ("given", "missing"),
        [
            ({"happened_on": date(2026, 4, 21)}, ["the date 2026-04-21 is not in the future"]),
            ({"ended_on": date(2026, 4, 21)}, ["the date 2026-04-21 is not in the future"]),
            ({"ended_on": date(2026, 3, 3)}, ["the date 2026-03-03 is not before 2026-03-04"]),
            ({"proof": "  "}, ["the paper that proves it is named"]),
            ({"cause": "rain"}, ["the cause is one of the list"]),
            (
                {"happened_on": date(2025, 11, 11)},
                ["it happened after 2025-11-12, when the limitation began to run"],
            ),
        ],
    )
    def test_entry(self, given, missing):
        dispute = limited()
        with refused(*missing):
            record(dispute, **given)

    def test_after_the_limitation_was_over(self):
        dispute = limited(knew_on=date(2025, 2, 12), occurred_on=date(2025, 2, 12))
        with refused("it happened by 2026-02-12: the limitation was over then and cannot be interrupted any more"):
            record(dispute)

    def test_the_same_twice(self):
        dispute = limited()
        record(dispute)
        with refused("the same entry is not on record yet"):
            record(dispute)

    @pytest.mark.parametrize("given", [{"relation": "service"}, {"knew_on": None, "occurred_on": None}])
    def test_without_a_limitation(self, given):
        dispute = limited(**given)
        with refused("a limitation is counted in this case"):
            record(dispute)

    def test_closed(self):
        dispute = limited("closed")
        with refused("the case is open"):
            record(dispute)

    def test_forbidden(self):
        dispute = limited()
        for person in (cast.reviewer(), cast.other_town_mediator()):
            with forbidden():
                record(dispute, by=person)

    def test_the_end_of_an_entry(self):
        entry = record(limited(), "force_majeure")
        given = {"by": cast.city_mediator(), "at": at(ON)}
        with refused("the date 2026-03-03 is not before 2026-03-04", "the paper that proves it is named"):
            end_limitation(entry, ended_on=date(2026, 3, 3), proof="", **given)
        with forbidden():
            end_limitation(entry, ended_on=ON, proof="通告", by=cast.reviewer(), at=at(ON))
        end_limitation(entry, ended_on=ON, proof="通告", **given)
        with stale():
            end_limitation(entry, ended_on=ON, proof="通告", **given)


class TestStriking:
    def strike(self, entry, reason="误录。", by=None):
        return strike_limitation(entry, reason=reason, by=by or cast.city_mediator(), at=at(ON))

    def test_restores_the_day_and_keeps_the_entry(self):
        dispute = limited()
        entry = self.strike(record(dispute))
        assert course(dispute) == [
            "2025-11-12 2026-11-12 superseded", "2026-03-04 2027-03-04 superseded", "2025-11-12 2026-11-12 open",
        ]  # fmt: skip
        assert (entry.struck_by.kind, entry.struck_by.reason) == ("strike_limitation", "误录。")
        assert LimitationEvent.objects.get() == entry
        assert list(violations()) == []

    def test_refused(self):
        entry = record(limited())
        with refused("a reason is given"):
            self.strike(entry, " ")
        with forbidden():
            self.strike(entry, by=cast.reviewer())
        self.strike(entry)
        with stale():
            self.strike(entry)


class TestHints:
    def told(self, dispute):
        found = hints(dispute, courses_of(dispute))
        return [(hint.cause, str(hint.happened_on), str(hint.ended_on), hint.is_sure) for hint in found]

    def test_a_failed_mediation(self):
        dispute = limited("unresolved")
        assert self.told(dispute) == [("relief", "2026-03-02", "2026-03-10", False)]
        entry = record(dispute, "relief", MONDAY)
        (hint,) = hints(dispute, courses_of(dispute))
        assert (hint.entry, hint.ended_on) == (entry, date(2026, 3, 10))
        end_limitation(entry, ended_on=hint.ended_on, proof="调解终止告知书", by=cast.city_mediator(), at=at(ON))
        assert self.told(fresh(dispute)) == []

    def test_an_agreement_a_complaint_to_the_inspection_and_an_answer(self):
        assert self.told(limited("agreed"))[-1] == ("admission", "2026-03-10", "None", True)
        assert ("relief", "2026-03-05", "None", True) in self.told(limited("at_hr"))
        dispute = limited(request="supervision")
        make_letter("reminder", "answered", dispute=dispute)
        assert self.told(fresh(dispute)) == [("admission", "2026-03-07", "None", False)]

    def test_nothing_that_is_too_late_or_without_a_limitation(self):
        assert self.told(limited(knew_on=date(2025, 2, 12), occurred_on=date(2025, 2, 12))) == []
        assert self.told(limited(relation="service")) == []


def test_the_course_names_what_had_no_effect():
    dispute = limited()
    entry = record(dispute)
    LimitationEvent.objects.filter(pk=entry.pk).update(happened_on=date(2026, 12, 1))
    (found,) = courses_of(fresh(dispute))
    assert (found.due.on, len(found.due.without_effect)) == (date(2026, 11, 12), 1)
    assert later(KNEW, 365) == found.due.on


class TestClaimsOfSeveralTypes:
    """Wages are not barred while the employment lasts; a claim of another type is, a year after it was known."""

    def employed(self, **given):
        return make_dispute("accepted", **{"employment_ended_on": None, "knew_on": KNEW} | given)

    def claim(self, dispute, category="02", row=None):
        fields = {"category": category, "text": "支付经济补偿"}
        given = {"by": cast.city_mediator(), "at": at(ON), "version": fresh(dispute).version, "reason": "核对笔录。"}
        amend_claim(fresh(dispute), row, fields=fields, **given)
        return fresh(dispute)

    def limits(self, dispute):
        rows = dispute.deadlines.filter(rule__in=["B1", "B1a"]).order_by("pk")
        return [f"{row.rule} {row.trigger_on} {row.status}" for row in rows]

    def test_a_claim_of_another_type_starts_its_own_year(self):
        dispute = self.employed()
        assert self.limits(dispute) == []
        dispute = self.claim(dispute)
        assert self.limits(dispute) == [f"B1 {KNEW} open"]
        assert list(violations()) == []

    def test_both_run_and_the_page_names_the_first_to_end(self):
        dispute = self.claim(make_dispute("accepted", employment_ended_on=date(2026, 1, 12), knew_on=KNEW))
        assert self.limits(dispute) == ["B1a 2026-01-12 open", f"B1 {KNEW} open"]
        shown = limitation_of(dispute, ON)
        assert (shown.on, shown.claims) == (date(2026, 11, 12), CLAIMS["B1"])
        assert shown.later == ((CLAIMS["B1a"], date(2027, 1, 12)),)

    def test_an_application_meets_that_of_its_claims_and_its_refusal_starts_no_other(self):
        dispute = self.claim(make_dispute("accepted", employment_ended_on=date(2026, 1, 12), knew_on=KNEW))
        pay = dispute.claims.filter(category="01")
        row = file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), MONDAY, claims=pay)
        assert self.limits(dispute) == ["B1a 2026-01-12 met", f"B1 {KNEW} open"]
        take(row, "refuse", cast.city_mediator(), ON, refused_on=ON, reason="材料不齐。", paper="不予受理通知书")
        assert self.limits(dispute)[1:] == [f"B1 {KNEW} open", "B1a 2026-01-12 open"]

    def test_an_application_without_claims_meets_all(self):
        dispute = self.claim(make_dispute("accepted", employment_ended_on=date(2026, 1, 12), knew_on=KNEW))
        file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), MONDAY)
        assert self.limits(dispute) == ["B1a 2026-01-12 met", f"B1 {KNEW} met"]

    def test_a_claim_that_changes_its_type_replaces_the_limitation(self):
        dispute = make_dispute("accepted", employment_ended_on=date(2026, 1, 12), knew_on=KNEW)
        dispute = self.claim(dispute, row=dispute.claims.get())
        assert self.limits(dispute) == ["B1a 2026-01-12 superseded", f"B1 {KNEW} open"]

    def test_a_merged_case_brings_its_claims_and_what_is_on_record(self):
        target = self.employed()
        source = limited("registered", employment_ended_on=None, workers=("马骉",))
        record(source)
        take(fresh(source), "merge", cast.city_mediator(), ON, merged_into=target, reason="同一用人单位。")
        assert self.limits(target) == ["B1 2026-03-04 open"]
        assert target.limitation_events.count() == 1
        assert list(violations()) == []


class TestWorkersOfSeveralCases:
    """Everybody keeps the days and the entries of the own case; the case is watched by the earliest."""

    def merged(self, **given):
        """马骉 interrupted his year; 贺铭's case, which takes him in, did not."""
        target, source = limited(workers=("贺铭",), **given), limited("registered", workers=("马骉",))
        record(source)
        take(fresh(source), "merge", cast.city_mediator(), ON, merged_into=target, reason="同一用人单位。")
        return fresh(target)

    def by_worker(self, dispute):
        return {row.name: course.due.on for course in courses_of_people(dispute) for row in course.whose}

    def test_the_entry_of_one_case_interrupts_for_its_worker_alone(self):
        target = self.merged()
        assert self.by_worker(target) == {"贺铭": date(2026, 11, 12), "马骉": date(2027, 3, 4)}
        assert course(target) == [f"{KNEW} 2026-11-12 open"]
        shown = named_limitation_of(target)
        assert (shown.on, shown.whose) == (date(2026, 11, 12), ("贺铭",))
        assert limitation_of(target).whose == ()
        assert [[row.name for row in entry.parties.all()] for entry in target.limitation_events.all()] == [["马骉"]]
        assert list(violations()) == []

    def test_the_entries_of_the_case_that_takes_in_stay_with_its_own_workers(self):
        target, source = limited(workers=("贺铭",)), limited("registered", workers=("马骉",))
        record(target)
        take(fresh(source), "merge", cast.city_mediator(), ON, merged_into=fresh(target), reason="同一用人单位。")
        assert self.by_worker(fresh(target)) == {"贺铭": date(2027, 3, 4), "马骉": date(2026, 11, 12)}
        assert course(target)[-1] == f"{KNEW} 2026-11-12 open"
        assert list(violations()) == []

    def test_the_same_entry_in_both_cases_stays_one_that_concerns_all(self):
        target, source = limited(workers=("贺铭",)), limited("registered", workers=("马骉",))
        record(target)
        record(source)
        take(fresh(source), "merge", cast.city_mediator(), ON, merged_into=fresh(target), reason="同一用人单位。")
        assert fresh(target).limitation_events.count() == 1
        assert self.by_worker(fresh(target)) == {"贺铭": date(2027, 3, 4), "马骉": date(2027, 3, 4)}
        assert named_limitation_of(fresh(target)).whose == ()

    def test_first_days_go_along_too(self):
        earlier = date(2025, 6, 2)
        target, source = limited(workers=("贺铭",)), limited("registered", workers=("马骉",), knew_on=earlier)
        take(fresh(source), "merge", cast.city_mediator(), ON, merged_into=target, reason="同一用人单位。")
        assert self.by_worker(fresh(target)) == {"贺铭": date(2026, 11, 12), "马骉": date(2026, 6, 2)}
        assert course(target) == [f"{KNEW} 2026-11-12 superseded", "2025-06-02 2026-06-02 open"]
        assert list(violations()) == []

    def test_who_is_split_off_takes_them_along_again(self):
        target = self.merged()
        child = split(
            target, [target.parties.get(name="马骉")], by=cast.reviewer(), at=at(ON), version=target.version,
            reason="诉求不同。",
        )  # fmt: skip
        assert (course(child)[-1], course(target)[-1]) == ("2026-03-04 2027-03-04 open", f"{KNEW} 2026-11-12 open")
        assert [row.parties.count() for row in child.limitation_events.all()] == [0]  # all who are there
        assert [row.struck_by.kind for row in target.limitation_events.all()] == ["split"]
        assert list(violations()) == []

    def test_an_entry_for_some_and_one_more_for_the_others(self):
        dispute = limited(workers=("贺铭", "马骉"))
        one, other = dispute.parties.get(name="贺铭"), dispute.parties.get(name="马骉")
        record(dispute, parties=[one])
        assert course(dispute) == [f"{KNEW} 2026-11-12 open"]
        with refused("the same entry is not on record yet"):
            record(dispute, parties=[one])
        stranger = limited().parties.get(kind="worker")
        with refused("whom it concerns stands on the roster"):
            record(dispute, happened_on=date(2026, 3, 5), parties=[stranger])
        record(dispute, parties=[other])
        assert course(dispute)[-1] == "2026-03-04 2027-03-04 open"

    def test_nobody_named_yet_is_watched_too(self):
        dispute = limited(workers=("贺铭",), worker_count=3)
        record(dispute, parties=[dispute.parties.get(name="贺铭")])
        assert course(dispute) == [f"{KNEW} 2026-11-12 open"]

    def test_a_day_of_his_own_on_record(self):
        dispute = limited(workers=("贺铭", "马骉"))
        given = {"by": cast.city_mediator(), "at": at(ON), "version": fresh(dispute).version, "reason": "核对笔录。"}
        party = dispute.parties.get(name="马骉")
        with refused("the date 2026-04-21 (knew of the violation on) is not in the future"):
            amend_party(fresh(dispute), party, fields={"knew_on": later(ON, 1)}, **given)
        amend_party(fresh(dispute), party, fields={"knew_on": date(2025, 9, 1)}, **given)
        assert course(dispute)[-1] == "2025-09-01 2026-09-01 open"
        assert named_limitation_of(fresh(dispute)).whose == ("马骉",)

    def test_two_hundred_workers_take_no_more_queries_than_two(self):
        counts = []
        for names in (("贺铭", "马骉"), tuple(f"工友{chr(0x4E00 + number)}" for number in range(200))):
            dispute = limited(workers=names)
            record(dispute, parties=[dispute.parties.filter(kind="worker").first()])
            with CaptureQueriesContext(connection) as found:
                courses_of_people(fresh(dispute))
            counts.append(len(found))
        assert counts[0] == counts[1] <= 12
