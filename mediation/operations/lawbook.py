"""The lawbook of this office (法条库): the files of the release and what the office added; looked up, added, compared.

An office's wording goes before the file's of the same first day. Rows are never changed: the later entry holds.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from documents.fields import tidy
from mediation import access, lawbook
from mediation.access import Act
from mediation.lawbook import ArticleText, Key, Law
from mediation.lawbook.numerals import order
from mediation.machine import Unmet
from mediation.models import ArticleCheck, LawText, User
from mediation.operations.administering import administrator
from mediation.operations.errors import StepRefused, StepStale

MOST_FOUND = 50


@dataclass(frozen=True)
class Article:
    """An article as it stands on a day, with the newest comparison of that wording, if there is one."""

    text: ArticleText
    check: ArticleCheck | None

    @property
    def quotable(self) -> bool:
        """Whether a named person compared this wording with the official text."""
        return self.check is not None

    @property
    def key(self) -> Key:
        return (self.text.law.short, self.text.article)


def may_read(user: User) -> bool:
    """The lawbook is for who works with cases, and for the administrator."""
    return access.may(user, Act.READ_CASES) or access.may(user, Act.ADMINISTER)


def article(law: str, number: str | int, on: date) -> ArticleText | None:
    """The wording of an article on a day, by the name of the law; None when the lawbook has none."""
    key = (lawbook.short_name(law), str(number))
    return lawbook.holding(versions([key]).get(key, ()), on)


def versions(keys: Collection[Key] | None = None) -> dict[Key, list[ArticleText]]:
    """All wordings of these articles (of all, for None), the oldest first; one query."""
    seeded = lawbook.wordings()
    found: dict[Key, list[ArticleText]] = defaultdict(list)
    for key in seeded if keys is None else keys:
        found[key].extend(seeded.get(key, ()))
    for row in _rows(LawText.objects.all(), keys):
        if keys is None or (row.law, row.article) in found:
            found[row.law, row.article].append(row.as_text())
    return {key: sorted(rows, key=lambda text: (text.since, text.entered)) for key, rows in found.items() if rows}


def articles_on(keys: Collection[Key], on: date) -> dict[Key, Article]:
    """The articles in force on the day, each with its comparison; two queries, none for no keys."""
    if not keys:
        return {}
    texts = {key: text for key, rows in versions(keys).items() if (text := lawbook.holding(rows, on))}
    return {row.key: row for row in _compared(texts.values(), keys)}


def articles_of(law: str, on: date) -> list[Article]:
    """The articles of a law in force on the day, in order."""
    texts = [
        text for key, rows in versions().items() if key[0] == law and (text := lawbook.holding(rows, on)) is not None
    ]
    return sorted(_compared(texts, [(law, text.article) for text in texts]), key=lambda row: order(row.text.article))


def laws() -> dict[str, Law]:
    """Every law of the lawbook by short name: those of the files, then those that the office entered."""
    own = LawText.objects.order_by("-pk").values_list("law", "title", "rank")
    return {short: Law(title, short, lawbook.Rank(rank)) for short, title, rank in own} | lawbook.laws()


def overview(on: date) -> list[tuple[Law, int, int]]:
    """Every law in the order of the list, with how many articles hold on the day and how many were compared."""
    texts = [text for rows in versions().values() if (text := lawbook.holding(rows, on)) is not None]
    found = list(_compared(texts, None))
    articles = Counter(row.text.law.short for row in found)
    compared = Counter(row.text.law.short for row in found if row.quotable)
    ranks = list(lawbook.Rank)
    ordered = sorted(laws().values(), key=lambda law: ranks.index(law.rank))
    return [(law, articles[law.short], compared[law.short]) for law in ordered]


def search(query: str, on: date) -> list[Article]:
    """Articles by number (劳动合同法38, 第三十八条) or by words, all of which must occur; at most MOST_FOUND."""
    wanted = lawbook.looked_for(query)
    words = wanted.words.split()
    if not words and not wanted.article:
        return []
    held = [text for rows in versions().values() if (text := lawbook.holding(rows, on)) is not None]
    exact = any(text.law.short == wanted.law for text in held)  # 劳动合同法 means no 劳动合同法实施条例
    hits = [text for text in held if _answers(text, wanted, words, exact)]
    if wanted.article and not hits:  # 百分之一百五十 is no article 150
        hits = [text for text in held if _answers(text, lawbook.Wanted(), query.split(), exact)]
    ranks = list(lawbook.Rank)
    hits.sort(key=lambda text: (ranks.index(text.law.rank), text.law.title, order(text.article)))
    hits = hits[:MOST_FOUND]
    return list(_compared(hits, [(text.law.short, text.article) for text in hits]))


def add_version(row: LawText, *, by: User, at: datetime) -> LawText:
    """录入: a wording from a day on, of a law of the lawbook or a new one. Raises StepForbidden, StepRefused."""
    administrator(by, _("You may not change the lawbook."))
    row.title = tidy(row.title).strip("《》 ")
    row.law = lawbook.short_name(row.title)
    known = laws().get(row.law)
    if known is not None:
        row.title, row.rank = known.title, known.rank.value
    row.text, row.source, row.by, row.at = tidy(row.text), tidy(row.source), by, at
    try:
        row.full_clean()
    except ValidationError as error:
        raise StepRefused([Unmet(message, _("you")) for message in error.messages]) from error
    held = article(row.law, row.article, row.since)
    if held is not None and (held.text, held.since, held.until) == (row.text, row.since, row.until):
        raise StepRefused([Unmet(_("The lawbook has this wording from this day already."), _("you"))])
    row.save()
    return row


def compare(texts: Collection[ArticleText], source: str, *, by: User, at: datetime) -> int:
    """核对: the person compared these wordings with the official text; how many were not yet compared.

    Raises StepForbidden, StepStale when one of them holds no longer as it was read, StepRefused without a source.
    """
    administrator(by, _("You may not change the lawbook."))
    if not tidy(source):
        raise StepRefused([Unmet(_("It is said with what the wording was compared."), _("you"))])
    keys = [(text.law.short, text.article) for text in texts]
    with transaction.atomic():
        known = versions(keys)
        if any(text not in known.get(key, ()) for key, text in zip(keys, texts, strict=True)):
            raise StepStale(_("The wording has changed meanwhile. Read it again."))
        new = [row.text for row in _compared(texts, keys) if row.check is None]
        ArticleCheck.objects.bulk_create(
            ArticleCheck(
                law=text.law.short, article=text.article, sha256=text.sha256, source=tidy(source), by=by, at=at
            )
            for text in new
        )
    return len(new)


def checks_of(law: str, number: str) -> QuerySet[ArticleCheck]:
    """Who compared which wording of an article, the newest first."""
    return ArticleCheck.objects.filter(law=law, article=number).select_related("by")


def _compared(texts: Iterable[ArticleText], keys: Collection[Key] | None) -> Iterator[Article]:
    found = {
        (row.law, row.article, row.sha256): row
        for row in _rows(ArticleCheck.objects.select_related("by").order_by("at", "pk"), keys)
    }
    for text in texts:
        yield Article(text, found.get((text.law.short, text.article, text.sha256)))


def _rows(rows: QuerySet, keys: Collection[Key] | None) -> QuerySet:
    """Those of the laws and article numbers; a few more than the pairs, told apart by the caller."""
    if keys is None:
        return rows
    return rows.filter(law__in={law for law, _article in keys}, article__in={number for _law, number in keys})


def _answers(text: ArticleText, wanted: lawbook.Wanted, words: list[str], exact: bool) -> bool:
    if wanted.article:
        named = text.law.short == wanted.law if exact else wanted.law in text.law.short
        return named and text.article == wanted.article
    return all(word in text.text or word in text.law.title for word in words)
