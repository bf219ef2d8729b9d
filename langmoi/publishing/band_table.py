"""Biểu 2: how many communes each district has at each level of criteria met."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from langmoi.core.months import show_month
from langmoi.overview.model import Overview
from langmoi.places.models import Level
from langmoi.publishing.criteria_table import WIDTH, mean_change_previous
from langmoi.publishing.issuers import spelled_out
from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex, Cell, Column, Form, HeaderCell, Row, RowKind
from langmoi.publishing.words import band_name


def band_table(material: Material, reference: str, label: str) -> Annex:
    overview, before = material.overview, show_month(material.baseline)
    return Annex(
        label=label,
        sheet="Biểu 2",
        title=f"Biểu nhóm xã theo mức tiêu chí {material.in_tables}",
        reference=reference,
        columns=_columns(len(overview.bands)),
        header=_header(overview),
        rows=tuple(_rows(overview)),
        size=12,
        notes=(
            "So đầu kỳ: số tiêu chí tăng, giảm bình quân một xã so với tháng "
            f"{before}, tính trên các xã có số liệu ở cả hai thời điểm",
        ),
    )


def _columns(bands: int) -> tuple[Column, ...]:
    fixed = (Column(Decimal(12)), Column(Decimal(65), "left"), Column(Decimal(24)))
    last = (Column(Decimal(26)), Column(Decimal(26)))
    left = WIDTH - sum(column.width for column in (*fixed, *last))
    return (*fixed, *([Column((left / bands).quantize(Decimal("0.01")))] * bands), *last)


def _header(overview: Overview) -> tuple[tuple[HeaderCell, ...], ...]:
    criteria = len(overview.criteria_set.criteria)
    # From 1/7/2025 a province has no districts: it stands in the table itself.
    is_alone = not overview.districts and overview.unit.level == Level.PROVINCE
    return (
        (
            HeaderCell("STT", rows=2),
            HeaderCell("Đơn vị" if is_alone else "Huyện, thành phố", rows=2),
            HeaderCell("Tổng số xã", rows=2),
            HeaderCell("Số xã theo số tiêu chí đạt", columns=len(overview.bands)),
            HeaderCell("Bình quân (tiêu chí/xã)", rows=2),
            HeaderCell("So đầu kỳ", rows=2),
        ),
        tuple(HeaderCell(band_name(band, criteria)) for band in overview.bands),
    )


def _rows(overview: Overview) -> Iterator[Row]:
    parts = overview.districts or (overview,)
    for index, part in enumerate(parts, start=1):
        yield Row(RowKind.UNIT, (Cell(index, Form.WHOLE), Cell(_name(part)), *_figures(part)))
    if overview.districts:
        name = f"Toàn {overview.unit.full_name}"
        yield Row(RowKind.TOTAL, (Cell(None), Cell(name), *_figures(overview)))


def _name(overview: Overview) -> str:
    name = spelled_out(overview.unit)
    return f"{name[:1].upper()}{name[1:]}"


def _figures(overview: Overview) -> Iterator[Cell]:
    yield Cell(len(overview.communes), Form.WHOLE)
    for band in overview.bands:
        yield Cell(band.count, Form.WHOLE)
    yield Cell(overview.mean, Form.MEAN)
    yield Cell(mean_change_previous(overview), Form.MEAN_CHANGE)
