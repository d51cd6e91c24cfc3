"""What is done on the last day of the demo: letters drafted and submitted together, a dossier, a report frozen."""

from datetime import datetime
from io import BytesIO

from mediation.demo.world import World
from mediation.letters import LADDER, unmet_grounds
from mediation.lifecycle import local_day
from mediation.models import Batch, BatchAct, Dispute, DossierIssue, Letter, SavedReport, Snapshot
from mediation.operations.batches import open_batch, open_drafts, work
from mediation.operations.dossier import issue_dossier
from mediation.operations.letters import edit_letter
from mediation.operations.reporting import asked_by, keep, posts_of, publish
from mediation.reports.indicators import INDICATORS

CASES, LOOKED_AT = 4, 40
PATIENCE = 60.0  # seconds for a batch, of which there are few letters
WRITTEN = {
    "facts_found": "经核查，你单位部分月份未按约定日期足额支付工资，工资支付台账不完整。",
    "demands": ["自收到本函之日起逐人核对并补发欠付的工资", "建立工资支付台账，按月由职工签名确认"],
}


def furnish(world: World, at: datetime) -> None:
    """A batch that drafted, one that submitted what was written since, an archive volume, the report of the month."""
    _submit_together(world, at)
    _give_out_a_dossier(world, at)
    _report(world, at)


def _submit_together(world: World, at: datetime) -> Batch | None:
    """One reminder for some cases; the volunteer has written all but the last of them and submits them together."""
    mediator, volunteer = world.who("wang.mei"), world.who("xu.lan")
    cases = _cases_for_a_reminder(world, at)
    if not cases:
        return None
    chosen = Dispute.objects.filter(pk__in=[case.pk for case in cases])
    drafted = open_drafts(chosen, "reminder", by=mediator, at=at, drafter=volunteer)
    work(drafted, by=mediator, at=at, seconds=PATIENCE)
    letters = Letter.objects.filter(pk__in=drafted.items.values("letter"))
    for letter in list(letters)[:-1]:
        edit_letter(letter, {**letter.content, **WRITTEN}, by=volunteer, at=at)
    submitted = open_batch(BatchAct.SUBMIT, letters, by=volunteer, at=at)
    work(submitted, by=volunteer, at=at, seconds=PATIENCE)
    return submitted


def _cases_for_a_reminder(world: World, at: datetime) -> list[Dispute]:
    """The latest accepted cases to whose employer no letter was written yet, in which nothing happened since."""
    rows = Dispute.objects.filter(handler=world.who("wang.mei"), state="accepted")
    rows = rows.exclude(letters__kind__in=LADDER).exclude(events__at__gt=at).order_by("-pk")[:LOOKED_AT]
    return [row for row in rows if not unmet_grounds("reminder", row)][:CASES]


def _report(world: World, at: datetime) -> Snapshot:
    """A saved report of the month by town and type, shared and sent on the fifth; the last month is published."""
    manager = world.who("shen.li")
    post = posts_of(manager)[0]
    saved = SavedReport(
        owner=manager, organisation=post.organisation, name="全市劳动争议调解月报", is_shared=True, rhythm="monthly",
        day=5, indicators=list(INDICATORS), groups=["town", "category"], span="last_month",
    )  # fmt: skip
    asked = asked_by(keep(saved, [world.who("jin.weidong")], by=manager, at=at), local_day(at))
    return publish(asked, by=manager, post=post, at=at, title=saved.name, reason="报市委政法委", hides=True)


def _give_out_a_dossier(world: World, at: datetime) -> DossierIssue | None:
    """The archive volume of the case of the mediator that was closed last with an agreement."""
    handler = world.who("wang.mei")
    rows = Dispute.objects.filter(handler=handler, state="closed", outcome="R01")
    dispute = rows.exclude(events__at__gt=at).order_by("-closed_on", "-pk").first()
    if dispute is None:
        return None
    answers = {"recipient": "archive", "form": "volume", "reason": "缺件为纸质原件，随卷移交。"}
    return issue_dossier(dispute, (), BytesIO(), by=handler, at=at, answers=answers)
