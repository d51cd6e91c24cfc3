"""Files of emotional support: open to who sent them and to the handler of the case, in no dossier."""

import io

import pypdf
import pytest
from django.urls import reverse

from mediation.models import Upload
from mediation.operations.dossier import issue_dossier
from mediation.operations.dossier_pieces import pieces_of, read_case
from mediation.operations.foundation import enlist
from mediation.operations.uploads import attach, strike_file
from mediation.zhuji import AREA
from tests import cast
from tests.factories import MONDAY, at, fresh, hand_over, later, make_dispute, prepare_proceeding, take
from tests.mediation.uploads.corpus import pdf, taken
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 20)


def doctor():
    return enlist("health.lu", "鲁宁", cast.place(f"{AREA}HEAL"), "liaison", since=later(MONDAY, -30))


def scan(name, pages):
    return taken(f"{name}.pdf", pdf(pages))


@pytest.fixture
def dispute():
    """A case with files of the talks, of the office that took the worker over, and one that is nothing of the kind."""
    dispute, by = make_dispute("accepted"), cast.city_mediator()
    talks = prepare_proceeding(dispute, "emotional_support", cast.city(), by, later(MONDAY, 2))
    attach(talks, [scan("CANARYTALKS", 1)], purpose="signed", by=by, at=at(DAY))
    (gone,) = attach(talks, [scan("CANARYGONE", 2)], purpose="signed", by=by, at=at(DAY))
    strike_file(gone, reason="CANARYREASON", by=by, at=at(DAY))
    parcel = hand_over(fresh(dispute), later(MONDAY, 2), aim="emotional", agency=cast.place(f"{AREA}HEAL"))
    take(
        parcel, "record_result", doctor(), DAY, answered_on=DAY, result="已转介。", result_paper="记录",
        attached=[scan("CANARYOFFICE", 3)],
    )  # fmt: skip
    attach(fresh(dispute), [scan("工资条", 5)], purpose="evidence", by=by, at=at(DAY))
    return fresh(dispute)


def test_no_dossier_holds_them_and_no_list_of_acts_speaks_of_them(dispute):
    files = [piece.title for piece in pieces_of(read_case(dispute)) if piece.key.startswith("upload")]
    assert files == ["证据：工资条"]
    out = io.BytesIO()
    answers = {"recipient": "archive", "form": "volume", "reason": "纸质件另存"}
    issue_dossier(dispute, (), out, by=cast.city_mediator(), at=at(DAY, 12), answers=answers)
    text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages)
    assert [word for word in ("CANARY", "疏导", "已转介") if word in text] == []
    assert "工资条" in text


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (cast.city_mediator, "CANARYTALKS CANARYGONE CANARYOFFICE 工资条"),  # the handler
        (cast.auditor, "工资条"), (cast.archivist, "工资条"), (cast.chair, "工资条"), (doctor, "CANARYOFFICE"),
        (cast.employer_user, ""),
    ],
)  # fmt: skip
def test_who_sent_one_and_the_handler_open_it_and_nobody_else(dispute, client, who, sees):
    assert dispute.handler == cast.city_mediator()
    rows = Upload.objects.visible_to(who())
    assert [row.name.removesuffix(".pdf") for row in rows] == sees.split()
    client.force_login(who())
    opened = {row.pk: client.get(reverse("file-bytes", args=[row.pk])).status_code for row in Upload.objects.all()}
    assert [pk for pk, status in opened.items() if status == 200] == [row.pk for row in rows]
    listed = client.get(reverse("file-list", args=[dispute.pk]))
    if listed.status_code == 200:
        assert [word for word in ("CANARYTALKS", "工资条") if word in listed.content.decode()] == [
            word for word in ("CANARYTALKS", "工资条") if word in sees.split()
        ]


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "purpose"),
    [("关于蒋某的心理 咨询", "other"), ("情绪疏导\u0301记录", "other"), ("扫描件0012", "emotion_record")],
)
def test_a_record_of_talks_is_not_added_where_others_read_it(dispute, name, purpose, client, settings):
    settings.LANGUAGE_CODE = "en"
    client.force_login(cast.city_mediator())
    where = dispute.proceedings.get(kind="emotional_support")
    by, files = cast.city_mediator(), [scan(name, 7)]
    with refused("a record of emotional support is added to its proceeding or to its paper, where few may read it"):
        attach(dispute, files, purpose=purpose, by=by, at=at(DAY))
    told = "A record of emotional support is added at its proceeding"
    for case, says in ((dispute, True), (make_dispute("accepted"), False)):
        assert (told in page(client, reverse("file-new", args=[case.pk]))) == says
    (kept,) = attach(where, files, purpose=purpose, by=by, at=at(DAY))
    assert not Upload.objects.visible_to(cast.manager()).filter(pk=kept.pk).exists()
