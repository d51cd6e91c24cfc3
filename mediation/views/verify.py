"""The public pages behind the QR code of a letter: is it genuine, does it still stand, is this file it?

Nothing of the case is shown. A file is compared and not kept. Wrong codes and files are counted as at sign-in.
"""

import re
import unicodedata

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.kinds import title_of
from documents.models import IssuedLetter
from documents.verifying import Likeness, letter_of, likeness, signature_of
from mediation.letters import State
from mediation.models import Letter
from mediation.uploads.kinds import MB

CODE = re.compile(r"[0-9A-Z-]{1,64}")  # anything else is in no register, and PostgreSQL refuses some of it
GUESSER = {"username": "verification code"}  # under which what is wrong is counted, by address
STANDING = {State.WITHDRAWN: "withdrawn", State.SUPERSEDED: "replaced"}


@login_not_required
@require_http_methods(["GET", "POST"])
def verify_search(request):
    """Type a code from paper, or let a file find its letter."""
    if code := tidy_code(request.GET.get("code", "")):
        return redirect("verify", code) if CODE.fullmatch(code) else _answer(request, {"record": None}, 404)
    if request.method == "GET":
        return _answer(request, {"is_search": True})
    if _is_locked(request):
        return _answer(request, {"is_locked": True}, 429)
    data, problem = _sent(request)
    if problem:
        return _answer(request, {"is_search": True, "problem": problem}, 422)
    record = letter_of(data)
    if record is None:
        _count_wrong(request)
        return _answer(request, {"is_search": True, "is_unknown": True})
    return _answer(request, _context(record, data))


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request, code):
    """What the register says of a code, and of a file beside it; 404 in plain words for a code it does not hold."""
    if _is_locked(request):
        return _answer(request, {"is_locked": True}, 429)
    code = tidy_code(code)
    record = IssuedLetter.objects.filter(code=code).first() if CODE.fullmatch(code) else None
    if record is None:
        _count_wrong(request)
        return _answer(request, {"record": None}, 404)
    if request.method == "GET":
        return _answer(request, _context(record))
    data, problem = _sent(request)
    context = _context(record, data) | {"problem": problem}
    if context["likeness"] == Likeness.OTHER:
        _count_wrong(request)
    return _answer(request, context, 422 if problem else 200)


def _is_locked(request):
    """Whether too many wrong codes and files came from the address."""
    AxesProxyHandler.update_request(request)
    request.axes_path_info = reverse("verify-search")
    return not AxesProxyHandler.is_allowed(request, GUESSER)


def _count_wrong(request):
    AxesProxyHandler.user_login_failed(__name__, GUESSER, request=request)
    request.axes_locked_out = False  # whose page speaks of signing in


def tidy_code(typed):
    """A code as it stands in the register, typed with or without its dashes, small or wide."""
    code = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).upper()
    plain = code.replace("-", "")
    return "-".join(plain[at : at + 4] for at in range(0, 12, 4)) if len(plain) == 12 else code


def _sent(request):
    """The bytes of the file, or what is wrong with it."""
    file = request.FILES.get("file")
    if file is None or not file.size:
        return b"", _("Choose the PDF file of the letter.")
    if file.size > settings.UPLOAD_MOST_BYTES_OUTSIDE:
        return b"", _("The file is larger than %(most)d MB.") % {"most": settings.UPLOAD_MOST_BYTES_OUTSIDE // MB}
    return file.read(), ""


def _answer(request, context, status=200):
    response = render(request, "mediation/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _context(record, data=b""):
    letter = Letter.objects.filter(issued=record).first()
    standing = STANDING.get(State(letter.state), "genuine") if letter is not None else "genuine"
    later = record.replaced_by.order_by("-pk").first() if standing == "replaced" else None
    return {
        "record": record, "title": title_of(record.kind), "issuer": record.issuer["name"], "standing": standing,
        "later": later, "since": _since(letter, later) if standing != "genuine" else None, "intact": record.is_intact,
        "likeness": likeness(data, record).value if data else "",
        "signature": signature_of(record),
    }  # fmt: skip


def _since(letter, later):
    """The day on which it was withdrawn or replaced."""
    if later is not None:
        return later.issued_on
    event = letter.events.filter(kind="withdraw").order_by("-number").first()
    return event.at if event is not None else None
