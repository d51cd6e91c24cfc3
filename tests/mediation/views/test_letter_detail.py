"""The page of a letter: editing, conflicts, findings, versions, and who sees what."""

import pytest
from django.urls import reverse
from django.utils import translation

from documents import verifying
from documents.signing.examining import examine
from mediation.models import Letter, LetterRevision
from mediation.operations.foundation import enlist
from mediation.operations.letters import edit_letter
from tests import cast
from tests.documents.signing import authority
from tests.factories import at, draft, fresh, later, make_dispute, make_letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    with translation.override("en"):
        yield


def page(letter):
    return reverse("letter-detail", args=[letter.pk])


def typed(letter, **changes):
    """The form of the page as a browser would send it back."""
    fields = {name: "\n".join(value) if isinstance(value, list) else value for name, value in letter.content.items()}
    people = [person.pk for person in letter.supervisors.all()]
    return {**fields, "version": letter.version, "supervisors": people} | changes


def trace(letter):
    """All that a refused save must leave alone."""
    row = fresh(letter)
    people = sorted(row.supervisors.values_list("pk", flat=True))
    return row.version, row.state, row.content, people, row.revisions.count(), row.dispute.events.count()


class TestSaving:
    def test_a_saved_draft_keeps_the_version_before(self, client):
        letter = make_letter("opinion")
        before = letter.content
        client.force_login(letter.drafter)
        response = client.post(
            page(letter), typed(letter, facts_found="2026年1月未发工资。\n涉及37人。", reply_days="20")
        )
        assert (response.status_code, response.url) == (302, page(letter))
        saved = fresh(letter)
        assert saved.content == before | {"facts_found": "2026年1月未发工资。\n涉及37人。"}  # the law says how long
        assert (saved.version, saved.state) == (letter.version + 1, "draft")
        assert [row.content for row in saved.revisions.all()] == [before]
        assert set(saved.supervisors.all()) == set(cast.supervisors())

    def test_lists_are_read_line_by_line_and_invisible_characters_go(self, client):
        letter = make_letter("opinion")
        client.force_login(letter.drafter)
        client.post(page(letter), typed(letter, demands="足额支付\u200b工资\n\n  停止加班  "))
        assert fresh(letter).content["demands"] == ["足额支付工资", "停止加班"]

    def test_an_emptied_field_is_left_out_and_reported(self, client):
        letter = make_letter("opinion")
        client.force_login(letter.drafter)
        response = client.post(page(letter), typed(letter, legal_basis=""), follow=True)
        assert "legal_basis" not in fresh(letter).content
        assert [finding.field for finding in response.context["findings"]] == ["legal_basis"]
        assert 'href="#id_legal_basis"' in response.content.decode()

    @pytest.mark.parametrize(
        ("field", "bad", "message"),
        [
            ("reply_days", "many", "This is not a whole number."),
            ("reply_unit", "moons", "This is not one of the choices."),
            ("contact", "喆" * 201, "At most 200 characters are possible here."),
            ("demands", "\n".join("一" for _ in range(101)), "At most 100 lines are possible here."),
            ("version", "", "This field is required."),
            ("supervisors", [999_999], "Select a valid choice. 999999 is not one of the available choices."),
        ],
    )
    def test_bad_input_is_refused_with_what_was_typed(self, client, field, bad, message):
        letter = make_letter("reminder" if field.startswith("reply") else "opinion")
        before = trace(letter)
        client.force_login(letter.drafter)
        response = client.post(page(letter), typed(letter, consequence="我会将依法处理。", **{field: bad}))
        assert response.status_code == 422
        assert response.context["form"].errors == {field: [message]}
        assert response.context["form"]["consequence"].value() == "我会将依法处理。"
        assert response.context["form"][field].value() == ([str(pk) for pk in bad] if isinstance(bad, list) else bad)
        assert trace(letter) == before

    def test_a_character_no_font_has_is_saved_and_named(self, client):
        letter = make_letter("opinion")
        client.force_login(letter.drafter)
        response = client.post(page(letter), typed(letter, contact="王\U0010fffd"), follow=True)
        assert [str(finding) for finding in response.context["findings"]] == [
            "Contact person: No font has the character “\U0010fffd” (U+10FFFD)."
        ]
        submit = next(step for step in response.context["steps"] if step[0] == "Submit for review")
        assert len(submit[2]) == 1

    def test_of_two_people_the_second_is_told_and_keeps_both_texts(self, client):
        letter = make_letter("opinion")
        stale = typed(letter, facts_found="我的文字。")
        theirs = edit_letter(
            letter,
            letter.content | {"facts_found": "别人的文字。"},
            by=cast.second_city_mediator(),
            at=at(letter.dispute.accepted_on),
        )
        before = trace(letter)
        client.force_login(letter.drafter)
        response = client.post(page(letter), stale)
        assert response.status_code == 409
        assert trace(letter) == before
        assert response.context["form"]["facts_found"].value() == "我的文字。"
        [box] = [box for box in response.context["boxes"] if box.other]
        assert box.bound.name == "facts_found"
        assert "".join(part.text for part in box.other if part.kind != "gone") == "别人的文字。"
        again = client.post(page(letter), stale | {"version": response.context["form"]["version"].value()})
        assert again.status_code == 302
        assert fresh(letter).content["facts_found"] == "我的文字。"
        assert LetterRevision.objects.filter(letter=letter).last().content == theirs.content

    @pytest.mark.parametrize("state", ["in_review", "approved", "issued"])
    def test_a_letter_that_left_the_drafter_is_not_edited(self, client, state):
        letter = make_letter("opinion", state)
        before = trace(letter)
        client.force_login(letter.drafter)
        assert client.get(page(letter)).context["form"] is None
        response = client.post(page(letter), typed(letter, facts_found="改过的事实。"))
        assert response.status_code == 422
        assert [str(row.what) for row in response.context["unmet"]] == ["the letter is a draft or was returned"]
        assert trace(letter) == before

    @pytest.mark.parametrize("person", [cast.chair, cast.manager, cast.auditor])
    def test_who_may_not_draft_reads_and_is_refused(self, client, person):
        letter = make_letter("opinion")
        before = trace(letter)
        client.force_login(person())
        assert client.get(page(letter)).context["form"] is None
        assert client.post(page(letter), typed(letter, facts_found="改过的事实。")).status_code == 403
        assert trace(letter) == before


