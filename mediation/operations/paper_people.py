"""The parties as papers name them: sex, birth, number, address and telephone, as far as the case knows. In Chinese."""

from collections.abc import Callable
from typing import Any

from documents.fields import chinese_date
from mediation.ages import birth_day
from mediation.copy_out import sex_of
from mediation.models import Party
from mediation.operations import agreement_content
from mediation.operations.agreement_content import known
from mediation.operations.letter_content import applicant_words


def particulars(source: Any) -> str:
    """A line for each who signs: sex, birth, number, address, telephone (办案规则 29, 民事诉讼法 124)."""
    return agreement_content.a_line_each(agreement_content.signing(source.dispute), _particulars)


def _particulars(person: Party) -> str:
    born = birth_day(person.id_number)
    return known(
        ("", sex_of(person)), ("", f"{chinese_date(born)}出生" if born else ""), ("公民身份号码", person.id_number),
        ("住", person.address), ("职业", person.job), ("联系电话", person.phone),
    )  # fmt: skip


def firm(source: Any) -> str:
    """Code, address, legal representative and telephone of the employer."""
    employer = source.dispute.employer
    words = known(
        ("统一社会信用代码", employer.credit_code), ("住所", employer.address),
        ("法定代表人或者主要负责人", employer.representative), ("联系电话", employer.phone),
    )  # fmt: skip
    return f"{words}。" if words else ""


def applicants(source: Any) -> str:
    """The applicants in few words, for a paper without a list of them."""
    return applicant_words(source.dispute).removesuffix(agreement_content.LISTED)


def first(source: Any) -> Party | None:
    """Who signs first on the side of the workers."""
    return next(iter(agreement_content.signing(source.dispute)), None)


def of_first(name: str) -> Callable[[Any], Any]:
    """A fact of the first who signs."""
    return lambda source: getattr(first(source), name, "")


def agents(source: Any) -> str:
    """The agents of those who sign."""
    rows = agreement_content.signing(source.dispute)
    return "、".join(dict.fromkeys(row.agent for row in rows if row.agent))
