import re

import pytest
from django.conf import settings

from documents import samples, wording
from documents.kinds import GROUNDS, KINDS, PAPERS
from documents.paper_samples import PAPER_SAMPLES
from documents.wording import check, cleaned, compose, paragraphs

VARIABLE = re.compile(r"{{\s*(\w+)|{%\s*(?:for \w+ in|if)\s+(\w+)")
LOOP = {"forloop", "article", "demand", "route", "item", "term", "mediator", "person", "not", "claim", "witness"}
ALL = {**KINDS, **PAPERS}
FACTS = {**samples.SAMPLES, **PAPER_SAMPLES}


def source(kind):
    return (settings.BASE_DIR / "templates" / "documents" / ALL[kind].wording).read_text(encoding="utf-8")


def words(kind, **facts):
    row = KINDS[kind]
    kept, findings = cleaned(row, samples.SAMPLES[kind] | facts)
    assert findings == []
    return [(block.level, "".join(text for _, text in block.runs)) for block in paragraphs(row, kept, "江州市总工会")]


@pytest.mark.parametrize("kind", ALL)
def test_every_sample_passes_the_check(kind):
    assert check(ALL[kind], FACTS[kind]) == []


@pytest.mark.parametrize("kind", ALL)
def test_every_variable_of_a_wording_is_a_field(kind):
    used = {one or two for one, two in VARIABLE.findall(source(kind))} - LOOP - {"issuer", "you"}
    assert used - {field.name for field in ALL[kind].fields} == set()


@pytest.mark.parametrize("kind", ALL)
def test_every_required_field_is_printed(kind):
    row = ALL[kind]
    for field in row.fields:
        shown = compose(row, cleaned(row, {})[0], samples.ISSUER, "", draft=True)
        text = "".join(run[1] for block in shown.paragraphs for run in block.runs)
        text += shown.addressee + shown.contact + shown.phone + shown.office + "".join(shown.mediators)
        text += "".join(value for _label, value in shown.head)
        if field.required and field.default is None:
            assert f"【{field.chinese}】" in text, field.name


@pytest.mark.parametrize("kind", ["reminder", "opinion"])
def test_a_letter_to_the_employer_has_no_place_for_a_worker(kind):
    assert {field.name for field in ALL[kind].fields} & {"worker", "applicant", "complainant", "respondent"} == set()


@pytest.mark.parametrize("kind", ALL)
def test_no_wording_holds_layout(kind):
    assert re.search(r"[<>\t]|\|safe|\u3000", source(kind)) is None


@pytest.mark.parametrize("kind", ALL)
def test_what_is_unfilled_is_named(kind):
    row = ALL[kind]
    found = {finding.field for finding in check(row, {})}
    assert found == {field.name for field in row.fields if field.required and field.default is None}


def test_blank_and_invisible_text_counts_as_unfilled():
    facts = samples.SAMPLES["opinion"] | {"matter_source": " \u200b\u202e\t", "demands": ["", " \n"]}
    assert [f.field for f in check(KINDS["opinion"], facts)] == ["matter_source", "demands"]


def test_a_missing_glyph_is_named_with_its_field():
    facts = samples.SAMPLES["opinion"] | {"contact": "龚𠮷", "demands": ["足额支付\U00031350"]}
    found = [
        (f.field, "U+20BB7" in str(f.message), "U+31350" in str(f.message)) for f in check(KINDS["opinion"], facts)
    ]
    assert found == [("demands", False, True), ("contact", True, False)]


@pytest.mark.parametrize(
    ("field", "most"), [("addressee", 200), ("matter_source", 200), ("facts_found", 50_000), ("contact", 200)]
)
def test_lengths_are_capped(field, most):
    fine = samples.SAMPLES["opinion"] | {field: "国" * most}
    assert check(KINDS["opinion"], fine) == []
    found = check(KINDS["opinion"], fine | {field: "国" * (most + 1)})
    assert [(f.field, str(most) in str(f.message)) for f in found] == [(field, True)]


def test_headings_come_from_the_wording_only():
    got = words("opinion", facts_found="一、伪造\n（一）伪造。后文", demands=["（二）伪造", "二、伪造"])
    assert [text for level, text in got if level] == [
        "一、调查发现的问题",
        "二、法律依据",
        "三、监督意见",
        "四、答复要求和法律后果",
    ]
    assert (0, "一、伪造") in got
    assert (0, "（一）伪造。后文。") in got


def test_paragraphs_of_a_text_are_paragraphs_of_the_letter():
    got = words("opinion", facts_found="甲。\r\n\r\n  　乙。\u2028丙。")
    start = got.index((1, "一、调查发现的问题"))
    assert got[start + 1 : start + 5] == [(0, "甲。"), (0, "乙。"), (0, "丙。"), (1, "二、法律依据")]


