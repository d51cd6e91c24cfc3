"""The table of rights, written by hand: every address by name, every person, and what they get.

Nothing here is computed from `mediation.access`: the table is the promise, the code is what is judged.
"""

from tests.security.world import CITY_STAFF, PEOPLE, SEES, TOWN_STAFF

EVERYBODY = frozenset(PEOPLE)
ROLE_OF = {
    "city_mediator": "mediator", "town_mediator": "mediator", "other_town_mediator": "mediator",
    "enterprise_mediator": "mediator", "volunteer": "volunteer", "reviewer": "reviewer", "chair": "signer",
    "town_chair": "signer", "manager": "manager", "inspector": "liaison", "hr_liaison": "liaison",
    "court_liaison": "liaison", "prosecutor": "liaison", "employer_user": "employer", "worker_user": "worker",
    "auditor": "auditor", "archivist": "archivist", "administrator": "administrator",
    "stranger": "nobody", "superuser": "nobody",
}  # fmt: skip
ONE_OF_EACH = tuple({role: person for person, role in reversed(ROLE_OF.items())}.values())


def holding(*roles: str) -> frozenset[str]:
    return frozenset(name for name, role in ROLE_OF.items() if role in roles)


MEDIATORS = holding("mediator")
READERS = EVERYBODY - holding("administrator", "nobody")
ADMINISTRATORS = holding("administrator")
OVERSEERS = holding("mediator", "reviewer", "signer", "manager", "auditor")
READS_ROSTER = holding("mediator", "reviewer", "signer", "manager", "auditor", "archivist")
CONVENERS = holding("mediator", "reviewer", "manager") - {"enterprise_mediator"}  # of the city and of towns

# Addresses without an object: who opens them with GET (the others are refused with 403), and with POST.
# "-" in place of people: the method itself is refused (405).
Row = tuple[frozenset[str], int, frozenset[str] | None, int]
NO_METHOD = (None, 405)
PAGES: dict[str, Row] = {
    "sign-in": (EVERYBODY, 302, EVERYBODY, 302),  # who is signed in goes to the desk
    "sign-out": (EVERYBODY, 405, EVERYBODY, 302),
    "password-change": (EVERYBODY, 200, EVERYBODY, 200),
    "password-changed": (EVERYBODY, 200, *NO_METHOD),
    "set_language": (EVERYBODY, 302, EVERYBODY, 302),
    "desk": (EVERYBODY, 200, *NO_METHOD),
    "survey-list": (holding("manager", "signer"), 200, *NO_METHOD),
    "dispute-list": (READERS, 200, *NO_METHOD),
    "dispute-export": (OVERSEERS, 200, *NO_METHOD),
    "dispute-new": (MEDIATORS, 200, MEDIATORS, 422),
    "employer-lookup": (MEDIATORS, 200, *NO_METHOD),
    "letter-list": (OVERSEERS | {"volunteer", "archivist"}, 200, *NO_METHOD),
    "letter-many": (MEDIATORS, 200, MEDIATORS, 422),
    "learning": (holding("mediator", "volunteer", "reviewer", "manager"), 200, *NO_METHOD),
    **dict.fromkeys(("dashboard", "report", "definition-list", "radar"), (OVERSEERS | {"archivist"}, 200, *NO_METHOD)),
    **dict.fromkeys(("snapshot-list", "saved-report-list"), (OVERSEERS | {"archivist"}, 200, *NO_METHOD)),
    **dict.fromkeys(("snapshot-new", "saved-report-new"), (OVERSEERS, 200, OVERSEERS, 422)),
    "report-json": (OVERSEERS, 200, *NO_METHOD),
    "report-export": (OVERSEERS, 404, *NO_METHOD),  # no kind of file is asked for
    "meeting-list": (OVERSEERS | holding("liaison"), 200, *NO_METHOD),
    "meeting-new": (CONVENERS, 200, CONVENERS, 422),
    "lifecycle-map": (EVERYBODY, 200, *NO_METHOD),
    "finder": ((OVERSEERS | {"archivist"}) - {"enterprise_mediator"}, 200, *NO_METHOD),
    "finder-export": (OVERSEERS - {"enterprise_mediator"}, 200, *NO_METHOD),
    "reminder-list": (EVERYBODY, 200, *NO_METHOD),
    "reminders-read": (EVERYBODY, 405, EVERYBODY, 302),
    "feed-renew": (EVERYBODY, 405, EVERYBODY, 200),
    "feed-off": (EVERYBODY, 405, EVERYBODY, 302),
    "calendar": (EVERYBODY, 200, *NO_METHOD),
    "calendar-enter": (ADMINISTRATORS, 200, ADMINISTRATORS, 422),
    "calendar-correct": (ADMINISTRATORS, 200, ADMINISTRATORS, 422),
    "rule-list": (EVERYBODY, 200, *NO_METHOD),
    "batch-new": (EVERYBODY, 405, OVERSEERS | {"volunteer", "archivist"}, 302),
    "verify-search": (EVERYBODY, 200, EVERYBODY, 422),
    "office": (EVERYBODY, 404, *NO_METHOD),  # behind a one-time link alone
    "minimum-wage-list": (EVERYBODY, 200, ADMINISTRATORS, 422),
    "lawbook": (READERS | ADMINISTRATORS, 200, *NO_METHOD),
    "law-text-new": (ADMINISTRATORS, 200, ADMINISTRATORS, 422),
    "law-lookup": (MEDIATORS | holding("volunteer"), 200, *NO_METHOD),
}
# To nobody in particular: GET, POST
OPEN = {"sign-in": (200, 200), "set_language": (302, 302), "verify": (404, 404), "verify-search": (200, 422),
    "feed": (404, 405), "office": (404, 405), "access-link": (404, 404), "office-step": (404, 404),
    "survey-answer": (404, 404)}  # fmt: skip

