"""The annex of a commune's report: criterion by criterion, why it is not met and what is done."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from langmoi.core.text import capital
from langmoi.law.judge import Outcome
from langmoi.overview.detail import CriterionDetail
from langmoi.publishing.commune_sections import UNMET, reasons_of, solution_of
from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex, Cell, Column, Form, HeaderCell, Row, RowKind

LABELS = {outcome.key: outcome.label for outcome in Outcome}
HEADINGS = ("Tiêu chí số", "Tên tiêu chí", "Kết quả", "Chỉ tiêu chưa đạt, lý do")
SOLUTION_HEADINGS = ("Giải pháp", "Người chịu trách nhiệm", "Hạn")
FIRST = (Column(Decimal(14)), Column(Decimal(48), "left"), Column(Decimal(24)))
REASON = Decimal(74)
SOLUTION = (Column(Decimal(43), "left"), Column(Decimal(26), "left"), Column(Decimal(18)))


def commune_table(material: Material, reference: str, label: str) -> Annex:
    """Columns of solutions only where the commune has one."""
    solved = bool(material.solutions)
    room = Decimal(0) if solved else sum((column.width for column in SOLUTION), Decimal(0))
    columns = (*FIRST, Column(REASON + room, "left"))
    headings = (*HEADINGS, *SOLUTION_HEADINGS) if solved else HEADINGS
    return Annex(
        label=label,
        sheet="Biểu tiêu chí",
        title=f"Kết quả từng tiêu chí {material.in_tables}",
        reference=reference,
        columns=(*columns, *SOLUTION) if solved else columns,
        header=(tuple(HeaderCell(text, rows=2) for text in headings), ()),
        rows=tuple(_rows(material)),
        size=9,
    )


def _rows(material: Material) -> Iterator[Row]:
    for detail in material.commune.criteria if material.commune else ():
        reasons = reasons_of(detail, with_text=True) if detail.outcome in UNMET else []
        cells = (
            _number(detail.criterion.number),
            Cell(detail.criterion.name),
            Cell(LABELS[detail.outcome]),
            Cell(capital("; ".join(reasons)) or None),
        )
        solution = _solution(material, detail) if material.solutions else ()
        yield Row(RowKind.UNIT, (*cells, *solution))


def _solution(material: Material, detail: CriterionDetail) -> tuple[Cell, ...]:
    found = solution_of(material, detail.criterion.number) if detail.outcome in UNMET else None
    if found is None:
        return (Cell(None),) * len(SOLUTION)
    return Cell(found.text), Cell(found.responsible), Cell(f"{found.due_on:%d/%m/%Y}")


def _number(number: str) -> Cell:
    return Cell(int(number), Form.WHOLE) if number.isdigit() else Cell(number)
