"""Citations in running text: found, printed bare, printed with the wording, and what a person typed to search."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mediation.lawbook.books import ArticleText, short_name
from mediation.lawbook.numerals import CHINESE, kept, printed

_ONE = rf"第[{CHINESE}]+条(?:之[一二三四五六七八九十](?![{CHINESE}]))?"
_PART = rf"(?:第[{CHINESE}]+款)?(?:第?（?[{CHINESE}]+）?项)?"
_CITED = re.compile(rf"《([^《》]{{2,80}})》((?:(?:、|和|及|以及|，)?{_ONE}{_PART})+)")
_WHOLE = re.compile(rf"《[^《》]{{2,80}}》{_ONE}(?:、{_ONE})*")
_ARTICLE = re.compile(_ONE)
_LOOKED_FOR = re.compile(rf"《?([^0-9第《》]*?)》?\s*第?([0-9]{{1,4}}|[{CHINESE}]+)条?(?:之([一二三四五六七八九十]))?")
_QUOTED = re.compile(rf"《([^《》]{{2,80}})》({_ONE}){_PART}的?规定[：:，,]?\s*“([^“”]+)”")
_OMITTED = re.compile(r"…+|\.{3,}")
INNER = str.maketrans({"“": "‘", "”": "’"})  # quotation marks within a quotation (GB/T 15834-2011, 4.8.3.4)

Key = tuple[str, str]  # short name of the law, article as it is kept


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, or an article, perhaps of one law."""

    words: str = ""
    law: str = ""
    article: str = ""


def citations(text: str) -> Iterator[Key]:
    """Every article that the text cites behind the name of its law, in order, each once."""
    seen: set[Key] = set()
    for found in _CITED.finditer(text):
        for article in _ARTICLE.findall(found[2]):
            try:
                key = (short_name(found[1]), kept(article))
            except ValueError:  # 第零条: no law has it
                continue
            if key not in seen:
                seen.add(key)
                yield key


def bare(text: ArticleText) -> str:
    """《中华人民共和国劳动合同法》第三十八条."""
    return f"《{text.law.title}》{printed(text.article)}"


def quoted(text: ArticleText) -> str:
    """《中华人民共和国劳动合同法》第三十八条规定：“…”, its paragraphs in one line."""
    return f"{bare(text)}规定：“{flat(text.text)}”"


def quotations(text: str) -> Iterator[tuple[Key, str]]:
    """What the text puts between quotation marks as the wording of an article."""
    for found in _QUOTED.finditer(text):
        try:
            yield (short_name(found[1]), kept(found[2])), found[3]
        except ValueError:  # 第零条
            continue


def holds(wording: str, quotation: str) -> bool:
    """Whether the wording reads so, whole or in part; …… stands for what the quotation leaves out."""
    whole = "".join(flat(wording).split())
    parts = ["".join(part.translate(INNER).split()) for part in _OMITTED.split(quotation)]
    return all(part.strip("。；，：") in whole for part in parts)


def flat(wording: str) -> str:
    """A wording as it stands between quotation marks: in one line, its own marks turned into inner ones.

    Without its full stop: the sentence of the letter goes on, or ends, behind the closing mark.
    """
    return wording.replace("\n", "").translate(INNER).removesuffix("。")


def cited_whole(line: str) -> list[Key]:
    """The articles of a line that is nothing but a citation of whole articles; else none."""
    return list(citations(line)) if _WHOLE.fullmatch(line.strip()) else []


def looked_for(query: str) -> Wanted:
    """劳动合同法38, 第三十八条, 《劳动法》第五十条 as an article; anything else as words."""
    query = query.strip()[:60]
    found = _LOOKED_FOR.fullmatch(query)
    if found is None or not (found[1].strip() or "条" in query or query.isascii()):
        return Wanted(words=query)
    try:
        article = kept(f"第{found[2]}条" + (f"之{found[3]}" if found[3] else ""))
    except ValueError:
        return Wanted(words=query)
    return Wanted(law=short_name(found[1]) if found[1].strip() else "", article=article)
