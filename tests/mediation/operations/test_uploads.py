"""Files kept with the act that brought them, added later, and struck; the limits of a case; nothing is ever deleted."""

import pytest
from django.db import DatabaseError, transaction

from mediation.integrity import violations
from mediation.models import Purpose, Upload, UploadStrike
from mediation.operations.clues import add_evidence
from mediation.operations.limitation import record_limitation
from mediation.operations.papers import paper_of
from mediation.operations.performance import record_performance
from mediation.operations.proceedings import hold_session
from mediation.operations.uploads import attach, strike_file
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute, make_letter, mediation_of, take
from tests.mediation.uploads.corpus import taken
from tests.refusals import forbidden, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 20)
SCAN, PHOTO = taken(), taken("门口.jpg", b"\xff\xd8\xff a door", "jpeg")


def add(subject, *files, by=None, **given):
    given = {"purpose": Purpose.OTHER, **given}
    return attach(subject, files or [SCAN], by=by or cast.city_mediator(), at=at(DAY), **given)


def kept():
    return list(Upload.objects.values_list("name", "purpose", "event__kind"))


class TestWithSteps:
    def test_service_keeps_its_receipt(self):
        letter = make_letter("reminder", "issued")
        letter = take(
            letter, "serve", cast.city_mediator(), DAY, served_on=DAY, served_how="post", mail_number="EMS 1",
            hour=15, attached=[SCAN, PHOTO],
        )  # fmt: skip
        assert kept() == [("送达回证.pdf", "service", "serve"), ("门口.jpg", "service", "serve")]
        assert letter.service == {"mail_number": "EMS 1", "hour": 15}
        event = letter.events.get(kind="serve")
        assert event.data["attached"] == [SCAN.told(), PHOTO.told()]
        assert list(event.uploads.all()) == list(letter.dispute.uploads.all())
        assert list(violations()) == []

    def test_a_refusal_is_proved_by_a_photograph_or_a_witness(self):
        letter = make_letter("opinion", "issued")
        given = {"served_on": DAY, "reason": "拒收"}
        with refused("a refusal to receive has a witness, or photographs or a video"):
            take(letter, "refuse_service", cast.city_mediator(), DAY, attached=[SCAN], **given)
        take(letter, "refuse_service", cast.city_mediator(), DAY, attached=[PHOTO], **given)
        assert kept() == [("门口.jpg", "service", "refuse_service")]
        receipt = paper_of(fresh(letter), "service_receipt", by=cast.city_mediator(), at=at(DAY))
        assert receipt.content["witness"] == "门口.jpg"

    def test_the_employer_answers_with_its_own_papers(self):
        letter = make_letter("reminder", "served")
        take(letter, "answer_letter", cast.employer_user(), DAY, answered_on=DAY, answer="已付清。", attached=[SCAN])
        row = Upload.objects.get()
        assert (row.purpose, row.by, row.organisation) == (
            "answer", cast.employer_user(), cast.employer_user().memberships.get().organisation,
        )  # fmt: skip

    def test_a_step_that_follows_does_not_keep_them_again(self):
        dispute = make_dispute("at_hr")
        proceeding = dispute.proceedings.latest("pk")
        take(
            proceeding, "accept", cast.hr_liaison(), later(MONDAY, 60), accepted_on=later(MONDAY, 60), attached=[SCAN],
            **({"procedure": proceeding.row.procedures[0].code} if proceeding.row.procedures else {}),
        )  # fmt: skip
        assert [row[0] for row in kept()] == ["送达回证.pdf"]

    def test_a_step_that_is_refused_keeps_nothing(self, settings):
        settings.UPLOAD_MOST_FILES_A_CASE = 1
        letter = make_letter("reminder", "issued")
        with refused("a case holds at most 1 files"):
            take(
                letter, "serve", cast.city_mediator(), DAY, served_on=DAY, served_how="direct", served_to="前台",
                attached=[SCAN, PHOTO],
            )  # fmt: skip


class TestWithActs:
    def test_evidence_has_its_file(self):
        dispute = make_dispute("accepted")
        item = add_evidence(
            dispute, title="工资条", source="蒋喆", by=cast.city_mediator(), at=at(DAY), attached=[SCAN]
        )
        assert (item.upload.purpose, item.upload.note, item.upload.event.kind) == ("evidence", "工资条", "add_evidence")

    def test_the_limitation_and_a_session(self):
        dispute = make_dispute("mediating")
        record_limitation(
            dispute, cause="claim", happened_on=MONDAY, proof="催告函", by=cast.city_mediator(), at=at(DAY),
            attached=[SCAN],
        )  # fmt: skip
        hold_session(
            mediation_of(dispute), by=cast.city_mediator(), at=at(DAY), held_at=at(DAY), place="调解室",
            attendees="双方", record="略", attached=[PHOTO],
        )  # fmt: skip
        assert kept() == [("送达回证.pdf", "limitation", "record_limitation"), ("门口.jpg", "record", "hold_session")]

    def test_a_payment(self):
        dispute = make_dispute("agreed")
        part, day = dispute.agreements.get().instalments.first(), later(MONDAY, 40)
        record_performance(
            part, by=cast.city_mediator(), at=at(day), paid_on=day, paid_amount=part.rest, proof="回单", attached=[SCAN]
        )
        assert kept() == [("送达回证.pdf", "payment", "record_performance")]


