"""What has been published on the province's counts, each figure with its source and its doubts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml

from langmoi.core.months import parse_month

FILE = Path(__file__).parent / "data" / "published.yaml"
# What a series of a unit over the months is made of; the others are figures of a day or a goal.
OF_SERIES = ("bands", "sum", "mean", "mean_change", "met_all", "under_5", "recognised")


class Expected(StrEnum):
    """How a published figure stands to the figures of the months."""

    REPRODUCED = "reproduced"
    CONTRADICTORY = "contradictory"
    NOT_REPRODUCIBLE = "not_reproducible"


@dataclass(frozen=True)
class Published:
    """One published figure: of which unit and month, how it is measured, and its value."""

    id: str
    month: date
    unit: str
    what: str
    measure: str
    value: str
    expected: Expected
    source: str
    why: str = ""
    places: int = 0
    communes: tuple[str, ...] = ()

    @property
    def is_contradictory(self) -> bool:
        """Whether it cannot be true beside another published figure; shown all the same."""
        return self.expected is Expected.CONTRADICTORY


@lru_cache(maxsize=1)
def load_published() -> tuple[Published, ...]:
    """Every published figure there is, in the order of the file."""
    return tuple(_published(entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def published_series(unit_code: str) -> tuple[Published, ...]:
    """The published counts of one province or district over the months, oldest first."""
    found = [p for p in load_published() if p.unit == unit_code and p.measure in OF_SERIES]
    return tuple(sorted(found, key=lambda item: item.month))


def _published(entry: dict[str, object]) -> Published:
    known = dict(entry)
    communes = known.pop("communes", [])
    places = known.pop("places", 0)
    if not isinstance(communes, list) or not isinstance(places, int):
        raise ValueError(f"published.yaml: {entry['id']}")
    texts = {key: str(value) for key, value in known.items()}
    month, expected = parse_month(texts.pop("month")), Expected(texts.pop("expected"))
    return Published(
        month=month, expected=expected, communes=tuple(communes), places=places, **texts
    )
