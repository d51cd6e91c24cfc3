"""Print the definitions of the indicators as Markdown: the text of docs/metrics.md."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from mediation.reports.groups import GROUPS, Members
from mediation.reports.indicators import CHAPTERS, VERSION, Chapter, Indicator

INTRODUCTION = f"""\
# What the figures mean

Version {VERSION}. Made from the code by `manage.py print_metrics`; do not edit by hand. An indicator stands in
`mediation/reports/indicators/`, one chapter a module: its words and its conditions. A formula changes only together
with its version (the last column) and with the version of the whole table.
"""

RULES = """\
## Rules of every report

- Every rate shows its numerator and denominator. Nothing to count gives a dash, never 0% or 100%.
- A period holds both its days, as calendar days in Asia/Shanghai. "Before" is the month, quarter or year before;
  one that has only begun is compared with as many days of the one before; any other period with as many days just
  before it. Whole months are compared with as many whole months.
- carried over + received − closed = open at the end, for every period and group; the end of one month is the start
  of the next.
- Only cases that the reader may see are counted: a report takes the rows of `Dispute.objects.visible_to(user)` and
  knows nothing of users. The scope stands on every report.
- A report is exact at the moment it was made ("as of"). A past period can change when a case is opened again or a
  late visit is recorded; nothing is added up in advance. What was reported is kept as a snapshot, with its
  definitions.
- The day of a non-acceptance is the day of its last decision; the day of every other closing is the day of the act.
- A case counts under the town, type, level and handler it has now.
- Where the unit is cases, a case counts once, also when several mediations, agreements or acts of it were counted.
- Days are calendar days, given as median and 90th percentile by nearest rank, with how many were counted.
- Money is in yuan with two places. A payment counts on the day it was made; of a divided instalment the last
  payment of each worker counts with all that worker got of it.
- R03 (settled by the parties) counts as success; referrals (R08 to R11) count neither as success nor as failure.
- Resolution and mediation success answer two questions: how cases ended, and how mediations ended. A case whose
  mediation failed and that a court then took is no failure in the first and one in the second. Say which one a
  published rate is.
- The numbers of days (`STUCK_DAYS`, `RETURN_DAYS`) and the smallest count shown (`SMALL_CELL`) are settings: no law
  fixes them.
- Counts of one to four people are not shown outside the unions that work on the cases, nor in tables by special group
  money of so few payments or a share of which so few are missing. Where the total would give away a single one, the
  next smallest of the column is not shown either (个人信息保护法 4, 73).
- What a drafter learned (a page of its own): approved when first reviewed = letters whose first decision was an
  approval ÷ letters decided on, of those drafted in the last 365 days that the reader may see. For learning, not
  for ranking.
"""

HISTORY = """\
## History

- Version 6: what was agreed, by kind: money alone, no money, both.
- Version 5: both sides are asked after closing. Satisfaction, responses, visits and performance at visits count
  workers, as they did when workers alone were asked; satisfaction and response of employers are new.
- Version 4: all indicators in one table; satisfaction and response also count answered surveys; closed on time,
  mediation success, performance, return, days, letters by kind, stages, hand-overs, groups and persons are new.
  Answers to letters leave out those whose limit ended before an answer.
- Version 3: answers to letters and corrections.
- Version 2: money claimed, agreed and received.
- Version 1: work, resolution and satisfaction.
"""


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # the words of the code alone
    help = "Print the definitions of the indicators as Markdown (docs/metrics.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(metrics_text(), ending="")


def metrics_text() -> str:
    """The whole document, English with the Chinese terms beside it."""
    with translation.override("en"):
        return "\n".join((INTRODUCTION, *map(_chapter, CHAPTERS), _groups(), RULES, HISTORY))


def _chapter(chapter: Chapter) -> str:
    head = ("Figure", "Name", "Unit", "Formula", "Numerator", "Denominator", "Left out", "Source", "Version")
    return f"## {chapter.label} {chapter.chinese}\n\n" + _table(head, *map(_line, chapter.indicators))


def _line(row: Indicator) -> tuple[str, ...]:
    words = (row.formula, row.numerator, row.denominator, row.exclusions, row.source, row.version)
    unit = f"{row.unit}, {row.kind}" + (", of people" if row.people else "")
    return (f"{row.label} ({row.chinese})", f"`{row.code}`", unit, *map(str, words))


def _groups() -> str:
    several = "a case may stand in several rows, so that they do not add up to the total"
    rows = [(str(row.label), f"`{row.code}`", several if isinstance(row, Members) else "") for row in GROUPS.values()]
    return "## Groups\n\n" + _table(("Rows by", "Name", "Note"), *rows)


def _table(*lines: tuple[str, ...]) -> str:
    head, *rows = lines
    return "".join(
        "| " + " | ".join(cell or "—" for cell in line) + " |\n" for line in (head, ("---",) * len(head), *rows)
    )
