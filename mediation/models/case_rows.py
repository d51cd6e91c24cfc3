"""The rows of a case that steps and rights ask for: each question is written once, the answer is of the moment."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from mediation.models.person import Interest
from mediation.models.written_queries import WrittenQuery, columns_of, row_of


class CaseRows(Model):
    """What a case knows of the tables that hang on it."""

    class Meta:
        abstract = True

    def rows(self, name: str) -> list[Any]:
        """The rows of a table in their order: as a page has read them ahead, else as they are now."""
        if name in getattr(self, "_prefetched_objects_cache", {}):
            return list(getattr(self, name).all())
        model, question = _of(type(self), name)
        found = [row_of(model, values) for values in question.ask(case=self.pk)]
        for row in found:
            row.dispute = self
        return found


@cache  # not stale: which model it is and the question for its rows, which are asked each time
def _of(case: type[Model], name: str) -> tuple[type[Any], WrittenQuery]:
    model: Any = case._meta.get_field(name).related_model
    rows = model._default_manager
    return model, WrittenQuery(lambda case: rows.filter(dispute=case).values_list(*columns_of(model)), {"case": -1})


def _barred(case: int, employer: int) -> QuerySet[Any, Any]:
    recused = apps.get_model("mediation", "Recusal")._default_manager.filter(dispute=case)
    interested = Interest.objects.filter(employer=employer)
    return recused.values_list("user_id").union(interested.values_list("user_id"), all=True)


_BARRED = WrittenQuery(_barred, {"case": -1, "employer": -2})


def barred_from(case: int, employer: int) -> frozenset[int]:
    """Ids of the people who are recused in the case or have an interest in the employer."""
    return frozenset(user for (user,) in _BARRED.ask(case=case, employer=employer))


def hold(row: Any, name: str, rows: list[Any]) -> None:
    """Let these be the rows of a table that hang on the row, in their order, as if they had been read ahead."""
    known = getattr(row, name).all()
    known._result_cache, known._prefetch_done = rows, True  # as Django keeps what it has prefetched
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known
