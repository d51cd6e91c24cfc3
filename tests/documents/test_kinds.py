import pytest

from documents import samples
from documents.kinds import KINDS, UNITS, title_of


def number(kind):
    return KINDS[kind].number.format(prefix="诸总工", year=2026, serial=12)


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("reminder", "诸总工劳监提〔2026〕12号"),
        ("opinion", "诸总工劳监意〔2026〕12号"),
        ("suggestion", "诸总工劳监建〔2026〕12号"),
        ("agreement", "（2026）诸总工调字第12号"),
    ],
)
def test_numbers_have_the_form_of_the_trade(kind, printed):
    assert number(kind) == printed


def test_no_two_kinds_can_have_the_same_number():
    assert len({number(kind) for kind in KINDS}) == len(KINDS)


def test_every_kind_has_a_sample_and_a_title():
    assert list(samples.SAMPLES) == list(KINDS)
    assert title_of("opinion") == "工会劳动法律监督意见书"
    with pytest.raises(KeyError):
        title_of("letter")


def test_the_opinion_is_answered_within_fifteen_working_days():
    """浙江省工会劳动法律监督条例, article 22; the reminder's 15 days are the union's own."""
    terms = {
        kind: (KINDS[kind].field("reply_days").default, KINDS[kind].field("reply_unit").default)
        for kind in ("opinion", "reminder", "suggestion")
    }
    assert terms == {"opinion": (15, "working_days"), "reminder": (15, "days"), "suggestion": (None, "working_days")}
    assert {unit.code: unit.chinese for unit in UNITS} == {"working_days": "个工作日", "days": "日"}


def test_letters_that_wait_for_an_answer():
    assert [kind.code for kind in KINDS.values() if kind.answered] == [
        "reminder", "opinion", "suggestion", "clue_transfer",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_fields_are_named_once_and_a_missing_one_is_an_error(kind):
    names = [field.name for field in kind.fields]
    assert len(set(names)) == len(names)
    assert kind.field(names[0]) is kind.fields[0]
    with pytest.raises(KeyError):
        kind.field("nothing")
