"""Starts in the midst of a life: a case in any state, delegated, reported, suspended, or with a proceeding of any kind.

Each start is a name and a maker that takes the day it begins on and gives the case back. Within forty days of that day
everything has happened.
"""

from functools import partial

from mediation.hand_overs import State as HandOverState
from mediation.letters import AFTER_ISSUE
from mediation.letters import State as LetterState
from mediation.lifecycle import HANDLED, State
from mediation.proceeding_kinds import KINDS
from tests import cast
from tests.factories import (
    facts_of,
    finish_papers,
    fresh,
    later,
    make_dispute,
    make_hand_over,
    make_letter,
    papers_of,
    prepare_proceeding,
    report,
    take,
)

GROUPS = {"groups": ("migrant",)}
BASES = {"payment_order": "wages", "litigation": "wage_note"}  # which ask nothing of the past
AGENCIES = {
    "arbitration_review": cast.arbitration, "judicial_confirmation": cast.court, "payment_order": cast.court,
    "inspection": cast.inspection, "arbitration": cast.arbitration, "litigation": cast.court,
    "enforcement": cast.court, "support_for_prosecution": cast.procuratorate,
    "procuratorial_suggestion": cast.procuratorate, "civil_supervision": cast.procuratorate,
    "legal_aid": cast.justice,
}  # fmt: skip
STATES = ("prepared", "filed", "accepted", "suspended")
PAPER = "（2026）浙0681号"


def _case(state, on):
    return make_dispute(state, on=on, **GROUPS)


def _with_title(on):
    case = _case("at_court", on)
    day = later(on, 12)
    confirmation = go_on(case.proceedings.get(kind="judicial_confirmation"), "accepted", day)
    ended = {"outcome": "confirmed", "concluded_on": day, "received_on": day, "paper": PAPER}
    take(confirmation, "conclude", case.handler, day, **ended)
    return fresh(case)


def _with_clue(on):
    case = _case("accepted", on)
    make_letter("opinion", "service_refused", dispute=case, on=later(on, 3))
    make_letter("clue_transfer", "served", dispute=fresh(case), on=later(on, 4), agency=cast.procuratorate())
    return fresh(case)


CASES = {  # the case that a kind asks for; accepted for all others
    "arbitration_review": partial(_case, "agreed"), "judicial_confirmation": partial(_case, "agreed"),
    "support_for_prosecution": partial(_case, "unresolved"), "enforcement": _with_title,
    "procuratorial_suggestion": _with_clue,
}  # fmt: skip


def go_on(row, state, on):
    """Lead a proceeding to a state, on one day."""
    by = row.dispute.handler
    if STATES.index(state) > 0 and row.row.is_filed and row.state == "prepared":
        row = take(row, "file", by, on, filed_on=on, papers=papers_of(row.kind), **facts_of(row.kind, row.basis, on))
    if STATES.index(state) > 1:
        asked = facts_of(row.kind, row.basis, on, "accept")
        row = take(row, "accept", by, on, accepted_on=on, paper=PAPER, papers=papers_of(row.kind), **asked)
    if state == "suspended":
        cause = next((pause.code for pause in row.row.pauses), "")
        row = take(row, "suspend", by, on, suspended_on=on, cause=cause, reason="等待另案结果。")
    return row


def begin(case, kind, state, on, **given):
    """A proceeding of the kind in the case."""
    agency = AGENCIES.get(kind, lambda: case.holder)()
    given = {"basis": BASES.get(kind, ""), **given}
    return go_on(prepare_proceeding(case, kind, agency, case.handler, on, **given), state, on)


def with_proceeding(kind, state, on):
    case = CASES.get(kind, partial(_case, "accepted"))(on)
    begin(case, kind, state, later(on, 15))
    return fresh(case)


def with_hand_over(state, on):
    case = _case("accepted", on)
    make_hand_over(state, case, later(on, 5))
    return fresh(case)


def with_letter(kind, state, on):
    case = _case("accepted", on)
    make_letter(kind, state, dispute=case, on=later(on, 3))
    return fresh(case)


# Cases on their way between unions and partners --------------------------------------------------------------

PARTNERS = {  # the proceeding that runs there, and one that ended so that the case stays
    "at_hr": ("inspection", "inspection", "corrected"),
    "at_court": ("judicial_confirmation", "litigation", "court_mediation"),
    "at_procuratorate": ("civil_supervision", "civil_supervision", "protest"),
}  # fmt: skip
PARTNERS_OF_MANY = {"at_hr": "inspection", "at_court": "payment_order", "at_procuratorate": "civil_supervision"}
FURTHER = {  # what may be filed besides what runs there
    "at_hr": ("arbitration_review", "judicial_confirmation", "civil_supervision"),
    "at_procuratorate": ("inspection", "payment_order", "support_for_prosecution"),
}  # fmt: skip


def with_partner(state, before, on):
    """At a partner, from the state `before`; nothing runs there any more."""
    _running, kind, outcome = PARTNERS[state]
    case, day = _case(before, on), later(on, 15)
    ended = {"outcome": outcome, "concluded_on": day, "received_on": day, "paper": PAPER}
    take(begin(case, kind, "accepted", day), "conclude", case.handler, day, **ended)
    return fresh(case)


def finished_with_partner(state, on):
    return papers_finished(with_partner(state, "accepted", on), on)


