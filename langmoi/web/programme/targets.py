"""Targets: the list by year, level and kind, and the page of one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from langmoi.core.errors import DomainError
from langmoi.overview.forecasts import Measure, Outlook, outlook
from langmoi.overview.target_standings import PROGRESS_LABELS, Progress
from langmoi.places.models import Level
from langmoi.places.queries import unit_versions
from langmoi.programme.access import can_change_target, setting_units
from langmoi.programme.models import Target, TargetDocument, TargetKind
from langmoi.programme.queries import working_on
from langmoi.web.analysis.sheets import Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.months import newest_month
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.programme.target_forms import CarryForm, DropForm
from langmoi.web.programme.target_rows import (
    COLUMNS,
    TargetRow,
    file_rows,
    narrowed,
    target_rows,
    totals,
)

LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
FORECAST = {
    TargetKind.RECOGNISED: Measure.MET_ALL,
    TargetKind.CRITERIA: Measure.MEAN,
}
SHEET_SOURCE = "Mục tiêu do các văn bản giao; tiến độ đo từ phiếu tháng và quyết định công nhận."


@login_required
@require_safe
def targets(request: Request) -> HttpResponseBase:
    """What is to be reached in the person's scope, and how it stands."""
    told = _told(request)
    visible = Target.objects.visible_to(request.user, on=request.today)
    visible = visible if told["da-thoi"] else visible.live()
    units = _of_level(request, told["cap"])
    year = int(told["nam"]) if told["nam"] else None
    found = narrowed(visible, year=year, kind=told["loai"], level=told["cap"], units=units)
    rows = rows_of(request, found.select_related("document"))
    if told["tinh-trang"]:
        rows = [row for row in rows if row.standing.progress == told["tinh-trang"]]
    if wants_file(request):
        return as_file(request, _sheet(request, rows, told))
    return render(request, "programme/targets.html", _list_context(request, rows, told))


@login_required
@require_safe
def target(request: Request, pk: int) -> HttpResponse:
    return one_target(request, visible_target(request, pk))


def visible_target(request: Request, pk: int) -> Target:
    visible = Target.objects.visible_to(request.user, on=request.today)
    related = visible.select_related("document", "carried_from", "carried_to")
    return get_object_or_404(related, pk=pk)


def one_target(
    request: Request, found: Target, refused: dict[str, PlainForm] | None = None
) -> HttpResponse:
    """The page of one target; with a form that was refused, as it was typed."""
    (row,) = rows_of(request, [found])
    standing = row.standing
    missing = standing.missing_criteria
    working = working_on([found.unit_id], user=request.user, on=request.today) if missing else {}
    may_change = found.ended_on is None and can_change_target(request.user, found, on=request.today)
    expected, why = _outlook(row)
    context: dict[str, Any] = {
        "row": row,
        "target": found,
        "standing": standing,
        "missing": [(number, working.get((found.unit_id, number), [])) for number in missing],
        "outlook": expected,
        "no_outlook": why,
        "events": list(found.events.select_related("by")),
        "may_change": may_change,
        "carry": CarryForm() if may_change else None,
        "drop": DropForm() if may_change else None,
    }
    status = 422 if refused else 200
    return render(request, "programme/target.html", context | (refused or {}), status=status)


def rows_of(request: Request, found: Any) -> list[TargetRow]:
    month = newest_month(request)
    if month is None:
        raise DomainError(
            "Chưa có tháng nào được mở nên chưa đo được mục tiêu. "
            "Hãy đề nghị Văn phòng Điều phối NTM tỉnh mở tháng đầu tiên."
        )
    return target_rows(found, month=month.month, user=request.user, on=request.today)


def _told(request: Request) -> dict[str, str]:
    names = ("nam", "cap", "loai", "tinh-trang", "da-thoi")
    told = {name: request.GET.get(name, "").strip() for name in names}
    told["nam"] = told["nam"] if told["nam"].isdigit() and len(told["nam"]) == 4 else ""
    told["cap"] = told["cap"] if told["cap"] in LEVELS else ""
    return told


def _of_level(request: Request, level: str) -> set[int]:
    return {v.unit_id for v in unit_versions(request.today, level=level)} if level else set()


def _list_context(request: Request, rows: list[TargetRow], told: dict[str, str]) -> dict[str, Any]:
    visible = Target.objects.visible_to(request.user, on=request.today)
    years = visible.filter(by__isnull=False).values_list("by__year", flat=True)
    documents = TargetDocument.objects.visible_to(request.user, on=request.today)
    return {
        "rows": rows,
        "totals": totals(rows),
        "told": {name.replace("-", "_"): value for name, value in told.items()},
        "years": sorted(set(years)),
        "kinds": TargetKind.choices,
        "levels": [(level.value, level.label) for level in LEVELS],
        "states": [(progress.value, PROGRESS_LABELS[progress]) for progress in Progress],
        "awaiting": list(documents.filter(awaits_list=True)),
        "may_set": bool(setting_units(request.user, on=request.today)),
        "query": urlencode({name: value for name, value in told.items() if value}),
        "has_cooperatives": any(row.target.kind == TargetKind.COOPERATIVE for row in rows),
        "newest": newest_month(request),
    }


def _sheet(request: Request, rows: list[TargetRow], told: dict[str, str]) -> Sheet:
    month = newest_month(request)
    said = [f"{name}: {value}" for name, value in told.items() if value]
    return Sheet(
        name="muc-tieu",
        title="Mục tiêu và tiến độ",
        facts=facts_of(
            request,
            unit="phạm vi của người tải",
            months=[month.month] if month else [],
            laws=[],
            filters=said,
            source=SHEET_SOURCE,
        ),
        columns=COLUMNS,
        rows=file_rows(rows),
    )


def _outlook(row: TargetRow) -> tuple[dict[str, Any] | None, str]:
    """The forecast's chance of the target by its day; else why none can be told."""
    found = row.target
    kind = TargetKind(found.kind)
    measure = FORECAST.get(kind)
    is_over = row.standing.progress not in (Progress.ON_TRACK, Progress.BEHIND, Progress.OPEN)
    if measure is None or found.by is None or is_over or row.standing.need is None:
        return None, ""
    if found.number is None:
        measure = Measure.MEAN
    elif measure is Measure.MEAN:
        return None, ""
    try:
        expected = outlook(found.unit_id, by=found.by.replace(day=1), measure=measure)
    except DomainError as error:
        return None, str(error)
    return _told_outlook(expected, row.standing.need, found), ""


def _told_outlook(expected: Outlook, need: int, found: Target) -> dict[str, Any] | None:
    if found.by is None:
        return None
    chance = expected.chance(need, found.by.replace(day=1))
    return {"chance": None if chance is None else round(chance * 100), "need": need}
