"""A question for whole rows gives what its queryset gives, with what it selects along, defers and annotates."""

import pytest
from django.db.models import F

from mediation.models import Party
from mediation.models.written_rows import WrittenRows
from tests import factories

pytestmark = pytest.mark.django_db


def rows(case):
    named = Party.objects.select_related("dispute__employer", "employer").defer("dispute__employer__address")
    return named.annotate(called=F("name")).filter(dispute=case)


def test_rows_come_as_the_queryset_gives_them(django_assert_num_queries):
    question = WrittenRows(rows, {"case": -1})
    for names in (["乙", "甲"], ["丙"]):
        case = factories.make_dispute()
        case.parties.all().delete()
        for name in names:
            Party.objects.create(dispute=case, role="applicant", kind="worker", name=name, groups=["woman"])
        with django_assert_num_queries(1):
            found = question.ask(case=case.pk)
            read = [(row.called, row.groups, row.dispute.employer.name, row.employer) for row in found]
        plain = list(rows(case.pk))
        assert found == plain
        assert read == [(row.called, row.groups, row.dispute.employer.name, row.employer) for row in plain]
        assert [row.called for row in found] == names
        assert all(row.dispute.employer.get_deferred_fields() == {"address"} for row in found)
