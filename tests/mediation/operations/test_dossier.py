"""Dossiers: all that stands in the volume, what must not go does not, the package proves itself, the record is kept."""

import hashlib
import io
import json
import shutil
import subprocess
import unicodedata
import zipfile

import pikepdf
import pypdf
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from documents.paper_samples import PAPER_SAMPLES
from mediation.dossier_checks import missing
from mediation.integrity import violations
from mediation.models import DossierIssue, Paper
from mediation.operations import dossier
from mediation.operations.dossier import issue_dossier
from mediation.operations.dossier_pieces import pieces_of, read_case
from mediation.operations.papers import discard_paper, draw_paper, paper_of
from mediation.operations.people import recuse
from mediation.operations.uploads import attach, strike_file
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute, make_letter, take
from tests.mediation.uploads.corpus import pdf, picture, taken
from tests.refusals import forbidden, refused

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 30)
OUTSIDE = {"purpose": "立案审查", "addressee": "诸暨市人民法院", "ground": "duty"}


def add(subject, purpose, name, *, mark="", data=None, code="jpeg", on=DAY, paper=None):
    file = taken(name, data or picture(size=(320, 200 + sum(map(ord, name)) % 500)), code)
    return attach(subject, [file], purpose=purpose, mark=mark, by=cast.city_mediator(), at=at(on), paper=paper)[0]


def give(dispute, *chosen, by=None, recipient="archive", form="volume", hour=12, **given):
    answers = {"recipient": recipient, "form": form, "reason": "纸质件另存", **given}
    out = io.BytesIO()
    row = issue_dossier(dispute, chosen, out, by=by or cast.city_mediator(), at=at(DAY, hour), answers=answers)
    return row, out.getvalue()


def text_of(content):
    """The text of each page, without the spaces of its layout."""
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.fixture
def complaint():
    """A supervision case with a withdrawn and a served letter, files of all sorts and papers."""
    dispute = make_dispute("accepted", request="supervision")
    withdrawn = make_letter("reminder", "issued", dispute=dispute)
    take(withdrawn, "withdraw", cast.chair(), later(MONDAY, 2), reason="CANARYWITHDRAWN")
    letter = make_letter("reminder", "served", dispute=fresh(dispute))
    add(letter, "service", "前台签收照片.jpg")
    add(dispute, "identity", "身份证.jpg")
    add(dispute, "evidence", "工资条.jpg")
    add(dispute, "evidence", "CANARYSECRET.pdf", mark="trade_secret", data=pdf(), code="pdf")
    add(dispute, "evidence", "考勤.xlsx", data=b"PK\x03\x04 rows", code="xlsx")
    strike_file(add(dispute, "other", "CANARYSTRUCK.jpg"), reason="误传", by=cast.city_mediator(), at=at(DAY))
    draw_paper(dispute, "intake_form", by=cast.city_mediator(), at=at(DAY))
    paper = draw_paper(dispute, "address_confirmation", by=cast.city_mediator(), at=at(DAY))
    discard_paper(paper, reason="重复", by=cast.city_mediator(), at=at(DAY))
    return fresh(dispute)


def keys(dispute, *, skip=()):
    return [piece.key for piece in pieces_of(read_case(dispute)) if piece.section.code not in skip]


