import itertools
import random
import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from documents import fonts, han, justify
from documents.sheet import BODY, CELL, MEASURE

HANZI = "根据中华人民共和国劳动合同法的规定我会于对你单位工资支付情况开展监督检查"
CLOSE, OPEN = "，。、；：？！）》”", "（《“"
WORDS = ["2026", "428,560.50", "12351", "ABC", "example.org", "3"]
GROUPS = ["2026年3月16日", "第五十条", "第15条", "〔2026〕3号", "428,560.50元", "15个工作日", "37名"]
RARE = "𬭎𫖮䶮㛃喆𠅤𣲗堃"

piece = st.one_of(
    st.text(HANZI, min_size=1, max_size=12),
    st.sampled_from(WORDS),
    st.builds(lambda mark: "国" + mark, st.sampled_from(CLOSE)),
    st.builds(lambda mark: mark + "国", st.sampled_from(OPEN)),
    st.sampled_from(["……", "——", "）。", "》（", " ", *GROUPS]),
    st.text(RARE, min_size=1, max_size=3),
)
texts = st.lists(piece, min_size=1, max_size=60).map(lambda parts: "国" + "".join(parts))
widths = st.floats(10 * CELL, 28 * CELL)


def broken(text, width=MEASURE, indent=2 * CELL, justified=True):
    setting = han.Setting(width, BODY, CELL, indent, justified)
    boxes = han.boxes([("fang", text)], fonts.glyph, setting)
    return boxes, han.break_lines(boxes, setting), setting


def lines_of(text, **kwargs):
    boxes, lines, _ = broken(text, **kwargs)
    return ["".join(box.text for box in boxes[a:b]).strip() for a, b in lines]


def last_origin(runs):
    """Where the last glyph of a line stands, as its run places it."""
    last = runs[-1]
    return last.x + sum(fonts.glyph(last.font, c).advance * BODY + last.spacing for c in last.text[:-1])


def missing(line, width):
    """How many points a line of boxes is too short."""
    return width - sum(box.width for box in line)


def stretch(line, width):
    """How many points each gap of a line must grow."""
    gaps = sum(not (one.latin and two.latin) for one, two in itertools.pairwise(line))
    return missing(line, width) / max(1, gaps)


def longest_group(boxes):
    """Width of the longest stretch that no line may break."""
    longest = group = boxes[0].width
    for one, two in itertools.pairwise(boxes):
        group = two.width if han.may_break(one, two) else group + two.width
        longest = max(longest, group)
    return longest


@settings(max_examples=300, deadline=None)
@given(texts, widths)
@example("国428,560.50………………", 20 * CELL)
def test_no_mark_stands_at_the_wrong_end(text, width):
    boxes, lines, _ = broken(text, width)
    assume(longest_group(boxes) <= width - 2 * CELL)  # a stretch longer than a line must break somewhere
    for (start, end), (following, _stop) in itertools.pairwise(lines):
        assert boxes[following].text not in han.NEVER_FIRST
        assert boxes[end - 1].text not in han.OPENING
        assert (boxes[end - 1].text, boxes[following].text) not in {("…", "…"), ("—", "—")}
        assert end > start


@settings(max_examples=300, deadline=None)
@given(texts, widths)
@example("国20262026…………", 158.0)
def test_each_character_is_placed_once_and_the_right_edge_is_exact(text, width):
    boxes, lines, setting = broken(text, width)
    placed = ""
    for number, (start, end) in enumerate(lines):
        first, last = number == 0, number == len(lines) - 1
        x = setting.indent if first else 0.0
        runs = justify.place(boxes[start:end], x, width - x, setting, first=first, last=last)
        placed += "".join(run.text for run in runs)
        line = "".join(box.text for box in boxes[start:end]).strip()
        end_box = boxes[start + len(line) - 1]
        has_gap = any(not (one.latin and two.latin) for one, two in itertools.pairwise(boxes[start:][: len(line)]))
        is_torn = stretch(boxes[start : start + len(line)], width - x) > justify.MOST_STRETCH * BODY
        if not last and is_torn:  # a word that did not fit left too much: every gap keeps its own width
            natural = width - x - missing(boxes[start : start + len(line)], width - x)
            assert last_origin(runs) + end_box.width == pytest.approx(x + natural, abs=0.02)
        elif not last and has_gap and not end_box.shift:  # without a gap there is nothing to widen
            blank = width - end_box.width - last_origin(runs)  # what the last mark gave of its own blank
            assert -0.01 <= -blank <= end_box.right + 0.01
    assert "".join(placed.split()) == "".join(text.split())
    if len(lines) == 1:
        assert placed == text.strip().translate(dict.fromkeys(map(ord, "\u3000\t"), " "))


@settings(max_examples=200, deadline=None)
@given(texts, widths)
def test_no_line_is_wider_than_its_measure(text, width):
    boxes, lines, setting = broken(text, width)
    for number, (start, end) in enumerate(lines):
        line = boxes[start:end]
        avail = width - (setting.indent if number == 0 else 0)
        blank = sum(box.left + box.right for box in line)
        assert sum(box.width for box in line) - blank <= avail + 0.02


