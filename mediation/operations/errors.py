"""Why an act was not done. Whatever is raised here, nothing has changed."""

from collections.abc import Iterable

from mediation.machine import Unmet


class StepError(Exception):
    """A step that was not taken; nothing changed."""


class StepForbidden(StepError):
    """The person has no right to the step."""


class StepStale(StepError):
    """Somebody else took a step since the page was opened."""


class StepRefused(StepError):
    """Requirements are unmet; `unmet` names each and who can provide it."""

    def __init__(self, unmet: Iterable[Unmet]) -> None:
        self.unmet = list(unmet)
        super().__init__("; ".join(str(row.what) for row in self.unmet))
