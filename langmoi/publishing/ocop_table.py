"""Biểu 7: OCOP products on the last day of the period, by district; of one district by group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from langmoi.core.text import capital
from langmoi.overview.model import Overview
from langmoi.people.access import with_descendants
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import filing_communes
from langmoi.publishing.criteria_table import WIDTH
from langmoi.publishing.issuers import spelled_out
from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex, Cell, Column, Form, HeaderCell, Row, RowKind
from langmoi.registers.ocop.access import PRODUCT
from langmoi.registers.ocop.overview import OcopLine, OcopOverview, overview_of
from langmoi.registers.queries import entries_of

HEADINGS = ("Số sản phẩm tham gia", "Còn hiệu lực", "5 sao", "4 sao", "3 sao", "Hết hạn")
WITH_STARS = "Xã có sản phẩm còn hiệu lực"
NUMBER = Column(Decimal(25))
NOTES = (
    "Tính đến ngày cuối kỳ theo sổ sản phẩm OCOP, không phải số liệu của phiếu tháng. Tham gia: từ "
    "ý tưởng đến được công nhận, kể cả hết hạn chưa chấm lại; còn hiệu lực: trong 36 tháng kể từ "
    "ngày quyết định công nhận",
)


def ocop_of(current: Overview, day: date) -> OcopOverview:
    """What the register holds of the unit that day; six reads."""
    keys = with_descendants({current.unit.key}, on=day)
    communes = filing_communes(day, within=keys)
    above = {c.parent_id for c in communes if c.parent_id}
    found = UnitVersion.objects.on(day).filter(unit_id__in=above, level=Level.DISTRICT)
    rows = entries_of(PRODUCT, on=day, unit_keys=keys)
    return overview_of(rows, communes, list(found.order_by("code")), on=day, within_days=0)


def ocop_table(material: Material, reference: str, label: str) -> Annex:
    """Without a row where the register holds no product."""
    found, overview = material.ocop, material.overview
    by_district = bool(overview.districts)
    headings = (*HEADINGS, WITH_STARS) if by_district else HEADINGS
    first = Column(Decimal(12)), Column(WIDTH - 12 - NUMBER.width * len(headings), "left")
    place = "Huyện, thành phố" if by_district else "Nhóm sản phẩm"
    return Annex(
        label=label,
        sheet="Biểu 7",
        title=f"Sản phẩm OCOP {material.in_tables}",
        reference=reference,
        columns=(*first, *([NUMBER] * len(headings))),
        header=(tuple(HeaderCell(text, rows=2) for text in ("STT", place, *headings)), ()),
        rows=tuple(_rows(found, overview)) if found and found.total.products else (),
        size=12,
        notes=NOTES,
    )


def _rows(found: OcopOverview, overview: Overview) -> Iterator[Row]:
    by_district = bool(overview.districts)
    names = {part.unit.code: capital(spelled_out(part.unit)) for part in overview.districts}
    lines = found.districts if by_district else found.groups
    for index, line in enumerate(lines, start=1):
        name = names.get(line.code, capital(line.name)) if by_district else line.name
        figures = _figures(line, with_communes=by_district)
        yield Row(RowKind.UNIT, (Cell(index, Form.WHOLE), Cell(name), *figures))
    total = _figures(found.total, with_communes=by_district)
    yield Row(RowKind.TOTAL, (Cell(None), Cell("Tổng số"), *total))


def _figures(line: OcopLine, *, with_communes: bool) -> Iterator[Cell]:
    for count in (line.products, line.valid, *line.stars, line.expired):
        yield Cell(count, Form.WHOLE)
    if with_communes:
        yield Cell(line.communes, Form.WHOLE)
