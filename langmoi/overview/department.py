"""A department's indicators over the communes of a month: met, lost, disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from langmoi.core.months import previous_month
from langmoi.law.model import Criterion, Indicator
from langmoi.overview.lines import MonthView, view_of
from langmoi.overview.model import UnitRef
from langmoi.overview.places import ref
from langmoi.overview.standings import Standing
from langmoi.reporting.models import Opinion, Revision

Outcomes = Mapping[int, Mapping[str, str]]  # by unit and indicator


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator over the communes: their keys, by what became of it.

    `lost`: met the month before by the same set, and no longer. `disputed`: the department
    disagrees with what the commune reported.
    """

    criterion: Criterion
    indicator: Indicator
    met: tuple[int, ...]
    not_met: tuple[int, ...]
    other: tuple[int, ...]  # not applicable or not assessed
    lost: tuple[int, ...]
    disputed: tuple[int, ...]

    @property
    def judged(self) -> int:
        return len(self.met) + len(self.not_met)


@dataclass(frozen=True)
class DepartmentMonth:
    view: MonthView
    communes: Mapping[int, UnitRef]
    districts: Mapping[int, UnitRef]  # by the commune's key
    with_figures: int
    rows: tuple[IndicatorRow, ...]


def department_month(
    month: date, agency_key: int, numbers: Collection[str], unit_key: int | None = None
) -> DepartmentMonth:
    """The indicators of these numbers in the set's order; a fixed number of queries.

    A late commune counts with its last closed month, as everywhere.
    """
    view = view_of(month, unit_key)
    versions = view.places.communes(view.unit)
    keys = [version.unit_id for version in versions]
    now = view.standings(keys)
    before = view.standings_at(previous_month(view.month), keys)
    told, earlier = _outcomes(now), _outcomes(before)
    disputed = _disputed(now, agency_key)
    return DepartmentMonth(
        view=view,
        communes={version.unit_id: ref(version) for version in versions},
        districts={version.unit_id: ref(view.places.above(version)) for version in versions},
        with_figures=len(now),
        rows=tuple(
            _row(criterion, indicator, told, earlier, disputed)
            for criterion in view.criteria_set.criteria
            for indicator in criterion.indicators
            if indicator.number in numbers
        ),
    )


def _outcomes(standings: Mapping[int, Standing]) -> Outcomes:
    unit_of = {standing.revision_key: key for key, standing in standings.items()}
    rows = Revision.objects.filter(pk__in=unit_of).values_list("pk", "indicators")
    found = {unit_of[pk]: outcomes for pk, outcomes in rows}
    return {key: found[key] for key in standings if key in found}


def _disputed(standings: Mapping[int, Standing], agency_key: int) -> Mapping[str, list[int]]:
    unit_of = {standing.revision_key: key for key, standing in standings.items()}
    rows = Opinion.objects.filter(revision_id__in=unit_of, agency_id=agency_key, agrees=False)
    found: dict[str, list[int]] = defaultdict(list)
    for revision, number in rows.values_list("revision_id", "indicator"):
        found[number].append(unit_of[revision])
    return found


def _row(
    criterion: Criterion,
    indicator: Indicator,
    told: Outcomes,
    earlier: Outcomes,
    disputed: Mapping[str, list[int]],
) -> IndicatorRow:
    number = indicator.number
    by_outcome: dict[str, list[int]] = defaultdict(list)
    for key, outcomes in told.items():
        by_outcome[outcomes.get(number, "not_assessed")].append(key)
    return IndicatorRow(
        criterion=criterion,
        indicator=indicator,
        met=tuple(by_outcome["met"]),
        not_met=tuple(by_outcome["not_met"]),
        other=(*by_outcome["not_applicable"], *by_outcome["not_assessed"]),
        lost=tuple(
            key for key in by_outcome["not_met"] if earlier.get(key, {}).get(number) == "met"
        ),
        disputed=tuple(disputed.get(number, ())),
    )
