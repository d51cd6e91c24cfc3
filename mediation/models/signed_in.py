"""Who is signed in: every page reads them with their posts, and whether anything bars them, in one question."""

from datetime import date
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mediation.models.organisation import Organisation
from mediation.models.party import Recusal
from mediation.models.person import Interest, Membership, User
from mediation.models.written_queries import WrittenQuery, columns_of, row_of

ROWS = {"": Membership, "user__": User, "organisation__": Organisation}  # of a post, by the path to them
NAMES = {path: columns_of(model) for path, model in ROWS.items()}


def _posts(user: int, day: date) -> QuerySet[Membership, Any]:
    """The posts of a person on a day, each with all columns of ROWS and what may bar the person."""
    bars = {
        "recused": Exists(Recusal.objects.filter(user=OuterRef("user"))),
        "interested": Exists(Interest.objects.filter(user=OuterRef("user"))),
    }
    columns = [f"{path}{name}" for path, names in NAMES.items() for name in names]
    return Membership.objects.valid_on(day).filter(user=user).order_by().annotate(**bars).values_list(*columns, *bars)


POSTS = WrittenQuery(_posts, {"user": -1, "day": date.max})


class SignedIn(ModelBackend):
    """Signs in by password, as Django does."""

    def get_user(self, user_id: int) -> User | None:
        """The person with `memberships_now`; None when the account is gone or closed."""
        found = [_rows(values) for values in POSTS.ask(user=user_id, day=timezone.localdate())]
        if not found:
            return super().get_user(user_id)
        user, recused, interested = found[0][1:]
        if not self.user_can_authenticate(user):
            return None
        user.may_be_recused, user.may_have_interests = recused, interested
        for post, *_same in found:
            post.user = user
        user.memberships_now = sorted((post for post, *_same in found), key=lambda post: (post.since, post.pk))
        return user


def _rows(values: Any) -> tuple[Membership, User, bool, bool]:
    """A post with its organisation, the person, and whether there are recusals and interests of theirs."""
    left = list(values)
    made: list[Any] = [row_of(model, [left.pop(0) for _name in NAMES[path]]) for path, model in ROWS.items()]
    post, user, post.organisation = made
    recused, interested = left
    return post, user, recused, interested
