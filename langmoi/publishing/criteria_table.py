"""Biểu 1: each commune by each criterion, with the counts of its district under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from langmoi.core.months import show_month
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet
from langmoi.overview.model import CommuneLine, Overview
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
    criteria_set = overview.criteria_set
    return Annex(
        label=label,
        sheet="Biểu 1",
        title=f"Biểu tổng hợp kết quả thực hiện tiêu chí {material.in_tables}",
        reference=reference,
        columns=_columns(len(criteria_set.criteria)),
        header=_header(criteria_set),
        rows=tuple(_rows(overview)),
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


def _columns(criteria: int) -> tuple[Column, ...]:
    first = (Column(Decimal(7)), Column(Decimal(30), "left"))
    last = (
        Column(Decimal(12)),
        Column(Decimal(11)),
        Column(Decimal(11)),
        Column(Decimal(26), "left"),
    )
    left = WIDTH - sum(column.width for column in (*first, *last))
    each = Column((left / criteria).quantize(Decimal("0.01")))
    return (*first, *([each] * criteria), *last)


def _header(criteria_set: CriteriaSet) -> tuple[tuple[HeaderCell, ...], ...]:
    numbers = [criterion.number for criterion in criteria_set.criteria]
    return (
        (
            HeaderCell("STT", rows=2),
            HeaderCell("Xã", rows=2),
            HeaderCell("Tiêu chí số", columns=len(numbers)),
            HeaderCell("Tổng số tiêu chí đạt", rows=2),
            HeaderCell("Tăng, giảm so với", columns=2),
            HeaderCell("Ghi chú", rows=2),
        ),
        (
            *(HeaderCell(number) for number in numbers),
            HeaderCell("kỳ trước"),
            HeaderCell("đầu năm"),
        ),
    )


def _rows(overview: Overview) -> Iterator[Row]:
    if not overview.districts:
        yield from _communes(overview)
        yield from _footer(overview, (RowKind.COUNT, RowKind.AVERAGE), "")
        return
    for index, district in enumerate(overview.districts, start=1):
        yield _heading(district, index)
        yield from _communes(district)
        yield from _footer(district, (RowKind.COUNT, RowKind.AVERAGE), "")
    kinds = (RowKind.TOTAL_COUNT, RowKind.TOTAL_AVERAGE)
    yield from _footer(overview, kinds, " toàn tỉnh")


def _heading(district: Overview, index: int) -> Row:
    width = len(district.criteria_set.criteria) + 5
    name = spelled_out(district.unit)
    text = f"{name[:1].upper()}{name[1:]} ({len(district.communes)} xã)"
    return Row(RowKind.HEADING, (Cell(roman(index)), Cell(text, span=width)))


def _communes(overview: Overview) -> Iterator[Row]:
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
                Cell(line.change_previous, Form.CHANGE),
                Cell(line.change_december, Form.CHANGE),
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


def _footer(overview: Overview, kinds: tuple[RowKind, RowKind], of: str) -> Iterator[Row]:
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
            Cell(overview.sum_change_previous, Form.CHANGE),
            Cell(overview.sum_change_december, Form.CHANGE),
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
            Cell(mean_change_previous(overview), Form.MEAN_CHANGE),
            Cell(mean_change_december(overview), Form.MEAN_CHANGE),
            Cell(None),
        ),
    )


def mean_change_previous(overview: Overview) -> Decimal | None:
    """Criteria gained for each commune since the month before, over those known at both ends."""
    return _mean_change(
        overview.sum_change_previous, (line.change_previous for line in overview.communes)
    )


def mean_change_december(overview: Overview) -> Decimal | None:
    return _mean_change(
        overview.sum_change_december, (line.change_december for line in overview.communes)
    )


def _mean_change(total: int | None, changes: Iterable[int | None]) -> Decimal | None:
    known = sum(change is not None for change in changes)
    return rounded(total, known, "0.01") if total is not None and known else None
