"""Every paper that has neither number nor seal: it prints, says all it was given, and takes any text."""

import io
from collections import Counter

import pytest
from pypdf import PdfReader

from documents import issuing, samples
from documents.content import PEN
from documents.kinds import KINDS, PAPERS, kind_of, title_of
from documents.paper_samples import PAPER_SAMPLES
from documents.wording import check, cleaned, compose

HOSTILE = (
    "<script>alert(1)</script>{{ issuer }}{% if %}{# x #}%s",
    "甲\u202e\u200b\x1b[31m乙\ue000丙\ue001丁\U0010fffd",
    "一、伪造\n（一）伪造。\n" + "长" * 190,
)
BY_HAND = (
    "oral_application", "consent_record", "investigation_record", "session_record", "extension_consent",
    "address_confirmation",
)  # fmt: skip
TYPED = ("line", "text", "lines")


def written(pdf):
    """The characters that a copy of the text holds, and how often."""
    return Counter("".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()))


def said(kind, facts):
    """The characters that the paper is made of: title, text, table, signatures, office, enclosures and annexes."""
    row = kind_of(kind)
    content = compose(row, cleaned(row, facts)[0], samples.ISSUER, "")
    parts = [content.title, content.office, *content.signers, *content.attachments]
    parts += [text for block in content.paragraphs for _style, text in block.runs]
    parts += [part for cell in content.head for part in cell if part != PEN]
    parts += [
        cell for _name, rows in ((content.annex_title, content.annex), *content.further) for r in rows for cell in r
    ]
    return Counter("".join("".join(parts).split()))


def printed(kind, facts):
    return issuing.print_paper(kind, facts, issuer=samples.ISSUER, at=samples.AT)


def test_every_paper_has_a_sample_a_title_of_its_own_and_no_number():
    assert list(PAPER_SAMPLES) == list(PAPERS)
    assert {row.number for row in PAPERS.values()} == {""}
    titles = [title_of(kind) for kind in (*KINDS, *PAPERS)]
    assert len(set(titles)) == len(titles)
    with pytest.raises(KeyError):
        issuing.print_paper("reminder", {}, issuer=samples.ISSUER, at=samples.AT)


@pytest.mark.parametrize("row", PAPERS.values(), ids=PAPERS)
def test_the_table_of_a_paper_names_its_fields_and_headings_once(row):
    names = {field.name for field in row.fields}
    assert len(set(row.head)) == len(row.head)
    assert all(name in names or not name.isascii() for name in row.head)
    assert row.layout in ("petition", "record", "form")
    assert bool(row.head) == (row.layout in ("record", "form"))
    assert row.signers


@pytest.mark.parametrize("kind", PAPERS)
def test_a_complete_paper_prints_all_it_was_given_and_no_draft_mark(kind):
    facts = PAPER_SAMPLES[kind]
    assert check(PAPERS[kind], facts) == []
    found, wanted = written(printed(kind, facts)), said(kind, facts)
    assert wanted - found == Counter()


@pytest.mark.parametrize("kind", PAPERS)
def test_an_unfilled_paper_prints_as_a_draft_that_names_what_is_missing(kind):
    row = PAPERS[kind]
    found = written(printed(kind, {}))
    for field in row.fields:
        if field.required and field.default is None:
            assert Counter(f"【{field.chinese}】") - found == Counter(), field.name


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("words", HOSTILE)
def test_any_text_in_every_field_prints(kind, words):
    typed = {field.name: words for field in PAPERS[kind].fields if field.type in TYPED}
    pdf = printed(kind, {**PAPER_SAMPLES[kind], **typed})
    assert pdf.startswith(b"%PDF")
    assert b"/JavaScript" not in pdf


WITH_ROSTER = [kind for kind, row in PAPERS.items() if any(field.name == "roster" for field in row.fields)]


@pytest.mark.parametrize("kind", WITH_ROSTER)
def test_every_table_of_a_paper_is_printed(kind):
    roster = [["序号", "姓名"], ["1", "蒋喆"], ["2", "楼䶮"]]
    facts = {**PAPER_SAMPLES[kind], "roster": roster}
    found = written(printed(kind, facts))
    assert said(kind, facts) - found == Counter()
    assert Counter("蒋喆楼䶮职工名单") - found == Counter()


@pytest.mark.parametrize(("kind", "with_words", "without"), [
    ("arbitration_petition", "见所附证据目录", "另行提交"), ("statement_of_claim", "见所附证据目录", "另行提交"),
    ("payment_petition", "见证据目录", "申请人与被申请人没有其他债务纠纷，支付令能够送达被申请人。根据"),
])  # fmt: skip
def test_a_petition_speaks_of_evidence_only_where_there_is_some(kind, with_words, without):
    row, facts = PAPERS[kind], PAPER_SAMPLES[kind]

    def words(facts):
        content = compose(row, cleaned(row, facts)[0], samples.ISSUER, "")
        return "".join(text for block in content.paragraphs for _style, text in block.runs)

    assert with_words in words(facts)
    assert without not in words(facts)
    assert without in words({**facts, "evidence": None})
    assert with_words not in words({**facts, "evidence": None})


def test_a_choice_that_is_left_to_the_pen_prints_its_boxes():
    row = PAPERS["address_confirmation"]
    facts = {**PAPER_SAMPLES["address_confirmation"], "electronic": None}
    content = compose(row, cleaned(row, facts)[0], samples.ISSUER, "")
    assert dict(content.head)["是否同意电子送达"] == "□同意电子送达　□不同意电子送达"
    assert Counter("□□") - written(printed("address_confirmation", facts)) == Counter()


@pytest.mark.parametrize("kind", BY_HAND)
def test_a_blank_has_lines_and_boxes_for_what_is_unfilled_and_what_is_known(kind):
    known = {"applicant", "party", "matter", "counterpart"}
    facts = {name: value for name, value in PAPER_SAMPLES[kind].items() if name in known}
    blank = issuing.print_blank(kind, facts, issuer=samples.ISSUER, at=samples.AT)
    reader, text = PdfReader(io.BytesIO(blank)), "".join(written(blank).elements())
    assert not set(text) & {"【", "】", "稿", "\ue002"}
    assert all(set(str(value)) <= set(text) for value in facts.values())
    assert len(reader.pages) <= 2
    full = issuing.print_blank(kind, PAPER_SAMPLES[kind], issuer=samples.ISSUER, at=samples.AT)
    if not check(PAPERS[kind], PAPER_SAMPLES[kind]) and PAPERS[kind].layout != "record":
        assert written(full) == written(printed(kind, PAPER_SAMPLES[kind]))
