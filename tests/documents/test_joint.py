"""Joint letters (联合行文): names, seals and headers of two to six organisations."""

import itertools
import math

import pytest

from documents.paper import lay_out
from documents.sheet import LEFT, MM, RIGHT, Seal
from tests.documents.layouts import NAMES, end_of, issuer, paper, texts, words


def joint(count, layout="letter", **kwargs):
    return paper(layout, co_issuers=tuple(map(issuer, NAMES[: count - 1])), **kwargs)


def centre(op):
    return (op.runs[0].x + end_of(op.runs[-1], op.size)) / 2


@pytest.mark.parametrize("layout", ["letter", "file"])
@pytest.mark.parametrize("count", range(2, 7))
@pytest.mark.parametrize("diameter", [30.0, 42.0, 50.0])
def test_names_stand_under_their_seals_in_rows_of_three_and_no_seals_touch(layout, count, diameter):
    co_issuers = tuple(issuer(name, seal_diameter=diameter) for name in NAMES[: count - 1])
    main = issuer("江州市总工会", seal_diameter=diameter)
    page = lay_out(paper(layout, issuer=main, co_issuers=co_issuers))[-1]
    seals = [op for op in page.operations if isinstance(op, Seal)]
    assert [seal.text for seal in seals] == ["江州市总工会", *NAMES[: count - 1]]
    rows = [list(row) for _y, row in itertools.groupby(seals, lambda seal: seal.y)]
    assert max(map(len, rows)) <= 3
    assert len(rows) == math.ceil(count / 3)
    assert seals[-1].x == pytest.approx(max(seal.x for seal in seals))  # over the date
    for one, two in itertools.combinations(seals, 2):
        apart = math.hypot(one.x - two.x, one.y - two.y) - (one.diameter + two.diameter) / 2
        assert apart >= 0.9 * MM
    assert all(seal.x - seal.diameter / 2 >= LEFT and seal.x + seal.diameter / 2 <= RIGHT for seal in seals)
    ops = texts(page)
    for seal in seals:  # the last line of a name is what its seal covers
        under = next(op for op in ops if abs(centre(op) - seal.x) < 1 and 0 < seal.y - op.y < 10)
        assert seal.text.endswith(words(under))
    date = next(op for op in ops if words(op) == "2026年3月16日")
    assert abs(centre(date) - seals[-1].x) < seals[-1].diameter / 2
    assert seals[-1].y - seals[-1].diameter / 2 < date.y < seals[-1].y


def test_a_draft_has_the_names_and_no_seal():
    pages = lay_out(joint(6, draft=True, number=""))
    assert not [op for page in pages for op in page.operations if isinstance(op, Seal)]
    printed = "".join(words(op) for page in pages for op in texts(page))
    assert all(name in printed for name in NAMES)


@pytest.mark.parametrize("layout", ["letter", "file"])
@pytest.mark.parametrize("count", [2, 3, 6])
def test_a_joint_header_names_all_in_lines_of_one_width(layout, count):
    first = lay_out(joint(count, layout, has_joint_header=True))[0]
    red = [op for op in texts(first) if op.colour == "red"]
    mark = [op for op in red if words(op) != "文件"]
    assert "".join(map(words, mark)) == "江州市总工会" + "".join(NAMES[: count - 1])
    assert len(red) - len(mark) == (layout == "file")
    ends = {(round(op.runs[0].x, 1), round(end_of(op.runs[-1], op.size), 1)) for op in mark}
    assert len(ends) == 1
    assert max(end for _start, end in ends) <= RIGHT


@pytest.mark.parametrize("layout", ["letter", "file"])
def test_names_of_two_hundred_characters_leave_room_for_text_on_the_first_page(layout):
    long = tuple(issuer("江" * 200) for _index in range(2))
    pages = lay_out(paper(layout, co_issuers=long, has_joint_header=True, paragraphs=paper().paragraphs * 9))
    assert any(set(words(op)) == {"国"} for op in texts(pages[0]))
    printed = "".join(words(op) for page in pages for op in texts(page))
    # twice each in header and signature; the main name there and in the number, of a file in the imprint as well
    assert printed.count("江") == 800 + {"letter": 3, "file": 4}[layout]


def test_the_main_organisation_alone_heads_a_joint_letter_unless_told():
    first = lay_out(joint(3))[0]
    assert [words(op) for op in texts(first) if op.colour == "red"] == ["江州市总工会"]
