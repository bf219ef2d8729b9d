"""Money as the rules read it: plain amounts with what decides which rule holds for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Planned:
    """An amount that a plan of a day gives from a source. `groups`: all that the place is in."""

    amount: int
    source: str
    day: date
    year: int
    unit: int
    project: int | None = None
    content: str = ""
    groups: frozenset[str] = frozenset()
    is_carried_over: bool = False
    document: str = ""
    key: int = 0


def is_of(source: str, branch: str) -> bool:
    """Whether the source is this one or below it in the tree of codes: 1.1.2 is of 1.1."""
    return source == branch or source.startswith(f"{branch}.")
