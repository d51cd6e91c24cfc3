"""The lawbook (法条库): article texts with the days they hold, and how they are found, cited and quoted."""

from mediation.lawbook.books import (
    ArticleText,
    BookProblem,
    Law,
    Rank,
    holding,
    laws,
    seeds,
    short_name,
    text_hash,
    wordings,
)
from mediation.lawbook.citing import (
    Key,
    Wanted,
    bare,
    citations,
    cited_whole,
    flat,
    holds,
    looked_for,
    quotations,
    quoted,
)

__all__ = [
    "ArticleText", "BookProblem", "Key", "Law", "Rank", "Wanted", "bare", "citations", "cited_whole", "flat", "holding",
    "holds", "laws", "looked_for", "quotations", "quoted", "seeds", "short_name", "text_hash", "wordings",
]  # fmt: skip
