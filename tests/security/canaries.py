"""Words planted in every text field of every case of the world, each telling its case and its field."""

from io import BytesIO
from zipfile import ZipFile

from django.utils import timezone
from pypdf import PdfReader

from mediation.models import Event, Instalment
from tests.security.world import SEES, World

PLANTED = {
    "dispute": ("external_number", "summary", "facts", "missing_items", "result_report"),
    "parties": ("name", "address", "agent", "job"),
    "claims": ("text",),
    "proceedings": ("note",),
    "sessions": ("place", "attendees", "record"),
    "recusals": ("reason",),
    "follow_ups": ("note",),
    "letters": ("answer", "verification"),
    "instalments": ("what", "proof"),
    "events": ("reason",),
}  # fmt: skip
MASKED = ("id_number", "phone")  # whole ones are shown to nobody


def canary(relation: str, room: str, field: str) -> str:
    return f"Q{relation}-{room}-{field}Z".replace("_", "")


def every_canary() -> dict[tuple[str, str, str], str]:
    rooms = [(room, field) for room, fields in PLANTED.items() for field in fields]
    rooms += [("parties", field) for field in MASKED]
    return {(relation, *place): canary(relation, *place) for relation in SEES for place in rooms}


def plant(world: World) -> None:
    """A word in every text field; the rows a case lacks are made."""
    for relation, case in world.cases.items():
        by = world.people["reviewer"]
        case.sessions.model.objects.create(
            dispute=case, held_at=timezone.now(), by=by,
            proceeding=case.proceedings.first() or case.proceedings.create(
                kind="union_mediation", agency=case.holder, prepared_on=case.received_on
            ),
        )  # fmt: skip
        case.follow_ups.create(visited_on=case.received_on, satisfaction="satisfied", by=by)
        case.recusals.get_or_create(user=world.people["second"], defaults={"since": case.received_on})
        Event.objects.create(
            dispute=case, number=case.events.count() + 1, subject="dispute", kind="raise_alarm", at=timezone.now(),
            by=by, role="reviewer", organisation=case.holder, reason=canary(relation, "events", "reason"),
        )  # fmt: skip
        for room, fields in PLANTED.items():
            words = {field: canary(relation, room, field) for field in fields}
            if room == "events":
                continue
            rows = _rows(case, room)
            if room == "recusals":
                rows = rows.filter(user=world.people["second"])
            if room == "letters":
                rows = rows.exclude(drafter=world.people["volunteer"])  # who reads the whole of the own letter
            rows.update(**words)
        case.parties.update(**{field: canary(relation, "parties", field).ljust(30, "0") for field in MASKED})


def _rows(case, room):
    if room == "dispute":
        return type(case).objects.filter(pk=case.pk)
    if room == "instalments":
        return Instalment.objects.filter(agreement__dispute=case)
    return getattr(case, room).all()


def text_of(response) -> str:
    """What a person could read in a response: page, address, file name, spreadsheet or PDF."""
    content = response.getvalue()
    kind = response.headers.get("Content-Type", "")
    head = str(response.headers)
    if "spreadsheet" in kind:
        with ZipFile(BytesIO(content)) as book:
            return head + "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    if "pdf" in kind:
        reader = PdfReader(BytesIO(content))
        return head + "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    return head + content.decode()
