"""Biểu 1: each commune by each criterion, with the counts of its district under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from langmoi.core.months import show_month
from langmoi.core.text import capital
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet
from langmoi.overview.model import CommuneLine, Overview
from langmoi.publishing.changes import Change, changes_of
from langmoi.publishing.issuers import spelled_out
from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex, Cell, Column, Form, HeaderCell, Row, RowKind
from langmoi.publishing.words import roman, rounded

SIGNS = {outcome.key: outcome.sign for outcome in Outcome}
LEGEND = "Đ: đạt; x: chưa đạt; –: không áp dụng; ?: chưa đánh giá (thiếu số liệu hoặc chưa rõ mức)"
MEANING = (
    "Dòng “Tỷ lệ (%)”: phần trăm số xã đạt từng tiêu chí; các cột sau là bình quân trên một xã"
)
LIKE_WITH_LIKE = "Tăng, giảm tính trên các xã có số liệu ở cả hai thời điểm"
WIDTH = Decimal(247)  # a landscape A4 page between its margins


def criteria_table(material: Material, reference: str, label: str) -> Annex:
    """The annex of one overview; a province's has one block for each district."""
    overview = material.overview
    criteria_set, changes = overview.criteria_set, changes_of(material)
    return Annex(
        label=label,
        sheet="Biểu 1",
        title=f"Biểu tổng hợp kết quả thực hiện tiêu chí {material.in_tables}",
        reference=reference,
        columns=_columns(len(criteria_set.criteria), len(changes)),
        header=_header(criteria_set, changes),
        rows=tuple(_rows(overview, changes)),
        size=8.5,
        notes=(LEGEND, MEANING, LIKE_WITH_LIKE, *_counting(criteria_set)),
    )


def counted_signs(criteria_set: CriteriaSet) -> tuple[str, ...]:
    """The signs that count into “criteria met” under this set."""
    met = (Outcome.MET.sign,)
    return (*met, Outcome.NOT_APPLICABLE.sign) if criteria_set.not_applicable_counts else met


def _counting(criteria_set: CriteriaSet) -> tuple[str, ...]:
    if not criteria_set.not_applicable_counts:
        return ()
    return ("Tiêu chí không áp dụng được tính vào số tiêu chí đạt",)


def _columns(criteria: int, changes: int) -> tuple[Column, ...]:
    first = (Column(Decimal(7)), Column(Decimal(30), "left"))
    each_change = Column(Decimal(22) / changes)
    last = (Column(Decimal(12)), *([each_change] * changes), Column(Decimal(26), "left"))
    left = WIDTH - sum(column.width for column in (*first, *last))
    each = Column((left / criteria).quantize(Decimal("0.01")))
    return (*first, *([each] * criteria), *last)


def _header(
    criteria_set: CriteriaSet, changes: Sequence[Change]
) -> tuple[tuple[HeaderCell, ...], ...]:
    numbers = [criterion.number for criterion in criteria_set.criteria]
    return (
        (
            HeaderCell("STT", rows=2),
            HeaderCell("Xã", rows=2),
            HeaderCell("Tiêu chí số", columns=len(numbers)),
            HeaderCell("Tổng số tiêu chí đạt", rows=2),
            HeaderCell("Tăng, giảm so với", columns=len(changes)),
            HeaderCell("Ghi chú", rows=2),
        ),
        (
            *(HeaderCell(number) for number in numbers),
            *(HeaderCell(f"tháng {show_month(change.since)}") for change in changes),
        ),
    )


def _rows(overview: Overview, changes: Sequence[Change]) -> Iterator[Row]:
    if not overview.districts:
        yield from _communes(overview, changes)
        yield from _footer(overview, changes, (RowKind.COUNT, RowKind.AVERAGE), "")
        return
    for index, district in enumerate(overview.districts, start=1):
        yield _heading(district, index, changes)
        yield from _communes(district, changes)
        yield from _footer(district, changes, (RowKind.COUNT, RowKind.AVERAGE), "")
    kinds = (RowKind.TOTAL_COUNT, RowKind.TOTAL_AVERAGE)
    yield from _footer(overview, changes, kinds, " toàn tỉnh")


def _heading(district: Overview, index: int, changes: Sequence[Change]) -> Row:
    width = len(district.criteria_set.criteria) + len(changes) + 3
    text = f"{capital(spelled_out(district.unit))} ({len(district.communes)} xã)"
    return Row(RowKind.HEADING, (Cell(roman(index)), Cell(text, span=width)))


def _communes(overview: Overview, changes: Sequence[Change]) -> Iterator[Row]:
    numbers = [criterion.number for criterion in overview.criteria_set.criteria]
    for index, line in enumerate(overview.communes, start=1):
        signs = (Cell(SIGNS[o] if (o := line.criteria.get(n)) else None) for n in numbers)
        yield Row(
            RowKind.UNIT,
            (
                Cell(index, Form.WHOLE),
                Cell(line.unit.name),
                *signs,
                Cell(line.criteria_met, Form.WHOLE),
                *(Cell(change.of_line(line), Form.CHANGE) for change in changes),
                Cell(note_on(line) or None),
            ),
        )


def note_on(line: CommuneLine) -> str:
    """What a reader must know beside the figures."""
    parts: list[str] = []
    if line.figures_month is None:
        parts.append("Chưa có số liệu")
    elif line.is_carried:
        parts.append(f"Chưa nộp; số liệu tháng {show_month(line.figures_month)}")
    if line.recognition is not None:
        parts.append("Đã công nhận")
    return "; ".join(parts)


def _footer(
    overview: Overview, changes: Sequence[Change], kinds: tuple[RowKind, RowKind], of: str
) -> Iterator[Row]:
    communes = len(overview.communes)
    if not communes:
        return
    numbers = [criterion.number for criterion in overview.criteria_set.criteria]
    met = [overview.by_criterion.get(number, 0) for number in numbers]
    yield Row(
        kinds[0],
        (
            Cell(None),
            Cell(f"Số xã đạt{of}"),
            *(Cell(count, Form.WHOLE) for count in met),
            Cell(overview.sum, Form.WHOLE),
            *(Cell(change.total(overview), Form.CHANGE) for change in changes),
            Cell(None),
        ),
    )
    shares = [rounded(100 * count, communes, "0.1") for count in met]
    yield Row(
        kinds[1],
        (
            Cell(None),
            Cell(f"Tỷ lệ (%){of}"),
            *(Cell(share, Form.SHARE) for share in shares),
            Cell(overview.mean, Form.MEAN),
            *(Cell(change.mean(overview), Form.MEAN_CHANGE) for change in changes),
            Cell(None),
        ),
    )
