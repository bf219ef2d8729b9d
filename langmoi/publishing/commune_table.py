"""The annex of a commune's report: criterion by criterion, why it is not met and what is done."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from langmoi.core.text import capital
from langmoi.law.judge import Outcome
from langmoi.publishing.commune_sections import UNMET, reasons_of, solution_of
from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex, Cell, Column, Form, HeaderCell, Row, RowKind

LABELS = {outcome.key: outcome.label for outcome in Outcome}
HEADINGS = ("Tiêu chí số", "Tên tiêu chí", "Kết quả", "Chỉ tiêu chưa đạt, lý do", "Giải pháp",
            "Người chịu trách nhiệm", "Hạn")  # fmt: skip
COLUMNS = (
    Column(Decimal(14)),
    Column(Decimal(50), "left"),
    Column(Decimal(20)),
    Column(Decimal(66), "left"),
    Column(Decimal(53), "left"),
    Column(Decimal(26), "left"),
    Column(Decimal(18)),
)


def commune_table(material: Material, reference: str, label: str) -> Annex:
    return Annex(
        label=label,
        sheet="Biểu tiêu chí",
        title=f"Kết quả từng tiêu chí {material.in_tables}",
        reference=reference,
        columns=COLUMNS,
        header=(tuple(HeaderCell(text, rows=2) for text in HEADINGS), ()),
        rows=tuple(_rows(material)),
        size=9,
    )


def _rows(material: Material) -> Iterator[Row]:
    for detail in material.commune.criteria if material.commune else ():
        unmet = detail.outcome in UNMET
        solution = solution_of(material, detail.criterion.number) if unmet else None
        yield Row(
            RowKind.UNIT,
            (
                _number(detail.criterion.number),
                Cell(detail.criterion.name),
                Cell(LABELS[detail.outcome]),
                Cell(capital("; ".join(reasons_of(detail))) if unmet else None),
                Cell(solution.text if solution else None),
                Cell(solution.responsible if solution else None),
                Cell(f"{solution.due_on:%d/%m/%Y}" if solution else None),
            ),
        )


def _number(number: str) -> Cell:
    return Cell(int(number), Form.WHOLE) if number.isdigit() else Cell(number)
