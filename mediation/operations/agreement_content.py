"""Who concludes an agreement: the parties' names and particulars as the case knows them, in Chinese."""

from mediation.models import Dispute, Party

MOST_NAMES = 20  # more workers than this stand in a list of their own
LONGEST = 200  # characters of a line in a letter


def worker_words(dispute: Dispute) -> str:
    """蒋喆、楼䶮 when every worker is named in the case, else 蒋喆等150人（名单附后）."""
    names = [worker.name for worker in _workers(dispute)]
    count = max(len(names), dispute.worker_count if names else 0)
    words = "、".join(names)
    if count == len(names) and count <= MOST_NAMES and len(words) <= LONGEST:
        return words
    return f"{names[0]}等{count}人（名单附后）"


def worker_particulars(dispute: Dispute) -> str:
    """A line for each worker, of a large group for each representative: 公民身份号码, address and telephone."""
    workers = _signing(dispute)
    rows = [(worker.name, _particulars(worker)) for worker in workers]
    named = len(workers) > 1
    return "\n".join((f"{name}：" if named else "") + f"{known}。" for name, known in rows if known)


def employer_particulars(dispute: Dispute) -> str:
    """统一社会信用代码, address and legal representative, as far as known."""
    firm = dispute.employer
    known = (("统一社会信用代码", firm.credit_code), ("住所地", firm.address), ("法定代表人", firm.representative))
    return "，".join(label + value for label, value in known if value)


def copies(dispute: Dispute) -> int:
    """One for each worker who signs, one for the employer, one for the union."""
    return max(1, len(_signing(dispute))) + 2


def _workers(dispute: Dispute) -> list[Party]:
    people = [party for party in dispute.parties.all() if party.role != Party.Role.THIRD]
    return [party for party in people if party.kind == Party.Kind.WORKER]


def _signing(dispute: Dispute) -> list[Party]:
    """The representatives of a collective dispute (LMA 7), else everybody; the first of a group that named none."""
    workers = _workers(dispute)
    chosen = [worker for worker in workers if worker.is_representative]
    if dispute.is_collective and chosen:
        return chosen
    return workers if len(workers) <= MOST_NAMES else workers[:1]


def _particulars(worker: Party) -> str:
    known = (("公民身份号码", worker.id_number), ("住", worker.address), ("联系电话", worker.phone))
    return "，".join(label + value for label, value in known if value)
