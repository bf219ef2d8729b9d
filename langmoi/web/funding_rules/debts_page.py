"""Outstanding construction debt as of a day: by district, commune, age and payer, and the works."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.days import parse_day, show_day
from langmoi.core.errors import DomainError
from langmoi.funding.debt import ProjectDebt, all_debts
from langmoi.funding.debt_rules import Age, Payer
from langmoi.web.analysis.sheets import Column, Sheet, Value, as_file, facts_of, wants_file
from langmoi.web.funding_rules.counterpart_page import MILLIONS, PER_PAGE, in_millions
from langmoi.web.funding_rules.narrowing import (
    Names,
    Narrowing,
    names_of,
    narrowing_of,
    query_of,
)
from langmoi.web.http import Request

SOURCE = "Khối lượng nghiệm thu và vốn phân bổ ghi trong Làng Mới."


@dataclass(frozen=True)
class DebtView:
    debt: ProjectDebt
    place: str
    district: str

    @property
    def payers(self) -> list[tuple[str, int]]:
        return [(payer.label, amount) for payer, amount in self.debt.by_payer.items() if amount]


@dataclass(frozen=True)
class Total:
    """Of a district, a commune, or all."""

    name: str
    debts: tuple[ProjectDebt, ...]

    @property
    def amount(self) -> int:
        return sum(one.amount for one in self.debts)

    @property
    def projects(self) -> int:
        return len({one.project.pk for one in self.debts})

    @property
    def communes(self) -> int:
        return len({one.unit for one in self.debts})

    @property
    def ages(self) -> list[int]:
        found: Counter[Age] = Counter()
        for one in self.debts:
            found.update(one.by_age)
        return [found[age] for age in Age]

    @property
    def payers(self) -> dict[Payer, int]:
        found: Counter[Payer] = Counter()
        for one in self.debts:
            found.update(one.by_payer)
        return {payer: found[payer] for payer in Payer if found[payer]}

    @property
    def old(self) -> int:
        return self.ages[list(Age).index(Age.BEFORE_2015)]


@login_required
@require_safe
def debts(request: Request) -> HttpResponseBase:
    """What the person's places owe as of the day that the address names, or today."""
    where, (day, problem) = narrowing_of(request), _day(request)
    found = all_debts(day)
    every = [one for unit in where.units for one in found.by_unit.get(unit, ())]
    outside = [one for unit in where.units for one in found.outside.get(unit, ())]
    names = names_of({one.unit for one in [*every, *outside]}, day)
    rows = sorted((_view(one, names) for one in every), key=_largest_first)
    if wants_file(request):
        return as_file(request, _sheet(request, where, day, rows))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    total = Total("Cộng", tuple(every))
    context: dict[str, Any] = {
        "tab": "debts",
        "where": where,
        "day": day,
        "problem": problem,
        "page": page,
        "rows": list(page),
        "total": total,
        "places": _totals(where, every, names),
        "by_district": where.scope.is_province and not where.district,
        "payers": [(payer.label, amount) for payer, amount in total.payers.items()],
        "ages": [age.label for age in Age],
        "outside": sorted((_view(one, names) for one in outside), key=_largest_first),
        "query": query_of(request, "ngay", "huyen"),
    }
    return render(request, "funding_rules/debts.html", context)


def _day(request: Request) -> tuple[date, str]:
    """The day asked for; for what is no day, today and what to do."""
    told = request.GET.get("ngay", "")
    if not told:
        return request.today, ""
    try:
        return parse_day(told), ""
    except DomainError as error:
        return request.today, str(error)


def _view(debt: ProjectDebt, names: Names) -> DebtView:
    return DebtView(debt, names.of(debt.unit), names.district(debt.unit))


def _largest_first(view: DebtView) -> tuple[int, str]:
    return -view.debt.amount, view.debt.project.code


def _totals(where: Narrowing, every: Iterable[ProjectDebt], names: Names) -> list[Total]:
    """By district where the province is shown, else by commune; the largest first."""
    by_district = where.scope.is_province and not where.district and bool(names.districts)
    groups: Mapping[str, list[ProjectDebt]] = defaultdict(list)
    for one in every:
        name = names.district(one.unit) if by_district else ""
        groups[name or names.of(one.unit)].append(one)
    found = [Total(name, tuple(debts)) for name, debts in groups.items()]
    return sorted(found, key=lambda total: (-total.amount, total.name))


def _sheet(request: Request, where: Narrowing, day: date, rows: Sequence[DebtView]) -> Sheet:
    headings = [
        ("Huyện", 18), ("Nơi", 18), ("Mã", 14), ("Công trình", 40), ("Nghiệm thu", 16),
        ("Vốn đã phân bổ", 16), ("Nợ của nơi này", 16), ("Nợ từ ngày", 12),
    ]  # fmt: skip
    ages = [(age.label.capitalize(), 14) for age in Age]
    payers = [(payer.label.capitalize(), 16) for payer in Payer]
    return Sheet(
        name=f"no-dong-{day:%Y-%m-%d}",
        title=f"Nợ đọng xây dựng cơ bản đến ngày {show_day(day)} (triệu đồng)",
        facts=facts_of(
            request,
            unit=where.name,
            months=[],
            laws=[],
            filters=["công trình trong kế hoạch đầu tư công trung hạn"],
            source=SOURCE,
        ),
        columns=[Column(h, form=MILLIONS, width=w) for h, w in [*headings, *ages, *payers]],
        rows=[_line(row) for row in rows],
    )


def _line(row: DebtView) -> list[Value]:
    debt = row.debt
    return [
        row.district,
        row.place,
        debt.project.code,
        debt.project.name,
        in_millions(debt.accepted),
        in_millions(debt.allocated),
        in_millions(debt.amount),
        debt.oldest_on,
        *(in_millions(debt.by_age.get(age, 0)) for age in Age),
        *(in_millions(debt.by_payer.get(payer, 0)) for payer in Payer),
    ]
