"""What the pre-flight finds in a letter, at which field, and what it keeps from happening."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from mediation import preflight
from mediation.operations.errors import StepRefused
from mediation.operations.letters import edit_letter, sketch
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute, make_letter, take

pytestmark = pytest.mark.django_db
TODAY = later(MONDAY, 2)
STOP, WARN = preflight.Severity.STOP, preflight.Severity.WARN


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def found(letter, **changes):
    """(field, severity, message) of what is found in the letter with these changes."""
    letter.content = {**letter.content, **changes}
    return [(row.field, row.severity, str(row.message)) for row in preflight.look(letter, TODAY)]


def test_a_complete_letter_has_no_findings():
    letter = make_letter("opinion")
    assert (found(letter), preflight.stops(letter, TODAY)) == ([], [])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"legal_basis": []}, ("legal_basis", STOP, "This must be filled in.")),
        ({"addressee": "别家公司"}, ("addressee", STOP, "In the case it reads “{employer}”.")),
        (
            {"facts_found": "欠薪12,500元（壹万贰仟元整）。"},
            ("facts_found", STOP, "“壹万贰仟元整” and “12,500” are not the same amount."),
        ),
        (
            {"facts_found": "单位拖欠蒋喆工资。"},
            ("facts_found", STOP, "It names the worker “蒋喆”; the employer must not learn who complained."),
        ),
        (
            {"facts_found": "车间蒋喆群经理答复。"},
            ("facts_found", WARN, "Is the worker “蒋喆” meant here? The employer must not learn who complained."),
        ),
        ({"facts_found": "来电13812345678。"}, ("facts_found", WARN, "A telephone number stands here: 13812345678.")),
        (
            {"facts_found": "经查，用人单位 未按约定日期支付2026年1月至2月的工资！"},
            (
                "facts_found",
                WARN,
                "It repeats the complaint: “用人单位未按约定日期支付2026年1月至2月的工资”. "
                "Write what was found, so that nobody can be guessed.",
            ),
        ),
        ({"facts_found": "2026年2月30日未发。"}, ("facts_found", WARN, "There is no such day: 2026年2月30日.")),
        (
            {"facts_found": "2031年2月1日起未发。"},
            ("facts_found", WARN, "This day lies in the future: 2031年2月1日."),
        ),
        (
            {"facts_found": "未发\u202e工资"},
            ("facts_found", WARN, "It holds an invisible character, which is left out: U+202E."),
        ),
    ],
)
def test_each_fault_is_found_at_its_field(changes, expected):
    letter = make_letter("opinion")
    field, severity, message = expected
    assert found(letter, **changes) == [(field, severity, message.format(employer=letter.dispute.employer.name))]


CODE = ("facts_found", STOP, "The credit code of the case is 91330681MA2FENG01X.")


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("信用代码91330681MA2DIAN02X。", True),
        ("信用代码9133 0681 MA2D IAN0 2X", True),
        ("代码913306817125620834的单位", True),
        ("统一社会信用代码：9133068171256208", True),
        ("信用代码91330681ma2feng01x。", False),
        ("账号330616350018170123。", False),
        ("无代码", False),
    ],
)
def test_the_credit_code_of_another_employer(text, is_other):
    rows = [row for row in found(make_letter("opinion"), facts_found=text) if row[1] == STOP]
    assert rows == ([CODE] if is_other else [])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("查浙江枫棠服饰有限公司未发工资。", "浙江枫棠服饰有限公司"),
        ("查浙江枫裳服饰公司未发工资。", "浙江枫裳服饰公司"),
        ("查诸暨枫裳服饰有限公司未发工资。", "诸暨枫裳服饰有限公司"),
        ("查浙江大唐锦绣服饰有限公司未发工资。", "浙江大唐锦绣服饰有限公司"),
        ("查浙江枫裳服饰有限公司未发工资。", ""),
        ("查诸暨市店口恒固管业有限公司未发工资。", ""),
    ],
)
def test_a_name_that_is_almost_the_employers(text, written):
    words = f"It reads “{written}”; the employer is called “浙江枫裳服饰有限公司”."
    rows = [("facts_found", WARN, words)] if written else []
    assert found(make_letter("opinion"), facts_found=text) == rows


def test_a_worker_is_named_in_an_agreement_and_a_phone_of_theirs_in_no_paper_to_the_employer():
    letter = make_letter("opinion")
    worker = letter.dispute.parties.get(kind="worker")
    worker.phone = "13812345678"
    worker.save()
    rows = found(letter, facts_found="联系13812345678。")
    assert ("facts_found", STOP) in [(field, severity) for field, severity, _message in rows]
    assert all("13812345678" not in message for _field, severity, message in rows if severity == STOP)
    agreement = make_letter("agreement", dispute=make_dispute("mediating"))
    assert [row for row in found(agreement) if "names the worker" in row[2]] == []


@pytest.mark.parametrize("gap", [" ", "\u3000", "\n", "\u200b", "\u00a0", "\u0301"])
def test_a_name_and_a_number_are_found_whatever_stands_inside(gap):
    letter = make_letter("opinion")
    worker = letter.dispute.parties.get(kind="worker")
    worker.phone = "13812345678"
    worker.save()
    text = f"投诉人蒋{gap}喆反映，电话138{gap}1234{gap}5678。"
    assert {row[2] for row in found(letter, facts_found=text) if row[1] == STOP} == {
        "It names the worker “蒋喆”; the employer must not learn who complained.",
        "It gives a worker's number away: 138****5678.",
    }
    told = found(letter, facts_found=f"车间蒋{gap}喆群经理答复。")
    assert "Is the worker “蒋喆” meant here? The employer must not learn who complained." in [row[2] for row in told]
    assert STOP not in [row[1] for row in told]


def test_the_telephone_of_somebody_else_is_seen_with_blanks():
    letter = make_letter("opinion")
    assert found(letter, facts_found="来电138 1234 5678。") == [
        ("facts_found", WARN, "A telephone number stands here: 138 1234 5678."),
    ]  # fmt: skip


def test_terms_that_do_not_add_up_to_the_total():
    letter = make_letter("agreement", dispute=make_dispute("mediating"))
    terms = ["支付工资5,000元", "支付补偿3,000元"]
    assert ("amount", WARN, "The amounts of the terms add up to 8,000.00 yuan, the total is 9,000.00 yuan.") in found(
        letter, amount="9000.00", terms=terms
    )
    assert not any("add up" in row[2] for row in found(letter, amount="8000.00", terms=terms))


def test_the_pages_are_looked_at():
    letter = make_letter("opinion")
    letter.content["facts_found"] = "经查，你单位未按月足额支付工资。" * 400
    pages = sketch(letter, at(TODAY))
    rows = preflight.look(letter, TODAY, pages=pages)
    words = f"The letter has {len(pages)} pages: can it be shorter, or part of it an attachment?"
    assert words in [str(row.message) for row in rows]
    assert {row.severity for row in rows} == {WARN}


@pytest.mark.parametrize(("verb", "state", "who"), [("submit", "draft", None), ("approve", "in_review", "reviewer")])
def test_a_stop_keeps_the_letter_from_the_next_step_and_a_warning_does_not(verb, state, who):
    letter = make_letter("opinion", state)
    leak = {**letter.content, "facts_found": "单位拖欠蒋喆工资。"}
    if state == "draft":
        letter = edit_letter(letter, leak, by=letter.drafter, at=at(TODAY))
    else:
        type(letter).objects.filter(pk=letter.pk).update(content=leak)
    before = (fresh(letter).state, letter.dispute.events.count())
    by = getattr(cast, who)() if who else letter.drafter
    with pytest.raises(StepRefused) as refused:
        take(letter, verb, by, TODAY)
    assert [str(row.what) for row in refused.value.unmet] == [
        "Facts found: It names the worker “蒋喆”; the employer must not learn who complained."
    ]
    assert (fresh(letter).state, letter.dispute.events.count()) == before
    type(letter).objects.filter(pk=letter.pk).update(content={**leak, "facts_found": "来电13812345678。"})
    assert take(letter, verb, by, TODAY).state != before[0]


def test_the_longest_text_is_looked_at_in_time():
    letter = make_letter("opinion")
    letter.content["facts_found"] = ("涉及工资12,000.50元（壹万贰仟元伍角），2026年3月1日。" * 2000)[:50_000]
    began = timezone.now()
    preflight.look(letter, TODAY)
    assert timezone.now() - began < timedelta(seconds=1)


def test_the_terms_of_an_agreement_are_clear_and_waive_no_insurance():
    letter = make_letter("agreement", dispute=make_dispute("mediating"))
    terms = ["乙方尽快支付拖欠的工资", "甲方自愿放弃社会保险"]
    own = [row for row in found(letter, terms=terms, amount=None) if row[0] in ("terms", "amount")]
    assert own == [
        ("terms", WARN, "“乙方尽快支付拖欠的工资” names no amount."),
        ("terms", WARN, "“乙方尽快支付拖欠的工资” names no day."),
        ("terms", WARN, "“甲方自愿放弃社会保险” waives statutory insurance, which nobody can waive."),
        ("amount", WARN, "An agreement about money names the total."),
    ]
    clear = ["乙方于2026年3月31日前支付甲方18,600.00元"]
    assert [row for row in found(letter, terms=clear, amount="18600.00") if row[0] in ("terms", "amount")] == []
