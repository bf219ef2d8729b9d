"""What falls behind: criteria that nobody has planned to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from langmoi.core.months import reference_day
from langmoi.overview.model import CommuneLine
from langmoi.reporting.models import Solution

Unplanned = Mapping[int, tuple[str, ...]]


def without_solution(month: date, lines: Iterable[CommuneLine]) -> Unplanned:
    """By commune: criteria that are not met and for which no solution of its own was in force.

    A department's solution for every commune counts for none: the directive asks for one in each.
    One query.
    """
    unmet = {
        line.unit.key: [number for number, outcome in line.criteria.items() if outcome == "not_met"]
        for line in lines
    }
    on = reference_day(month)
    planned: dict[int, set[str]] = {key: set() for key in unmet}
    rows = Solution.objects.filter(unit_id__in=unmet, month__lte=month)
    rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    for key, criterion in rows.values_list("unit_id", "criterion"):
        if key is not None:
            planned[key].add(criterion)
    left = {
        key: tuple(n for n in numbers if n not in planned[key]) for key, numbers in unmet.items()
    }
    return {key: numbers for key, numbers in left.items() if numbers}