class TestArchive:
    def test_the_volume_holds_what_stands_in_order_each_where_the_index_says(self, complaint):
        row, content = give(complaint)
        texts = text_of(content)
        assert [piece["title"].split("：")[-1] for piece in row.pieces] == [
            "身份证", "工资条", "CANARYSECRET", "考勤", "工会劳动法律监督提示函", "前台签收照片",
        ]  # fmt: skip
        assert "工会劳动法律监督案卷" in texts[0]
        assert complaint.number in texts[0]
        places = [piece["pages"] for piece in row.pieces]
        for number, (first, last) in enumerate(places, 1):
            shown = f"{first}-{last}" if last > first else str(first)
            assert f"{number}" in texts[1]
            assert shown in texts[1]
        assert texts[1 + places[4][0]].startswith("诸暨市总工会")
        assert [text[-len(str(n)):] for n, text in enumerate(texts[2:2 + row.pages], 1)] == [
            str(n) for n in range(1, row.pages + 1)
        ]  # fmt: skip

    def test_what_no_longer_stands_is_listed_and_not_bound_and_emotional_support_neither(self, complaint):
        Paper.objects.create(kind="emotion_record", dispute=complaint, by=cast.city_mediator(), at=at(DAY))
        _row, content = give(complaint)
        texts = text_of(content)
        notes, bound = texts[-1], "".join(texts[:-1])
        assert ("CANARYWITHDRAWN" in notes, "CANARYSTRUCK" in notes) == (True, True)
        assert "CANARYSTRUCK" not in bound.split("办理经过")[0]
        assert "缺下列材料" in notes
        assert "纸质件另存" in notes
        assert "情绪疏导记录" not in "".join(texts)

    def test_the_record_is_kept_with_hashes_and_never_changes(self, complaint):
        row, content = give(complaint, by=cast.archivist())
        assert (row.sha256, row.size) == (hashlib.sha256(content).hexdigest(), len(content))
        letter = complaint.letters.get(state="served").issued
        assert letter.sha256 in [piece["sha256"] for piece in row.pieces]
        event = complaint.events.order_by("number").last()
        assert (event.kind, event.data["recipient"], event.data["sha256"], event.reason) == (
            "issue_dossier", "archive", row.sha256, "纸质件另存",
        )  # fmt: skip
        for change in (lambda: DossierIssue.objects.update(purpose="x"), DossierIssue.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert list(violations()) == []
        assert give(complaint, hour=13)[0].pieces == row.pieces
        with refused("a reason is given why the volume goes on without what is missing"):
            give(complaint, reason=" ")

    def test_a_case_without_pieces_has_no_volume(self):
        dispute = make_dispute("registered")
        with refused("at least one piece is chosen"):
            give(dispute)

    def test_a_page_that_cannot_be_bound_has_a_sheet_and_stops_nothing(self, complaint):
        def hostile(book):
            book.pages[0].obj.CropBox = pikepdf.Name.x

        file = add(complaint, "evidence", "CANARYCROP.pdf", data=pdf(1, hostile), code="pdf")
        row, content = give(fresh(complaint))
        [told] = [piece for piece in row.pieces if piece["key"] == f"upload-{file.pk}"]
        first = 1 + told["pages"][0]
        assert "该件不能装订成卷" in text_of(content)[first]
        assert told["sha256"] == file.sha256


class TestPapers:
    """What nobody has signed, or nobody has filled in, is no piece of a volume by itself."""

    def test_a_paper_counts_once_its_signed_copy_is_on_file(self, complaint):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        paper = draw_paper(dispute, "intake_form", by=by, at=at(DAY), content=PAPER_SAMPLES["intake_form"])
        lacking = [words for words, _label in missing(read_case(dispute), pieces_of(read_case(dispute)))]
        assert "受理登记与通知" in lacking
        with refused("at least one piece is chosen"):
            give(dispute)
        assert [piece["title"] for piece in give(dispute, f"paper-{paper.pk}")[0].pieces] == ["劳动争议受理登记表"]
        with refused("the paper is in use"):
            add(complaint, "signed", "签名.jpg", paper=paper)
        file = add(fresh(dispute), "signed", "签名.jpg", paper=paper)
        [piece] = pieces_of(read_case(dispute))
        assert (piece.key, piece.kind, piece.section.code) == (f"upload-{file.pk}", "intake_form", "acceptance")
        assert "受理登记与通知" not in [words for words, _label in missing(read_case(dispute), [piece])]
        with refused(f"“{piece.title}” does not go to this recipient"):
            give(fresh(dispute), piece.key, recipient="court", hour=13, **OUTSIDE)
        strike_file(file, reason="误传", by=by, at=at(DAY, 14))
        assert [piece.key for piece in pieces_of(read_case(dispute))] == [f"paper-{paper.pk}"]

    def test_blank_forms_give_way_to_what_came_back_and_unfilled_papers_go_nowhere(self, complaint):
        by, letter = cast.city_mediator(), complaint.letters.get(state="served")
        receipt, reply = (paper_of(letter, kind, by=by, at=at(DAY)) for kind in ("service_receipt", "reply_reminder"))
        empty = draw_paper(fresh(complaint), "investigation_record", by=by, at=at(DAY))
        left = [piece for piece in pieces_of(read_case(complaint)) if piece.key.startswith("paper")]
        assert [(row.kind, row.is_draft, row.is_unsigned) for row in left if row.kind != "intake_form"] == [
            ("investigation_record", True, True), ("reply_reminder", False, True),
        ]  # fmt: skip
        assert receipt.letter == reply.letter == letter
        with refused(f"“{empty.form.title}” does not go to this recipient"):
            give(fresh(complaint), f"paper-{empty.pk}")
        assert not [piece for piece in give(complaint)[0].pieces if piece["key"].startswith("paper")]


class TestRecipients:
    def test_the_hr_department_gets_the_letter_and_not_who_complained(self, complaint):
        chosen = [key for key in keys(complaint) if key.startswith("letter")]
        row, content = give(complaint, *chosen, recipient="hr", **OUTSIDE)
        text = "".join(text_of(content))
        assert [piece["title"] for piece in row.pieces] == ["工会劳动法律监督提示函"]
        for worker in complaint.parties.filter(kind="worker"):
            assert worker.name not in text
        assert not [
            word for word in ("CANARYSECRET", "CANARYSTRUCK", "CANARYWITHDRAWN", "办理经过", "备考") if word in text
        ]
        assert "诸暨市人民法院" in text
        row, _content = give(complaint, *chosen, *chosen, recipient="court", hour=13, **OUTSIDE)
        assert (len(row.pieces), row.missing, row.ground) == (1, [], "duty")

    def test_what_may_tell_who_complained_goes_with_consent_alone(self, complaint):
        chosen = [piece for piece in pieces_of(read_case(complaint)) if piece.section.code == "identity"]
        words = f"“{chosen[0].title}” may tell who complained: it goes with the worker's consent alone"
        with refused(words):
            give(complaint, chosen[0].key, recipient="hr", **OUTSIDE)
        consent = {**OUTSIDE, "ground": "consent", "consent_paper": "同意书"}
        assert len(give(complaint, chosen[0].key, recipient="hr", **consent)[0].pieces) == 1

    def test_nothing_said_and_what_is_kept_from_a_recipient_is_refused(self, complaint):
        with refused(
            "at least one piece is chosen", "it is named who receives it", "the purpose is named",
            "the legal ground is chosen",
        ):  # fmt: skip
            give(complaint, recipient="court")
        card = next(piece.key for piece in pieces_of(read_case(complaint)) if piece.section.code == "identity")
        with refused(
            "sensitive fields go with the worker's consent or for a duty of the law, not on request (PIPL 29)"
        ):
            give(complaint, card, recipient="court", **{**OUTSIDE, "ground": "request"})
        secret = next(piece for piece in pieces_of(read_case(complaint)) if piece.mark)
        with refused(f"“{secret.title}” does not go to this recipient", "“upload-0” does not go to this recipient"):
            give(complaint, secret.key, "upload-0", recipient="court", **OUTSIDE)


class TestRights:
    def test_handlers_give_out_and_the_archivist_to_the_archive_alone(self, complaint):
        for person in (cast.reviewer, cast.auditor, cast.volunteer, cast.employer_user, cast.inspector):
            with forbidden():
                give(complaint, by=person())
        with forbidden():
            give(complaint, *keys(complaint), by=cast.archivist(), recipient="court", **OUTSIDE)
        assert give(complaint, by=cast.archivist())[0].by == cast.archivist()

    def test_who_is_recused_gives_nothing_out(self, complaint):
        recuse(complaint, person=cast.city_mediator(), reason="近亲属", by=cast.manager(), at=at(DAY))
        with forbidden():
            give(fresh(complaint))

    def test_what_happens_meanwhile_makes_it_stale(self, complaint, monkeypatch):
        made = dossier._made

        def slow(order, out):
            add(complaint, "other", "新来.jpg", on=later(DAY, 1))
            return made(order, out)

        monkeypatch.setattr(dossier, "_made", slow)
        with pytest.raises(dossier.StepStale):
            give(complaint)
        assert not DossierIssue.objects.exists()


class TestPackage:
    def test_it_proves_itself_offline_and_the_hash_of_the_manifest_stands_on_the_cover(self, complaint, tmp_path):
        row, content = give(complaint, form="package")
        assert row.sha256 == hashlib.sha256(content).hexdigest()
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert package.testzip() is None
            package.extractall(tmp_path)
        sums = dict(line.split("  ", 1)[::-1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines())
        files = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
        assert set(sums) == files - {"SHA256SUMS"}
        assert all(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == told for name, told in sums.items())
        if shutil.which("sha256sum"):
            check = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
            assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
            (tmp_path / "manifest.json").write_bytes(b"{}")
            assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            manifest, volume = package.read("manifest.json"), package.read("卷宗.pdf")
            readme, names = package.read("README.txt").decode(), package.namelist()
        told = json.loads(manifest)
        assert [file["sha256"] for file in told["files"]] == [piece["sha256"] for piece in row.pieces]
        assert {file["name"] for file in told["files"]} < set(names)
        assert hashlib.sha256(manifest).hexdigest() in text_of(volume)[0]
        assert "sha256sum -c SHA256SUMS" in readme

    def test_names_fit_any_file_system(self, complaint):
        long = taken("甲" * 60 + ".jpg", picture(size=(99, 99)), "jpeg")
        attach(
            complaint,
            [long],
            purpose="evidence",
            note='../a\\b:"<>|?* \u202egpj.exe\x9b\x85' + "甲" * 150,
            by=cast.city_mediator(),
            at=at(DAY),
        )
        _row, content = give(complaint, form="package")
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name.removeprefix("单件/") for name in package.namelist()]
        assert not [name for name in names for character in name if unicodedata.category(character)[0] == "C"]
        assert not [
            name for name in names if len(name.encode()) > 255 or set(name) & set('\\/:*?"<>|') or name[0] == "."
        ]


class TestArchiveStep:
    ANSWERS = {"volume_complete": True, "redaction_done": True}

    def test_where_it_is_asked_for_a_volume_made_after_the_closing_comes_first(self, settings):
        settings.ARCHIVE_NEEDS_VOLUME = True
        missing = "the archive volume was made on the page of the dossier after the case was closed"
        answers = {"recipient": "archive", "form": "volume", "reason": "纸质件另存"}
        dispute = make_dispute("closed")
        day = later(dispute.closed_on, 1)
        with refused(missing):
            take(dispute, "archive", cast.archivist(), day, **self.ANSWERS)
        issue_dossier(fresh(dispute), (), io.BytesIO(), by=cast.archivist(), at=at(day), answers=answers)
        dispute = take(fresh(dispute), "reopen", cast.reviewer(), day, reason="新的请求")
        dispute = take(dispute, "close", cast.city_mediator(), day, outcome="R02")
        with refused(missing):  # made on the same day, before what came since
            take(fresh(dispute), "archive", cast.archivist(), day, **self.ANSWERS)
        issue_dossier(fresh(dispute), (), io.BytesIO(), by=cast.archivist(), at=at(day), answers=answers)
        assert take(fresh(dispute), "archive", cast.archivist(), day, **self.ANSWERS).state == "archived"
        give(fresh(dispute), by=cast.archivist())
        assert list(violations()) == []

    def test_the_step_shows_what_is_missing_and_goes_on_without_it(self, client):
        dispute = make_dispute("closed")
        client.force_login(cast.archivist())
        client.cookies["django_language"] = "en"
        text = client.get(reverse("dispute-step", args=[dispute.pk, "archive"])).content.decode()
        assert ("A complete volume would also hold" in text, "Proof of identity" in text) == (True, True)
        assert take(dispute, "archive", cast.archivist(), DAY, **self.ANSWERS).state == "archived"
