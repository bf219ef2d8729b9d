"""The annexes of the ten-year summary: the two stages by year, and what was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from langmoi.core.months import show_month
from langmoi.core.text import capital
from langmoi.overview.model import Overview
from langmoi.publishing.issuers import spelled_out
from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex, Cell, Column, Form, HeaderCell, Row, RowKind
from langmoi.publishing.stages import BANDS, YearCounts
from langmoi.publishing.words import rounded

BAND_NAMES = ("19", "15–18", "10–14", "5–9", "dưới 5")
STAGE_COLUMNS = (
    Column(Decimal(24)),
    Column(Decimal(47), "left"),
    *([Column(Decimal(17))] * 6),
    Column(Decimal(22)),
    Column(Decimal(20)),
    Column(Decimal(32), "left"),
)
PUBLISHED_COLUMNS = (
    Column(Decimal(18)),
    Column(Decimal(62), "left"),
    Column(Decimal(30)),
    Column(Decimal(67), "left"),
    Column(Decimal(70), "left"),
)


def stages_table(material: Material, reference: str, label: str) -> Annex:
    return Annex(
        label=label,
        sheet="Hai giai đoạn",
        title="Kết quả qua hai giai đoạn 2010 - 2015 và 2016 - 2020",
        reference=reference,
        columns=STAGE_COLUMNS,
        header=_stages_header(),
        rows=tuple(_stage_rows(material)),
        size=10,
        notes=(
            "Hai giai đoạn đánh giá theo hai bộ tiêu chí khác nhau, không cộng và không so trực "
            "tiếp số tiêu chí",
            "Dòng ghi “minh họa” không phải số đã công bố",
        ),
    )


def _stages_header() -> tuple[tuple[HeaderCell, ...], ...]:
    return (
        (
            HeaderCell("Thời điểm", rows=2),
            HeaderCell("Đơn vị", rows=2),
            HeaderCell("Tổng số xã", rows=2),
            HeaderCell("Số xã theo số tiêu chí đạt", columns=len(BAND_NAMES)),
            HeaderCell("Bình quân (tiêu chí/xã)", rows=2),
            HeaderCell("Số xã được công nhận", rows=2),
            HeaderCell("Nguồn", rows=2),
        ),
        tuple(HeaderCell(name) for name in BAND_NAMES),
    )


def _stage_rows(material: Material) -> Iterator[Row]:
    stages = material.stages
    if stages is None:
        return
    loaded = sorted((*stages.first, *stages.districts), key=lambda c: c.year)
    if loaded:
        yield _heading("Giai đoạn 2010 - 2015 (theo bộ tiêu chí 2009, 2013; chỉ có số đếm)")
        yield from (_loaded_row(counts) for counts in loaded)
    yield _heading("Giai đoạn 2016 - 2020 (theo bộ tiêu chí 2016 - 2020)")
    yield from (_month_row(overview) for overview in stages.second)


def _heading(text: str) -> Row:
    return Row(RowKind.HEADING, (Cell(None), Cell(text, span=len(STAGE_COLUMNS) - 1)))


def _loaded_row(counts: YearCounts) -> Row:
    told = counts.counts
    is_known = "sum" in told and told.get("communes")
    return Row(
        RowKind.UNIT,
        (
            Cell(str(counts.year)),
            Cell(capital(counts.unit_name)),
            Cell(told.get("communes"), Form.WHOLE),
            *(Cell(told.get(band), Form.WHOLE) for band in BANDS),
            Cell(rounded(told["sum"], told["communes"], "0.01") if is_known else None, Form.MEAN),
            Cell(told.get("recognised"), Form.WHOLE),
            Cell("Đã công bố" if counts.is_published else "Minh họa"),
        ),
    )


def _month_row(overview: Overview) -> Row:
    return Row(
        RowKind.UNIT,
        (
            Cell(show_month(overview.month)),
            Cell(capital(spelled_out(overview.unit))),
            Cell(len(overview.communes), Form.WHOLE),
            *(Cell(band.count, Form.WHOLE) for band in overview.bands),
            Cell(overview.mean, Form.MEAN),
            Cell(overview.recognised_count, Form.WHOLE),
            Cell("Số đã chốt" if overview.is_closed else "Tạm tính"),
        ),
    )


def published_table(material: Material, reference: str, label: str) -> Annex:
    return Annex(
        label=label,
        sheet="Số đã công bố",
        title="Số liệu đã công bố 2016 - 2019 và nguồn",
        reference=reference,
        columns=PUBLISHED_COLUMNS,
        header=(_published_header(), ()),
        rows=tuple(_published_rows(material)),
        size=9.5,
    )


def _published_header() -> tuple[HeaderCell, ...]:
    names: Sequence[str] = ("Tháng", "Số liệu", "Đã công bố", "Nguồn", "Ghi chú")
    return tuple(HeaderCell(name, rows=2) for name in names)


def _published_rows(material: Material) -> Iterator[Row]:
    for item in material.stages.published if material.stages else ():
        doubt = "Mâu thuẫn: " if item.is_contradictory else ""
        yield Row(
            RowKind.UNIT,
            (
                Cell(show_month(item.month)),
                Cell(item.what),
                Cell(item.value),
                Cell(item.source),
                Cell(f"{doubt}{item.why}" or None),
            ),
        )
