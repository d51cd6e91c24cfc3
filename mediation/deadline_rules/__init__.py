"""The deadline rules (期限表): what starts each, its length, whom it binds, on which article. No counting.

The codes are those of the deadline catalogue; its parts are marked b, c and so on. Where a law gives no length, or
the article was not read for this project, the confidence says so and an office may set its own length (RuleSetting).
"""

from dataclasses import replace

from mediation.deadline_rules.aid import AID, INJURY, PETITION
from mediation.deadline_rules.arbitration import ARBITRATION, INSPECTION
from mediation.deadline_rules.courts import COURT, PROCURATORATE
from mediation.deadline_rules.mediating import AGREEMENT, MEDIATION
from mediation.deadline_rules.rule import Chapter, Confidence, Extension, Nature, Party, Rule, Unit
from mediation.deadline_rules.union import UNION

__all__ = [
    "CHAPTERS", "COURTESIES", "DUTIES", "PARTIES_DAYS", "RULES", "Chapter", "Confidence", "Extension", "Nature",
    "Party", "Rule", "Unit",
]  # fmt: skip

CHAPTERS: dict[Chapter, tuple[Rule, ...]] = {
    Chapter.UNION: UNION,
    Chapter.MEDIATION: MEDIATION,
    Chapter.AGREEMENT: AGREEMENT,
    Chapter.ARBITRATION: ARBITRATION,
    Chapter.INSPECTION: INSPECTION,
    Chapter.COURT: COURT,
    Chapter.PROCURATORATE: PROCURATORATE,
    Chapter.AID: AID,
    Chapter.INJURY: INJURY,
    Chapter.PETITION: PETITION,
}

RULES: dict[str, Rule] = {
    rule.code: replace(rule, chapter=chapter) for chapter, rules in CHAPTERS.items() for rule in rules
}
DUTIES = tuple(code for code, rule in RULES.items() if rule.nature == Nature.DUTY)
COURTESIES = tuple(code for code, rule in RULES.items() if rule.nature == Nature.COURTESY)  # they run in closed cases
PARTIES_DAYS = tuple(code for code in RULES if code not in (*DUTIES, *COURTESIES))
