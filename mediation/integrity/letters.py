"""Invariants of the letters of a case: I12, I13 and I14."""

from collections.abc import Iterator

from documents.kinds import KINDS
from documents.wording import cleaned
from mediation.integrity.volume import Volume
from mediation.letters import AFTER_ISSUE, ROWS, State
from mediation.models import Event, Letter
from mediation.steps import TABLES

NAMES_EMPLOYER = {
    "reminder": "addressee", "opinion": "addressee", "suggestion": "employer", "clue_transfer": "employer",
    "agreement": "employer", "acceptance_notice": "respondent", "non_acceptance_notice": "respondent",
    "completion_notice": "respondent", "mediation_end_notice": "respondent",
    "rights_notice": "respondent", "inquiry": "addressee", "mediation_opinion": "respondent",
}  # fmt: skip


def signed_is_kept(volume: Volume) -> Iterator[str]:
    """I12. One signature, one record; a replaced letter and the one in its place name each other."""
    for letter in volume.letters:
        events = volume.events_of(letter)
        signatures = sum(event.kind == "sign" for event in events)
        if signatures != (letter.issued_id is not None):
            yield f"{letter}: {signatures} signatures, record {letter.issued_id}"
        if letter.state in (*AFTER_ISSUE, State.SUPERSEDED) and letter.issued_id is None:
            yield f"{letter} is {letter.state} without a record"
        if letter.state == State.WITHDRAWN and not any(e.kind in ("withdraw", "discard") and e.reason for e in events):
            yield f"{letter} is withdrawn without a reason"
        yield from _replacement(letter, volume.letters)


def _replacement(letter: Letter, letters: list[Letter]) -> Iterator[str]:
    successor = next((row for row in letters if row.replaces_id == letter.pk and row.issued_id), None)
    if letter.state == State.SUPERSEDED and successor is None:
        yield f"{letter} is replaced by nothing"
    old = next((row for row in letters if row.pk == letter.replaces_id), None)
    if letter.replaces_id is not None and old is None:
        yield f"{letter} replaces a letter of another case"
    if old is None or letter.issued is None:
        return
    if old.state not in (State.SUPERSEDED, State.WITHDRAWN):
        yield f"{letter} replaces a letter that is {old.state}"
    if old.issued_id is None or letter.issued.replaces_id != old.issued_id:
        yield f"{letter}: the record does not name the record it replaces"


def steps_have_their_letters(volume: Volume) -> Iterator[str]:
    """I13, both ways: notices that steps bring with them; agreements and the mediation they end."""
    wanted = {
        (e.pk, kind)
        for e in volume.events
        for kind in TABLES[e.subject][e.kind].drafts
        if ROWS[kind].when(volume.dispute)
    }
    brought = [(letter.origin_id or 0, letter.kind) for letter in volume.letters if _is_brought(letter)]
    if sorted(wanted) != sorted(brought):
        yield f"steps ask for {sorted(wanted)}, letters come from {sorted(brought)}"
    concluded = [e for e in volume.events if e.kind == "conclude" and e.data.get("outcome") == "agreement"]
    written = [agreement.proceeding_id for agreement in volume.dispute.agreements.all()]
    if sorted(written) != sorted(e.proceeding_id or 0 for e in concluded):
        yield f"agreements of the proceedings {written}, concluded {[e.proceeding_id for e in concluded]}"
    agreed = sum(event.kind == "agree" for event in volume.events)
    if agreed != len(concluded):
        yield f"{len(concluded)} mediations ended in agreement, the case agreed {agreed} times"
    yield from _agreements_without_paper(volume, concluded)


def _is_brought(letter: Letter) -> bool:
    return letter.origin_id is not None or ROWS[letter.kind].led


def _agreements_without_paper(volume: Volume, concluded: list[Event]) -> Iterator[str]:
    """Each agreement has a paper of its own, signed in the mediation that it ended."""
    accepted = {row.pk: row.accepted_on for row in volume.proceedings}
    papers = {letter.pk: letter.issued_on for letter in volume.letters if letter.kind == "agreement"}
    for event in concluded:
        signed = [papers[e.letter_id] for e in volume.events
            if e.kind == "sign" and e.letter_id in papers and e.number < event.number]  # fmt: skip
        began = accepted.get(event.proceeding_id or 0)
        if not any(on is not None and began is not None and on >= began for on in signed):
            yield f"event {event.number}: an agreement without a paper issued in its mediation"


def print_is_the_text_signed(volume: Volume) -> Iterator[str]:
    """I14. The employer may be renamed later: the name printed is the case's own, or its respondent's of any time."""
    dispute = volume.dispute
    names = {dispute.employer.name, *(p.name for p in dispute.parties.all() if p.role == "respondent")}
    names |= {e.data["changes"]["name"][0] for e in volume.events if e.kind == "amend" and "name" in e.data["changes"]}
    names.discard("")  # the name of a party before it was added
    for letter in volume.letters:
        if letter.issued is None:
            continue
        issued, (facts, _findings) = letter.issued, cleaned(KINDS[letter.kind], letter.content)
        if (issued.kind, issued.issuer_code) != (letter.kind, volume.units[letter.issuer_id].code):
            yield f"{letter}: printed as {issued.kind} of {issued.issuer_code}"
        if issued.issued_on != letter.issued_on:
            yield f"{letter}: printed on {issued.issued_on}, signed on {letter.issued_on}"
        if issued.facts != facts:
            yield f"{letter}: the facts printed are not those signed"
        if issued.facts.get(NAMES_EMPLOYER[letter.kind]) not in names:
            yield f"{letter}: names {issued.facts.get(NAMES_EMPLOYER[letter.kind])}, who is not the employer"