@settings(max_examples=200, deadline=None)
@given(texts, widths)
@example("国" * 25 + "2026年3月16日", 28 * CELL)
@example("国中中中example.org2026年3月16日", 270.0)
def test_a_group_that_fits_half_a_line_is_never_torn(text, width):
    """A longer one may be: a line less than half full looks worse."""
    boxes, lines, _ = broken(text, width)
    starts = {start for start, _stop in lines}
    for group in han.GROUPS.finditer(text):
        first = group.start()
        while first and not han.may_break(boxes[first - 1], boxes[first]):  # a word it is glued to goes with it
            first -= 1
        if sum(box.width for box in boxes[first : group.end()]) <= width / 2 - 2 * CELL:
            assert not starts & set(range(group.start() + 1, group.end())), group[0]


def test_no_paragraph_of_many_lengths_ends_in_one_character():
    rng = random.Random(11)
    text = "".join(rng.choice(HANZI) * 2 + rng.choice([*WORDS, *GROUPS, "，", "。", "（是）"]) for _ in range(90))
    for stop in range(60, 400):
        for width in (28 * CELL, 22.5 * CELL):
            last = lines_of(text[:stop], width=width)[-1]
            assert len(re.sub(r"[，。（）]", "", last)) != 1, (stop, width)


def test_thousands_of_lines_without_a_fault():
    rng = random.Random(7)
    parts = [*WORDS, "……", "），", "《中华人民共和国劳动法》", "（总工办发〔2021〕9号）", "，", "。", "“一函两书”"]
    text = "".join(rng.choice(HANZI) * 2 + rng.choice(parts) for _ in range(400))
    count = 0
    for cells in range(120, 281):
        lines = lines_of(text, width=cells / 10 * CELL)
        count += len(lines)
        assert not [line for line in lines[1:] if line[0] in han.NEVER_FIRST]
        assert not [line for line in lines[:-1] if line[-1] in han.OPENING]
    assert count > 10_000


@pytest.mark.parametrize("length", range(27, 120))
def test_no_last_line_of_one_character(length):
    last = lines_of("国" * length + "。")[-1]
    assert len(last.rstrip("。")) >= 2


def test_twenty_eight_characters_fill_a_line():
    assert [len(line) for line in lines_of("国" * (26 + 28 + 28))] == [26, 28, 28]


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_never_torn(group):
    for lead in range(1, 60):
        lines = lines_of("国" * lead + group + "国" * 20)
        assert sum(group in line for line in lines) == 1, lead


def test_a_credit_code_stays_whole_and_a_long_address_is_cut_after_marks():
    for lead in range(1, 40):
        lines = lines_of("国" * lead + "91330681MA2XXXXX0X" + "国" * 9)
        assert sum("91330681MA2XXXXX0X" in line for line in lines) == 1
    long = lines_of("见https://example.org/" + "abc/" * 30)
    assert all(line.endswith(("/", "-", ".")) for line in long[:-1])


def test_an_endless_token_is_cut_rather_than_hung_out():
    boxes, lines, setting = broken("A" * 500)
    assert len(lines) > 5
    assert all(sum(box.width for box in boxes[a:b]) <= setting.width for a, b in lines)


def test_marks_side_by_side_share_half_a_cell():
    boxes, _, _ = broken("》（《国")
    assert [round(box.width / CELL, 2) for box in boxes] == [0.5, 1.0, 0.5, 1.0]


def test_a_ragged_paragraph_is_not_stretched():
    boxes, lines, setting = broken("国" * 30 + "ABC" + "国" * 30, width=12.3 * CELL, justified=False)
    runs = justify.place(boxes[slice(*lines[1])], 0, setting.width, setting, first=False, last=False)
    assert runs[0].spacing == pytest.approx(CELL - BODY)


def test_a_line_before_a_number_of_eighteen_digits_is_not_torn_apart():
    boxes, lines, setting = broken("男，1968年8月10日出生，公民身份号码33068119680810371X，职业定型工。" + "国" * 40)
    placed = [
        justify.place(
            boxes[a:b], 0 if n else 2 * CELL, MEASURE - (0 if n else 2 * CELL), setting, first=not n, last=False
        )
        for n, (a, b) in enumerate(lines)
    ]
    assert "".join(run.text for run in placed[0]).endswith("号码")
    assert last_origin(placed[0]) < MEASURE - 6 * CELL
    assert last_origin(placed[1]) == pytest.approx(MEASURE - CELL, abs=0.2)


def test_text_without_numbers_is_even_at_the_right_edge():
    """Only what may not be broken makes a line short enough to be left as it is."""
    rng = random.Random(5)
    text = "".join(rng.choice(HANZI) * 2 + rng.choice(["", "，", "。", "（是）"]) for _ in range(400))
    for cells in range(200, 281, 5):
        boxes, lines, setting = broken(text, width=cells / 10 * CELL)
        found = [stretch(boxes[a:b], setting.width - (0 if n else 2 * CELL)) for n, (a, b) in enumerate(lines[:-1])]
        assert max(found) <= justify.MOST_STRETCH * BODY, cells


def test_an_empty_paragraph_has_no_line():
    assert lines_of("") == []
