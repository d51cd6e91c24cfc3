"""What a letter cites (引用条文): articles with the wording of the day, and which of them read otherwise since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from documents.fields import CAPS
from mediation import lawbook
from mediation.lawbook import ArticleText, Key
from mediation.lawbook.numerals import printed
from mediation.lifecycle import local_day
from mediation.models import Letter
from mediation.operations.lawbook import Article, articles_on, versions
from mediation.operations.revisions import Part, differences
from mediation.preflight.draft import Draft, Finding


@dataclass(frozen=True)
class Amended:
    """An article that reads otherwise than when the letter cited it; `now` is None when it was repealed."""

    law: str
    article: str
    was_since: date
    now: ArticleText | None
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        return _words((self.law, self.article))


def citation(article: Article) -> str:
    """The article as a letter cites it: quoted when a person compared the wording and a line holds it, else bare."""
    words = lawbook.quoted(article.text)
    return words if article.quotable and len(words) <= CAPS["lines"] else lawbook.bare(article.text)


def with_wording(lines: list[str], on: date) -> list[str]:
    """Lines that only cite whole articles, with the wording of the day where it may be quoted; others as they are."""
    known = articles_on([key for line in lines for key in lawbook.cited_whole(line)], on)
    return [part for line in lines for part in _worded(line, known)]


def _worded(line: str, known: dict[Key, Article]) -> list[str]:
    keys = lawbook.cited_whole(line)
    if not keys or any(key not in known for key in keys):
        return [line]
    words = [citation(known[key]) for key in keys]
    return (
        words if any(word != lawbook.bare(known[key].text) for key, word in zip(keys, words, strict=True)) else [line]
    )


def snapshots(content: dict[str, Any], kept: list[dict[str, Any]], on: date) -> list[dict[str, Any]]:
    """The articles that a content cites, each with the wording it means: what is stored in `Letter.articles`.

    That is the wording it quotes; else the one kept since it was cited; else that of the day.
    """
    text = "\n".join(_strings(content))
    keys = list(lawbook.citations(text))
    known, before = versions(keys) if keys else {}, {(row["law"], row["article"]): row for row in kept}
    found = []
    for key in keys:
        rows = known.get(key, [])
        meant = next((row for row in reversed(rows) if lawbook.flat(row.text) in text), None)
        if meant is None and key in before:
            found.append(before[key])
        elif meant := meant or lawbook.holding(rows, on):
            found.append(_snapshot(meant))
    return found


def amended(letter: Letter, today: date) -> list[Amended]:
    """The cited articles that read otherwise today; what a letter did not keep is read as of its day. Two queries."""
    day = letter.issued_on or local_day(letter.drafted_at)
    cited = letter.articles or snapshots(letter.content, [], day)
    known = versions([(row["law"], row["article"]) for row in cited]) if cited else {}
    found = []
    for row in cited:
        now = lawbook.holding(known.get((row["law"], row["article"]), ()), today)
        if now is None or now.sha256 != row["sha256"]:
            parts = tuple(differences(row["text"], now.text if now is not None else ""))
            found.append(Amended(row["law"], row["article"], date.fromisoformat(row["since"]), now, parts))
    return found


def doubts(letter: Letter, today: date) -> list[Finding]:
    """Citations that the lawbook lacks (a wrong name or number?) and quotations that no wording holds; one query."""
    draft = Draft(letter, letter.content, today, letter.content)
    cited = {field.name: (list(lawbook.citations(text)), text) for field, text in draft.texts()}
    keys = [key for found, _text in cited.values() for key in found]
    known = versions(keys) if keys else {}
    return [
        draft.found(name, words % {"article": _words(key)})
        for name, (found, text) in cited.items()
        for key, words in _doubtful(found, text, known)
    ]


def _doubtful(keys: list[Key], text: str, known: dict[Key, list[ArticleText]]) -> Iterator[tuple[Key, str]]:
    for key in keys:
        if key not in known:
            yield key, _("%(article)s is not in the lawbook: check name and number.")
    for key, quotation in lawbook.quotations(text):
        if key in known and not any(lawbook.holds(row.text, quotation) for row in known[key]):
            yield key, _("The quotation of %(article)s is not the wording of the lawbook.")


def with_new_wording(letter: Letter, today: date) -> dict[str, Any]:
    """The content of a draft with every quoted old wording exchanged for today's, or for the bare citation."""
    changed = {(row.law, row.article) for row in amended(letter, today)}
    now, known = articles_on(changed, today), versions(changed)
    exchange = {
        lawbook.quoted(old): citation(now[key])
        for key in changed & now.keys()
        for old in known[key]
        if old.sha256 != now[key].text.sha256
    }
    return {name: _exchanged(value, exchange) for name, value in letter.content.items()}


def _exchanged(value: Any, exchange: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_exchanged(part, exchange) for part in value]
    if isinstance(value, str):
        for old, new in exchange.items():
            value = value.replace(old, new)
    return value


def _words(key: Key) -> str:
    """《劳动合同法》第三十八条."""
    return f"《{key[0]}》{printed(key[1])}"


def _snapshot(text: ArticleText) -> dict[str, Any]:
    return {
        "law": text.law.short, "title": text.law.title, "article": text.article, "since": text.since.isoformat(),
        "sha256": text.sha256, "text": text.text, "source": text.source,
    }  # fmt: skip


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
