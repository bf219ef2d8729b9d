"""Parts of the body as they are found, before their places in the source are known."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.directive.model import Kind, Time


@dataclass(frozen=True)
class Draft:
    """From `start` to the next draft; its own words begin at `words` and end at `end`."""

    kind: Kind
    start: int
    words: int
    end: int
    clause: str = ""
    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    time: Time | None = None
    product: str | None = None
    target: str | None = None
    confidence: float = 0.0
    is_page: bool = False  # the number of a page: `start` is a place in the source
