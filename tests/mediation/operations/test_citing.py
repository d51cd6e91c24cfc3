"""What a letter cites: the wording of its day is kept, quoted once compared, and told apart from today's."""

import pytest
from django.utils import translation

from mediation.lawbook import bare, quoted, wordings
from mediation.models import LawText
from mediation.operations.citing import amended, citation, doubts, with_wording
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.lawbook import add_version, articles_on, compare
from mediation.operations.letters import draft_letter
from mediation.operations.renewing import renew_articles
from tests import cast
from tests.factories import MONDAY, at, fresh, issue, later, make_dispute, make_letter
from tests.refusals import unchanged

pytestmark = pytest.mark.django_db
KEY = ("劳动法", "50")
SEED = wordings()[KEY][0]
NEW = "工资应当以货币形式按周支付给劳动者本人。"
DRAFTED = later(MONDAY, 10)
AMENDED_ON, TODAY = later(MONDAY, 20), later(MONDAY, 30)


def amend(text=NEW, since=AMENDED_ON, **given):
    row = LawText(title="劳动法", rank="law", article="50", text=text, since=since, source="公报", **given)
    return add_version(row, by=cast.administrator(), at=at(MONDAY)).as_text()


def confirm(*texts):
    compare(texts, "公报", by=cast.administrator(), at=at(MONDAY))


def make(*lines, state="draft"):
    return make_letter("opinion", state, on=DRAFTED, content={"legal_basis": list(lines)})


def told(letter):
    with translation.override("en"):
        return [(row.field, str(row.message)) for row in doubts(letter, TODAY)]


def test_a_new_draft_quotes_what_was_compared_and_cites_the_rest():
    dispute = make_dispute("accepted")
    plain = draft_letter(dispute, "reminder", by=cast.city_mediator(), at=at(DRAFTED))
    assert "规定：“" not in "".join(plain.content["legal_basis"])
    confirm(SEED)
    other = draft_letter(dispute, "reminder", by=cast.city_mediator(), at=at(DRAFTED))
    assert quoted(SEED) in other.content["legal_basis"]
    assert [line for line in other.content["legal_basis"] if "规定：“" in line] == [quoted(SEED)]


def test_lines_with_words_of_their_own_stay():
    confirm(SEED)
    lines = [
        "《劳动法》第五十条关于工资支付的规定",
        "《劳动法》第五十条第一款",
        "《劳动法》第五十条、第五十一条",
        "别的",
    ]
    assert with_wording(lines, TODAY) == [*lines[:2], quoted(SEED), bare(wordings()["劳动法", "51"][0]), "别的"]


def test_an_article_too_long_for_a_line_is_cited_bare():
    confirm(long := amend("长" * 3_000))
    assert citation(articles_on([KEY], TODAY)[KEY]) == bare(long)


def test_a_letter_keeps_the_wording_of_the_day_it_cites():
    letter = make(bare(SEED), state="issued")
    assert letter.articles == [
        {"law": "劳动法", "title": "中华人民共和国劳动法", "article": "50", "since": SEED.since.isoformat(),
         "sha256": SEED.sha256, "text": SEED.text, "source": SEED.source}
    ]  # fmt: skip
    assert amended(letter, TODAY) == []


def test_a_draft_of_before_the_change_is_told_and_keeps_its_wording_when_it_is_issued():
    letter = make(quoted(SEED))
    amend()
    (found,) = amended(letter, TODAY)
    assert (found.words, found.was_since, found.now.text) == ("《劳动法》第五十条", SEED.since, NEW)
    assert "".join(part.text for part in found.parts if part.kind != "new") == SEED.text
    assert "".join(part.text for part in found.parts if part.kind != "gone") == NEW
    assert amended(letter, later(AMENDED_ON, -1)) == []
    issued = issue(letter, TODAY)
    assert (issued.content["legal_basis"], issued.articles[0]["text"]) == ([quoted(SEED)], SEED.text)
    assert [row.words for row in amended(issued, TODAY)] == ["《劳动法》第五十条"]


def test_what_the_lawbook_lacks_is_told():
    letter = make(bare(SEED), "《劳动法》第二百条", "依据《没有此法》第三条、《劳动法》第五十条")
    words = "%s is not in the lawbook: check name and number."
    assert told(letter) == [
        ("legal_basis", words % "《劳动法》第二百条"),
        ("legal_basis", words % "《没有此法》第三条"),
    ]
    assert told(make("没有引用")) == []


def test_a_quotation_that_no_wording_holds_is_told():
    part = "《劳动法》第五十条规定：“工资应当以货币形式……支付给劳动者本人。”"
    assert told(make(quoted(SEED), part)) == []
    changed = make(quoted(SEED).replace("按月", "按年"))
    words = "The quotation of 《劳动法》第五十条 is not the wording of the lawbook."
    assert told(changed) == [("legal_basis", words)]
    amend()
    assert told(make(quoted(SEED), f"《劳动法》第五十条规定“{NEW}”")) == []


def test_a_repealed_article_is_told():
    letter = make(bare(SEED))
    amend(SEED.text, since=SEED.since, until=later(AMENDED_ON, -1))
    assert [(row.words, row.now) for row in amended(letter, TODAY)] == [("《劳动法》第五十条", None)]


@pytest.mark.parametrize("compared", [True, False])
def test_the_drafter_cites_anew(compared):
    letter, text = make(quoted(SEED), "依据" + bare(SEED)), amend()
    if compared:
        confirm(text)
    renewed = renew_articles(letter, by=letter.drafter, at=at(TODAY), version=letter.version)
    assert renewed.content["legal_basis"] == [quoted(text) if compared else bare(text), "依据" + bare(SEED)]
    assert (renewed.articles[0]["text"], amended(renewed, TODAY)) == (NEW, [])
    assert [row.content["legal_basis"][0] for row in renewed.revisions.all()] == [quoted(SEED)]


def test_citing_anew_is_refused_where_it_cannot_be():
    letter = make(bare(SEED))
    with pytest.raises(StepRefused), unchanged():
        renew_articles(letter, by=letter.drafter, at=at(TODAY), version=letter.version)
    amend()
    for person, version, error in (
        (cast.second_volunteer(), letter.version, StepForbidden), (cast.chair(), letter.version, StepForbidden),
        (letter.drafter, letter.version - 1, StepStale), (letter.drafter, -1, StepStale),
    ):  # fmt: skip
        with pytest.raises(error), unchanged():
            renew_articles(fresh(letter), by=person, at=at(TODAY), version=version)
    issued = issue(letter, TODAY)
    with pytest.raises((StepRefused, StepForbidden)), unchanged():
        renew_articles(issued, by=letter.drafter, at=at(TODAY), version=issued.version)


def test_a_later_save_does_not_move_the_day_of_a_citation():
    letter = make(bare(SEED))
    amend()
    assert fresh(letter).articles[0]["text"] == SEED.text
    saved = issue(letter, TODAY)
    assert saved.articles[0]["sha256"] == SEED.sha256
