import io

import pypdf
import pytest
from django.core.management import CommandError, call_command

from documents import samples
from documents.kinds import KINDS, PAPERS

EVERY = KINDS | PAPERS


def run(*args, **kwargs):
    out = io.StringIO()
    call_command("sample_letter", *args, stdout=out, **kwargs)
    return out.getvalue()


def text_of(path):
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)


@pytest.mark.parametrize("kind", EVERY)
def test_a_sample_of_every_kind_is_written(kind, tmp_path):
    path = tmp_path / "sample.pdf"
    assert str(path) in run(kind, str(path))
    said = text_of(path)
    assert EVERY[kind].title in said
    assert ("样章" in said) == (kind in KINDS and kind != "minutes")  # minutes and papers bear no seal
    assert kind in PAPERS or "江州" in said
    assert "草稿" not in said.replace("（草稿）", "")


def test_an_office_sees_its_own_header_and_seal(tmp_path):
    path = tmp_path / "sample.pdf"
    run("reminder", str(path), name="江州市云溪区云帆街道总工会", seal="云帆街道总工会")
    said = text_of(path)
    assert said.count("江州市云溪区云帆街道总工会") == 2
    assert "云帆街道总工会样章" in said


def test_a_file_of_several_organisations_is_printed(tmp_path):
    path = tmp_path / "sample.pdf"
    run("reminder", str(path), as_file=True, joint=["江州市司法局", "江州市人民法院"])
    said = text_of(path)
    assert all(f"{name}样章" in said for name in (samples.ISSUER.name, "江州市司法局", "江州市人民法院"))
    assert "江州市总工会江州市司法局江州市人民法院文件" in said
    assert "2026年3月16日印发" in said


def test_the_list_names_every_kind():
    assert [line.split() for line in run(list=True).splitlines()] == [[k.code, k.title] for k in EVERY.values()]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["letter", "x.pdf"], "There is no kind “letter”. Kinds: reminder"),
        (["reminder"], "Give a kind and a file"),
        (["agreement", "x.pdf", "--as-file"], "are for letters"),
        (["intake_form", "x.pdf", "--joint", "甲"], "are for letters"),
        (["reminder", "x.pdf", *["--joint=甲"] * 6], "at most 5 organisations"),
        (["reminder", "x.pdf", "--joint", "𠮷县司法局"], r"U\+20BB7"),
        ([], "Give a kind and a file"),
        (["reminder", "no/such/folder/x.pdf"], "no/such/folder/x.pdf cannot be written"),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_writes_nothing(args, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=message):
        run(*args)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_cannot_be_printed_is_refused(tmp_path):
    path = tmp_path / "sample.pdf"
    with pytest.raises(CommandError, match=r"U\+20BB7"):
        run("reminder", str(path), name="𠮷县总工会")
    assert not path.exists()
