"""The drafter read how an article reads today: the draft cites it anew, and quotes today's wording."""

from datetime import datetime

from django.utils.translation import gettext as _

from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Letter, User
from mediation.operations.citing import amended, with_new_wording
from mediation.operations.errors import StepRefused
from mediation.operations.letters import edit_letter


def renew_articles(letter: Letter, *, by: User, at: datetime, version: int) -> Letter:
    """更新引用: exchange the old wordings for today's and keep those; the text before stays as a version.

    Raises StepForbidden, StepStale, or StepRefused when nothing has changed.
    """
    today = local_day(at)
    if not amended(letter, today):
        raise StepRefused([Unmet(_("A cited article reads otherwise than in this draft."), _("nobody"))])
    content = with_new_wording(letter, today)
    return edit_letter(letter, content, by=by, at=at, version=version, cited_anew=True)
