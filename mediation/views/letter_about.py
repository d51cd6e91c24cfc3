"""What the page of a letter says about it: who and when, what may be done next, and its history."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mediation.access import Role
from mediation.classification import Fault, Service
from mediation.letters import EDITABLE, still_to_answer
from mediation.operations.steps import offers
from mediation.steps import MAIN, event_label
from mediation.views.steps import not_yet
from mediation.views.timeline import joint_words


def steps_of(letter, user):
    """Buttons: label, address, what is unmet, and whether it is the usual next one."""
    today = timezone.localdate()
    found = [
        (
            offer.label, reverse("letter-step", args=[letter.pk, offer.step.verb]),
            [*offer.unmet, *not_yet(letter, offer.step.verb, today)], offer.step.tone == MAIN,
        )
        for offer in offers(letter, user)
        if not _idle(letter, offer.step.verb)
    ]  # fmt: skip
    return sorted(found, key=lambda row: (not row[3], bool(row[2])))


def _idle(letter, verb):
    """Steps that the state has and the kind never needs, or not before the review; of both answers, one."""
    if verb in ("answer_letter", "record_late_answer", "mark_unanswered", "verify") and not letter.row.answered:
        return True
    if verb in ("answer_letter", "record_late_answer"):
        return (verb == "answer_letter") == still_to_answer(letter)
    if letter.row.reviewed:
        return verb == "sign" and letter.state in EDITABLE
    return verb == "submit"


def facts_of(letter, inside):
    """Who and when, as pairs of words; what has not happened yet is left out, names are for colleagues."""
    people = [(_("Drafter"), letter.drafter), (_("Reviewer"), letter.reviewer), (_("Signer"), letter.signer)]
    people = people if inside else []
    refused = not letter.served_to and letter.events.filter(kind="refuse_service").exists()
    days = [
        (_("Issued on"), letter.issued_on),
        (pgettext("service", "Refused on") if refused else _("Served on"), letter.served_on),
        (_("Answered on"), letter.answered_on),
        (_("Verified on"), letter.verified_on),
    ]
    known = [(label, on.isoformat()) for label, on in days if on is not None]
    people = [row for row in people if row[1] is not None]
    joint = [(_("Issued jointly with"), "、".join(letter.joint_offices))] if letter.joint_offices else []
    return [(_("Issuing union"), letter.issuer), *joint, *people, *known, *(_receipt(letter) if inside else [])]


def _receipt(letter):
    """How it was served, by the receipt or before the witness, and what was found of the correction."""
    corrected = {True: _("Yes, corrected"), False: _("No, not corrected without good reason"), None: ""}
    rows = [
        (_("Way of service"), Service(letter.served_how).label if letter.served_how else ""),
        (_("Received by"), letter.served_to),
        (_("Witness or proof"), letter.witness),
        (_("Is the breach corrected?"), corrected[letter.corrected]),
    ]
    return [row for row in rows if row[1]]


def events_of(letter):
    """Its events, the last one first."""
    rows = letter.events.select_related("by", "organisation").order_by("-number")
    return [
        {
            "at": row.at, "title": event_label("letter", row.kind), "who": f"{row.by} · {row.organisation}",
            "role": Role(row.role).label, "text": "\n".join(filter(None, (joint_words(row), row.reason))),
            "state": row.to_state, "kind": row.kind,
            "faults": [Fault(code).label for code in row.data.get("codes", ())],
        }
        for row in rows
    ]  # fmt: skip
