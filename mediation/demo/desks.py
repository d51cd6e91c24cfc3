"""Stories that stop in the middle, so that every desk has its work on the day of the demo."""

from mediation.demo import rulebook
from mediation.demo.clock import Story
from mediation.demo.life import Life
from mediation.demo.mediations import agreeing, failing, mediating, opening
from mediation.demo.moves import reported
from mediation.demo.papers import answer, draft
from mediation.demo.proceedings import filed, taken_up
from mediation.demo.supervisions import checking, sent, silent, suggested, written
from mediation.operations.comments import comment_on


def new(life: Life) -> Story:
    """Just logged; the reviewer has not looked yet."""
    life.register()
    yield 400


def unassigned(life: Life) -> Story:
    """Accepted without a handler: the manager names one."""
    life.register()
    yield 1
    life.accept(None)


def unserved(life: Life) -> Story:
    """Accepted today; the notice is still to be signed and served."""
    life.register()
    yield 1
    life.accept(life.handler)


def asked(life: Life) -> Story:
    yield from opening(life)
    life.prepare("union_mediation", life.dispute.holder)


def in_session(life: Life) -> Story:
    """Mediation is open; a session has been held."""
    yield from opening(life)
    yield 0
    yield from mediating(life)


def agreed_lately(life: Life) -> Story:
    yield from agreeing(life, 2)


def failed_lately(life: Life) -> Story:
    yield from failing(life)


def suspended_still(life: Life) -> Story:
    yield from in_session(life)
    life.dispute = life.take(
        life.dispute, "suspend", life.handler, cause="missing", reason="单位负责人外出，暂时无法联系。"
    )


def delegated_and_reported(life: Life) -> Story:
    """The town has reported its result; the city has to look at it."""
    yield from opening(life)
    yield 1
    town = life.world.town_of(life.enterprise)
    life.dispute = life.take(life.dispute, "delegate", life.handler, holder=town, reason="由属地镇街就近调处。")
    life.handler = life.world.mediators(town)[0]
    yield 1
    life.dispute = life.take(life.dispute, "assign", life.handler, handler=life.handler)
    yield 6
    life.dispute = life.take(life.dispute, "report_result", life.handler, **reported("双方已当场结清，职工表示满意。"))


def delegated_and_late(life: Life) -> Story:
    yield from opening(life)
    yield 1
    town = life.world.town_of(life.enterprise)
    life.dispute = life.take(life.dispute, "delegate", life.handler, holder=town, reason="由属地镇街就近调处。")


def returned_still(life: Life) -> Story:
    life.register()
    yield 1
    life.dispute = life.take(
        life.dispute, "return_for_completion", life.reviewer(), missing_items="身份证复印件\n工资流水",
        complete_by=life.in_days(10),
    )  # fmt: skip


# Papers -----------------------------------------------------------------------------------------------------


def draft_to_write(life: Life, kind: str = "reminder") -> Story:
    """The volunteer has been asked; articles and demands are still missing."""
    yield from checking(life)
    draft(life, kind, drafter=life.world.who("xu.lan"), legal_basis=[], demands=[])


def draft_amended(life: Life) -> Story:
    """What a draft quotes reads otherwise from the next day on: its page warns."""
    yield from checking(life)
    laws = [*life.matter.laws, rulebook.quoted(life)]
    draft(life, "reminder", drafter=life.world.who("xu.lan"), legal_basis=laws)
    yield 1
    rulebook.amended(life)


def draft_returned(life: Life) -> Story:
    yield from checking(life)
    letter = draft(life, "reminder", drafter=life.world.who("xu.lan"))
    yield 0
    letter = life.take(letter, "submit", letter.drafter)
    yield 0
    reviewer = life.world.who("zhou.min")
    comment_on(letter, "请写明是哪几个月。", by=reviewer, at=life.now, field="facts_found")
    life.take(
        letter, "return_for_changes", reviewer, codes=["law", "facts"],
        reason="请补充《劳动合同法》第三十条，并写明月份。",
    )  # fmt: skip


def draft_to_review(life: Life, kind: str = "reminder") -> Story:
    yield from checking(life)
    letter = draft(life, kind, drafter=life.world.who("xu.lan"))
    yield 0
    life.take(letter, "submit", letter.drafter)


def draft_to_sign(life: Life, kind: str = "reminder") -> Story:
    yield from checking(life)
    letter = draft(life, kind, drafter=life.world.who("xu.lan"))
    yield 0
    letter = life.take(letter, "submit", letter.drafter)
    yield 0
    life.take(letter, "approve", life.world.who("zhou.min"))


def letter_to_serve(life: Life) -> Story:
    yield from checking(life)
    yield from written(life, "reminder")


def waiting_for_the_answer(life: Life, kind: str = "reminder") -> Story:
    """Served; the employer may still answer, or is already late."""
    yield from checking(life)
    yield from sent(life, kind)


def answered_to_verify(life: Life) -> Story:
    yield from checking(life)
    letter = yield from sent(life, "reminder")
    yield 3
    answer(life, letter, "已安排补发，本月底前付清。")


# At the partners --------------------------------------------------------------------------------------------


def at_inspection(life: Life, taken: bool = False) -> Story:
    """Filed with the labour inspection, not yet taken up; or taken up and running."""
    yield from checking(life)
    proceeding = filed(life, "inspection", "HR-I")
    if taken:
        yield 3
        taken_up(life, proceeding, "HR-I")


def at_arbitration(life: Life, taken: bool = False) -> Story:
    yield from failing(life)
    yield 2
    proceeding = filed(life, "arbitration", "HR-A")
    if taken:
        yield 4
        taken_up(life, proceeding, "HR-A")


def at_the_court(life: Life, taken: bool = False) -> Story:
    """Judicial confirmation applied for."""
    yield from agreeing(life)
    yield 2
    proceeding = filed(life, "judicial_confirmation", "COURT")
    if taken:
        yield 2
        taken_up(life, proceeding, "COURT")


def at_the_procuratorate(life: Life, taken: bool = False) -> Story:
    yield from failing(life)
    yield 1
    proceeding = filed(life, "support_for_prosecution", "PROC")
    if taken:
        yield 3
        taken_up(life, proceeding, "PROC")


def at_legal_aid(life: Life) -> Story:
    yield from failing(life)
    yield 1
    filed(life, "legal_aid", "JUST")


# The great case ---------------------------------------------------------------------------------------------


def great_case(life: Life) -> Story:
    """150 workers and 4.8 million yuan: alarm, reminder silent, opinion silent, suggestion, inspection under way."""
    life.register(channel="12345")
    yield 1
    life.dispute = life.take(
        life.dispute, "raise_alarm", life.handler, reason="150余名农民工聚集讨薪，有堵路苗头，已报市工会和属地派出所。"
    )
    yield 0
    life.accept(life.handler)
    yield 1
    reminder = yield from sent(life, "reminder")
    reminder = yield from silent(life, reminder)
    life.take(
        reminder,
        "verify",
        life.handler,
        verified_on=life.today,
        corrected=False,
        verification="十五日内未自查反馈，欠薪未付。",
    )
    yield 1
    opinion = yield from sent(life, "opinion")
    yield from silent(life, opinion)
    yield 1
    suggestion = yield from suggested(life)
    yield 1
    inspection = filed(life, "inspection", "HR-I")
    yield 2
    answer(life, suggestion, "已列为重大欠薪案件，由监察大队立案。", life.world.who("hr.liu"))
    taken_up(life, inspection, "HR-I")
    yield 1
    aid = filed(life, "legal_aid", "JUST")
    yield 2
    taken_up(life, aid, "JUST")
