"""The letter against the case: names and codes, who gets it, who sends it, on which ground, and whom it gives away."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents import wording
from documents.fields import Field, office_of
from mediation.letters import unmet_grounds
from mediation.masking import masked_id, masked_phone, plain
from mediation.preflight.draft import Draft, Finding

TO_THE_EMPLOYER = ("reminder", "opinion")  # name no worker (ZJ-SUP 13: whoever complained is kept secret)
OF_THE_EMPLOYER = ("employer_details", "respondent_details")
OWN_NUMBERS = ("contact", "phone")  # of the union itself
PARTICULARS = (*OF_THE_EMPLOYER, "worker_details", "applicant_details")
WORKERS = ("worker", "applicant")
PHONE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[\s-]?[0-9]{4}){2}(?![0-9])")
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
# What stands beside a name of two characters, which may as well be part of another word (何青: 如何青年…).
BEFORE = re.compile(r"(?:^|[\W\d]|职工|员工|劳动者|工人|民工|工友|证人|本人|[欠付给向与和由对为及是])\Z")
AFTER = re.compile(
    r"$|[\W\d]|等|的|于|在|被|与|和|及|同志|先生|女士|本人|工资|加班|反映|投诉|举报|申请|提出|入职|离职|月|系"
)


def complete(draft: Draft) -> Iterator[Finding]:
    """What the print shop finds: unfilled, too long, of the wrong type, not to be printed."""
    for row in wording.check(draft.kind, draft.content):
        yield Finding(row.field, row.label, row.message)


def names(draft: Draft) -> Iterator[Finding]:
    """The names of the case where the letter has another one."""
    for name, right in draft.letter.right_names().items():
        if draft.content.get(name) != right:
            yield draft.found(name, _("In the case it reads “%(name)s”.") % {"name": right})


def workers(draft: Draft) -> Iterator[Finding]:
    """A worker's side that names no worker of the case."""
    known = _people(draft)
    for name in WORKERS:
        written = str(draft.content.get(name) or "")
        if written and known and not any(person in written for person in known):
            yield draft.found(name, _("No worker of the case is named here."))


def recipient(draft: Draft) -> Iterator[Finding]:
    """A letter to somebody its kind does not go to."""
    letter, row = draft.letter, draft.letter.row
    to_other = letter.addressee_employer_id not in (None, draft.dispute.employer_id)
    if draft.letter.kind in TO_THE_EMPLOYER and (to_other or letter.addressee_employer_id is None):
        yield _whole(_("This letter goes to the employer of the case."))
    if row.to_agencies and (letter.agency is None or letter.agency.kind not in row.to_agencies):
        yield _whole(_("This kind of letter does not go to that department."))


def joint(draft: Draft) -> Iterator[Finding]:
    """An office that signs with the union and has not agreed to it in writing, or cannot."""
    offices = dict(office_of(line) for line in draft.content.get("joint") or ())
    known = set(draft.letter.possible_offices().values_list("name", flat=True)) if offices else set()
    for name, paper in offices.items():
        if name not in known:
            yield draft.found("joint", _("“%(name)s” cannot sign this letter.") % {"name": name})
        elif not paper:
            words = _("The consent of “%(name)s” is missing: number and date of its paper.")
            yield draft.found("joint", words % {"name": name})


def level(draft: Draft) -> Iterator[Finding]:
    """A letter that only the city union may issue (ZJ-SUP 10, 23)."""
    if draft.letter.row.city_only and draft.letter.issuer.level != "city":
        yield _whole(_("Only the city union issues this letter."))


def ground(draft: Draft) -> Iterator[Finding]:
    """The legal ground of the rung."""
    for row in unmet_grounds(draft.letter.kind, draft.dispute):
        yield _whole(_("The legal ground is missing: %(what)s.") % {"what": row.what})


def secrecy(draft: Draft) -> Iterator[Finding]:
    """A worker's name, telephone or ID number in a paper to the employer."""
    for field, text in _told_to_the_employer(draft):
        for name in _people(draft):
            if _is_named(name, text) or _is_named(plain(name), plain(text)):
                words = _("It names the worker “%(name)s”; the employer must not learn who complained.")
                yield draft.found(field.name, words % {"name": name})
        for number, shown in _numbers(draft):
            if plain(number) in plain(text):
                yield draft.found(field.name, _("It gives a worker's number away: %(number)s.") % {"number": shown})


def perhaps_named(draft: Draft) -> Iterator[Finding]:
    """A short name of a worker that may as well be part of another word."""
    for field, text in _told_to_the_employer(draft):
        for name in _people(draft):
            told = _is_named(name, text) or _is_named(plain(name), plain(text))
            if plain(name) in plain(text) and not told:
                words = _("Is the worker “%(name)s” meant here? The employer must not learn who complained.")
                yield draft.found(field.name, words % {"name": name})


def numbers(draft: Draft) -> Iterator[Finding]:
    """Whole telephone and ID numbers where the letter needs none."""
    for field, text in draft.texts():
        if field.name in OWN_NUMBERS or field.name in PARTICULARS:
            continue
        for number in PHONE.findall(text):
            yield draft.found(field.name, _("A telephone number stands here: %(number)s.") % {"number": number})
        for number in ID_NUMBER.findall(text):
            shown = masked_id(number)
            yield draft.found(field.name, _("An ID number stands here: %(number)s.") % {"number": shown})


def _whole(message: str) -> Finding:
    return Finding("", "", message)


def _told_to_the_employer(draft: Draft) -> Iterator[tuple[Field, str]]:
    """What the employer reads, without its own name and without the numbers of the union."""
    if draft.letter.kind in TO_THE_EMPLOYER:
        for field, text in draft.texts():
            if field.name not in OWN_NUMBERS:
                yield field, text.replace(draft.dispute.employer.name, "")


def _is_named(name: str, text: str) -> bool:
    """Whether the name stands there as a name: a longer one always does."""
    if len(name) > 2:
        return name in text
    return any(
        BEFORE.search(text[max(0, found.start() - 3) : found.start()]) or AFTER.match(text, found.end())
        for found in re.finditer(re.escape(name), text)
    )


def _people(draft: Draft) -> list[str]:
    """Their names, once each; of a single character no text is free."""
    return list(dict.fromkeys(row.name for row in draft.workers if len(row.name) > 1))


def _numbers(draft: Draft) -> list[tuple[str, str]]:
    """Their telephone and ID numbers, each with what of it may be shown."""
    rows = draft.workers
    found = [(row.phone, masked_phone(row.phone)) for row in rows] + [
        (row.id_number, masked_id(row.id_number)) for row in rows
    ]
    return [(number, shown) for number, shown in found if len(number) > 6]
