"""One row of a sheet laid over the figures that stand for its commune."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from langmoi.core.errors import DomainError
from langmoi.core.numbers import plain
from langmoi.law.figure_cells import cells_of, wrong_values
from langmoi.law.model import Kind
from langmoi.reporting.workbook.book import Position, cell_name
from langmoi.reporting.workbook.changes import is_same
from langmoi.reporting.workbook.entries import CellFault, Entry, Percent, Sign
from langmoi.reporting.workbook.layout import DENOMINATOR, NUMERATOR, FigureColumn, Layout
from langmoi.reporting.workbook.values import Value

Document = dict[str, Any]


class Typed(NamedTuple):
    """What someone typed into a cell."""

    at: Position
    column: FigureColumn
    entry: Entry

    @property
    def is_value(self) -> bool:
        return not isinstance(self.entry, Sign)


@dataclass(eq=False)
class RowResult:
    """The commune's figures as they would stand, where each was typed, and what is wrong."""

    figures: Document
    typed_at: dict[str, Position] = field(default_factory=dict)  # by figure
    faults: list[tuple[Typed, CellFault]] = field(default_factory=list)
    unchanged: int = 0


def lay_over(current: Mapping[str, Any], typed: list[Typed], layout: Layout) -> RowResult:
    """Blank leaves what is there, “-” removes it, a value replaces it.

    “Không phát sinh” answers the fact with no and removes the figures that only it asks for; a
    value in such an indicator takes the “no” back. A fact that nobody denied stays unreported.
    """
    result = RowResult(dict(current))
    by_figure: dict[str, list[Typed]] = {}
    for cell in typed:
        by_figure.setdefault(cell.column.figure.id, []).append(cell)
    for figure_id, cells in by_figure.items():
        if cells[0].column.fact and _is_denied(cells):
            continue  # answered below, together with the other cells of its indicator
        try:
            _lay_figure(result, current.get(figure_id), cells)
        except CellFault as fault:
            result.faults.append((cells[0], fault))
    _lay_facts(result, current, typed, layout)
    return result


def _is_denied(cells: list[Typed]) -> bool:
    return any(cell.entry is Sign.DOES_NOT_ARISE for cell in cells)


def _lay_figure(result: RowResult, old: Value | None, cells: list[Typed]) -> None:
    figure = cells[0].column.figure
    new = _share(old, cells) if figure.kind is Kind.SHARE else _single(cells[0].entry)
    result.typed_at[figure.id] = cells[0].at
    if new is None:
        result.figures.pop(figure.id, None)
    elif is_same(old, new):
        result.unchanged += 1
    elif faults := [] if isinstance(new, bool) else list(_wrong(new, cells)):
        result.faults += faults
    else:
        result.figures[figure.id] = new


def _wrong(new: Value, cells: list[Typed]) -> Iterator[tuple[Typed, CellFault]]:
    """What the law's own check finds in the value, at the cell that it is about."""
    figure = cells[0].column.figure
    try:
        wrong = list(wrong_values(figure, dict(cells_of(figure, figure.id, new))))
    except DomainError as error:
        yield cells[0], CellFault(f"{cells[0].column.label}: {error}", "")
        return
    for message, remedy in wrong:
        if _is_half(new):
            remedy += " Nếu chỉ biết tỷ lệ, ghi kèm dấu %, ví dụ 80,5%, vào ô tử số."
        cell = cells[-1] if message.startswith("Mẫu số") else cells[0]
        yield cell, CellFault(f"{cell.column.label}: {message}", remedy)


def _single(entry: Entry) -> Value | None:
    if isinstance(entry, Sign):
        return None
    return plain(entry) if isinstance(entry, Decimal) else entry


def _share(old: Value | None, cells: list[Typed]) -> Value | None:
    """A share from its two cells; a part left blank stays as it is, a percentage stands alone."""
    entries = {cell.column.part: cell.entry for cell in cells}
    label = cells[0].column.label
    if any(isinstance(entry, Sign) for entry in entries.values()):
        if any(cell.is_value for cell in cells):
            raise CellFault(
                f"{label}: một ô của tỷ lệ ghi số, ô kia ghi dấu - (xóa số cũ).",
                "Ghi số ở cả hai ô, hoặc dấu - ở cả hai ô.",
            )
        return None
    percent = entries.get(NUMERATOR)
    if isinstance(percent, Percent):
        if DENOMINATOR in entries:
            raise CellFault(
                f"{label}: ô tử số ghi tỷ lệ phần trăm trong khi ô mẫu số có số.",
                "Ghi tử số là số tuyệt đối, hoặc để trống ô mẫu số nếu chỉ biết tỷ lệ.",
            )
        return {"pct": plain(percent.value)}
    parts = {part: text for part, text in (old or {}).items() if part != "pct"}
    parts |= {part: plain(e) for part, e in entries.items() if isinstance(e, Decimal)}
    return parts


def _is_half(value: Value) -> bool:
    return isinstance(value, dict) and len({NUMERATOR, DENOMINATOR} & value.keys()) == 1


def _lay_facts(
    result: RowResult, current: Mapping[str, Any], typed: list[Typed], layout: Layout
) -> None:
    for fact, cells in _cells_of_facts(typed):
        denied = [cell for cell in cells if cell.entry is Sign.DOES_NOT_ARISE]
        claimed = [cell for cell in cells if cell.is_value]
        if denied and claimed:
            where = cell_name(*claimed[0].at)
            fault = CellFault(
                f"{denied[0].column.label}: ghi “không phát sinh” nhưng ô {where} của chỉ tiêu "
                "này lại có số liệu.",
                f"Xóa số liệu ở ô {where}, hoặc xóa chữ “không phát sinh”.",
            )
            result.faults.append((denied[0], fault))
        elif denied:
            result.typed_at[fact] = denied[0].at
            _deny(result, current, fact, layout)
        elif current.get(fact) is False:
            _take_back(result, fact, cells[0].at, is_claimed=bool(claimed))


def _cells_of_facts(typed: list[Typed]) -> Iterator[tuple[str, list[Typed]]]:
    by_fact: dict[str, list[Typed]] = {}
    for cell in typed:
        if cell.column.fact:
            by_fact.setdefault(cell.column.fact, []).append(cell)
    yield from by_fact.items()


def _deny(result: RowResult, current: Mapping[str, Any], fact: str, layout: Layout) -> None:
    if current.get(fact) is False:
        result.unchanged += 1
        return
    result.figures[fact] = False
    for figure_id in layout.figures_of_fact.get(fact, frozenset()):
        result.figures.pop(figure_id, None)
        result.typed_at.setdefault(figure_id, result.typed_at[fact])


def _take_back(result: RowResult, fact: str, at: Position, *, is_claimed: bool) -> None:
    """A value says that the indicator does arise; a dash only that “no” was wrong."""
    result.typed_at[fact] = at
    if is_claimed:
        result.figures[fact] = True
    else:
        result.figures.pop(fact)