def handled(state, on):
    """A case in a state in which it is worked on; at a partner with an agreement in force."""
    if state not in PARTNERS:
        return _case(state, on)
    case = _case("agreed", on)
    begin(case, PARTNERS[state][0], "filed", later(on, 15))
    return fresh(case)


def mediated_orally(on, kind=""):
    """What was agreed by word of mouth was paid at once: mediation is over, and the case has gone nowhere else yet."""
    case, day = _case("mediating", on), later(on, 15)
    take(case.proceedings.get(kind="union_mediation"), "conclude", case.handler, day, outcome="oral", concluded_on=day)
    if kind:
        begin(fresh(case), kind, "prepared", later(on, 20))
    return papers_finished(fresh(case), on)


def papers_finished(case, on):
    finish_papers(case, case.handler or cast.city_mediator(), later(on, 21))
    return fresh(case)


def of_many(state, on):
    """A case of three workers, who could go on in cases of their own."""
    if state not in PARTNERS:
        return make_dispute(state, on=on, workers=("蒋喆", "马骉", "欧阳娜"), **GROUPS)
    case = make_dispute("accepted", on=on, workers=("蒋喆", "马骉", "欧阳娜"), **GROUPS)
    begin(case, PARTNERS_OF_MANY[state], "filed", later(on, 15))
    return fresh(case)


def returned_in_town(on):
    return make_dispute("returned", on=on, holder=cast.town(), **GROUPS)


def in_procedure(kind, procedure, on):
    """A proceeding that the agency has taken up in one of its quicker procedures."""
    case, day = _case("accepted", on), later(on, 15)
    row = begin(case, kind, "filed", day)
    asked = facts_of(row.kind, row.basis, day, "accept")
    papers = papers_of(row.kind)
    take(row, "accept", case.handler, day, accepted_on=day, paper=PAPER, papers=papers, procedure=procedure, **asked)
    return fresh(case)


def to_be_replaced(state, on):
    """A letter in this state, and one that is approved and takes its place when it is signed."""
    case, day = _case("accepted", on), later(on, 3)
    letter = make_letter("reminder", state, dispute=case, on=day)
    make_letter("reminder", "approved", dispute=fresh(case), on=later(on, 30), replaces=letter)
    return fresh(case)


def suspended(state, on):
    case = handled(state, on)
    return fresh(take(case, "suspend", case.handler, later(on, 20), reason="等待工伤认定结论。"))


def delegated(state, reported, on):
    case, day = handled(state, on), later(on, 20)
    take(case, "delegate", case.handler, day, holder=cast.town(), reason="就近办理。")
    case = take(fresh(case), "assign", cast.town_mediator(), day, handler=cast.town_mediator())
    if reported:
        take(case, "report_result", cast.town_mediator(), day, **report("双方已和解。"))
    return fresh(case)


def served(state, on):
    """Every paper of the case is issued and served, so that it could be closed."""
    return papers_finished(handled(state, on) if state in HANDLED else _case(state, on), on)


def prepared(kind, state, on, **given):
    """A proceeding that waits to be filed or accepted, in a case of this state."""
    case = handled(state, on)
    begin(case, kind, "prepared", later(on, 20), **given)
    return fresh(case)


def all_starts():
    """Name and maker of every start."""
    found = {f"case {state}": partial(_case, state) for state in State}
    for kind in KINDS:
        for state in STATES if KINDS[kind].is_filed else ("prepared", "accepted"):
            if state != "suspended" or KINDS[kind].pauses:
                found[f"{kind} {state}"] = partial(with_proceeding, kind, state)
    for state in HandOverState:
        found[f"hand-over {state}"] = partial(with_hand_over, state)
    for state in LetterState:
        found[f"reminder {state}"] = partial(with_letter, "reminder", state)
    found["agreement issued"] = partial(with_letter, "agreement", "issued")
    for state in HANDLED:
        found[f"suspended from {state}"] = partial(suspended, state)
        found[f"delegated, {state}"] = partial(delegated, state, False)
        found[f"reported, {state}"] = partial(delegated, state, True)
        for kind in FURTHER.get(state, ("inspection", "payment_order", "civil_supervision")):
            found[f"{kind} to file, {state}"] = partial(prepared, kind, state)
    for state in (State.RETURNED, *HANDLED):
        found[f"papers served, {state}"] = partial(served, state)
    for state in PARTNERS:
        found[f"mediation wished, {state}"] = partial(prepared, "union_mediation", state, basis="settlement")
        for before in ("accepted", "agreed", "unresolved"):
            found[f"{state} from {before}"] = partial(with_partner, state, before)
        found[f"papers served, {state}, nothing runs"] = partial(finished_with_partner, state)
    for state in AFTER_ISSUE:
        found[f"reminder {state}, to be replaced"] = partial(to_be_replaced, state)
    for state in (*HANDLED, "registered"):
        found[f"three workers, {state}"] = partial(of_many, state)
    found["mediated orally"] = mediated_orally
    for kind in ("inspection", "payment_order", "civil_supervision"):
        found[f"{kind} to file, mediated orally"] = partial(mediated_orally, kind=kind)
    found["returned in a town"] = returned_in_town
    found["arbitration simplified"] = partial(in_procedure, "arbitration", "simplified")
    found["litigation small_claims"] = partial(in_procedure, "litigation", "small_claims")
    return found
