"""The annex of a department's report: each of its indicators over the communes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex, Cell, Column, Form, HeaderCell, Row, RowKind
from langmoi.publishing.words import rounded

HEADINGS = ("STT", "Chỉ tiêu", "Nội dung", "Số xã đạt", "Số xã chưa đạt", "Không phát sinh",
            "Chưa đánh giá", "Tỷ lệ đạt (%)")  # fmt: skip
COLUMNS = (
    Column(Decimal(12)),
    Column(Decimal(18)),
    Column(Decimal(112), "left"),
    *([Column(Decimal(21))] * 5),
)


def department_table(material: Material, reference: str, label: str) -> Annex:
    return Annex(
        label=label,
        sheet="Biểu chỉ tiêu",
        title=f"Kết quả các chỉ tiêu do ngành chủ trì {material.in_tables}",
        reference=reference,
        columns=COLUMNS,
        header=(tuple(HeaderCell(text, rows=2) for text in HEADINGS), ()),
        rows=tuple(_rows(material)),
        size=11,
        notes=("Tỷ lệ đạt tính trên các xã mà chỉ tiêu phát sinh và đánh giá được",),
    )


def _rows(material: Material) -> Iterator[Row]:
    for index, count in enumerate(material.department.indicators if material.department else (), 1):
        share = rounded(100 * count.met, count.judged, "0.1") if count.judged else None
        yield Row(
            RowKind.UNIT,
            (
                Cell(index, Form.WHOLE),
                Cell(count.indicator.number),
                Cell(count.indicator.text),
                Cell(count.met, Form.WHOLE),
                Cell(count.outcomes.get("not_met", 0), Form.WHOLE),
                Cell(count.outcomes.get("not_applicable", 0), Form.WHOLE),
                Cell(count.outcomes.get("not_assessed", 0), Form.WHOLE),
                Cell(share, Form.SHARE),
            ),
        )
