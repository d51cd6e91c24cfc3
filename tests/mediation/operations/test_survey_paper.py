"""The sheet with the questions after closing: set once for real, with a short name and with the longest."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from mediation.models import Party, Survey
from mediation.operations.survey_paper import survey_paper
from tests import cast
from tests.factories import MONDAY, at, make_dispute

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = f"https://mediation.example.cn/survey/{'x' * 43}/"


def sheet_for(name):
    case = make_dispute("accepted")
    Party.objects.filter(dispute=case, kind="worker").update(name=name)
    worker = case.parties.get(kind="worker")
    survey = Survey(dispute=case, party=worker, closed_on=MONDAY, unit=cast.city())
    return PdfReader(BytesIO(survey_paper(survey, ADDRESS, at=at(MONDAY)))), case


def test_three_questions_for_a_pen_and_a_code_for_a_phone_on_one_page():
    sheet, case = sheet_for("蒋喆")
    text = "".join(page.extract_text() for page in sheet.pages).replace("\n", "")
    for words in (
        case.number,
        "蒋喆",
        cast.city().name,
        "□满意",
        "□基本满意",
        "□不满意",
        "□一般",
        "□部分履行",
        "手机扫码作答",
    ):
        assert words in text
    assert len(sheet.pages) == 1
    assert ADDRESS.encode("utf-16-be") in _strings(sheet), "who has it read out hears the address"


def test_the_longest_name_leaves_the_code_on_the_paper():
    sheet, _case = sheet_for("阿" * 200)
    assert "手机扫码作答" in "".join(page.extract_text() for page in sheet.pages)
    assert len(sheet.pages) <= 2


def _strings(sheet):
    """The alternative texts of the structure tree, as the file holds them."""
    found, rows = b"", [sheet.trailer["/Root"]["/StructTreeRoot"]]
    while rows:
        row = rows.pop().get_object()
        if not hasattr(row, "get"):
            continue
        found += str(row.get("/Alt", "")).encode("utf-16-be")
        kids = row.get("/K", [])
        rows += kids if isinstance(kids, list) else [kids]
    return found
