"""What is looked at in the content of a paper or an agreement: against the case, and against what the law asks for.

A check yields the field and the words of each finding; it never refuses. Clear terms: 民事诉讼法司法解释 358 and
article 7 of the 2011 rules on judicial confirmation.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mediation.machine import StrOrPromise

Found = Iterator[tuple[str, StrOrPromise]]
Content = Mapping[str, Any]

PAYS = re.compile(r"支付|给付|付清|赔偿|补偿|补发|返还|退还")
SUM = re.compile(r"[0-9０-９][0-9０-９,，.]*\s*万?元|[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+元")
ABOUT = re.compile(r"约[0-9０-９]|大约|左右|上下|若干|不少于|不低于")
SOMETIME = re.compile(r"尽快|尽早|近期|适时|另行(?:协商|商定|约定|通知)|待定|面议|资金到位后|条件允许")
INSURANCE = r"(?:社会保险|社保|养老保险|医疗保险|工伤保险|失业保险|生育保险|五险)"
WAIVER = re.compile(
    rf"(?:放弃|不再(?:要求|主张|追究)|自愿不|不予|无需|不需|免除|不再)[^。；;\n]{{0,20}}{INSURANCE}"
    rf"|{INSURANCE}[^。；;\n]{{0,20}}(?:放弃|不再(?:要求|主张|缴纳|补缴)|无需|不予|不需|折(?:算|现)|以现金)"
)
STATUS = re.compile(r"婚姻|收养|亲子|监护|所有权|产权归|著作权|专利权|商标权")
RELATION = re.compile(r"确认[^。；;\n]{0,12}劳动关系")


# Against the case -------------------------------------------------------------------------------------------


def names(content: Content, dispute: Any) -> Found:
    """Names and number that are not those of the case."""
    right = {"respondent": dispute.employer.name, "employer": dispute.employer.name, "case_number": dispute.number}
    for name, value in right.items():
        if content.get(name) and content[name] != value:
            yield name, _("In the case it reads “%(value)s”.") % {"value": value}
    applicants = [party.name for party in dispute.parties.all() if party.role == "applicant"]
    said = content.get("applicant")
    if said and applicants and not any(name in said for name in applicants):
        yield "applicant", _("In the case it reads “%(value)s”.") % {"value": applicants[0]}


def agreement_on_record(content: Content, paper: Any) -> Found:
    """The agreement that an application names is the one in force."""
    in_force = [row for row in paper.dispute.agreements.all() if row.breached_on is None]
    if not in_force:
        yield "agreed_on", _("No agreement in force is on record.")
    elif content.get("agreed_on") and content["agreed_on"] != in_force[-1].effective_on.isoformat():
        yield "agreed_on", _("In the case it reads “%(value)s”.") % {"value": in_force[-1].effective_on}


def sum_still_owed(content: Content, paper: Any) -> Found:
    """A payment order asks for no more than the agreement still owes (LMA 16)."""
    in_force = [row for row in paper.dispute.agreements.all() if row.breached_on is None]
    rest = sum((row.amount - row.amount_paid for row in in_force), Decimal("0.00"))
    if in_force and content.get("amount") and Decimal(content["amount"]) > rest:
        yield "amount", _("By the agreement %(rest)s yuan are still owed.") % {"rest": f"{rest:,.2f}"}


def evidence_listed(content: Content, paper: Any) -> Found:
    """Evidence and its sources go with the application (办案规则 29, CPL 124, 225)."""
    if not any(paper.dispute.evidence.all()):
        yield "facts_found", _("No evidence is on the list of the case yet.")


# Against the law --------------------------------------------------------------------------------------------


def two_investigators(content: Content, paper: Any) -> Found:
    """At least two supervisors investigate (ZJ-SUP 20)."""
    if len(content.get("investigators") or ()) < 2:
        yield "investigators", _("At least two supervisors investigate and show their cards (ZJ-SUP 20).")


def other_side_told(content: Content, paper: Any) -> Found:
    """Who asked for mediation learns that the other side refused (ZJ-MA 10)."""
    if content.get("will") == "refuses" and not content.get("told_on"):
        yield "told_on", _("After a refusal the other side is told (ZJ-MA 10).")


def later_end(content: Content, paper: Any) -> Found:
    """An extension ends later than the period it extends."""
    end, until = content.get("ends_on"), content.get("extended_to")
    if end and until and date.fromisoformat(until) <= date.fromisoformat(end):
        yield "extended_to", _("The new date lies after the old one.")


def committee(content: Content, paper: Any) -> Found:
    """Oral agreements are for people's mediation alone (人民调解法 28)."""
    if content.get("committee") and "人民调解委员会" not in content["committee"]:
        yield (
            "committee",
            _("Only a people's mediation committee may keep an oral agreement (People's Mediation Law 28)."),
        )


