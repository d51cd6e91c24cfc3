"""What an archive volume lacks, and what must hold before pieces of a case are given out."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation.dossier import SECTIONS, Going, Piece, Recipient, is_secret, standing
from mediation.hand_overs import Ground
from mediation.letter_kinds import AFTER_ISSUE
from mediation.machine import StrOrPromise, Unmet

YOU = _("you")
Rows = list[tuple[bool, StrOrPromise]]  # what must hold, and its words


def missing(dispute: Any, pieces: Iterable[Piece]) -> list[tuple[str, StrOrPromise]]:
    """What an archive volume should hold and does not: what to print (Chinese), what to say."""
    complete = [piece for piece in pieces if not piece.is_draft and not piece.is_unsigned]
    there = {piece.section.code for piece in complete if not piece.of_letter}
    lacking = [row for row in SECTIONS if row.code not in there and row.needed(dispute)]
    found: list[tuple[str, StrOrPromise]] = [(row.chinese, row.label) for row in lacking]
    proved = {piece.source.event.letter_id for piece in complete if piece.kind == "service"}
    for letter in dispute.letters.all():
        if letter.served_on and letter.state in AFTER_ISSUE and letter.pk not in proved:
            words = format_lazy(_("Proof of service of {number}"), number=letter.number)
            found.append((f"{letter.number}的送达凭证", words))
    return found


def unmet(dispute: Any, pieces: Mapping[str, Piece], chosen: Iterable[str], answers: Mapping[str, str]) -> list[Unmet]:
    """What stands in the way of giving the chosen pieces out; `answers` are those of the form."""
    recipient, chosen = answers["recipient"], list(chosen)
    consents = answers["ground"] == Ground.CONSENT
    is_archive = recipient == Recipient.ARCHIVE
    rows = _of_archive(dispute, pieces, chosen, answers) if is_archive else _of_others(pieces, chosen, answers)
    found = [Unmet(what, YOU) for holds, what in rows if not holds]
    for key in chosen:
        piece = pieces.get(key)
        if piece is None or standing(piece, dispute, recipient) == Going.NO:
            name = piece.title if piece else key
            found.append(Unmet(format_lazy(_("“{piece}” does not go to this recipient"), piece=name), _("nobody")))
        elif is_secret(piece, dispute, recipient) and not consents:
            words = _("“{piece}” may tell who complained: it goes with the worker's consent alone")
            found.append(Unmet(format_lazy(words, piece=piece.title), _("the worker")))
    return found


def _of_archive(dispute: Any, pieces: Mapping[str, Piece], chosen: list[str], answers: Mapping[str, str]) -> Rows:
    if not chosen:
        return [(False, _("at least one piece is chosen"))]
    is_told = bool(answers["reason"].strip()) or not missing(dispute, pieces.values())
    return [(is_told, _("a reason is given why the volume goes on without what is missing"))]


def _of_others(pieces: Mapping[str, Piece], chosen: list[str], answers: Mapping[str, str]) -> Rows:
    consents = answers["ground"] == Ground.CONSENT
    return [
        (bool(chosen), _("at least one piece is chosen")),
        (bool(answers["addressee"].strip()), _("it is named who receives it")),
        (bool(answers["purpose"].strip()), _("the purpose is named")),
        (answers["ground"] in Ground.values, _("the legal ground is chosen")),
        (
            answers["ground"] != Ground.REQUEST or not any(_is_sensitive(pieces.get(key)) for key in chosen),
            _("sensitive fields go with the worker's consent or for a duty of the law, not on request (PIPL 29)"),
        ),
        (not consents or bool(answers["consent_paper"].strip()), _("the paper of the worker's consent is named")),
    ]


def _is_sensitive(piece: Piece | None) -> bool:
    """Proof of identity (个人信息保护法 28)."""
    return piece is not None and piece.section.code == "identity"
