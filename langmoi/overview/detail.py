"""What the pages of one commune and of one criterion say: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from langmoi.law.explain import Explanation
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet, Criterion, Figure, Indicator
from langmoi.overview.model import CommuneLine, UnitRef
from langmoi.reporting.official import Objection


@dataclass(frozen=True)
class FigureLine:
    """A figure as it was filed, beside the filing before; values as in a figures document."""

    figure: Figure
    value: Any
    previous: Any
    previous_month: date | None

    @property
    def is_changed(self) -> bool:
        return self.previous_month is not None and self.value != self.previous


@dataclass(frozen=True)
class IndicatorDetail:
    """An indicator with one explanation per test. `outcome` is the stored one, which counts."""

    indicator: Indicator
    outcome: str
    explanations: tuple[Explanation, ...]
    figures: tuple[FigureLine, ...]

    @property
    def outcome_by_current_law(self) -> str:
        return self.explanations[0].indicator_outcome.key if self.explanations else self.outcome

    @property
    def is_law_changed(self) -> bool:
        """Whether today's law files judge the same figures otherwise than was stored."""
        return self.outcome_by_current_law != self.outcome


@dataclass(frozen=True)
class CriterionDetail:
    """A criterion with the outcome that counts: of a closed month the official one.

    `computed` is what the figures come to; `objections` say why the official one is another.
    """

    criterion: Criterion
    outcome: str
    is_newly_met: bool
    indicators: tuple[IndicatorDetail, ...]
    computed: str = ""
    objections: tuple[Objection, ...] = ()

    @property
    def is_overruled(self) -> bool:
        """Whether district or department disagreed with what was computed, and it counts."""
        return self.outcome != (self.computed or self.outcome)

    @property
    def is_law_changed(self) -> bool:
        return any(detail.is_law_changed for detail in self.indicators)


@dataclass(frozen=True)
class HistoryPoint:
    """Criteria met in a month that the commune filed for; `is_new_set` breaks the line."""

    month: date
    criteria_met: int
    set_id: str
    is_closed: bool
    is_new_set: bool


@dataclass(frozen=True)
class RevisionInfo:
    """Where the figures shown come from."""

    number: int
    made_at: datetime
    by: str  # full name
    post: str  # the post held that day, empty where none is known
    source: str  # “tệp Excel”
    file_name: str
    hash: str
    law_version: str
    is_law_version_current: bool


@dataclass(frozen=True)
class CommuneMonth:
    """One commune in one month. `criteria_set` is the set that the figures shown were judged by."""

    line: CommuneLine
    month: date
    is_closed: bool
    criteria_set: CriteriaSet
    criteria: tuple[CriterionDetail, ...]
    figures: tuple[FigureLine, ...]
    history: tuple[HistoryPoint, ...]
    revision: RevisionInfo | None  # None: no figures at all

    @property
    def total(self) -> int:
        return len(self.criteria_set.criteria)


@dataclass(frozen=True)
class CriterionRow:
    """One commune under a criterion. `failing`: tests that are not met or cannot be judged."""

    line: CommuneLine
    outcome: str | None  # None: no figures at all
    failing: tuple[Explanation, ...]

    @property
    def gap(self) -> Decimal | None:
        """What is missing in all, each distance as a part of its threshold; None: no distance.

        It orders communes by how near they are, and is no figure to be shown.
        """
        parts = [relative_distance(e) for e in self.failing if e.outcome is Outcome.NOT_MET]
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(parts) else None


def relative_distance(explanation: Explanation) -> Decimal | None:
    """The distance as a part of the threshold; None where nothing can be measured."""
    distance, threshold = explanation.distance, explanation.threshold
    if distance is None or threshold is None:
        return None
    return abs(distance) / max(abs(Decimal(threshold)), Decimal(1))


@dataclass(frozen=True)
class CriterionMonth:
    """One criterion over the communes of a unit; rows that are not met first, nearest first."""

    criterion: Criterion
    month: date
    is_closed: bool
    unit: UnitRef
    criteria_set: CriteriaSet
    rows: tuple[CriterionRow, ...]
    counts: Mapping[str, int]  # by outcome; communes without figures are in none
