"""How articles are shown: 38 as 第三十八条."""

from django import template

from mediation.lawbook.numerals import printed

register = template.Library()


@register.filter
def article_number(article: str) -> str:
    """The number of an article as laws print it."""
    return printed(article)
