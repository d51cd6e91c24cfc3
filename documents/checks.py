"""What is looked at when the site starts: the fonts that the office owns."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from documents import ownfonts


@register()
def own_fonts(**_kwargs: Any) -> list[CheckMessage]:
    """An error for each configured font that letters cannot be set in."""
    return [
        Error(f"FONT_{role.upper()} ({path}): {problem}", id="documents.E001")
        for role, path in ownfonts.configured().items()
        for problem in ownfonts.problems(path)
    ]
