"""The public page behind the QR code of a letter: is it genuine, and does it still stand? Nothing of the case."""

import re

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.kinds import title_of
from documents.models import IssuedLetter
from mediation.letters import State
from mediation.models import Letter

CODE = re.compile(r"[0-9A-Z-]{1,64}")  # anything else is in no register, and PostgreSQL refuses some of it
STANDING = {State.WITHDRAWN: "withdrawn", State.SUPERSEDED: "replaced"}


@login_not_required
@require_safe
def verify(request, code):
    """What the register says of a code; 404 in plain words for one it does not hold."""
    code = code.strip().upper()
    record = IssuedLetter.objects.filter(code=code).first() if CODE.fullmatch(code) else None
    if record is None:
        response = render(request, "mediation/verify.html", {"record": None}, status=404)
    else:
        response = render(request, "mediation/verify.html", _context(record))
    response["X-Robots-Tag"] = "noindex"
    return response


def _context(record: IssuedLetter) -> dict[str, object]:
    letter = Letter.objects.filter(issued=record).first()
    standing = STANDING.get(State(letter.state), "genuine") if letter is not None else "genuine"
    later = record.replaced_by.order_by("-pk").values_list("number", flat=True).first()
    return {
        "record": record, "title": title_of(record.kind), "issuer": record.issuer["name"], "standing": standing,
        "later": later if standing == "replaced" else None, "intact": record.is_intact,
    }  # fmt: skip
