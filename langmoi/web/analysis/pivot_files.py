"""The pivot and the list behind a number as files."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from langmoi.core.months import show_month
from langmoi.core.text import capital
from langmoi.overview.lines import MonthView
from langmoi.overview.pivot_model import Asked, Behind, Cell, Head, Measure, Pivot
from langmoi.overview.values import value_of
from langmoi.web.analysis.filters import CELL, Filters
from langmoi.web.analysis.sheets import CHANGE, NUMBER, SHARE, WHOLE, Column, Sheet, facts_of
from langmoi.web.http import Request
from langmoi.web.words import OUTCOMES

FORMS = {
    Measure.MET: WHOLE,
    Measure.SHARE: SHARE,
    Measure.CHANGE: CHANGE,
    Measure.VALUE: NUMBER,
}


def pivot_sheet(request: Request, found: Pivot, filters: Filters, view: MonthView) -> Sheet:
    asked = found.asked
    form = FORMS[asked.measure]
    columns = [Column(capital(asked.rows.label), width=34)]
    columns += [Column(head_text(head), form) for head in found.columns]
    has_ends = asked.measure is not Measure.VALUE
    if has_ends:
        columns += _end_columns(found)
    rows = [
        [head_text(head), *(cell.said(asked.measure) for cell in cells), *_end(found, end)]
        for head, cells, end in zip(found.rows, found.cells, found.ends, strict=True)
    ]
    if found.corner and has_ends:
        foot = (cell.said(asked.measure) for cell in found.foot)
        rows.append(["Cộng", *foot, *_end(found, found.corner)])
    return Sheet(
        name="phan-tich",
        title=title_of(asked),
        facts=facts_of(
            request,
            unit=view.unit.full_name,
            months=[asked.first, asked.last],
            laws=[found.criteria_set],
            filters=filters.said(),
        ),
        columns=columns,
        rows=rows,
    )


def title_of(asked: Asked) -> str:
    said = f"{asked.measure.label} theo {asked.rows.label} và {asked.columns.label}"
    return capital(said)


def _end_columns(found: Pivot) -> list[Column]:
    against = show_month(found.against_month) if found.against_month else "kỳ trước"
    total = "Cộng" if found.adds_columns else "Tháng cuối"
    return [
        Column(f"{total}: đạt"),
        Column("Trên tổng số"),
        Column("Tỷ lệ %", SHARE),
        Column(f"So với {against}", CHANGE),
    ]


def _end(found: Pivot, end: Cell) -> list[int | Decimal | None]:
    if found.asked.measure is Measure.VALUE:
        return []
    return [end.met, end.of, end.share, end.change]


def head_text(head: Head) -> str:
    """“9. Nhà ở dân cư”, “huyện Sa Thầy”, “12/2019”."""
    return f"{head.key}. {head.label}" if head.subject else head.label


def list_sheet(
    request: Request, found: Sequence[Behind], filters: Filters, view: MonthView
) -> Sheet:
    asked = filters.asked
    rows = [
        [
            line.unit.code,
            line.unit.full_name,
            line.district.full_name if line.district else "",
            line.subject.number,
            line.subject.name,
            show_month(line.month),
            _word(line.outcome),
            1 if line.is_counted else 0,
            show_month(line.figures_month) if line.figures_month else "",
            value_of(asked.figure, line.value) if asked.figure else None,
        ]
        for line in found
    ]
    return Sheet(
        name="phan-tich-danh-sach",
        title="Danh sách kết quả của một con số",
        facts=facts_of(
            request,
            unit=view.unit.full_name,
            months=[found[0].month if found else view.month],
            laws=[view.criteria_set],
            filters=[*filters.said(), f"ô {request.GET.get(CELL, '')}"],
        ),
        columns=[
            Column("Mã"),
            Column("Đơn vị", width=26),
            Column("Thuộc", width=22),
            Column("Số"),
            Column("Tiêu chí, chỉ tiêu", width=50),
            Column("Tháng"),
            Column("Kết quả", width=16),
            Column("Tính là đạt"),
            Column("Số liệu của tháng"),
            Column("Số liệu", NUMBER),
        ],
        rows=rows,
    )


def _word(outcome: str) -> str:
    return OUTCOMES[outcome].label if outcome else "chưa có số liệu"
