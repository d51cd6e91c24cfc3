"""The lawbook (法条库): article texts with the days they hold, and how they are found, cited and quoted."""

from mediation.lawbook.books import ArticleText, BookProblem, Law, Rank, laws, seeds, short_name, text_hash
from mediation.lawbook.citing import Key, Wanted, bare, citations, looked_for, quoted

__all__ = [
    "ArticleText",
    "BookProblem",
    "Key",
    "Law",
    "Rank",
    "Wanted",
    "bare",
    "citations",
    "laws",
    "looked_for",
    "quoted",
    "seeds",
    "short_name",
    "text_hash",
]
