"""Stories of groups: the roster by list, own claims, representatives, consent, and what each worker received."""

from collections.abc import Generator
from decimal import Decimal

from mediation import collective
from mediation.demo.clock import Story, Wait
from mediation.demo.life import Life
from mediation.demo.matters import JOBS
from mediation.demo.mediations import mediating, opening
from mediation.demo.names import id_number, person_name, phone
from mediation.demo.papers import sign_agreement
from mediation.models import Agreement, Party, Proceeding
from mediation.operations.mandates import record_consents
from mediation.operations.roster_plan import Entry as Row
from mediation.operations.rosters import enrol
from mediation.operations.shares import Rule, divide, record_share_payments

CENT = Decimal("0.01")
UNWILLING = 3  # workers who have not consented yet


def enrolled(life: Life) -> None:
    """Everybody stands on the roster with a claim of their own; together they claim what the case claims."""
    rows = _known(life)
    names = {row.name for row in rows}
    while len(rows) < life.count:
        name = person_name(life.rng)
        if name not in names:
            names.add(name)
            rows.append(_stranger(life, len(rows) + 2, name))
    dispute = life.refresh()
    enrol(
        dispute,
        rows,
        by=life.handler,
        at=life.now,
        version=dispute.version,
        reason="职工名单核对后导入。",
        contained=True,
    )
    life.refresh()


def _own_amount(life: Life, place: int) -> Decimal:
    """A little more or less than the others; the last one what is left."""
    each = (life.amount / life.count).quantize(CENT)
    shift = Decimal(100 * ((place % 7) - 3))
    if place == life.count - 1:
        return life.amount - sum((_own_amount(life, other) for other in range(place)), Decimal("0.00"))
    return each + shift


def _known(life: Life) -> list[Row]:
    """Those who stand on the roster since the registration."""
    return [
        Row(
            line=place + 2, name=party.name, id_number=party.id_number, category=life.matter.category,
            claim="支付拖欠的工资", amount=_own_amount(life, place),
        )
        for place, party in enumerate(life.dispute.parties.filter(role="applicant").order_by("pk"))
    ]  # fmt: skip


def _stranger(life: Life, line: int, name: str) -> Row:
    rng = life.rng
    return Row(
        line=line, name=name, id_number=id_number(rng), phone=phone(rng), job=rng.choice(JOBS),
        is_member=rng.random() < 0.6, groups=tuple(life.groups), category=life.matter.category, claim="支付拖欠的工资",
        amount=_own_amount(life, line - 2),
    )  # fmt: skip


def gathering(life: Life) -> Generator[Wait, None, Proceeding]:
    """The roster, three or four representatives, and mediation with them."""
    yield from opening(life)
    yield 1
    enrolled(life)
    yield 1
    life.elect()
    return (yield from mediating(life))


def partly_paid(life: Life) -> Story:
    """All consent; the agreement is divided by the claims; the first part reached two thirds of the workers."""
    mediation = yield from gathering(life)
    sign_agreement(life, mediation, 2, consent=life.consent("settle"))
    yield 1
    agreement = Agreement.objects.get(dispute=life.dispute)
    divide(agreement, Rule.CLAIMS, by=life.handler, at=life.now)
    first = agreement.instalments.order_by("due_on").first()
    assert first is not None
    yield first.due_on
    shares = list(first.shares.order_by("pk"))
    paid = {share.pk: share.amount for share in shares[: len(shares) * 2 // 3]}
    record_share_payments(
        first, paid, by=life.handler, at=life.now, paid_on=life.today, proof="银行批量代发回单和职工签收表"
    )


def consenting(life: Life) -> Story:
    """In mediation; some have not signed the sheet of consent, so nothing can be agreed for them yet."""
    yield from gathering(life)
    people: list[Party] = list(collective.workers(life.dispute))
    record_consents(
        life.dispute, people[:-UNWILLING], by=life.handler, at=life.now, purpose="settle", given_on=life.today,
        paper="职工同意书签名表",
    )  # fmt: skip
