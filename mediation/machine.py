"""What the four state machines share: a state field that only a transition may change, and requirements with words.

The machines themselves are `lifecycle` (dispute), `proceedings`, `letters` and `hand_overs`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django_fsm import FSMField, FSMFieldDescriptor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
else:
    StrOrPromise = str


class _StateDescriptor(FSMFieldDescriptor):
    """Refuses every write of another value once the instance is loaded.

    django-fsm's own `protected=True` breaks `full_clean()` and `refresh_from_db()`.
    """

    def __set__(self, instance: Any, value: Any) -> None:
        name = self.field.name
        if name in instance.__dict__ and not instance.__dict__.get("_state_loading"):
            if value == instance.__dict__[name]:
                return
            raise AttributeError(f"{name} changes only through a transition")
        self.field.set_proxy(instance, value)
        self.field.set_state(instance, value)


class StateField(FSMField):
    """A state that only `@transition` methods can change."""

    descriptor_class = _StateDescriptor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


class StateModel(models.Model):
    """Base of what has a machine; `version` counts the steps taken and tells a stale page from a fresh one."""

    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def columns(self) -> dict[str, Any]:
        """What the row holds, by column; without what the database computes."""
        return {
            field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields if not field.generated
        }

    def changed(self, before: dict[str, Any]) -> list[str]:
        """The columns that are others now; lists and dictionaries count as such, as they are changed in place."""
        now = self.columns().items()
        return [name for name, value in now if isinstance(value, list | dict) or value != before[name]]

    def as_saved(self) -> Self:
        """The row as it was just saved, without what was read along the way; what the database computes comes later."""
        columns = self.columns()
        return type(self).from_db(self._state.db, list(columns), list(columns.values()))

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__["_state_loading"] = True
        try:
            super().refresh_from_db(*args, **kwargs)
        finally:
            self.__dict__.pop("_state_loading", None)


@dataclass(frozen=True)
class Unmet:
    """One thing that stands in the way of a step, in words for a person."""

    what: StrOrPromise
    who: StrOrPromise


@dataclass(frozen=True)
class Requirement:
    """Something that must hold before a step: what is missing, who can provide it, and the test of the subject.

    `parts` names the single things that are missing where the requirement is a bundle.
    """

    what: StrOrPromise
    who: StrOrPromise
    test: Callable[[Any], bool]
    parts: Callable[[Any], list[Unmet]] | None = None

    def __call__(self, subject: Any) -> bool:
        return getattr(subject, "_judged", False) or self.test(subject)

    def unmet(self, subject: Any) -> list[Unmet]:
        """What stands in the way; empty when the requirement holds."""
        if self.test(subject):
            return []
        return self.parts(subject) if self.parts else [Unmet(self.what, self.who)]


@contextmanager
def judged(subject: Any) -> Iterator[None]:
    """Inside, a verb takes its requirements as met: the door found them so of this very row, under its lock."""
    subject._judged = True
    try:
        yield
    finally:
        del subject._judged


Conditions = list[Callable[[models.Model], bool]]  # as django-fsm types them; each is a Requirement


@dataclass(frozen=True)
class Duty:
    """A separation of duties: tests the subject and the person who wants to take the step."""

    what: StrOrPromise
    who: StrOrPromise
    test: Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Check:
    """A requirement on the answers given with the step: tests the subject and the answers.

    `parts` names the single things that are missing where the requirement is a bundle.
    """

    what: StrOrPromise
    who: StrOrPromise
    test: Callable[[Any, dict[str, Any]], bool]
    parts: Callable[[Any, dict[str, Any]], list[Unmet]] | None = None

    def unmet(self, subject: Any, answers: dict[str, Any]) -> list[Unmet]:
        """What stands in the way; empty when the requirement holds."""
        if self.test(subject, answers):
            return []
        return self.parts(subject, answers) if self.parts else [Unmet(self.what, self.who)]
