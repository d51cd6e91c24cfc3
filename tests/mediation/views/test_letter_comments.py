"""Comments on the page of a letter, and returning it with reason codes."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import translation

from mediation.models import Letter, LetterAutosave, LetterComment
from mediation.operations.comments import comment_on
from mediation.operations.letters import edit_letter
from mediation.views import letter_passages
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_letter
from tests.mediation.views.test_letter_detail import page

pytestmark = pytest.mark.django_db
NOW = at(later(MONDAY, 3))


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    with translation.override("en"):
        yield


def test_the_reviewer_comments_and_the_drafter_finds_it_beside_the_field(client):
    letter = make_letter("opinion", "in_review")
    quote = letter.content["facts_found"][:6]
    client.force_login(cast.reviewer())
    response = client.post(
        reverse("comment-new", args=[letter.pk]),
        {"field": "facts_found", "quote": quote, "text": "请写明<b>月份</b>。"},
    )
    assert (response.status_code, response.url) == (302, f"{page(letter)}#comment-{LetterComment.objects.get().pk}")
    text = client.get(page(letter)).content.decode()
    comment = LetterComment.objects.get()
    assert f'<mark><a href="#comment-{comment.pk}">{quote}</a></mark>' in text
    assert "请写明&lt;b&gt;月份&lt;/b&gt;。" in text
    client.post(
        reverse("letter-step", args=[letter.pk, "return_for_changes"]),
        {"version": fresh(letter).version, "codes": ["facts", "amount"], "reason": "请补充。"},
    )
    event = letter.events.get(kind="return_for_changes")
    assert (event.data["codes"], event.reason) == (["facts", "amount"], "请补充。")
    client.force_login(letter.drafter)
    response = client.get(page(letter))
    box = next(box for box in response.context["boxes"] if box.bound.name == "facts_found")
    assert box.comments == [comment]
    changed = {**letter.content, "facts_found": "一月未发工资。"}
    edit_letter(letter, changed, by=letter.drafter, at=NOW)
    since = f"{reverse('letter-redline', args=[letter.pk])}?old=1&amp;new=2"
    assert since in client.get(page(letter)).content.decode()
    assert response.context["returned"]["faults"] == ["Facts unclear", "Amount wrong"]


def test_a_comment_stands_under_the_line_in_which_its_passage_ends():
    first, across, gone, whole = (
        SimpleNamespace(quote=words) for words in ("第五十条", "乙\n丙", "没有这句", "")
    )  # fmt: skip
    lines = letter_passages._paragraphs("劳动法第五十条\n甲乙\n丙丁", [first, across, gone, whole])
    assert [line.comments for line in lines] == [[first], [], [across, gone, whole]]
    assert [line.runs for line in lines] == [
        [("劳动法", None), ("第五十条", first)], [("甲", None), ("乙", across)], [("丙", across), ("丁", None)],
    ]  # fmt: skip


def test_returning_without_a_code_is_refused(client):
    letter = make_letter("opinion", "in_review")
    client.force_login(cast.reviewer())
    for codes in ([], ["nonsense"]):
        response = client.post(
            reverse("letter-step", args=[letter.pk, "return_for_changes"]),
            {"version": fresh(letter).version, "codes": codes, "reason": "请补充。"},
        )
        assert (response.status_code, fresh(letter).state) == (422, "in_review")
        assert "请补充。" in response.content.decode()


def test_a_refused_comment_stays_on_the_page(client):
    letter = make_letter("opinion", "in_review")
    client.force_login(cast.reviewer())
    response = client.post(
        reverse("comment-new", args=[letter.pk]), {"field": "facts_found", "quote": "没有这句", "text": "请改月份。"}
    )
    text = response.content.decode()
    assert (response.status_code, LetterComment.objects.count()) == (422, 0)
    assert "the passage stands in the saved text of this field" in text
    assert "请改月份。" in text


def test_open_comments_are_listed_where_the_letter_goes_on_and_hidden_from_the_employer(client):
    letter = make_letter("opinion", "returned")
    comment_on(letter, "请写明月份。", by=cast.reviewer(), at=NOW)
    client.force_login(letter.drafter)
    assert "请写明月份。" in client.get(reverse("letter-step", args=[letter.pk, "submit"])).content.decode()
    LetterAutosave.objects.create(letter=letter, person=letter.drafter, typed={}, base_version=0, at=NOW)
    text = client.get(reverse("letter-step", args=[letter.pk, "submit"])).content.decode()
    assert f"{letter.drafter} has typed text that is not saved" in text
    served = make_letter("opinion", "served")
    LetterComment.objects.create(letter=served, revision=1, text="内部意见。", by=cast.reviewer(), at=NOW)
    client.force_login(cast.employer_user())
    response = client.get(page(served))
    assert (response.status_code, "内部意见" in response.content.decode()) == (200, False)


def test_a_finding_leads_the_reviewer_to_the_passage(client):
    letter = make_letter("opinion", "in_review")
    Letter.objects.filter(pk=letter.pk).update(content={**letter.content, "facts_found": "来电13812345678。"})
    client.force_login(cast.reviewer())
    text = client.get(page(letter)).content.decode()
    assert ('href="#passage-facts_found"' in text, 'id="passage-facts_found"' in text) == (True, True)


def test_queries_do_not_grow_with_comments(client, django_assert_max_num_queries):
    letter = make_letter("opinion", "in_review")
    client.force_login(cast.reviewer())
    client.get(page(letter))
    counts = []
    for _round in range(2):
        for number in range(4):
            comment_on(letter, f"第{number}条。", by=cast.reviewer(), at=NOW, field="facts_found")
        with django_assert_max_num_queries(40) as seen:
            client.get(page(letter))
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]