# Addresses with an object: proved case by case below.
OBJECTS = {
    "batch-detail", "batch-run", "batch-retry", "batch-zip",
    "snapshot-detail", "snapshot-file",
    "saved-report-detail", "saved-report-file", "saved-report-amend", "saved-report-delete",
    "meeting-detail", "meeting-agenda", "meeting-amend", "agenda-add", "agenda-item", "meeting-hold", "meeting-cancel",
    "meeting-minutes", "minutes-issue", "task-new", "task-detail",
    "reminder-read", "feed",
    "hand-over-new", "hand-over-step", "hand-over-link", "hand-over-revoke", "copy-out", "access-link", "office-step",
    "roster-detail", "roster-template", "roster-export", "roster-enrol", "roster-confirm", "roster-marked",
    "survey-ask", "survey-record", "survey-answer",
    "mandate-new", "mandate-end", "consent-withdraw", "party-strike", "agreement-divide", "share-record",
    "dispute-detail", "dispute-step", "proceeding-prepare", "proceeding-step", "performance-record", "letter-detail",
    "payment-strike", "debtor-remind", "dispute-default", "dispute-confirmation",
    "letter-sketch", "letter-unsaved", "comment-new", "comment-resolve", "letter-redline",
    "letter-preview", "letter-pdf", "letter-step", "letter-new", "verify",
    "dispute-amend", "party-new", "party-amend",
    "claim-new", "claim-amend", "dispute-reveal", "dispute-deadlines", "deadline-new", "deadline-detail",
    "deadline-step", "limitation", "limitation-new", "limitation-step",
    "rule-detail", "rule-set", "rule-check", "paper-new", "paper-detail", "paper-open", "paper-pdf", "paper-discard",
    "letter-paper",
    "dossier", "file-list", "file-new", "file-bytes", "file-small", "file-strike",
    "clue-pack", "evidence-new", "evidence-strike", "support-dismiss",
    "law-detail", "law-compare", "article-detail", "letter-articles", "radar-employer",
}  # fmt: skip

