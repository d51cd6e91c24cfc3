from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from documents import freezing, samples
from documents.issuing import issue
from documents.models import IssuedLetter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return issue(
        "reminder",
        samples.SAMPLES["reminder"],
        issuer=samples.ISSUER,
        by="某",
        at=datetime(2026, 3, 16, 2, tzinfo=UTC),
        verify_url="https://e.org",
    )


def row(letter):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, sha256, issued_by, issuer FROM documents_issuedletter WHERE id = %s", [letter.pk]
        )
        return cursor.fetchone()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_issuedletter SET issued_by = 'x'",
        "UPDATE documents_issuedletter SET sha256 = sha256",
        "DELETE FROM documents_issuedletter",
    ],
)
def test_raw_sql_cannot_change_or_delete_a_letter(letter, statement):
    before = row(letter)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert row(letter) == before


REPLACING = {
    "the same key": "{columns}",
    "another key, the same number": "id + 1, {rest}",
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows no REPLACE")
@pytest.mark.parametrize("how", REPLACING)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_raw_sql_cannot_put_another_letter_in_its_place(letter, how, recursive):
    columns = [field.column for field in IssuedLetter._meta.concrete_fields]
    values = REPLACING[how].format(columns=", ".join(columns), rest=", ".join(columns[1:]))
    before = row(letter)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)  # as config.settings has it
        if how == "the same key":  # refused on a connection of another program too
            cursor.execute(f"PRAGMA recursive_triggers={recursive}")
        try:
            with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
                cursor.execute(
                    f"INSERT OR REPLACE INTO documents_issuedletter ({', '.join(columns)}) "  # noqa: S608
                    f"SELECT {values} FROM documents_issuedletter"
                )
        finally:
            cursor.execute("PRAGMA recursive_triggers=ON")
    assert row(letter) == before
    assert IssuedLetter.objects.count() == 1


@pytest.mark.parametrize("act", ["save", "update", "delete", "bulk delete"])
def test_neither_can_the_orm(letter, act):
    before = row(letter)
    letter.issued_by = "x"
    acts = {
        "save": letter.save,
        "update": lambda: IssuedLetter.objects.update(issued_by="x"),
        "delete": letter.delete,
        "bulk delete": IssuedLetter.objects.all().delete,
    }
    pk = letter.pk
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        acts[act]()
    letter.pk = pk
    assert row(letter) == before


def test_without_the_triggers_the_same_update_works(letter):
    """The negative control: it is the triggers that refuse."""
    freezing.remove(connection)
    assert IssuedLetter.objects.update(issued_by="x") == 1
    freezing.install(connection)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        IssuedLetter.objects.update(issued_by="y")
    assert IssuedLetter.objects.get().issued_by == "x"


def test_a_changed_byte_is_seen(letter):
    assert letter.is_intact
    letter.pdf = bytes(letter.pdf)[:-1] + b"X"
    assert not letter.is_intact
