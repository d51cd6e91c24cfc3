"""The ways of service (送达方式): what proves each, which day counts, and the article it is modelled on.

Letters of a union are no papers of a court: the rules of the Civil Procedure Law (CPL 87-95) and of its interpretation
(CPL-JI 130-138) are a model here, which the pages say.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from documents.fields import kept
from mediation.classification import Service
from mediation.machine import StrOrPromise, Unmet

NOTICE_PERIOD = timedelta(days=30)  # CPL 95: served thirty days after the notice was published
SERVER = _("the person who serves")
DETAILS: dict[str, StrOrPromise] = {
    "hour": _("Hour of receipt"),
    "mail_number": _("Number of the mail"),
    "address": _("Electronic address"),
    "consent": _("Paper of the consent to electronic service"),
    "entrusted_to": _("Office that served it"),
    "posted_where": _("Where the notice was published"),
    "posted_on": _("Published on"),
    "tried": _("What was tried before"),
}
LABELS: dict[str, StrOrPromise] = {"served_to": _("Received by"), "witness": _("Witness or proof"), **DETAILS}


@dataclass(frozen=True)
class Way:
    """One way of service: the answers that it needs, those that it may have, and the day that counts."""

    code: str
    needs: tuple[str, ...]
    may: tuple[str, ...]
    proof: StrOrPromise
    day: StrOrPromise
    article: str

    @property
    def label(self) -> StrOrPromise:
        return Service(self.code).label

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.needs, *self.may)


_ROWS = (
    Way("direct", ("served_to",), ("hour", "witness"), _("the receipt, signed by the addressee or its office"),
        _("the day on the signed receipt"), "CPL 87-88, CPL-JI 130"),
    Way("left", (), ("hour", "served_to", "witness"), _("a witness, or photographs or a video of leaving it"),
        _("the day it was left"), "CPL 89, CPL-JI 130"),
    Way("post", ("mail_number",), ("hour", "served_to", "witness"), _("number of the mail, and the return slip"),
        _("the day on the return slip"), "CPL 91"),
    Way("electronic", ("address", "consent"), ("hour", "served_to", "witness"),
        _("the consent of the addressee with the address it named, and a picture of the message"),
        _("the day it reached the address"), "CPL 90, CPL-JI 135"),
    Way("entrusted", ("entrusted_to", "served_to"), ("hour", "witness"), _("the receipt the other office sent back"),
        _("the day on the signed receipt"), "CPL 91"),
    Way("public", ("posted_where", "posted_on", "tried"), ("witness",),
        _("the published notice, and that the other ways failed"),
        _("thirty days after it was published"), "CPL 95, CPL-JI 138"),
)  # fmt: skip
WAYS = {row.code: row for row in _ROWS}


def unmet(letter: Any, answers: dict[str, Any]) -> list[Unmet]:
    """What the chosen way of service still lacks."""
    way = WAYS.get(answers.get("served_how", ""))
    if way is None:
        return [Unmet(_("the way of service is chosen"), SERVER)]
    missing = [name for name in way.needs if not str(answers.get(name) or "").strip()]
    found = [Unmet(format_lazy(_("missing: {field}"), field=LABELS[name]), SERVER) for name in missing]
    if way.code == Service.LEFT and not (answers.get("witness") or has_recording(answers)):
        found.append(Unmet(_("a letter left in place has a witness, or photographs or a video"), SERVER))
    if way.code == Service.PUBLIC and answers.get("posted_on") and answers.get("served_on") != noticed_on(answers):
        words = _("a public notice serves thirty days after it was published: on {day}")
        found.append(Unmet(format_lazy(words, day=noticed_on(answers)), SERVER))
    return found


def noticed_on(answers: dict[str, Any]) -> date:
    """The day on which a public notice counts as served."""
    posted_on: date = answers["posted_on"]
    return posted_on + NOTICE_PERIOD


def has_recording(answers: dict[str, Any]) -> bool:
    """Whether a photograph, a video or a recording of sound comes with the answers."""
    return any(file.media.is_picture or file.media.is_recording for file in answers.get("attached") or ())


def details_of(served_how: str, answers: dict[str, Any]) -> dict[str, Any]:
    """What of the answers belongs to the way of service, as it is stored with the letter."""
    names = [name for name in WAYS[served_how].fields if name in DETAILS]
    return {name: kept(answers[name]) for name in names if answers.get(name) not in (None, "")}
