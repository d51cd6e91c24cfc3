"""The law beside a draft: articles looked up to be put into the text, and changed ones cited anew."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.kinds import KINDS
from mediation.access import Act, may
from mediation.operations.citing import citation
from mediation.operations.clauses import choices_found
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.lawbook import Article, search
from mediation.operations.renewing import renew_articles
from mediation.views.letters import visible_letter


@dataclass(frozen=True)
class Found:
    """An article that was looked for, with how a letter cites it."""

    article: Article
    cited: str


@require_safe
def law_lookup(request):
    """A part of the page of a letter: clauses for its kind and articles found for `q`, each to be put into the text."""
    if not may(request.user, Act.DRAFT):
        raise PermissionDenied
    query = request.GET.get("q", "").replace("\0", "").strip()[:60]
    today, kind = timezone.localdate(), request.GET.get("kind", "")
    found = [Found(row, citation(row)) for row in search(query, today)]
    choices = choices_found(query, kind, today) if kind in KINDS else []
    return render(request, "mediation/_law_found.html", {"query": query, "found": found, "choices": choices})


@require_POST
def letter_articles(request, pk):
    """The drafter cites the changed articles anew."""
    letter = visible_letter(request, pk)
    if not may(request.user, Act.DRAFT, letter):
        raise PermissionDenied
    version = request.POST.get("version", "")
    try:
        renew_articles(
            letter, by=request.user, at=timezone.now(),
            version=int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else -1,
        )  # fmt: skip
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except (StepStale, StepRefused) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The draft cites the articles as they read today."))
    return redirect("letter-detail", pk)
