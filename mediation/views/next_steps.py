"""The buttons of the case page: which steps come next, which are further down, and what each still lacks."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from mediation import letters
from mediation.access import Act, may
from mediation.classification import Request
from mediation.lifecycle import FINISHED, State
from mediation.machine import Unmet
from mediation.models import Dispute, Letter, Proceeding, User
from mediation.operations.proceedings import unmet_to_prepare
from mediation.operations.steps import Offer, Subject, offers, unmet_now
from mediation.proceeding_guards import NOBODY
from mediation.proceeding_kinds import KINDS
from mediation.satisfaction import FOLLOWED
from mediation.steps import DISPUTE_STEPS, GRAVE, LETTER_STEPS, MAIN, PROCEEDING_STEPS, machine_of

# What usually follows in a state; everything else stands further down.
USUAL_KINDS: dict[str, tuple[str, ...]] = {
    State.ACCEPTED: ("union_mediation",),
    State.AGREED: ("judicial_confirmation", "arbitration_review"),
    State.UNRESOLVED: ("arbitration", "inspection", "support_for_prosecution"),
}
PAPERS = 4
# What a letter on its way waits for.
LETTER_VERBS: dict[str, str] = {
    letters.State.ISSUED: "serve",
    letters.State.SERVED: "answer_letter",
    letters.State.ANSWERED: "verify",
    letters.State.UNANSWERED: "verify",
    letters.State.SERVICE_REFUSED: "verify",
}
STEP_URLS = {"dispute": "dispute-step", "proceeding": "proceeding-step", "letter": "letter-step",
    "hand_over": "hand-over-step"}  # fmt: skip


@dataclass(frozen=True)
class Button:
    """A step as the page offers it."""

    label: str
    url: str
    unmet: tuple[Unmet, ...] = ()
    tone: str = ""


@dataclass
class NextSteps:
    """`next` come first, `more` and `grave` are folded away."""

    next: list[Button] = field(default_factory=list)
    more: list[Button] = field(default_factory=list)
    grave: list[Button] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.next or self.more or self.grave)


def next_steps(dispute: Dispute, user: User, proceedings: Iterable[Proceeding]) -> NextSteps:
    """The steps of the case, sorted; those of running proceedings that lead on come first."""
    steps = NextSteps()
    for proceeding in proceedings:
        steps.next += [
            Button(titled(str(proceeding), button.label), button.url, button.unmet)
            for button in proceeding_buttons(proceeding, user)
            if button.tone == MAIN
        ]
    for offer in offers(dispute, user):
        _sort(steps, offer)
    papers = _paper_buttons(dispute, user)
    if dispute.request == Request.SUPERVISION:
        steps.next = [*papers, *_ladder_buttons(dispute, user), *steps.next, *_usual_buttons(dispute, user)]
    else:
        steps.next = [*_usual_buttons(dispute, user), *steps.next, *papers]
    steps.next.sort(key=lambda button: button.url == _url(dispute, "close"))  # closing comes last
    steps.more = sorted([*steps.more, *_creating(dispute, user)], key=_is_blocked)
    steps.grave.sort(key=_is_blocked)
    return steps


def _is_blocked(button: Button) -> bool:
    return bool(button.unmet)


def _sort(steps: NextSteps, offer: Offer) -> None:
    button = Button(offer.label, _url(offer.subject, offer.step.verb), offer.unmet, offer.step.tone)
    closes = offer.step.verb == "close"
    is_next = offer.step.tone == MAIN and not (closes and (offer.unmet or not _was_worked_on(offer.subject.dispute)))
    group = steps.next if is_next else steps.grave if offer.step.tone == GRAVE else steps.more
    group.append(button)


def _was_worked_on(dispute: Dispute) -> bool:
    """A proceeding, or a letter other than the notices that steps draft by themselves."""
    live = [row for row in dispute.letters.all() if row.state != letters.State.WITHDRAWN]
    return bool(dispute.proceedings.all()) or any(not row.row.led for row in live)


def _creating(dispute: Dispute, user: User) -> list[Button]:
    """Steps of the case that make a row of their own."""
    found = []
    if may(user, Act.MOVE, dispute) and dispute.worker_count > 1 and not unmet_now(dispute, "split", user):
        found.append("split")
    if may(user, Act.RECUSE, dispute) and dispute.is_open:
        found.append("recuse")
    if may(user, Act.HANDLE, dispute) and dispute.state in FINISHED:
        found.append("follow_up")
        if dispute.state == State.CLOSED and dispute.outcome in FOLLOWED:
            found.append("plan_visit")
    return [Button(str(DISPUTE_STEPS[verb].label), _url(dispute, verb)) for verb in found]


def _usual_buttons(dispute: Dispute, user: User) -> list[Button]:
    if not may(user, Act.HANDLE, dispute):
        return []
    kinds = USUAL_KINDS.get(dispute.state, ())
    usual = [button for kind in kinds if not (button := prepare_button(dispute, kind)).unmet]
    return [*_agreement_button(dispute), *usual]


def _agreement_button(dispute: Dispute) -> list[Button]:
    """In mediation the agreement is written before it is signed."""
    written = any(row.kind == "agreement" and row.state != letters.State.WITHDRAWN for row in dispute.letters.all())
    is_open = any(row.kind == "union_mediation" and row.state == "accepted" for row in dispute.proceedings.all())
    if dispute.state != State.MEDIATING or written or not is_open:
        return []
    return [Button(_("Write the agreement"), reverse("letter-new", args=[dispute.pk, "agreement"]))]


def _paper_buttons(dispute: Dispute, user: User) -> list[Button]:
    """The first few papers that wait for something; the letter desk has them all."""
    if dispute.state == State.ARCHIVED:
        return []
    found = [button for row in dispute.letters.all() if not row.is_finished for button in _paper_button(row, user)]
    return found[:PAPERS]


def _paper_button(letter: Letter, user: User) -> list[Button]:
    """The step that the letter waits for, named with the letter; none where the law asks for no answer."""
    if letter.state in letters.EDITABLE and may(user, Act.DRAFT, letter):
        url = reverse("letter-detail", args=[letter.pk])
        return [Button(_("Finish: %(letter)s") % {"letter": letter}, url)]
    verb = LETTER_VERBS.get(letter.state, "")
    if not verb or (verb != "serve" and not letter.row.answered):
        return []
    step = LETTER_STEPS[verb]
    if not any(may(user, act, letter) for act in step.acts):
        return []
    return [Button(titled(str(step.label), str(letter)), _url(letter, verb))]


def _ladder_buttons(dispute: Dispute, user: User) -> list[Button]:
    """The rungs above the one that was reached and whose ground is given; none while a letter is not served yet."""
    rows = [row for row in dispute.letters.all() if row.kind in letters.LADDER]
    live = [row for row in rows if row.state not in (letters.State.WITHDRAWN, letters.State.SUPERSEDED)]
    on_the_way = any(row.state in (*letters.BEFORE_ISSUE, letters.State.ISSUED) or row.corrected for row in live)
    if on_the_way or not dispute.is_open or not may(user, Act.DRAFT, dispute):
        return []
    reached = max((letters.LADDER.index(row.kind) for row in live), default=-1)
    return [
        Button(
            titled(_("Draft a letter"), str(letters.ROWS[kind].label)), reverse("letter-new", args=[dispute.pk, kind])
        )
        for kind in letters.LADDER[reached + 1 :]
        if not letters.unmet_grounds(kind, dispute)
    ]


def proceeding_buttons(proceeding: Proceeding, user: User) -> list[Button]:
    """The steps of a proceeding, but for locks that nobody can open; with the session while mediation is open."""
    found = [
        Button(offer.label, _url(proceeding, offer.step.verb), offer.unmet, offer.step.tone)
        for offer in offers(proceeding, user)
        if all(unmet.who is not NOBODY for unmet in offer.unmet)
    ]
    is_open_mediation = proceeding.kind == "union_mediation" and proceeding.state == "accepted"
    if is_open_mediation and may(user, Act.HANDLE, proceeding):
        label = str(PROCEEDING_STEPS["hold_session"].label)
        found.insert(0, Button(label, _url(proceeding, "hold_session"), tone=MAIN))
    return found


def titled(name: str, text: str) -> str:
    """Arbitration: Record acceptance."""
    # Translators: a heading and what belongs to it
    return _("%(name)s: %(text)s") % {"name": name, "text": text}


def prepare_button(dispute: Dispute, kind: str) -> Button:
    """A proceeding that may be opened, or what it lacks."""
    row = KINDS[kind]
    label = titled(str(row.label), str(row.names["prepare"])) if "prepare" in row.names else str(row.label)
    url = reverse("proceeding-prepare", args=[dispute.pk, kind])
    return Button(label, url, tuple(unmet_to_prepare(dispute, kind)))


def prepare_buttons(dispute: Dispute, user: User) -> list[Button]:
    """Every kind of proceeding, those that may be opened first."""
    if not dispute.is_open or not may(user, Act.HANDLE, dispute):
        return []
    return sorted((prepare_button(dispute, kind) for kind in KINDS), key=_is_blocked)


def _url(subject: Subject, verb: str) -> str:
    return reverse(STEP_URLS[machine_of(subject)], args=[subject.pk, verb])