def electronic_address(content: Content, paper: Any) -> Found:
    """Consent to electronic service names the address (CPL 90)."""
    if content.get("electronic") == "yes" and not content.get("electronic_address"):
        yield "electronic_address", _("Who agrees to electronic service names the address.")


def left_to_the_party(content: Content, paper: Any) -> Found:
    """Without an address there is nothing to serve at: the party writes it by hand (CPL 87-90)."""
    if not content.get("address"):
        yield "address", _("It is empty: the party fills it in by hand before signing.")


def ground_of_exemption(content: Content, paper: Any) -> Found:
    """Without a test of means the ground is named (法律援助法 42)."""
    if content.get("means") == "exempt" and not content.get("exemption"):
        yield "exemption", _("Without a test of means its ground is named (Legal Aid Law 42).")


def worker_consents(content: Content, paper: Any) -> Found:
    """Sensitive data need the person's separate consent (个人信息保护法 29)."""
    if content.get("consent") == "no":
        yield "consent", _("Without the worker's consent no record is kept (PIPL 29).")


def no_labour_relation(content: Content, paper: Any) -> Found:
    """The commission does not review an agreement on whether a labour relation exists (办案规则 75)."""
    if any(RELATION.search(term) for term in content.get("terms") or ()):
        yield "terms", _("The commission does not review whether a labour relation exists (Rules 33, 75).")


def clear_terms(content: Content, paper: Any) -> Found:
    """Amount, date and way of performance are explicit, and nothing is settled that mediation cannot settle."""
    for term in content.get("terms") or ():
        if PAYS.search(term) and not SUM.search(term):
            yield "terms", _("“%(term)s” names no amount.") % {"term": _short(term)}
        if ABOUT.search(term):
            yield "terms", _("“%(term)s” gives the amount only roughly.") % {"term": _short(term)}
        if SOMETIME.search(term):
            yield "terms", _("“%(term)s” names no day.") % {"term": _short(term)}
        if STATUS.search(term):
            yield "terms", _("“%(term)s” is about status or title, which is not confirmed.") % {"term": _short(term)}
    if SOMETIME.search(content.get("performance") or ""):
        yield "performance", _("The way of performance is left open.")


def no_waiver_of_insurance(content: Content, paper: Any) -> Found:
    """The duty to insure is the law's and cannot be bargained away (劳动法 72)."""
    for term in content.get("terms") or ():
        if WAIVER.search(term):
            yield "terms", _("“%(term)s” waives statutory insurance, which nobody can waive.") % {"term": _short(term)}


def agreement(content: Content, paper: Any) -> Found:
    """The checks of a mediation agreement before it is signed: a letter, but looked at in the same way."""
    yield from clear_terms(content, paper)
    yield from no_waiver_of_insurance(content, paper)
    terms = content.get("terms") or ()
    if any(PAYS.search(term) for term in terms) and not content.get("amount"):
        yield "amount", _("An agreement about money names the total.")


def _short(term: str) -> str:
    return term if len(term) <= 20 else f"{term[:20]}…"
