"""Published counts of tasks carried out: computed anew, and compared with what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from langmoi.core.numbers import show_number
from langmoi.direction.rates import Tally, percent
from langmoi.places.models import Certainty

FILE = Path(__file__).parent / "data/published.yaml"
PARTS = ("done_in_time", "done_late", "open_in_time", "overdue")


@dataclass(frozen=True)
class PublishedTally:
    """The counts and rates (percent) as printed, and where."""

    id: str
    what: str
    document: str
    dated_on: date
    source: str
    certainty: Certainty
    total: int
    tally: Tally
    rate: Decimal
    overdue_rate: Decimal

    @property
    def computed_rate(self) -> Decimal:
        rate = self.tally.rate
        if rate is None:
            raise ValueError(f"{FILE.name}: {self.id} counts nothing.")
        return percent(rate)

    @property
    def is_reproduced(self) -> bool:
        """Whether the parts add up to the total and come to the printed rate."""
        return self.tally.total == self.total and self.computed_rate == self.rate

    @property
    def remark(self) -> str:
        """What to say beside the printed rate where the printed counts come to another one."""
        if self.is_reproduced:
            return ""
        return (
            f"Tính từ số đã công bố: {_parts(self.tally)}; "
            f"tỷ lệ hoàn thành {show_number(self.computed_rate, 2)}%. "
            f"Văn bản {self.document} in {show_number(self.rate, 2)}%."
        )


@lru_cache(maxsize=1)
def published_tallies() -> tuple[PublishedTally, ...]:
    return tuple(_read(entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _read(entry: dict[str, Any]) -> PublishedTally:
    return PublishedTally(
        id=entry["id"],
        what=entry["what"],
        document=entry["document"]["number"],
        dated_on=entry["document"]["date"],
        source=entry["source"],
        certainty=Certainty(entry["certainty"]),
        total=entry["total"],
        tally=Tally(**{part: entry[part] for part in PARTS}),
        rate=Decimal(entry["rate"]),
        overdue_rate=Decimal(entry["overdue_rate"]),
    )


def _parts(told: Tally) -> str:
    done, counted = show_number(told.done), show_number(told.done + told.overdue)
    return f"{done} nhiệm vụ hoàn thành trên {counted} nhiệm vụ hoàn thành hoặc quá hạn"