class TestSight:
    def test_before_service_neither_employer_nor_partner_nor_worker_sees_a_letter(self, client):
        letter = make_letter("opinion", "issued")
        for person in (
            cast.employer_user,
            cast.prosecutor,
            cast.worker_user,
            cast.administrator,
            cast.other_town_mediator,
        ):
            client.force_login(person())
            for name in ("letter-detail", "letter-pdf", "letter-preview"):
                assert client.get(reverse(name, args=[letter.pk])).status_code == 404, (person, name)

    def test_after_service_the_employer_reads_this_letter_without_its_history(self, client):
        dispute = make_dispute("accepted")
        served = make_letter("opinion", "served", dispute=dispute)
        other = draft("reminder", dispute, later(dispute.accepted_on, 2))
        client.force_login(cast.employer_user())
        response = client.get(page(served))
        assert response.status_code == 200
        assert (response.context["inside"], response.context["saved"], response.context["events"]) == (False, [], [])
        assert [step[0] for step in response.context["steps"]] == ["Record the answer"]
        text = response.content.decode()
        assert [name for name in ("王梅", "周敏", "前台") if name in text] == []
        assert client.get(reverse("letter-pdf", args=[served.pk])).status_code == 200
        assert client.get(page(other)).status_code == 404
        assert list(Letter.objects.visible_to(cast.employer_user())) == [served]

    def test_a_volunteer_sees_the_own_draft_and_no_other_letter_of_the_case(self, client):
        dispute = make_dispute("accepted")
        mine = draft("reminder", dispute, later(dispute.accepted_on, 1), drafter=cast.volunteer())
        other = draft("opinion", dispute, later(dispute.accepted_on, 1))
        client.force_login(cast.volunteer())
        assert client.get(page(mine)).context["form"] is not None
        assert client.get(page(other)).status_code == 404

    def test_an_agency_sees_the_letter_it_received(self, client):
        dispute = make_dispute("accepted")
        opinion = make_letter("opinion", "unanswered", dispute=dispute)
        suggestion = make_letter(
            "suggestion", "served", dispute=dispute, agency=cast.inspection(), on=later(dispute.accepted_on, 40)
        )
        client.force_login(cast.inspector())
        assert client.get(page(suggestion)).status_code == 200
        assert client.get(page(opinion)).status_code == 404
        client.force_login(cast.arbitrator())
        assert client.get(page(suggestion)).status_code == 404


