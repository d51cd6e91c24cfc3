"""A query that is written once gives what its queryset gives, whatever stands in its places."""

from datetime import date

import pytest

from mediation.models import Dispute, Party
from mediation.models.written_queries import WrittenQuery, columns_of, row_of
from tests import factories

pytestmark = pytest.mark.django_db
COLUMNS = ("pk", "name", "groups", "hired_on")  # of groups JSON is made, which the database gives as text


def rows(keys, day):
    return (
        Party.objects.filter(pk__in=keys, hired_on__lte=day).exclude(hired_on=day).order_by("pk").values_list(*COLUMNS)
    )


def test_it_is_asked_anew_with_other_values(django_assert_num_queries):
    case = factories.make_dispute()
    one, two, three = (
        Party.objects.create(
            dispute=case, role="applicant", kind="worker", name=name, groups=groups, hired_on=date(2020, month, 1)
        )
        for month, (name, groups) in enumerate([("甲", ["woman"]), ("乙", []), ("丙", ["older", "woman"])], start=1)
    )
    question = WrittenQuery(rows, {"keys": [-1, -2], "day": date.max})
    for keys, day in (
        ([one.pk, three.pk], date(2024, 1, 1)), ([two.pk, two.pk], date(2020, 3, 1)),
        ([one.pk, two.pk], date(2020, 2, 1)),
    ):  # fmt: skip
        expected = [tuple(row) for row in rows(keys, day)]
        assert expected
        with django_assert_num_queries(2):
            assert [tuple(row) for row in question.ask(keys=keys, day=day)] == expected
            assert question.count(keys=keys, day=day) == len(expected)
    asked = [question._written.parameters({"keys": [key, key], "day": date.max}) for key in (one.pk, two.pk)]
    assert [key.pk in given for key in (one, two) for given in asked] == [True, False, False, True]
    Party.objects.filter(pk=one.pk).update(name="丁")
    assert [row[1] for row in question.ask(keys=[one.pk, two.pk], day=date(2020, 2, 1))] == ["丁"]


def test_a_row_is_made_of_its_columns():
    case = factories.make_dispute()
    [values] = WrittenQuery(
        lambda key: Dispute.objects.filter(pk=key).values_list(*columns_of(Dispute)), {"key": -1}
    ).ask(key=case.pk)
    made, plain = row_of(Dispute, values), Dispute.objects.get(pk=case.pk)
    assert made == plain
    assert [getattr(made, name) for name in columns_of(Dispute)] == [
        getattr(plain, name) for name in columns_of(Dispute)
    ]


def test_where_no_row_can_be_meant_nothing_is_asked(django_assert_num_queries):
    nobody = WrittenQuery(lambda: Party.objects.none().values_list("pk"))
    with django_assert_num_queries(0):
        assert (nobody.ask(), nobody.count()) == ([], 0)


def test_an_example_that_has_no_place_is_refused():
    lost = WrittenQuery(lambda key: Dispute.objects.filter(pk=key + 1).values_list("pk"), {"key": -1})
    with pytest.raises(ValueError, match="Not every example"):
        lost.ask(key=1)