# Which people of the seeing ones may act at all: the unions above the holder, and the holder.
ACTS_ON: dict[str, frozenset[str]] = {
    "city": CITY_STAFF,
    "town": CITY_STAFF | TOWN_STAFF,
    "passed_up": CITY_STAFF,
    "enterprise": CITY_STAFF | TOWN_STAFF | {"enterprise_mediator"},
    "other_town": CITY_STAFF | {"other_town_mediator"},
    "complaint": CITY_STAFF | TOWN_STAFF,
    "served": CITY_STAFF,
    "at_hr": CITY_STAFF,
    "at_court": CITY_STAFF,
    "at_procuratorate": CITY_STAFF,
    "recused": CITY_STAFF - {"city_mediator"} | {"town_mediator"},
}

_ACCEPTING, _ASSIGNING = holding("mediator", "reviewer"), holding("mediator", "reviewer", "manager")
_LEADING = holding("reviewer", "signer", "manager")
_NOBODY: frozenset[str] = frozenset()
DISPUTE_VERBS: dict[str, frozenset[str]] = {
    "register": _NOBODY, "mediate": _NOBODY, "agree": _NOBODY, "fail_mediation": _NOBODY, "refer_to_hr": _NOBODY,
    "refer_to_court": _NOBODY, "refer_to_procuratorate": _NOBODY, "absorb": _NOBODY,  # no page: they follow
    "ask_survey": _NOBODY, "answer_survey": _NOBODY,  # on the pages of a worker
    "discuss": _NOBODY, "open_task": _NOBODY, "close_task": _NOBODY,
    "recount": _NOBODY, "enrol": _NOBODY, "attribute": _NOBODY, "strike": _NOBODY,
    "give_mandate": _NOBODY, "end_mandate": _NOBODY,
    "consent": _NOBODY, "withdraw_consent": _NOBODY,  # have addresses of their own
    "start_clock": _NOBODY, "meet_clock": _NOBODY, "extend_clock": _NOBODY, "correct_clock": _NOBODY,
    "end_clock": _NOBODY, "record_limitation": _NOBODY, "end_limitation": _NOBODY,
    "strike_limitation": _NOBODY,  # have addresses of their own
    "draw_paper": _NOBODY, "edit_paper": _NOBODY, "discard_paper": _NOBODY,
    "attach": _NOBODY, "strike_file": _NOBODY, "issue_dossier": _NOBODY,
    "add_evidence": _NOBODY, "strike_evidence": _NOBODY, "dismiss_support": _NOBODY,  # have addresses of their own
    "amend": _ACCEPTING, "accept": _ACCEPTING, "return_for_completion": _ACCEPTING, "complete": _ACCEPTING,
    "decline": holding("reviewer"), "lapse": holding("reviewer"), "reconsider": holding("reviewer"),
    "assign": _ASSIGNING, "approve_result": _ASSIGNING, "send_back": _ASSIGNING,
    "delegate": _ASSIGNING, "escalate": _ASSIGNING, "transfer": _ASSIGNING, "merge": _ASSIGNING, "split": _ASSIGNING,
    "recuse": _ASSIGNING, "raise_alarm": _LEADING | MEDIATORS, "reopen": _LEADING,
    "hand_back": MEDIATORS, "report_result": MEDIATORS, "breach_agreement": MEDIATORS, "return_to_union": MEDIATORS,
    "suspend": MEDIATORS, "resume": MEDIATORS, "withdraw": MEDIATORS, "close": MEDIATORS, "follow_up": MEDIATORS,
    "reveal": MEDIATORS, "plan_visit": MEDIATORS,
    "archive": holding("archivist"),
}  # fmt: skip
NO_PAGE = {verb for verb, people in DISPUTE_VERBS.items() if not people}

