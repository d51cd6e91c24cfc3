"""Stories of supervision: hazards and complaints, the reminder, the opinion, the suggestion and the clue."""

from collections.abc import Generator
from datetime import timedelta

from mediation.demo.clock import Story, Wait
from mediation.demo.life import Life
from mediation.demo.mediations import visited
from mediation.demo.papers import answer, serve, verify, write
from mediation.demo.proceedings import decided, filed, taken_up
from mediation.models import Letter, Proceeding
from mediation.operations.clues import add_evidence

EVIDENCE = (  # question of the clue pack, paper, source
    ("relation", "平台账号接单记录截图", "骑手提供"),
    ("wages", "四至九月配送报酬结算单", "骑手提供"),
    ("systemic_gap", "同类投诉统计表", "12345热线"),
)
SOURCES = ("近日，我会在隐患排查中发现", "我会在劳动法律监督巡查中了解到", "我会在日常走访中了解到")


def checking(life: Life) -> Story:
    """Registered, accepted, both sides heard."""
    life.register()
    yield life.rng.randint(1, 4)
    life.accept(life.handler)
    yield life.rng.randint(2, 6)


def written(life: Life, kind: str) -> Generator[Wait, None, Letter]:
    """A letter to the employer, written and signed; not yet served."""
    source = life.rng.choice(SOURCES) + "，你单位在劳动用工方面存在需要注意的情况"
    return (yield from write(life, kind, matter_source=source))


def sent(life: Life, kind: str) -> Generator[Wait, None, Letter]:
    letter = yield from written(life, kind)
    yield 1
    return serve(life, letter)


def kept(life: Life, letter: Letter) -> Story:
    """The employer answers in time and corrects; the matter is struck off."""
    yield life.rng.randint(3, 8)
    letter = answer(life, letter, "已按要求整改，款项已经支付，附凭证复印件。")
    yield life.rng.randint(1, 4)
    verify(life, letter, True, "到现场核对工资表和银行回单，情况属实。")
    yield 0
    life.close("R04")
    yield from visited(life)


def silent(life: Life, letter: Letter) -> Generator[Wait, None, Letter]:
    """The limit passes without an answer."""
    due = letter.reply_due_on
    assert due is not None
    yield due + timedelta(days=1)
    return life.take(letter, "mark_unanswered", life.handler)


def heeded(life: Life) -> Story:
    yield from checking(life)
    letter = yield from sent(life, "reminder")
    yield from kept(life, letter)


def opined(life: Life) -> Story:
    """The opinion letter at once: the breach is established."""
    yield from checking(life)
    letter = yield from sent(life, "opinion")
    yield from kept(life, letter)


def ignored(life: Life) -> Story:
    """The reminder stays without answer."""
    yield from checking(life)
    letter = yield from sent(life, "reminder")
    letter = yield from silent(life, letter)
    verify(life, letter, False, "电话催告后仍未回复，也未整改。")
    yield 2


def pressed(life: Life) -> Story:
    """Reminder without answer, opinion heeded."""
    yield from ignored(life)
    letter = yield from sent(life, "opinion")
    yield from kept(life, letter)


def suggested(life: Life) -> Generator[Wait, None, Letter]:
    """The suggestion to the HR bureau, served."""
    letter = yield from write(life, "suggestion", agency=life.world.partner("HR"))
    yield 1
    return serve(life, letter, "人社局办公室")


def inspecting(life: Life, suggestion: Letter | None) -> Generator[Wait, None, Proceeding]:
    """The inspection takes the matter up."""
    proceeding = filed(life, "inspection", "HR-I")
    yield 3
    if suggestion is not None:
        answer(life, suggestion, "已转劳动保障监察大队立案调查。", life.world.who("hr.liu"))
    proceeding = taken_up(life, proceeding, "HR-I")
    yield life.rng.randint(20, 35)
    return decided(life, proceeding, "HR-I", "corrected")


def climbed(life: Life) -> Story:
    """Reminder, opinion, suggestion, and the order of the inspection."""
    yield from ignored(life)
    opinion = yield from sent(life, "opinion")
    yield from silent(life, opinion)
    yield 2
    suggestion = yield from suggested(life)
    yield 1
    yield from inspecting(life, suggestion)
    verify(life, Letter.objects.get(pk=suggestion.pk), True, "监察责令后单位已全额支付。")
    yield 1
    life.close("R04")
    yield from visited(life)


def refused(life: Life) -> Story:
    """Service of the opinion refused; the suggestion follows."""
    yield from checking(life)
    letter = yield from written(life, "opinion")
    yield 1
    life.take(
        letter,
        "refuse_service",
        life.handler,
        served_on=life.today,
        witness="社区干部在场见证并拍照",
        reason="保安室拒绝签收。",
    )
    yield 3
    suggestion = yield from suggested(life)
    yield 1
    yield from inspecting(life, suggestion)
    verify(life, Letter.objects.get(pk=suggestion.pk), True, "已补缴并出具凭证。")
    yield 1
    life.close("R04")


def handed_to_the_procuratorate(life: Life) -> Story:
    """An opinion not followed that hits a special group: a clue, and the procuratorial suggestion."""
    yield from checking(life)
    opinion = yield from sent(life, "opinion")
    yield 6
    opinion = answer(life, opinion, "认为不属于用工关系，不予整改。")
    yield 4
    verify(life, opinion, False, "无正当理由未改正。")
    yield 2
    clue = yield from write(
        life, "clue_transfer", agency=life.world.partner("PROC"), workers_concerned=f"{life.count}名新就业形态劳动者",
        legal_basis=["《中华人民共和国民事诉讼法》第十五条", *life.matter.laws],
        demands=["依法对相关部门履职情况进行监督", "支持劳动者依法维权"],
    )  # fmt: skip
    yield 1
    serve(life, clue, "检察院案件管理部门")
    yield 2
    proceeding = filed(life, "procuratorial_suggestion", "PROC")
    yield 4
    proceeding = taken_up(life, proceeding, "PROC")
    yield 15
    decided(life, proceeding, "PROC", "issued", received_on=life.today)


def inspected(life: Life) -> Story:
    """Straight to the labour inspection."""
    yield from checking(life)
    yield from inspecting(life, None)
    yield 1
    life.close("R08")
    yield from visited(life)


def clue_gathered(life: Life) -> Story:
    """The opinion was not followed; the papers for the procuratorate are being put together."""
    yield from checking(life)
    opinion = yield from sent(life, "opinion")
    yield 5
    opinion = answer(life, opinion, "认为系劳务合作关系，不予整改。")
    yield 3
    verify(life, opinion, False, "无正当理由未改正。")
    yield 1
    for proves, title, source in EVIDENCE:
        add_evidence(
            life.dispute, title=title, source=source, proves=proves, dated=life.in_days(-9), by=life.handler,
            at=life.now,
        )  # fmt: skip
