"""Rows written at once are what bulk_create would have written."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.forms.models import model_to_dict

from mediation.models import Claim, Dispute, Party
from mediation.models.many import write_many
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ["楼䶮", "𠮷野", 'O\'Neil "x" 100% \\ %s {name}', "第一行\n第二行", " "]


def people(case):
    return [
        Party(
            dispute=case, role="applicant", kind="worker", name=name, id_number=f"{number}", phone="138" * (number % 2),
            groups=["woman", name] if number % 2 else [], hired_on=date(2020, 3, 1) if number % 3 else None,
            is_member=number % 2 == 0,
        ) for number, name in enumerate(NAMES * 3)
    ]  # fmt: skip


def claims(case, owners):
    amounts = map(Decimal, ("0.00", "0.10", "1234567890.05", "100"))
    return [Claim(dispute=case, party=owner, category="01", text=f"“{owner}”", amount=amount)
        for owner, amount in zip([*owners[:3], None], amounts, strict=True)]  # fmt: skip


def raw(rows):
    """All that the database holds of the rows, as it holds it, but their ids and those of their people."""
    meta = rows[0]._meta
    columns = [field.column for field in meta.local_concrete_fields if field.column not in ("id", "party_id")]
    chosen, keys = ", ".join(f'"{column}"' for column in columns), ", ".join(str(row.pk) for row in rows)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {chosen} FROM "{meta.db_table}" WHERE id IN ({keys}) ORDER BY id')  # noqa: S608
        return [[(type(cell), cell) for cell in row] for row in cursor.fetchall()]


def test_they_are_what_bulk_create_writes():
    case = factories.make_dispute()
    written, created = people(case), people(case)
    write_many(written)
    Party.objects.bulk_create(created)
    assert raw(written) == raw(created)
    found = Party.objects.in_bulk([row.pk for row in written])
    assert [model_to_dict(found[row.pk]) for row in written] == [model_to_dict(row) for row in written]
    assert [row.pk for row in written] == sorted(found)
    assert not any(row._state.adding for row in written)
    owned, again = claims(case, written), claims(case, created)
    write_many(owned)
    Claim.objects.bulk_create(again)
    assert raw(owned) == raw(again)
    assert [claim.party_id for claim in Claim.objects.filter(pk__in=[row.pk for row in owned])] == [
        *(row.pk for row in written[:3]), None,
    ]  # fmt: skip


def test_no_rows_are_no_question(django_assert_num_queries):
    with django_assert_num_queries(0):
        write_many([])
    assert not Dispute.objects.exists()
