"""Words planted in every text field of every case of the world, each telling its case and its field."""

from io import BytesIO
from zipfile import ZipFile

from django.utils import timezone
from pypdf import PdfReader

from mediation.models import Event, Instalment, Upload
from mediation.operations.words import write_words
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
    "payments": ("proof",),
    "evidence": ("title", "source", "note"),
    "uploads": ("name", "note"),
    "papers": ("content",),
    "limitation_events": ("proof",),
    "mandates": ("paper",),
    "consents": ("paper",),
    "tasks": ("text", "result"),
    "agenda_items": ("topic", "why", "discussion", "resolution"),
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
    """A word in every text field, also of those that the search reads; the rows a case lacks are made."""
    for relation, case in world.cases.items():
        by = world.people["reviewer"]
        case.sessions.model.objects.create(
            dispute=case, held_at=timezone.now(), by=by,
            proceeding=case.proceedings.first() or case.proceedings.create(
                kind="union_mediation", agency=case.holder, prepared_on=case.received_on
            ),
        )  # fmt: skip
        note = canary(relation, "follow_ups", "note")  # the row never changes
        case.follow_ups.create(visited_on=case.received_on, satisfaction="satisfied", by=by, note=note)
        case.recusals.get_or_create(user=world.people["second"], defaults={"since": case.received_on})
        Event.objects.create(
            dispute=case, number=case.events.count() + 1, subject="dispute", kind="raise_alarm", at=timezone.now(),
            by=by, role="reviewer", organisation=case.holder, reason=canary(relation, "events", "reason"),
        )  # fmt: skip
        _make_rows(world, case, by)
        for room, fields in PLANTED.items():
            words = {field: canary(relation, room, field) for field in fields}
            if room in ("events", "follow_ups"):
                continue
            if room == "uploads":
                _make_file(case, by, **words)
                continue
            if room == "payments":
                words = {"payments": [{"on": case.received_on.isoformat(), "amount": "1.00", **words}]}
            rows = _rows(case, room)
            if room == "recusals":
                rows = rows.filter(user=world.people["second"])
            if room == "papers":
                words = {"content": {"summary": words["content"]}}
            if room == "letters":
                rows = rows.exclude(drafter=world.people["volunteer"])  # who reads the whole of the own letter
            rows.update(**words)
        case.parties.update(**{field: canary(relation, "parties", field).ljust(30, "0") for field in MASKED})
    write_words(case.pk for case in world.cases.values())


def _make_rows(world: World, case, by) -> None:
    """What the time limits, the workers, the evidence and the meetings of a case put on record."""
    on, event = case.received_on, case.events.latest("number")
    case.evidence.create(title="-", source="-", added_by=by)
    case.limitation_events.create(cause="claim", happened_on=on, proof="-", event=event, recorded_by=by)
    case.mandates.create(extent="general", given_on=on, paper="-")
    worker = case.parties.filter(role="applicant").first()
    case.consents.get_or_create(party=worker, purpose="disclose", defaults={"given_on": on, "paper": "-"})
    case.papers.create(kind="intake_form", at=timezone.now(), by=by)
    case.tasks.create(unit=case.holder, text="-", due_on=on, opened_by=event)
    case.agenda_items.get_or_create(meeting=world.meeting, defaults={"position": case.pk})


def _make_file(case, by, **words) -> None:
    """Rows of files never change: it is made with its words."""
    Upload.objects.create(
        dispute=case, event=case.events.latest("number"), purpose="evidence", typed_name=words["name"], kind="jpeg",
        content=b"a picture", small=b"small", size=9, sha256="0" * 64, received_sha256="0" * 64, by=by,
        organisation=case.holder, at=timezone.now(), **words,
    )  # fmt: skip


def _rows(case, room):
    if room == "dispute":
        return type(case).objects.filter(pk=case.pk)
    if room in ("instalments", "payments"):
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
