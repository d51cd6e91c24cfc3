"""The lawbook: laws, articles with their wordings in time, search; the administrator adds and compares wordings."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mediation import lawbook as book
from mediation.access import Act, may
from mediation.forms.lawbook import CompareForm, LawTextForm, RangeForm, digest
from mediation.lawbook import ArticleText
from mediation.lawbook.numerals import KEPT, kept, printed
from mediation.models import ArticleCheck
from mediation.models.lawbook import RANKS
from mediation.operations import lawbook as operations
from mediation.operations.citing import citation
from mediation.operations.clauses import offered, to_compare
from mediation.operations.errors import StepRefused, StepStale
from mediation.operations.revisions import Part, differences
from mediation.views.administering import administrators_only, posted


@dataclass(frozen=True)
class Wording:
    """One wording of an article on its page: until when it held, who compared it, what it changed."""

    text: ArticleText
    until: date | None
    checks: tuple[ArticleCheck, ...]
    parts: tuple[Part, ...]
    holds: bool


def readers_only(request):
    """403 for who has no part in the lawbook."""
    if not operations.may_read(request.user):
        raise PermissionDenied


@require_safe
def lawbook(request):
    """All laws by kind of instrument; or what was looked for by article or by words."""
    readers_only(request)
    query, today = request.GET.get("q", "").replace("\0", "").strip()[:60], timezone.localdate()
    context = {"query": query, "today": today, "most": operations.MOST_FOUND, **_rights(request)}
    if query:
        return render(request, "mediation/lawbook.html", context | {"found": operations.search(query, today)})
    rows = operations.overview(today)
    context["to_compare"] = to_compare(today) if context["may_administer"] else []
    context["ranks"] = [
        (label, code, found) for code, label in RANKS if (found := [row for row in rows if row[0].rank == code])
    ]
    return render(request, "mediation/lawbook.html", context)


@require_safe
def law_detail(request, law):
    """One law: its articles as they hold today."""
    readers_only(request)
    known, rows = _law(law), operations.articles_of(law, timezone.localdate())
    context = {
        "law": known, "rows": rows, "compared": sum(row.quotable for row in rows), "today": timezone.localdate(),
        "sources": sorted({row.text.source for row in rows}), **_rights(request),
    }  # fmt: skip
    return render(request, "mediation/law_detail.html", context)


@require_safe
def article_detail(request, law, article):
    """One article with every wording, who compared it, and how a letter cites it today."""
    readers_only(request)
    rows, today = _versions(law, article), timezone.localdate()
    now = book.holding(rows, today)
    checks = list(operations.checks_of(law, article))
    held = next(iter(operations.articles_on([(law, article)], today).values()), None)
    context = {
        "law": rows[-1].law, "article": article, "printed": printed(article), "now": now, "today": today,
        "wordings": _wordings(rows, checks, now), "cited": citation(held) if held else "",
        "quotable": held is not None and held.quotable, **_rights(request),
    }  # fmt: skip
    return render(request, "mediation/article_detail.html", context)


@require_http_methods(["GET", "POST"])
def law_text_new(request):
    """A wording of an article from a day on, of a law that is there or of a new one."""
    administrators_only(request)
    form = LawTextForm(posted(request), initial=_begun(request))
    if form.is_valid():
        try:
            row = operations.add_version(form.instance, by=request.user, at=timezone.now())
        except StepRefused as refusal:
            for unmet in refusal.unmet:
                form.add_error(None, str(unmet.what))
        else:
            messages.success(request, _("The wording is entered. Compare it before letters quote it."))
            return redirect("article-detail", row.law, row.article)
    context = {"form": form, "laws": [law.title for law in operations.laws().values()]}
    return render(request, "mediation/law_text_new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def law_compare(request, law):
    """The administrator reads wordings beside the official text and says so, article by article or a range at once."""
    administrators_only(request)
    known, ranged, only = _law(law), RangeForm(request.GET), "offered" in request.GET
    rows = operations.articles_of(law, timezone.localdate())
    texts = ranged.chosen([row.text for row in rows if not only or (row.key in offered() and not row.quotable)])
    form = CompareForm(posted(request), initial={"read": digest(texts)})
    context = {
        "law": known, "form": form, "ranged": ranged, "only": only,
        "rows": [row for row in rows if row.text in texts],
    }  # fmt: skip
    if not form.is_bound:
        return render(request, "mediation/law_compare.html", context, status=200 if ranged.is_valid() else 422)
    if not form.is_valid() or not texts:
        return render(request, "mediation/law_compare.html", context, status=422)
    try:
        if form.cleaned_data["read"] != digest(texts):
            raise StepStale(_("The wording has changed meanwhile. Read it again."))
        count = operations.compare(texts, form.cleaned_data["source"], by=request.user, at=timezone.now())
    except StepStale as error:
        fresh = CompareForm({**form.cleaned_data, "read": digest(texts)})
        fresh.add_error(None, str(error))
        return render(request, "mediation/law_compare.html", context | {"form": fresh}, status=409)
    words = ngettext("%(count)d wording is marked as compared.", "%(count)d wordings are marked as compared.", count)
    messages.success(request, words % {"count": count})
    return redirect("law-detail", law)


def _wordings(rows: list[ArticleText], checks: list[ArticleCheck], now: ArticleText | None) -> list[Wording]:
    """The newest first. An entry that a later one for the same day puts right is shown, without a day of its own."""
    found = []
    for before, text, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        ends = (text.until, after.since - timedelta(days=1) if after is not None else None)
        until = min((day for day in ends if day is not None), default=None)
        parts = tuple(differences(before.text, text.text)) if before is not None else ()
        of_it = tuple(check for check in checks if check.sha256 == text.sha256)
        found.append(Wording(text, until, of_it, parts, text == now))
    return found[::-1]


def _law(short: str):
    """The law by its short name, else 404."""
    if (law := operations.laws().get(short)) is None:
        raise Http404
    return law


def _versions(law: str, article: str) -> list[ArticleText]:
    """All wordings of the article, else 404."""
    if not KEPT.fullmatch(article) or not (rows := operations.versions([(law, article)])):
        raise Http404
    return rows[law, article]


def _begun(request) -> dict[str, str]:
    """What a link from the page of an article fills in: the law, the article, and its wording today."""
    law = operations.laws().get(request.GET.get("law", ""))
    if law is None:
        return {}
    begun = {"title": law.title, "rank": law.rank.value}
    try:
        article = kept(request.GET.get("article", ""))
    except ValueError:
        return begun
    text = operations.article(law.short, article, timezone.localdate())
    return begun | {"article": article, "text": text.text if text is not None else ""}


def _rights(request) -> dict[str, bool]:
    return {"may_administer": may(request.user, Act.ADMINISTER)}
