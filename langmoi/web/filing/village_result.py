"""A village's outcomes as its page shows them: criterion by criterion, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.law.model import Criterion, Indicator
from langmoi.reporting.village_judging import VillageVerdict
from langmoi.web.overview.reasons import Reason, reasons_of


@dataclass(frozen=True)
class IndicatorResult:
    indicator: Indicator
    outcome: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class CriterionResult:
    criterion: Criterion
    outcome: str
    indicators: tuple[IndicatorResult, ...]


def criterion_results(verdict: VillageVerdict) -> list[CriterionResult]:
    """Every criterion of the village's set, in its order."""
    found = verdict.outcomes
    return [
        CriterionResult(
            criterion,
            found.criteria[criterion.number],
            tuple(_indicator(i, verdict) for i in criterion.indicators),
        )
        for criterion in verdict.criteria_set.criteria
    ]


def _indicator(indicator: Indicator, verdict: VillageVerdict) -> IndicatorResult:
    number = indicator.number
    mine = [e for e in verdict.explanations if e.indicator == number]
    reasons = reasons_of(mine, indicator, verdict.criteria_set)
    return IndicatorResult(indicator, verdict.outcomes.indicators[number], reasons)
