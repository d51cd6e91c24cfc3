"""The files that hang on a letter, and the particulars of its service, answer and verification."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from mediation.access import Act, may
from mediation.classification import Reply, Verification
from mediation.models import Letter, Purpose, Upload
from mediation.service import DETAILS

register = template.Library()


@register.inclusion_tag("mediation/_letter_files.html", takes_context=True)
def letter_files(context: Context, letter: Letter, inside: bool) -> dict[str, Any]:
    """Its files, newest first, as far as the person sees them; one query."""
    user = context["request"].user
    rows = list(Upload.objects.visible_to(user).filter(event__letter=letter).with_origin().order_by("-pk"))
    proved = any(row.purpose == Purpose.SERVICE and not row.is_struck for row in rows)
    may_add = inside and letter.dispute.state != "archived" and may(user, Act.SERVE, letter)
    return {
        "letter": letter, "files": rows, "inside": inside, "facts": particulars(letter) if inside else [],
        "lacks_proof": inside and letter.served_on is not None and not proved,
        "add_url": f"{reverse('file-new', args=[letter.dispute_id])}?letter={letter.pk}" if may_add else "",
    }  # fmt: skip


def particulars(letter: Letter) -> list[tuple[Any, Any]]:
    """What is on record of service, answer and verification, as pairs of words."""
    rows = [(DETAILS[name], _hour(name, value)) for name, value in letter.service.items() if name in DETAILS]
    if letter.answered_how:
        rows.append((_("How the answer came"), Reply(letter.answered_how).label))
    if letter.answered_on and letter.reply_due_on:
        kept = _("late") if letter.is_late else _("in time")
        rows.append((_("Answer due"), f"{letter.reply_due_on} · {kept}"))
    if letter.verified_how:
        rows.append((_("How it was verified"), Verification(letter.verified_how).label))
    if letter.verified_with:
        rows.append((_("The second person"), letter.verified_with))
    return rows


def _hour(name: str, value: Any) -> Any:
    return f"{value:02d}:00" if name == "hour" else value
