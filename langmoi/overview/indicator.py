"""One indicator over the communes of a unit: its outcome, value and distance in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from langmoi.core.errors import DomainError
from langmoi.law.explain import Explanation, explain
from langmoi.law.filing import FilingRow, batch_of
from langmoi.law.model import CriteriaSet, Criterion, Indicator
from langmoi.law.rules import rule_table
from langmoi.law.sets import load_set
from langmoi.overview.criterion import criterion_alone
from langmoi.overview.lines import MonthView
from langmoi.overview.standings import Standing
from langmoi.reporting.models import Revision


@dataclass(frozen=True)
class IndicatorCell:
    """An indicator of one commune: the stored outcome, which counts, and the tests behind it."""

    outcome: str
    tests: tuple[Explanation, ...]


@dataclass(frozen=True)
class IndicatorMonth:
    """By the commune's key; a commune without figures is in none."""

    indicator: Indicator
    criterion: Criterion
    criteria_set: CriteriaSet
    cells: Mapping[int, IndicatorCell]


def find_indicator(criteria_set: CriteriaSet, number: str) -> tuple[Criterion, Indicator]:
    """Raises DomainError for an indicator that the set does not have."""
    for criterion in criteria_set.criteria:
        for indicator in criterion.indicators:
            if indicator.number == number:
                return criterion, indicator
    first = criteria_set.criteria[0].indicators[0].number
    raise DomainError(
        f"{criteria_set.name} không có chỉ tiêu số “{number}”. Hãy ghi như {first}, "
        "hoặc chọn trong danh sách."
    )


def indicator_month(view: MonthView, number: str, unit_keys: Sequence[int]) -> IndicatorMonth:
    """The indicator (“9.2”) for each of the communes, a late one with its last closed month.

    Values and distances come from the law of the month that the figures are of. Two queries.
    """
    criterion, indicator = find_indicator(view.criteria_set, number)
    standings = view.standings(unit_keys)
    told = _told(standings)
    tests = _tests(view, standings, told, criterion.number, number)
    return IndicatorMonth(
        indicator=indicator,
        criterion=criterion,
        criteria_set=view.criteria_set,
        cells={
            key: IndicatorCell(told[key][1].get(number, "not_assessed"), tuple(tests[key]))
            for key in standings
        },
    )


Told = Mapping[int, tuple[Mapping[str, object], Mapping[str, str]]]


def _told(standings: Mapping[int, Standing]) -> Told:
    """By unit the figures and the outcomes of the revisions behind its standing."""
    unit_of = {standing.revision_key: key for key, standing in standings.items()}
    rows = Revision.objects.filter(pk__in=unit_of).values_list("pk", "figures", "indicators")
    return {unit_of[pk]: (figures, outcomes) for pk, figures, outcomes in rows}


def _tests(
    view: MonthView, standings: Mapping[int, Standing], told: Told, criterion: str, number: str
) -> Mapping[int, list[Explanation]]:
    by_set: dict[str, list[FilingRow]] = defaultdict(list)
    key_of: dict[str, int] = {}
    for key, standing in standings.items():
        code = view.places.versions[key].code
        key_of[code] = key
        row = FilingRow(code, standing.month, standing.zone, told[key][0])
        by_set[standing.set_id].append(row)
    found: dict[int, list[Explanation]] = defaultdict(list)
    for set_id, rows in by_set.items():
        alone = criterion_alone(load_set(set_id), criterion)
        for test in explain(batch_of(rows, alone), rule_table(alone), only={number}):
            found[key_of[test.unit]].append(test)
    return found
