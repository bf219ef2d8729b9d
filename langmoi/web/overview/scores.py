"""The page of the yearly score sheet, and its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from langmoi.assessment.scoring import Scored, rounded
from langmoi.core.errors import DomainError
from langmoi.core.installation import is_demo
from langmoi.core.numbers import show_number
from langmoi.overview.scores import (
    ScoreSheet,
    UnitScore,
    closed_months_in,
    score_sheet,
    years_with_scores,
)
from langmoi.places.models import Level, UnitVersion
from langmoi.publishing.files import CONTENT_TYPES
from langmoi.publishing.score_book import SHARES, status_of, write_score_book
from langmoi.web.http import Request
from langmoi.web.overview.lists import EVERYONE
from langmoi.web.publishing.files import attachment
from langmoi.web.scope import scope_of

# Which list stands behind a measure.
LISTS = {
    "met_share": EVERYONE,
    "met_all_share": "dat-du",
    "gained_mean": "thay-doi-nam",
    "lost_mean": "thay-doi-nam",
    "filed_share": "da-nop",
    "planned_share": "chua-co-giai-phap",
}


@dataclass(frozen=True)
class Cell:
    value: str
    points: str
    url: str


@dataclass(frozen=True)
class Row:
    found: UnitScore
    cells: tuple[Cell, ...]


@login_required
@require_safe
def scores(request: Request) -> HttpResponse:
    """The year in the address, else the newest with a closed month."""
    sheet, unit = _sheet(request)
    context = {
        "sheet": sheet,
        "unit": unit,
        "years": years_with_scores(),
        "rule": sheet.rule,
        "status": status_of(sheet.rule),
        "districts": _rows(sheet.districts, sheet),
        "communes": _rows(sheet.communes, sheet),
    }
    return render(request, "overview/scores.html", context)


@login_required
@require_safe
def scores_file(request: Request) -> HttpResponse:
    sheet, unit = _sheet(request)
    content = write_score_book(
        sheet, unit.full_name, made_on=request.today, is_illustrative=is_demo()
    )
    name = f"cham-diem-{unit.code}-{sheet.year}.xlsx"
    return attachment(content, name, CONTENT_TYPES[".xlsx"])


def _sheet(request: Request) -> tuple[ScoreSheet, UnitVersion]:
    """Of the person's own unit, as it was in the year's last closed month."""
    year = _year(request)
    unit = scope_of(request, closed_months_in(year)[-1]).home
    if unit.level == Level.VILLAGE:
        raise Http404
    return score_sheet(year, unit.unit_id), unit


def _year(request: Request) -> int:
    text = request.GET.get("nam", "")
    if not text:
        known = years_with_scores()
        if not known:
            raise DomainError(
                "Chưa có tháng nào chốt nên chưa chấm điểm được. Hãy chờ Văn phòng Điều phối NTM "
                "tỉnh chốt số liệu."
            )
        return known[0]
    if not text.isdecimal() or len(text) != 4:
        raise DomainError(f"Không hiểu năm “{text}”. Hãy ghi bốn chữ số, như 2019.")
    return int(text)


def _rows(found: Sequence[UnitScore], sheet: ScoreSheet) -> list[Row]:
    return [Row(one, tuple(_cell(part, one, sheet) for part in one.score.parts)) for one in found]


def _cell(scored: Scored, found: UnitScore, sheet: ScoreSheet) -> Cell:
    points = "–" if scored.points is None else show_number(rounded(scored.points), 2)
    return Cell(_said(scored.part.measure, scored.value), points, _behind(scored, found, sheet))


def _said(measure: str, value: Fraction | None) -> str:
    if value is None:
        return "chưa có số liệu"
    if measure in SHARES:
        return f"{show_number(rounded(value * 100), 1)}%"
    return f"{show_number(rounded(value), 2)} tiêu chí"


def _behind(scored: Scored, found: UnitScore, sheet: ScoreSheet) -> str:
    """The figures behind a part: a commune's own page, or the list of a district's communes."""
    month = f"thang={sheet.end:%Y-%m}"
    if found.unit.level == Level.COMMUNE:
        return f"{reverse('commune', args=[found.unit.code])}?{month}"
    group = LISTS[scored.part.measure]
    return f"{reverse('listed')}?{month}&nhom={group}&huyen={found.unit.code}"
