"""A case with a row of every kind, and many more of each: copied past the operations, which other tests prove."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from documents.models import IssuedLetter
from mediation.models import Deadline, Event, Meeting, Reminder, Share
from mediation.operations.clues import add_evidence
from mediation.operations.limitation import record_limitation
from mediation.operations.meeting_plans import Entry, Plan
from mediation.operations.meetings import convene
from mediation.operations.papers import draw_paper
from mediation.operations.shares import Rule, divide
from mediation.operations.tasks import Order, open_task
from mediation.operations.uploads import attach
from tests import cast, factories
from tests.mediation.uploads.corpus import taken


def full_case(today, begun=-60):
    """Agreed for three workers, divided, paid in part, at the court for confirmation; everything else hangs on it."""
    on = factories.later(today, begun)
    case = factories.make_dispute("agreed", on=on, workers=("蒋喆", "何一", "吴双"), groups=["woman"])
    day, at = factories.later(on, 9), factories.at(factories.later(on, 9))
    agreement = case.agreements.get()
    divide(agreement, Rule.EQUAL, by=case.handler, at=at)
    factories.file_proceeding(case, "judicial_confirmation", cast.court(), case.handler, day)
    _papers(factories.fresh(case), day)
    record_limitation(case, cause="claim", happened_on=factories.later(on, -2), proof="催告函", by=case.handler, at=at)
    mediation = factories.mediation_of(case)
    case.sessions.create(
        proceeding=mediation, held_at=at, place="调解室", attendees="双方", record="略", by=case.handler
    )
    meeting = convene(
        Plan("joint", "联席会议", timezone.now() + timedelta(days=2), "会议室", "", (cast.hr(), cast.court())),
        [Entry(factories.fresh(case))], convener=cast.city(), by=cast.reviewer(), at=at,
    )  # fmt: skip
    open_task(
        case, Order("回访职工", cast.city(), factories.later(today, 5), cast.city_mediator()), by=case.handler, at=at,
        agenda_item=meeting.items.get(),
    )  # fmt: skip
    return factories.fresh(case)


def _papers(case, day):
    """Letters served and being written, a parcel to a department, and a paper for the clue pack."""
    handler = case.handler
    for kind in ("opinion", "reminder"):
        factories.serve(factories.issue(factories.draft(kind, case, day), day), day)
    factories.draft("reminder", factories.fresh(case), day)
    for letter in case.letters.filter(kind="opinion"):
        photo = taken("照片.jpg", code="jpeg")
        attach(letter, [photo], purpose="service", by=handler, at=factories.at(day))
    draw_paper(case, "intake_form", by=handler, at=factories.at(day))
    factories.hand_over(case, day, by=handler)
    factories.hand_over(case, day, agency=cast.inspection(), by=handler)
    add_evidence(
        case, proves="wages", title="工资条", source="蒋喆", dated=day, copies=1, is_original=True, note="",
        by=handler, at=factories.at(day),
    )  # fmt: skip


def multiply(case, number):
    """So many more of every row of the case, each with its own deadline where its kind has one."""
    for place in range(number):
        _people(case, place)
        for name in ("claims", "sessions", "evidence", "limitation_events"):
            _again(getattr(case, name).first())
        task = _again(case.tasks.first())
        _again(case.uploads.defer(None).first())
        _again(case.papers.first())
        letters = [_letter(row, place) for row in _kinds_of(case.letters.order_by("pk"))]
        proceedings = [_again(row) for row in _kinds_of(case.proceedings.exclude(kind="union_mediation"))]
        parcels = [_again(row) for row in case.hand_overs.order_by("pk")[:2]]
        instalment = _instalment(case)
        _deadline(case, rule="U3", task=task)
        _deadline(case, rule="M11", instalment=instalment)
        for row in letters:
            _deadline(case, rule="S1", letter=row)
        for row in proceedings:
            _deadline(case, rule="A4", proceeding=row)
        for row in parcels:
            _deadline(case, rule="H1", hand_over=row)
        add_events(case, letters, proceedings, parcels)
    _remind(case)


def _again(row, **changes):
    row.pk, row._state.adding = None, True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row


def _kinds_of(rows):
    """The first row of each kind and state."""
    found = {}
    for row in rows:
        found.setdefault((row.kind, row.state), row)
    return found.values()


def _people(case, place):
    """A worker with a claim and a share of each instalment that is divided."""
    workers = case.parties.filter(role="applicant").order_by("pk")
    party = _again(workers.first(), name=f"{workers.first().name}{workers.count()}", is_representative=False)
    case.claims.create(party=party, category="01", text="支付加班费", amount=Decimal("100.00"))
    first = Share.objects.filter(instalment__agreement__dispute=case).order_by("pk").first()
    _again(first, party=party)


def _letter(row, place):
    supervisors = list(row.supervisors.all())
    issued = None
    if row.issued_id is not None:
        serial = IssuedLetter.objects.count() + 1000
        issued = _again(row.issued, serial=serial, number=f"号{serial}", code=f"code-{serial}")
    copied = _again(row, issued=issued)
    copied.supervisors.set(supervisors)
    return copied


def _instalment(case):
    """Part paid, and divided: with a share for the first worker."""
    row = case.agreements.get().instalments.first()
    share = row.shares.order_by("pk").first()
    paid = {"on": row.due_on.isoformat(), "amount": "10.00", "proof": "银行回单"}
    row = _again(row, paid_on=row.due_on, paid_amount=Decimal("10.00"), payments=[paid])
    _again(share, instalment=row)
    return row


def _deadline(case, **owner):
    add_deadlines(case, 1, **owner)


def add_deadlines(case, number, rule="M3", **given):
    """Open ones, some of them overdue."""
    today, opened_by = timezone.localdate(), case.events.order_by("number").first()
    Deadline.objects.bulk_create(
        Deadline(
            dispute=case, rule=rule, trigger_on=today - timedelta(days=30), length=30, unit="day",
            due_on=today + timedelta(days=place % 60 - 30), opened_by=opened_by, **given,
        )
        for place in range(number)
    )  # fmt: skip


def add_events(case, *groups):
    """An act on each of the rows."""
    rows = [row for group in groups for row in group]
    last = case.events.order_by("number").last()
    Event.objects.bulk_create(
        Event(
            dispute=case, number=last.number + place, subject=owner, kind=_ACTS[owner], at=last.at, by=case.handler,
            role="mediator", organisation=last.organisation, **({} if owner == "dispute" else {owner: row}),
        )
        for place, row in enumerate(rows, 1)
        for owner in (_OWNERS[type(row).__name__],)
    )  # fmt: skip


_OWNERS = {"Letter": "letter", "Proceeding": "proceeding", "HandOver": "hand_over", "Dispute": "dispute"}
_ACTS = {"letter": "edit", "proceeding": "copy_out", "hand_over": "revoke_link", "dispute": "raise_alarm"}


def _remind(case):
    """Everybody at the desk is told of every open deadline of the case."""
    for person in (cast.city_mediator(), cast.reviewer()):
        told = set(Reminder.objects.filter(user=person).values_list("deadline", flat=True))
        Reminder.objects.bulk_create(
            Reminder(user=person, deadline=row, stage="late_1", made_at=timezone.now())
            for row in case.deadlines.open()
            if row.pk not in told
        )


def enlarge(case, *, parties, deadlines, events):
    """So many more of these alone."""
    for place in range(parties):
        _people(case, place)
    add_deadlines(case, deadlines)
    add_events(case, [case] * events)


def multiply_meetings(case, others):
    """For each of the other cases: an item of the first meeting with a task, a guest, and a meeting ahead and held."""
    first = Meeting.objects.order_by("pk").first()
    task = case.tasks.order_by("pk").first()
    guests = [cast.justice(), cast.procuratorate(), cast.inspection(), cast.arbitration(), cast.town(), cast.hr()]
    known = set(first.attendances.values_list("organisation", flat=True))
    spare = iter(unit for unit in guests if unit.pk not in known)
    for other in others:
        item = first.items.create(dispute=other, position=first.items.count() + 1, resolution="限期办结")
        _again(task, agenda_item=item, dispute=other)
        ahead = _again(Meeting.objects.get(pk=first.pk))
        ahead.items.create(dispute=other, position=1)
        ahead.attendances.create(organisation=cast.court())
        _again(Meeting.objects.get(pk=first.pk), held_on=timezone.localdate() - timedelta(days=3))
        if (unit := next(spare, None)) is not None:
            first.attendances.create(organisation=unit)