@pytest.mark.parametrize(
    ("investigated_on", "heard", "printed", "heading"),
    [
        ("", [], "情况进行监督。", "一、发现的问题"),
        ("3月5日", [], "情况进行监督，于3月5日进行了调查。", "一、调查发现的问题"),
        ("", ["职工"], "情况进行监督，听取了职工的意见。", "一、发现的问题"),
        (
            "3月5日",
            ["职工", "你单位"],
            "情况进行监督，于3月5日进行了调查，听取了职工、你单位的意见。",
            "一、调查发现的问题",
        ),
    ],
)
def test_the_opinion_tells_of_inquiry_and_hearing_only_what_is_recorded(investigated_on, heard, printed, heading):
    got = words("opinion", investigated_on=investigated_on, heard=heard)
    assert got[0][1].endswith(printed + "现提出如下监督意见：")
    assert got[1] == (1, heading)


def test_template_marks_in_facts_stay_text():
    assert (0, "{{ issuer }}{% if %}{# x #}。") in words("opinion", facts_found="{{ issuer }}{% if %}{# x #}")


def test_lists_are_numbered_only_when_they_are_lists():
    assert (0, "1.甲；") in words("opinion", demands=["甲。", "乙；"])
    assert (0, "2.乙。") in words("opinion", demands=["甲。", "乙；"])
    assert (0, "甲。") in words("opinion", demands=["甲"])


def test_straight_quotes_become_chinese_ones():
    assert (0, "称“不付”。") in words("opinion", facts_found='称"不付"。')
    assert (0, '长5"。') in words("opinion", facts_found='长5"。')


@pytest.mark.parametrize("ground", [choice.code for choice in GROUNDS])
def test_the_suggestion_names_its_ground_and_the_opinion(ground):
    text = "".join(line for _, line in words("suggestion", ground=ground))
    chinese = next(choice.chinese for choice in GROUNDS if choice.code == ground)
    assert text.count(chinese) == 2
    assert "《浙江省工会劳动法律监督条例》第二十三条" in text
    assert "江总工劳监意〔2026〕3号" in text
    assert "2026年3月17日" in text


def test_the_end_of_mediation_tells_routes_and_limitation_date():
    text = "".join(line for _, line in words("mediation_end_notice"))
    assert all(word in text for word in ("仲裁委员会申请仲裁", "投诉、举报", "法律援助", "2027年1月31日"))


@pytest.mark.parametrize("kind", ["acceptance_notice", "non_acceptance_notice"])
def test_notices_tell_the_limitation_and_its_exception_for_wages(kind):
    """劳动争议调解仲裁法, article 27, paragraphs 1 and 4."""
    assert words(kind)[-1][1].endswith(
        "时效期间为一年，从当事人知道或者应当知道其权利被侵害之日起计算。"
        "劳动关系存续期间因拖欠劳动报酬发生争议的，不受上述时效限制；"
        "劳动关系终止的，应当自终止之日起一年内提出。请注意及时主张权利。"
    )


@pytest.mark.parametrize(
    ("addressee", "begins"),
    [("李喆", "你与"), ("李喆、龚䶮", "你们与"), ("李喆等150人", "你们与"), ("等等", "你与")],
)
@pytest.mark.parametrize("kind", ["acceptance_notice", "non_acceptance_notice", "mediation_end_notice"])
def test_a_notice_to_several_speaks_to_several(kind, addressee, begins):
    lines = [line for _, line in words(kind, addressee=addressee)]
    assert lines[0].startswith(begins)
    assert ("你们" in "".join(lines)) == (begins == "你们与")


def test_a_draft_shows_what_is_missing_and_a_sign_for_what_cannot_be_printed():
    row = KINDS["opinion"]
    content = compose(row, cleaned(row, {"contact": "龚𠮷"})[0], samples.ISSUER, "", draft=True)
    assert content.addressee == "【主送单位】"
    assert content.contact == "龚〓"


def test_the_hash_follows_the_wording(monkeypatch):
    one = wording.wording_hash(KINDS["opinion"])
    assert one != wording.wording_hash(KINDS["reminder"])
    monkeypatch.setattr(wording.template("opinion.txt"), "source", "改")
    assert wording.wording_hash(KINDS["opinion"]) != one


def test_a_heading_of_the_second_level_is_kai_up_to_its_full_stop():
    block = wording._paragraph("（一）超时加班。抽查发现", "（一）超时加班。抽查发现")
    assert block.runs == (("kai", "（一）超时加班。"), ("fang", "抽查发现"))
    assert block.level == 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("1.目标", 3),
        ("12．步骤", 3),
        ("（1）支付", 4),
        ("1." + wording.GUARD + "伪造", 0),
        ("3.5万元", 0),
        ("（一）总则", 2),
    ],
)
def test_a_heading_of_a_lower_level_is_known_by_its_number_in_the_wording(text, level):
    assert wording._paragraph(text, text.replace(wording.GUARD, "")).level == level
