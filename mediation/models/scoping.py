"""Which rows a person sees. Disputes by involvement; everything else through its dispute."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from types import SimpleNamespace
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull

from mediation.access import SCOPES, Role, Scope

WHOLE = (Scope.TREE, Scope.ALL)  # who works on a case sees every row of it
EVERY = Q(pk__isnull=False)  # the condition on Dispute that each of them meets


class DisputeScopedQuerySet(models.QuerySet):
    """Rows that belong to a dispute; `dispute_lookup` is the path to it, empty on Dispute itself."""

    dispute_lookup = "dispute"

    def visible_to(self, user: Any, *, one_by_one: bool = False) -> Self:
        """The rows whose dispute the user may see (see `access.SCOPES`).

        `one_by_one` is for rows that are few, or walked until there are enough: each is asked about, where otherwise
        SQLite lists all that are visible.
        """
        condition = visible(user, one_by_one=one_by_one)
        if condition is None:
            return self.none()
        if not self.dispute_lookup:
            return self.filter(condition)
        if condition == EVERY:
            return self.filter(**{f"{self.dispute_lookup}__isnull": False})
        disputes = apps.get_model("mediation", "Dispute")._default_manager.filter(condition)
        # Of IN, SQLite would first list every case there is, on every page.
        return self.filter(_among(self.dispute_lookup, disputes, one_by_one or _sees_all(user)))


class PartScopedQuerySet(DisputeScopedQuerySet):
    """Rows of a case of which people from outside the union see a part, by `_part`."""

    whole: tuple[Scope, ...] = WHOLE  # who sees them all

    def _part(self, membership: Any) -> Q:
        """The rows of a visible case that a membership opens."""
        raise NotImplementedError

    def visible_to(self, user: Any, *, one_by_one: bool = False) -> Self:
        """All rows for who works on the case, else the part that one of the memberships opens."""
        rows = super().visible_to(user, one_by_one=one_by_one)
        if not user.is_authenticated or all(SCOPES[m.role] in self.whole for m in user.memberships_now):
            return rows
        disputes = apps.get_model("mediation", "Dispute")._default_manager
        condition = Q(pk__in=[])
        for membership in user.memberships_now:
            if (sight := sight_of(membership, one_by_one=one_by_one)) is not None:
                condition |= _among("dispute", disputes.filter(sight), one_by_one) & self._part(membership)
        return rows.filter(condition)

    def of_case(self, dispute: Any, user: Any, through: list[Any]) -> Self:
        """The rows of a case that the user was found to see, through these memberships (`seen_through`).

        Who sees the whole case is not asked about again, which is most of the work of a small query.
        """
        if self.shows_all(through):
            return self.filter(dispute=dispute)
        return self.visible_to(user).filter(dispute=dispute)

    def shows_all(self, through: list[Any]) -> bool:
        """Whether one of the memberships through which a case is seen opens every row of it."""
        return any(SCOPES[membership.role] in self.whole for membership in through)


class AgencyScopedQuerySet(PartScopedQuerySet):
    """Rows at an agency: all for who works on the case, those at one's own agency or an arm of it for a partner."""

    def _part(self, membership: Any) -> Q:
        unit, scope = membership.organisation, SCOPES[membership.role]
        if scope in WHOLE:
            return Q(dispute__isnull=False)
        if scope is Scope.HANDED_OVER:
            return Q(agency=unit) | Q(agency__parent=unit)
        return Q(pk__in=[])


