"""The rows of a workbook held against the figures that stand: what would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from langmoi.core.errors import Fault
from langmoi.core.months import reference_day
from langmoi.law.model import Figure
from langmoi.places.queries import zones_on
from langmoi.reporting.actions import NewFigures, not_importable
from langmoi.reporting.models import Filing
from langmoi.reporting.queries import heads
from langmoi.reporting.workbook.book import cell_name
from langmoi.reporting.workbook.changes import FigureChange, is_same, state_hash
from langmoi.reporting.workbook.entries import CellFault
from langmoi.reporting.workbook.layout import Layout
from langmoi.reporting.workbook.row import RowResult, Typed, lay_over
from langmoi.reporting.workbook.sheet_rows import Reading, UnitRow


@dataclass(eq=False)
class Comparison:
    """What all rows would change, and what is wrong with the figures that they come to."""

    added: list[FigureChange] = field(default_factory=list)
    changed: list[FigureChange] = field(default_factory=list)
    removed: list[FigureChange] = field(default_factory=list)
    unchanged: int = 0
    filings: list[NewFigures] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: str = ""


def compare(reading: Reading) -> Comparison:
    """Lay each row over the figures of its commune; reads the state of all of them at once."""
    criteria_set = reading.layout.criteria_set
    keys = list(reading.rows)
    shut = _shut(keys, reading.month, criteria_set.id)
    standing = heads(keys, reading.month, criteria_set.id)
    zones = zones_on(keys, reference_day(reading.month), criteria_set)
    names = _Names(reading.layout)
    into = Comparison(seen=state_hash(keys, {k: head.hash for k, head in standing.items()}))
    for key, row in reading.rows.items():
        current = standing[key].figures if key in standing else {}
        result = lay_over(current, row.typed, reading.layout)
        into.unchanged += result.unchanged
        into.faults += [_fault(row, *fault) for fault in result.faults]
        _gather_changes(into, row, current, result, names)
        if result.figures == current:
            continue
        if key in shut:
            into.faults.append(Fault(*shut[key], row.sheet, unit=row.unit.full_name))
        else:
            _add_filing(into, row, result, zones.get(key))
    return into


def _shut(keys: list[int], month: date, set_id: str) -> dict[int, tuple[str, str]]:
    """The units whose filing takes no workbook now: why, and what to do."""
    filings = Filing.objects.filter(unit_id__in=keys, month=month, criteria_set=set_id)
    found = not_importable(filings.select_related("latest"))
    parted = {key: sentence.partition(" Hãy ") for key, sentence in found.items()}
    return {key: (why, f"Hãy {remedy}") for key, (why, _, remedy) in parted.items()}


class _Names:
    """What figures are called in messages."""

    def __init__(self, layout: Layout) -> None:
        self.figures: dict[str, Figure] = {f.id: f for f in layout.criteria_set.figures}
        self.labels: dict[str, str] = {}
        for column in layout.columns:
            self.labels.setdefault(column.figure.id, column.label)
            if column.fact:
                self.labels.setdefault(column.fact, column.label)


def _gather_changes(
    into: Comparison, row: UnitRow, current: Mapping[str, Any], result: RowResult, names: _Names
) -> None:
    unit_key, unit = row.unit.unit_id, row.unit.full_name
    for figure_id, at in result.typed_at.items():
        old, new = current.get(figure_id), result.figures.get(figure_id)
        if is_same(old, new):
            continue
        group = into.added if old is None else into.removed if new is None else into.changed
        group.append(
            FigureChange(
                unit_key=unit_key,
                unit=unit,
                figure=names.figures[figure_id],
                label=names.labels.get(figure_id, names.figures[figure_id].name),
                sheet=row.sheet,
                cell=cell_name(*at),
                old=old,
                new=new,
            )
        )


def _add_filing(into: Comparison, row: UnitRow, result: RowResult, zone: str | None) -> None:
    if zone is None:
        fault = Fault(
            f"Chưa biết {row.unit.full_name} thuộc vùng nào nên không đánh giá được số liệu.",
            "Hãy đề nghị người quản trị bổ sung vùng của xã.",
            row.sheet,
            unit=row.unit.full_name,
        )
        into.faults.append(fault)
        return
    into.filings.append(NewFigures(row.unit.unit_id, row.unit.code, zone, result.figures))


def _fault(row: UnitRow, typed: Typed, fault: CellFault) -> Fault:
    return Fault(
        fault.message,
        fault.remedy,
        row.sheet,
        cell_name(*typed.at),
        row.unit.full_name,
        typed.column.figure.id,
    )
