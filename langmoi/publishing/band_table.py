"""Biểu 2: communes by level of criteria met; counted by district, of one unit by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from langmoi.core.months import show_month
from langmoi.core.text import capital
from langmoi.overview.model import CommuneLine, Overview
from langmoi.publishing.changes import mean_change_previous
from langmoi.publishing.criteria_table import WIDTH
from langmoi.publishing.issuers import spelled_out
from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex, Cell, Column, Form, HeaderCell, Row, RowKind
from langmoi.publishing.words import Names, band_name, rounded

NAMED_HEADINGS = ("STT", "Số tiêu chí đạt", "Số xã", "Tỷ lệ (%)", "Tên xã")
NAMED_COLUMNS = (
    Column(Decimal(12)),
    Column(Decimal(45), "left"),
    Column(Decimal(22)),
    Column(Decimal(22)),
    Column(WIDTH - 101, "left"),
)


def band_table(material: Material, reference: str, label: str) -> Annex:
    overview = material.overview
    annex = Annex(
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
            f"{show_month(material.baseline)}, tính trên các xã có số liệu ở cả hai thời điểm",
        ),
    )
    return annex if overview.districts else _of_one_unit(annex, overview)


def _columns(bands: int) -> tuple[Column, ...]:
    fixed = (Column(Decimal(12)), Column(Decimal(65), "left"), Column(Decimal(24)))
    last = (Column(Decimal(26)), Column(Decimal(26)))
    left = WIDTH - sum(column.width for column in (*fixed, *last))
    return (*fixed, *([Column((left / bands).quantize(Decimal("0.01")))] * bands), *last)


def _header(overview: Overview) -> tuple[tuple[HeaderCell, ...], ...]:
    criteria = len(overview.criteria_set.criteria)
    return (
        (
            HeaderCell("STT", rows=2),
            HeaderCell("Huyện, thành phố", rows=2),
            HeaderCell("Tổng số xã", rows=2),
            HeaderCell("Số xã theo số tiêu chí đạt", columns=len(overview.bands)),
            HeaderCell("Bình quân (tiêu chí/xã)", rows=2),
            HeaderCell("So đầu kỳ", rows=2),
        ),
        tuple(HeaderCell(band_name(band, criteria)) for band in overview.bands),
    )


def _rows(overview: Overview) -> Iterator[Row]:
    for index, part in enumerate(overview.districts, start=1):
        name = capital(spelled_out(part.unit))
        yield Row(RowKind.UNIT, (Cell(index, Form.WHOLE), Cell(name), *_figures(part)))
    name = f"Toàn {overview.unit.full_name}"
    yield Row(RowKind.TOTAL, (Cell(None), Cell(name), *_figures(overview)))


def _figures(overview: Overview) -> Iterator[Cell]:
    yield Cell(len(overview.communes), Form.WHOLE)
    for band in overview.bands:
        yield Cell(band.count, Form.WHOLE)
    yield Cell(overview.mean, Form.MEAN)
    yield Cell(mean_change_previous(overview), Form.MEAN_CHANGE)


def _of_one_unit(annex: Annex, overview: Overview) -> Annex:
    """A row for each level: of a district a table by district would have but one."""
    return replace(
        annex,
        columns=NAMED_COLUMNS,
        header=(tuple(HeaderCell(text, rows=2) for text in NAMED_HEADINGS), ()),
        rows=tuple(_named_rows(overview)),
        notes=("Số trong ngoặc là số tiêu chí đạt của xã",),
    )


def _named_rows(overview: Overview) -> Iterator[Row]:
    criteria, communes, names = (
        len(overview.criteria_set.criteria),
        overview.communes,
        Names(overview),
    )
    levels = [(f"{band_name(b, criteria)} tiêu chí", b.communes) for b in overview.bands]
    unknown = tuple(line for line in communes if line.criteria_met is None)
    if unknown:
        levels.append(("Chưa có số liệu", unknown))
    for index, (level, lines) in enumerate(levels, start=1):
        yield Row(
            RowKind.UNIT,
            (
                Cell(index, Form.WHOLE),
                Cell(capital(level)),
                Cell(len(lines), Form.WHOLE),
                Cell(rounded(100 * len(lines), len(communes), "0.1"), Form.SHARE),
                Cell(", ".join(_with_count(line, names) for line in lines) or None),
            ),
        )
    yield Row(
        RowKind.TOTAL,
        (
            Cell(None),
            Cell("Tổng số"),
            Cell(len(communes), Form.WHOLE),
            Cell(Decimal(100), Form.SHARE),
            Cell(None),
        ),
    )


def _with_count(line: CommuneLine, names: Names) -> str:
    met = line.criteria_met
    return names.of(line) if met is None else f"{names.of(line)} ({met})"
