"""Who concludes an agreement: the parties' names and particulars as the case knows them, in Chinese; and the list of
workers that goes with a letter.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mediation.machine import Unmet
from mediation.masking import masked_id
from mediation.models import Dispute, Letter, Party
from mediation.operations.shares import Rule, own_claims, totals_by

MOST_NAMES = 20  # more workers than this stand in a list of their own
LISTED = "（名单附后）"
LONGEST = 200  # characters of a line in a letter


def worker_words(dispute: Dispute) -> str:
    """蒋喆、楼䶮 when every worker is named in the case, else 蒋喆等150人（名单附后）."""
    names = [worker.name for worker in workers_side(dispute)]
    count = max(len(names), dispute.worker_count if names else 0)
    words = "、".join(names)
    if count == len(names) and count <= MOST_NAMES and len(words) <= LONGEST:
        return words
    return f"{names[0]}等{count}人{LISTED}"


def worker_particulars(dispute: Dispute) -> str:
    """A line for each worker, of a large group for each representative: 公民身份号码, address and telephone."""
    people = signing(dispute)
    return a_line_each(people, _particulars)


def a_line_each(people: list[Party], say: Callable[[Party], str]) -> str:
    """What is said of each, under the name where there are several; nothing of whom nothing is known."""
    rows = [(person.name, say(person)) for person in people]
    return "\n".join((f"{name}：" if len(people) > 1 else "") + f"{words}。" for name, words in rows if words)


def employer_particulars(dispute: Dispute) -> str:
    """统一社会信用代码, address and legal representative, as far as known."""
    firm = dispute.employer
    return known(
        ("统一社会信用代码", firm.credit_code), ("住所地", firm.address), ("法定代表人", firm.representative)
    )  # fmt: skip


def known(*said: tuple[str, str]) -> str:
    """Each value that is known under its label, in one line."""
    return "，".join(label + value for label, value in said if value)


def copies(dispute: Dispute) -> int:
    """One for each worker who signs, one for the employer, one for the union."""
    return max(1, len(signing(dispute))) + 2


ANNEXED = (
    "agreement", "acceptance_notice", "non_acceptance_notice", "completion_notice", "mediation_end_notice",
    "rights_notice", "mediation_opinion",
)  # fmt: skip


def annex(letter: Letter) -> dict[str, Any]:
    """职工名单 as a fact of the letter: for more workers than a line names, or where the agreement is divided.

    An agreement, which a court may have to enforce, gives whole ID numbers and amounts in yuan; a notice neither.
    """
    people, is_agreement = workers_side(letter.dispute), letter.kind == "agreement"
    division = letter.content.get("division") if is_agreement else None
    if letter.kind not in ANNEXED or (len(people) <= MOST_NAMES and not division):
        return {}
    return {"roster": roster_table(people, masked=not is_agreement, shares=_shares(letter, people))}


def roster_table(people: list[Party], *, masked: bool = False, shares: Sequence[Decimal] = ()) -> list[list[str]]:
    """The list of workers (名单) with its head; `shares` in yuan where an agreement is divided."""
    head = ["序号", "姓名", "公民身份号码", *(["应得金额（元）"] if shares else [])]
    rows = [
        [str(number), person.name, masked_id(person.id_number) if masked else person.id_number]
        + ([f"{shares[number - 1]:,.2f}"] if shares else [])
        for number, person in enumerate(people, 1)
    ]
    return [head, *rows]


def unmet_division(letter: Letter) -> list[Unmet]:
    """What keeps an agreement from being divided as it says."""
    if letter.kind != "agreement" or not (division := letter.content.get("division")):
        return []
    unmet = []
    if not letter.content.get("amount"):
        unmet.append(Unmet(_("an agreement that is divided names the total amount"), _("the drafter")))
    people = workers_side(letter.dispute)
    if division == Rule.CLAIMS and len(own_claims(people)) < len(people):
        unmet.append(Unmet(_("every worker has a claim of their own, in proportion to which it is divided"), _("you")))
    return unmet


def _shares(letter: Letter, people: list[Party]) -> list[Decimal]:
    """What each of the people gets, in yuan; empty when the agreement does not say."""
    division, amount = letter.content.get("division"), letter.content.get("amount")
    if letter.kind != "agreement" or not division or not amount:
        return []
    return totals_by(Rule(division), Decimal(amount), people, own_claims(people))


def workers_side(dispute: Dispute) -> list[Party]:
    """The workers who are a side of the dispute (职工一方), whichever; a third party signs nothing."""
    people = [party for party in dispute.parties.all() if party.role != Party.Role.THIRD]
    return [party for party in people if party.kind == Party.Kind.WORKER]


def signing(dispute: Dispute) -> list[Party]:
    """The representatives of a collective dispute (LMA 7), else everybody; the first of a group that named none."""
    people = workers_side(dispute)
    chosen = [worker for worker in people if worker.is_representative]
    if dispute.is_collective and chosen:
        return chosen
    return people if len(people) <= MOST_NAMES else people[:1]


def _particulars(worker: Party) -> str:
    return known(("公民身份号码", worker.id_number), ("住", worker.address), ("联系电话", worker.phone))
