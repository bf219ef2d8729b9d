"""How many titles are in danger in a month: a card of the home."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from langmoi.core.memory import kept
from langmoi.recognition.loss import LossMonth, loss_month

TABLES = ("places_unitfact", "places_unitversion", "reporting_filing", "reporting_reportingmonth")


@dataclass(frozen=True)
class TitlesAtRisk:
    found: LossMonth

    @property
    def is_computed(self) -> bool:
        return self.found.rule is not None

    @property
    def communes(self) -> tuple[str, ...]:
        return tuple(one.commune.full_name for one in self.found.in_danger)


def titles_at_risk(month: date, unit_keys: Collection[int]) -> TitlesAtRisk:
    """Of a closed month; of an open one there are no official outcomes to count."""
    key = ("titles at risk", month, frozenset(unit_keys))
    return kept(key, lambda: TitlesAtRisk(loss_month(month, unit_keys)), *TABLES)
