"""Any two versions of a letter, read as one text."""

import pytest
from django.urls import reverse

from mediation.operations.letters import edit_letter
from mediation.operations.revisions import GONE, NEW, SAME, redline, versions_of
from tests.factories import MONDAY, at, later, make_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    letter = make_letter("reminder")
    for number, text in enumerate(("二月未发工资。", "二月、三月未发工资。", "三月未发工资。"), 2):
        content = {**letter.content, "facts_found": text}
        letter = edit_letter(letter, content, by=letter.drafter, at=at(later(MONDAY, number)))
    return letter


def texts(rows, *kinds):
    return {row.name: "".join(part.text for part in row.parts if part.kind in (SAME, *kinds)) for row in rows}


def test_versions_are_numbered_from_the_first_draft(letter):
    rows = versions_of(letter)
    assert [(row.number, row.by, row.content["facts_found"]) for row in rows[1:]] == [
        (2, letter.drafter, "二月未发工资。"), (3, letter.drafter, "二月、三月未发工资。"),
        (4, letter.drafter, "三月未发工资。"),
    ]  # fmt: skip
    assert (rows[0].at, rows[0].number) == (letter.drafted_at, 1)


@pytest.mark.parametrize(("old", "new"), [(2, 4), (4, 2), (3, 3)])
def test_both_versions_can_be_read_from_the_redline(letter, old, new):
    rows = {row.number: row.content for row in versions_of(letter)}
    read = redline(letter.kind, rows[old], rows[new])
    assert (texts(read, GONE)["facts_found"], texts(read, NEW)["facts_found"]) == (
        rows[old]["facts_found"], rows[new]["facts_found"],
    )  # fmt: skip
    assert [row.name for row in read if row.changed] == ([] if old == new else ["facts_found"])


def test_a_table_is_compared_row_by_row():
    before = {"roster": [["姓名", "金额"], ["蒋喆", "100.00"]]}
    after = {"roster": [["姓名", "金额"], ["蒋喆", "200.00"]]}
    row = next(row for row in redline("agreement", before, after) if row.name == "roster")
    assert "".join(part.text for part in row.parts if part.kind != GONE) == "姓名，金额\n蒋喆，200.00"


@pytest.mark.parametrize(
    ("query", "chosen"), [("", (3, 4)), ("?old=1&new=3", (1, 3)), ("?old=99&new=x", (3, 4)), ("?new=1", (1, 1))]
)
def test_the_page_compares_what_is_chosen_or_the_last_saving(client, letter, query, chosen):
    client.force_login(letter.drafter)
    response = client.get(reverse("letter-redline", args=[letter.pk]) + query)
    assert response.status_code == 200
    assert (response.context["old"].number, response.context["new"].number) == chosen
