"""Why a case goes to which office: the least that each purpose needs, and on which ground (PIPL 6, 13, 23, 29)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation.disclosure import FIELDS, Sort, in_order
from mediation.hand_overs import Ground
from mediation.machine import Check, StrOrPromise, Unmet

YOU = _("you")


@dataclass(frozen=True)
class Purpose:
    """Why a case goes to an office: kinds of office that are competent, fields needed, ground, what consent adds."""

    code: str
    label: StrOrPromise
    chinese: str
    offices: tuple[str, ...]  # of `models.OrganisationKind`
    fields: tuple[str, ...]
    ground: str = Ground.DUTY
    with_consent: tuple[str, ...] = ()


_IDENTITY = ("applicants", "ids", "phones", "addresses")
_COMPANY = ("employer", "employer_contact")
_MATTER = ("claims", "amount", "facts", "days")

# By the kind of proceeding that is filed.
BY_KIND: dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "arbitration": ((*_IDENTITY, "jobs", *_COMPANY, *_MATTER, "workers"), Ground.CONSENT, ()),
    "arbitration_review": ((*_IDENTITY, *_COMPANY, "agreement"), Ground.CONSENT, ()),
    "judicial_confirmation": ((*_IDENTITY, *_COMPANY, "agreement"), Ground.CONSENT, ()),
    "payment_order": ((*_IDENTITY, *_COMPANY, "claims", "amount", "facts", "agreement"), Ground.CONSENT, ()),
    # A complainant stays secret: 劳动保障监察条例 9.
    "inspection": ((*_COMPANY, "summary", *_MATTER, "workers"), Ground.DUTY, ("applicants", "phones")),
    "litigation": ((*_IDENTITY, "jobs", *_COMPANY, *_MATTER, "outcome"), Ground.CONSENT, ()),
    "enforcement": ((*_IDENTITY, *_COMPANY, "agreement", "amount"), Ground.CONSENT, ()),
    "support_for_prosecution": ((*_IDENTITY, "groups", *_COMPANY, *_MATTER, "outcome"), Ground.CONSENT, ()),
    "procuratorial_suggestion": (("employer", "summary", "facts", "workers", "amount", "letters"), Ground.DUTY, ()),
    "civil_supervision": ((*_IDENTITY, *_COMPANY, "claims", "facts"), Ground.CONSENT, ()),
    "legal_aid": ((*_IDENTITY, "groups", "employer", "summary", "claims", "limitation"), Ground.CONSENT, ()),
}
# By the purpose of a hand-over without a proceeding. The police, the petition office, the emergency, health, tax and
# housing-fund offices are departments without a kind of their own.
_DEPARTMENT = ("other_department",)
_PURPOSES = (
    Purpose("police", _("Police: refusal to pay, violence"), "涉嫌拒不支付劳动报酬等线索移送", _DEPARTMENT,
        (*_COMPANY, "summary", "facts", "workers", "amount", "letters"), with_consent=("applicants", "phones")),
    # 人民调解法 5, 18: the justice bureau guides it; court and departments tell of it and invite it.
    Purpose("peoples_mediation", _("People's mediation"), "委托人民调解", ("justice_bureau", "court", *_DEPARTMENT),
        ("employer", "applicants", "phones", "summary", "claims"), Ground.CONSENT),
    # What is for a court or a procuratorate goes there as a case, not as a petition.
    Purpose("petition", _("Petition office"), "信访事项转送", ("hr_bureau", "justice_bureau", *_DEPARTMENT),
        ("employer", "summary", "outcome"), with_consent=("applicants",)),
    Purpose("safety", _("Safety and health at work"), "安全生产、职业健康线索移送", _DEPARTMENT,
        (*_COMPANY, "summary", "facts")),
    Purpose("insurance", _("Social insurance, housing fund, taxes"), "社会保险、公积金、税务线索移送",
        ("hr_bureau", "inspection", *_DEPARTMENT), ("employer", "summary", "facts", "workers"),
        with_consent=("applicants", "ids")),
    Purpose("emotional", _("Emotional support"), "情绪疏导转介", _DEPARTMENT, ("applicants", "phones"),
        Ground.CONSENT),
    Purpose("other", _("Another matter"), "其他事项移送",
        ("hr_bureau", "inspection", "arbitration", "court", "procuratorate", "justice_bureau", *_DEPARTMENT),
        ("employer", "summary"), with_consent=("applicants",)),
)  # fmt: skip
PURPOSES: dict[str, Purpose] = {row.code: row for row in _PURPOSES}
OTHER = "other"
SECRET_BEFORE = ("inspection", "hr_bureau")  # kinds of office before which a complainant stays secret


def usual(purpose: str, ground: str = "") -> tuple[list[str], str]:
    """The fields and the ground that a kind of proceeding or a purpose starts from.

    Another ground than its own leaves out what names a person unless that is consent.
    """
    row = PURPOSES.get(purpose, PURPOSES[OTHER])
    fields, own, added = BY_KIND.get(purpose, (row.fields, row.ground, row.with_consent))
    ground = ground or own
    if ground == Ground.CONSENT:
        return in_order((*fields, *added)), ground
    if own == Ground.CONSENT:
        fields = tuple(code for code in fields if not FIELDS[code].identifies)
    return in_order(fields), ground


def open_to(agency_kind: str) -> list[Purpose]:
    """The purposes for which a kind of office receives cases."""
    return [row for row in _PURPOSES if agency_kind in row.offices]


def aim_of(hand_over: Any) -> str:
    """The code of the purpose that a hand-over was sent for; of an old one told from its words."""
    if hand_over.aim:
        return str(hand_over.aim)
    return next((row.code for row in _PURPOSES if row.chinese == hand_over.purpose), OTHER)


# What must hold ---------------------------------------------------------------------------------------------


def unmet(agency_kind: str, fields: Iterable[str], ground: str, consent_paper: str, purpose: str) -> list[Unmet]:
    """What stands in the way of disclosing the fields to an office on the ground."""
    known = [FIELDS[code] for code in fields if code in FIELDS]
    consents = ground == Ground.CONSENT
    rows = (
        (len(known) == len(list(fields)), _("every field is one of the list")),
        (ground in Ground.values, _("the legal ground is chosen")),
        (bool(purpose.strip()) and len(purpose) <= 200, _("the purpose is named in at most 200 characters")),
        (not consents or bool(consent_paper.strip()), _("the paper of the worker's consent is named")),
        (ground != Ground.REQUEST or all(row.sort != Sort.SENSITIVE for row in known),
            _("sensitive fields go with the worker's consent or for a duty of the law, not on request (PIPL 29)")),
        (consents or agency_kind not in SECRET_BEFORE or not any(row.identifies for row in known),
            _("who complained is told to this office only with consent (labour inspection regulations 9)")),
        (any(row.code in ("applicants", "roster") for row in known) or not any(row.with_names for row in known),
            _("the names go with what is told of the people")),
    )  # fmt: skip
    return [Unmet(what, YOU) for holds, what in rows if not holds]


asked_is_known = Check(
    _("what the office needs is named from the list"), YOU,
    lambda hand_over, answers: set(answers.get("asked") or ()) <= FIELDS.keys(),
)  # fmt: skip


def _unmet_filing(proceeding: Any, answers: dict[str, Any]) -> list[Unmet]:
    if "ground" not in answers or proceeding.agency.is_union:
        return []
    return unmet(
        proceeding.agency.kind, answers.get("disclosed") or (), answers["ground"], answers.get("consent_paper", ""),
        proceeding.row.chinese,
    )  # fmt: skip


disclosure_has_ground = Check(
    _("what is disclosed has its legal ground"), YOU,
    lambda proceeding, answers: not _unmet_filing(proceeding, answers), _unmet_filing,
)  # fmt: skip