class TestAdding:
    def test_to_a_case_a_letter_and_a_proceeding(self):
        dispute = make_dispute("mediating")
        letter, mediation = dispute.letters.first(), mediation_of(dispute)
        for subject in (dispute, letter, mediation):
            version = fresh(subject).version
            (row,) = add(subject, purpose=Purpose.SIGNED, mark="trade_secret", note=" 签字页 ")
            assert (row.purpose, row.mark, row.note, row.dispute) == ("signed", "trade_secret", "签字页", dispute)
            assert fresh(subject).version == version
        found = Upload.objects.order_by("pk").values_list("event__subject", "event__letter", "event__proceeding")
        assert list(found) == [
            ("dispute", None, None), ("letter", letter.pk, None), ("proceeding", None, mediation.pk),
        ]  # fmt: skip
        assert list(violations()) == []

    def test_the_same_file_twice(self):
        dispute = make_dispute("accepted")
        add(dispute)
        with refused("the file 送达回证.pdf is not on record yet"):
            add(dispute)
        with refused("the file 门口.jpg is not on record yet", "the file 门口.jpg is not on record yet"):
            add(dispute, PHOTO, PHOTO)

    def test_after_it_was_struck_it_may_come_again(self):
        dispute = make_dispute("accepted")
        (row,) = add(dispute)
        strike_file(row, reason="放错", by=cast.city_mediator(), at=at(DAY))
        add(dispute)
        assert Upload.objects.count() == 2

    def test_nothing_at_all(self):
        dispute = make_dispute("accepted")
        with refused("at least one file is chosen"):
            attach(dispute, [], purpose="other", by=cast.city_mediator(), at=at(DAY))

    def test_not_by_others(self):
        dispute = make_dispute("accepted")
        for person in (cast.reviewer, cast.chair, cast.other_town_mediator, cast.auditor, cast.employer_user):
            with forbidden():
                add(dispute, by=person())

    def test_limits_of_a_case(self, settings):
        settings.UPLOAD_MOST_BYTES_A_CASE = 1024 * 1024
        dispute = make_dispute("accepted")
        add(dispute, taken(data=bytes(1024 * 1000)))
        with refused("the files of a case are at most 1 MB together"):
            add(dispute, taken("b.pdf", bytes(1024 * 25)))
        add(make_dispute("accepted"), taken("b.pdf", bytes(1024 * 25)))


class TestStriking:
    def test_it_is_kept_and_marked(self):
        dispute = make_dispute("accepted")
        (row,) = add(dispute)
        strike = strike_file(row, reason="放错案卷", by=cast.city_mediator(), at=at(DAY))
        row = Upload.objects.with_origin().get()
        assert row.is_struck
        assert bytes(row.content) == SCAN.content
        assert (strike.event.reason, strike.event.data["sha256"]) == ("放错案卷", SCAN.sha256)
        assert list(violations()) == []

    def test_once_and_with_a_reason(self):
        (row,) = add(make_dispute("accepted"))
        with refused("a reason is given"):
            strike_file(row, reason=" ", by=cast.city_mediator(), at=at(DAY))
        strike_file(row, reason="放错", by=cast.city_mediator(), at=at(DAY))
        with refused("the file is part of the case"):
            strike_file(row, reason="放错", by=cast.city_mediator(), at=at(DAY))

    def test_not_by_who_sent_it_from_outside(self):
        letter = make_letter("reminder", "served")
        take(letter, "answer_letter", cast.employer_user(), DAY, answered_on=DAY, answer="已付清。", attached=[SCAN])
        with forbidden():
            strike_file(Upload.objects.get(), reason="撤回", by=cast.employer_user(), at=at(DAY))


@pytest.mark.parametrize("change", [
    lambda: Upload.objects.update(name="x"),
    lambda: Upload.objects.all()._raw_delete("default"), lambda: UploadStrike.objects.all()._raw_delete("default"),
    lambda: UploadStrike.objects.update(event=None),
])  # fmt: skip
def test_no_row_is_changed_or_deleted(change):
    (row,) = add(make_dispute("accepted"))
    strike_file(row, reason="放错", by=cast.city_mediator(), at=at(DAY))
    with pytest.raises(DatabaseError), transaction.atomic():
        change()
    assert (Upload.objects.get().name, UploadStrike.objects.count()) == ("送达回证.pdf", 1)


def test_who_sees_which():
    """Colleagues all; the employer and an office what they sent themselves; a volunteer what hangs on the own draft."""
    letter = make_letter("reminder", "served")
    take(letter, "answer_letter", cast.employer_user(), DAY, answered_on=DAY, answer="已付清。", attached=[SCAN])
    add(letter.dispute, PHOTO)
    seen = {
        person.__name__: sorted(Upload.objects.visible_to(person()).values_list("name", flat=True))
        for person in (cast.city_mediator, cast.auditor, cast.employer_user, cast.other_town_mediator, cast.hr_liaison)
    }
    assert seen == {
        "city_mediator": ["送达回证.pdf", "门口.jpg"], "auditor": ["送达回证.pdf", "门口.jpg"],
        "employer_user": ["送达回证.pdf"], "other_town_mediator": [], "hr_liaison": [],
    }  # fmt: skip


@pytest.mark.parametrize(("purpose", "seen"), [("identity", False), ("mandate", False), ("evidence", True)])
def test_who_audits_all_cases_sees_no_file_with_full_numbers(purpose, seen):
    add(make_dispute("registered"), purpose=purpose)
    assert Upload.objects.visible_to(cast.auditor()).exists() is seen
    assert Upload.objects.visible_to(cast.reviewer()).exists()
