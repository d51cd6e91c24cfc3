"""Pages of papers: what the case offers, one click to a filled paper, two people at one text, and the PDF."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from mediation.models import Paper, PaperRevision
from mediation.operations.papers import discard_paper, draw_paper
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute, make_letter, mediation_of
from tests.mediation.uploads.corpus import picture
from tests.refusals import unchanged
from tests.security.test_hostile_text import HARMFUL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 20)
NUMBER = "330681199001011234"


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def mediator(client):
    client.force_login(cast.city_mediator())
    return client


@pytest.fixture
def paper():
    return draw_paper(make_dispute("registered"), "application", by=cast.city_mediator(), at=at(DAY))


def new(dispute):
    return reverse("paper-new", args=[dispute.pk])


def text_of(client, dispute):
    return client.get(new(dispute)).content.decode()


def detail(paper):
    return reverse("paper-detail", args=[paper.pk])


def form_of(paper, **changes):
    """What the page's own form sends."""
    content = {name: "\n".join(value) if isinstance(value, list) else value for name, value in paper.content.items()}
    return {**content, "version": paper.version, **changes}


class TestDrawingUp:
    def test_the_case_says_what_is_required_and_a_click_draws_it_up(self, mediator):
        dispute = make_dispute("mediating")
        page = mediator.get(reverse("dispute-detail", args=[dispute.pk]))
        missing = [place.row.code for place in page.context["missing_papers"]]
        assert (page.context["papers"], missing) == (
            [], ["application", "intake_form", "consent_record", "session_record"],
        )  # fmt: skip
        assert f'value="consent_record-{mediation_of(dispute).pk}"' in page.content.decode()
        answer = mediator.post(new(dispute), {"place": f"session_record-{mediation_of(dispute).pk}"})
        paper = Paper.objects.get()
        assert (answer.status_code, answer.url) == (302, detail(paper))
        page = mediator.get(reverse("dispute-detail", args=[dispute.pk]))
        assert [place.row.code for place in page.context["missing_papers"]] == missing[:3]
        assert page.context["papers"] == [(paper, mediation_of(dispute))]
        assert str(page.context["timeline"][0].title).startswith("Record of a mediation session")
        rows = mediator.get(new(dispute)).context["rows"]
        assert [row.place.key for row in rows if row.lacking] == [
            "application-", "intake_form-", f"consent_record-{mediation_of(dispute).pk}",
        ]  # fmt: skip
        assert [(row.place.row.code, row.drawn, row.unfinished) for row in rows if row.drawn] == [
            ("session_record", [paper], paper)
        ]
        assert f"Go on with the draft of {timezone.localtime(paper.at):%Y-%m-%d %H:%M}" in text_of(mediator, dispute)

    def test_a_double_click_draws_up_one(self, mediator):
        dispute = make_dispute("registered")
        first, second = (mediator.post(new(dispute), {"place": "application-"}) for _click in range(2))
        assert first.url == second.url == detail(Paper.objects.get())
        Paper.objects.update(at=at(DAY))
        assert mediator.post(new(dispute), {"place": "application-"}).url != first.url

    @pytest.mark.parametrize("place", ["", "follow_up_record-", "session_record-", "nothing-1", "service_receipt-"])
    def test_what_does_not_belong_here_is_not_drawn_up(self, mediator, place):
        dispute = make_dispute("registered")
        with unchanged():
            answer = mediator.post(new(dispute), {"place": place})
        assert answer.status_code == 422
        assert [str(row.what) for row in answer.context["unmet"]] == ["the case is where this paper belongs"]

    @pytest.mark.once
    def test_letters_around_mediation_are_offered_where_they_belong(self, mediator):
        found = {}
        for state in ("registered", "mediating", "unresolved"):
            dispute = make_dispute(state)
            page = mediator.get(reverse("dispute-detail", args=[dispute.pk]))
            found[state] = [url.split("/")[-2] for _label, url in page.context["of_mediation"]]
        assert found == {
            "registered": [], "mediating": ["rights_notice", "inquiry"],
            "unresolved": ["rights_notice", "inquiry", "mediation_opinion"],
        }  # fmt: skip


