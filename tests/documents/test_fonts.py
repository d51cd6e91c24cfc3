import pytest

from documents import fonts, rows
from documents.content import Content, Issuer
from documents.paper import lay_out


def file_of(made_fonts, style, character):
    return made_fonts.roles[fonts.glyph(style, character).font]


@pytest.mark.parametrize("style", ["fang", "kai", "hei", "title"])
def test_each_style_takes_its_own_font_first(made_fonts, style):
    assert file_of(made_fonts, style, "国") == made_fonts.roles[style]


def test_ascii_of_the_body_is_song(made_fonts):
    assert file_of(made_fonts, "fang", "3") == made_fonts.roles["song"]
    assert 0.4 < fonts.glyph("fang", "3").advance < 0.6


@pytest.mark.parametrize("character", "喆䶮𬭎")
def test_rare_characters_come_from_the_fallback(made_fonts, character):
    assert file_of(made_fonts, "fang", character) == made_fonts.roles["rare"]
    assert fonts.glyph("fang", character).advance == 1.0
    assert fonts.missing(f"龚{character}") == []


def test_official_punctuation_comes_from_the_body_font():
    assert {fonts.glyph("fang", character).font for character in "〔〕〇—…·“”‘’（）《》：；①℃"} == {"fang"}


def test_roles_that_share_a_file_share_a_font(made_fonts):
    loaded = fonts.load()
    assert len({id(font) for font in loaded.values()}) == len(set(made_fonts.roles.values()))


def test_a_character_no_font_has_is_named():
    with pytest.raises(fonts.MissingGlyph, match=r"U\+20BB7") as caught:
        fonts.glyph("fang", "𠮷")
    assert caught.value.character == "𠮷"


def test_missing_names_each_character_once_and_no_line_break():
    assert fonts.missing("𠮷野家\n𠮷\U00031350国\ue000") == ["𠮷", "\U00031350", "\ue000"]


def test_the_repertoire_is_what_the_fonts_can_draw():
    """The cheap check and the fonts never disagree: every ninth code point of the planes with Hanzi."""
    for code in [*range(0x20, 0x3400, 9), *range(0x3400, 0xD7FF, 9), *range(0xE000, 0x32000, 9)]:
        character = chr(code)
        try:
            fonts.glyph("fang", character)
            drawn = True
        except fonts.MissingGlyph:
            drawn = False
        assert fonts.has(character) == drawn, hex(code)


def test_all_hanzi_of_gb2312_and_of_level_one_are_there():
    gb = [bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    hanzi = "".join(pair.decode("gb2312", "ignore") for pair in gb)
    assert len(hanzi) == 6763
    assert fonts.missing(hanzi) == []
    assert fonts.missing("".join(chr(code) for code in (*range(0x4E00, 0x9FA6), *range(0x3400, 0x4DB6)))) == []


def test_a_letter_with_a_missing_character_is_refused():
    issuer = Issuer(code="x", name="江州市𠮷总工会", prefix="江总工")
    with pytest.raises(fonts.MissingGlyph, match="𠮷"):
        lay_out(Content("letter", "提示函", issuer, (), "2026年3月16日", addressee="某单位"))


def test_the_fallback_is_lowered_to_the_body():
    assert (fonts.rise("fang"), fonts.rise("rare")) == (0, pytest.approx(-0.07))


def test_substitutes_are_told(made_fonts):
    assert set(fonts.substitutes()) == {"title", *made_fonts.substitutes}


def test_the_length_of_text_is_the_sum_of_its_advances():
    digit = fonts.glyph("fang", "3").advance
    assert rows.length("fang", "国喆3", 10) == pytest.approx(20 + 10 * digit)
