"""An entry of the programme: a story, how often it is told, and when it begins."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mediation.demo.clock import Story

YEAR = 364


@dataclass(frozen=True)
class Entry:
    """One story, told `times` times; `ago` is the range of days before the end in which it begins."""

    plot: Callable[..., Story]
    times: int = 1
    ago: tuple[int, int] = (1, YEAR)
    given: dict[str, Any] = field(default_factory=dict)  # of the Life
    told: dict[str, Any] = field(default_factory=dict)  # of the plot
