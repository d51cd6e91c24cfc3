"""Joint letters (联合行文) and the 文件格式: who chooses, whose consent is missing, what is printed and kept."""

import io

import pypdf
import pytest
from django.urls import reverse

from documents import issuing
from documents.fields import office_of
from documents.models import IssuedLetter
from mediation.operations.letters import edit_letter
from tests import cast
from tests.factories import MONDAY, at, fresh, issue, later, make_letter, submit, take
from tests.refusals import forbidden, refused

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 5)
PAPER = "诸人社函〔2026〕12号，2026年3月18日"


def joint(*offices, paper=PAPER):
    return [f"{office.name}：{paper}" for office in offices]


def five():
    return [cast.justice(), cast.court(), cast.procuratorate(), cast.hr(), cast.arbitration()]


def save(letter, by=None, **changes):
    return edit_letter(letter, letter.content | changes, by=by or letter.drafter, at=at(DAY))


def pages_of(pdf):
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize(("count", "shape"), [(1, None), (5, "file")])
def test_all_sign_in_their_order_and_it_is_made_again_alike(count, shape):
    offices = five()[:count]
    letter = save(make_letter("reminder"), joint=joint(*offices), **({"shape": shape} if shape else {}))
    names = [office.name for office in offices]
    assert letter.events.get(kind="edit").data == {"joint": names}
    signed = issue(letter, DAY)
    record = IssuedLetter.objects.get(pk=signed.issued_id)
    assert record.facts["joint"] == joint(*offices)
    assert issuing.reproduce(record) == bytes(record.pdf)
    assert signed.events.get(kind="sign").data["joint"] == names
    pages = pages_of(record.pdf)
    head, rest = "".join(pages).split(f"{letter.addressee}：")
    assert rest[:10] in pages[0]  # text stands on the first page, however many names the header has
    if shape:
        rest, imprint = rest.rsplit(letter.issuer.name, 1)
        assert "印发" in imprint
    places = [rest.rindex(name) for name in (letter.issuer.name, *names)]
    assert places == sorted(places)
    assert PAPER not in rest  # their consent is for our file
    assert [name in head for name in (letter.issuer.name, *names, "文件")] == [True] + [bool(shape)] * (count + 1)


def test_the_format_of_a_notice():
    letter = make_letter("rights_notice")
    plain = issuing.sketch(letter.kind, letter.content, issuer=_issuer(letter), at=at(DAY))
    as_file = issuing.sketch(letter.kind, {**letter.content, "shape": "file"}, issuer=_issuer(letter), at=at(DAY))
    assert ["文件" in _red(pages) for pages in (plain, as_file)] == [False, True]


def _issuer(letter):
    return issuing.Issuer(letter.issuer.code, letter.issuer.name, letter.issuer.letter_prefix)


def _red(pages):
    texts = [row for row in pages[0].operations if getattr(row, "colour", "") == "red" and hasattr(row, "runs")]
    return "".join(run.text for row in texts for run in row.runs)


def test_without_the_consent_of_each_it_is_not_reviewed():
    letter = save(make_letter("reminder"), joint=[cast.court().name, *joint(cast.hr())])
    missing = f"Issued jointly with: The consent of “{cast.court().name}” is missing: number and date of its paper."
    with refused(missing):
        submit(letter, DAY)
    assert fresh(letter).state == "draft"


def test_nor_signed_when_an_office_is_gone_by_then():
    letter = save(make_letter("reminder"), joint=joint(cast.court()))
    approved = take(submit(letter, DAY), "approve", cast.reviewer(), DAY)
    court = cast.court()
    court.is_active = False
    court.save()
    with refused(f"Issued jointly with: “{court.name}” cannot sign this letter."):
        take(approved, "sign", cast.chair(), DAY)


def test_the_department_it_goes_to_does_not_sign_it():
    hr, opinion = cast.hr(), make_letter("opinion", "unanswered")
    letter = make_letter("suggestion", dispute=opinion.dispute, agency=hr, on=later(opinion.issued_on, 40))
    letter = save(letter, joint=joint(hr))
    assert [row.field for row in letter.findings()] == ["joint"]
    assert hr not in letter.possible_offices()


def test_who_may_not_draft_may_not_choose_offices():
    letter = make_letter("reminder")
    for person in (cast.reviewer(), cast.chair(), cast.court_liaison(), cast.auditor()):
        with forbidden():
            save(letter, by=person, joint=joint(cast.court()))


class TestPage:
    def send(self, client, letter, offices, papers, address="letter-detail"):
        client.force_login(letter.drafter)
        typed = {name: "\n".join(v) if isinstance(v, list) else v for name, v in letter.content.items()}
        typed |= {"version": letter.version, "joint_office": offices, "joint_paper": papers, "shape": "file"}
        return client.post(reverse(address, args=[letter.pk]), typed)

    def test_chosen_rows_are_saved_in_order_and_empty_ones_left_out(self, client):
        letter = make_letter("reminder")
        names = [cast.hr().name, "", cast.court().name, "", ""]
        assert self.send(client, letter, names, [PAPER, "", " ", "", ""]).status_code == 302
        saved = fresh(letter)
        assert saved.content == letter.content | {"joint": [f"{names[0]}：{PAPER}", names[2]], "shape": "file"}
        page = client.get(reverse("letter-detail", args=[letter.pk])).content.decode()
        assert page.count("<option selected>") == 2
        assert f'value="{PAPER}"' in page

    @pytest.mark.parametrize(
        "rows", [(["", ""], [PAPER, ""]), (["法院", "法院"], [PAPER, PAPER]), (list("甲乙丙丁戊己"), [""] * 6)]
    )
    def test_what_makes_no_sense_is_said_at_the_field_and_nothing_is_lost(self, client, rows):
        letter = make_letter("reminder")
        response = self.send(client, letter, *rows)
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["joint"])
        assert all(text in response.content.decode() for part in rows for text in part)
        assert fresh(letter).content == letter.content

    def test_what_is_not_saved_is_kept_with_its_rows(self, client):
        letter = make_letter("reminder")
        self.send(client, letter, [cast.court().name], [PAPER], "letter-unsaved")
        assert letter.autosaves.get().typed["joint"] == f"{cast.court().name}：{PAPER}"
        page = client.get(reverse("letter-detail", args=[letter.pk])).content.decode()
        assert page.count("<option selected>") == 1
        assert self.send(client, letter, [cast.court().name], [PAPER], "letter-sketch").status_code == 200


def test_a_line_is_an_office_and_its_paper():
    assert office_of("诸暨市人民法院： 浙诸法函〔2026〕3号") == ("诸暨市人民法院", "浙诸法函〔2026〕3号")
    assert office_of("诸暨市人民法院") == ("诸暨市人民法院", "")
