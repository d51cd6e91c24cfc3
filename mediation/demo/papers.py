"""How the letters of a life are written, reviewed, signed and served."""

from collections.abc import Generator
from decimal import Decimal
from typing import Any

from mediation.classification import Category
from mediation.demo import records
from mediation.demo.clock import Wait
from mediation.demo.life import Life
from mediation.demo.scans import scan
from mediation.letters import EDITABLE
from mediation.models import Letter, Organisation, User
from mediation.operations.letters import draft_letter, edit_letter
from mediation.preflight.case import TO_THE_EMPLOYER

Writing = Generator[Wait, None, Letter]
LEAVING = "出具解除劳动合同证明，办理档案和社会保险关系转移手续"  # within fifteen days (LCL 50)


def notices(life: Life) -> None:
    """Sign and serve now what the steps drafted; fill in what only a person knows."""
    for letter in Letter.objects.filter(dispute=life.dispute, state__in=(*EDITABLE, "issued")).order_by("pk"):
        if letter.row.reviewed:
            continue
        if letter.state in EDITABLE:
            _complete(life, letter)
            letter = life.take(letter, "sign", life.handler)
        serve(life, letter, "申请人本人")


def _complete(life: Life, letter: Letter) -> None:
    known = {
        "limitation_date": life.in_days(300).isoformat(),
        "complete_by": life.in_days(7).isoformat(),
        "mediators": [life.handler.display_name],
    }
    if missing := {row.field: known[row.field] for row in letter.findings()}:
        edit_letter(letter, {**letter.content, **missing}, by=life.handler, at=life.now)


def draft(
    life: Life, kind: str, *, drafter: User | None = None, agency: Organisation | None = None, **content: Any
) -> Letter:
    """A complete draft by the handler or, at the city, by a volunteer."""
    at_city = life.dispute.holder.level == "city"
    if drafter is None and at_city and life.rng.random() < 0.6:
        drafter = life.rng.choice(life.world.volunteers())
    words = {"legal_basis": list(life.matter.laws), "demands": list(life.matter.demands), **content}
    if kind in TO_THE_EMPLOYER:
        words.setdefault("facts_found", life.findings)
    return draft_letter(
        life.dispute, kind, by=life.handler, at=life.now, drafter=drafter, agency=agency,
        supervisors=life.world.supervisors(life.rng), content=words,
    )  # fmt: skip


def write(life: Life, kind: str, *, agency: Organisation | None = None, **content: Any) -> Writing:
    """From the draft to the signed letter: a few days, sometimes returned once."""
    letter = draft(life, kind, agency=agency, **content)
    yield 1
    letter = life.take(letter, "submit", letter.drafter)
    yield 1
    reviewer = life.rng.choice(life.world.reviewers(letter.issuer))
    if life.rng.random() < 0.2:
        letter = yield from revise(life, letter, reviewer)
    letter = life.take(letter, "approve", reviewer)
    yield 1
    return life.take(letter, "sign", life.rng.choice(life.world.signers(letter.issuer)))


def revise(life: Life, letter: Letter, reviewer: User) -> Writing:
    """Returned with reasons, rewritten and submitted again."""
    letter = life.take(
        letter,
        "return_for_changes",
        reviewer,
        codes=["law", "facts", "amount"],
        reason="请核对法律条文，并写明涉及的月份和金额。",
    )
    yield 1
    text = f"{letter.content['facts_found']}\n上述情况经与单位有关负责人核实。"
    letter = edit_letter(letter, {**letter.content, "facts_found": text}, by=letter.drafter, at=life.now)
    yield 0
    letter = life.take(letter, "submit", letter.drafter)
    yield 1
    return letter


def serve(life: Life, letter: Letter, receiver: str = "") -> Letter:
    how = life.rng.choice(("direct", "direct", "direct", "post"))
    more: dict[str, Any] = {"mail_number": f"EMS {letter.pk:011d}CN"} if how == "post" else {"hour": 15}
    if letter.row.answered:
        more["attached"] = [scan("slip" if how == "post" else "receipt")]
    by = receiver or "单位前台签收"
    letter = life.take(letter, "serve", life.handler, served_on=life.today, served_how=how, served_to=by, **more)
    records.of_service(life, letter)
    return letter


def answer(life: Life, letter: Letter, words: str, by: User | None = None) -> Letter:
    return life.take(
        letter, "answer_letter", by or life.handler, answered_on=life.today, answer=words,
        answered_how="" if by else "post", attached=[scan("answer")],
    )  # fmt: skip


def verify(life: Life, letter: Letter, corrected: bool, words: str) -> Letter:
    """What was corrected was looked at on the spot by two; else the papers told it."""
    others = [person for person in life.world.mediators(life.holder) if person != life.handler]
    spot = {"verified_how": "on_the_spot", "verified_with": others[0].display_name} if corrected and others else {}
    return life.take(
        letter, "verify", life.handler, verified_on=life.today, corrected=corrected, verification=words,
        attached=[scan("spot"), scan("payment")] if corrected else [], **spot or {"verified_how": "on_paper"},
    )  # fmt: skip


def sign_agreement(life: Life, mediation: Any, parts: int, *, consent: bool = False) -> None:
    """Print the agreement, have it signed by all sides now, and serve it; payable in parts, one every 20 days."""
    amount = (life.amount * life.rng.randint(70, 100) / 100).quantize(life.amount)
    share = (amount / parts).quantize(life.amount)
    shares = [share] * (parts - 1) + [amount - share * (parts - 1)]
    rows = [
        {"due_on": life.in_days(20 * number), "amount": part, "what": "转账支付"}
        for number, part in enumerate(shares, start=1)
    ]
    terms = [f"乙方向甲方支付{amount:,.2f}元" if amount else "乙方按协商方案履行", "双方就本争议再无其他纠葛"]
    if life.dispute.category == Category.TERMINATION:
        rows.append({"due_on": life.in_days(15), "amount": Decimal("0.00"), "what": LEAVING})
        terms.insert(1, f"乙方于十五日内{LEAVING}")
    letter = draft_letter(
        life.dispute, "agreement", by=life.handler, at=life.now,
        content={
            "terms": terms,
            "amount": str(amount) if amount else None, "perform_by": life.in_days(20 * parts).isoformat(),
            "performance": "转账至甲方工资账户" if amount else "按协商方案办理",
        },
    )  # fmt: skip
    letter = life.take(letter, "sign", life.handler)
    life.take(
        mediation, "conclude", life.handler, outcome="agreement", concluded_on=life.today, amount=amount,
        applicant_signed_on=life.today, respondent_signed_on=life.today, mediator_signed_on=life.today,
        instalments=rows, represented_consent=consent,
    )  # fmt: skip
    serve(life, letter, "双方当事人")
