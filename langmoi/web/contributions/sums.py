"""What residents gave by place: districts, the communes of one, the villages of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.numbers import MILLION_DECIMALS
from langmoi.funding.contribution_queries import ContributionSum, sums_by_unit
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import names_on, unit_versions
from langmoi.web.analysis.sheets import NUMBER, Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.contributions.filters import FIRST_YEAR, Filters, filters_of
from langmoi.web.contributions.listing import SOURCE
from langmoi.web.http import Request
from langmoi.web.scope import Scope, scope_of


@dataclass(frozen=True)
class PlaceSum:
    """A place with what it gave; `query` leads to what is below it, `rows` to its list."""

    name: str
    code: str
    level: str  # the name of its filter in the address; empty for a commune as one
    sum: ContributionSum


@login_required
@require_safe
def contribution_sums(request: Request) -> HttpResponseBase:
    """Of a year, or of all years: the places below what is chosen, and what they come to."""
    scope, filters = scope_of(request), filters_of(request)
    since, until = _days(filters, request.today)
    above, lines = _lines(scope, filters, since, until)
    total = sum((line.sum for line in lines), ContributionSum())
    if wants_file(request):
        return as_file(request, _sheet(request, above, lines, total, filters))
    query = request.GET.copy()
    context = {
        "above": above,
        "lines": lines,
        "total": total,
        "filters": filters,
        "years": range(request.today.year, FIRST_YEAR - 1, -1),
        "since": since,
        "until": until,
        "query": query.urlencode(),
        "scope": scope,
        "tab": "sums",
    }
    return render(request, "contributions/sums.html", context)


def _days(filters: Filters, today: date) -> tuple[date, date]:
    if filters.year:
        return date(filters.year, 1, 1), min(date(filters.year, 12, 31), today)
    return date(FIRST_YEAR, 1, 1), today


def _lines(
    scope: Scope, filters: Filters, since: date, until: date
) -> tuple[UnitVersion, list[PlaceSum]]:
    commune = filters.commune or (scope.home if scope.is_commune else None)
    district = filters.district or (scope.home if scope.is_district else None)
    if scope.is_village:
        return scope.home, _of_village(scope, since, until)
    if commune is not None:
        return commune, _of_commune(commune, scope.on, since, until)
    if district is not None:
        communes = _below(scope, Level.COMMUNE, district.unit_id)
        return district, _by_commune(communes, since, until)
    return scope.home, _of_districts(scope, since, until)


def _of_districts(scope: Scope, since: date, until: date) -> list[PlaceSum]:
    """By district; where there are none any more, by commune."""
    districts = _below(scope, Level.DISTRICT)
    communes = _below(scope, Level.COMMUNE)
    if not districts:
        return _by_commune(communes, since, until)
    return [
        _line(d, "huyen", [c for c in communes if c.parent_id == d.unit_id], since, until)
        for d in districts
    ]


def _by_commune(communes: Iterable[UnitVersion], since: date, until: date) -> list[PlaceSum]:
    """Every commune; a township only with what it gave while it was a commune."""
    lines = [(c, _line(c, "xa", [c], since, until)) for c in communes]
    return [line for commune, line in lines if commune.files or line.sum.rows]


def _of_commune(commune: UnitVersion, on: date, since: date, until: date) -> list[PlaceSum]:
    """Each village, those that have given nothing too, and what was given for all as one."""
    found = sums_by_unit({commune.unit_id}, since, until)
    villages = {
        v.unit_id: v
        for v in unit_versions(on, level=Level.VILLAGE)
        if v.parent_id == commune.unit_id
    }
    gone = {unit for _, unit in found} - set(villages) - {commune.unit_id}
    names = names_on(gone, on) if gone else {}
    key = commune.unit_id
    lines = [
        PlaceSum(v.full_name, v.code, "thon", found.get((key, v.unit_id), ContributionSum()))
        for v in villages.values()
    ]
    lines += [PlaceSum(names[unit], "", "", found[key, unit]) for unit in sorted(gone)]
    if (key, key) in found or not lines:
        whole = found.get((key, key), ContributionSum())
        lines.append(PlaceSum(f"chung cả {commune.full_name}", commune.code, "", whole))
    return lines


def _of_village(scope: Scope, since: date, until: date) -> list[PlaceSum]:
    parents = {v.parent_id for v in scope.own if v.parent_id}
    found = sums_by_unit(parents, since, until)
    return [
        PlaceSum(
            v.full_name, v.code, "thon", found.get((v.parent_id or 0, v.unit_id), ContributionSum())
        )
        for v in scope.own
    ]


def _line(
    unit: UnitVersion, level: str, communes: Iterable[UnitVersion], since: date, until: date
) -> PlaceSum:
    keys = {commune.unit_id for commune in communes}
    found = sums_by_unit(keys, since, until)
    return PlaceSum(unit.full_name, unit.code, level, sum(found.values(), ContributionSum()))


def _below(scope: Scope, level: Level, above: int | None = None) -> list[UnitVersion]:
    return [
        v
        for v in unit_versions(scope.on, level=level)
        if v.unit_id in scope.units and (above is None or v.parent_id == above)
    ]


def _sheet(
    request: Request,
    above: UnitVersion,
    lines: Sequence[PlaceSum],
    total: ContributionSum,
    filters: Filters,
) -> Sheet:
    headings = (
        ("Nơi", 30), ("Số khoản", 9), ("Lượt hộ", 9), ("Tiền (triệu đồng)", 14),
        ("Ngày công", 11), ("Quy tiền (triệu đồng)", 14), ("Hiến đất (m²)", 12),
        ("Quy tiền (triệu đồng)", 14), ("Vật tư, khác (triệu đồng)", 14), ("Cộng (triệu đồng)", 14),
    )  # fmt: skip
    return Sheet(
        name=f"dong-gop-theo-noi-{above.code}",
        title=f"Đóng góp của dân theo nơi, {above.full_name}",
        facts=facts_of(
            request,
            unit=above.full_name,
            months=[],
            laws=[],
            filters=[f"năm {filters.year}" if filters.year else "mọi năm"],
            source=SOURCE,
        ),
        columns=[Column(heading, NUMBER, width) for heading, width in headings],
        rows=[*(_cells(one.name, one.sum) for one in lines), _cells("Cộng", total)],
        source=SOURCE,
    )


def _cells(name: str, one: ContributionSum) -> list[str | int | Decimal | date | None]:
    money = (one.money, one.workdays_value, one.land_value, one.goods_value, one.total)
    cash, work, land, goods, total = (Decimal(m).scaleb(-MILLION_DECIMALS) for m in money)
    return [
        name, one.rows, one.households, cash, one.workdays, work, one.land, land, goods, total,
    ]  # fmt: skip
