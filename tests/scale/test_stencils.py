"""A life lived again: what is another word, another day, another id, and what stays as it was."""

from benchmarks.province.stencils import DAY, ID, INSTANT, TEXT, WORD, Life, Pieces, Row, day_number


def life():
    return Life(dispute=1, first=0, last=0, is_open=False, town=1, union=None, employer=1)


def rendered(text, words, shift):
    told = life()
    tokens = {word: told.word("party", word) for word in words}
    row = Row(0, [text], [(0, TEXT, Pieces(tokens).cut(text), None)])
    return row.render([1], list(words.values()), shift)[0]


def test_names_and_days_of_a_text_are_others():
    text = '{"on": "2026-02-24", "who": "王梅", "said": "王梅梅于2026年2月24日到庭，电话0575-87124351"}'
    found = rendered(text, {"王梅": "何萍", "王梅梅": "沈丽"}, -7)
    assert found == '{"on": "2026-02-17", "who": "何萍", "said": "沈丽于2026年2月17日到庭，电话0575-87124351"}'


def test_what_is_the_same_in_every_case_is_not_cut():
    assert Pieces({"王梅": 0}).cut("拖欠两个月工资，2026-02-31没有这一天") is None


def test_ids_days_and_instants_of_a_row():
    day = day_number("2026-01-01")
    row = Row(0, [None, None, None, None, "kept"], [
        (0, ID, 1, 3), (1, DAY, day, None), (2, INSTANT, day, " 02:02:00"), (3, WORD, 0, None)])  # fmt: skip
    assert row.render([10, 20], ["word"], 14) == [23, "2026-01-15", "2026-01-15 02:02:00", "word", "kept"]
    assert row.values == [None, None, None, None, "kept"]


def test_words_that_no_row_holds_are_left_out():
    told = life()
    tokens = {text: told.word("party", text) for text in ("赵", "钱", "孙")}
    sun = Pieces(tokens).cut("孙")
    told.rows = [Row(0, ["孙"], [(0, TEXT, sun, None)]), Row(0, [1], [(0, WORD, tokens["钱"], None)])]
    told.prune()
    assert told.keys == [("party", "钱"), ("party", "孙")]
    assert [row.render([1], ["Q", "S"], 0) for row in told.rows] == [["S"], ["Q"]]
