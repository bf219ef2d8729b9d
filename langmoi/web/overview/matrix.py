"""The matrix of communes and criteria: filters in the address, totals for district and province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.law.model import Criterion
from langmoi.overview.model import CommuneLine, Overview
from langmoi.overview.queries import commune_month, overview
from langmoi.places.models import Level
from langmoi.places.queries import unit_versions
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.cards import Card, cards_of, month_context
from langmoi.web.overview.commune import criterion_view
from langmoi.web.overview.finding import matching
from langmoi.web.scope import scope_of, unit_in_scope
from langmoi.web.words import OUTCOMES, BandStyle, band_styles


@dataclass(frozen=True)
class Filters:
    """What the address asks for; empty fields ask for nothing. The month's own words stay out."""

    district: str
    band: str
    missing: str
    text: str

    @classmethod
    def read(cls, query: QueryDict) -> Filters:
        asked = (query.get(name, "").strip() for name in ("huyen", "muc", "thieu", "tim"))
        return cls(*asked)

    @property
    def is_any(self) -> bool:
        return bool(self.district or self.band or self.missing or self.text)


@dataclass(frozen=True)
class Cell:
    """One commune under one criterion. `key` is empty where there are no figures at all."""

    number: str
    key: str
    sign: str
    label: str
    is_new: bool
    begins_group: bool


@dataclass(frozen=True)
class Row:
    card: Card
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    criterion: Criterion
    begins_group: bool


@dataclass(frozen=True)
class Total:
    """How many communes meet each criterion, out of how many, with their sum and mean."""

    counts: tuple[tuple[int, bool], ...]
    communes: int
    sum: int
    mean: Decimal | None
    change: int | None
    late: int


@dataclass(frozen=True)
class Block:
    """A district: its communes that fit the filters, and the totals of all its communes."""

    part: Overview
    rows: tuple[Row, ...]
    total: Total


@login_required
@require_safe
def matrix(request: Request) -> HttpResponse:
    """The whole page; for htmx only the table, which the filters change."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_commune:
        raise Http404
    seen = overview(month.month, unit_key=scope.home.unit_id)
    filters = Filters.read(request.GET)
    context = month_context(month, seen.criteria_set) | matrix_context(seen, filters)
    is_piece = (
        request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    )
    return render(request, "overview/_matrix.html" if is_piece else "overview/matrix.html", context)


@login_required
@require_safe
def cell(request: Request, code: str, number: str) -> HttpResponse:
    """The reasons behind one cell, as a piece of a page."""
    month = chosen_month(request)
    unit = unit_in_scope(request, code, Level.COMMUNE, month.month)
    seen = commune_month(unit.unit_id, month.month)
    found = next((d for d in seen.criteria if d.criterion.number == number), None)
    if found is None:
        raise Http404
    context = month_context(month, seen.criteria_set) | {
        "line": seen.line,
        "view": criterion_view(found, seen),
        "revision": seen.revision,
    }
    return render(request, "overview/_cell.html", context)


def matrix_context(seen: Overview, filters: Filters) -> dict[str, Any]:
    styles = band_styles(seen.bands, len(seen.criteria_set.criteria))
    columns = columns_of(seen.criteria_set.criteria)
    parts = seen.districts or (seen,)
    blocks = [_block(part, filters, columns, styles) for part in parts if part.communes]
    return {
        "seen": seen,
        "filters": filters,
        "styles": styles,
        "columns": columns,
        "groups": group_heads(seen, columns),
        "blocks": [block for block in blocks if block.rows],
        "shown": sum(len(block.rows) for block in blocks),
        "total_row": _total(seen, columns),
        "districts": [part.unit for part in seen.districts],
    }


def columns_of(criteria: Sequence[Criterion]) -> list[Column]:
    before = [None, *(c.group for c in criteria)]
    return [Column(c, c.group != last) for c, last in zip(criteria, before, strict=False)]


def group_heads(seen: Overview, columns: Sequence[Column]) -> list[tuple[str, str, int]]:
    """Each group's heading, whole and short, and how many columns it spans."""
    heads = []
    for group in seen.criteria_set.groups:
        span = sum(column.criterion.group == group.id for column in columns)
        mark, _, name = group.name.partition(". ")
        if span:
            heads.append((group.name, mark if span == 1 and name else group.name, span))
    return heads


def _block(
    part: Overview, filters: Filters, columns: Sequence[Column], styles: Sequence[BandStyle]
) -> Block:
    cards = cards_of(part.communes, styles)
    lines = _fitting(part, filters, styles)
    rows = tuple(Row(cards[li.unit.key], _cells(li, columns)) for li in lines)
    return Block(part, rows, _total(part, columns))


def _fitting(part: Overview, filters: Filters, styles: Sequence[BandStyle]) -> list[CommuneLine]:
    """The communes of the district that fit every filter."""
    if filters.district and part.unit.code != filters.district:
        return []
    lines = list(part.communes)
    if filters.band:
        band = next((s for s in styles if str(s.low) == filters.band), None)
        lines = [li for li in lines if band and _in_band(li, band)]
    if filters.missing:
        lines = [li for li in lines if filters.missing in li.missing()]
    if filters.text:
        keys = {li.unit.key for li in lines}
        units = unit_versions(part.month.replace(day=14), unit_keys=keys)
        named = {unit.unit_id for unit in matching(filters.text, units)}
        lines = [li for li in lines if li.unit.key in named]
    return lines


def _in_band(line: CommuneLine, band: BandStyle) -> bool:
    return line.criteria_met is not None and band.low <= line.criteria_met <= band.high


def _cells(line: CommuneLine, columns: Sequence[Column]) -> tuple[Cell, ...]:
    cells = []
    for column in columns:
        number = column.criterion.number
        key = line.criteria.get(number, "")
        word = OUTCOMES.get(key)
        cells.append(
            Cell(
                number=number,
                key=key,
                sign=word.sign if word else "",
                label=word.label if word else "chưa có số liệu",
                is_new=number in line.newly_met,
                begins_group=column.begins_group,
            )
        )
    return tuple(cells)


def _total(seen: Overview, columns: Sequence[Column]) -> Total:
    return Total(
        counts=tuple(
            (seen.by_criterion.get(c.criterion.number, 0), c.begins_group) for c in columns
        ),
        communes=len(seen.communes),
        sum=seen.sum,
        mean=seen.mean,
        change=seen.sum_change_previous,
        late=len(seen.not_filed),
    )