class TestPage:
    def test_versions_show_what_the_reviewer_changed(self, client):
        letter = make_letter("opinion", "returned")
        edit_letter(
            letter, letter.content | {"demands": ["足额支付拖欠的工资"]}, by=cast.second_city_mediator(),
            at=at(later(letter.dispute.accepted_on, 3)),
        )  # fmt: skip
        client.force_login(cast.reviewer())
        [saved] = client.get(page(letter)).context["saved"]
        assert saved.by == cast.second_city_mediator()
        assert [(change.name, [(part.kind, part.text) for part in change.parts]) for change in saved.changes] == [
            (
                "demands",
                [("same", "足额支付拖欠的"), ("gone", "劳动报酬，并将支付凭证报我会备查"), ("new", "工资")],
            )
        ]

    def test_history_tells_who_acted_and_why(self, client):
        letter = make_letter("opinion", "returned")
        client.force_login(letter.drafter)
        events = client.get(page(letter)).context["events"]
        assert [(str(event["title"]), event["text"]) for event in events] == [
            ("Return for changes", "条文有误。"), ("Submit for review", ""), ("Draft a letter", ""),
        ]  # fmt: skip

    def test_a_returned_draft_says_on_top_who_returned_it_when_and_why(self, client):
        letter = make_letter("opinion", "returned")
        client.force_login(letter.drafter)
        response = client.get(page(letter))
        returned = response.context["returned"]
        assert (returned["text"], returned["who"].split(" · ")[0]) == ("条文有误。", str(cast.reviewer()))
        assert f"Returned for changes by {returned['who']} on 20" in response.content.decode()
        client.post(page(letter), typed(letter, facts_found="改过的事实。"))
        assert client.get(page(letter)).context["returned"]["text"] == "条文有误。"  # not who edited it since
        again = make_letter("opinion", "in_review", dispute=make_dispute("accepted"))
        assert client.get(page(again)).context["returned"] is None

    @pytest.mark.parametrize(
        ("state", "receipt"),
        [
            ("issued", []),
            ("served", ["Served on", "Way of service", "Received by"]),
            ("service_refused", ["Refused on", "Way of service", "Witness or proof"]),
            ("verified", [
                "Served on", "Answered on", "Verified on", "Way of service", "Received by", "Is the breach corrected?",
            ]),
        ],
    )  # fmt: skip
    def test_the_receipt_is_for_colleagues(self, client, state, receipt):
        letter = make_letter("opinion", state)
        before = ["Issuing union", "Drafter", "Reviewer", "Signer", "Issued on"]
        client.force_login(letter.drafter)
        facts = client.get(page(letter)).context["facts"]
        assert [label for label, _ in facts] == before + receipt
        if state == "service_refused":
            assert dict(facts)["Witness or proof"] == letter.witness == "社区干部"
        if state == "verified":
            client.force_login(cast.employer_user())
            days = ["Issued on", "Served on", "Answered on", "Verified on"]
            assert [label for label, _ in client.get(page(letter)).context["facts"]] == ["Issuing union", *days]

    def test_supervisors_are_told_by_their_union_and_the_own_union_comes_first(self, client):
        letter = make_letter("opinion")
        enlist("sup-town", "阿城", cast.town(), "mediator", since=cast.SINCE, supervisor_card="D-1")
        client.force_login(letter.drafter)
        boxes = client.get(page(letter)).context["form"]["supervisors"]
        labels = [box.choice_label for box in boxes]
        own = sorted(f"{person} · {letter.issuer.short_name}" for person in cast.supervisors())
        assert (sorted(labels[:-1]), labels[-1]) == (own, f"阿城 · {cast.town().short_name}")

    def test_what_is_missing_keeps_it_from_the_review_or_from_the_signature(self, client):
        letter = make_letter("opinion")
        client.force_login(letter.drafter)
        response = client.post(page(letter), typed(letter, legal_basis=""), follow=True)
        assert "1 thing keeps it from the review" in response.content.decode()
        client.force_login(cast.chair())
        assert "1 thing keeps it from being issued" in client.get(page(letter)).content.decode()

    def test_an_issued_letter_shows_number_code_and_hash(self, client):
        letter = make_letter("opinion", "issued")
        client.force_login(letter.drafter)
        text = client.get(page(letter)).content.decode()
        assert [word for word in (letter.number, letter.issued.code, letter.issued.sha256) if word not in text] == []

    def test_who_signed_it_electronically_is_told_without_examining_at_every_reading(
        self, client, settings, tmp_path, monkeypatch
    ):
        authority.use(settings, tmp_path)
        letter, seen = make_letter("opinion", "issued"), []
        monkeypatch.setattr(verifying, "examine", lambda pdf: seen.append(pdf) or examine(pdf))
        client.force_login(letter.drafter)
        texts = [client.get(page(letter)).content.decode() for _place in range(2)]
        assert [f"{authority.NAME} · signature whole" in text for text in texts] == [True, True]
        assert seen == [bytes(letter.issued.pdf)]
        unsigned = draft("opinion", make_dispute("accepted"), later(letter.issued_on, 1))
        client.force_login(unsigned.drafter)
        assert "signature whole" not in client.get(page(unsigned)).content.decode()

    def test_queries_do_not_grow_with_versions_and_events(self, client, django_assert_max_num_queries):
        letter = make_letter("opinion")
        client.force_login(letter.drafter)
        client.get(page(letter))
        with django_assert_max_num_queries(26) as one:
            client.get(page(letter))
        for number in range(6):
            letter = edit_letter(
                letter,
                letter.content | {"facts_found": f"事实{number}。"},
                by=letter.drafter,
                at=at(letter.dispute.accepted_on),
            )
        with django_assert_max_num_queries(len(one)):
            client.get(page(letter))


class TestSteps:
    def test_a_step_is_taken_on_the_shared_page(self, client):
        letter = make_letter("opinion", "in_review")
        client.force_login(cast.reviewer())
        address = reverse("letter-step", args=[letter.pk, "approve"])
        assert client.get(address).status_code == 200
        assert client.post(address, {"version": letter.version}).url == page(letter)
        assert fresh(letter).state == "approved"

    def test_a_verb_of_no_letter_is_not_found(self, client):
        letter = make_letter("opinion")
        client.force_login(letter.drafter)
        assert client.get(reverse("letter-step", args=[letter.pk, "edit"])).status_code == 404
        assert client.get(reverse("letter-step", args=[letter.pk, "fly"])).status_code == 404


@pytest.mark.once
def test_the_step_that_sends_it_on_shows_what_it_is(client):
    letter = make_letter("opinion")
    letter.content["facts_found"] = "拖欠工资12,000元。来电13912345678。"
    letter.save()
    client.force_login(letter.drafter)
    answer = client.get(reverse("letter-step", args=[letter.pk, "submit"])).content.decode()
    told = (letter.addressee, "12,000元", " page", reverse("letter-preview", args=[letter.pk]), "13912345678")
    assert [words for words in told if words not in answer] == []
