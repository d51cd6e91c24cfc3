import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from documents import press
from tests.factories import make_letter
from tests.walks.crowd import committed
from tests.walks.dump import Picture
from tests.walks.world import cheap_print


@pytest.mark.django_db(transaction=True)
def test_no_committed_row_is_left_the_frozen_ones_neither_and_what_no_test_changes_stays(monkeypatch):
    monkeypatch.setattr(press, "printed", cheap_print)
    kept = Permission.objects.count(), ContentType.objects.count()
    with committed():
        make_letter("reminder", "issued")
        assert Picture().rows()["documents_issuedletter"]
    assert {table: rows for table, rows in Picture().rows().items() if rows} == {}
    assert min(kept) > 0
    assert (Permission.objects.count(), ContentType.objects.count()) == kept
