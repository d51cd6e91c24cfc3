"""What each step does, in a sentence for the person who is about to take it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation.letters import ROWS
from mediation.machine import StrOrPromise
from mediation.steps import machine_of

DISPUTE: dict[str, StrOrPromise] = {
    "amend": _("What was written down at intake is put right; the history keeps the old words and the new."),
    "accept": _("The union takes the case up; a notice of acceptance is drafted."),
    "return_for_completion": _("The applicant learns everything that is missing; the case waits for the papers."),
    "complete": _("The missing papers are here; the case is looked at again."),
    "lapse": _("The papers did not come; the case is closed without acceptance."),
    "decline": _("The union does not take the case; a notice with the other routes is drafted."),
    "reconsider": _("A new fact or paper came in; the case is looked at again."),
    "assign": _("One mediator is answerable for the case from now on."),
    "hand_back": _("The case has no handler until somebody is assigned."),
    "delegate": _("A lower union takes the case over; your union keeps watch and reviews the result."),
    "escalate": _("An upper union takes the case over."),
    "transfer": _("Another union of the same level takes the case over."),
    "report_result": _("The union that delegated the case reviews the result."),
    "approve_result": _("Your union is content with the result; its watch over the case ends."),
    "send_back": _("The lower union goes on with the case; its time limit starts anew."),
    "raise_alarm": _("The city union sees at once that the case may escalate. In danger call 110 first."),
    "breach_agreement": _("The agreement was not performed or is invalid; the other routes are open."),
    "return_to_union": _("The partner has finished; the union goes on with the case."),
    "suspend": _("The case waits; the union's own time limits stand still, the limitation of the worker does not."),
    "resume": _("The cause has ended; the time limits run on."),
    "withdraw": _("The applicant gives the request up; the case is closed."),
    "merge": _("This case is closed and goes on as part of another against the same employer."),
    "split": _("The chosen workers get a case of their own; the others stay in this one."),
    "close": _("Work on the case ends with one outcome, which the reports count."),
    "archive": _("The volume goes to the archive."),
    "issue_dossier": _("Makes the volume or the package of the case and records to whom it is given."),
    "reopen": _("The case is accepted again; its history stays."),
    "recuse": _("The person no longer sees this case and can do nothing in it."),
    "reveal": _("ID number and phone of one party are shown once; the history keeps who looked and why."),
    "give_mandate": _("The workers elect who speaks for them; an earlier mandate ends. In arbitration three to five."),
    "end_mandate": _("The representatives no longer speak for the others."),
    "withdraw_consent": _("The worker takes the consent back; what was done before stays."),
    "strike": _("For somebody who should never have stood on the roster; own claims go too. Who leaves is split off."),
    "follow_up": _("What the worker says after closing; the satisfaction rate counts it."),
    "plan_visit": _("The case stands on your desk on that day instead of the usual one; the next visit meets it."),
    "ask_survey": _(
        "A worker or an employer answers three questions without signing in. The link opens once, for 14 days, and"
        " shows nothing of the case. An earlier link to the same party ends."
    ),
    "answer_survey": _("What was said on the phone or written on the paper, or why there is no answer."),
    "start_clock": _("For what happens outside this tracker: the day is counted and watched like any other."),
    "meet_clock": _("What was due is done; a late day is recorded as late."),
    "extend_clock": _("The time limit becomes longer, as the law allows; the old date stays in the history."),
    "correct_clock": _("The date is counted anew from the right day; the old one stays in the history."),
    "end_clock": _("Nothing is due any more; the date is no longer watched."),
    "record_limitation": _("The last safe day is counted anew; what is recorded needs its proof."),
    "end_limitation": _("From that day the limitation runs again."),
    "strike_limitation": _("An entry made in error stays visible but no longer counts."),
    "add_evidence": _("The paper goes on the list of evidence; it may answer a question of the clue pack."),
    "strike_evidence": _("The paper leaves the list of evidence; the history keeps what it was."),
    "attach": _(
        "Photos, scans and other files that belong to the case. Add those of emotional support at its proceeding:"
        " there only you and the handler of the case can open them, and no dossier holds them."
    ),
    "strike_file": _("The file is kept and marked as struck; it no longer counts, and does not go into the dossier."),
    "discard_paper": _("The paper is not needed or was drawn up in error; the history keeps its text."),
    "dismiss_support": _("The finder does not show the case for 90 days; the reason stays in the history."),
}
PROCEEDING: dict[str, StrOrPromise] = {
    "prepare": _("Opens the file; nothing leaves the house yet."),
    "file": _("The application was handed in at the agency, which sees the case from now on."),
    "accept": _("The agency has taken the matter up."),
    "refuse": _("The agency does not take the matter up; the other routes stay open."),
    "extend": _(
        "The time limit becomes longer, as the law allows. The complainant of an inspection is told within three days."
    ),
    "convert": _("The agency goes on in another procedure; its time limit counts from acceptance."),
    "restart": _("The time limit of the agency counts anew from the day; the old one stays in the history."),
    "mark": _("What the agency did on the way: it starts and ends time limits."),
    "suspend": _("The clock of the agency stands still. The complainant of an inspection is told within three days."),
    "resume": _("The clock of the agency runs on."),
    "conclude": _("What came out of it; the case goes to where the result leads."),
    "withdraw": _("The side that started it gives it up."),
    "attach": _("Photos, scans and other files that belong to this proceeding."),
    "hold_session": _("When, where and with whom you met, and what was said."),
    "record_performance": _("One payment on this line of the agreement; it is added to those recorded before."),
    "strike_payment": _("The payment was recorded in error, or the transfer came back: it no longer counts."),
    "remind_debtor": _("The history keeps that the side that owes was reminded, how and of what."),
}
MEDIATION: dict[str, StrOrPromise] = {
    "prepare": _("Both sides are asked whether they want mediation."),
    "accept": _("Both sides want mediation; it begins."),
    "refuse": _("One side does not want mediation; the other routes stay open."),
    "extend": _("The sides go on talking after the time limit of mediation; both agree to it in writing."),
    "conclude": _("Mediation ends with an agreement, or without one; the other routes stay open."),
}
LETTER: dict[str, StrOrPromise] = {
    "comment": _("A remark at a passage, for whoever works on the draft."),
    "resolve_comment": _("The remark is dealt with; it stays on the page among the resolved ones."),
    "submit": _("The reviewer reads the draft; you cannot change it meanwhile."),
    "take_back": _("You go on writing; the reviewer no longer has the draft. Comments made meanwhile stay."),
    "return_for_changes": _("The drafter gets the letter back with your reasons."),
    "approve": _("Facts, law and demand are right; the letter goes to the signer."),
    "sign": _("The number is taken and the PDF is frozen; nothing in it can be changed afterwards."),
    "serve": _(
        "The addressee has the letter; the time limit for the answer runs from that day. The rules of service of the "
        "Civil Procedure Law (CPL 87-95) are a model: a letter of a union is no paper of a court."
    ),
    "refuse_service": _("The addressee did not take the letter; it was left in place with proof."),
    "answer_letter": _("What the addressee wrote back."),
    "record_late_answer": _("The answer came late. It goes on record; what was done without it stands."),
    "mark_unanswered": _("The time limit has passed without an answer; this is a ground for the next letter."),
    "verify": _("Whether the breach is corrected, as seen on the spot or on paper."),
    "attach": _("Photos, scans and other files that belong to this letter."),
    "discard": _("The draft is given up; it never had a number."),
    "withdraw": _("The issued letter no longer holds; its number is kept and not used again."),
}
HAND_OVER: dict[str, StrOrPromise] = {
    "send": _(
        "The office sees the ticked fields from now on, nothing else; the history keeps what, why and on which ground."
    ),
    "accept": _("The office has the papers; the time for its result runs from that day."),
    "return_papers": _("The papers come back with a reason; the office no longer sees what was disclosed."),
    "record_result": _("What the office did; the hand-over is finished."),
    "withdraw": _("The union takes the papers back; the office no longer sees what was disclosed, and links are dead."),
    "link": _("An office without an account opens this hand-over once, within the time you choose. Earlier links end."),
}
SENTENCES = {"dispute": DISPUTE, "proceeding": PROCEEDING, "letter": LETTER, "hand_over": HAND_OVER}

# Steps after which a worker may lose the claim by doing nothing: the page names the last safe day.
COSTLY = {
    ("dispute", "return_for_completion"), ("dispute", "lapse"), ("dispute", "decline"), ("dispute", "withdraw"),
    ("dispute", "close"), ("dispute", "merge"), ("dispute", "suspend"), ("dispute", "prepare"),
    ("dispute", "hand_back"), ("dispute", "delegate"), ("dispute", "transfer"), ("dispute", "split"),
    ("proceeding", "accept"), ("proceeding", "extend"), ("proceeding", "suspend"),
    ("proceeding", "refuse"), ("proceeding", "withdraw"), ("proceeding", "conclude"),
}  # fmt: skip


def guidance(machine: str, verb: str, kind: str = "") -> StrOrPromise:
    """What the step of a machine does; mediation has words of its own."""
    own = MEDIATION.get(verb) if kind == "union_mediation" else None
    return own or SENTENCES[machine][verb]


def _own_words(subject: Any, verb: str) -> StrOrPromise | None:
    """A complaint has no notice of acceptance, and not every letter asks for an answer."""
    match machine_of(subject), verb:
        case "dispute", "accept" if not ROWS["acceptance_notice"].when(subject):
            return _("The union takes the case up; no notice is drafted for a complaint.")
        case "letter", "serve" if not subject.row.answered:
            return _("The addressee has the letter.")
    return None


def guidance_for(subject: Any, verb: str) -> StrOrPromise:
    """What the step does to the subject."""
    return _own_words(subject, verb) or guidance(machine_of(subject), verb, getattr(subject, "kind", ""))
