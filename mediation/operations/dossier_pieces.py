"""The pieces of a case in archive order, and their bytes: letters that stand, papers in use, files not struck."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import translation

from documents import binding, issuing, volume
from documents.kinds import KINDS, PAPERS
from documents.models import IssuedLetter
from mediation.dossier import KEPT_APART, OF_LETTER, OF_PAPER, OF_UPLOAD, PROOFS, SECTIONS, Piece
from mediation.letter_kinds import AFTER_ISSUE
from mediation.lifecycle import local_day
from mediation.masking import joined
from mediation.models import Agreement, Dispute, Event, Letter, Paper, Proceeding, Upload
from mediation.models.upload import kept_apart
from mediation.operations.paper_content import annex
from mediation.operations.papers import print_paper

INERT = "该件为电子文件，不能作为页面装订；原件随资料包提供，以上表的校验值为准。"
DAMAGED = "该件不能装订成卷；原件随资料包提供，以上表的校验值为准。"
ORDER = {row.code: number for number, row in enumerate(SECTIONS)}


def read_case(dispute: Dispute) -> Dispute:
    """The case with all that a dossier reads, in a number of queries that does not depend on its rows."""
    rows = Dispute.objects.with_people().prefetch_related(
        "parties", "sessions", "follow_ups", "evidence",
        Prefetch("letters", Letter.objects.with_record().select_related("issuer", "addressee_employer", "agency")),
        Prefetch("proceedings", Proceeding.objects.select_related("agency")),
        Prefetch("agreements", Agreement.objects.prefetch_related("instalments")),
    )  # fmt: skip
    return rows.get(pk=dispute.pk)


def pieces_of(dispute: Dispute) -> list[Piece]:
    """Every piece of the case, in archive order; what goes with a letter stands behind it."""
    letters = {row.pk: row for row in dispute.letters.all() if row.state in AFTER_ISSUE and row.kind in OF_LETTER}
    issued = IssuedLetter.objects.filter(letter__in=letters).values_list("letter", "facts")
    facts, named = {pk: joined(said) for pk, said in issued}, papers_named(dispute)
    with translation.override("zh-hans"):
        found = [_letter(row, facts[row.pk]) for row in letters.values()]
        papers, files = {row.pk: row for row in _papers(dispute)}, list(_uploads(dispute))
        signed = {row.pk: papers[pk] for row in files if (pk := named.get(row.event_id)) in papers}
        left = [row for row in papers.values() if not _came_back(row, files, signed)]
        found += [piece for row in left if (piece := _paper(row, letters)) is not None]
        found += [_upload(row, letters, signed.get(row.pk)) for row in files]
    return list(_in_order(found))


def _papers(dispute: Dispute) -> Iterable[Paper]:
    rows = Paper.objects.filter(dispute=dispute).live().exclude(kind__in=KEPT_APART)
    for row in rows.select_related("proceeding__agency", "letter__issued", "by"):
        row.dispute = dispute
        yield row


def _uploads(dispute: Dispute) -> Any:
    return Upload.objects.filter(dispute=dispute, strike=None).exclude(kept_apart()).with_origin()


def papers_named(dispute: Dispute) -> dict[int, int]:
    """Which act brought the signed copy of which paper."""
    rows = Event.objects.filter(dispute=dispute, kind="attach", data__paper__isnull=False)
    return dict(rows.values_list("pk", "data__paper"))


def _came_back(paper: Paper, files: list[Upload], signed: dict[int, Paper]) -> bool:
    """A file stands in the place of the paper: its signed copy, or what proves the service or is the answer."""
    return paper in signed.values() or any(
        paper.letter_id and row.event.letter_id == paper.letter_id and row.purpose == paper.row.back for row in files
    )


def _letter(letter: Letter, facts: str) -> Piece:
    return Piece(
        f"letter-{letter.pk}", OF_LETTER[letter.kind], letter.kind, KINDS[letter.kind].title, letter.issuer.name,
        letter.issued_on or local_day(letter.drafted_at), letter.number, text=facts,
        to_employer=letter.addressee_employer_id is not None, source=letter,
    )  # fmt: skip


def _paper(paper: Paper, letters: dict[int, Letter]) -> Piece | None:
    """A paper with its section; None for one of a letter that does not stand."""
    letter = letters.get(paper.letter_id) if paper.letter_id else None
    if letter is None and paper.kind not in OF_PAPER:
        return None
    on = local_day(paper.at)
    content = {**paper.content, **annex(paper)}
    section = OF_LETTER[letter.kind] if letter else OF_PAPER[paper.kind]
    signers = "、".join(str(label) for label in paper.row.signers)
    return Piece(
        f"paper-{paper.pk}", section, paper.kind, PAPERS[paper.kind].title, signers, on,
        letter.number if letter else "", of_letter=letter.kind if letter else "",
        text=joined(content), is_draft=bool(issuing.check(paper.kind, content)), is_unsigned=bool(paper.form.signers),
        to_employer=letter is not None and letter.addressee_employer_id is not None, source=paper,
    )  # fmt: skip


def _upload(upload: Upload, letters: dict[int, Letter], paper: Paper | None) -> Piece:
    """A file with its section; the signed copy of a paper stands where the paper would."""
    letter = letters.get(upload.event.letter_id) if upload.event.letter_id else None
    scanned = paper if paper is not None and letter is None else None
    section = OF_PAPER[scanned.kind] if scanned else OF_LETTER[letter.kind] if letter else OF_UPLOAD[upload.purpose]
    form = "picture" if upload.media.is_picture else "pdf" if upload.kind == "pdf" else "file"
    name = upload.note or upload.name.removesuffix(upload.media.suffix)
    title = f"{PAPERS[scanned.kind].title}（签名件）" if scanned else f"{upload.get_purpose_display()}：{name}"
    said = joined({**scanned.content, **annex(scanned)}) if scanned else ""
    return Piece(
        f"upload-{upload.pk}", section, scanned.kind if scanned else upload.purpose, title, upload.organisation.name,
        local_day(upload.at), letter.number if letter else "", form,
        letter.kind if letter else "", f"{upload.name} {upload.note} {upload.typed_name} {said}", upload.mark,
        to_employer=letter is not None and letter.addressee_employer_id is not None, source=upload,
    )  # fmt: skip


def _in_order(found: list[Piece]) -> Iterator[Piece]:
    behind: dict[int, list[Piece]] = {}
    for piece in found:
        if piece.of_letter:
            behind.setdefault(_letter_of(piece), []).append(piece)
    heads = [piece for piece in found if not piece.of_letter]
    for piece in sorted(heads, key=lambda piece: (ORDER[piece.section.code], piece.on, piece.source.pk)):
        yield piece
        if piece.key.startswith("letter-"):
            yield from sorted(behind.get(piece.source.pk, ()), key=_rank)


def _letter_of(piece: Piece) -> int:
    source = piece.source.event if isinstance(piece.source, Upload) else piece.source
    return source.letter_id or 0


def _rank(piece: Piece) -> tuple[int, date, int]:
    """The receipt before its proof, the answer before what was verified."""
    kind = "service" if piece.kind == "service_receipt" else "answer" if piece.kind.startswith("reply_") else piece.kind
    return (PROOFS.index(kind) if kind in PROOFS else len(PROOFS), piece.on, piece.source.pk)


# Bytes -------------------------------------------------------------------------------------------------------


def bytes_of(piece: Piece) -> bytes:
    """The single file: of a letter the frozen bytes, of a paper its print, of an upload what is stored."""
    source = piece.source
    if isinstance(source, Letter):
        return bytes(IssuedLetter.objects.values_list("pdf", flat=True).get(letter=source))
    if isinstance(source, Paper):
        return print_paper(source, source.at)
    return bytes(Upload.objects.values_list("content", flat=True).get(pk=source.pk))


def suffix_of(piece: Piece) -> str:
    return str(piece.source.media.suffix) if isinstance(piece.source, Upload) else ".pdf"


def leaf_of(piece: Piece, content: bytes) -> bytes:
    """The pages of a piece for the volume; a sheet for what has none."""
    if piece.form == "pdf" and binding.is_bindable(content):
        return content
    if piece.form == "picture":
        with suppress(OSError):
            return binding.picture_page(content)
    digest = hashlib.sha256(content).hexdigest()
    cells = [
        ("题名", piece.title), ("类型", suffix_of(piece).removeprefix(".").upper()), ("大小", f"{len(content)}字节"),
        ("日期", piece.on.isoformat()), ("责任者", piece.author), ("SHA256", f"{digest[:32]} {digest[32:]}"),
    ]  # fmt: skip
    pages = volume.file_sheet(piece.title, cells, INERT if piece.form == "file" else DAMAGED)
    return volume.printed(pages, piece.title, piece.author)
