import hashlib
import io
import zipfile

import pytest

from mediation.models import Letter
from mediation.operations.zipping import zipped
from tests.factories import make_letter

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # reads only


def test_the_zip_holds_the_stored_bytes_under_their_numbers_and_their_hashes():
    letters = [make_letter("reminder", "issued") for _place in range(2)]
    make_letter("reminder")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zipped(Letter.objects.all()))))
    assert archive.testzip() is None
    names = [f"{letter.issued.number} {letter.issued.code}.pdf" for letter in letters]
    assert sorted(archive.namelist()) == sorted([*names, "SHA256SUMS"])
    assert [archive.read(name) for name in names] == [bytes(letter.issued.pdf) for letter in letters]
    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}


def test_no_letter_gives_an_empty_archive():
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zipped(Letter.objects.all()))))
    assert archive.namelist() == ["SHA256SUMS"]