def visible(user: Any, *, one_by_one: bool = False) -> Q | None:
    """The condition on Dispute for the rows a user sees; None when there are none.

    Union people: their organisation or one below it is involved. Volunteers: asked to draft a letter. Partners: the
    case was handed over to their agency. Employers: something was formally served on them; their enterprise union
    only what it registered or held itself. Workers: party. Recused people and those with a declared interest: nothing.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    posts = user.memberships_now
    sights = [sight for membership in posts if (sight := sight_of(membership, one_by_one=one_by_one)) is not None]
    if not sights:
        return None
    seen = EVERY if EVERY in sights else reduce(or_, sights)
    return seen & ~reduce(or_, bars) if (bars := _bars(user)) else seen


def _among(path: str, disputes: models.QuerySet, one_by_one: bool) -> Q:
    """Rows whose dispute is one of these."""
    if one_by_one:
        return Q(Exists(disputes.filter(pk=OuterRef(path))))
    return Q(**{f"{path}__in": disputes.values("pk")})


@dataclass(frozen=True)
class Reader:
    """A user by what decides which rows they see: equal readers are asked about with the same SQL."""

    sight: tuple[Any, ...]
    user: Any = field(compare=False)

    @classmethod
    def of(cls, user: Any) -> Self:
        """The reader that a user is at this moment; one query for whom unions below theirs matter."""
        posts = (
            (m.role, unit.pk, unit.kind, unit.employer_id, *(unit.reach if _asks_below(m) else ()))
            for m in user.memberships_now
            for unit in (m.organisation,)
        )
        return cls((user.pk, user.is_active, user.may_be_recused, user.may_have_interests, *posts), user)


def _asks_below(membership: Any) -> bool:
    return SCOPES[membership.role] is Scope.TREE and membership.organisation.level != "city"


def _sees_all(user: Any) -> bool:
    """Whether a membership shows every case but those that bar the user."""
    scopes = ((SCOPES[m.role], m.organisation.level) for m in user.memberships_now)
    return any(scope is Scope.ALL or (scope is Scope.TREE and level == "city") for scope, level in scopes)


def sees_many(user: Any) -> bool:
    """Whether of the rows that a list walks through many are seen, though not all: by people of a town."""
    return any(SCOPES[m.role] is Scope.TREE and m.organisation.level == "town" for m in user.memberships_now)


def seen_through(user: Any, dispute: Any) -> list[Any]:
    """The memberships through which a user sees a dispute that is visible to them; no query for a single one."""
    sights = [(membership, sight) for membership in user.memberships_now if (sight := sight_of(membership)) is not None]
    if len(sights) > 1:
        row = type(dispute)._default_manager.filter(pk=dispute.pk)
        sights = [(membership, sight) for membership, sight in sights if row.filter(sight).exists()]
    return [membership for membership, _ in sights]


def seen_by(unit: Any) -> Q:
    """The condition on Dispute for what an organisation sees: a union by involvement, a partner by hand-over."""
    role = Role.MEDIATOR if unit.is_union else Role.LIAISON
    sight = sight_of(SimpleNamespace(organisation=unit, role=role))
    assert sight is not None
    return sight


def sight_of(membership: Any, *, one_by_one: bool = False) -> Q | None:
    """The condition on Dispute for what one membership shows; None when it shows nothing."""
    scope = SCOPES[membership.role]
    sight = _SIGHTS[scope](membership)
    if sight is None or isinstance(sight, Q):
        return sight
    if not one_by_one or scope in _FEW:
        return Q(pk__in=sight.order_by().values("dispute"))
    of_case = sight.filter(dispute=OuterRef("pk"))
    if scope is not Scope.TREE:
        return Q(Exists(of_case))
    # Who holds a case is involved: asked first, as it needs no other row. Beside it PostgreSQL would list the rows of
    # an EXISTS for all cases; a value it looks up for each.
    through = Subquery(of_case.order_by().values("dispute")[:1])
    return Q(holder__in=membership.organisation.reach) | Q(IsNull(through, False))


def _rows(name: str) -> models.QuerySet:
    return apps.get_model("mediation", name)._default_manager.all()


def _tree(membership: Any) -> Q | models.QuerySet:
    unit = membership.organisation
    return EVERY if unit.level == "city" else _rows("Involvement").filter(organisation__in=unit.reach)


def _handed_over(membership: Any) -> models.QuerySet:
    unit = membership.organisation
    units = _rows("Organisation").filter(Q(pk=unit.pk) | Q(parent=unit.pk))
    own_or_below = Among(F("organisation"), units.order_by().values("pk"))
    return _rows("Involvement").filter(own_or_below, role="partner")


def _served(membership: Any) -> models.QuerySet | None:
    employer_id = membership.organisation.employer_id
    if employer_id is None:
        return None
    return _rows("Letter").filter(addressee_employer_id=employer_id, served_on__isnull=False)


_FEW = (Scope.SERVED, Scope.OWN)  # who sees so few cases that they are listed at once

# A condition on the case, or the rows that a case must have one of.
_SIGHTS: dict[Scope, Any] = {
    Scope.ALL: lambda membership: EVERY,
    Scope.TREE: _tree,
    Scope.DRAFTED: lambda membership: _rows("Letter").filter(drafter_id=membership.user_id),
    Scope.HANDED_OVER: _handed_over,
    Scope.SERVED: _served,
    Scope.OWN: lambda membership: _rows("Party").filter(account_id=membership.user_id),
    Scope.NONE: lambda membership: None,
}


def _bars(user: Any) -> list[Q]:
    """What bars a user from cases; nothing is asked about who was found to have none (`SignedIn`)."""
    bars = []
    if user.may_be_recused:
        bars.append(Q(Among(F("pk"), _rows("Recusal").filter(user=user).values("dispute"))))
    if user.may_have_interests:
        bars.append(Q(Among(F("employer"), user.interests.values("employer"))))
    return bars


class Among(Func):
    """Whether a column, never NULL, is among the few values of a query that is asked once.

    PostgreSQL takes an array for few values; of EXISTS and IN it believes that they bar half of all rows, and reads
    them all.
    """

    arity = 2
    output_field = models.BooleanField()

    def __init__(self, column: F, values: models.QuerySet) -> None:
        super().__init__(column, Subquery(values))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s", arg_joiner=" IN ", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s)", arg_joiner=" = ANY(ARRAY", **extra)