class TestPage:
    def test_it_shows_the_text_what_is_missing_and_who_signs(self, mediator, paper):
        page = mediator.get(detail(paper))
        assert [finding.field for finding in page.context["findings"]] == ["applicant_details"]
        assert ("To be signed by", "Applicant") in page.context["facts"]
        boxes = {box.bound.name: box for box in page.context["boxes"]}
        assert boxes["claims"].bound.value() == "支付拖欠的工资18,600.00元"
        assert [str(row.message) for row in boxes["applicant_details"].findings] == ["This must be filled in."]

    def test_a_saved_text_has_a_version(self, mediator, paper):
        answer = mediator.post(detail(paper), form_of(paper, applicant_details="女，住枫桥镇。"))
        assert (answer.status_code, fresh(paper).version) == (302, 1)
        assert fresh(paper).content == {**paper.content, "applicant_details": "女，住枫桥镇。"}
        page = mediator.get(detail(paper))
        assert page.context["findings"] == []
        assert [[change.name for change in row.changes] for row in page.context["saved"]] == [["applicant_details"]]

    def test_two_people_see_both_texts_and_lose_none(self, mediator, paper):
        mediator.post(detail(paper), form_of(paper, facts_found="甲的文字。"))
        answer = mediator.post(detail(paper), form_of(paper, facts_found="乙的文字。"))
        assert (answer.status_code, PaperRevision.objects.count()) == (409, 1)
        box = next(box for box in answer.context["boxes"] if box.bound.name == "facts_found")
        assert box.bound.value() == "乙的文字。"
        assert "".join(part.text for part in box.other if part.kind != "gone") == "甲的文字。"
        again = mediator.post(detail(paper), form_of(paper, facts_found="乙的文字。", version=1))
        assert (again.status_code, fresh(paper).content["facts_found"]) == (302, "乙的文字。")

    @pytest.mark.parametrize(("typed", "field"), [
        ({"applicant": "长" * 201}, "applicant"), ({"facts_found": "长" * 50_001}, "facts_found"),
        ({"version": "x"}, "version"),
    ])  # fmt: skip
    def test_what_cannot_be_printed_is_said_at_its_field_and_kept(self, mediator, paper, typed, field):
        with unchanged():
            answer = mediator.post(detail(paper), form_of(paper, **typed))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert answer.context["form"][field].value() == typed[field]

    def test_a_discarded_paper_is_shown_and_not_changed(self, mediator, paper):
        url = reverse("paper-discard", args=[paper.pk])
        assert mediator.post(url, {"version": paper.dispute.version, "reason": ""}).status_code == 422
        answer = mediator.post(url, {"version": fresh(paper.dispute).version, "reason": "改为口头申请"})
        assert (answer.status_code, answer.url.endswith("#papers")) == (302, True)
        page = mediator.get(detail(paper))
        assert (page.context["form"], page.context["findings"]) == (None, [])
        assert mediator.post(detail(paper), form_of(paper)).status_code == 422
        assert mediator.get(reverse("dispute-detail", args=[paper.dispute_id])).context["papers"] == []

    def test_any_text_is_kept_or_refused_and_never_markup(self, mediator, paper):
        for words in (*HARMFUL[:5], *HARMFUL[-5:]):
            typed = dict.fromkeys(("applicant", "facts_found", "claims", "office"), words)
            answer = mediator.post(detail(fresh(paper)), form_of(fresh(paper), **typed))
            assert answer.status_code in (302, 422), words
            text = mediator.get(detail(paper)).content.decode()
            assert [mark for mark in ("<xss-probe", "<script>alert", "<svg/onload") if mark in text] == [], words
            assert mediator.get(reverse("paper-pdf", args=[paper.pk])).status_code == 200, words


@pytest.mark.once
class TestPrint:
    def test_the_numbers_in_it_are_read_by_who_handles_the_case_and_the_history_tells(self, client):
        dispute = make_dispute("registered")
        dispute.parties.filter(role="applicant").update(id_number=NUMBER)
        paper = draw_paper(fresh(dispute), "application", by=cast.city_mediator(), at=at(DAY))
        pdf = reverse("paper-pdf", args=[paper.pk])
        client.force_login(cast.reviewer())
        with unchanged():
            page, shown = client.get(detail(paper)), client.get(pdf)
        assert (page.status_code, shown.status_code) == (200, 403)
        assert not any(secret in page.content.decode() for secret in (NUMBER, NUMBER[-6:], pdf))
        assert "who handles the case reads their text" in page.content.decode()
        assert pdf not in client.get(reverse("dispute-detail", args=[dispute.pk])).content.decode()
        assert client.post(reverse("paper-open", args=[paper.pk])).status_code == 403
        client.force_login(cast.second_city_mediator())
        with unchanged():  # looking at the addresses alone writes nothing, and shows nothing
            page, shown = client.get(detail(paper)), client.get(pdf)
        assert (page.status_code, shown.status_code, shown.url) == (200, 302, detail(paper))
        assert not any(secret in page.content.decode() for secret in (NUMBER, NUMBER[-6:], pdf))
        answer = client.post(reverse("paper-open", args=[paper.pk]), follow=True)
        assert NUMBER in answer.content.decode()
        assert client.get(pdf).status_code == 200
        event = dispute.events.get(kind="reveal")
        assert (event.by, event.data["paper"], event.reason) == (cast.second_city_mediator(), paper.pk, "")
        page = client.get(reverse("dispute-detail", args=[dispute.pk]))
        assert [str(row.title) for row in page.context["timeline"][:1]] == [
            "Application for mediation: Show full numbers"
        ]

    def test_who_audits_all_cases_sees_no_papers(self, client, paper):
        client.force_login(cast.auditor())
        for name in ("paper-detail", "paper-pdf"):
            assert client.get(reverse(name, args=[paper.pk])).status_code == 404
        page = client.get(reverse("dispute-detail", args=[paper.dispute_id])).content.decode()
        assert 'id="papers"' not in page

    def test_the_pdf_is_shown_and_framed_by_us_alone(self, mediator, paper):
        answer = mediator.get(reverse("paper-pdf", args=[paper.pk]))
        assert (answer["Content-Type"], answer["Content-Security-Policy"]) == (
            "application/pdf", "frame-ancestors 'self'",
        )  # fmt: skip
        assert answer["Content-Disposition"].startswith("inline")
        assert answer.content.startswith(b"%PDF")


