"""Criteria that are not met and stand on no programme: what figures suggest beside tasks."""

from __future__ import annotations

from datetime import date

from langmoi.overview.behind import without_solution
from langmoi.overview.lines import unit_lines
from langmoi.places.models import Unit
from langmoi.programme.models import Origin
from langmoi.programme.suggestions import Suggestion, items_of


def unplanned(unit: Unit, year: int, month: date) -> list[Suggestion]:
    """For a commune or a district: unmet criteria without a solution and without an item; 6 reads.

    Where a solution is in force it is itself suggested (programme/suggestions.py).
    """
    view, lines = unit_lines(month, unit.pk)
    names = {criterion.number: criterion.name for criterion in view.criteria_set.criteria}
    items = items_of(unit, year).filter(dropped_on=None).exclude(criterion="")
    there = set(items.values_list("communes", "criterion"))
    open_ = without_solution(month, lines)
    return [
        Suggestion(
            key=f"criterion-{line.unit.key}-{number}",
            origin=Origin.CRITERION,
            content=f"Hoàn thành tiêu chí {number}. {names[number]} của {line.unit.full_name}",
            source="tiêu chí chưa đạt, chưa có giải pháp",
            responsible="",
            due=None,
            criterion=number,
            communes=(line.unit.key,),
        )
        for line in lines
        for number in open_.get(line.unit.key, ())
        if (line.unit.key, number) not in there
    ]
