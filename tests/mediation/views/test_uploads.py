"""Pages of files: what comes in through a browser, what is refused with everything typed kept, and how bytes go out."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from mediation.forms.files import FilesField
from mediation.models import Upload
from mediation.operations import links
from mediation.operations.uploads import attach
from mediation.uploads.judging import WORDS
from tests import cast
from tests.factories import MONDAY, at, fresh, hand_over, later, make_dispute, make_letter, mediation_of
from tests.mediation.uploads.corpus import HTML, pdf, photo, picture, taken
from tests.refusals import unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 20)


def sent(name, data, kind="application/octet-stream"):
    return SimpleUploadedFile(name, data, kind)


def served(letter, *files, **given):
    day = letter.issued_on.isoformat()
    return {
        "version": letter.version, "served_how": "post", "served_on": day, "mail_number": "EMS 1", "hour": "15",
        "witness": "", "served_to": "前台", "attached": list(files), **given,
    }  # fmt: skip


@pytest.fixture
def mediator(client):
    client.force_login(cast.city_mediator())
    return client


class TestSending:
    def test_a_photo_from_a_phone_comes_in_with_the_service(self, mediator):
        letter = make_letter("reminder", "issued", on=timezone.localdate())
        url = reverse("letter-step", args=[letter.pk, "serve"])
        answer = mediator.post(url, served(letter, sent("IMG_2001.JPG", photo()), sent("回执.pdf", pdf())))
        assert (answer.status_code, fresh(letter).state) == (302, "served")
        assert fresh(letter).service == {"mail_number": "EMS 1", "hour": 15}
        rows = {row.name: row for row in Upload.objects.defer(None)}
        assert set(rows) == {"IMG_2001.jpg", "回执.pdf"}
        assert b"CANARYPHONE" not in bytes(rows["IMG_2001.jpg"].content)
        page = mediator.get(reverse("letter-detail", args=[letter.pk])).content.decode()
        assert "IMG_2001.jpg" in page
        assert "EMS 1" in page

    def test_one_refused_file_stores_nothing_and_keeps_what_was_typed(self, mediator):
        letter = make_letter("reminder", "issued", on=timezone.localdate())
        url = reverse("letter-step", args=[letter.pk, "serve"])
        with unchanged():
            answer = mediator.post(url, served(letter, sent("good.pdf", pdf()), sent("page.png", HTML)))
        assert answer.status_code == 422
        form = answer.context["form"]
        assert list(form.errors) == ["attached"]
        assert form.errors["attached"][0] == f"page.png: {WORDS['kind']}"
        assert form["mail_number"].value() == "EMS 1"

    def test_what_was_left_in_place_was_served_and_not_refused(self, mediator):
        letter = make_letter("reminder", "issued", on=timezone.localdate())
        url = reverse("letter-step", args=[letter.pk, "serve"])
        given = served(letter, sent("门口.jpg", picture()), served_how="left", served_to="", hour="")
        assert mediator.post(url, given).status_code == 302
        facts = dict(mediator.get(reverse("letter-detail", args=[letter.pk])).context["facts"])
        assert facts["送达日期"] == letter.issued_on.isoformat()
        assert "拒收日期" not in facts

    def test_the_page_marks_what_every_way_that_asks_for_it_needs(self, mediator):
        letter = make_letter("reminder", "issued", on=timezone.localdate())
        form = mediator.get(reverse("letter-step", args=[letter.pk, "serve"])).context["form"]
        assert {row.name for row, _ways in form.parts() if row.field.required} == {
            "served_on", "mail_number", "address", "consent", "entrusted_to", "posted_where", "posted_on", "tried",
        }  # fmt: skip

    @pytest.mark.parametrize(("how", "field"), [
        ("left", "witness"), ("post", "mail_number"), ("electronic", "consent"), ("entrusted", "entrusted_to"),
        ("public", "posted_where"),
    ])  # fmt: skip
    def test_what_the_way_needs_is_asked_at_its_field(self, mediator, how, field):
        letter = make_letter("reminder", "issued", on=timezone.localdate())
        url = reverse("letter-step", args=[letter.pk, "serve"])
        answer = mediator.post(url, served(letter, served_how=how, mail_number=""))
        assert answer.status_code == 422
        assert field in answer.context["form"].errors

    def test_a_public_notice_counts_thirty_days(self, mediator):
        today = timezone.localdate()
        letter = make_letter("reminder", "issued", on=later(today, -40))
        given = {"served_how": "public", "posted_where": "诸暨日报", "tried": "邮寄退回", "served_on": ""}
        url = reverse("letter-step", args=[letter.pk, "serve"])
        early = mediator.post(url, served(letter, **given, posted_on=later(today, -20).isoformat()))
        assert (early.status_code, fresh(letter).state) == (422, "issued")
        assert later(today, 10).isoformat() in early.context["form"].errors["posted_on"][0]
        mediator.post(url, served(letter, **given, posted_on=later(today, -35).isoformat()))
        assert fresh(letter).served_on == later(today, -5)

    def test_the_employer_answers_with_smaller_files(self, client, settings):
        settings.UPLOAD_MOST_BYTES_OUTSIDE = 1024 * 1024
        letter = make_letter("reminder", "served")
        client.force_login(cast.employer_user())
        url = reverse("letter-step", args=[letter.pk, "answer_letter"])
        given = {"version": letter.version, "answered_on": later(MONDAY, 9).isoformat(), "answer": "已付清。"}
        large = sent("a.pdf", pdf() + b"\n" * 1024 * 1024)
        with unchanged():
            assert client.post(url, {**given, "attached": [large]}).status_code == 422
        assert client.post(url, {**given, "attached": [sent("银行回单.pdf", pdf())]}).status_code == 302
        row = Upload.objects.get()
        assert (row.name, row.purpose) == ("银行回单.pdf", "answer")
        assert row.name in client.get(reverse("letter-detail", args=[letter.pk])).content.decode()

    def test_added_to_the_case_and_to_a_letter(self, mediator):
        dispute = make_dispute("accepted")
        letter = dispute.letters.first()
        url = reverse("file-new", args=[dispute.pk])
        given = {"purpose": "identity", "version": dispute.version}
        assert mediator.post(url, {**given, "attached": [sent("身份证.png", picture("PNG"))]}).status_code == 302
        given["version"] = letter.version
        answer = mediator.post(f"{url}?letter={letter.pk}", {**given, "attached": [sent("a.pdf", pdf())]})
        assert answer.url == reverse("letter-detail", args=[letter.pk])
        page = mediator.get(reverse("file-list", args=[dispute.pk])).content.decode()
        assert "身份证.png" in page
        assert "a.pdf" in page

    def test_added_to_a_proceeding_from_the_page_of_the_case(self, mediator):
        dispute = make_dispute("mediating")
        mediation, case = mediation_of(dispute), reverse("dispute-detail", args=[dispute.pk])
        url = f"{reverse('file-new', args=[dispute.pk])}?proceeding={mediation.pk}"
        assert url in mediator.get(case).content.decode()
        answer = mediator.post(
            url, {"purpose": "record", "version": mediation.version, "attached": [sent("a.pdf", pdf())]}
        )
        assert answer.url == f"{case}#proceeding-{mediation.pk}"
        assert Upload.objects.get().event.proceeding == mediation
        mediator.force_login(cast.auditor())
        assert url not in mediator.get(case).content.decode()

    def test_a_letter_of_another_case(self, mediator):
        other = make_dispute("accepted").letters.first()
        url = reverse("file-new", args=[make_dispute("accepted").pk])
        for wrong in (f"letter={other.pk}", "letter=999999", "proceeding=999999", f"letter={'9' * 40}"):
            assert mediator.get(f"{url}?{wrong}").status_code == 404, wrong
        assert mediator.get(f"{url}?letter=x").status_code == 200

    def test_eleven_at_once(self, mediator):
        dispute = make_dispute("accepted")
        files = [sent(f"{number}.pdf", b"%PDF-") for number in range(11)]
        with unchanged():
            answer = mediator.post(
                reverse("file-new", args=[dispute.pk]), {"purpose": "other", "version": 0, "attached": files}
            )
        assert answer.status_code == 422

    def test_a_request_has_only_so_much_time(self):
        field = FilesField()
        field.patience = -1
        with pytest.raises(ValidationError, match=r"a\.pdf"):
            field.clean([sent("a.pdf", pdf())])

    def test_an_office_answers_behind_its_link(self, client):
        today = timezone.localdate()
        parcel = hand_over(make_dispute("accepted", on=later(today, -9)), today, aim="peoples_mediation")
        link = links.create_link(parcel, by=cast.city_mediator(), at=timezone.now(), valid_for=timedelta(days=7))
        client.post(reverse("access-link", args=[link.secret]))
        given = {"version": fresh(parcel).version, "person": "丁义", "post": "法援科科长"}
        url, given["accepted_on"] = reverse("office-step", args=["accept"]), today.isoformat()
        assert client.post(url, given).status_code == 302
        given |= {"version": fresh(parcel).version, "answered_on": today.isoformat(), "result": "调解成功。"}
        url = reverse("office-step", args=["record_result"])
        with unchanged():
            assert client.post(url, {**given, "attached": [sent("page.png", HTML)]}).status_code == 422
        assert client.post(url, {**given, "attached": [sent("反馈函.pdf", pdf())]}).status_code == 302
        row = Upload.objects.get()
        assert (row.name, row.purpose, row.organisation) == ("反馈函.pdf", "agency", parcel.agency)


class TestBytes:
    @pytest.fixture
    def row(self):
        out = io.BytesIO()
        Image.new("RGB", (9, 9)).save(out, "JPEG")
        dispute, scan = make_dispute("accepted"), taken("送达回证（一）.pdf", pdf(deterministic_id=True))
        return attach(
            dispute, [taken('a"b\u202e.jpg', out.getvalue(), "jpeg"), scan],
            purpose="other", by=cast.city_mediator(), at=at(DAY),
        )  # fmt: skip

    def test_nothing_that_came_in_is_ever_shown_as_a_page(self, mediator, row):
        for upload in row:
            answer = mediator.get(reverse("file-bytes", args=[upload.pk]))
            assert answer.headers["Content-Disposition"].startswith("attachment;")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert answer.headers["Content-Type"] in ("image/jpeg", "application/pdf")
            assert "\n" not in answer.headers["Content-Disposition"]

    def test_a_chinese_name_is_told_by_rfc_5987(self, mediator, row):
        answer = mediator.get(reverse("file-bytes", args=[row[1].pk]))
        assert "filename*=utf-8''%E9%80%81%E8%BE%BE" in answer.headers["Content-Disposition"]
        assert answer.content == pdf(deterministic_id=True)

    def test_the_small_picture(self, mediator, row):
        answer = mediator.get(reverse("file-small", args=[row[0].pk]))
        assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
        assert mediator.get(reverse("file-small", args=[row[1].pk])).status_code == 404

    def test_a_struck_file_says_so(self, mediator, row):
        url = reverse("file-strike", args=[row[0].pk])
        assert mediator.post(url, {"version": 0, "reason": ""}).status_code == 422
        assert mediator.post(url, {"version": 0, "reason": "放错案卷"}).status_code == 302
        page = mediator.get(reverse("file-list", args=[row[0].dispute_id])).content.decode()
        assert "放错案卷" in page


def test_the_request_keeps_no_more_of_a_file_than_may_come_in(rf, settings):
    settings.UPLOAD_MOST_BYTES = 100_000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    request = rf.post("/", {"files": sent("a.pdf", b"%PDF-" + bytes(3_000_000))})
    (file,) = request.FILES.getlist("files")
    with file:
        assert file.size == 3_000_005
        assert len(file.read()) <= 100_001


def test_a_verification_on_the_spot_names_two_people(mediator):
    letter = make_letter("reminder", "answered")
    url = reverse("letter-step", args=[letter.pk, "verify"])
    given = {
        "version": letter.version, "verified_on": later(MONDAY, 30).isoformat(), "verified_how": "on_the_spot",
        "corrected": "yes", "verification": "现场查看工资表。",
    }  # fmt: skip
    assert list(mediator.post(url, given).context["form"].errors) == ["verified_with"]
    assert mediator.post(url, {**given, "verified_with": "何喆"}).status_code == 302
    assert (fresh(letter).verified_how, fresh(letter).verified_with) == ("on_the_spot", "何喆")
