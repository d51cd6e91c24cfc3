"""What a deadline rule is (期限规则), without the rules themselves."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediation.deadline_rules.instruments import instrument_of


class Unit(TextChoices):
    """What a length is counted in."""

    HOUR = "hour", _("hours")
    DAY = "day", _("days")
    WORKING_DAY = "working_day", _("working days")
    MONTH = "month", _("months")
    YEAR = "year", _("years")
    DATE = "date", _("on the day agreed")  # 约定日期: nothing is counted


class Party(TextChoices):
    """Whom a deadline binds."""

    UNION = "union", _("union")
    MEDIATION = "mediation", _("mediation organisation")
    EMPLOYER = "employer", _("employer")
    WORKER = "worker", _("worker")
    PARTY = "party", _("the party concerned")
    BOTH = "both", _("both parties")
    COMMISSION = "commission", _("arbitration commission")
    HR = "hr", _("HR bureau")
    COURT = "court", _("court")
    PROCURATORATE = "procuratorate", _("procuratorate")
    LEGAL_AID = "legal_aid", _("legal aid agency")
    AGENCY = "agency", _("the office that has it")


class Nature(StrEnum):
    """What it means that the day passes."""

    DUTY = "duty"  # 义务: somebody is late
    RIGHT = "right"  # 权利: a party's own chance is gone, nobody is late
    OPENS = "opens"  # 始期: from this day something is possible
    KEPT = "kept"  # 保存期: until this day something is kept
    COURTESY = "courtesy"  # 服务: a day the union set itself; past it, nobody is late by any rule


class Chapter(TextChoices):
    """Where a rule stands in the catalogue."""

    UNION = "union", _("Union supervision and practice")
    MEDIATION = "mediation", _("Negotiation and mediation")
    AGREEMENT = "agreement", _("After an agreement")
    ARBITRATION = "arbitration", _("Arbitration")
    INSPECTION = "inspection", _("Labour inspection")
    COURT = "court", _("Court")
    PROCURATORATE = "procuratorate", _("Procuratorate")
    AID = "aid", _("Legal aid")
    INJURY = "injury", _("Work injury")
    PETITION = "petition", _("Petition and employment papers")


class Confidence(TextChoices):
    """How well the article behind a rule is known."""

    VERIFIED = "verified", _("verified")
    EXCERPT = "excerpt", _("read in an excerpt")
    UNVERIFIED = "unverified", _("to be verified")
    INFERRED = "inferred", _("not fixed by law")


@dataclass(frozen=True)
class Extension:
    """Leave to extend (延长): `most` units of the rule in all, None where there is no cap; who grants it."""

    most: int | None
    grant: Promise


@dataclass(frozen=True)
class Rule:
    """One deadline rule (期限规则).

    `authority` cites law and article in Chinese; `local` is the decision of the office that set the length.
    `before`: counted backwards from the event that triggers it, to the last day that is still early enough.
    """

    code: str
    label: Promise
    chinese: str
    trigger: Promise
    length: int
    unit: Unit
    party: Party
    authority: str
    consequence: Promise
    confidence: Confidence = Confidence.VERIFIED
    extension: Extension | None = None
    before: bool = False
    nature: Nature = Nature.DUTY
    chapter: Chapter = Chapter.UNION
    local: str = ""

    @property
    def since(self) -> date | None:
        """From when the text cited is in force, None where not known with certainty; older texts may say the same."""
        instrument = instrument_of(self.authority)
        return instrument.since if instrument else None

    @property
    def until(self) -> date | None:
        """The last day on which the text cited was in force; None while it is."""
        instrument = instrument_of(self.authority)
        return instrument.until if instrument else None

    @property
    def adjustable(self) -> bool:
        """Whether an office may set the length: the law leaves it open, or nobody has verified it, and there is one."""
        return self.unit != Unit.DATE and self.confidence in {Confidence.UNVERIFIED, Confidence.INFERRED}
