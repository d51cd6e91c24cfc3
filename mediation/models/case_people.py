"""Who is in a case, and who is barred from it: every step asks both."""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from mediation.models.person import Interest
from mediation.models.questions import Question, columns_of, row_of


def _rows(name: str, case: int) -> QuerySet[Any, Any]:
    """The rows of a table that hang on the case; tables of this house stand later in the order of imports."""
    return apps.get_model("mediation", name)._default_manager.filter(dispute=case)


def _parties(case: int) -> QuerySet[Any, Any]:
    rows = _rows("Party", case)
    return rows.values_list(*columns_of(rows.model))


def _barred(case: int, employer: int) -> QuerySet[Any, Any]:
    interested = Interest.objects.filter(employer=employer).values_list("user_id")
    return _rows("Recusal", case).values_list("user_id").union(interested, all=True)


_PARTIES = Question(_parties, {"case": -1})
_BARRED = Question(_barred, {"case": -1, "employer": -2})


def parties_of(case: int) -> list[Any]:
    """The parties in their order."""
    return [row_of(apps.get_model("mediation", "Party"), values) for values in _PARTIES.ask(case=case)]


def barred_from(case: int, employer: int) -> frozenset[int]:
    """Ids of the people who are recused in the case or have an interest in the employer."""
    return frozenset(user for (user,) in _BARRED.ask(case=case, employer=employer))
