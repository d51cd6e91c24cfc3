"""The pages of the lawbook, and the law beside a draft."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from documents.kinds import KINDS
from mediation.lawbook import bare, quoted, wordings
from mediation.models import ArticleCheck, LawText
from mediation.operations.clauses import offered
from mediation.operations.errors import StepRefused
from mediation.operations.lawbook import add_version, compare
from tests import cast
from tests.factories import MONDAY, at, draft, fresh, later, make_dispute, make_letter, submit
from tests.mediation.views.test_letter_detail import typed
from tests.refusals import unchanged

pytestmark = pytest.mark.django_db
SEED = wordings()["劳动法", "50"][0]
PAGE = reverse("article-detail", args=["劳动法", "50"])
NEW = "工资应当以货币形式按周支付给劳动者本人。"
FORM = {
    "title": "中华人民共和国劳动法", "rank": "law", "article": "第五十条", "text": NEW, "since": "2026-03-02",
    "until": "", "source": "公报",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english(settings, client):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    with translation.override("en"):
        yield


@pytest.fixture
def administrator(client):
    client.force_login(person := cast.administrator())
    return person


def amend(text=NEW, since=MONDAY):
    row = LawText(title="劳动法", rank="law", article="50", text=text, since=since, source="公报")
    return add_version(row, by=cast.administrator(), at=at(MONDAY)).as_text()


def words(response):
    return response.content.decode()


class TestReading:
    def test_laws_by_rank_with_how_much_was_compared(self, client):
        compare([SEED], "公报", by=cast.administrator(), at=at(MONDAY))
        client.force_login(cast.volunteer())
        ranks = client.get("/lawbook/").context["ranks"]
        assert [code for _label, code, _rows in ranks] == ["law", "regulation", "interpretation", "rule", "local"]
        assert {law.short: (count, done) for law, count, done in ranks[0][2]}["劳动法"] == (107, 1)

    def test_what_is_looked_for_is_shown_as_text_and_never_as_markup(self, client):
        client.force_login(cast.volunteer())
        assert [row.key for row in client.get("/lawbook/", {"q": "劳动法50"}).context["found"]] == [("劳动法", "50")]
        for query in ("<b>x</b>", "劳动法50\0", "‮工", "%", "第" * 60):
            response = client.get("/lawbook/", {"q": query})
            assert (response.status_code, "<b>x" in words(response)) == (200, False)

    def test_an_article_with_its_wordings_in_time(self, client):
        amend()
        client.force_login(cast.city_mediator())
        page = client.get(PAGE)
        assert [(row.text.text, row.holds, row.until) for row in page.context["wordings"]] == [
            (NEW, True, None), (SEED.text, False, later(MONDAY, -1)),
        ]  # fmt: skip
        assert (page.context["cited"], "Enter a new wording" in words(page)) == (bare(SEED), False)

    @pytest.mark.parametrize("address", ["没有此法/", "劳动法/999/", "劳动法/050/", "劳动法/x/", "没有此法/compare/"])
    def test_what_is_not_there_is_missing(self, client, administrator, address):
        assert client.get(f"/lawbook/{quote(address)}").status_code == 404


class TestEntering:
    def test_the_form_opens_with_the_wording_of_today_and_stores_a_new_one(self, client, administrator):
        begun = client.get("/lawbook/new/", {"law": "劳动法", "article": "50"}).context["form"]
        assert (begun["text"].value(), begun["title"].value()) == (SEED.text, SEED.law.title)
        assert client.post("/lawbook/new/", FORM).url == PAGE
        (row,) = LawText.objects.all()
        assert (row.law, row.article, row.text, row.since, row.by) == ("劳动法", "50", NEW, MONDAY, administrator)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"article": "第零条"}, "article"), ({"article": ""}, "article"), ({"text": ""}, "text"),
            ({"text": "文" * 10_001}, "text"), ({"text": "甲\ue000"}, "text"), ({"title": "法" * 200}, "title"),
            ({"since": "2026-02-31"}, "since"), ({"since": "0026-02-01"}, "since"), ({"since": "9999-01-01"}, "since"),
            ({"until": "2020-01-01"}, "__all__"), ({"title": "甲/乙"}, "__all__"), ({"rank": "x"}, "rank"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_said_at_the_field_and_nothing_typed_is_lost(self, client, administrator, change, field):
        response = client.post("/lawbook/new/", FORM | change)
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
        assert response.context["form"]["source"].value() == "公报"
        assert LawText.objects.count() == 0


class TestComparing:
    def read(self, client, **ends):
        response = client.get("/lawbook/劳动法/compare/", ends)
        return response.context["form"].initial["read"], [row.text.article for row in response.context["rows"]]

    def test_a_range_is_compared_at_once_by_who_read_it(self, client, administrator):
        read, articles = self.read(client, first="50", last="第五十一条")
        assert articles == ["50", "51"]
        response = client.post("/lawbook/劳动法/compare/?first=50&last=51", {"source": "公报", "read": read})
        assert response.url == reverse("law-detail", args=["劳动法"])
        assert sorted((row.article, row.by) for row in ArticleCheck.objects.all()) == [
            ("50", administrator), ("51", administrator),
        ]  # fmt: skip
        assert client.get(PAGE).context["cited"] == quoted(SEED)

    def test_a_wording_that_changed_while_it_was_read_is_read_again(self, client, administrator):
        read, _articles = self.read(client, first="50", last="50")
        amend()
        response = client.post("/lawbook/劳动法/compare/?first=50&last=50", {"source": "公报", "read": read})
        assert (response.status_code, response.context["form"]["source"].value()) == (409, "公报")
        assert (NEW in words(response), ArticleCheck.objects.count()) == (True, 0)

    def test_what_drafts_cite_is_compared_first(self, client, administrator):
        left = {law.short: count for law, count in client.get("/lawbook/").context["to_compare"]}
        assert sum(left.values()) == len(offered())
        assert ("劳动法", "50") in offered()
        read, articles = self.read(client, offered="1")
        assert (len(articles), "50" in articles, "1" in articles) == (left["劳动法"], True, False)
        client.post("/lawbook/劳动法/compare/?offered=1", {"source": "公报", "read": read})
        assert self.read(client, offered="1")[1] == []
        assert "劳动法" not in [law.short for law, _count in client.get("/lawbook/").context["to_compare"]]

    @pytest.mark.parametrize("query", ["first=x", "first=60&last=50", "first=500"])
    def test_an_empty_range_compares_nothing(self, client, administrator, query):
        read, _articles = self.read(client, first="500")
        response = client.post(f"/lawbook/劳动法/compare/?{query}", {"source": "公报", "read": read})
        assert (response.status_code, ArticleCheck.objects.count()) == (422, 0)


class TestBesideADraft:
    def test_clauses_of_the_type_with_their_articles(self, client):
        letter = make_letter("opinion")
        client.force_login(letter.drafter)
        page = words(client.get(reverse("letter-detail", args=[letter.pk])))
        assert "未按时足额支付工资" in page
        assert f'data-article="第五十条">{bare(SEED)}<' in page
        clauses = page[page.index("data-clauses") :]
        assert ("to be compared with the official text" in clauses, "compared by" in clauses) == (True, False)
        compare([SEED], "公报", by=cast.administrator(), at=at(MONDAY))
        page = words(client.get(reverse("letter-detail", args=[letter.pk])))
        assert f"compared by {cast.administrator()}" in page[page.index("data-clauses") :]
        client.force_login(cast.reviewer())
        assert "data-clauses" not in words(client.get(reverse("letter-detail", args=[letter.pk])))

    def test_the_wording_is_offered_once_it_was_compared(self, client):
        compare([SEED], "公报", by=cast.administrator(), at=at(MONDAY))
        client.force_login(cast.volunteer())
        page = words(client.get("/lawbook/lookup/", {"q": "劳动法50"}))
        assert (quoted(SEED) in page, "Insert with its wording" in page) == (True, True)

    def test_clauses_of_every_type_are_found_for_the_kind_of_letter(self, client):
        client.force_login(cast.volunteer())
        found = client.get("/lawbook/lookup/", {"q": "加班", "kind": "opinion"}).context["choices"]
        assert {row.clause.category for row in found} - {"01"}
        assert {row.clause.field for row in found} <= {field.name for field in KINDS["opinion"].fields}
        assert client.get("/lawbook/lookup/", {"q": "加班", "kind": "x"}).context["choices"] == []
        assert "Nothing in the lawbook" in words(client.get("/lawbook/lookup/", {"q": "没有这样的字句"}))

    def test_a_clause_that_was_not_filled_in_keeps_the_letter_back(self, client):
        letter = make_letter("opinion", content={"demands": ["于【日期】前支付【金额】元", "见【2020】12号文件"]})
        client.force_login(letter.drafter)
        findings = client.get(reverse("letter-detail", args=[letter.pk])).context["findings"]
        assert [(row.field, row.severity, str(row.message)) for row in findings] == [
            ("demands", "stop", "Still to be filled in: 【日期】、【金额】.")
        ]
        with unchanged(), pytest.raises(StepRefused):
            submit(letter, MONDAY)

    def test_the_drafter_is_warned_and_cites_anew(self, client):
        letter = make_letter("opinion", content={"legal_basis": [quoted(SEED)]})
        text = amend(since=later(MONDAY, 20))
        client.force_login(letter.drafter)
        page, address = reverse("letter-detail", args=[letter.pk]), reverse("letter-articles", args=[letter.pk])
        assert "The law changed since it was cited" in words(client.get(page))
        with unchanged():
            assert client.post(address, {"version": "99999"}).url == page
            assert client.post(address, {"version": "x"}).url == page
        assert client.post(address, {"version": letter.version}).url == page
        assert fresh(letter).content["legal_basis"] == [bare(text)]
        assert "The law changed" not in words(client.get(page))

    def test_an_issued_letter_tells_that_the_law_changed_and_stays(self, client):
        letter = make_letter("opinion", "issued", content={"legal_basis": [quoted(SEED)]})
        amend(since=later(MONDAY, 20))
        client.force_login(letter.drafter)
        page = words(client.get(reverse("letter-detail", args=[letter.pk])))
        assert ("The law changed after this letter" in page, "Cite them as they read today" in page) == (True, False)

    def test_saving_the_form_keeps_the_wording_that_was_cited(self, client):
        letter = make_letter("opinion", content={"legal_basis": [bare(SEED)]})
        amend(since=later(MONDAY, 20))
        client.force_login(letter.drafter)
        client.post(reverse("letter-detail", args=[letter.pk]), typed(letter, facts_found="改过。"))
        assert fresh(letter).articles[0]["text"] == SEED.text

    def test_who_may_not_draft_it_changes_nothing(self, client):
        letter = draft("opinion", make_dispute("accepted"), later(MONDAY, 1), content={"legal_basis": [bare(SEED)]})
        amend(since=later(MONDAY, 20))
        for person, status in (
            (cast.reviewer(), 403),
            (cast.other_town_mediator(), 404),
            (cast.second_volunteer(), 404),
        ):
            client.force_login(person)
            with unchanged():
                assert client.post(reverse("letter-articles", args=[letter.pk]), {"version": 0}).status_code == status


def test_few_queries_on_a_page_of_a_law(client, django_assert_max_num_queries):
    for number in range(1, 40):
        amend_row = LawText(title="劳动法", rank="law", article=str(number), text="甲。", since=MONDAY, source="公报")
        add_version(amend_row, by=cast.administrator(), at=timezone.now())
    client.force_login(cast.city_mediator())
    with django_assert_max_num_queries(11):
        client.get("/lawbook/劳动法/")
    with django_assert_max_num_queries(11):
        client.get("/lawbook/", {"q": "劳动"})