_RECORDING = MEDIATORS | holding("liaison")
PROCEEDING_VERBS: dict[str, frozenset[str]] = {
    # These have addresses of their own.
    "prepare": _NOBODY, "record_performance": _NOBODY, "divide": _NOBODY, "record_shares": _NOBODY,
    "strike_payment": _NOBODY, "remind_debtor": _NOBODY, "attach": _NOBODY,
    "file": MEDIATORS, "hold_session": MEDIATORS, "accept": _RECORDING, "refuse": _RECORDING, "extend": _RECORDING,
    "convert": _RECORDING, "restart": _RECORDING, "mark": _RECORDING,
    "suspend": _RECORDING, "resume": _RECORDING, "conclude": _RECORDING,
    "withdraw": MEDIATORS,  # by the side that filed
    "come_back": _NOBODY, "copy_out": _NOBODY, "record_number": _NOBODY,  # follows; on the page of the card
}  # fmt: skip
HAND_OVER_VERBS: dict[str, frozenset[str]] = {
    "send": _NOBODY, "open_link": _NOBODY, "revoke_link": _NOBODY,  # have addresses of their own
    "link": MEDIATORS,
    "accept": _RECORDING, "return_papers": _RECORDING, "record_result": _RECORDING, "withdraw": MEDIATORS,
}  # fmt: skip
LETTER_VERBS: dict[str, frozenset[str]] = {
    "draft": _NOBODY, "edit": _NOBODY, "supersede": _NOBODY, "attach": _NOBODY,
    "comment": _NOBODY, "resolve_comment": _NOBODY,  # have addresses of their own
    "submit": MEDIATORS | holding("volunteer"), "discard": MEDIATORS | holding("volunteer"),
    "take_back": MEDIATORS | holding("volunteer"),
    "return_for_changes": holding("reviewer", "signer"), "approve": holding("reviewer"),
    "sign": holding("mediator", "reviewer", "signer"),  # who signs which kind is a duty of the step itself
    "serve": MEDIATORS, "refuse_service": MEDIATORS, "answer_letter": MEDIATORS | holding("employer", "liaison"),
    "record_late_answer": MEDIATORS | holding("employer", "liaison"),
    "mark_unanswered": MEDIATORS, "verify": MEDIATORS, "withdraw": holding("mediator", "reviewer", "signer"),
}  # fmt: skip
VERBS = {
    "dispute": DISPUTE_VERBS, "proceeding": PROCEEDING_VERBS, "letter": LETTER_VERBS, "hand_over": HAND_OVER_VERBS,
}  # fmt: skip


def expected(seeing: frozenset[str], acting: frozenset[str], name: str, done: int) -> int:
    """404 for who does not see it, 403 for who may not, else `done`."""
    if name not in seeing:
        return 404
    return done if name in acting else 403


# The time limits of a case are for the unions and the auditor.
READS_DEADLINES = EVERYBODY - holding("liaison", "employer", "worker", "volunteer")

# Proceedings: who sees which; a partner those filed with it, a worker none.
SEES_PROCEEDING: dict[str, frozenset[str]] = {
    "town": CITY_STAFF | TOWN_STAFF,
    "at_hr": CITY_STAFF | {"inspector", "hr_liaison"},
    "at_court": CITY_STAFF | {"court_liaison"},
    "at_procuratorate": CITY_STAFF | {"prosecutor"},
    "unfiled": CITY_STAFF,  # prepared for the court in the case at_court
}

# Letters: who sees which, and who of them acts.
SEES_LETTER: dict[str, frozenset[str]] = {
    "complaint": SEES["complaint"],
    "served": SEES["served"] - {"volunteer"},  # the volunteer opens the own drafts only
    "drafted": SEES["served"] - {"employer_user"},
}
ACTS_ON_LETTER: dict[str, frozenset[str]] = {
    "complaint": CITY_STAFF | TOWN_STAFF,
    "served": CITY_STAFF | {"employer_user"},
    "drafted": CITY_STAFF | {"volunteer"},
}
_REVIEWING = holding("mediator", "volunteer", "reviewer", "signer")
COMMENTS_ON = {  # a signer on what the own union issues
    "complaint": (ACTS_ON_LETTER["complaint"] & _REVIEWING) - {"chair"},
    "served": CITY_STAFF & _REVIEWING,
    "drafted": ACTS_ON_LETTER["drafted"] & _REVIEWING,
}

# The administration: what the administrator gets; everybody else is refused.
REGISTRY = ("user", "organisation", "membership", "interest", "employer", "message", "reportsending")
DELETABLE = {"interest"}
FIXED = {"employer", "message", "reportsending"}
