"""A village's sheet held against the villages' own criteria set, where that set is complete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.months import reference_day
from langmoi.law.explain import Explanation
from langmoi.law.filing import FilingRow, FilingVerdict, explain_filing, judge_filings
from langmoi.law.model import CriteriaSet, Kind
from langmoi.places.models import UnitVersion
from langmoi.places.queries import zones_on
from langmoi.reporting.villages import HOUSEHOLDS, ItemKind, VillageLine, sheet_items, village_set


@dataclass(frozen=True)
class VillageVerdict:
    """What a village's figures come to by the set of its own."""

    criteria_set: CriteriaSet
    outcomes: FilingVerdict
    explanations: tuple[Explanation, ...]

    @property
    def met(self) -> int:
        return self.outcomes.criteria_met

    @property
    def total(self) -> int:
        return len(self.criteria_set.criteria)


def judge_sheets(lines: Iterable[VillageLine], month: date) -> dict[int, VillageVerdict]:
    """The verdict on each village that has a sheet, by unit; none where no set can judge.

    A set that is not complete judges nobody: a part of the criteria is no result. Nor is a village
    judged whose zone the set does not know.
    """
    own = village_set(month)
    told = [line for line in lines if line.sheet is not None]
    if own is None or not own.is_complete or not told:
        return {}
    zones = _zones([line.village for line in told], own, month)
    judged = [line for line in told if not own.zones or line.village.unit_id in zones]
    rows = [_row(line, zones.get(line.village.unit_id, ""), own, month) for line in judged]
    verdicts = judge_filings(rows, own) if rows else []
    return {
        line.village.unit_id: VillageVerdict(own, verdict, tuple(explain_filing(row, own)))
        for line, row, verdict in zip(judged, rows, verdicts, strict=True)
    }


def village_document(
    sheet: Mapping[str, Any], month: date, criteria_set: CriteriaSet
) -> dict[str, Any]:
    """The sheet as a figures document of the set; what the village has not told is left out."""
    kinds = {item.figure: item.kind for item in sheet_items(month)}
    document: dict[str, Any] = {}
    for figure in criteria_set.figures:
        value = sheet.get(figure.id)
        if value is None:
            continue
        if figure.kind is Kind.SHARE:
            of_households = kinds.get(figure.id) is ItemKind.OF_HOUSEHOLDS
            den = sheet.get(HOUSEHOLDS if of_households else f"{figure.id}_den")
            document[figure.id] = {"num": value} if den is None else {"num": value, "den": den}
        else:
            document[figure.id] = value
    return document


def _row(line: VillageLine, zone: str, own: CriteriaSet, month: date) -> FilingRow:
    figures = village_document(line.figures, month, own)
    return FilingRow(line.village.code, month, zone, figures)


def _zones(villages: list[UnitVersion], own: CriteriaSet, month: date) -> dict[int, str]:
    """By village the zone of its commune."""
    if not own.zones:
        return {}
    parents = {village.unit_id: village.parent_id for village in villages}
    keys = [parent for parent in parents.values() if parent is not None]
    found = zones_on(keys, reference_day(month), own)
    return {unit: found[parent] for unit, parent in parents.items() if parent in found}