class TestOfALetter:
    def test_one_click_prints_the_receipt_and_a_second_the_same(self, mediator):
        letter = make_letter("opinion", "issued")
        page = mediator.get(reverse("letter-detail", args=[letter.pk])).content.decode()
        url = reverse("letter-paper", args=[letter.pk, "service_receipt"])
        assert url in page
        assert reverse("letter-paper", args=[letter.pk, "reply_opinion"]) in page
        first, second = mediator.post(url), mediator.post(url)
        paper = Paper.objects.get()
        assert first.url == second.url == reverse("paper-pdf", args=[paper.pk])
        assert paper.content["letter_number"] == letter.number

    def test_a_kind_that_does_not_go_with_it_is_none(self, mediator):
        letter = make_letter("reminder", "issued")
        with unchanged():
            assert mediator.post(reverse("letter-paper", args=[letter.pk, "application"])).status_code == 404
            answer = mediator.post(reverse("letter-paper", args=[letter.pk, "reply_opinion"]))
        assert answer.url == reverse("letter-detail", args=[letter.pk])

    @pytest.mark.once
    def test_the_addressee_is_offered_nothing(self, client):
        letter = make_letter("reminder", "served")
        client.force_login(cast.employer_user())
        assert "service_receipt" not in client.get(reverse("letter-detail", args=[letter.pk])).content.decode()


def test_a_discarded_receipt_is_drawn_up_anew(mediator):
    letter = make_letter("reminder", "issued")
    url = reverse("letter-paper", args=[letter.pk, "service_receipt"])
    mediator.post(url)
    discard_paper(Paper.objects.get(), reason="印错", by=cast.city_mediator(), at=at(DAY))
    mediator.post(url)
    assert [row.discarded_on is None for row in Paper.objects.order_by("pk")] == [False, True]


def test_the_signed_copy_is_added_from_the_page_of_the_paper_and_shown_there(mediator):
    paper = draw_paper(make_dispute("accepted"), "address_confirmation", by=cast.city_mediator(), at=at(DAY))
    url = f"{reverse('file-new', args=[paper.dispute_id])}?paper={paper.pk}"
    assert url in mediator.get(detail(paper)).content.decode()
    scan = SimpleUploadedFile("签名.jpg", picture())
    assert mediator.post(url, {"version": 0, "attached": [scan]}).url == detail(paper)
    file = paper.dispute.uploads.get()
    assert (file.purpose, file.event.data["paper"]) == ("signed", paper.pk)
    assert reverse("file-bytes", args=[file.pk]) in mediator.get(detail(paper)).content.decode()
    other = make_dispute("accepted")
    with unchanged():
        assert mediator.get(f"{reverse('file-new', args=[other.pk])}?paper={paper.pk}").status_code == 404


@pytest.mark.once
def test_a_record_is_printed_with_lines_to_write_on(mediator):
    paper = draw_paper(make_dispute("accepted"), "investigation_record", by=cast.city_mediator(), at=at(DAY))
    url = reverse("paper-pdf", args=[paper.pk])
    assert f"{url}?blank=1" in mediator.get(detail(paper)).content.decode()
    plain, blank = mediator.get(url), mediator.get(f"{url}?blank=1")
    assert plain.content[:4] == blank.content[:4] == b"%PDF"
    assert plain.content != blank.content
