"""A bound volume: text, running numbers, bookmarks and what a reader shows as page numbers, read from the file."""

import io

import pikepdf
import pypdf
import pytest
from PIL import Image, ImageOps

from documents import binding, volume
from documents.binding import Leaf, Unbindable, bind, picture_page
from tests.documents.judges import say
from tests.mediation.uploads.corpus import launch, pdf, picture


def sheet(name):
    return volume.printed(volume.list_pages(name, [["序号", "题名"], ["甲", name]]), name, "诸暨市总工会")


def turned(angle, pages=1):
    def turn(book):
        for page in book.pages:
            page.Rotate = angle

    return pdf(pages, turn)


def bound(tmp_path, *leaves, front=(), back=()):
    out = io.BytesIO()
    told = bind(leaves, out, tmp_path, title="案卷甲", front=lambda _bound: front, back=back)
    return told, pypdf.PdfReader(out)


def outline(reader, marks=None):
    """(name, page index) of each bookmark, those under it in a list behind it."""
    rows = reader.outline if marks is None else marks
    return [
        outline(reader, row) if isinstance(row, list) else (row.title, reader.get_destination_page_number(row))
        for row in rows
    ]


@pytest.mark.once
class TestBind:
    def test_pieces_stand_in_order_with_numbers_bookmarks_and_labels(self, tmp_path):
        leaves = [
            Leaf("一", "申请书", lambda: sheet("申请书样")), Leaf("一", "照片", lambda: picture_page(picture())),
            Leaf("二", "意见书", lambda: pdf(2)),
        ]  # fmt: skip
        told, reader = bound(
            tmp_path,
            *leaves,
            front=[("封面", sheet("封面样")), ("目录", sheet("目录样"))],
            back=[("备考表", sheet("备考样"))],
        )
        texts = [page.extract_text().split() for page in reader.pages]
        assert told.places == ((1, 1), (2, 2), (3, 4))
        assert [text[-1] for text in texts[2:6]] == ["1", "2", "3", "4"]
        assert "申请书样" in texts[2]
        assert not any(text[-1].isdigit() for text in (*texts[:2], texts[6]))
        assert reader.page_labels == ["i", "ii", "1", "2", "3", "4", "+"]
        assert outline(reader) == [
            ("封面", 0), ("目录", 1), ("一", 2), [("申请书", 2), ("照片", 3)], ("二", 4), [("意见书", 4)],
            ("备考表", 6),
        ]  # fmt: skip
        assert reader.metadata.title == "案卷甲"

    @pytest.mark.parametrize("angle", [0, 90, 180, 270])
    def test_the_number_stands_in_the_upper_right_corner_as_the_page_is_read(self, tmp_path, angle):
        with (tmp_path / "volume.pdf").open("wb") as out:
            bind([Leaf("一", "甲", lambda: turned(angle))], out, tmp_path, title="案卷", front=lambda _bound: [])
        say("pdftoppm", "-r", "72", "-gray", "-png", str(out.name), str(tmp_path / "page"))
        with Image.open(tmp_path / "page-1.png") as page:
            left, top, right, low = ImageOps.invert(page).getbbox()
            wide, _high = page.size
        assert (0 < wide - right < 50, 0 < top < 50) == (True, True)
        assert (right - left < 10, 5 < low - top < 15) == (True, True)  # one digit, upright

    def test_a_page_with_odd_boxes_is_bound(self, tmp_path):
        def odd(book):
            book.pages[0].MediaBox = [400, 300, 0, 0]
            book.pages[0].Rotate = pikepdf.Name.Sideways

        told, reader = bound(tmp_path, Leaf("一", "甲", lambda: pdf(1, odd)))
        assert (told.count, reader.pages[0].extract_text().strip()) == (1, "1")

    def test_links_and_actions_of_a_piece_stay_behind(self, tmp_path):
        _told, reader = bound(tmp_path, Leaf("一", "甲", lambda: pdf(1, launch)))
        assert "/Annots" not in reader.pages[0]
        assert "/OpenAction" not in reader.trailer["/Root"]

    def test_what_is_no_pdf_is_told(self, tmp_path):
        with pytest.raises(Unbindable):
            bound(tmp_path, Leaf("一", "甲", lambda: b"%PDF-1.7 torn"))
        assert not binding.is_bindable(b"%PDF-1.7 torn")
        assert not binding.is_bindable(pdf(encryption=pikepdf.Encryption(owner="a", user="b")))

    @pytest.mark.parametrize(
        "row", [{"CropBox": pikepdf.Name.x}, {"Resources": pikepdf.Dictionary(XObject=pikepdf.Name.x)}]
    )
    def test_a_page_that_takes_no_number_is_told_beforehand(self, row):
        def hostile(book):
            for key, value in row.items():
                book.pages[1].obj[f"/{key}"] = value

        assert not binding.is_bindable(pdf(2, hostile))
        assert binding.is_bindable(pdf(2, launch))

    @pytest.mark.parametrize(("form", "size", "lies"), [("JPEG", (400, 300), True), ("PNG", (300, 400), False)])
    def test_a_picture_fits_its_page(self, form, size, lies):
        page = pypdf.PdfReader(io.BytesIO(picture_page(picture(form, size)))).pages[0]
        assert (page.mediabox.width > page.mediabox.height) is lies
        assert len(page.images) == 1


@pytest.mark.once
class TestSheets:
    def test_hostile_names_are_printed_and_long_ones_broken(self):
        name = "某某" * 100
        cells = [("申请人", name), ("用途", "一\n二\x07三🙂<b>")]
        reader = pypdf.PdfReader(io.BytesIO(volume.printed(
            volume.cover_pages(volume.Cover(name, "案卷", cells, [name])), "案卷\x00🙂", "甲")))  # fmt: skip
        text = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
        assert text.count("某") == 600
        assert "一 二〓三〓<b>" in text

    def test_a_list_without_rows_says_its_lines(self):
        pages = volume.list_pages("备考表", [["序号"]], ["齐全。"])
        assert len(pages) == 1
        assert "齐全。" in pypdf.PdfReader(io.BytesIO(volume.printed(pages, "备考表", ""))).pages[0].extract_text()
