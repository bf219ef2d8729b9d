"""What a department's report stands on: the indicators that it leads, over the communes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from langmoi.law.model import Indicator
from langmoi.overview.lines import view_of
from langmoi.overview.model import CommuneLine, Overview
from langmoi.people.models import Agency
from langmoi.people.responsibility import indicators_of
from langmoi.reporting.models import Opinion, Revision, Solution


@dataclass(frozen=True)
class IndicatorCount:
    """How many communes stand how under an indicator, and which do not meet it."""

    indicator: Indicator
    outcomes: Mapping[str, int]
    not_met: tuple[CommuneLine, ...]

    @property
    def met(self) -> int:
        return self.outcomes.get("met", 0)

    @property
    def judged(self) -> int:
        """Communes where it applies and could be judged: what the share divides by."""
        return self.met + self.outcomes.get("not_met", 0)


@dataclass(frozen=True)
class DepartmentSolution:
    criterion: str
    where: str
    text: str
    responsible: str
    due_on: date


@dataclass(frozen=True)
class DepartmentMonth:
    """One department in one month."""

    name: str
    short_name: str
    indicators: tuple[IndicatorCount, ...]
    agreed: int
    disagreed: int
    solutions: tuple[DepartmentSolution, ...]


def department_month(agency: Agency, current: Overview, on: date) -> DepartmentMonth:
    """The agency's indicators as of the month, over the communes of the overview."""
    led = indicators_of(agency, current.criteria_set, on)
    outcomes = _outcomes_by_unit(current)
    counts = tuple(
        _count(indicator, current, outcomes)
        for indicator in current.criteria_set.indicators
        if indicator.number in led
    )
    opinions = Counter(
        Opinion.objects.filter(agency=agency, revision__filing__month=current.month).values_list(
            "agrees", flat=True
        )
    )
    return DepartmentMonth(
        name=agency.name,
        short_name=agency.short_name,
        indicators=counts,
        agreed=opinions[True],
        disagreed=opinions[False],
        solutions=_solutions(agency, current),
    )


def _outcomes_by_unit(current: Overview) -> dict[int, Mapping[str, str]]:
    """Computed outcomes of the indicators of each commune's figures; two queries."""
    keys = [line.unit.key for line in current.communes]
    standings = view_of(current.month, current.unit.key).standings(keys)
    of_revision = {s.revision_key: key for key, s in standings.items()}
    rows = Revision.objects.filter(pk__in=of_revision).values_list("pk", "indicators")
    return {of_revision[key]: indicators for key, indicators in rows}


def _count(
    indicator: Indicator, current: Overview, outcomes: Mapping[int, Mapping[str, str]]
) -> IndicatorCount:
    found = {
        line.unit.key: outcomes[line.unit.key].get(indicator.number, "not_assessed")
        for line in current.communes
        if line.unit.key in outcomes
    }
    return IndicatorCount(
        indicator=indicator,
        outcomes=Counter(found.values()),
        not_met=tuple(x for x in current.communes if found.get(x.unit.key) == "not_met"),
    )


def _solutions(agency: Agency, current: Overview) -> tuple[DepartmentSolution, ...]:
    """The department's own solutions that were in force in the month."""
    found = Solution.objects.filter(agency=agency, month__lte=current.month, ended_on__isnull=True)
    names = {line.unit.key: line.unit.name for line in current.communes}
    return tuple(
        DepartmentSolution(
            s.criterion, names.get(s.unit_id or 0, "mọi xã"), s.text, s.responsible, s.due_on
        )
        for s in found.order_by("criterion", "pk")
    )
